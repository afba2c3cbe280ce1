"""What a report says of figures of which only a part may be told: never of more done than were expected."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks import figures as said
from bot.domain.figures import ActionFigures, Figures, ItemFigures, Node, Scope, Tally, ThemeFigures, Withheld, WorkRow
from bot.domain.papers import Block, Fact, Facts, Lines, Shares, Table, Words
from bot.domain.periods import Period
from bot.flows.reporting import telling

WHOLE = Tally(done=5, expected=9, done_late=1, late=0, missed=3, excused=1, nothing=0)
IN_PART = Tally(done=12, expected=8, done_late=1, late=1, missed=0, excused=0, nothing=0, among=7)
HIDDEN = Tally(done=4, expected=None, done_late=None, late=None, missed=None, excused=None, nothing=None)
OWED = Tally(done=4, expected=None, done_late=None, late=None, missed=None, excused=None, nothing=None, owed=6)
NONE = Tally(done=0, expected=0, done_late=0, late=0, missed=0, excused=0, nothing=0)
SCOPE = Scope(Node(None, "All", frozenset()), Period(date(2026, 7, 1), date(2026, 9, 30)))


def of(*tallies: Tally, answers: tuple[ItemFigures, ...] = ()) -> Figures:
    rows = tuple(WorkRow(f"f{number}", f"Check {number}", tally, tally) for number, tally in enumerate(tallies))
    made = datetime(2026, 10, 9, tzinfo=UTC)
    agreed = ActionFigures(3, None, None)
    return Figures(SCOPE, SCOPE.period.last, made, True, rows, (), None, answers, agreed, (), ())


def tables(blocks: list[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def facts(figures: Figures) -> tuple[Fact, ...]:
    first = next(iter(telling.in_short(figures)))
    assert isinstance(first, Facts)
    return first.facts


def test_what_was_done_of_those_expected_stands_apart_where_more_was_done() -> None:
    now, before, bare = tables(telling.work(of(WHOLE, IN_PART, HIDDEN), ()))
    assert now.columns[:4] == ("Check", "Expected", "Done", "Done of those expected")
    assert [row[1:4] for row in now.rows] == [(9, 5, 5), (8, 12, 7)]
    assert [row[1:] for row in before.rows] == [(9, 5, 5), (8, 12, 7)]
    assert now.note == before.note != ""
    assert bare.columns == ("Check", "Done", "The time before")
    assert bare.rows == (("Check 2", 4, 4),)
    assert "Fewer than three people" in bare.note


def test_what_was_neither_owed_nor_done_fills_no_line() -> None:
    assert [len(table.rows) for table in tables(telling.work(of(WHOLE, NONE), ()))] == [1, 1]
    assert telling.work(of(NONE), ()) == [Words("There is nothing to count here for this time.")]
    (team,) = tables(telling.by_team([of(HIDDEN, NONE), of(NONE)], ()))
    assert (team.columns, team.rows) == (("Team", "Done"), ((team.rows[0][0], 4),))
    assert "No more than this may be told" in team.note


def test_what_fell_due_in_the_time_before_alone_stands_only_there() -> None:
    row = of(WHOLE).work[0]
    passed = replace(row, title="Over", now=NONE, before=WHOLE)
    now, before = tables(telling.work(replace(of(WHOLE), work=(row, passed)), ()))
    assert [line[0] for line in now.rows] == [row.title]
    assert [line[0] for line in before.rows] == [row.title, "Over"]


@pytest.mark.parametrize(
    ("tallies", "rows", "said"),
    [
        ((WHOLE, HIDDEN), [("Check 0", 1, 0)], "too few people it is not told"),
        ((HIDDEN, OWED), [], "too few people it is not told"),
        ((replace(WHOLE, excused=0), HIDDEN), [], "Where that may be told, nothing was excused"),
        ((replace(WHOLE, excused=0),), [], "Nothing was excused"),
    ],
)
def test_what_was_excused_is_a_table_only_of_what_may_be_told(
    tallies: tuple[Tally, ...], rows: list[tuple[str, int, int]], said: str
) -> None:
    (found,) = telling.excused(of(*tallies), ())
    assert (list(found.rows) if isinstance(found, Table) else []) == rows
    assert said in (found.note if isinstance(found, Table) else str(found))


def test_what_is_left_out_for_one_reason_is_told_once() -> None:
    left = (Withheld("Own look", "too few"), Withheld("Bed look", "too few"), Withheld("Themes", "none"))
    _, lines = telling.method(replace(of(WHOLE), withheld=left), "")
    assert lines == Lines(("Own look, Bed look: too few", "Themes: none"))


def test_where_all_may_be_told_no_column_is_added() -> None:
    now, _ = tables(telling.work(of(WHOLE), ()))
    assert now.columns == (
        "Check",
        "Expected",
        "Done",
        "Done late",
        "Past its date",
        "Missed",
        "Excused",
        "Nothing to check",
    )
    assert (now.rows, now.note) == ((("Check 0", 9, 5, 1, 0, 3, 1, 0),), "")


def test_at_a_glance_it_is_said_of_which_part() -> None:
    assert facts(of(WHOLE, WHOLE))[:2] == (
        Fact("10 of 18", "checks done"),
        Fact("6", "checks missed or past their date"),
    )
    assert facts(of(WHOLE, IN_PART))[:2] == (
        Fact("17", "checks done", "12 of 17 where that may be told"),
        Fact("4", "checks missed or past their date", "of the 17 of which that may be told"),
    )
    assert facts(of(WHOLE, HIDDEN)) == (
        Fact("9", "checks done", "5 of 9 where that may be told"),
        Fact("3", "checks missed or past their date", "of the 9 of which that may be told"),
    )
    assert facts(of(WHOLE, OWED)) == (
        Fact("9 of 15", "checks done", "what was excused is among those owed"),
        Fact("3", "checks missed or past their date", "of the 9 of which that may be told"),
    )
    assert facts(of(HIDDEN)) == facts(of(HIDDEN, NONE)) == (Fact("4", "checks done"),)
    assert facts(of()) == (Fact("0", "checks done"), Fact("0", "checks missed or past their date"))


def test_teams_are_added_up_the_same_way() -> None:
    (table,) = tables(telling.by_team([of(WHOLE, IN_PART), of(WHOLE, HIDDEN)], ()))
    assert [row[1:5] for row in table.rows] == [(17, 17, 12, 2), (9, 9, 5, 1)]


def test_how_many_were_owed_stands_beside_where_how_they_stand_may_not_be_told() -> None:
    now, *_ = tables(telling.work(of(WHOLE, OWED, HIDDEN), ()))
    assert now.columns[:4] == ("Check", "Owed", "Expected", "Done")
    assert [row[1:4] for row in now.rows] == [(10, 9, 5), (6, None, 4)]
    (teams,) = tables(telling.by_team([of(WHOLE, OWED), of(OWED), of(HIDDEN)], ()))
    assert [row[1:5] for row in teams.rows] == [(16, 9, 9, 5), (6, None, 4, None), (None, None, 4, None)]


def test_one_question_alone_is_not_both_the_best_and_the_worst() -> None:
    item = ItemFigures("f0", "1", 1, "Was it seen?", 6, told=True, counts=(("Yes", 5), ("No", 1)), good=5, of=6)
    said = [block.text for block in telling.in_short(of(WHOLE, answers=(item,))) if isinstance(block, Words)]
    assert said == ["Most often in place: “Was it seen?” (5 of 6)."]


def test_of_questions_that_are_in_place_as_often_none_is_the_worst() -> None:
    items = tuple(
        ItemFigures("f0", name, 1, f"{name}?", 6, told=True, counts=(("Yes", good),), good=good, of=6)
        for name, good in (("A", 5), ("B", 5), ("C", 4))
    )
    (alike,) = (there.text for there in telling.in_short(of(WHOLE, answers=items[:2])) if isinstance(there, Words))
    assert alike == "Most often in place: “A?” (5 of 6)."
    (apart,) = (there.text for there in telling.in_short(of(WHOLE, answers=items)) if isinstance(there, Words))
    assert apart.endswith("Least often: “C?” (4 of 6).")


def test_coverage_that_is_not_shown_is_not_said_to_be_none() -> None:
    (shared,), (alone,) = (telling.coverage(replace(of(WHOLE), shared=shared)) for shared in (True, False))
    assert isinstance(shared, Words) and "is not shown here: the work of too few people" in shared.text
    month = Period(date(2026, 7, 1), date(2026, 7, 31))
    (part,) = telling.coverage(replace(of(WHOLE), scope=replace(of(WHOLE).scope, period=month)))
    assert isinstance(part, Words) and "only of whole quarters" in part.text
    assert alone == Words("No check of this time says whose work is to be looked at.")


def item(number: int, *labels: str) -> ItemFigures:
    counts = tuple((label, number) for label in labels)
    return ItemFigures("f0", str(number), 1, f"Question {number}?", 6, told=True, counts=counts, good=number, of=6)


def test_questions_with_the_same_answers_share_a_table_and_the_others_have_one_together() -> None:
    asked = (
        item(1, "Yes", "No"),
        item(2, "Yes", "No"),
        item(3, "Met", "Not met"),
        item(4, "Some of them, but not all"),
    )
    shares, same, others = telling.answers(asked)
    assert isinstance(shares, Shares) and isinstance(same, Table) and isinstance(others, Table)
    assert same.caption == shares.title == "Answered with Yes, No"
    assert [row[0] for row in same.rows] == ["Question 1?", "Question 2?"]
    assert [row[2] for row in others.rows] == ["3 Met, 3 Not met", "4 Some of them, but not all"]


def test_a_report_and_a_summary_name_the_same_questions_in_the_same_order() -> None:
    """Of two that are in place as often, too; what is in place least comes first where it needs attention."""
    asked = [replace(item(good, "Yes"), item=name) for good, name in ((1, "c"), (6, "b"), (1, "d"), (6, "a"), (3, "e"))]
    asked = [replace(there, ask=f"Question {there.item}?", of=6) for there in asked]
    told = of(WHOLE, answers=tuple(asked))
    (table,) = tables(telling.answers(asked, "ends"))
    order = [str(row[0])[-2] for row in table.rows]
    assert order == ["a", "b", "e", "d", "c"]
    assert [line[9] for line in (*said.often(told), *said.attention(told))] == ["a", "b", "d", "c", "e"]


def test_themes_that_are_held_back_are_not_said_to_be_none() -> None:
    none, held = of(WHOLE), replace(of(WHOLE), withheld=(Withheld("Some themes", "too few"),))
    assert telling.themes(none, good=False) == [Words("Nothing was marked in this time.")]
    assert telling.themes(held, good=True) == [Words("What was marked is not shown: too few checks are behind it.")]
    marked = (ThemeFigures("voice", "Voice", 6), ThemeFigures("voice", "Voice", 5, good_practice=True))
    plain, good = (telling.themes(replace(held, themes=marked), good=good)[0] for good in (False, True))
    assert isinstance(plain, Table) and isinstance(good, Table)
    assert (plain.rows, good.rows) == ((("Voice", 6),), (("Voice", 5),))
    assert plain.caption != good.caption
