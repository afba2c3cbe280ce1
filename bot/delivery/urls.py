"""The newest response_url of each card that was clicked: good for five uses in thirty minutes.

Kept in memory only, since whoever has one can write in that conversation; never followed anywhere but to Slack.
"""

import http.client
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.clock import Deadline

_USES = 5
_SECONDS = 29 * 60
_MOST = 5000
_TIMEOUT = 5
_MOST_READ = 4096
_NO = b'"ok":false'
_SLACK_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})


@dataclass
class ResponseUrl:
    address: str
    until: Deadline
    left: int = _USES

    @property
    def is_good(self) -> bool:
        return self.left > 0 and self.until.left() > 0


class ResponseUrls:
    """By run and person, then by the message clicked. `origin` is that of another Slack-compatible server, if set."""

    def __init__(self, origin: str = "") -> None:
        self._origin = origin
        self._urls: OrderedDict[tuple[str, str], dict[str, ResponseUrl]] = OrderedDict()
        self._lock = threading.Lock()

    def is_ours_to_follow(self, address: str) -> bool:
        """Whether it leads to Slack. Anything else in its place is an attack or a mistake."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            return False
        if parts.username or parts.password or "@" in parts.netloc:
            return False
        if self._origin:
            return f"{parts.scheme}://{parts.netloc}" == self._origin
        return parts.scheme == "https" and parts.hostname in _SLACK_HOSTS and port in (None, 443)

    def read(self, address: str) -> ResponseUrl | None:
        return ResponseUrl(address, Deadline.after(_SECONDS)) if self.is_ours_to_follow(address) else None

    def keep(self, run: str, person: str, ts: str, url: ResponseUrl) -> None:
        """Remember it as the newest of this copy of somebody's card."""
        with self._lock:
            self._urls.setdefault((run, person), {})[ts] = url
            self._urls.move_to_end((run, person))
            while len(self._urls) > _MOST:
                self._urls.popitem(last=False)

    def take(self, run: str, person: str, ts: str) -> ResponseUrl | None:
        """One use of the newest, if it has any left."""
        with self._lock:
            url = self._urls.get((run, person), {}).get(ts)
            if url is None or not url.is_good:
                return None
            url.left -= 1
            return url

    def strays(self, run: str, person: str, ts: str) -> list[ResponseUrl]:
        """Those of copies that are not the card any more, given out once."""
        with self._lock:
            kept = self._urls.get((run, person), {})
            return [kept.pop(other) for other in list(kept) if other != ts]


def send_to(url: ResponseUrl, body: dict[str, object]) -> bool:
    """Whether Slack took it. Redirects are not followed."""
    parts = urlsplit(url.address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=_TIMEOUT)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST", target, json.dumps(body).encode(), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status == 200 and _NO not in answer.read(_MOST_READ).replace(b" ", b"")
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
