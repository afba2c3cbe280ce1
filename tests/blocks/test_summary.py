"""What a summary says: the sentence, table, chart and lines; the same facts in its words; and never more than fits."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import figures as said
from bot.blocks.paper import without_charts
from bot.blocks.parts import Message, units
from bot.blocks.summary import drilled_view, posted_message, preview_message, state_of
from bot.domain.figures import ActionFigures, Counted, Figures, Scope, Tally, ThemeFigures, Withheld, WorkRow
from bot.domain.periods import Period
from bot.domain.summaries import Chosen, Drilled, Option, Posted, Preview
from bot.handlers.summary import read_chosen
from bot.playground.validation import message_problems, view_problems
from tests.figures import ANSWERS, AT, EAST, QUARTER, WORK, figures

CHOSEN = Chosen("k" * 13, EAST.id, QUARTER, channel="C0123")


def preview(shown: Figures, **changed: Any) -> Message:
    there = Preview(
        figures=shown,
        about="",
        chosen=CHOSEN,
        teams=(Option(EAST.id or "-", "East"), Option("-", "The whole organisation")),
        periods=(Option("2026-10-01 2026-12-31", "This quarter: Oct–Dec 2026"),),
        checks=(Option("-", "All checks"), Option("c/sample", "Quarterly sample")),
        can_post=True,
    )
    return preview_message(replace(there, **changed))


def words(message: Message) -> str:
    return f"{message.text}\n{message.blocks}"


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


def table(message: Message) -> list[list[str]]:
    (block,) = (block for block in message.blocks if block["type"] == "table")
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_a_summary_has_the_sentence_the_table_the_chart_and_the_lines_in_order() -> None:
    message = preview(figures())
    assert message_problems({"text": message.text, "blocks": message.blocks}) == []
    assert kinds(message)[:5] == ["header", "section", "table", "data_visualization", "section"]
    assert message.blocks[0]["text"]["text"] == "East · Oct–Dec 2026 · to 21 Nov"
    assert message.blocks[1]["text"]["text"] == (
        "31 of 44 checks that fall due by 31 Dec are done. 4 past their date, 1 missed, 2 excused. "
        "11 of 14 people's work looked at."
    )
    assert table(message) == [
        ["Check", "Done", "Expected", "Done late", "Past its date", "Missed", "Excused", "was Jul–Sep"],
        ["Quarterly sample", "20", "30", "2", "3", "1", "2", "12 of 15"],
        ["Yearly look", "11", "14", "0", "1", "0", "0", "–"],
    ]


@pytest.mark.parametrize(
    "fact",
    [
        "31 of 44 checks that fall due by 31 Dec are done",
        "Quarterly sample: 20 of 30 done, 2 of them done late, 3 past their date, 1 missed, 2 excused, "
        "was Jul–Sep 12 of 15.",
        "Done, by month of the due date: Oct 18 of 20, Nov 13 of 24.",
        "Often in place: Does the plan lead to change? (26 of 30, before 9 of 15).",
        "Needs attention: Are moves planned? (14 of 27).",
        "Actions: 9 open, 3 past their date, 12 closed.",
        "Themes: recording (6). Good practice: kindness (2).",
        "Not shown: Was it urgent (it rests on fewer than 5 records).",
    ],
)
def test_the_words_of_the_message_hold_every_fact(fact: str) -> None:
    assert fact in preview(figures()).text


def test_what_is_in_place_and_what_is_not_are_lists_that_can_be_scanned() -> None:
    lists = [block["text"]["text"] for block in preview(figures()).blocks[4:6]]
    assert lists == [
        "Often in place:\n• Does the plan lead to change? (26 of 30, before 9 of 15)",
        "Needs attention:\n• Are moves planned? (14 of 27)",
    ]


def test_one_month_alone_is_no_chart() -> None:
    (month, *_) = figures().months
    assert "data_visualization" not in kinds(preview(figures(months=(month,))))
    assert (
        f"Done, by month of the due date: Oct {month.done} of {month.expected}."
        in preview(figures(months=(month,))).text
    )


def test_without_charts_all_else_stays() -> None:
    message = preview(figures())
    assert kinds(without_charts(message)) == [kind for kind in kinds(message) if kind != "data_visualization"]
    assert without_charts(message).text == message.text


WITHHELD = Tally(20, None, None, None, None, None, None)
IN_PART = Tally(20, 15, 1, 1, 0, 0, 0, among=12)
OWED_ONLY = Tally(20, None, None, None, None, None, None, owed=24)
OWED_AND_PART = Tally(20, 15, 1, 1, 0, 0, 0, among=12, owed=24)


@pytest.mark.parametrize(
    ("tallies", "sentence"),
    [
        ([], "Nothing was due in this time, and nothing was done."),
        ([Tally(0, 0, 0, 0, 0, 0, 0)], "Nothing was due in this time, and nothing was done."),
        ([Tally(0, 4, 0, 4, 0, 0, 0)], "0 of 4 checks done (0 %). 4 past their date."),
        ([WITHHELD], "20 checks done."),
        ([IN_PART], "20 checks done. Where the number expected may be told: 12 of 15. 1 past their date."),
        ([WITHHELD, Tally(1, 2, 0, 1, 0, 0, 0)], "21 checks done. Where the number expected may be told: 1 of 2. "
         "1 past their date."),
        ([Tally(1, 1, 0, 0, 0, 0, 0)], "1 of 1 checks done (100 %)."),
        ([OWED_ONLY, Tally(5, 6, 0, 1, 0, 0, 0)], "25 of 30 checks done (83 %). "
         "Where it cannot be told how checks stand, excused ones count as expected. 1 past their date."),
        ([OWED_ONLY, WITHHELD], "40 checks done. Where the number expected may be told: 20 of 24. "
         "Where it cannot be told how checks stand, excused ones count as expected."),
    ],
)  # fmt: skip
def test_the_opening_says_only_what_may_be_told(tallies: list[Tally], sentence: str) -> None:
    work = tuple(WorkRow(f"form{n}", f"Form {n}", tally, None) for n, tally in enumerate(tallies))
    over = replace(figures(work=work, covered=None, answers=()), until=date(2026, 12, 31))
    assert said.opening(over) == sentence


def test_what_was_handed_in_while_nothing_fell_due_is_not_said_to_be_nothing() -> None:
    shown = preview(figures(work=(), covered=None)).text
    assert "Nothing fell due in this time. What was handed in during it is told below." in shown


def test_what_is_withheld_is_a_dash_and_never_a_nought() -> None:
    rows = table(preview(figures(work=(WorkRow("sample", "Sample", WITHHELD, None), WORK[1]))))
    assert rows[1] == ["Sample", "20", "–", "–"]
    in_part = table(preview(figures(work=(WorkRow("sample", "Sample", IN_PART, WITHHELD),))))
    assert in_part == [
        ["Check", "Done", "Expected", "Done late", "Past its date", "was Jul–Sep"],
        ["Sample", "20", "told 15, 12 of them done", "1", "1", "20"],
    ]


def test_how_many_were_owed_is_told_where_how_they_stand_is_not() -> None:
    shown = preview(
        figures(work=(WorkRow("a", "Sample", OWED_ONLY, IN_PART), WorkRow("b", "Look", OWED_AND_PART, OWED_ONLY)))
    )
    assert table(shown)[1:] == [
        ["Sample", "20", "24 owed", "–", "–", "20, told 12 of 15"],
        ["Look", "20", "24 owed; told 15, 12 of them done", "1", "1", "20 of 24 owed"],
    ]
    assert "Sample: 20 of 24 owed done" in shown.text


def test_each_reason_for_hiding_stands_once_and_rows_of_nothing_not_at_all() -> None:
    few = (*tuple(Withheld(what, "too few.") for what in ("A", "B", "C", "D", "A")), Withheld("E", "their own."))
    assert said.withheld_line(figures(withheld=few)) == "Not shown: A, B, C and 1 more (too few); E (their own)."
    nothing = WorkRow("none", "None", Tally(0, 0, 0, 0, 0, 0, 0), Tally(0, 0, 0, 0, 0, 0, 0))
    shown = table(preview(figures(work=(nothing, WORK[0], WorkRow("late", "Once", nothing.now, WORK[0].now)))))
    assert [row[0] for row in shown] == ["Check", "Quarterly sample", "Once"]


def test_actions_that_may_not_be_told_are_left_out() -> None:
    assert said.actions_line(figures(actions=ActionFigures(4, None, None))) == "Actions: 4 closed."


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), "Jul–Sep"),
        (date(2026, 4, 1), date(2026, 6, 30), "Jan–Mar"),
        (date(2026, 4, 1), date(2027, 3, 31), "Apr 2025–Mar 2026"),
        (date(2026, 11, 1), date(2026, 11, 30), "Oct"),
        (date(2026, 11, 3), date(2026, 11, 30), "the time before"),
    ],
)
def test_the_time_before_is_as_long(first: date, last: date, before: str) -> None:
    assert said.before_name(Period(first, last)) == before


def test_a_check_that_was_asked_about_shows_every_question() -> None:
    message = preview(figures(scope=Scope(EAST, QUARTER, "maple", "sample")), about="Quarterly sample")
    shown = words(message)
    assert message.blocks[0]["text"]["text"].startswith("East · Quarterly sample · ")
    assert "Does the plan lead to change? Yes 26, No 4. In place: 26 of 30, before 9 of 15." in shown
    assert "Was it urgent? Too few records to tell." in shown


def test_a_posted_copy_has_no_controls_and_says_who_answers_for_it() -> None:
    posted = Posted(figures(shared=True), "", "Quinn", "k" * 13, "C1", "e" * 13)
    message = posted_message(posted, AT)
    assert message_problems({"text": message.text, "blocks": message.blocks}) == []
    assert "actions" not in kinds(message)
    assert "Posted by Quinn on Sat 21 Nov 2026 at 10:41." in message.blocks[-1]["elements"][0]["text"]
    assert "repeat" not in words(message)
    assert "may be a repeat" in words(posted_message(replace(posted, is_repeat=True), AT))


def test_what_a_control_carries_comes_back_as_it_was() -> None:
    for chosen in (CHOSEN, CHOSEN.but(team=None, channel="", framework="maple", form="own-look")):
        assert read_chosen(state_of(chosen)) == chosen
    assert len(state_of(CHOSEN.but(form="f" * 60, framework="f" * 60))) <= 255


def test_outside_a_channel_nothing_can_be_posted() -> None:
    labels = [element["text"]["text"] for element in preview(figures(), can_post=False).blocks[-2]["elements"]]
    assert "Post here" not in labels
    assert "Break down" in labels


@given(
    rows=st.integers(0, 90),
    items=st.integers(0, 90),
    title=st.text("Wäh😀 &<>", min_size=1, max_size=200),
    asked=st.booleans(),
)
def test_however_much_there_is_slack_takes_it(rows: int, items: int, title: str, asked: bool) -> None:
    work = tuple(WorkRow(f"form{n}", title, WORK[0].now, WORK[0].before) for n in range(rows))
    answers = tuple(replace(ANSWERS[n % 3], ask=f"{title}{n}") for n in range(items))
    scope = Scope(EAST, QUARTER, "maple", "sample" if asked else None)
    shown = figures(work=work, answers=answers, scope=scope, withheld=figures().withheld * 30)
    message = preview(shown, about=title)
    assert message_problems({"text": message.text, "blocks": message.blocks}, method="chat.update") == []
    assert units(message.text) <= 3900


def test_how_a_figure_was_counted_is_a_form_with_every_other_figure_to_choose() -> None:
    keys = tuple(
        Option(f"answer/sample/{n}", f"Question {n}", "A sample" if n else "What was done") for n in range(150)
    )
    counted = Counted(
        "31 of 44", "One for each.", "Those done.", "All due.", ("Withdrawn.",), AT, (("East", "3 of 4"),)
    )
    view = drilled_view(Drilled(CHOSEN, keys, keys[3].value, counted), AT)
    assert view_problems(view) == []
    wider, figures = (block["accessory"] for block in view["blocks"][:2])
    assert [there["text"]["text"] for there in wider["options"]] == ["What was done", "A sample"]
    assert [there["value"] for there in wider["options"]] == [keys[0].value, keys[1].value]
    assert wider["initial_option"]["text"]["text"] == "A sample"
    listed = [there["value"] for group in figures["option_groups"] for there in group["options"]]
    assert listed == [key.value for key in keys[1:]]
    assert figures["initial_option"]["value"] == keys[3].value
    shown = str(view)
    for fact in ("Rule: One for each.", "Counted: Those done.", "Out of: All due.", "• Withdrawn.", "East: 3 of 4"):
        assert fact in shown


def test_each_check_has_a_list_of_its_own_that_slack_does_not_take_for_another() -> None:
    keys = tuple(Option(key, "Is the plan clear?", check) for key, check in (("a", "Yearly look"), ("b", "Audit")))
    counted = Counted("31 of 44", "One for each.", "Those done.", "All due.", (), AT)
    lists = [drilled_view(Drilled(CHOSEN, keys, key, counted), AT)["blocks"][1] for key in "ab"]
    assert [len(there["accessory"]["options"]) for there in lists] == [1, 1]
    assert len({(there["block_id"], there["accessory"]["action_id"]) for there in lists}) == 2


def test_good_practice_that_was_marked_alone_comes_last_and_is_no_theme() -> None:
    marked = (ThemeFigures("", "Without a theme", 13, True), ThemeFigures("care", "Support", 2, True))
    assert said.themes_line(figures(themes=marked)) == "Good practice: Support (2), and 13 under no theme."
    assert said.themes_line(figures(themes=marked[:1])) == "Good practice: 13 under no theme."
