"""C29, C33, C34: Slack answers wrongly, late or never; something that stood is gone; a form does not open."""

from collections.abc import Iterator
from functools import partial

import pytest

from bot.delivery import calls, urls
from bot.playground.driver import Person
from bot.storage.tables.runs import Words
from tests.slack.sight import answers, kept, rows, run_on
from tests.slack.town import Town, town_at

pytestmark = pytest.mark.slow

_QUICK = ("500", "half-json", "reset-after")
_SLOW = ("503-html", "timeout", "slow", "reset-before")
KINDS = [*_QUICK, *(pytest.param(kind, marks=pytest.mark.slow) for kind in _SLOW)]
FIRST, SECOND = "Was the plan clear", "Was there agreement"


@pytest.fixture
def hasty_town(sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A bot that gives Slack half a second instead of ten."""
    monkeypatch.setattr(calls, "_TIMEOUT", 0.5)
    monkeypatch.setattr(urls, "_TIMEOUT", 0.5)
    with town_at(sqlite_address, "socket") as town:
        yield town


def go_wrong(town: Town, kind: str, *methods: str) -> None:
    for method in methods:
        town.slack.fault(method, kind, seconds=1.5)


def shows(person: Person, asked: str) -> bool:
    return bool(person.dm()) and asked in person.card().plain


def start(person: Person) -> None:
    person.slash("/qa start look at my own")
    person.fill({"subject": "K7-3Q", "own-sort": "Short"})
    assert person.submit().acked


@pytest.mark.parametrize("kind", KINDS)
def test_c29_a_card_whose_posting_goes_wrong_comes_all_the_same(hasty_town: Town, kind: str) -> None:
    town, ade = hasty_town, hasty_town.ade
    go_wrong(town, kind, "chat.postMessage")
    start(ade)
    town.slack.wait(lambda: shows(ade, FIRST))
    town.slack.settled(quiet=2.2)  # time enough to look for it and to send it again
    assert len(ade.dm()) == 1
    # Only what did not get through is sent again, and only after a look.
    took_effect = kind in ("slow", "half-json", "reset-after")
    assert len(town.slack.calls("chat.postMessage")) == (1 if took_effect else 2)
    ade.click("Yes")
    town.slack.wait(lambda: shows(ade, SECOND))


@pytest.mark.parametrize("kind", KINDS)
def test_c29_a_card_whose_redraw_goes_wrong_shows_the_truth_in_the_end(hasty_town: Town, kind: str) -> None:
    town, ade = hasty_town, hasty_town.ade
    town.begin(ade)
    go_wrong(town, kind, "chat.update", "response_url")
    assert ade.click("Yes").acked
    town.slack.wait(lambda: shows(ade, SECOND))
    assert answers(town, run_on(ade.card()))["A1"] == 1
    assert len(ade.dm()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_c29_a_form_that_does_not_open_is_told_of_and_opens_the_next_time(hasty_town: Town, kind: str) -> None:
    town, ade = hasty_town, hasty_town.ade
    town.begin(ade)
    before = kept(town)
    town.slack.fault("views.open", kind, seconds=2.8)
    act = ade.click("Add a note")
    assert act.acked and act.took < 3
    if ade.view() is None:
        told = town.slack.wait(ade.ephemerals)[-1].text
        assert "Please press it again." in told
        ade.click("Add a note")
    assert ade.view()
    assert kept(town) == before
    ade.fill({"note": "It was so."})
    assert ade.submit().acked
    assert [row["text"] for row in rows(town, Words)] == ["It was so."]


def test_c29_a_note_that_must_be_written_is_asked_for_on_the_card_when_its_form_did_not_open(hasty_town: Town) -> None:
    town, ade = hasty_town, hasty_town.ade
    town.begin(ade)
    ade.click("Yes")
    town.slack.wait(lambda: shows(ade, SECOND))
    town.slack.fault("views.open", "500")
    assert ade.click("No").acked
    town.slack.wait(lambda: shows(ade, "needs a note"))
    assert ade.view() is None


GONE = ("message_not_found", "cant_update_message")
CLOSED = ("channel_not_found", "is_archived")


@pytest.mark.parametrize("error", GONE)
def test_c33_a_card_that_can_not_be_redrawn_comes_anew(town: Town, error: str) -> None:
    ade = town.ade
    town.begin(ade)
    town.slack.fault("response_url", "500")
    town.slack.fault("chat.update", "error", error=error)
    ade.click("Yes")
    town.slack.wait(lambda: shows(ade, SECOND))
    town.slack.settled()
    assert len(ade.dm()) == 1
    assert len(town.slack.calls("chat.postMessage")) == 2


@pytest.mark.parametrize("error", CLOSED)
@pytest.mark.parametrize("method", ["chat.update", "chat.postMessage"])
def test_c33_where_nothing_can_be_sent_it_is_not_tried_on_and_on_and_resuming_brings_it(
    town: Town, method: str, error: str
) -> None:
    ade, bea = town.ade, town.person("Bea")
    if method == "chat.update":
        town.begin(ade)
        town.slack.fault("response_url", "500")
        town.slack.fault(method, "error", error=error, times=3)
        ade.click("Yes")
    else:
        town.slack.fault(method, "error", error=error, times=3)
        start(ade)
    town.slack.wait(lambda: town.slack.calls(method))
    town.slack.settled(quiet=1.3)
    assert len(town.slack.calls(method)) <= 2
    town.slack.clear_faults()
    town.begin(bea, "K2-2B")
    assert shows(bea, FIRST)
    ade.slash("/qa resume")
    town.slack.wait(lambda: shows(ade, SECOND if method == "chat.update" else FIRST))
    town.slack.wait(lambda: len(ade.dm()) == 1)  # the older copy goes once the new one stands


def test_c33_a_deleted_card_comes_anew_at_a_late_click(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    old = ade.card()
    town.slack.delete_message(old)
    assert ade.press("answer/0", message=old).acked
    town.slack.wait(lambda: shows(ade, SECOND))
    assert len(ade.dm()) == 1


@pytest.mark.parametrize("error", ["trigger_expired", "expired_trigger_id", "exchanged_trigger_id"])
def test_c34_a_trigger_that_was_too_old_is_told_of_and_pressing_again_works(town: Town, error: str) -> None:
    ade = town.ade
    town.begin(ade)
    before = kept(town)
    town.slack.fault("views.open", "error", error=error)
    assert ade.click("Add a note").acked
    assert "Please press it again." in town.slack.wait(ade.ephemerals)[-1].text
    assert kept(town) == before
    ade.click("Add a note")
    assert ade.view()


@pytest.mark.parametrize("error", ["hash_conflict", "not_found", "view_closed"])
def test_c34_a_form_that_was_changed_or_closed_meanwhile_leaves_nothing_half_saved(town: Town, error: str) -> None:
    ade = town.ade
    town.begin(ade)
    for asked in (SECOND, "What went well"):
        ade.click("Yes")
        town.slack.wait(partial(shows, ade, asked))
    ade.click("Write your answer")
    ade.fill({"B1": "Half a sentence"})
    town.slack.fault("views.update", "error", error=error)
    assert ade.choose("turn/0", "On to the next question").acked
    town.slack.wait(lambda: shows(ade, "Which form was used"))
    assert [row["text"] for row in rows(town, Words)] == ["Half a sentence"]
    # The old form is still open with what was typed, and it can still be saved.
    assert ade.submit().acked
    town.slack.settled()
    assert [row["text"] for row in rows(town, Words)] == ["Half a sentence"]


def test_c34_a_form_lost_with_the_client_saves_nothing_and_opens_again(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    ade.click("Add a note")
    ade.fill({"note": "Half a note"})
    ade.reload()
    assert rows(town, Words) == []
    ade.click("Add a note")
    view = ade.view()
    assert view and "Half a note" not in str(view.values)
