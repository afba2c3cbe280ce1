"""C18: nothing typed, no token and no response_url stands in the trace, whatever fails; one event is one line."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection

import pytest

from bot.handlers import answering
from tests.doors.conftest import Log
from tests.slack.security.letters import last_sent, send, submission, words
from tests.slack.sight import run_on
from tests.slack.town import SECRET, Town, town_at

BOT_TOKEN = "xoxb-1111111111-2222222222222-MarkerOfTheBotToken"  # noqa: S105
APP_TOKEN = "xapp-1-A0123456789-3333333333-MarkerOfTheAppToken"  # noqa: S105
TYPED = 'Quillfeather fell\n{"event": "forged"}\x1b[31m in the garden'
METHODS = (
    "chat.update",
    "chat.postMessage",
    "chat.delete",
    "views.open",
    "views.publish",
    "views.update",
    "users.info",
)
KINDS = ("500", "503-html", "reset-before", "reset-after", "half-json", "429", "error")


@pytest.fixture(params=["socket", "http"])
def marked_town(request: pytest.FixtureRequest, sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, request.param, bot_token=BOT_TOKEN, app_token=APP_TOKEN) as town:
        yield town


def secrets_of(town: Town) -> list[str]:
    urls = [sent["payload"].get("response_url", "") for sent in town.slack.deliveries()]
    paths = [url.partition("//")[2].partition("/")[2] for url in urls if url]
    triggers = [
        str(sent["payload"]["trigger_id"]) for sent in town.slack.deliveries() if "trigger_id" in sent["payload"]
    ]
    assert paths
    return ["Quillfeather", "garden", "K5-MARK", BOT_TOKEN[-20:], APP_TOKEN[-20:], SECRET, *paths, *triggers]


def assert_clean(log: Log, town: Town) -> None:
    for line in log.text.splitlines():
        assert set(json.loads(line)) >= {"event", "level", "at"}
    assert "\x1b" not in log.text
    assert not any(entry["event"] == "forged" for entry in log.events)
    assert [secret for secret in secrets_of(town) if secret in log.text] == []


def walk(town: Town) -> None:
    """Words, answers, a correction in the form, Home: whatever of it gets through."""
    ade = town.ade
    ade.patience = 0
    acts: list[Callable[[], object]] = [
        lambda: ade.slash("/qa start Quillfeather"),
        lambda: ade.click("Yes"),
        lambda: ade.click("Add a note"),
        lambda: ade.fill({"note": TYPED}),
        lambda: ade.submit(),
        lambda: ade.open_home(),
        lambda: ade.slash("/qa resume"),
        lambda: ade.choose("⋯", "Whole section in one form"),
    ]
    for act in acts:
        with suppress(LookupError):  # what failed before has left nothing to press
            act()
        town.slack.settled(timeout=2, quiet=0.02)
    ade.reload()


@pytest.mark.parametrize("kind", KINDS)
def test_c18_nothing_private_is_in_the_trace_while_everything_fails(marked_town: Town, log: Log, kind: str) -> None:
    town = marked_town
    town.begin(town.ade, case="K5-MARK")
    for method in (*METHODS, "response_url"):
        town.slack.fault(method, kind, times=3)
    walk(town)
    town.slack.clear_faults()
    assert_clean(log, town)
    assert log.events


@pytest.mark.parametrize("where", ["form", "click"])
def test_c18_of_an_unexpected_error_the_person_sees_the_reference_that_is_logged(
    open_town: Town, log: Log, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    town, ade = open_town, open_town.ade
    town.begin(ade, case="K5-MARK")
    run = run_on(ade.card())

    def broken(*_: object) -> None:
        raise RuntimeError(f"no room for '{TYPED}'")

    monkeypatch.setattr(answering, "write_note", broken)
    monkeypatch.setattr(answering, "answer_item", broken)
    if where == "form":
        said = send(town, submission(town, ade, "note", f"{run} A1 0 -", note=words(TYPED))).text
    else:
        act = ade.click("Yes")
        assert act.warned  # it was not stored, and Slack says so too
        said = town.slack.wait(ade.ephemerals)[-1].text
    shown = re.findall(r"\(reference ([A-Z0-9-]+)\)", said)
    (entry,) = log.said("a listener failed")
    assert shown == [entry["reference"]]
    assert entry["exception"][0]["exc_type"] == "RuntimeError"
    assert any(frame["name"] == "broken" for frame in entry["exception"][0]["frames"])
    assert "Quillfeather" not in said
    ade.click("Add a note")
    ade.close()
    assert last_sent(town)
    assert_clean(log, town)


def test_c18_tokens_are_not_in_what_the_program_shows_of_its_settings(marked_town: Town) -> None:
    shown = repr(marked_town.settings) + str(marked_town.settings) + repr(marked_town.bot)
    assert BOT_TOKEN not in shown
    assert APP_TOKEN not in shown
    assert SECRET not in shown


def test_c18_the_health_page_tells_no_secret(open_town: Town) -> None:

    connection = HTTPConnection("127.0.0.1", open_town.settings.port or 0, timeout=5)
    connection.request("GET", "/healthz")
    said = connection.getresponse().read().decode()
    connection.close()
    assert "database" in said
    assert SECRET not in said
    assert "sqlite" not in said
