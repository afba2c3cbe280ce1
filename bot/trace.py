"""What the program says about itself: one event, one line of JSON, with secrets taken out. Set up once.

Not here: what is worth saying. Modules write `trace = structlog.get_logger(__name__)` and say ids, never typed words.
"""

import logging
import re
import sys
import threading
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, ExcInfo, Processor

REMOVED = "[removed]"
# Applied to whole lines of JSON, so none may swallow a quotation mark or half of an escape.
_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:xox[a-z](?:\.xox[a-z])?|xapp|xwfp)-[\w%.~+/=-]{4,}", re.I), REMOVED),
    (re.compile(r"(bearer)(?:\s|\\[nrt]|%20|\+)+[\w.~+/=%-]{8,}", re.I), rf"\1 {REMOVED}"),
    (
        re.compile(r"((?:secret|token|signature|password|api_?key)[\w-]*\W{1,8}(?:v0=)?)[0-9a-f]{16,}", re.I),
        rf"\1{REMOVED}",
    ),
    (re.compile(r"(password=)(?!\[)[^\s\"'&\\]+", re.I), rf"\1{REMOVED}"),
    (re.compile(r"(hooks\.slack(?:-gov)?\.com)(?:\\*/|%2F)(?:\\+/|[^\s\"'<>|\\])*", re.I), rf"\1/{REMOVED}"),
    (re.compile(r"(wss?:/{2}[^/\s\"\\?]+)[/?](?:\\+/|[^\s\"'<>\\])*", re.I), rf"\1/{REMOVED}"),
    (re.compile(r"(:/{2}[^\s:/@\"\\]*:)(?:\\.|[^\s\"\\])+@"), rf"\1{REMOVED}@"),
)
_QUOTED = re.compile(r"['\"].*['\"]")
_QUOTED_ON = re.compile(r"['\"].*")
_BRACKET = re.compile(r"[(\[{<:\n]")


def scrub(text: str) -> str:
    """The text without anything that has the shape of a secret."""
    for shape, instead in _SECRETS:
        text = shape.sub(instead, text)
    return text


def begin_trace(level: str, stream: TextIO) -> None:
    """Send every event of ours from `level` on, and warnings of the libraries, to `stream`."""
    logging.basicConfig(handlers=[_handler(stream)], level=logging.WARNING, force=True)
    logging.getLogger("bot").setLevel(level.upper())
    for chatty in ("slack_sdk", "slack_bolt"):  # at debug these write whole bodies
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a failing handler would print its arguments, unscrubbed
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_SAID_OF_EACH, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _handler(stream: TextIO) -> logging.Handler:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[_outline, *_SAID_OF_EACH],
            processors=[
                ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(_told_error),
                structlog.processors.JSONRenderer(),
                _scrub_line,
            ],
        )
    )
    return handler


_SAID_OF_EACH: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]


def _outline(_: Any, __: str, event: EventDict) -> EventDict:
    """Libraries put bodies, errors and addresses behind a bracket or a colon; what comes before says enough."""
    event["event"] = _BRACKET.split(str(event["event"]), maxsplit=1)[0].strip()
    return event


_frames_only = structlog.tracebacks.ExceptionDictTransformer(show_locals=False, use_rich=False)


def _told_error(exc_info: ExcInfo) -> list[dict[str, Any]]:
    return _without_values(_frames_only(exc_info))


def _without_values(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of an error's message only the first line, without what it quotes: that may be what a person typed."""
    for error in errors:
        first, more, _ = error["exc_value"].partition("\n")
        error["exc_value"] = (_QUOTED_ON if more else _QUOTED).sub("'…'", first)  # a quotation may go on below
        error["exc_notes"] = []
        for inner in error["exceptions"]:
            _without_values(inner)
    return errors


def _scrub_line(_: Any, __: str, line: Any) -> str:
    return scrub(str(line))


def _uncaught(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, frames)
    else:
        structlog.get_logger("bot").critical("stopped by an error that nobody caught", exc_info=(kind, error, frames))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
