"""What is published holds no number from 1 to 7, none that is not a multiple of 5, and all that people wrote."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures import ActionFigures, Figures, Node, Scope
from bot.domain.papers import Bars, Block, Fact, Facts, Lines, Shares, Table, Words
from bot.domain.periods import Period
from bot.flows.reporting.published import NOTE, TOO_SMALL, published
from bot.flows.reporting.sections import Gathered, sections_of
from bot.frameworks.library import Library
from bot.frameworks.reports import Report
from tests.frameworks.test_reports import PLAIN_REPORT


def one(block: Block) -> Block:
    (found,) = published(iter([block]))
    return found


@given(st.integers(0, 100_000))
def test_every_count_is_hidden_or_rounded(number: int) -> None:
    table = one(Table("Work", ("Check", "Done"), (("Visits", number),)))
    assert isinstance(table, Table)
    shown = table.rows[0][1]
    if 1 <= number <= 7:
        assert shown == "*"
    else:
        assert isinstance(shown, int)
        assert (shown % 5, abs(shown - number) <= 2) == (0, True)


def test_a_table_says_what_was_done_to_its_numbers_and_keeps_the_rest() -> None:
    told = one(Table("Load", ("Role", "Average", "People"), (("Workers", 13.4, 12), ("Others", None, 5)), "Note."))
    assert told == Table(
        "Load", ("Role", "Average", "People"), (("Workers", 13.4, 10), ("Others", None, "*")), f"Note. {NOTE}"
    )
    untouched = Table("Load", ("Role", "People"), (("Workers", 10), ("Others", 0)))
    assert one(untouched) == untouched


def test_sentences_and_large_figures_follow() -> None:
    assert one(Words("The work of 3 of 14 people was looked at.")) == Words(
        f"The work of * of 15 people was looked at. {NOTE}"
    )
    assert one(Lines(("recording (6)", "analysis (11)"))) == Lines(("recording (*)", "analysis (10)"))
    large = (Fact("31 of 44", "checks", "9 late"), Fact("3", "actions"), Fact("0", "checks missed", "of the 6 told"))
    assert one(Facts(large)) == Facts((Fact("30 of 45", "checks", "10 late"),))
    assert one(Facts(large[1:])) == Words(TOO_SMALL)
    assert one(Facts((Fact("0", "checks missed"),))) == Facts((Fact("0", "checks missed"),))


def test_figures_that_stand_as_text_are_hidden_too_and_questions_keep_their_numbers() -> None:
    table = one(Table("Answers", ("Question", "Before"), (("Within 28 days?", "2 of 6"), ("In 5?", "12 of 14"))))
    assert isinstance(table, Table)
    assert table.rows == (("Within 28 days?", "* of *"), ("In 5?", "10 of 15"))
    said = Words("Most often in place: “Done in 28 days?” (9 of 12).")
    assert one(said) == Words("Most often in place: “Done in 28 days?” (10 of 10).")


def test_a_chart_shows_the_same_and_says_so() -> None:
    bars = one(Bars("Done", "Jul 2026: 4 done.", ("Jul 2026", "Aug 2026"), (4.0, 22.0), (9.0, None)))
    assert bars == Bars(
        "Done", "Jul 2026: * of 10; Aug 2026: 20 of *.", ("Jul 2026", "Aug 2026"), (None, 20.0), (10.0, None)
    )
    assert [*published(iter([Shares("It", "1 of 8", ("a",), ("yes", "no"), ((1, 7),))]))] == []


def test_a_report_is_published_so_where_its_file_says_so() -> None:
    scope = Scope(Node(None, "All", frozenset()), Period(date(2026, 7, 1), date(2026, 9, 30)))
    figures = Figures(
        scope,
        scope.period.last,
        datetime(2026, 10, 9, tzinfo=UTC),
        True,
        (),
        (),
        None,
        (),
        ActionFigures(3, 12, 2),
        (),
        (),
    )
    section = {"name": "todo", "title": "To do", "kind": "actions", "ask": "What else?"}
    gathered = Gathered(figures, (), Library(), "garden", "", words={"todo": "We did 3 of 4."})
    for is_published, told in ((True, [10, "*", "*"]), (False, [12, 2, 3])):
        report = Report.model_validate({**PLAIN_REPORT, "sections": [section], "published": is_published})
        written, table = sections_of(report, gathered)[1].blocks
        assert written == Words("We did 3 of 4.")
        assert isinstance(table, Table) and [many for _, many in table.rows] == told
