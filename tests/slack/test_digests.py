"""The one reminder of a day, over the wire: it comes once, can be acted on, and is edited when something is done."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.playground.driver import Person
from bot.storage.pulse import load_pulse
from bot.storage.tables import digests, duties, slack, table_of
from tests.council import TODAY, add
from tests.duties import go_live
from tests.slack.town import Town, done, reminders, town_at

DAY = timedelta(days=1)
DUTY, MESSAGE = table_of(duties.Duty), table_of(slack.Message)
TUESDAY, SATURDAY, MONDAY = TODAY + DAY, TODAY + 5 * DAY, TODAY + 7 * DAY


@pytest.fixture
def willow(sqlite_address: str) -> Iterator[Town]:
    """Everybody's duties are those of willow. Sam is away until Saturday, and Sid stands in."""
    with town_at(sqlite_address, "socket", movable=True) as town:
        town.slack.wait(lambda: has_beaten(town))
        go_live(town.council)
        looked_last(town, "Ade", date(2026, 9, 7))
        looked_last(town, "Bea", date(2026, 8, 22))
        yield town


def looked_last(town: Town, name: str, day: date) -> None:
    """At a row of their own, as they do every three months, before the framework went live."""
    subject = {"subject_kind": "person", "subject_key": town.council.ids[name], "about": None}
    with town.council.office.store.work() as uow:
        add(uow, duties.LastDone, rule="WIL-2", day=day, **subject)


def has_beaten(town: Town) -> bool:
    with town.council.office.store.look() as uow:
        return load_pulse(uow).last is not None


def move(town: Town, to: date) -> list[str]:
    answer: dict[str, Any] = town.slack.ask("calendar", to=to.isoformat())
    happened: list[str] = answer["happened"]
    return happened


def shown(town: Town, person: Person, *words: str) -> str:
    """What the newest one says, once it says this."""

    def look() -> str:
        found = reminders(person)
        return found[-1].plain if found and all(each in found[-1].plain for each in words) else ""

    try:
        return town.slack.wait(look, timeout=10)
    except TimeoutError:
        raise AssertionError(f"It does not say {words}. There is:\n\n{person.transcript()}") from None


def look_at_a_row(town: Town, person: Person) -> None:
    """Begun from the reminder, answered and handed in."""
    done(person.click("Start"))
    town.form(person, "Which row is this about?")
    person.fill({"subject": "ROW-12"})
    done(person.submit())
    town.shows(person, "Own row · ROW-12")
    done(person.click("Yes"))
    town.shows(person, "Review")
    done(person.click("Submit"))
    town.shows(person, "Submitted ")


def test_it_comes_once_and_what_is_done_is_struck_from_the_same_message(willow: Town) -> None:
    town, ade = willow, willow.ade
    assert "3 reminders were sent." in move(town, TUESDAY)
    said = shown(town, ade, "Good morning Ade. One check is waiting.", "Own look", "by Mon 7 Dec")
    assert "You get this at 9:00" in said
    town.slack.settled()
    assert len(reminders(ade)) == 1
    look_at_a_row(town, ade)
    shown(town, ade, "All of this is done", "Own look · done")
    assert len(reminders(ade)) == 1


def test_the_calendar_goes_to_the_next_day_on_which_something_is_due(willow: Town) -> None:
    """In between Sam comes back; on the way there nothing is due."""
    town = willow
    answer: dict[str, Any] = town.slack.ask("calendar", to=TUESDAY.isoformat())
    assert answer["choices"][0] == {"label": "Next due date", "to": "2026-12-07"}
    assert "1 check is due today." in move(town, date(2026, 12, 7))


def test_it_tells_nothing_on_a_lock_screen(willow: Town) -> None:
    move(willow, TUESDAY)
    posts = [call["arguments"] for call in willow.slack.calls("chat.postMessage")]
    assert {post["text"] for post in posts} == {"Plumbline: checks waiting"}


def test_nothing_comes_on_a_weekend_and_on_monday_what_is_late_and_what_a_stand_in_had(willow: Town) -> None:
    town, sam, sid, bea = willow, willow.sam, willow.person("Sid"), willow.person("Bea")
    move(town, TUESDAY)
    shown(
        town, sid, "Two checks are waiting, all of them for Sam, who is away.", "For Sam, who is away · by Thu 31 Dec"
    )
    shown(town, bea, "One check is waiting. One has passed its date.", "was due Sun 22 Nov")
    for day in (SATURDAY, SATURDAY + DAY):
        assert not any("reminder" in sentence for sentence in move(town, day))
    assert not reminders(sam)
    assert "2 reminders were sent." in move(town, MONDAY)
    said = shown(town, sam, "Quarterly sample · Ade", "Of your people, past its date", "Bea is to do it")
    assert "One of your people's is long past its date." in said
    assert len(reminders(bea)) == 2
    assert len(reminders(sid)) == 1


