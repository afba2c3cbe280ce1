"""The door by which a playground asks for the calendar and moves it: this machine only, with a token, in JSON.

What moving means is not decided here.
"""

import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment

import structlog

from bot.errors import NotSavedError, ShownError
from bot.handlers.doors.guard import answer
from bot.handlers.doors.http import HttpDoor, listen

_HERE = "127.0.0.1"
_LARGEST = 10_000

Shown = Mapping[str, object]

trace = structlog.get_logger(__name__)


def serve_control(port: int, token: str, shown: Callable[[], Shown], move: Callable[[object], Shown]) -> HttpDoor:
    """Listen for a playground. `shown` says what day it is; `move` goes to another, or refuses in a sentence."""
    return listen(ControlPage(token, shown, move), _HERE, port)


class ControlPage:
    def __init__(self, token: str, shown: Callable[[], Shown], move: Callable[[object], Shown]) -> None:
        self._token = token.encode()
        self._shown = shown
        self._move = move

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            status, said = self._answered(environ)
        except NotSavedError as error:
            status, said = HTTPStatus.SERVICE_UNAVAILABLE, _refused(str(error))
        except ShownError as error:
            status, said = HTTPStatus.BAD_REQUEST, _refused(str(error))
        except Exception:
            trace.exception("a request for the calendar failed")
            status, said = HTTPStatus.INTERNAL_SERVER_ERROR, _refused("That went wrong. The log of the bot says why.")
        return answer(start_response, status, json.dumps(said).encode(), "application/json")

    def _answered(self, environ: WSGIEnvironment) -> tuple[HTTPStatus, Shown]:
        if not self._is_known(environ):
            return HTTPStatus.UNAUTHORIZED, _refused("The token is missing or is another one.")
        match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
            case "GET", "/calendar":
                return HTTPStatus.OK, self._shown()
            case "POST", "/calendar":
                return self._moved(environ)
        return HTTPStatus.NOT_FOUND, _refused("There is only /calendar here.")

    def _is_known(self, environ: WSGIEnvironment) -> bool:
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        is_same = hmac.compare_digest(token.encode("latin-1", "replace"), self._token)
        return is_same and scheme.casefold() == "bearer"

    def _moved(self, environ: WSGIEnvironment) -> tuple[HTTPStatus, Shown]:
        if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().casefold() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _refused("Ask in JSON.")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > _LARGEST:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _refused("That is too much to be a date.")
        given = _read(environ["wsgi.input"].read(length))
        if given is None:
            return HTTPStatus.BAD_REQUEST, _refused('Ask in JSON, such as {"to": "2026-12-31"}.')
        return HTTPStatus.OK, self._move(given.get("to"))


def _read(body: bytes) -> Shown | None:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) else None


def _refused(sentence: str) -> Shown:
    return {"refused": sentence}
