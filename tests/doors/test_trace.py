"""What the program says about itself: one event one line, and no secret or typed word in it."""

import json
import logging
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.trace import REMOVED, scrub
from tests.doors.apps import MARKER, Desk, click
from tests.doors.conftest import Log

trace = structlog.get_logger("bot.somewhere")

HEX = "8f742231b10e8888abcd99aaaaaa85a5"
# The shape, and what of it must not be in the log.
CORPUS = [
    ("xoxb-1234567890-1234567890123-AbCdEfGhIjKl", "AbCdEf"),
    ("xoxp-1234567890-1234567890123-abcdef0123456789", "abcdef0123"),
    ("xoxa-2-1234567890-abcdef", "1234567890"),
    ("xoxr-1234567890-abcdef", "1234567890"),
    ("xoxe-1-My0xLTE2MzYwOTU-aBc", "My0xLTE2"),
    ("xoxe.xoxp-1-Mi0yLTE2MzYwOTU", "Mi0yLTE2"),
    ("xoxe.xoxb-1-Mi0yLTE2MzYwOTU", "Mi0yLTE2"),
    ("xapp-1-A0123456789-1234567890-0123456789abcdef", "A0123456789"),
    ("xwfp-1234567890-abcdef", "1234567890"),
    ("token=xoxb-1-2-abcdef&channel=C1", "abcdef"),
    ("first line\nxoxb-1-2-abcdef\nlast", "abcdef"),
    ("\x1b[31mxoxb-1-2-abcdef\x1b[0m", "abcdef"),
    ("Authorization: Bearer abc.DEF-123_456", "DEF-123"),
    ("bearer%20abcdefgh12345678", "abcdefgh"),
    (f"SLACK_SIGNING_SECRET={HEX}", HEX),
    (f"signing_secret: '{HEX}'", HEX),
    (f'{{"signing_secret": "{HEX}"}}', HEX),
    (f"X-Slack-Signature: v0={HEX}{HEX}", HEX),
    (f"verification_token={HEX[:24]}", HEX[:24]),
    ("https://hooks.slack.com/actions/T0/123/abcSECRETdef", "SECRET"),
    ("https://hooks.slack.com/commands/T0/123/abcSECRETdef and more", "SECRET"),
    ("https://hooks.slack-gov.com/actions/T0/123/abcSECRETdef", "SECRET"),
    (r'{"response_url":"https:\/\/hooks.slack.com\/actions\/T0\/123\/abcSECRETdef"}', "SECRET"),
    ("response_url=https%3A%2F%2Fhooks.slack.com%2Factions%2FT0%2FabcSECRETdef", "SECRET"),
    ("wss://wss-primary.slack.com/link/?ticket=SECRET-1234&app_id=A1", "SECRET"),
    ("postgresql+psycopg://plumbline:hunter2@db.example.org/plumbline", "hunter2"),
    ('postgres://plumbline:p@ss/wörd"hunter2@db/plumbline', "hunter2"),
    ("postgresql://:hunter2@db/plumbline", "hunter2"),
    ("host=db user=plumbline password=hunter2 dbname=x", "hunter2"),
]


@pytest.mark.parametrize(("text", "secret"), CORPUS)
def test_c18_every_shape_of_secret_is_taken_out_wherever_it_stands(log: Log, text: str, secret: str) -> None:
    trace.info(text, value=text, **{"in": {"depth": [text, (text,)], text: 1}}, other=Exception(text))
    try:
        raise RuntimeError(text)
    except RuntimeError:
        trace.exception("failed")
    logging.getLogger("library").warning(text)
    logging.getLogger("library").error("failed with %s", text, exc_info=ValueError(text))
    assert len(log.events) == 4
    assert REMOVED in log.text
    assert secret not in log.text


def test_c18_a_secret_under_the_name_of_its_key_is_taken_out(log: Log) -> None:
    trace.info("settings", slack={"signing_secret": HEX, "team": HEX})
    assert log.events[0]["slack"] == {"signing_secret": REMOVED, "team": HEX}


