"""The calendar moved from the playground, with the whole bot: the new day for people, real time where it belongs."""

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_bot, open_office
from bot.playground.driver import Person
from bot.playground.server import Playground
from bot.playground.settings import Settings as SlackSettings
from bot.storage.tables.slack import Message
from tests.council import LIBRARY, TODAY
from tests.ports import free_port
from tests.slack.sight import logged, rows
from tests.slack.town import CLOCK, Town, but_reminders, done, town_at

YEARS_END = "2026-12-31"
NEW_YEAR = "2027-01-04"
ENDED_AT = "Thu 31 Dec"


@pytest.fixture
def movable(sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, "socket", movable=True) as town:
        yield knowing_the_day(town)


@pytest.fixture(params=["socket", "http"])
def either(request: pytest.FixtureRequest, sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, request.param, movable=True) as town:
        yield knowing_the_day(town)


def knowing_the_day(town: Town) -> Town:
    """The playground asks the bot for it as soon as that is there."""
    town.slack.wait(lambda: "Today is Mon 23 Nov 2026" in page(town.slack.url, town.ade))
    return town


def move(town: Town, to: str) -> dict[str, Any]:
    answer: dict[str, Any] = town.slack.ask("calendar", to=to)
    return answer


def page(url: str, person: Person) -> str:
    with urllib.request.urlopen(f"{url}/as/{person.id}/messages", timeout=10) as response:  # noqa: S310
        text: str = response.read().decode()
    return text


def answered(town: Town) -> Person:
    """Ade, with a check begun and one question answered."""
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6", "Saved ")
    town.slack.settled()
    return ade


def submitted(town: Town, ade: Person) -> None:
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.click("Submit"))


def test_the_card_the_receipt_and_home_bear_the_new_day(either: Town) -> None:
    ade = answered(either)
    assert move(either, YEARS_END)["happened"] == ["One card now shows its day.", "One reminder was sent."]
    assert f"Saved {TODAY:%a} {TODAY.day} {TODAY:%b} " in but_reminders(ade)[-1].plain
    done(ade.click("Yes"))
    either.shows(ade, "3 of 6", "Saved 09:3")
    submitted(either, ade)
    either.shows(ade, f"Submitted {ENDED_AT} · Own look")
    either.home(ade, f"{ENDED_AT} · Own look")
    assert len(but_reminders(ade)) == 1


def test_it_says_the_day_and_what_is_on_offer(movable: Town) -> None:
    answer = move(movable, YEARS_END)
    assert (answer["today"], answer["happened"]) == (YEARS_END, ["Nothing fell due."])
    assert re.match(r"2026-12-31T09:3\d:\d\d", answer["now"])
    assert [choice["to"] for choice in answer["choices"]] == ["2027-01-01", NEW_YEAR, "2027-03-31"]


@pytest.mark.parametrize("to", ["2026-11-23", "2020-01-01", "2099-01-01", "soon", ""])
def test_a_refused_move_is_a_sentence_and_changes_nothing(movable: Town, to: str) -> None:
    with pytest.raises(LookupError, match=r"^[A-Z].*\.$"):
        move(movable, to)
    assert logged(movable, "calendar moved") == []
    assert move(movable, "2026-11-24")["today"] == "2026-11-24"


def test_in_a_new_year_old_receipts_say_which_year_was_theirs(movable: Town) -> None:
    ade = answered(movable)
    submitted(movable, ade)
    movable.shows(ade, "Submitted Mon 23 Nov ·")
    movable.slack.settled()
    move(movable, NEW_YEAR)
    assert "Submitted Mon 23 Nov 2026 ·" in but_reminders(ade)[-1].plain


def test_leases_retries_and_the_log_stay_on_real_time(movable: Town) -> None:
    ade = answered(movable)
    move(movable, YEARS_END)
    done(ade.click("Yes"))
    movable.shows(ade, "3 of 6")
    movable.slack.settled()
    real = CLOCK.instant()
    for row in rows(movable, Message):
        assert real - timedelta(minutes=5) < row["next_try_at"] < real + timedelta(minutes=5)
        assert row["leased_until"] is None
    (entry,) = logged(movable, "calendar moved")
    assert abs(datetime.fromisoformat(entry["at"]) - real) < timedelta(minutes=5)


