"""Who sees a duty and why; who is listed what; what nobody may foresee stays hidden until its day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.due import due_view, duty_groups, late_group
from bot.blocks.duties import looked_line
from bot.blocks.start import start_view
from bot.domain.digest_views import Line
from bot.domain.duties import Status
from bot.domain.duty_views import DutyRow, Say, Which
from bot.domain.runs import Subject
from bot.errors import NotAllowedError
from bot.flows.actions import agree_action
from bot.flows.due.acts import ask_to_be_excused, decide_request, offer_duty, say_nothing
from bot.flows.due.keeping import work_out_all
from bot.flows.due.lists import load_due
from bot.flows.due.reasons import load_reasons
from bot.flows.finish import submit_run
from bot.flows.home import load_home
from bot.flows.start import load_start
from tests.council import TODAY, Council
from tests.duties import acts_of, go_live, keep, owe, people
from tests.flows.due.scene import ACTIONS, begin, scheduled

DAY = timedelta(days=1)


@pytest.fixture
def house(sqlite_council: Council) -> Council:
    return go_live(sqlite_council)


def listed(council: Council, who: str, which: Which = Which.MINE) -> list[str]:
    return [row.name.line for row in load_due(council.office, council.actor(who), which).rows]


def names(lines: Iterable[Line]) -> list[str]:
    return [line.of.name.line for line in lines if isinstance(line.of, DutyRow)]


def said(council: Council, who: str, duty: str) -> str:
    explained = load_reasons(council.office, council.actor(who), duty)
    return "\n".join([explained.name.line, *explained.sentences, *explained.small])


# Sam supervises Ade and Bea and is away; Sid stands in. Robin supervises Sam; Mia manages East, Max West.
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("Sam", True),
        ("Sid", True),
        ("Robin", True),
        ("Mia", True),
        ("Quinn", True),
        ("Ade", False),
        ("Bea", False),
        ("Max", False),
        ("Lou", False),
        ("Zed", False),
    ],
)
def test_a_duty_is_seen_by_its_owner_their_line_and_the_qa_lead(council: Council, who: str, may: bool) -> None:
    duty = owe(go_live(council))
    if may:
        assert "Quarterly sample · Ade" in said(council, who, duty.id)
    else:
        with pytest.raises(NotAllowedError):
            load_reasons(council.office, council.actor(who), duty.id)


@pytest.mark.parametrize(("days", "may"), [(0, False), (4, False), (8, True)])
def test_whom_it_is_told_when_late_sees_it_from_five_working_days_on(
    house: Council,
    days: int,
    may: bool,
) -> None:
    duty = owe(house, due=TODAY - days * DAY, status=Status.LATE, late_to=people(house, "Max"))
    assert listed(house, "Max") == (["Quarterly sample · Ade"] if may else [])
    if not may:
        with pytest.raises(NotAllowedError):
            load_reasons(house.office, house.actor("Max"), duty.id)


def test_who_is_told_sees_it_with_whose_it_is_and_says_nothing_of_it(house: Council) -> None:
    owe(house, others=people(house, "Ade"))
    (row,) = load_due(house.office, house.actor("Ade"), Which.MINE).rows
    assert (row.owner, row.says) == ("Sam", (Say.WHY, Say.SNOOZE))


def test_a_stand_in_sees_what_the_person_away_owes(house: Council) -> None:
    owe(house)
    (row,) = load_due(house.office, house.actor("Sid"), Which.MINE).rows
    assert (row.owner, row.button) == ("Sam", "Start")
    assert Say.NOTHING in row.says


def test_who_begins_something_in_anothers_stead_reads_for_whom(house: Council) -> None:
    duty = owe(house)
    for who, said in (("Sid", True), ("Sam", False)):
        form = load_start(house.office, house.actor(who), "bed-look", duty.id)
        assert ("You do this in the stead of Sam, who owes it." in str(start_view(form, "U1"))) is said


def test_a_supervisor_lists_what_their_people_owe_and_not_which_case_a_private_look_is_about(house: Council) -> None:
    owe(house, "WIL-2", "Ade", "Ade")
    assert listed(house, "Sam", Which.PEOPLE) == ["Own look"]
    assert listed(house, "Ade", Which.PEOPLE) == ["Own look"]  # Ade has no people: it is the own list


def test_what_their_people_are_late_with_comes_first_and_what_they_are_let_off_last(house: Council) -> None:
    late = owe(house, "WIL-2", "Bea", "Bea", status=Status.LATE, due=TODAY - 30 * DAY)
    coming = owe(house, "WIL-2", "Ade", "Ade")
    off = owe(house, "WIL-3", "Ade", "Ade", due=TODAY)
    ask_to_be_excused(house.office, house.actor("Ade"), off.id, "On a course.", TODAY + DAY)
    (act,) = acts_of(house, off)
    decide_request(house.office, house.actor("Sam"), act.id, "", approve=True)
    keep(house, replace(off, status=Status.EXCUSED))
    rows = load_due(house.office, house.actor("Sam"), Which.PEOPLE).rows
    assert [row.id for row in rows] == [late.id, coming.id, off.id]
    assert rows[-1].says == (Say.WHY, Say.CAN_BE_DONE)


def test_a_manager_reads_numbers_by_team_and_nobodys_name(house: Council) -> None:
    owe(house)
    owe(house, about="Bea", status=Status.DONE, due=TODAY)
    owe(house, "WIL-2", "Ade", "Ade", status=Status.LATE, due=TODAY - 30 * DAY)
    owe(house, "WIL-2", "Bea", "Bea", status=Status.EXCUSED)
    owe(house, "WIL-3", "Sam", "Robin", missing=people(house, "Ade", "Bea"), due=TODAY + 120 * DAY)
    due = load_due(house.office, house.actor("Mia"), Which.LINES)
    (team,) = due.teams
    assert (team.name, team.done, team.expected, team.past, team.excused, team.missing) == ("East", 1, 3, 1, 1, 2)
    assert due.rows == ()
    assert load_due(house.office, house.actor("Ade"), Which.LINES).which is Which.MINE


def test_a_qa_lead_reads_what_is_past_its_date_by_team_and_by_what_it_is_called(house: Council) -> None:
    past = TODAY - 30 * DAY
    for about in ("Ade", "Bea"):
        owe(house, "WIL-2", about, about, status=Status.LATE, due=past)
    owe(house, "WIL-5", "PL-0123", "Ade", status=Status.LATE, due=past)
    owe(house, due=TODAY)
    (late,) = load_home(house.office, house.actor("Quinn")).late
    assert (late.team, late.titles) == ("East", (("Own look", 2), ("A date to record", 1)))
    said = str(late_group([late], 8))
    assert "East: 3 past their date" in said
    assert "2 Own look, 1 A date to record" in said
    for name in ("Mia", "Sam", "Ade"):
        assert load_home(house.office, house.actor(name)).late == ()


def test_what_is_sensitive_is_called_a_date_to_record(house: Council) -> None:
    duty = owe(house, "WIL-5", "PL-0123", "Ade")
    assert listed(house, "Ade") == ["A date to record · Plot dates"]
    assert "PL-0123" not in said(house, "Ade", duty.id)


def test_what_nobody_may_foresee_is_hidden_until_its_week(house: Council) -> None:
    duty = owe(house, "own-6", "Ade", "Ade", notices=(TODAY + DAY,))
    planned = owe(house, "own-6", "Bea", "Bea", status=Status.PLANNED)
    assert listed(house, "Ade") == []
    assert load_home(house.office, house.actor("Bea")).due.next_on is None
    keep(house, owe(house, "own-6", "Ade", "Ade", notices=(TODAY,)))
    assert listed(house, "Ade") == ["Look unannounced"]
    assert "Reminders" not in said(house, "Ade", duty.id)
    assert "Reminders" not in said(house, "Bea", planned.id)


def test_home_has_what_is_past_its_date_then_this_week_then_later_and_what_comes_next(house: Council) -> None:
    owe(house, due=TODAY - DAY, status=Status.LATE)
    owe(house, about="Bea", due=TODAY + DAY)
    owe(house, "WIL-2", "Ade", "Ade", status=Status.PLANNED)
    book = load_home(house.office, house.actor("Sam")).due
    assert [names(there) for there in (book.past, book.week)] == [
        ["Quarterly sample · Ade"],
        ["Quarterly sample · Bea"],
    ]
    assert book.later == ()
    ade = load_home(house.office, house.actor("Ade")).due
    assert (ade.week, ade.next_title, ade.is_used) == ((), "Own look", True)
    assert not load_home(house.office, house.actor("Max")).due.is_used


def test_what_others_are_late_with_comes_after_what_is_ones_own(house: Council) -> None:
    """Sam owes one by the end of the year; what Ade and Bea are late with was due long before."""
    owe(house)
    owe(house, about="Bea", owner="Sid", others=people(house, "Sam"))
    owe(house, "WIL-2", "Ade", "Ade", due=TODAY - 20 * DAY, status=Status.LATE, late_to=people(house, "Sam"))
    owe(house, "WIL-2", "Bea", "Bea", due=TODAY - 10 * DAY, status=Status.LATE, others=people(house, "Sam"))
    due = load_due(house.office, house.actor("Sam"), Which.MINE)
    own, told, *late = [(row.owner, row.name.line) for row in due.rows]
    assert (own, told) == (("", "Quarterly sample · Ade"), ("Sid", "Quarterly sample · Bea"))
    assert [owner for owner, _ in late] == ["Ade", "Bea"]
    view = str(due_view(due, 0))
    assert "Mine: 2 · late with others: 2" in view
    assert view.index("Quarterly sample · Bea") < view.index("Of your people, past") < view.index("Ade is to do it")
    assert view.count("Of your people, past") == 1
    book = load_home(house.office, house.actor("Sam")).due
    assert (book.past, len(book.later)) == ((), 2)
    assert [line.of.owner for line in book.with_others if isinstance(line.of, DutyRow)] == ["Ade", "Bea"]


def test_an_action_stands_on_home_once(sqlite_council: Council) -> None:
    """In the group of actions; the list of what is due has it as well."""
    house = scheduled(sqlite_council, ACTIONS)
    run = begin(house, "Sam", "work-look", Subject("person", house.ids["Ade"]))
    agree_action(house.office, house.actor("Sam"), run, "ACT3", "Something better", TODAY + DAY)
    submit_run(house.office, house.actor("Sam"), run)
    work_out_all(house.office)
    (row,) = load_due(house.office, house.actor("Ade"), Which.MINE).rows
    assert (row.button, row.due) == ("Open", TODAY + DAY)
    home = load_home(house.office, house.actor("Ade"))
    assert len(home.actions) == 1
    assert (home.due.past, home.due.week, home.due.has_actions) == ((), (), True)
    assert "Only actions are due. They stand below." in str(duty_groups(home.due, TODAY, 5))


def test_what_waits_for_an_answer_stands_on_the_home_of_who_was_asked(house: Council) -> None:
    mine, other = owe(house), owe(house, "WIL-2", "Bea", "Bea")
    offer_duty(house.office, house.actor("Sam"), mine.id, house.ids["Max"])
    ask_to_be_excused(house.office, house.actor("Bea"), other.id, "On leave then.", TODAY + DAY)
    (offer,) = load_home(house.office, house.actor("Max")).due.offered
    assert (offer.who, offer.name.line) == ("Sam", "Quarterly sample · Ade")
    (request,) = load_home(house.office, house.actor("Sam")).due.requests
    assert (request.who, request.words) == ("Bea", "On leave then.")
    assert load_home(house.office, house.actor("Robin")).due.requests == ()
    (row,) = load_due(house.office, house.actor("Sam"), Which.MINE).rows
    assert row.waits == "Max was asked to take it on."


def test_what_was_said_today_can_be_taken_back_from_the_list(house: Council) -> None:
    duty = owe(house)
    say_nothing(house.office, house.actor("Sam"), duty.id)
    keep(house, owe(house, status=Status.NOTHING))
    (row,) = load_due(house.office, house.actor("Sam"), Which.MINE).rows
    assert row.says == (Say.WHY, Say.TAKE_BACK)


def test_why_says_the_rule_the_time_whose_it_is_what_is_left_and_who_is_told(house: Council) -> None:
    duty = owe(house, late_to=people(house, "Max"), others=people(house, "Bea"), count=2, done=1)
    told = said(house, "Sam", duty.id)
    for words in (
        "Each quarter you look at the beds of everybody whom you supervise.",
        "Its time began on Thu 1 Oct; it is due by Thu 31 Dec.",
        "It is to be done now. 1 of 2 is done, 1 left.",
        "It is yours to do.",
        "Reminded as well: Bea.",
        "Reminders: Mon 23 Nov, Thu 31 Dec; then on Mondays.",
        "Max would see from Fri 8 Jan 2027 that it is past its date, and nothing more.",
        "Rule WIL-1, of Willow, a framework with a schedule for tests.",
        "which is as the file stands now.",
    ):
        assert words in told
    assert "It is for Sam to do" in said(house, "Robin", duty.id)


def test_why_says_what_was_asked_and_answered_without_the_words(house: Council) -> None:
    duty = owe(house, version="older")
    ask_to_be_excused(house.office, house.actor("Sam"), duty.id, "A secret reason.", TODAY + DAY)
    told = said(house, "Mia", duty.id)
    assert "Robin was asked to excuse it until Tue 24 Nov." in told
    assert "secret" not in told
    assert "the file has changed since" in told
    private = said(house, "Ade", owe(house, "WIL-2", "Ade", "Ade").id)
    assert "Rule WIL-2, asked for as WIL-2b as well" in private
    own = said(house, "Ade", owe(house, "own-6", "Ade", "Ade").id)
    assert "It was added here; the source does not ask for it." in own


def test_who_is_missing_is_named_to_who_supervises_them_and_counted_for_everybody_above(house: Council) -> None:
    """Sam leads Ade and Bea. Robin looks at it, so sees the names too; Quinn sees a number."""
    duty = owe(house, "WIL-3", "Sam", "Robin", others=people(house, "Sam"), missing=people(house, "Ade", "Bea"))
    assert "Still to be covered: Ade and Bea." in said(house, "Robin", duty.id)
    assert "Still to be covered: Ade and Bea." in said(house, "Sam", duty.id)
    assert "Still to be covered: 2 people." in said(house, "Quinn", duty.id)


def test_a_supervisor_sees_of_each_of_their_people_what_was_done_and_what_comes_next(house: Council) -> None:
    owe(house, status=Status.DONE, done_on=TODAY - 11 * DAY, done=1)
    owe(house, period="2027-01-01", status=Status.PLANNED, due=TODAY + 128 * DAY)
    owe(house, about="Bea", status=Status.LATE, due=TODAY - DAY)
    owe(house, "own-6", "Bea", "Bea")
    people = {there.name: there.looked for there in load_home(house.office, house.actor("Sam")).people}
    assert [looked_line(there, TODAY) for there in people["Ade"]] == [
        "Quarterly sample: done Thu 12 Nov, next by Wed 31 Mar 2027"
    ]
    assert [looked_line(there, TODAY) for there in people["Bea"]] == [
        "Quarterly sample: not done yet, past its date, was due Sun 22 Nov"
    ]


@pytest.mark.parametrize(("weeks", "shown"), [(2, True), (9, False)])
def test_what_can_no_longer_be_done_is_shown_above_for_some_weeks(
    house: Council,
    weeks: int,
    shown: bool,
) -> None:
    owe(house, due=TODAY - weeks * 7 * DAY, status=Status.MISSED, late_to=people(house, "Max"))
    assert bool(listed(house, "Max")) is shown
    assert listed(house, "Sam") == []


def test_what_somebody_took_over_late_is_said_to_them_and_of_them(house: Council) -> None:
    duty = owe(house, status=Status.LATE, due=TODAY - DAY, grace_until=TODAY + 20 * DAY)
    assert "It is yours to do. " not in said(house, "Robin", duty.id)
    for who, whom in (("Sam", "you"), ("Robin", "them")):
        assert f"it does not count against {whom} that it is late." in said(house, who, duty.id)