@pytest.mark.parametrize(
    "text",
    [
        "Bearer of bad news: 3 checks are late",
        "https://example.org/a?b=c and https://slack.com/help",
        "ade@example.org wrote at 10:30",
        "the secret is to ask early",
        "http://127.0.0.1:8080/healthz",
        f"digest {HEX}",
        "sqlite:///data/plumbline.db",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert scrub(text) == text


def test_the_host_of_a_response_url_and_of_a_database_stays() -> None:
    assert scrub("https://hooks.slack.com/actions/T/1/x") == f"https://hooks.slack.com/{REMOVED}"
    assert scrub("postgresql://me:pw@db.example.org/x") == f"postgresql://me:{REMOVED}@db.example.org/x"


PIECES = (
    st.sampled_from([text for text, _ in CORPUS]) | st.text() | st.sampled_from(['"', "\\", "\n", "/", "@", "://a:"])
)


@given(st.lists(PIECES).map("".join))
def test_c18_scrubbing_never_breaks_a_line(text: str) -> None:
    line = scrub(json.dumps({"event": text, text: [text]}))
    assert "\n" not in line
    json.loads(line)


@pytest.mark.parametrize(
    "text",
    ["a\nb", "a\r\nb", "\x1b[2J\x1b[31mred", '{"event": "forged"}', "\u2028\x85\x9b"],
    ids=["line", "lines", "escape", "json", "separators"],
)
def test_c18_one_event_is_one_line_whatever_is_in_it(log: Log, text: str) -> None:
    trace.info(text, **{text: text})
    logging.getLogger("library").warning("x%s", text)
    assert len(log.text.splitlines()) == 2
    assert log.text.isascii()
    assert not [sign for sign in log.text if ord(sign) < 32 and sign != "\n"]
    assert log.events[0][text] == text


def test_c18_half_a_character_is_one_line_too() -> None:
    """In a process of its own: pytest could not send such a thing on to its other process."""
    script = (
        "import sys, structlog; from bot.trace import begin_trace; begin_trace('info', sys.stdout); "
        "structlog.get_logger('bot.x').info('a\\ud800b', field='\\ud800')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["field"] == "\ud800"


def test_an_event_says_when_where_and_how_bad(log: Log) -> None:
    trace.warning("something", run="r1")
    assert log.events[0] | {"at": ""} == {
        "event": "something", "run": "r1", "level": "warning", "logger": "bot.somewhere", "at": "",
    }  # fmt: skip
    assert log.events[0]["at"].endswith("Z")


def test_what_is_bound_to_the_context_is_said_too(log: Log) -> None:
    with structlog.contextvars.bound_contextvars(request="q1"):
        trace.info("something")
    assert log.events[0]["request"] == "q1"


def test_c18_slacks_libraries_stay_quiet_at_debug(log: Log, desk: Desk) -> None:
    for name in ("slack_sdk.web.client", "slack_bolt.App", "sqlalchemy.engine", "aiohttp.access"):
        logging.getLogger(name).debug(MARKER)
        logging.getLogger(name).info(MARKER)
    assert desk.app.logger.level == logging.WARNING
    trace.debug("ours")
    assert [entry["event"] for entry in log.events] == ["ours"]


def test_c18_of_a_librarys_warning_only_the_words_before_the_values_stay(log: Log) -> None:
    logging.getLogger("slack_bolt.App").warning("Unhandled request ({'text': '%s'})", MARKER)
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: {MARKER}")
    assert [entry["event"] for entry in log.events] == ["Unhandled request", "Task exception was never retrieved"]


def failing(typed: str) -> None:
    held = {"typed": typed}
    held["typed " + typed]


@pytest.mark.parametrize(
    "fail",
    [
        lambda: failing(MARKER),
        lambda: int(MARKER),
        lambda: json.loads(MARKER),
        lambda: [][MARKER],  # type: ignore[call-overload]
        lambda: Path(f"/nowhere/{MARKER}").read_text(),
    ],
)
def test_c18_a_traceback_shows_where_and_not_what(log: Log, fail: object) -> None:
    try:
        try:
            fail()  # type: ignore[operator]
        except Exception as error:
            raise RuntimeError(f"could not read\n{MARKER}") from error
    except RuntimeError:
        trace.exception("failed")
    assert "Quillfeather" not in log.text
    kinds = [error["exc_type"] for error in log.events[0]["exception"]]
    assert kinds[0] == "RuntimeError"
    assert len(kinds) == 2
    assert log.events[0]["exception"][1]["frames"][0]["lineno"] > 0


def test_an_error_inside_a_group_is_shown_without_values(log: Log) -> None:
    try:
        raise ExceptionGroup("two went wrong", [ValueError(f"bad '{MARKER}'"), KeyError(MARKER)])
    except ExceptionGroup:
        trace.exception("failed")
    assert "ValueError" in log.text
    assert "Quillfeather" not in log.text


def test_c18_a_click_that_fails_or_meets_nobody_leaves_no_word_of_its_body(log: Log, desk: Desk) -> None:
    from slack_bolt import BoltRequest

    for action in ("broken", "nobody answers this"):
        desk.app.dispatch(BoltRequest(mode="socket_mode", body=click(action, MARKER)))
    assert [entry["event"] for entry in log.events] == ["Failed to run listener function", "Unhandled request"]
    assert "Quillfeather" not in log.text


def test_c18_an_error_that_nobody_caught_is_told_scrubbed(log: Log) -> None:
    def stray() -> None:
        raise RuntimeError("xoxb-1-2-abcdef")

    thread = threading.Thread(target=stray)
    thread.start()
    thread.join()
    try:
        stray()
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    assert [entry["level"] for entry in log.events] == ["critical", "critical"]
    assert "abcdef" not in log.text


def test_c18_a_line_that_can_not_be_written_is_dropped_and_not_printed(
    log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("library").warning("%d", MARKER)
    loop: list[object] = []
    loop.append(loop)
    with warnings.catch_warnings():
        trace.info("round and round", loop=loop)
    assert log.text == ""
    assert capsys.readouterr().err == ""
