"""Going live: who may set the day, when it may still be moved, and a file of when things were last done."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.go_live import GoLive, LastDone, refuse_go_live
from bot.domain.runs import Subject
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows.go_live import GoneLive, load_schedulable, set_go_live
from bot.flows.office import OPERATOR, Actor, Office
from bot.storage.go_live import load_go_lives, load_last_done
from tests.council import TODAY, Council
from tests.schedules import OWN, PANELS, TEAMS, TREES, YEARLY, library_with

DAY = TODAY + timedelta(days=8)
HEADER = "who or reference,tool,date\n"


@pytest.fixture
def there(council: Council) -> Council:
    library = library_with(OWN, YEARLY, TEAMS, TREES, PANELS)
    return Council(Office(council.office.store, library), council.ids)


@pytest.fixture
def told(there: Council, tmp_path: Path) -> Callable[..., GoneLive]:
    """Go live with a file of these lines."""

    def tell(*lines: str, dry_run: bool = False) -> GoneLive:
        path = tmp_path / "last.csv"
        path.write_text(HEADER + "\n".join(lines))
        return set_go_live(there.office, Actor(OPERATOR), "maple", DAY, path, dry_run=dry_run)

    return tell


def kept(there: Council) -> set[LastDone]:
    with there.office.store.look() as uow:
        return set(load_last_done(uow, there.office.library.rules))


def days(there: Council) -> dict[str, date]:
    with there.office.store.look() as uow:
        return load_go_lives(uow)


def test_the_qa_lead_sets_a_day_and_moves_it_until_it_has_come(there: Council) -> None:
    quinn = there.actor("Quinn")
    offered = {found.name: found.day for found in load_schedulable(there.office, quinn)}
    assert offered == dict.fromkeys(there.office.library.plans)
    set_go_live(there.office, quinn, "maple", DAY)
    gone = set_go_live(there.office, quinn, "maple", TODAY)
    assert (gone.before, gone.day, days(there)) == (DAY, TODAY, {"maple": TODAY})
    with pytest.raises(UnusableValueError, match="has been live since"):
        set_go_live(there.office, quinn, "maple", DAY)
    assert days(there) == {"maple": TODAY}


@pytest.mark.parametrize("name", ["Ade", "Sam", "Robin", "Lou"])
def test_nobody_else_sets_one(there: Council, name: str) -> None:
    with pytest.raises(NotAllowedError):
        set_go_live(there.office, there.actor(name), "maple", DAY)
    with pytest.raises(NotAllowedError):
        load_schedulable(there.office, there.actor(name))
    assert days(there) == {}


def test_a_framework_without_a_schedule_cannot_go_live(there: Council) -> None:
    with pytest.raises(UnusableValueError, match="Frameworks that have one: linden, maple"):
        set_go_live(there.office, there.actor("Quinn"), "birch", DAY)


@pytest.mark.parametrize(
    ("before", "day", "sentence"),
    [
        (None, TODAY - timedelta(days=1), "past"),
        (TODAY, DAY, "live since"),
        (TODAY - timedelta(days=400), DAY, "live since"),
        (TODAY + timedelta(days=1), TODAY - timedelta(days=1), "past"),
    ],
)
def test_days_that_are_refused(before: date | None, day: date, sentence: str) -> None:
    with pytest.raises(UnusableValueError, match=sentence):
        refuse_go_live(day, TODAY, GoLive("maple", before) if before else None)


def test_a_line_is_read_for_every_rule_that_its_tool_discharges(there: Council, told: Callable[..., GoneLive]) -> None:
    gone = told(
        "ade@example.org,own-look,2026-09-01",
        "ADE,A look at my own work,2026-10-01",
        "Bea,m-2B,03/04/2026",
        "east,Team look,2026-11-02",
        "TR-0123,M-4,2026-05-06",
        ",again-look,2026-11-23",
    )
    ids = there.ids
    assert gone.told.problems == ()
    assert kept(there) == {
        LastDone("own-look", Subject("person", ids["Ade"]), date(2026, 10, 1)),
        LastDone("M-2", Subject("person", ids["Bea"]), date(2026, 4, 3)),
        LastDone("M-3", Subject("team", ids["East"]), date(2026, 11, 2)),
        LastDone("M-4", Subject("reference", "TR-0123"), date(2026, 5, 6)),
        LastDone("M-5", Subject("service"), date(2026, 11, 23)),
    }


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nobody@example.org,own-look,2026-09-01", "who or reference: is not what this is about"),
        ("TR-0123,own-look,2026-09-01", "write a colleague's e-mail address or name"),
        (",own-look,2026-09-01", "who or reference: is empty"),
        ("North,Team look,2026-09-01", "write the name of a team"),
        ("Ade,again-look,2026-09-01", "it is about the whole service"),
        ("ade@example.org,M-4,2026-09-01", "write a reference"),
        ("Ade,own-lok,2026-09-01", "tool: is owed by no rule that can have a last time, write own-look"),
        ("Ade,,2026-09-01", "tool: is empty"),
        ("Ade,own-look,2026-12-24", "date: is still ahead"),
        ("Ade,own-look,", "date: is empty"),
        ("Ade,own-look,31/09/2026", "date: is not a date"),
        ("Ade,own-look", "line: has 2 cells"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_taken(
    there: Council, told: Callable[..., GoneLive], line: str, words: str
) -> None:
    gone = told("Bea,own-look,2026-09-01", line)
    assert any(words in str(problem) and problem.line == 3 for problem in gone.told.problems), gone.told.problems
    assert (gone.told.bad_lines, kept(there), days(there)) == (1, set(), {})


def test_all_mistakes_are_said_at_once(told: Callable[..., GoneLive]) -> None:
    gone = told("Nobody,own-look,soon", "Ade,what,2026-09-01", "Bea,own-look,2026-09-01", dry_run=True)
    assert [problem.line for problem in gone.told.problems] == [2, 3]
    assert (gone.told.bad_lines, len(gone.told.last)) == (2, 1)


def test_a_name_that_two_people_have_is_not_guessed(there: Council, told: Callable[..., GoneLive]) -> None:
    from sqlalchemy import update

    from bot.storage.tables import people, table_of

    person = table_of(people.Person)
    with there.office.store.work() as uow:
        uow.run(update(person).where(person.c.id == there.ids["Bea"]).values(name="Ade"))
    (problem,) = told("Ade,own-look,2026-09-01").told.problems
    assert "more than one person, write their e-mail address" in str(problem)


def test_a_dry_run_sets_nothing(there: Council, told: Callable[..., GoneLive]) -> None:
    assert len(told("Ade,own-look,2026-09-01", dry_run=True).told.last) == 1
    assert (kept(there), days(there)) == (set(), {})


def test_a_file_read_again_corrects_the_one_before(there: Council, told: Callable[..., GoneLive]) -> None:
    told("Ade,own-look,2026-09-01", "Bea,own-look,2026-09-01")
    told("Ade,own-look,2026-08-01")
    assert {(last.subject.key, last.day) for last in kept(there)} == {
        (there.ids["Ade"], date(2026, 8, 1)),
        (there.ids["Bea"], date(2026, 9, 1)),
    }


def test_a_file_may_follow_after_the_day_has_come(there: Council, tmp_path: Path) -> None:
    set_go_live(there.office, Actor(OPERATOR), "maple", TODAY)
    path = tmp_path / "last.csv"
    path.write_text(f"{HEADER}Ade,own-look,2026-09-01\n")
    set_go_live(there.office, Actor(OPERATOR), "maple", TODAY, path)
    assert len(kept(there)) == 1