def test_an_older_act_of_the_same_person_stays_older(movable: Town) -> None:
    """Slack's own times order what people press, wherever the calendar is."""
    ade = answered(movable)
    old = ade.card()
    move(movable, YEARS_END)
    done(ade.click("Yes"))
    movable.shows(ade, "3 of 6")
    done(ade.press("answer/1", message=old))
    movable.slack.settled()
    movable.shows(ade, "3 of 6")


def test_a_restart_keeps_the_day(movable: Town) -> None:
    move(movable, YEARS_END)
    movable.stop_bot()
    with pytest.raises(LookupError, match="The bot does not answer"):
        move(movable, NEW_YEAR)
    movable.start_bot()
    ade = movable.ade
    movable.begin(ade)
    submitted(movable, ade)
    movable.shows(ade, f"Submitted {ENDED_AT}")
    assert move(movable, NEW_YEAR)["today"] == NEW_YEAR


def test_the_page_dates_a_message_by_the_calendar_at_its_posting(movable: Town) -> None:
    ade = answered(movable)
    first = page(movable.slack.url, ade)
    assert "Today is Mon 23 Nov 2026" in first
    move(movable, YEARS_END)
    done(ade.slash("/qa"))
    movable.told(ade, "/qa start")
    later = page(movable.slack.url, ade)
    assert "Today is Thu 31 Dec 2026" in later
    assert "Moved to Thu 31 Dec 2026." in later
    assert re.search(r"<span>Monday 23 November 2026</span>.*<span>Thursday 31 December 2026</span>", later, re.DOTALL)
    # The day begins at half past nine; the playground's clock and the bot's may differ by a blink.
    assert re.search(r'datetime="2026-12-31T09:(29:59|3\d)', later)


def test_the_day_and_the_days_of_messages_outlive_the_playground(sqlite_address: str, tmp_path: Path) -> None:
    state = tmp_path / "slack.json"
    with town_at(sqlite_address, "socket", movable=True, state=state) as town:
        ade = answered(knowing_the_day(town))
        move(town, YEARS_END)
    with Playground(SlackSettings(state=state)) as again:
        text = page(again.url, ade)
    assert "Today is </span>Thu 31 Dec" in text
    assert "<span>Monday 23 November 2026</span>" in text


def test_without_a_control_the_day_is_only_shown(town: Town) -> None:
    text = page(town.slack.url, town.ade)
    assert 'popovertarget="calendar"' not in text
    assert f"{date.today():%a} {date.today().day} {date.today():%b}" in text  # noqa: DTZ011
    with pytest.raises(LookupError, match="started without a bot"):
        move(town, YEARS_END)


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_another_bot_on_the_same_database_follows_at_its_next_beat(address: str) -> None:
    with town_at(address, "socket", movable=True) as town:
        more = {"port": free_port(), "control_port": None, "control_token": None}
        settings = town.settings.model_copy(update=more)
        second = open_bot(settings, open_office(settings, LIBRARY, CLOCK))
        try:
            ade = answered(town)
            move(town, YEARS_END)
            assert f"Saved {TODAY:%a} {TODAY.day} {TODAY:%b} " in but_reminders(ade)[-1].plain
            second.pulse.beat()
            assert second.office.store.clock.today().isoformat() == YEARS_END
        finally:
            second.close()


def test_after_days_without_the_bot_cards_show_the_day_of_what_was_saved(movable: Town) -> None:
    """Saved on Monday, back on Thursday: nobody may take it for Thursday's."""
    ade = answered(movable)
    movable.stop_bot()
    later = replace(CLOCK, ahead=CLOCK.ahead + timedelta(days=3))
    movable.bot = open_bot(movable.settings, open_office(movable.settings, LIBRARY, later))
    movable.shows(ade, "Saved Mon 23 Nov")