def test_what_is_put_off_stays_on_the_list_and_brings_no_reminder_until_then(willow: Town) -> None:
    town, bea = willow, willow.person("Bea")
    move(town, TUESDAY)
    shown(town, bea, "was due Sun 22 Nov")
    done(bea.choose("⋯", "Remind me later"))
    town.form(bea, "It stays due", "From which day on are you reminded again?")
    bea.fill({"days": "Tue 1 Dec"})
    done(bea.submit())
    town.form(bea, "You are reminded of it again from Tue 1 Dec")
    shown(town, bea, "Put off until Tue 1 Dec.")
    move(town, MONDAY)
    assert len(reminders(bea)) == 1
    move(town, MONDAY + DAY)
    shown(town, bea, "past its date")
    assert len(reminders(bea)) == 2


@pytest.mark.parametrize("become", ["done", "due"])
def test_what_reached_them_and_was_not_written_down_is_found_though_it_would_not_be_sent_now(
    willow: Town, become: str
) -> None:
    """It was done meanwhile, or their hour is over."""
    town, ade = willow, willow.ade
    move(town, TUESDAY)
    shown(town, ade, "Own look", "by Mon 7 Dec")
    town.slack.settled()
    never_written_down(town, "Ade", become)
    town.slack.wait(lambda: is_written_down(town, "Ade"))
    town.slack.settled()
    assert len(reminders(ade)) == 1
    shown(town, ade, "Own look · done" if become == "done" else "Own look")


def never_written_down(town: Town, name: str, become: str) -> None:
    """Whoever sent it died before that."""
    theirs = town.council.ids[name]
    with town.council.office.store.work() as uow:
        uow.run(update(MESSAGE).where(MESSAGE.c.person == theirs).values(state="claimed", channel=None, ts=None))
        uow.run(update(DUTY).where(DUTY.c.owner == theirs, DUTY.c.status == "due").values(status=become))
        if become == "due":
            uow.run(update(table_of(digests.Digest)).values(day=TODAY))
    assert town.bot
    town.bot.post.sweep()


def is_written_down(town: Town, name: str) -> bool:
    with town.council.office.store.look() as uow:
        found = uow.run(select(MESSAGE).where(MESSAGE.c.person == town.council.ids[name])).one()
    return found.state == "sent" and found.ts is not None


def test_the_qa_lead_is_told_once_a_month_of_somebody_whom_nothing_reaches(willow: Town) -> None:
    town, quinn = willow, willow.person("Quinn")
    town.slack.fault("chat.postMessage", "error", error="channel_not_found")
    move(town, TUESDAY)
    town.shows(quinn, "A message to ", ", such as a reminder, could not be delivered", "/qa due shows")
    town.slack.settled()
    town.slack.fault("chat.postMessage", "error", error="channel_not_found")
    with town.council.office.store.work() as uow:
        again = update(MESSAGE).where(MESSAGE.c.state == "failed")
        assert uow.run(again.values(state="pending", leased_until=None, tries=0)).rowcount == 1
    assert town.bot
    town.bot.post.sweep()
    town.slack.wait(lambda: "failed" in states(town))
    town.slack.settled()
    assert len(quinn.dm()) == 1


def states(town: Town) -> set[str]:
    with town.council.office.store.look() as uow:
        return set(uow.run(select(MESSAGE.c.state)).scalars())


def test_the_qa_lead_sees_on_home_that_reminders_have_stopped_and_what_failed(willow: Town) -> None:
    quinn, ade = willow.person("Quinn"), willow.ade
    quinn.open_home()
    assert "attention" not in willow.home(quinn, "Who can help").plain
    move(willow, TUESDAY)
    with willow.council.office.store.work() as uow:
        uow.run(update(table_of(duties.Followed)).values(beat_at=uow.instant - timedelta(minutes=11)))
        uow.run(update(table_of(slack.Message)).values(state="failed", reason="channel_not_found"))
    for person in (quinn, ade):
        person.open_home()
    willow.home(quinn, "Needs your attention", "Reminders have stopped since ", "3 messages could not be sent")
    assert "attention" not in willow.home(ade, "Who can help").plain


def test_both_are_reminded_of_the_day_that_they_agreed_on_home(willow: Town) -> None:
    town, sam, ade = willow, willow.sam, willow.ade
    done(sam.open_home())
    town.home(sam, "Ade")
    done(sam.choose("colleague/0", "When do you next meet Ade?", on="home"))
    sam.fill({"meeting-day": (MONDAY + 3 * DAY).isoformat()})
    done(sam.submit())
    move(town, MONDAY)
    shown(town, sam, "You meet Ade on Thu 3 Dec", "To talk about:", "• Quarterly sample · by Thu 31 Dec")
    shown(town, ade, "Good morning Ade.", "You meet Sam on Thu 3 Dec")
    done(sam.open_home())
    done(sam.choose("colleague/0", "When do you next meet Ade?", on="home"))
    sam.fill({"meeting-day": (MONDAY + 2 * DAY).isoformat()})
    done(sam.submit())
    shown(town, ade, "You meet Sam on Wed 2 Dec")
