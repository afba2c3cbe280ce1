"""Figures in words: each sentence of a summary, the same on screen, in a channel and for who has it read out. Pure."""

from collections.abc import Sequence

from bot.blocks.words import count
from bot.domain.figures import Figures, ItemFigures, Tally, ThemeFigures, WorkRow, by_share
from bot.domain.periods import Period
from bot.frameworks.spans import months_after

OFTEN = 0.8
"""From this share of good answers on, something is often in place; below it, it needs attention."""
_NOTHING = "Nothing was due in this time, and nothing was done."
_NONE_DUE = "Nothing fell due in this time. What was handed in during it is told below."
_LISTED = 3
_THEMES = 6


def heading(figures: Figures, about: str) -> str:
    """Team, check, time, and how far it is counted."""
    period = figures.scope.period
    until = f"to {figures.until.day} {figures.until:%b}" if figures.until < period.last else ""
    return " · ".join(filter(None, (figures.scope.node.name, about, period.name, until)))


def opening(figures: Figures) -> str:
    """The one sentence, or two or three."""
    rows = [row.now for row in figures.work]
    if not any(row.done or row.expected or row.expected is None for row in rows) and not figures.covered:
        return _NONE_DUE if any(item.records for item in figures.answers) else _NOTHING
    said = [_done(rows, _comes_by(figures))]
    named = {"late": "past their date", "missed": "missed", "excused": "excused"}
    sums = {words: sum(getattr(row, name) or 0 for row in rows) for name, words in named.items()}
    others = [f"{many} {words}" for words, many in sums.items() if many]
    said += [f"{', '.join(others)}."] if others else []
    if figures.covered:
        said.append(f"{share(figures.covered.looked_at, figures.covered.of)} people's work looked at.")
    return " ".join(said)


def _comes_by(figures: Figures) -> str:
    """The day until which more falls due, where the time is not over and what is still to come is expected as well."""
    last = figures.scope.period.last
    return "" if figures.shared or figures.until >= last else f"{last.day} {last:%b}"


def _done(rows: Sequence[Tally], by: str) -> str:
    """What was expected is of the part that may be told, where that is not all. No share of what is still to come."""
    done, known = sum(row.done for row in rows), [row.share for row in rows if row.share]
    among, expected = sum(part for part, _ in known), sum(whole for _, whole in known)
    counts = f" {EXCUSED_TOO}" if any(row.owed for row in rows) else ""
    if len(known) == len(rows) and among == done and expected:
        if by:
            return f"{share(done, expected)} checks that fall due by {by} are done.{counts}"
        return f"{share(done, expected)} checks done ({round(100 * done / expected)} %).{counts}"
    some = f" Where the number expected may be told: {share(among, expected)}.{counts}" if expected else ""
    return f"{count(done, 'check')} done.{some}"


EXCUSED_TOO = "Where it cannot be told how checks stand, excused ones count as expected."


def done_of(tally: Tally) -> str:
    """Such as 31 of 44; 40, told 25 of 30; 40 of 44 owed; or 40 alone."""
    if tally.among is None and tally.owed is None:
        return share(tally.done, tally.expected)
    said = str(tally.done) if tally.owed is None else f"{share(tally.done, tally.owed)} owed"
    return said if tally.among is None else f"{said}, told {share(tally.among, tally.expected)}"


def share(part: int, whole: int | None) -> str:
    return str(part) if whole is None else f"{part} of {whole}"


def before_name(period: Period) -> str:
    """The time that comes before and is as long, as the head of a column."""
    if not period.is_whole_months:
        return "the time before"
    first = months_after(period.first, -period.months)
    last = months_after(period.first, -1)
    if period.months == 1:
        return f"{first:%b}"
    return f"{first:%b}–{last:%b}" if first.year == last.year else f"{first:%b %Y}–{last:%b %Y}"


def work_line(row: WorkRow, before: str) -> str:
    """One check as a line of the message's words, which stand alone."""
    now = row.now
    named = (
        ("past their date", now.late),
        ("missed", now.missed),
        ("excused", now.excused),
        ("with nothing to check", now.nothing),
    )
    said = [f"{row.title}: {done_of(now)} done"]
    said += [f"{now.done_late} of them done late"] if now.done_late else []
    said += [f"{many} {words}" for words, many in named if many]
    said += [f"{before} {done_of(row.before)}"] if row.before else []
    return f"{', '.join(said)}."


