"""Who may come in over HTTP: requests of a fair size, freshly signed by Slack. The rest is refused in one line.

Bolt reads a body before it checks who signed it; so this stands in front of Bolt. What a body says is not judged here.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog

LARGEST_BODY = 1_048_576
OLDEST = 300  # seconds, either way, as Slack advises
LONGEST_TIMESTAMP = 12  # digits
# Bolt obeys these, but Slack never sends them and its signature does not cover them.
_BOLT_INTERNAL = ("HTTP_X_SLACK_BOLT_LAZY_ONLY", "HTTP_X_SLACK_BOLT_LAZY_FUNCTION_NAME")

trace = structlog.get_logger(__name__)


class Guard:
    """Lets signed requests through to `inside`."""

    def __init__(self, inside: WSGIApplication, secret: str, now: Callable[[], float]) -> None:
        self._inside = inside
        self._secret = secret.encode()
        self._now = now

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > LARGEST_BODY:
            return refuse(start_response, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
        body = environ["wsgi.input"].read(length)
        if problem := self._problem(environ, body):
            return refuse(start_response, HTTPStatus.UNAUTHORIZED, problem)
        for name in _BOLT_INTERNAL:
            environ.pop(name, None)
        environ["wsgi.input"] = BytesIO(body)
        return self._inside(environ, start_response)

    def _problem(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """Why this is not a fresh request of Slack's, in words; None if it is one."""
        stamp = headers.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= LONGEST_TIMESTAMP):
            return "the timestamp is missing or is not a number"
        if abs(self._now() - int(stamp)) > OLDEST:
            return "the timestamp is too far from now"
        signature = headers.get("HTTP_X_SLACK_SIGNATURE", "").encode("latin-1", "replace")
        if not hmac.compare_digest(self.sign(stamp, body), signature):
            return "the signature does not fit"
        return None

    def sign(self, stamp: str, body: bytes) -> bytes:
        digest = hmac.new(self._secret, b"v0:%b:%b" % (stamp.encode(), body), hashlib.sha256)
        return b"v0=" + digest.hexdigest().encode()


def refuse(start_response: StartResponse, status: HTTPStatus, why: str) -> Iterable[bytes]:
    trace.warning("request refused", status=status.value, why=why)
    return answer(start_response, status)


def answer(start_response: StartResponse, status: HTTPStatus, body: bytes = b"", kind: str = "") -> Iterable[bytes]:
    """A whole answer; with no body given, the status in words."""
    said = body or status.phrase.encode()
    headers = [("Content-Type", kind or "text/plain; charset=utf-8"), ("Content-Length", str(len(said)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [said]
