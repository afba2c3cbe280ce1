"""Drawing records: the list stands first, the same list is drawn from once, swaps and rounds are kept, who may."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot.clock import Deadline
from bot.domain.draws import DRAWN, FROZEN, Given, Prefill, Shown
from bot.domain.messages import Account
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.errors import FormProblemsError, NotAllowedError, ShownError, UnusableValueError
from bot.flows.draws.choosing import chosen, list_digest
from bot.flows.draws.drawing import draw_again, draw_from, draw_sample, drop_list, swap
from bot.flows.draws.lists import decoded
from bot.flows.draws.proof import prove_draw
from bot.flows.draws.sharing import say_anonymised
from bot.flows.draws.shown import load_book, load_draw_form, load_prefill, load_shown
from bot.flows.finish import submit_run
from bot.flows.meetings import load_page
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.start import start_run
from bot.flows.walk import answer_item
from bot.storage import accounts, draws, meetings
from bot.storage.tables import draws as tables
from bot.storage.tables import log, runs, table_of
from bot.storage.words import delete_words
from tests.council import TODAY, Council
from tests.draws import SERVICE, TEN, board, drawn, of_places, works_by_linden


@pytest.fixture
def linden(council: Council) -> Council:
    return works_by_linden(council)


@pytest.fixture
def quick(sqlite_council: Council) -> Council:
    """For what is no matter of the database."""
    return works_by_linden(sqlite_council)


def names(shown: Shown) -> list[str]:
    return [line.name for line in shown.lines]


def proof(council: Council, shown: Shown) -> tuple[str, ...]:
    return prove_draw(council.office.store, Actor(OPERATOR), shown.reference).faults


def test_two_of_ten_are_drawn_and_the_same_list_is_drawn_from_once(linden: Council) -> None:
    first = drawn(linden)
    assert (first.state, len(first.lines), first.about, first.starts) == (DRAWN, 2, "the service", "each")
    assert set(names(first)) < set(TEN.splitlines())
    once_more = drawn(linden, replace(SERVICE, text=TEN.lower().upper(), report="open files"))
    assert (once_more.draw, names(once_more)) == (first.draw, names(first))
    assert once_more.note
    assert proof(linden, first) == ()


def test_the_list_is_hashed_in_the_log_before_the_key_is(linden: Council) -> None:
    first = drawn(linden)
    entry = table_of(log.Entry)
    with linden.office.store.look() as uow:
        told = list(uow.run(select(entry.c.verb, entry.c.body).order_by(entry.c.sequence)).fetchall())
        draw = draws.load_draw(uow, first.draw)
    assert draw
    assert [row.verb for row in told][-2:] == ["list frozen", "drawn"]
    assert draw.digest in told[-2].body
    bodies = "".join(row.body for row in told)
    assert draw.rounds[0].key not in bodies
    assert "3Q" not in bodies
    assert not prove_log(linden.office.store, Actor(OPERATOR), []).broken


def test_what_was_drawn_is_not_drawn_again_within_the_time_of_the_rule(quick: Council) -> None:
    seen: list[str] = []
    for day in range(5):
        seen += names(drawn(quick, replace(SERVICE, report_day=TODAY - timedelta(days=day))))
    assert sorted(seen) == sorted(TEN.splitlines())
    with pytest.raises(UnusableValueError, match="Nothing can be drawn from this list"):
        drawn(quick, replace(SERVICE, report_day=TODAY - timedelta(days=9)))


def test_by_a_rule_without_such_a_time_everything_comes_once_before_anything_twice(quick: Council) -> None:
    given = replace(SERVICE, scope=quick.ids["Ade"], count=3)
    seen: list[str] = []
    for day in range(4):
        shown = drawn(quick, replace(given, report_day=TODAY - timedelta(days=day)), what=("LIN-2", "file-look"))
        seen += names(shown)
    assert len(set(seen[:9])) == 9
    assert set(seen) == set(TEN.splitlines())


WITH_WORKERS = "reference,worker\n" + "\n".join(
    f"K{n}-3Q,{who}" for n, who in enumerate(["Ade", "ade@example.org", "Bea", "Sam", "Robin"], 1)
)


def test_whoever_draws_never_gets_their_own_record_and_everybody_is_covered(quick: Council) -> None:
    seen: list[str] = []
    for day in range(3):
        given = replace(SERVICE, text=WITH_WORKERS, rows=5, count=1, report_day=TODAY - timedelta(days=day))
        seen += [line.worker for line in drawn(quick, given).lines]
    assert sorted(seen) == ["Bea", "Robin", "Sam"]


def test_from_ones_own_work_ones_own_is_drawn(quick: Council) -> None:
    given = replace(SERVICE, scope=quick.ids["Ade"], text="reference,worker\nK1-3Q,Ade", rows=1, count=1)
    assert names(drawn(quick, given, what=("LIN-2", "file-look"))) == ["K1-3Q"]


def test_a_swap_takes_the_next_keeps_the_reason_and_is_counted(linden: Council) -> None:
    office, ade = linden.office, linden.actor("Ade")
    first = drawn(linden)
    gone = first.lines[0]
    now = swap(office, ade, first.draw, gone.position, "other", "It was closed last week.").shown
    assert (now.swaps, now.redraws, len(now.lines)) == (1, 0, 2)
    assert gone not in now.lines
    assert first.lines[1] in now.lines
    twice = swap(office, ade, first.draw, gone.position, "gone", "").shown
    assert (twice.swaps, twice.lines) == (1, now.lines)
    assert proof(linden, first) == ()


def test_a_further_round_has_other_records_and_is_counted(linden: Council) -> None:
    office, ade = linden.office, linden.actor("Ade")
    first = drawn(linden)
    swap(office, ade, first.draw, first.lines[0].position, "barred", "")
    now = draw_again(office, ade, first.draw, 1, "unusable", "").shown
    assert (now.swaps, now.redraws, now.round) == (1, 1, 2)
    assert not {line.position for line in now.lines} & {line.position for line in first.lines}
    assert draw_again(office, ade, first.draw, 1, "unusable", "").shown == now
    swap(office, ade, first.draw, now.lines[0].position, "known", "")
    assert proof(linden, first) == ()
    assert not prove_log(office.store, Actor(OPERATOR), []).broken


def test_when_every_record_was_swapped_nothing_stands_and_nothing_can_be_drawn_again(quick: Council) -> None:
    office, ade = quick.office, quick.actor("Ade")
    first = drawn(quick, replace(SERVICE, text="K1,K2", rows=2))
    for line in first.lines:
        now = swap(office, ade, first.draw, line.position, "gone", "").shown
    assert (now.lines, now.swaps) == ((), 2)
    with pytest.raises(UnusableValueError, match="each of its records was drawn too lately"):
        draw_again(office, ade, first.draw, 1, "unusable", "")
    assert proof(quick, first) == ()


@pytest.mark.parametrize(
    ("reason", "words", "field"),
    [("", "", "why"), ("nonsense", "", "why"), ("other", " ", "words"), ("gone", "ring 07700 900123", "words")],
)
def test_a_swap_needs_a_reason_that_names_nobody(quick: Council, reason: str, words: str, field: str) -> None:
    first = drawn(quick)
    with pytest.raises(FormProblemsError) as error:
        swap(quick.office, quick.actor("Ade"), first.draw, first.lines[0].position, reason, words)
    assert set(error.value.problems) == {field}


def test_of_row_positions_nothing_is_kept_but_their_number(linden: Council) -> None:
    first = drawn(linden, of_places(1_000, count=3))
    assert (first.is_by_position, len(first.lines), names(first)) == (True, 3, ["", "", ""])
    assert all(1 <= line.position <= 1_000 for line in first.lines)
    with linden.office.store.look() as uow:
        assert not uow.run(select(table_of(tables.DrawRow))).first()
    swap(linden.office, linden.actor("Ade"), first.draw, first.lines[0].position, "gone", "")
    assert proof(linden, first) == ()


def test_a_list_much_unlike_the_last_waits_to_be_confirmed(linden: Council) -> None:
    office, ade = linden.office, linden.actor("Ade")
    drawn(linden, of_places(10))
    waits = drawn(linden, of_places(20, day=TODAY - timedelta(days=1)))
    assert (waits.state, waits.lines) == (FROZEN, ())
    assert waits.is_unlike == "This list has 20 rows and the last one had 10: many more."
    sure = draw_from(office, ade, waits.draw).shown
    assert (sure.state, len(sure.lines)) == (DRAWN, 2)
    assert draw_from(office, ade, waits.draw).shown == sure
    with pytest.raises(UnusableValueError, match="drawn from already"):
        drop_list(office, ade, waits.draw)


def test_a_list_that_was_thrown_away_is_gone_and_can_be_given_again(quick: Council) -> None:
    drawn(quick, of_places(10))
    waits = drawn(quick, of_places(20))
    drop_list(quick.office, quick.actor("Ade"), waits.draw)
    with pytest.raises(NotAllowedError):
        load_shown(quick.office, quick.actor("Ade"), waits.draw)
    assert drawn(quick, of_places(20)).draw != waits.draw


def test_what_a_crash_left_between_list_and_key_goes_on_where_it_stopped(
    quick: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.flows.draws.drawing.draw_from", _power_cut)
        with pytest.raises(RuntimeError):
            drawn(quick)
    (left,) = load_book(quick.office, quick.actor("Ade")).last
    assert left.state == FROZEN
    assert drawn(quick).draw == left.draw
    assert [there.state for there in load_book(quick.office, quick.actor("Ade")).last] == [DRAWN]


def _power_cut(*_: object) -> None:
    raise RuntimeError


BAD: dict[str, tuple[Given, dict[str, str]]] = {
    "other length": (replace(SERVICE, rows=11), {"rows": "The list has 10 rows, so the report should have 10 too."}),
    "no rows": (of_places(0), {"rows": "from 1 to 10000"}),
    "none to draw": (of_places(5, count=0), {"count": "from 1 to 40"}),
    "a day ahead": (of_places(5, day=TODAY + timedelta(days=1)), {"day": "still to come"}),
    "no name": (of_places(5, report=" "), {"report": "Please write something."}),
    "a phone number": (of_places(5, report="ring 07700 900123"), {"report": "looks as if it holds a phone number"}),
    "twice": (replace(SERVICE, text="K1\nK2\nk1", rows=3), {"list": "Row 3 is the same as row 1"}),
    "a name": (
        replace(SERVICE, text="K1\nJane Smith\nJohn Brown", rows=3),
        {"list": "Each of rows 2, 3 looks as if it holds a name. Nothing was saved."},
    ),
    "a formula": (replace(SERVICE, text="=K1,K2", rows=2), {"list": "Row 1 begins like a formula."}),
    "too long": (replace(SERVICE, text="K" * 41, rows=1), {"list": "Row 1 is empty, too long"}),
    "a stranger": (
        replace(SERVICE, text="reference,worker\nK1,Nemo\nK2,Ade", rows=2),
        {"list": "Row 1 says of a worker who is nobody, or more than one, on the QA list"},
    ),
    "nothing": (replace(SERVICE, text=",,\n;", rows=2), {"list": "There is no reference in this list."}),
    "too many": (replace(SERVICE, text="\n".join(map(str, range(1001))), rows=1001), {"list": "room for 1000"}),
    "in a file": (replace(SERVICE, text="K1\nK1", rows=2, is_file=True), {"file": "Row 2 is the same as row 1"}),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(quick: Council, case: str) -> None:
    given, expected = BAD[case]
    with pytest.raises(FormProblemsError) as error:
        drawn(quick, given)
    assert error.value.problems.keys() == expected.keys()
    for field, words in expected.items():
        assert words in error.value.problems[field]
    assert "Jane" not in str(error.value)
    with quick.office.store.look() as uow:
        assert not uow.run(select(table_of(tables.Draw))).first()


def test_a_file_that_is_not_utf8_is_said_to_be() -> None:
    with pytest.raises(FormProblemsError, match="CSV UTF-8"):
        decoded("Zoë".encode("latin-1"))


READ = {
    "lines": "K1\nK2\n\nK3",
    "commas": "K1, K2; K3",
    "a header": "reference\nK1\nK2\nK3",
    "more columns": 'id,Reference,name\n1,K1,"a, b"\n2,K2,c\n3,K3,d',
    "semicolons": "\ufeffreference;worker\nK1;\nK2;Bea\nK3;",
    "from a sheet": "K1\tBea\tEast\nK2\t\t\nK3",
}


@pytest.mark.parametrize("case", READ)
def test_lists_are_read_however_they_come(quick: Council, case: str) -> None:
    shown = drawn(quick, replace(SERVICE, text=READ[case], rows=3, count=3))
    assert names(shown) == ["K1", "K2", "K3"]


def test_references_that_read_like_names_stay_with_a_reason(quick: Council) -> None:
    given = replace(SERVICE, text="Oak House\nElm House", rows=2)
    with pytest.raises(FormProblemsError) as error:
        drawn(quick, given)
    assert error.value.keepable == {"list"}
    shown = draw_sample(quick.office, quick.actor("Ade"), "LIN-1", "file-look", given, "They are houses.")
    assert names(shown) == ["Oak House", "Elm House"]


def tampered(council: Council, change: Callable[[], object]) -> None:
    with council.office.store.work() as uow:
        uow.run(change())  # type: ignore[arg-type]


def test_a_list_key_or_row_changed_afterwards_is_found(linden: Council) -> None:
    words, draw, row = table_of(runs.Words), table_of(tables.Draw), table_of(tables.DrawRow)
    round_, pick = table_of(tables.DrawRound), table_of(tables.DrawPick)
    cases = {
        "the list is not the one": update(words).where(words.c.text.like("%-3Q")).values(text="K1-XX"),
        "the key of round 1": update(round_).values(key="0" * 64),
        "that are kept as drawn": update(pick).values(position=pick.c.position + 20),
        "the list is not": update(row).values(barred=True),
        "the list is not the one that was stored": update(draw).values(count=3),
    }
    for day, (said, change) in enumerate(cases.items()):
        first = drawn(
            linden, replace(SERVICE, text=TEN.replace("K", f"L{day}"), report_day=TODAY - timedelta(days=day))
        )
        first = draw_from(linden.office, linden.actor("Ade"), first.draw).shown
        assert proof(linden, first) == ()
        tampered(linden, lambda change=change: change)  # type: ignore[misc]
        assert any(said in fault for fault in proof(linden, first)), said


def test_where_references_were_erased_a_draw_cannot_be_done_over(quick: Council) -> None:
    first = drawn(quick)
    row = table_of(tables.DrawRow)
    with quick.office.store.work() as uow:
        ids = list(uow.run(select(row.c.words_id)).scalars())
        uow.run(update(row).values(words_id=None))
        delete_words(uow, ids)
    assert proof(quick, first) == ("references of its list were erased, so that it cannot be done over any more",)


def test_what_is_kept_of_a_draw_does_not_tell_whether_a_reference_was_the_one_erased(quick: Council) -> None:
    """Also with all others, the salt of the draw and its keys at hand."""
    first, row = drawn(quick), table_of(tables.DrawRow)
    with quick.office.store.work() as uow:
        before = draws.load_draw(uow, first.draw)
        third = select(row.c.words_id).where(row.c.position == 3)
        words_id = uow.run(third).scalar_one()
        uow.run(update(row).where(row.c.position == 3).values(words_id=None))
        delete_words(uow, [words_id])
        kept = draws.load_draw(uow, first.draw)
    assert before
    assert kept
    guessed = [replace(there, reference="K3-3Q") if there.position == 3 else there for there in kept.listed]
    assert list_digest(before.salt, before.rows, before.count, before.listed) == kept.digest
    assert list_digest(kept.salt, kept.rows, kept.count, guessed) != kept.digest
    key = kept.rounds[0].key
    assert chosen(key, guessed, 10) == chosen(key, [replace(there, reference="") for there in guessed], 10)


def test_an_unknown_reference_is_said_to_be(quick: Council) -> None:
    with pytest.raises(ShownError, match="no draw of that reference"):
        prove_draw(quick.office.store, Actor(OPERATOR), "ABCDEF")
    with pytest.raises(NotAllowedError):
        prove_draw(quick.office.store, quick.actor("Ade"), drawn(quick).reference)


OFFERS = {
    "Ade": {("LIN-1", "file-look"), ("LIN-2", "file-look"), ("LIN-4", "file-look")},
    "Sam": {("LIN-3", "records-look"), ("LIN-6", "whose-look")},
    "Sid": {("LIN-3", "records-look"), ("LIN-6", "whose-look")},
    "Mia": set(),
    "Robin": set(),
    "Quinn": set(),
}


@pytest.mark.parametrize("name", OFFERS)
def test_who_is_offered_what(quick: Council, name: str) -> None:
    book = load_book(quick.office, quick.actor(name))
    assert {(offer.rule, offer.checklist) for offer in book.offers} == OFFERS[name]


def test_who_keeps_a_meeting_is_offered_to_draw_for_it(quick: Council) -> None:
    board(quick)
    assert [offer.rule for offer in load_book(quick.office, quick.actor("Robin")).offers] == ["LIN-5"]
    assert "LIN-5" not in [offer.rule for offer in load_book(quick.office, quick.actor("Ade")).offers]


def test_the_form_offers_those_whom_the_rule_means(quick: Council) -> None:
    form = load_draw_form(quick.office, quick.actor("Sam"), "LIN-3", "records-look")
    assert [name for _, name in form.scopes] == ["Ade", "Bea"]
    assert (form.count, form.ask) == (2, "Which records has this person finished?")


@pytest.mark.parametrize(
    ("by", "what", "about"),
    [
        ("Mia", ("LIN-1", "file-look"), "service"),
        ("Ade", ("LIN-3", "records-look"), "Bea"),
        ("Sam", ("LIN-3", "records-look"), "Robin"),
        ("Ade", ("LIN-4", "file-look"), "West"),
        ("Ade", ("LIN-2", "file-look"), "Bea"),
        ("Ade", ("LIN-1", "records-look"), "service"),
        ("Ade", ("LIN-9", "file-look"), "service"),
    ],
)
def test_who_may_not_draw_is_refused(quick: Council, by: str, what: tuple[str, str], about: str) -> None:
    with pytest.raises(NotAllowedError):
        drawn(quick, replace(SERVICE, scope=quick.ids.get(about, about)), by, what)


def test_what_was_drawn_is_nobody_elses_and_a_stand_in_sees_all_but_own_records(quick: Council) -> None:
    own = drawn(quick, replace(SERVICE, scope=quick.ids["Ade"]), what=("LIN-2", "file-look"))
    records = drawn(quick, replace(SERVICE, scope=quick.ids["Ade"]), "Sam", ("LIN-3", "records-look"))
    for name in ("Bea", "Sam", "Mia", "Quinn", "Robin", "Sid"):
        with pytest.raises(NotAllowedError):
            load_shown(quick.office, quick.actor(name), own.draw)
    assert load_shown(quick.office, quick.actor("Sid"), records.draw).lines == records.lines
    for name in ("Ade", "Bea", "Robin"):
        with pytest.raises(NotAllowedError):
            load_shown(quick.office, quick.actor(name), records.draw)
        with pytest.raises(NotAllowedError):
            swap(quick.office, quick.actor(name), records.draw, records.lines[0].position, "gone", "")


def test_a_start_is_filled_with_what_was_drawn(quick: Council) -> None:
    files = drawn(quick)
    line = files.lines[1]
    assert load_prefill(quick.office, quick.actor("Ade"), files.draw, line.position).subject == line.name
    records = drawn(quick, replace(SERVICE, scope=quick.ids["Bea"]), "Sam", ("LIN-3", "records-look"))
    there = load_prefill(quick.office, quick.actor("Sam"), records.draw, None)
    assert there == Prefill("records-look", quick.ids["Bea"], {"own-sampled": ", ".join(names(records))})
    swap(quick.office, quick.actor("Ade"), files.draw, line.position, "gone", "")
    with pytest.raises(ShownError, match="swapped or drawn again"):
        load_prefill(quick.office, quick.actor("Ade"), files.draw, line.position)


def test_where_a_check_names_whose_record_it_is_each_record_has_its_own(quick: Council) -> None:
    text = "reference,worker\nK1,Bea\nK2,Bea"
    given = replace(SERVICE, scope=quick.ids["Ade"], text=text, rows=2, count=1)
    with quick.office.store.work() as uow:
        accounts.keep_account(uow, Account("U0BEA", quick.ids["Bea"], "member", None))
    shown = drawn(quick, given, "Sam", ("LIN-6", "whose-look"))
    assert shown.starts == "each"
    there = load_prefill(quick.office, quick.actor("Sam"), shown.draw, shown.lines[0].position)
    assert there == Prefill("whose-look", quick.ids["Ade"], {"own-worker": "U0BEA"})


def test_what_was_begun_and_handed_in_is_said(quick: Council) -> None:
    shown = drawn(quick)
    one = shown.lines[0].name
    ade = quick.actor("Ade")
    run = start_run(quick.office, ade, "file-look", Subject("reference", one.lower()), {}).run
    assert [line.is_begun for line in load_shown(quick.office, ade, shown.draw).lines] == [True, False]
    answer_item(quick.office, ade, quick.press(run, "F1"), Value(choice=1))
    submit_run(quick.office, ade, run)
    now = load_shown(quick.office, ade, shown.draw).lines
    assert [(line.is_begun, line.is_done) for line in now] == [(False, True), (False, False)]


def for_board(council: Council, meeting: str, day: date = TODAY) -> Shown:
    services = ["East", "West", "North school", "", "East"]
    text = "reference,service\n" + "\n".join(f"K{n},{service}" for n, service in enumerate(services, 1))
    return drawn(council, Given(meeting, "Finished", day, 5, 3, text), "Robin", ("LIN-5", "board-sheet"))


def test_a_meeting_shares_the_files_out_so_that_nobody_has_one_of_their_own_service(linden: Council) -> None:
    office, robin = linden.office, linden.actor("Robin")
    meeting = board(linden)
    first = for_board(linden, meeting)
    assert (first.is_for_meeting, first.is_anonymised, first.starts) == (True, False, "")
    assert {line.seat for line in first.lines} == {""}
    with pytest.raises(NotAllowedError):
        load_shown(office, linden.actor("Ade"), first.draw)
    shared, _ = say_anonymised(office, robin, first.draw)
    assert say_anonymised(office, robin, first.draw)[0] == shared
    services = {"K1": "East", "K2": "West", "K3": "North school", "K4": "", "K5": "East"}
    homes = {"Ade": "East", "Bea": "East", "Sid": "West", "North school": "North school"}
    assert all(homes[line.seat] != services[line.name] for line in shared.lines)
    assert load_shown(office, linden.actor("Ade"), first.draw).lines == shared.lines
    agenda = load_page(office, robin, meeting).meeting.agenda
    assert sorted(point.words for point in agenda) == sorted(names(first))
    out = shared.lines[0]
    now = swap(office, robin, first.draw, out.position, "gone", "").shown
    assert all(line.seat and homes[line.seat] != services[line.name] for line in now.lines)
    assert {line.name: line.seat for line in shared.lines[1:]}.items() <= {
        line.name: line.seat for line in now.lines
    }.items()
    agenda = load_page(office, robin, meeting).meeting.agenda
    assert sorted(point.words for point in agenda) == sorted(names(now))
    with pytest.raises(NotAllowedError):
        swap(office, linden.actor("Ade"), first.draw, now.lines[0].position, "gone", "")
    again = draw_again(office, robin, first.draw, 1, "unusable", "").shown
    agenda = load_page(office, robin, meeting).meeting.agenda
    assert sorted(point.words for point in agenda) == sorted(names(again))
    assert proof(linden, first) == ()


def test_an_agenda_that_is_there_is_left_alone_and_who_cannot_look_is_said(quick: Council) -> None:
    office, robin = quick.office, quick.actor("Robin")
    meeting = board(quick, "Old point")
    text = "reference,service\nK1,Service"
    given = Given(meeting, "Finished", TODAY, 1, 1, text)
    first = drawn(quick, given, "Robin", ("LIN-5", "board-sheet"))
    shared, _ = say_anonymised(office, robin, first.draw)
    assert [line.seat for line in shared.lines] == ["North school"]
    assert [point.words for point in load_page(office, robin, meeting).meeting.agenda] == ["Old point"]


def test_what_is_drawn_again_goes_round_evenly_beside_what_stays(quick: Council) -> None:
    """Of five files three are drawn, so that one of them stays each time, with whoever looks at it."""
    office, robin = quick.office, quick.actor("Robin")
    text = "reference,service\n" + "\n".join(f"K{n}," for n in range(1, 6))
    first = drawn(quick, Given(board(quick), "Finished", TODAY, 5, 3, text), "Robin", ("LIN-5", "board-sheet"))
    before, _ = say_anonymised(office, robin, first.draw)
    for number in range(1, 9):
        now = draw_again(office, robin, first.draw, number, "unusable", "").shown
        had = {line.name: line.seat for line in before.lines}
        stays = {line.name: line.seat for line in now.lines if line.name in had}
        assert stays
        assert stays.items() <= had.items()
        assert len({line.seat for line in now.lines}) == 3
        before = now


def test_what_somebody_had_who_sits_there_no_more_is_given_to_another(quick: Council) -> None:
    office, robin, meeting = quick.office, quick.actor("Robin"), board(quick)
    text = "reference,service\n" + "\n".join(f"K{n}," for n in range(1, 6))
    first = drawn(quick, Given(meeting, "Finished", TODAY, 5, 3, text), "Robin", ("LIN-5", "board-sheet"))
    shared, _ = say_anonymised(office, robin, first.draw)
    left, out = shared.lines[0], shared.lines[1]
    with office.store.work() as uow:
        there = draws.load_draw(uow, first.draw)
        assert there
        (seat,) = [pick.seat for pick in there.standing if pick.position == left.position]
        assert meetings.end_seat(uow, meeting, seat or "", quick.ids["Robin"])
    now = swap(office, robin, first.draw, out.position, "gone", "").shown
    assert len({line.seat for line in now.lines} - {left.seat}) == 3


def test_members_of_a_meeting_do_not_read_who_works_with_what(quick: Council) -> None:
    """The copies are anonymised, so what is shared of the draw names nobody either."""
    meeting = board(quick)
    text = "reference,worker,service\nK1,Mia,North\nK2,Quinn,North"
    first = drawn(quick, Given(meeting, "Finished", TODAY, 2, 2, text), "Robin", ("LIN-5", "board-sheet"))
    shared, _ = say_anonymised(quick.office, quick.actor("Robin"), first.draw)
    assert {line.worker for line in shared.lines} == {"Mia", "Quinn"}
    seen = load_shown(quick.office, quick.actor("Ade"), first.draw).lines
    assert {(line.worker, line.worker_id) for line in seen} == {("", None)}
    assert [(line.name, line.seat) for line in seen] == [(line.name, line.seat) for line in shared.lines]


def test_the_longest_list_is_drawn_from_in_time(quick: Council) -> None:
    workers = ("Bea", "Sam", "Robin", "sid@example.org")
    text = "reference,worker\n" + "\n".join(f"K{n}-3Q,{workers[n % 4]}" for n in range(1000))
    actor = Actor(quick.ids["Ade"], Deadline.after(2.5))
    given = replace(SERVICE, text=text, rows=1000, count=40)
    shown = draw_sample(quick.office, actor, "LIN-1", "file-look", given)
    assert sorted(Counter(line.worker for line in shown.lines).values()) == [10, 10, 10, 10]


def at_once(act: Callable[[], object]) -> None:
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(act) for _ in range(2)]:
            done.result(timeout=20)


def test_two_at_the_same_moment_are_one(linden: Council) -> None:
    office, ade = linden.office, linden.actor("Ade")
    at_once(lambda: drawn(linden))
    (one,) = load_book(office, ade).last
    assert len(one.lines) == 2
    at_once(lambda: swap(office, ade, one.draw, one.lines[0].position, "gone", ""))
    at_once(lambda: draw_again(office, ade, one.draw, 1, "mistake", ""))
    now = load_shown(office, ade, one.draw)
    assert (len(now.lines), now.swaps, now.redraws) == (2, 1, 1)
    assert proof(linden, one) == ()