def month_line(figures: Figures) -> str:
    """What the picture shows."""
    said = ", ".join(
        f"{month.first:%b} {share(month.done, month.expected)}"
        for month in figures.months
        if month.done or month.expected
    )
    return f"Done, by month of the due date: {said}." if said else ""


OFTEN_IN_PLACE, NEEDS_ATTENTION = "Often in place:", "Needs attention:"


def often(figures: Figures) -> list[str]:
    """What is in place, the highest first."""
    return [_good(item) for item in by_share(figures.answers) if (item.share or 0) >= OFTEN][:_LISTED]


def attention(figures: Figures) -> list[str]:
    """The lowest first."""
    return [_good(item) for item in reversed(by_share(figures.answers)) if (item.share or 0) < OFTEN][:_LISTED]


def answers_lines(figures: Figures) -> list[str]:
    """Both, each in a line that can be read out."""
    listed = ((OFTEN_IN_PLACE, often(figures)), (NEEDS_ATTENTION, attention(figures)))
    return [f"{head} {' · '.join(found)}." for head, found in listed if found]


def _good(item: ItemFigures) -> str:
    was = (
        f", before {share(item.good_before, item.of_before)}" if item.good_before is not None and item.of_before else ""
    )
    return f"{item.ask.rstrip('. ')} ({share(item.good or 0, item.of)}{was})"


def answer_line(item: ItemFigures) -> str:
    """Everything that was answered to one question."""
    if not item.told:
        return f"{item.ask} Too few records to tell."
    counts = ", ".join(f"{label} {many}" for label, many in item.counts)
    good = f". In place: {_good_of(item)}" if item.good is not None and item.of else ""
    return f"{item.ask} {counts}{good}."


def _good_of(item: ItemFigures) -> str:
    was = (
        f", before {share(item.good_before, item.of_before)}" if item.good_before is not None and item.of_before else ""
    )
    return f"{share(item.good or 0, item.of)}{was}"


def actions_line(figures: Figures) -> str:
    there = figures.actions
    said = [f"{there.opened} open"] if there.opened is not None else []
    said += [f"{there.late} past their date"] if there.late is not None else []
    return f"Actions: {', '.join([*said, f'{there.closed} closed'])}."


def themes_line(figures: Figures) -> str:
    """Themes, then what was marked as good practice; by how often."""
    ranked = sorted(figures.themes, key=lambda theme: (-theme.many, theme.title))
    themes = _marked([theme for theme in ranked if not theme.good_practice])
    good = _marked([theme for theme in ranked if theme.good_practice])
    return " ".join(filter(None, (themes and f"Themes: {themes}.", good and f"Good practice: {good}.")))


def _marked(themes: Sequence[ThemeFigures]) -> str:
    """Those that were marked alone, under no theme, come last."""
    said = [f"{theme.title} ({theme.many})" for theme in themes if theme.theme][:_THEMES]
    alone = sum(theme.many for theme in themes if not theme.theme)
    return ", ".join([*said, *([f"{'and ' if said else ''}{alone} under no theme"] if alone else [])])


def withheld_line(figures: Figures) -> str:
    """What is not shown and why, each reason once."""
    by_why: dict[str, list[str]] = {}
    for there in figures.withheld:
        by_why.setdefault(there.why.rstrip("."), []).append(there.what)
    said = "; ".join(f"{_few(list(dict.fromkeys(what)))} ({why})" for why, what in by_why.items())
    return f"Not shown: {said}." if said else ""


def _few(names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"


def shown_rows(figures: Figures) -> list[WorkRow]:
    """But those in which there is nothing, now or before."""
    return [row for row in figures.work if _is_something(row.now) or (row.before and _is_something(row.before))]


def _is_something(tally: Tally) -> bool:
    return bool(tally.done) or tally.expected != 0 or any((tally.missed, tally.excused, tally.nothing))
