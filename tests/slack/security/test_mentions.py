"""C09 and C11: whatever is typed or configured is shown exactly, mentions nobody, links to nothing, unfolds nothing."""

import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.playground.driver import View
from bot.storage.tables import table_of
from bot.storage.tables.people import Person as PersonRow
from tests.council import FORMS
from tests.slack import town as places
from tests.slack.town import Town, town_at

HOSTILE = "<!channel> <!here|x> <@U0VICTIM01> &lt;!channel&gt; @channel"
MARKUP = re.compile(r"<[!@#]|<https?:|<mailto:")


def words_in(shown: Any) -> Iterator[str]:
    """Every text that Slack would read as markup: `text` of a message, and objects of type mrkdwn."""
    if isinstance(shown, list):
        for each in shown:
            yield from words_in(each)
    elif isinstance(shown, dict):
        if shown.get("type") == "mrkdwn" or ("blocks" in shown and isinstance(shown.get("text"), str)):
            yield str(shown["text"])
        for each in shown.values():
            yield from words_in(each)


def sent_by_bot(town: Town) -> list[Any]:
    """Everything that the bot has said: its calls, and its answers to what it was sent."""
    return [call["arguments"] for call in town.slack.calls()] + [each.get("answer") for each in town.slack.deliveries()]


def rich_parts(shown: Any) -> set[str]:
    """The kinds of rich text that are used; only plain text among them mentions nobody."""
    if isinstance(shown, list):
        return set().union(*map(rich_parts, shown))
    if isinstance(shown, dict):
        kind = {str(shown.get("type"))} if shown.get("type") in ("user", "usergroup", "broadcast", "link") else set()
        return kind.union(*map(rich_parts, shown.values()))
    return set()


def assert_nobody_is_mentioned(town: Town) -> None:
    said = sent_by_bot(town)
    assert [text for text in words_in(said) if MARKUP.search(text)] == []
    assert rich_parts(said) == set()
    posts = town.slack.calls("chat.postMessage")
    assert posts
    for post in posts:
        assert post["arguments"]["unfurl_links"] is False
        assert post["arguments"]["unfurl_media"] is False
        assert not post["arguments"].get("link_names")
        assert post["arguments"].get("parse", "none") == "none"


def typed(view: View) -> set[str]:
    """What stands in the fields of a form."""
    return {str(value.get("value")) for fields in view.values.values() for value in fields.values()}


def keep(person: Any) -> None:
    """Hand the form in; where the bot asks why some of it has to stay, say so."""
    assert person.submit().acked
    view = person.view()
    if view and any(control["block_id"] == "keep" for control in view.controls):
        person.fill({"keep": "It is a test."})
        assert person.submit().acked


