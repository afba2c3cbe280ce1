"""Meetings: who may keep one, what a sheet asks as the agenda changes, one sheet for each member."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.cards import Card
from bot.domain.meetings import Meeting
from bot.domain.people import Verb
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.errors import ClosedRunError, FormProblemsError, NotAllowedError, ShownError, UnusableValueError
from bot.flows import access, meetings
from bot.flows.finish import read_answers, submit_run
from bot.flows.meetings import MOST_POINTS, Change, load_book, load_page
from bot.flows.start import load_entry, load_startable, start_run
from bot.flows.walk import answer_item, load_view
from bot.storage.answers import load_answers
from bot.storage.proof import prove
from tests.council import TODAY, Council
from tests.meetings import SHEET, circle, guest_seat, sheet, works_by_rowan


@pytest.fixture
def house(council: Council) -> Council:
    """On both databases."""
    return works_by_rowan(council)


@pytest.fixture
def quick(sqlite_council: Council) -> Council:
    return works_by_rowan(sqlite_council)


def page(council: Council, meeting: str) -> Meeting:
    return load_page(council.office, council.actor("Robin"), meeting).meeting


def asked(council: Council, run: str, name: str = "Ade") -> list[str]:
    """The questions of a sheet, open or not, in their order, without the one that the start asks."""
    prompts = read_answers(council.office, council.actor(name), run).prompts
    return [prompt.item for prompt in prompts if prompt.item != "R0"]


def answer(council: Council, run: str, item: str, choice: int, name: str = "Ade") -> None:
    answer_item(council.office, council.actor(name), council.press(run, item), Value(choice=choice))


def change(council: Council, meeting: str, by: str = "Robin", **given: Any) -> list[str]:
    return meetings.change_meeting(council.office, council.actor(by), meeting, Change(**given))


def test_a_sheet_asks_once_for_each_point(house: Council) -> None:
    run = sheet(house, circle(house))
    view = load_view(house.office, house.actor("Ade"), run)
    assert isinstance(view, Card)
    assert (view.heading.about, view.prompt.section) == ("November circle, Mon 23 Nov 2026", "K7-3Q · Each case")
    assert view.prompt.ask == "K7-3Q: Was the case prepared?"
    assert asked(house, run) == ["R1~1", "R1~2", "R3"]
    answer(house, run, "R1~2", 0)
    assert asked(house, run) == ["R1~1", "R1~2", "R2~2", "R3"]


def test_what_is_added_appears_and_what_is_taken_off_leaves_its_answers(house: Council) -> None:
    meeting = circle(house)
    early, late = sheet(house, meeting), sheet(house, meeting, "Bea")
    answer(house, early, "R1~1", 1)
    submit_run(house.office, house.actor("Ade"), early)
    answer(house, late, "R1~2", 1, "Bea")
    assert change(house, meeting, points="K4-4F\nk9-1a") == [late]
    meetings.take_off(house.office, house.actor("Robin"), meeting, 1)
    meetings.take_off(house.office, house.actor("Robin"), meeting, 2)
    assert [point.words for point in page(house, meeting).agenda] == ["K4-4F"]
    assert asked(house, early) == ["R1~1", "R1~2", "R3"]
    assert asked(house, late, "Bea") == ["R1~2", "R1~3", "R3"]
    answer(house, late, "R1~3", 1, "Bea")
    submit_run(house.office, house.actor("Bea"), late)
    sheet_of_bea = read_answers(house.office, house.actor("Robin"), late)
    assert sheet_of_bea.prompts[1].ask == "K9-1A (taken off the agenda): Was the case prepared?"
    with house.office.store.look() as uow:
        assert set(load_answers(uow, late)) == {"R1~2", "R1~3"}
        assert not prove(uow, []).broken


def test_a_member_has_one_sheet_of_each_kind(house: Council) -> None:
    meeting = circle(house)
    run = sheet(house, meeting)
    assert sheet(house, meeting) == run
    submit_run(house.office, house.actor("Ade"), run)
    with pytest.raises(ClosedRunError, match="handed in before"):
        sheet(house, meeting)
    assert load_book(house.office, house.actor("Ade")).lines[0].to_fill_in == ()
    assert SHEET not in [form.name for form in load_startable(house.office, house.actor("Ade"))]


def test_a_member_from_outside_has_a_sheet_that_is_entered(house: Council) -> None:
    meeting = circle(house)
    seat = guest_seat(house, meeting)
    assert load_entry(house.office, house.actor("Robin"), SHEET, meeting, seat).seat == seat
    run = sheet(house, meeting, "Robin", seat)
    view = load_view(house.office, house.actor("Robin"), run)
    assert view.heading.entered == "Entered by Robin for Guest reader"
    answer(house, run, "R1~1", 1, "Robin")
    submit_run(house.office, house.actor("Robin"), run)
    with pytest.raises(ClosedRunError, match="handed in before"):
        sheet(house, meeting, "Robin", seat)
    change(house, meeting, role="Guest reader")
    assert [str(there) for there in page(house, meeting).outside] == ["Guest reader", "Guest reader 2"]
    sheet(house, meeting, "Robin", page(house, meeting).outside[1].id)


REFUSED: dict[str, Callable[[Council, str], object]] = {
    "a stranger's sheet": lambda c, m: sheet(c, m, "Sam"),
    "a sheet of who keeps it and does not sit there": lambda c, m: sheet(c, m, "Robin"),
    "a sheet for a guest by a member": lambda c, m: sheet(c, m, "Ade", guest_seat(c, m)),
    "setting one up": lambda c, _m: meetings.set_up(c.office, c.actor("Ade"), "rowan", "circle", Change("X", TODAY)),
    "a kind that is not there": lambda c, _m: meetings.set_up(c.office, c.actor("Robin"), "rowan", "x", Change("X")),
    "looking into one": lambda c, m: load_page(c.office, c.actor("Ade"), m),
    "changing one": lambda c, m: change(c, m, "Ade", points="K1"),
    "taking a point off": lambda c, m: meetings.take_off(c.office, c.actor("Ade"), m, 1),
    "taking somebody out": lambda c, m: meetings.end_seat(c.office, c.actor("Ade"), m, guest_seat(c, m)),
    "closing one": lambda c, m: meetings.close_meeting(c.office, c.actor("Ade"), m),
    "one that is not there": lambda c, _m: load_page(c.office, c.actor("Robin"), "a" * 13),
    "no key at all": lambda c, _m: load_page(c.office, c.actor("Robin"), "nobody"),
    "somebody who has left": lambda c, _m: load_book(c.office, c.actor("Lou")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_only_members_fill_in_and_only_keepers_keep(quick: Council, name: str) -> None:
    meeting = circle(quick)
    with pytest.raises(NotAllowedError):
        REFUSED[name](quick, meeting)


def test_who_was_taken_out_writes_no_more_and_what_they_wrote_stays(quick: Council) -> None:
    meeting = circle(quick)
    run = sheet(quick, meeting)
    answer(quick, run, "R1~1", 1)
    seat = next(there for there in page(quick, meeting).seats if there.person == quick.ids["Ade"])
    meetings.end_seat(quick.office, quick.actor("Robin"), meeting, seat.id)
    with pytest.raises(NotAllowedError):
        answer(quick, run, "R1~2", 1)
    with quick.office.store.look() as uow:
        assert access.to_run(uow, quick.office, quick.actor("Ade"), Verb.READ, run)
        assert set(load_answers(uow, run)) == {"R1~1"}


def test_a_closed_meeting_takes_no_new_sheet_but_open_ones_end(quick: Council) -> None:
    meeting = circle(quick)
    run = sheet(quick, meeting)
    meetings.close_meeting(quick.office, quick.actor("Robin"), meeting)
    meetings.close_meeting(quick.office, quick.actor("Robin"), meeting)
    with pytest.raises(NotAllowedError):
        sheet(quick, meeting, "Bea")
    with pytest.raises(ClosedRunError, match="closed"):
        sheet(quick, meeting, "Robin", guest_seat(quick, meeting))
    with pytest.raises(UnusableValueError, match="nothing was changed"):
        change(quick, meeting, points="K1")
    submit_run(quick.office, quick.actor("Ade"), run)


def test_the_same_meeting_sent_in_twice_is_one(quick: Council) -> None:
    assert circle(quick) == circle(quick)
    assert circle(quick) != circle(quick, "December circle")


def test_one_more_from_outside_sent_in_twice_is_one(quick: Council) -> None:
    meeting = circle(quick)
    change(quick, meeting, role="Guest reader", seen=1)
    with pytest.raises(FormProblemsError) as refused:
        change(quick, meeting, role="Guest reader", seen=1)
    assert set(refused.value.problems) == {"role"}
    assert [str(there) for there in page(quick, meeting).outside] == ["Guest reader", "Guest reader 2"]
    change(quick, meeting, role="Guest reader", seen=2)


BAD: dict[str, dict[str, Any]] = {
    "points": {"points": "\n".join(f"K{n}" for n in range(MOST_POINTS))},
    "people": {"people": ("nobody",)},
    "role": {"role": "Somebody else"},
    "name": {"name": "x" * 61},
}


@pytest.mark.parametrize("field", BAD)
def test_what_does_not_fit_is_said_beside_its_field(quick: Council, field: str) -> None:
    meeting = circle(quick)
    with pytest.raises(FormProblemsError) as refused:
        change(quick, meeting, **BAD[field])
    assert set(refused.value.problems) == {field}


def test_an_agenda_names_nobody(quick: Council) -> None:
    meeting = circle(quick)
    with pytest.raises(FormProblemsError) as refused:
        change(quick, meeting, points="ring 01632 960 123")
    assert refused.value.keepable == {"points"}
    change(quick, meeting, points="ring 01632 960 123", keep_because="It is the desk's own number")
    assert [point.words for point in page(quick, meeting).agenda][2:] == ["ring 01632 960 123"]


def test_a_sheet_of_a_meeting_without_an_agenda_still_asks_the_rest(quick: Council) -> None:
    run = sheet(quick, circle(quick, agenda=""))
    assert asked(quick, run) == ["R3"]


def test_a_meeting_of_another_kind_is_no_subject(quick: Council) -> None:
    with pytest.raises(ShownError):
        start_run(quick.office, quick.actor("Ade"), "own-look", Subject("meeting", circle(quick)), {})
