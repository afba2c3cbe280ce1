"""From figures to what a report shows of them: tables, charts and the sentences beside them. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.domain.figures import Figures, ItemFigures, Tally, by_share
from bot.domain.papers import Bars, Block, Cell, Fact, Facts, Lines, Shares, Table, Words
from bot.flows.figures.times import quarter_of
from bot.flows.reporting.tallied import COLUMNS, counted, done_fact, in_tables, is_any, is_some, together

_ENDS = 3
_ALT_LINES = 12
_HEADS = 60
"""What fits above columns of numbers."""
_NO_FIGURES = "There is nothing to count here for this time."
_IN_PART = "This time is counted up to {day} only. What comes after that day is not in any figure here yet."
_NOT_COVERED = "How many people's work was looked at is not shown here: the work of too few people was to be looked at."
_COVERED_BY_QUARTER = "How many people's work was looked at is not shown here: it is told only of whole quarters."
_NONE_EXCUSED = "Nothing was excused, and nobody said that there was nothing to check."
_NONE_TOLD = "Where that may be told, nothing was excused and there was something to check."
_NOT_ALL = "Of what rests on too few people it is not told what was excused."
_FEW_MARKED = "What was marked is not shown: too few checks are behind it."


def in_short(figures: Figures) -> Iterator[Block]:
    """Is enough looked at, what was found, what is not getting done: for who reads no further."""
    tallies = [row.now for row in figures.work if is_some(row.now)]
    whole, facts = together(tallies), [done_fact(tallies)]
    if figures.covered:
        facts.append(Fact(f"{figures.covered.looked_at} of {figures.covered.of}", "people whose work was looked at"))
    if whole.missed is not None and whole.late is not None:
        beside = "" if whole.among is None else f"of the {whole.expected} of which that may be told"
        facts.append(Fact(str(whole.missed + whole.late), "checks missed or past their date", beside))
    if figures.actions.opened is not None:
        beside = f"{figures.actions.late} past their date" if figures.actions.late is not None else ""
        facts.append(Fact(str(figures.actions.opened), "actions open", beside))
    yield Facts(tuple(facts))
    ranked = by_share(figures.answers)
    if ranked:
        least = f" Least often: {_spoken(ranked[-1])}" if ranked[-1].share != ranked[0].share else ""
        yield Words(f"Most often in place: {_spoken(ranked[0])}{least}")


def not_counted_in(figures: Figures) -> str:
    """What has to be said of months that nobody may be told of yet; nothing where all were counted."""
    if figures.why_none or not figures.shared or figures.until >= figures.scope.period.last:
        return figures.why_none
    return _IN_PART.format(day=f"{figures.until:%-d %B %Y}")


def _spoken(item: ItemFigures) -> str:
    return f"“{item.ask}” ({item.good} of {item.of})."


def work(figures: Figures, forms: Iterable[str]) -> list[Block]:
    """What was owed and done, check by check, beside the time before; month by month where it is of all checks."""
    wanted = set(forms)
    rows = [row for row in figures.work if (not wanted or row.form in wanted) and is_any(row)]
    if not rows:
        return [Words(_NO_FIGURES)]
    found = list(in_tables(rows))
    return found if wanted else [*_months(figures), *found]


def _months(figures: Figures) -> Iterator[Block]:
    if len(figures.months) < 2 or not any(month.done or month.expected for month in figures.months):
        return
    labels = tuple(f"{month.first:%b %Y}" for month in figures.months)
    said = [
        f"{label}: {month.done} done" + ("" if month.expected is None else f" of {month.expected} expected")
        for label, month in zip(labels, figures.months, strict=True)
    ]
    done = tuple(float(month.done) for month in figures.months)
    expected = tuple(None if month.expected is None else float(month.expected) for month in figures.months)
    yield Bars("Checks done, by month of the due date", "; ".join(said) + ".", labels, done, expected)


def by_team(teams: Sequence[Figures], forms: Iterable[str]) -> list[Block]:
    wanted = set(forms)
    rows: list[tuple[str, Tally]] = []
    for there in teams:
        tallies = [row.now for row in there.work if (not wanted or row.form in wanted) and is_some(row.now)]
        if tallies:
            rows.append((there.scope.node.name, together(tallies)))
    return [counted("Team by team", "Team", rows, COLUMNS)] if rows else []


def excused(figures: Figures, forms: Iterable[str]) -> list[Block]:
    """Of nothing that is not told it is said that there was none."""
    wanted = set(forms)
    there = [row for row in figures.work if (not wanted or row.form in wanted) and is_some(row.now)]
    rows = [(row.title, row.now.excused, row.now.nothing) for row in there]
    told = [row for row in rows if row[1:] != (None, None)]
    kept = tuple(row for row in told if row[1:] != (0, 0))
    is_all = len(told) == len(rows) and all(row.now.is_whole for row in there)
    if kept:
        beside = "" if is_all else _NOT_ALL
        return [Table("Excused, or nothing to check", ("Check", "Excused", "Nothing to check"), kept, beside)]
    return [Words(_NONE_EXCUSED if is_all else f"{_NONE_TOLD} {_NOT_ALL}" if told else _NOT_ALL)]


def coverage(figures: Figures) -> list[Block]:
    covered = figures.covered
    if covered is None and figures.shared:
        period = figures.scope.period
        return [Words(_NOT_COVERED if quarter_of(period.first) == period else _COVERED_BY_QUARTER)]
    if covered is None:
        return [Words("No check of this time says whose work is to be looked at.")]
    return [Words(f"The work of {covered.looked_at} of {covered.of} people was looked at.")]


def answers(items: Sequence[ItemFigures], show: str = "all") -> list[Block]:
    told = [item for item in items if item.told]
    hidden = len(items) - len(told)
    chosen = _ends(told) if show == "ends" else _not_good(told) if show == "not-good" else told
    found: list[Block] = []
    found += _tables(_alike(chosen))
    if hidden:
        found.append(
            Words(f"{hidden} {'question is' if hidden == 1 else 'questions are'} not shown: too few answered.")
        )
    return found or [Words("Nothing was answered in this time.")]


def _ends(told: Sequence[ItemFigures]) -> list[ItemFigures]:
    """Those most often in place, then those that are so least, the lowest first."""
    ranked = by_share(told)
    return [*ranked[:_ENDS], *ranked[_ENDS:][: -_ENDS - 1 : -1]]


def _not_good(told: Sequence[ItemFigures]) -> list[ItemFigures]:
    return [item for item in told if item.good is not None and item.of and item.good < item.of]


def _alike(items: Sequence[ItemFigures]) -> Mapping[tuple[str, ...], Sequence[ItemFigures]]:
    """By the answers that there were to choose from."""
    by_labels: dict[tuple[str, ...], list[ItemFigures]] = {}
    for item in items:
        by_labels.setdefault(tuple(label for label, _ in item.counts), []).append(item)
    return by_labels


def _tables(found: Mapping[tuple[str, ...], Sequence[ItemFigures]]) -> Iterator[Block]:
    """Questions with the same answers in one table; those that would have one to themselves, together in words."""
    alone: list[ItemFigures] = []
    for labels, items in found.items():
        if len(items) == 1 or len(", ".join(labels)) > _HEADS:
            alone += items
        else:
            yield from _table(labels, items)
    if alone:
        rows = tuple((item.ask, item.records, _in_words(item), _was(item)) for item in alone)
        yield Table(
            "What else was answered", ("Question", "Answers", "What they were", "In place before"), rows
        ).as_told


def _table(labels: tuple[str, ...], items: Sequence[ItemFigures]) -> Iterator[Block]:
    caption = f"Answered with {', '.join(labels)}"
    rows = tuple((item.ask, item.records, *(many for _, many in item.counts), _was(item)) for item in items)
    if len(items) <= _ALT_LINES and len(labels) > 1:
        said = ". ".join(f"{item.ask} {_in_words(item)}" for item in items)
        values = tuple(tuple(many for _, many in item.counts) for item in items)
        yield Shares(caption, f"{said}.", tuple(item.ask for item in items), labels, values)
    yield Table(caption, ("Question", "Answers", *labels, "In place before"), rows).as_told


def _in_words(item: ItemFigures) -> str:
    return ", ".join(f"{many} {label}" for label, many in item.counts if many)


def _was(item: ItemFigures) -> Cell:
    return f"{item.good_before} of {item.of_before}" if item.good_before is not None and item.of_before else "-"


def actions(figures: Figures) -> list[Block]:
    there = figures.actions
    named: list[tuple[str, Cell]] = [("Open", there.opened), ("Past their date", there.late)]
    rows = [*named, ("Closed in this time", there.closed)]
    return [Table("Agreed actions", ("How they stand", "How many"), tuple(rows))]


def themes(figures: Figures, *, good: bool) -> list[Block]:
    """Those marked, or with `good` what was marked as good practice."""
    found = [theme for theme in figures.themes if theme.good_practice == good]
    if not found:
        return [Words(_FEW_MARKED if hides_themes(figures) else "Nothing was marked in this time.")]
    ranked = sorted(found, key=lambda theme: (-theme.many, theme.title))
    caption = "Marked as good practice" if good else "How often each theme was marked"
    return [Table(caption, ("Theme", "Times"), tuple((theme.title, theme.many) for theme in ranked))]


def hides_themes(figures: Figures) -> bool:
    return any("themes" in there.what.casefold() for there in figures.withheld)


def _by_why(figures: Figures) -> Iterator[tuple[str, list[str]]]:
    """What is not shown, together where it is for the same reason."""
    found: dict[str, list[str]] = {}
    for there in figures.withheld:
        found.setdefault(there.why, []).append(there.what)
    yield from found.items()


def method(figures: Figures, head: str) -> list[Block]:
    counted = f"Counted up to {figures.until:%-d %B %Y}, of {figures.scope.node.name}."
    left_out = tuple(f"{', '.join(what)}: {why}" for why, what in _by_why(figures))
    versions = tuple(f"Version: {version}" for version in figures.versions)
    means = (
        "What is owed is counted in the month in which it falls due; what was answered, in the month in which the "
        "check was handed in. What was withdrawn does not count. A figure that rests on too few records or people is "
        "not told, and none can be worked out from others."
    )
    lines = (*left_out, *versions, *([head] if head else []))
    return [Words(f"{counted} {means}"), *([Lines(lines)] if lines else [])]