@pytest.fixture
def hostile_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same checklists with a title, a question and an answer that try to call everybody."""
    folder = tmp_path / "forms"
    shutil.copytree(FORMS, folder)
    file = folder / "maple" / "own-look.yaml"
    text = file.read_text()
    for old, new in (
        ("A look at my own work", f"Own {HOSTILE}"),
        ("Own look", "Own <!channel>"),
        ("A private form with conditions.", HOSTILE),
        ("title: First", "title: First <!here|x>"),
        ("ask: Was the plan clear", f'ask: "Clear {HOSTILE}", help: "{HOSTILE}"'),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    monkeypatch.setattr(places, "FORMS", folder)
    monkeypatch.setattr(places, "LIBRARY", None)  # what was read before is of the other folder
    return folder


def test_c09_a_checklist_that_calls_everybody_calls_nobody(hostile_forms: Path, sqlite_address: str) -> None:
    assert hostile_forms.exists()
    with town_at(sqlite_address, "socket") as town:
        ade = town.ade
        ade.open_home()
        home = town.slack.wait(ade.home)
        assert home and f"Own {HOSTILE}" in home.plain
        town.begin(ade, words="own")
        card = ade.card()
        assert "Own <!channel> · K7-3Q" in card.plain
        assert f"Clear {HOSTILE}" in card.plain
        assert "First <!here|x>" in card.plain
        assert (
            "Clear &lt;!channel&gt; &lt;!here|x&gt; &lt;@U0VICTIM01&gt; &amp;lt;!channel&amp;gt; @channel" in card.text
        )
        ade.choose("⋯", "Why is this asked?")
        view = ade.view()
        assert view and HOSTILE in view.plain
        assert_nobody_is_mentioned(town)


def test_c09_what_is_typed_is_shown_exactly_and_calls_nobody(town: Town) -> None:
    ade = town.ade
    town.begin(ade, case="<!channel> &amp; @here")
    assert "Own look · <!channel> &amp; @here" in ade.card().plain
    ade.click("Yes")
    town.slack.settled()
    ade.click("Add a note")
    ade.fill({"note": HOSTILE})
    keep(ade)
    ade.reload()
    town.slack.settled()
    ade.choose("⋯", "Whole section in one form")
    view = ade.view()
    assert view and HOSTILE in typed(view)
    ade.close()
    ade.click("Yes")
    town.slack.settled()
    ade.click("Write your answer")
    ade.fill({"B1": HOSTILE})
    keep(ade)
    ade.reload()
    ade.choose("⋯", "Review what is done")
    town.slack.settled()
    ade.click("Submit")
    town.slack.wait(lambda: "See my answers" in ade.card().buttons)
    ade.click("See my answers")
    sheet = ade.view()
    assert sheet and sheet.plain.count(HOSTILE) == 2
    assert_nobody_is_mentioned(town)


def test_c09_a_name_that_calls_everybody_calls_nobody_in_a_notice(town: Town) -> None:
    person = table_of(PersonRow)
    with town.council.office.store.work() as uow:
        uow.run(update(person).where(person.c.name == "Ade").values(name=f"Ade {HOSTILE}"))
    town.begin(town.ade)
    town.slack.deactivate(town.ade)
    told = town.slack.wait(town.sam.dm)[0]
    assert f"Ade {HOSTILE}'s Slack account was switched off." in told.plain
    assert "&lt;!channel&gt;" in told.text
    assert_nobody_is_mentioned(town)


def test_c09_an_unknown_word_comes_back_exactly_and_calls_nobody(town: Town) -> None:
    town.ade.slash("/qa <!channel>")
    assert "“<!channel>”" in town.ade.ephemerals()[-1].plain
    town.ade.slash("/qa start <!channel> zzz")
    view = town.ade.view()
    assert view and "<!channel> zzz" in view.plain
    said = sent_by_bot(town)
    assert [text for text in words_in(said) if MARKUP.search(text)] == []


@contextmanager
def connections() -> Iterator[list[Any]]:
    """Where this process connects to meanwhile."""
    seen: list[Any] = []

    def noting(connect: Any) -> Any:
        def noted(self: socket.socket, address: Any) -> Any:
            seen.append(address)
            return connect(self, address)

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, noting(getattr(socket.socket, name)))
        yield seen


LINKS = "<https://evil.example/?d=secret|policy> https://evil.example/x.png"


def test_c11_a_link_is_shown_as_typed_and_nobody_but_slack_is_connected_to(town: Town) -> None:
    ade = town.ade
    with connections() as seen:
        town.begin(ade, case="<http://e.x|K>")
        ade.click("Yes")
        town.slack.settled()
        ade.click("Add a note")
        ade.fill({"note": LINKS})
        keep(ade)
        ade.reload()
        ade.choose("⋯", "Whole section in one form")
        view = ade.view()
    assert view and LINKS in typed(view)
    assert "<http://e.x|K>" in ade.card().plain
    assert_nobody_is_mentioned(town)
    port = int(town.slack.url.rpartition(":")[2])
    assert {address[:2] for address in seen} == {("127.0.0.1", port)}
