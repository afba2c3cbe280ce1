"""C40 over the wire: reminders on the days around both changes of the clocks, at nine by the clock on the wall."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest

from bot.clock import Clock
from bot.playground.driver import Person
from bot.storage.tables import duties
from bot.storage.tasks import hasten
from tests.council import add
from tests.duties import go_live
from tests.slack.faults.test_bursts import hire
from tests.slack.faults.test_reminders import with_ids
from tests.slack.town import Town, reminders, town_at

pytestmark = pytest.mark.slow

DAY, A_BLINK = timedelta(days=1), timedelta(seconds=2)
ZONES = ("Europe/London", "Europe/Paris", "America/New_York")


@dataclass(frozen=True)
class Change:
    """`nines` are nine o'clock in each of the zones, on the Friday before and on the Monday after."""

    friday: date
    last_done: date
    nines: tuple[tuple[str, str], ...]
    quiet: tuple[str, ...]
    """Saturday at nine; half an hour before and after the change, or the same half past one twice; Sunday at nine."""


SPRING = Change(
    date(2026, 3, 27),
    date(2025, 12, 27),
    (
        ("2026-03-27T09:00Z", "2026-03-30T08:00Z"),
        ("2026-03-27T08:00Z", "2026-03-30T07:00Z"),
        ("2026-03-27T13:00Z", "2026-03-30T13:00Z"),
    ),
    ("2026-03-28T09:00Z", "2026-03-29T00:30Z", "2026-03-29T01:30Z", "2026-03-29T08:00Z"),
)
AUTUMN = Change(
    date(2026, 10, 23),
    date(2026, 7, 23),
    (
        ("2026-10-23T08:00Z", "2026-10-26T09:00Z"),
        ("2026-10-23T07:00Z", "2026-10-26T08:00Z"),
        ("2026-10-23T13:00Z", "2026-10-26T13:00Z"),
    ),
    ("2026-10-24T08:00Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T09:00Z"),
)


@pytest.fixture(params=[SPRING, AUTUMN], ids=["spring", "autumn"])
def change(request: pytest.FixtureRequest) -> Change:
    found: Change = request.param
    return found


@pytest.fixture
def served(
    change: Change, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Town, dict[str, Person]]]:
    """Three who owe something by that Friday, each in a zone of their own, from the Thursday at noon."""
    noon = datetime(change.friday.year, change.friday.month, change.friday.day, 12, tzinfo=UTC) - DAY
    monkeypatch.setattr("tests.slack.town.CLOCK", Clock(ahead=noon - datetime.now(UTC)))
    with town_at(sqlite_address, "socket") as town:
        people = dict(zip(ZONES, hire(town, len(ZONES)), strict=True))
        council = with_ids(town.council, list(people.values()))
        for zone, person in people.items():
            town.slack.change_person(person, zone=zone)
            person.open_home()
            about = {"subject_kind": "person", "subject_key": council.ids[person.id], "about": None}
            with council.office.store.work() as uow:
                add(uow, duties.LastDone, rule="WIL-2", day=change.last_done, **about)
        go_live(council, change.last_done + 30 * DAY)
        town.slack.settled()
        yield town, people


def test_c40_each_is_reminded_at_their_nine_on_the_days_before_and_after_and_never_in_between(
    served: tuple[Town, dict[str, Person]], change: Change
) -> None:
    town, people = served
    nines = dict(zip(ZONES, change.nines, strict=True))
    told = dict.fromkeys(ZONES, 0)
    for moment in sorted({*change.quiet, *(at for both in change.nines for at in both)}):
        come_to(town, datetime.fromisoformat(moment) - A_BLINK)
        assert counted(people) == told, f"before {moment}"
        told = {zone: told[zone] + (moment in nines[zone]) for zone in ZONES}
        Event().wait(A_BLINK.total_seconds())
        until(town, people, told, moment)
    assert told == dict.fromkeys(ZONES, 2)


def test_c40_after_a_weekend_without_the_bot_each_gets_one_and_reads_that_it_is_late(
    served: tuple[Town, dict[str, Person]], change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, people = served
    town.stop_bot()
    monday = datetime(change.friday.year, change.friday.month, change.friday.day, 14, 30, tzinfo=UTC) + 3 * DAY
    monkeypatch.setattr("tests.slack.town.CLOCK", Clock(ahead=monday - datetime.now(UTC)))
    town.start_bot()
    until(town, people, dict.fromkeys(ZONES, 1), "Monday afternoon")
    town.slack.settled(quiet=1.0)
    assert counted(people) == dict.fromkeys(ZONES, 1)
    assert all("late" in reminders(person)[0].plain for person in people.values())


def come_to(town: Town, moment: datetime) -> None:
    """As if the bot had been running until then: its quarter of an hour is over."""
    assert town.bot
    store = town.bot.office.store
    store.clock = replace(store.clock, ahead=moment - store.clock.instant())
    with store.work() as uow:
        hasten(uow, "digests")
    town.bot.pulse.beat()
    town.slack.settled(quiet=0.5)


def counted(people: Mapping[str, Person]) -> dict[str, int]:
    return {zone: len(reminders(person)) for zone, person in people.items()}


def until(town: Town, people: Mapping[str, Person], told: dict[str, int], moment: str) -> None:
    assert town.bot
    for _ in range(60):
        town.bot.pulse.beat()
        Event().wait(0.3)
        if counted(people) == told:
            town.slack.settled()
            return
    raise AssertionError(f"At {moment}: {counted(people)}, not {told}")
