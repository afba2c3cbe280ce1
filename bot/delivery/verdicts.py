"""What to make of an answer that is not the one hoped for. Pure, but for reading the error; nothing is sent here."""

import re
from dataclasses import dataclass
from enum import Enum

from slack_sdk.errors import SlackApiError


class Step(Enum):
    """What to do next with a message whose call went wrong."""

    AGAIN = "again"  # Slack refused it for now: nothing was done
    UNSURE = "unsure"  # it may have been done
    ANEW = "anew"  # what was to be changed is gone
    PLAIN = "plain"  # our blocks were refused: a defect of ours, the words alone may pass
    ODD = "odd"  # a word that we do not know: nothing was done, and it may pass
    NEVER = "never"  # it will not work by itself
    STOP = "stop"  # no call will work: the token is not good


@dataclass(frozen=True)
class Verdict:
    step: Step
    reason: str
    after: float = 1.0
    """Seconds to wait before the next try."""


_SHAPE = re.compile("[a-z0-9_]{1,80}")
_GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "cant_delete_message"}
_OURS = {"invalid_blocks", "msg_too_long", "msg_blocks_too_long", "view_too_large", "invalid_arguments", "no_text"}
_NO_TOKEN = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
_NEVER = {
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "is_inactive",
    "user_not_found",
    "user_disabled",
    "user_not_visible",
    "user_not_in_channel",
    "cannot_dm_bot",
    "messages_tab_disabled",
    "no_permission",
    "restricted_action",
    "missing_scope",
    "ekm_access_denied",
    "access_denied",
    "metadata_too_large",
}
_FOR_NOW = {"ratelimited", "rate_limited"}
_UNKNOWN = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}


def decide_verdict(error: Exception) -> Verdict:
    """By Slack's error code, else by HTTP status; a connection that broke leaves the outcome open."""
    if not isinstance(error, SlackApiError):
        return Verdict(Step.UNSURE, type(error).__name__)
    status = getattr(error.response, "status_code", 0)
    code = _code(error)
    if status == 429 or code in _FOR_NOW:
        return Verdict(Step.AGAIN, "ratelimited", _wait(error))
    if status >= 500 or code in _UNKNOWN or not code:
        return Verdict(Step.UNSURE, code or f"http {status}")
    for codes, step in ((_GONE, Step.ANEW), (_OURS, Step.PLAIN), (_NO_TOKEN, Step.STOP)):
        if code in codes:
            return Verdict(step, code)
    return Verdict(Step.NEVER if code in _NEVER else Step.ODD, code)


def _code(error: SlackApiError) -> str:
    """Slack's own word for it. In its place the SDK puts the whole of an answer that it could not read."""
    said = str(_body(error).get("error", ""))
    return said if _SHAPE.fullmatch(said) else ""


def _body(error: SlackApiError) -> dict[str, object]:
    data = getattr(error.response, "data", error.response)
    return data if isinstance(data, dict) else {}


def _wait(error: SlackApiError) -> float:
    headers = {str(name).lower(): value for name, value in getattr(error.response, "headers", {}).items()}
    given = headers.get("retry-after", "1")
    told = str(given[0] if isinstance(given, list) else given)
    return max(1.0, float(told)) if told.replace(".", "", 1).isdigit() else 1.0


def backoff(tries: int) -> float:
    """Seconds before the next try after so many: 1, 2, 4 … at most five minutes."""
    return float(min(300, 2 ** min(tries, 9) // 2 or 1))
