"""Whatever a reminder lists, `/qa due` and Home list too; what is struck out stays where it stood."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.domain.action_views import Row
from bot.domain.digest_views import Begun, Line, Talk
from bot.domain.digests import Group, Kind
from bot.domain.due_lists import DueBook
from bot.domain.duties import Status
from bot.domain.duty_views import DutyRow, Which
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.flows.actions import agree_action
from bot.flows.due.lists import load_due
from bot.flows.finish import submit_run
from bot.flows.home import load_home
from bot.flows.rhythm.agreed import record_meeting
from bot.flows.start import start_run
from tests.council import TODAY, Council
from tests.duties import go_live, keep, owe, people
from tests.flows.test_digests import DAY, away, make, own, page, send, turn_to


def full(council: Council) -> Council:
    """Something of each kind, and somebody away with whom nobody stands in."""
    go_live(council).use("hazel")
    run = council.work_look()
    agree_action(council.office, council.actor("Sam"), run, "ACT3", "Write plainer records", TODAY + 2 * DAY)
    submit_run(council.office, council.actor("Sam"), run)
    ade = Subject("person", council.ids["Ade"])
    start_run(council.office, council.actor("Sam"), "visit-look", ade, {"V1": Value(day=TODAY)})
    start_run(council.office, council.actor("Ade"), "own-row", Subject("reference", "ROW-12"), {})
    record_meeting(council.office, council.actor("Sam"), council.ids["Ade"], TODAY + 8 * DAY)
    long_ago = TODAY - 14 * DAY
    own(council, "Bea", status=Status.LATE, due=long_ago, notices=(long_ago,), late_to=people(council, "Max", "Sam"))
    owe(council, "WIL-2", "Max", "Max", status=Status.MISSED, due=long_ago, late_to=people(council, "Mia", "Robin"))
    owe(council, "WIL-3", "Mia", "Robin", others=people(council, "Mia", "Sam"))
    owe(council, "WIL-4", "PL-1", "Ade")
    owe(council, about="Bea", owner="Sam")
    away(council, "Bea")
    return council


def names(lines: Iterable[Line]) -> set[str]:
    return {name_of(line) for line in lines}


def name_of(line: Line) -> str:
    match line.of:
        case DutyRow():
            return line.of.id
        case Row():
            return line.of.action.id
        case Begun():
            return line.of.run
        case Talk():
            return line.of.who
    return ""


def of_home(council: Council, name: str) -> set[str]:
    home = load_home(council.office, council.actor(name))
    book: DueBook = home.due
    groups = (*book.past, *book.week, *book.later, *book.with_others)
    return names(groups) | {there.heading.run for there in home.unfinished} | {row.action.id for row in home.actions}


def test_whatever_a_reminder_lists_stands_in_the_list_and_on_home(sqlite_council: Council) -> None:
    council, told = full(sqlite_council), set()
    for ahead in (0, 3, 7, 14):
        turn_to(council, TODAY + ahead * DAY)
        for name in sorted(make(council)):
            lines = send(council, name).lines
            told |= {line.kind for line in lines}
            due = load_due(council.office, council.actor(name), Which.MINE)
            assert names(lines) <= names(due.lines), (ahead, name)
            assert names(lines) <= of_home(council, name), (ahead, name)
    assert told == set(Kind) - {Kind.MONTHS, Kind.REPORT}


def test_the_list_stands_in_the_order_of_a_reminder_and_says_for_whom(sqlite_council: Council) -> None:
    """Sid stands in for Sam, and is told of what is Bea's, whom Sam supervises; nobody stands in for Bea."""
    council = full(sqlite_council)
    lines = load_due(council.office, council.actor("Sid"), Which.MINE).lines
    places = [list(Group).index(line.group) for line in lines]
    assert places == sorted(places)
    assert {line.instead_of for line in lines if line.kind is Kind.DUTY} == {"Sam", "Bea"}


def test_what_is_not_reminded_of_yet_stands_in_the_list_and_in_no_reminder(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    duty = own(council, notices=(TODAY + DAY,))
    assert make(council) == set()
    assert names(load_due(council.office, council.actor("Ade"), Which.MINE).lines) == {duty.id}


@pytest.mark.parametrize("become", [Status.DONE, Status.EXCUSED, Status.NOTHING])
def test_what_is_struck_out_stays_where_it_stood(council: Council, become: Status) -> None:
    late = TODAY - 7 * DAY
    council = go_live(council)
    duty = own(council, status=Status.LATE, due=late, notices=(late,))
    make(council)
    send(council, "Ade")
    keep(council, replace(duty, status=become))
    (line,) = page(council, "Ade", is_sent=True).lines
    assert line.over
    assert line.group is Group.PAST


def test_what_is_not_theirs_any_more_is_still_called_something(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    duty = owe(council, "WIL-4", "PL-0123", "Ade")
    make(council)
    send(council, "Ade")
    keep(council, replace(duty, owner=council.ids["Max"]))
    (line,) = page(council, "Ade", is_sent=True).lines
    assert (line.of, line.over, line.called) == (None, "not yours any more", "See the plot")
