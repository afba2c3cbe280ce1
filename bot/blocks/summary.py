"""A summary as a message: the private preview with its controls, and the copy that is posted. Words: figures.py."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.blocks import claims
from bot.blocks import figures as said
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    clipped,
    context,
    header,
    modal,
    option,
    section,
    sections,
    select,
    standalone,
    units,
)
from bot.blocks.trends import came_up_blocks, trend_blocks
from bot.blocks.words import clock_time, day
from bot.domain.figures import Counted, Figures, Tally, WorkRow
from bot.domain.summaries import Chosen, Drilled, Option, Own, Posted, Preview

MOST_ROWS = 45
_TITLE = 60
_MOST_ANSWERS = 4500
"""Units of text that answers question by question may take: all blocks of a message together have room for 10,000."""
_WITHHELD = 900
_MOST_OPTIONS = 100
_FILES = (Option("pdf", "To read (PDF)"), Option("xlsx", "A spreadsheet"), Option("csv", "Text with commas (CSV)"))
_MOST_POINTS = 20
_FIGURES_OF, _WHICH = "Figures of", "Which figure?"
_COLUMNS: tuple[tuple[str, str], ...] = (
    ("done_late", "Done late"),
    ("late", "Past its date"),
    ("missed", "Missed"),
    ("excused", "Excused"),
    ("nothing", "Nothing to check"),
)
_NOT_TOLD = "–"
_BUTTON = 75
_VALUE = 2000
_UNKNOWN = 100


def preview_message(preview: Preview) -> Message:
    """What the asker alone sees."""
    figures = preview.figures
    blocks = [*_body(figures, preview.about), *(context(hint) for hint in preview.hints), *_controls(preview)]
    return Message(_text(figures, preview.about, *preview.hints), blocks)


def posted_message(posted: Posted, now: datetime) -> Message:
    """For everybody in a channel: no controls, and who answers for it."""
    figures = posted.figures
    by = f"Posted by {posted.by} on {day(now.date())} at {clock_time(now, now)}."
    repeat = "This may be a repeat: Slack did not say whether the first copy arrived." if posted.is_repeat else ""
    small = " ".join(filter(None, (by, _MONTHS_ONLY, repeat)))
    return Message(_text(figures, posted.about, small), [*_body(figures, posted.about), context(small)])


_MONTHS_ONLY = "Counted in whole months. Where a figure rests on too few people, only what was done is shown."


def _body(figures: Figures, about: str) -> list[Block]:
    rest = " ".join(filter(None, (said.actions_line(figures), said.themes_line(figures))))
    withheld = said.withheld_line(figures)
    return [
        header(said.heading(figures, about)),
        section(said.opening(figures)),
        *_table(said.shown_rows(figures), figures),
        *_chart(figures),
        *_answers(figures),
        *_listed(said.OFTEN_IN_PLACE, said.often(figures)),
        *_listed(said.NEEDS_ATTENTION, said.attention(figures)),
        section(rest),
        *([context(clipped(withheld, _WITHHELD))] if withheld else []),
    ]


def _listed(head: str, lines: Sequence[str]) -> list[Block]:
    return sections([head, *(f"• {line}" for line in lines)]) if lines else []


def _table(rows: Sequence[WorkRow], figures: Figures) -> list[Block]:
    """Columns in which there is nothing are left out: it is read on phones."""
    if not rows:
        return []
    shown = rows[:MOST_ROWS]
    columns = [(name, head) for name, head in _COLUMNS if any(getattr(row.now, name) for row in shown)]
    has_before = any(row.before for row in shown)
    heads = ["Check", "Done", "Expected", *(head for _, head in columns)]
    heads += [f"was {said.before_name(figures.scope.period)}"] if has_before else []
    lines = [heads, *([*_cells(row, [name for name, _ in columns]), *_was(row, has_before)] for row in shown)]
    if len(rows) > len(shown):
        lines.append([f"and {len(rows) - len(shown)} more checks", *[_NOT_TOLD] * (len(heads) - 1)])
    settings: list[Block | None] = [{"is_wrapped": True}, *([{"align": "right"}] * (len(heads) - 1))]
    cells = [[{"type": "raw_text", "text": cell} for cell in row] for row in lines]
    return [{"type": "table", "rows": cells, "column_settings": settings}]


def _cells(row: WorkRow, names: Iterable[str]) -> list[str]:
    figures = (getattr(row.now, name) for name in names)
    return [clipped(row.title, _TITLE), str(row.now.done), _expected(row.now), *map(_cell, figures)]


def _cell(figure: int | None) -> str:
    return _NOT_TOLD if figure is None else str(figure)


def _expected(tally: Tally) -> str:
    """Of the part that may be told, how much of it was done."""
    if tally.among is None and tally.owed is None:
        return _cell(tally.expected)
    said = [] if tally.owed is None else [f"{tally.owed} owed"]
    said += [] if tally.among is None else [f"told {tally.expected}, {tally.among} of them done"]
    return "; ".join(said)


def _was(row: WorkRow, has_before: bool) -> list[str]:
    if not has_before:
        return []
    return [said.done_of(row.before) if row.before else _NOT_TOLD]


def _chart(figures: Figures) -> list[Block]:
    """A picture of what stands in the words as well; one month alone needs none."""
    months = figures.months[:_MOST_POINTS]
    if len(months) == 1 or not any(month.done or month.expected for month in months):
        return []
    labels = [f"{month.first:%b %Y}" for month in months]
    series = [("Done", [month.done for month in months])]
    expected = [month.expected for month in months]
    if None not in expected:
        series.append(("Expected", [many or 0 for many in expected]))
    drawn = [{"name": name, "data": _points(labels, values)} for name, values in series]
    axes = {"categories": labels, "y_label": "Checks"}
    chart = {"type": "bar", "series": drawn, "axis_config": axes}
    return [{"type": "data_visualization", "title": "Checks done, by month of the due date", "chart": chart}]


def _points(labels: Sequence[str], values: Sequence[int]) -> list[Block]:
    return [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]


def _answers(figures: Figures) -> list[Block]:
    """Question by question, where one check was asked about."""
    return sections(_answer_lines(figures)) if figures.scope.form else []


def _answer_lines(figures: Figures) -> list[str]:
    shown: list[str] = []
    for item in figures.answers:
        line = f"• {said.answer_line(item)}"
        if units("\n".join([*shown, line])) > _MOST_ANSWERS:
            return [*shown, f"And {len(figures.answers) - len(shown)} questions more: Break down has each."]
        shown.append(line)
    return shown


def _text(figures: Figures, about: str, *more: str) -> str:
    """All of it in words, for a phone and whoever has it read out; what matters most first, since it may be cut."""
    before = f"was {said.before_name(figures.scope.period)}"
    rows = [said.work_line(row, before) for row in said.shown_rows(figures)[:MOST_ROWS]]
    lines = [said.heading(figures, about) + ".", said.opening(figures)]
    lines += [*said.answers_lines(figures), said.actions_line(figures)]
    lines += [said.themes_line(figures), *more, said.month_line(figures), said.withheld_line(figures), *rows]
    return standalone("\n".join(filter(None, lines)))


def state_of(chosen: Chosen) -> str:
    """What its controls carry: a claim, like everything that comes back."""
    first, last = chosen.period.first.isoformat(), chosen.period.last.isoformat()
    parts = (chosen.key, chosen.team, first, last, chosen.framework, chosen.form, chosen.channel)
    return " ".join(part or claims.NOTHING for part in parts)


def _controls(preview: Preview) -> list[Block]:
    state = state_of(preview.chosen)
    chosen = preview.chosen
    check = f"c/{chosen.form}" if chosen.form else f"f/{chosen.framework}" if chosen.framework else claims.NOTHING
    period = f"{chosen.period.first.isoformat()} {chosen.period.last.isoformat()}"
    lists = [
        _list("summaryteam", preview.teams, "Team", chosen.team or claims.NOTHING),
        _list("summaryperiod", preview.periods, "Period", period),
        _list("summarycheck", preview.checks, "Check", check),
        _list("summaryfile", _FILES, "Download", ""),
    ]
    own = [_own(preview.own, state)] if preview.own and preview.own.teams else []
    return [actions(_buttons(preview, state), f"acts {chosen.key}"), actions(lists, state), *own]


def _own(own: Own, state: str) -> Block:
    pick = _list("summaryown", own.teams, "Choose a team", own.team or "")
    return section("This channel belongs to", pick, block_id=f"own {state}")


def _buttons(preview: Preview, state: str) -> list[Block]:
    post = [button("Post here", claims.action("summarypost"), state, "Post this summary in the channel")]
    look = [button("Break down", claims.action("summarydrill"), state, "Break down: how each figure was counted")]
    return post * preview.can_post + look


def _list(verb: str, offered: Sequence[Option], placeholder: str, current: str) -> Block:
    made = [option(there.name, there.value) for there in offered[:_MOST_OPTIONS]]
    initial = next((there for there in made if there["value"] == current), None)
    return select(claims.action(verb), made, placeholder, initial)


def drilled_view(drilled: Drilled, now: datetime) -> View:
    """How one figure was counted; another can be chosen at its top."""
    top = _which_figure(drilled)
    return modal(
        "summary",
        "How it was counted",
        [*top, *counted_blocks(drilled.counted, now), *trend_blocks(drilled.trend), *came_up_blocks(drilled.came_up)],
        state_of(drilled.chosen),
    )


def _which_figure(drilled: Drilled) -> list[Block]:
    """First of what, such as one check, since all figures in one list are too many to look through; then which."""
    groups = list(dict.fromkeys(there.group for there in drilled.keys))
    group = next(there.group for there in drilled.keys if there.value == drilled.key)
    first = {there.group: there.value for there in reversed(drilled.keys)}
    figures = [option(there.name, there.value) for there in drilled.keys if there.group == group]
    wider = _figure_list(0, _FIGURES_OF, [option(name, first[name]) for name in groups], first[group])
    # Slack keeps what was chosen in a list that stands there again, so the list of each check is one of its own.
    return [wider, _figure_list(1 + groups.index(group), _WHICH, figures, drilled.key)]


def _figure_list(place: int, label: str, options: Sequence[Block], chosen: str) -> Block:
    initial = next(there for there in options if there["value"] == chosen)
    return section(label, select(claims.action("summarycounted", place), options, label, initial), f"figure/{place}")


def counted_blocks(counted: Counted, now: datetime) -> list[Block]:
    lines = [f"Rule: {counted.rule}", f"Counted: {counted.numerator}", f"Out of: {counted.denominator}"]
    left_out = [f"• {line}" for line in counted.left_out]
    parts = [f"{name}: {figure}" for name, figure in counted.parts]
    return [
        bold(clipped(counted.what, 2900)),
        *sections(lines),
        *(sections(["Left out:", *left_out]) if left_out else []),
        *(sections(["By team:", *parts])[:3] if parts else []),
        context(f"Counted at {clock_time(counted.at, now)}."),
    ]


def summary_group() -> list[Block]:
    """On Home, for whoever may see figures."""
    go = button("Summary", claims.action("summary"), claims.NOTHING, "Summary: what was checked and what it shows")
    return [header("Summary"), section("What was checked, and what it shows, in numbers.", go, block_id="summary")]


def which_message(sentence: str, choices: Iterable[tuple[str, str]], unknown: str = "") -> Message:
    """Which words were not understood, and what they could mean, each to be pressed."""
    said = f"“{clipped(unknown, _UNKNOWN)}” was not understood. {sentence}" if unknown else sentence
    offered = [
        button(clipped(name, _BUTTON), claims.action("summaryask", position), words[:_VALUE], f"Summary of {name}")
        for position, (name, words) in enumerate(choices)
    ]
    return Message(standalone(said), [section(said), *([actions(offered, "which")] if offered else [])])


def counting_message() -> Message:
    """What stands until the summary takes its place."""
    sentence = "Counting. This message turns into the summary. If it still says so in a minute, ask again."
    return Message(standalone(sentence), [section(sentence)])
