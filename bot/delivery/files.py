"""Fetching a file that somebody chose in a form. Only from Slack, without being led elsewhere, and no more than asked.

What is in it is read in flows; nothing of it is kept here.
"""

import http.client
from urllib.parse import urlsplit

from bot.clock import Deadline
from bot.errors import ShownError

_HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
_SILENT = "Slack did not hand the file over in time. Nothing was saved. Try again, or paste the list instead."
_TOO_LARGE = "That file is too large. Nothing was saved. Leave the columns out that are not needed, or paste the list."


def fetch_file(address: str, token: str, api_url: str | None, most: int, deadline: Deadline | None) -> bytes:
    """Its bytes, `most` of them at the most; the bot's own token says who asks."""
    if not is_slacks(address, api_url):
        raise ShownError(_SILENT)
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=max(0.2, deadline.left()) if deadline else 2.0)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("GET", target, headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        # Without the scope, Slack sends its page for signing in.
        if response.status != http.HTTPStatus.OK or "text/html" in response.headers.get("Content-Type", ""):
            raise ShownError(_SILENT)
        held = response.read(most + 1)
    except (OSError, http.client.HTTPException) as error:
        raise ShownError(_SILENT) from error
    finally:
        connection.close()
    if len(held) > most:
        raise ShownError(_TOO_LARGE)
    return held


def is_slacks(address: str, api_url: str | None) -> bool:
    """Anything else in its place is an attack or a mistake, and would be told the token or given the file."""
    try:
        parts, port = urlsplit(address), urlsplit(address).port
    except ValueError:
        return False
    if parts.username or parts.password or "@" in parts.netloc:
        return False
    if api_url:
        ours = urlsplit(api_url)
        return (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc)
    return parts.scheme == "https" and parts.hostname in _HOSTS and port in (None, 443)
