"""What all sheets of a meeting say together: counted, in words without names, for those whom the sheet names."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from bot.domain.meetings import Said
from bot.domain.themes import Marked, Marks
from bot.domain.values import Value
from bot.errors import NotAllowedError
from bot.flows.collation import read_all_sheets
from bot.flows.finish import submit_run
from bot.flows.meetings import close_meeting, load_book, take_off
from bot.flows.themes import mark_check
from bot.flows.walk import answer_item, write_note
from bot.storage import runs
from tests.council import Council
from tests.meetings import SHEET, circle, guest_seat, sheet, works_by_rowan


@pytest.fixture
def house(council: Council) -> Council:
    return works_by_rowan(council)


def handed_in(council: Council, meeting: str, name: str, answers: dict[str, Value], seat: str | None = None) -> str:
    run = sheet(council, meeting, name, seat)
    for item, value in answers.items():
        answer_item(council.office, council.actor(name), council.press(run, item), value)
    submit_run(council.office, council.actor(name), run)
    return run


def met(council: Council) -> str:
    """A meeting of which three sheets are in; one of its cases was taken off after the first."""
    meeting = circle(council)
    no, yes = Value(choice=0), Value(choice=1)
    three, four = Value(number=Decimal(3)), Value(number=Decimal(4))
    handed_in(
        council,
        meeting,
        "Bea",
        {"R0": four, "R1~1": no, "R2~1": Value(words="The notes"), "R1~2": yes, "R3": yes},
    )
    take_off(council.office, council.actor("Robin"), meeting, 2)
    handed_in(council, meeting, "Ade", {"R0": three, "R1~1": no, "R2~1": Value(words="A plan")})
    handed_in(council, meeting, "Robin", {"R1~1": yes, "R3": Value(choice=2)}, guest_seat(council, meeting))
    return meeting


def test_all_sheets_are_put_together_without_names(house: Council) -> None:
    meeting = met(house)
    collation = read_all_sheets(house.office, house.actor("Robin"), meeting, SHEET)
    assert (collation.sheets, collation.kept_back, collation.about) == (3, 0, "November circle, Mon 23 Nov 2026")
    assert collation.said == (
        Said("How many cases did you read?", "7 cases together · 2 sheets, 3.5 on average · 1 without"),
        Said("K7-3Q: Was the case prepared?", "2 no · 1 yes"),
        Said("K7-3Q: What was missing?", "2 answered"),
        Said("K7-3Q: What was missing?", "A plan"),
        Said("K7-3Q: What was missing?", "The notes"),
        Said("K9-1A: Was the case prepared?", "1 yes"),
        Said("Was there time enough?", collation.said[-1].words),
    )
    assert sorted(collation.said[-1].words.split(" · ")) == ["1 not answered", "1 partly, or in progress", "1 yes"]
    assert not {"Ade", "Bea", "Robin"} & {word for line in collation.said for word in line.words.split()}


def test_the_themes_of_all_sheets_are_counted(sqlite_council: Council) -> None:
    house, ade = works_by_rowan(sqlite_council), sqlite_council.actor("Ade")
    meeting = circle(house)
    first = sheet(house, meeting)
    for item in (None, "R3"):
        mark_check(house.office, ade, first, Marked(item, Marks(frozenset({"rooms"}), good=item is None)))
    submit_run(house.office, ade, first)
    second = handed_in(house, meeting, "Bea", {"R3": Value(choice=1)})
    mark_check(house.office, house.actor("Bea"), second, Marked("R3", Marks(frozenset({"rooms"}))))
    collation = read_all_sheets(house.office, house.actor("Robin"), meeting, SHEET)
    assert collation.said[-1] == Said("Themes", "2 Rooms · 1 Good practice")


def test_whose_sheets_were_read_is_kept_and_a_closed_meeting_can_still_be_read(house: Council) -> None:
    meeting = met(house)
    close_meeting(house.office, house.actor("Robin"), meeting)
    line = load_book(house.office, house.actor("Robin")).lines[0]
    assert (line.meeting, [form.name for form in line.to_read], line.to_fill_in) == (meeting, [SHEET], ())
    run = read_all_sheets(house.office, house.actor("Robin"), meeting, SHEET)
    assert run.sheets == 3
    with house.office.store.look() as uow:
        read = [runs.load_readers(uow, there.id) for there in runs.load_recent(uow, house.ids["Ade"], 5)]
    assert read == [[house.ids["Robin"]]]


@pytest.mark.parametrize("name", ["Ade", "Sam", "Mia", "Quinn"])
def test_only_those_whom_the_sheet_names_read_it(sqlite_council: Council, name: str) -> None:
    council = works_by_rowan(sqlite_council)
    meeting = met(council)
    with pytest.raises(NotAllowedError):
        read_all_sheets(council.office, council.actor(name), meeting, SHEET)
    assert all(not line.to_read for line in load_book(council.office, council.actor(name)).lines)


def test_before_anything_is_in_there_is_nothing_to_read(sqlite_council: Council) -> None:
    council = works_by_rowan(sqlite_council)
    meeting = circle(council)
    run = sheet(council, meeting)
    write_note(council.office, council.actor("Ade"), council.press(run, "R1~1"), "Not yet")
    with pytest.raises(NotAllowedError):
        read_all_sheets(council.office, council.actor("Robin"), meeting, SHEET)


def test_read_twice_at_once_is_read(house: Council) -> None:
    meeting = met(house)

    def one(_: int) -> int:
        return read_all_sheets(house.office, house.actor("Robin"), meeting, SHEET).sheets

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(one, range(6))) == {3}
