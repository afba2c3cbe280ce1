"""Giving a file to Slack in its three steps: an address, the bytes, and in which conversation it is to stand.

The bytes go nowhere but to Slack, and no further where they are led elsewhere. What is in a file is made in reports.
"""

import http.client
import json
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError

from bot.delivery.calls import Calls, PausedError
from bot.delivery.files import is_slacks
from bot.delivery.verdicts import Step, decide_verdict
from bot.errors import ShownError
from bot.reports.files import File

_PATIENCE = 30
_AGAIN = "Slack did not take the file. Nothing is lost. Please ask for it again in a few minutes."
_UNSURE = "Slack did not say whether the file has arrived. If it is not in this conversation, please ask for it again."
_BUSY = "Slack is busy, so the file could not be sent. Nothing is lost. Please ask for it again in {wait} seconds."
_REFUSED = {
    "missing_scope": "Plumbline may not send files here yet. Ask whoever looks after Slack to give it files:write.",
    "file_uploads_disabled": "Files are switched off in this workspace. Ask whoever looks after Slack.",
    "storage_limit_reached": "There is no room for files in this workspace. Ask whoever looks after Slack.",
    "not_in_channel": "Plumbline is not in that channel, so the file could not be put there. Invite it first.",
    "channel_not_found": "That conversation is not there any more, so the file could not be put there.",
    "is_archived": "That channel is archived, so the file could not be put there.",
    "restricted_action": "This workspace does not allow it to send files. Ask whoever looks after Slack.",
}


def upload(
    calls: Calls, api_url: str | None, channel: str, files: Iterable[File], remember: Callable[[Sequence[str]], None]
) -> None:
    """All of them in one message, or a sentence that says why not. Until the last step nobody sees anything.

    `remember` is told their ids in Slack before that step.
    """
    try:
        given = [{"id": _hand_over(calls, api_url, file), "title": file.title} for file in files]
    except (SlackApiError, PausedError, OSError, http.client.HTTPException) as error:
        raise ShownError(_said(error, _AGAIN)) from error
    remember([there["id"] for there in given])
    try:
        calls("files.completeUploadExternal", files=json.dumps(given), channel_id=channel)
    except (SlackApiError, PausedError, OSError) as error:
        raise ShownError(_said(error, _UNSURE)) from error


def _hand_over(calls: Calls, api_url: str | None, file: File) -> str:
    place = calls("files.getUploadURLExternal", filename=file.name, length=len(file.content))
    address = str(place["upload_url"])
    if not is_slacks(address, api_url):
        raise ShownError(_AGAIN)
    if _put(address, file.content) != http.HTTPStatus.OK:
        raise ShownError(_AGAIN)
    return str(place["file_id"])


def _put(address: str, content: bytes) -> int:
    """The status that came back. Redirects are not followed."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=_PATIENCE)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST", target, content, {"Content-Type": "application/octet-stream"})
        return connection.getresponse().status
    finally:
        connection.close()


def _said(error: Exception, otherwise: str) -> str:
    """`otherwise`: where it is not known what became of it."""
    if isinstance(error, PausedError):
        return _BUSY.format(wait=round(error.after) + 1)
    verdict = decide_verdict(error)
    if verdict.step is Step.AGAIN:
        return _BUSY.format(wait=round(verdict.after) + 1)
    if verdict.step is Step.UNSURE:
        return otherwise
    return _REFUSED.get(verdict.reason, _AGAIN)
