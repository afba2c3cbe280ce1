"""From figures to what a report shows of them: tables, charts and the sentences beside them. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.figures import Figures, ItemFigures, Tally, WorkRow
from bot.domain.papers import Bars, Block, Cell, Fact, Facts, Lines, Shares, Table, Words

_ENDS = 3
_ALT_LINES = 12
_HEADS = 60
"""What fits above columns of numbers."""
_NO_FIGURES = "There is nothing to count here for this time."
_COLUMNS = ("Expected", "Done", "Done late", "Past its date", "Missed", "Excused", "Nothing to check")
_COVERED_BY_QUARTER = (
    "How many people's work was looked at is not shown here: it is told only of whole quarters, and only where the "
    "work of enough people was to be looked at."
)
_AMONG = "Done of those expected"
_IN_PART = (
    "Where part of a check rests on fewer than three people, all that was done is told, and every other figure is of "
    "the rest of it."
)
_BARE = (
    "Fewer than three people owe each of these, so it is told what was done, and nothing of what was late or missed."
)
_NONE_EXCUSED = "Nothing was excused, and nobody said that there was nothing to check."
_NONE_TOLD = "Where that may be told, nothing was excused and there was something to check."
_NOT_ALL = "Of what rests on too few people it is not told what was excused."
_FEW_MARKED = "What was marked is not shown: too few checks are behind it."
_OWED = "Owed"
_AMONG_OWED = "what was excused is among those owed"
_WITH_EXCUSED = "What was excused or had nothing to check is owed, and not expected."


def in_short(figures: Figures) -> Iterator[Block]:
    """Is enough looked at, what was found, what is not getting done: for who reads no further."""
    tallies = [row.now for row in figures.work if _is_some(row.now)]
    whole, facts = _together(tallies), [_done(tallies)]
    if figures.covered:
        facts.append(Fact(f"{figures.covered.looked_at} of {figures.covered.of}", "people whose work was looked at"))
    if whole.missed is not None and whole.late is not None:
        beside = "" if whole.among is None else f"of the {whole.expected} of which that may be told"
        facts.append(Fact(str(whole.missed + whole.late), "checks missed or past their date", beside))
    if figures.actions.opened is not None:
        beside = f"{figures.actions.late} past their date" if figures.actions.late is not None else ""
        facts.append(Fact(str(figures.actions.opened), "actions open", beside))
    yield Facts(tuple(facts))
    ranked = _ends([item for item in figures.answers if item.told])
    if ranked:
        least = f" Least often: {_spoken(ranked[-1])}" if len(ranked) > 1 else ""
        yield Words(f"Most often in place: {_spoken(ranked[0])}{least}")


def _done(tallies: Sequence[Tally]) -> Fact:
    """Of how many, where that may be told; else of the part of which it may."""
    done, shares = sum(tally.done for tally in tallies), [tally.share for tally in tallies if tally.share]
    among, of = sum(part for part, _ in shares), sum(whole for _, whole in shares)
    if not of:
        return Fact(str(done), "checks done")
    if among == done and len(shares) == len(tallies):
        beside = _AMONG_OWED if any(tally.owed is not None for tally in tallies) else ""
        return Fact(f"{done} of {of}", "checks done", beside)
    owed = " owed, what was excused among them," if any(tally.owed is not None for tally in tallies) else ""
    return Fact(str(done), "checks done", f"{among} of {of}{owed} where that may be told")


def _spoken(item: ItemFigures) -> str:
    return f"“{item.ask}” ({item.good} of {item.of})."


def work(figures: Figures, forms: Iterable[str]) -> list[Block]:
    """What was owed and done, check by check, beside the time before; month by month where it is of all checks."""
    wanted = set(forms)
    rows = [row for row in figures.work if (not wanted or row.form in wanted) and _is_any(row)]
    if not rows:
        return [Words(_NO_FIGURES)]
    found = list(_in_tables(rows))
    return found if wanted else [*_months(figures), *found]


def _is_any(row: WorkRow) -> bool:
    return any(there is not None and _is_some(there) for there in (row.now, row.before))


def _is_some(tally: Tally) -> bool:
    """Whether anything was owed or done, or it may not be told that nothing was."""
    return bool(tally.done or tally.owed) or (tally.expected, tally.excused, tally.nothing) != (0, 0, 0)


def _in_tables(rows: Sequence[WorkRow]) -> Iterator[Block]:
    """Those of which no more may be told than what was done stand apart, so that no table is of dashes."""
    told = [row for row in rows if row.now.share is not None]
    bare = [row for row in rows if row.now.share is None]
    if told:
        yield _counted("What was owed and done", "Check", [(row.title, row.now) for row in told], _COLUMNS)
    before = [(row.title, row.before) for row in told if row.before]
    if before:
        yield _counted("The time before", "Check", before, _COLUMNS[:2])
    if bare:
        lines = tuple((row.title, row.now.done, row.before.done if row.before else None) for row in bare)
        yield Table("What was done", ("Check", "Done", "The time before"), lines, _BARE)


def _counted(caption: str, of: str, named: Sequence[tuple[str, Tally]], columns: Sequence[str]) -> Table:
    """With a column for what was done of those expected, where that is not all that was done; and for all owed."""
    tallies, notes = [tally for _, tally in named], []
    heads, rows = list(columns), [[name, *_cells(tally)[: len(columns)]] for name, tally in named]
    if any(tally.among is not None for tally in tallies):
        _insert(heads, rows, 2, _AMONG, map(_among, tallies))
        notes.append(_IN_PART)
    if any(tally.owed is not None for tally in tallies):
        _insert(heads, rows, 0, _OWED, map(_owed, tallies))
        notes.append(_WITH_EXCUSED)
    return Table(caption, (of, *heads), tuple(map(tuple, rows)), " ".join(notes))


def _insert(heads: list[str], rows: Sequence[list[Cell]], at: int, head: str, cells: Iterable[Cell]) -> None:
    heads.insert(at, head)
    for row, cell in zip(rows, cells, strict=True):
        row.insert(at + 1, cell)


def _cells(tally: Tally) -> tuple[Cell, ...]:
    return (tally.expected, tally.done, tally.done_late, tally.late, tally.missed, tally.excused, tally.nothing)


def _among(tally: Tally) -> int | None:
    return None if tally.expected is None else tally.done if tally.among is None else tally.among


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
        tallies = [row.now for row in there.work if (not wanted or row.form in wanted) and _is_some(row.now)]
        if tallies:
            rows.append((there.scope.node.name, _together(tallies)))
    return [_counted("Team by team", "Team", rows, _COLUMNS)] if rows else []


def _owed(tally: Tally) -> int | None:
    return _sum([tally.expected, tally.excused, tally.nothing]) if tally.is_whole else tally.owed


def _together(tallies: Sequence[Tally]) -> Tally:
    """What is told of some checks but not of all of them is told of those, as of a part of one check."""
    told = [tally for tally in tallies if tally.expected is not None]
    done, among = sum(tally.done for tally in tallies), sum(_among(tally) or 0 for tally in told)
    if tallies and not told:
        return Tally(done, None, None, None, None, None, None, owed=_sum([_owed(tally) for tally in tallies]))
    columns = zip(*map(_cells, told), strict=True) if told else [()] * len(_COLUMNS)
    expected, _, done_late, late, missed, excused, nothing = map(_sum, columns)
    whole = Tally(done, expected, done_late, late, missed, excused, nothing)
    if all(tally.is_whole for tally in tallies):
        return whole
    return replace(whole, among=among, owed=_sum([_owed(tally) for tally in tallies]))


def _sum(column: Sequence[Cell]) -> int | None:
    """Not told as soon as one of them is not."""
    numbers = [cell for cell in column if isinstance(cell, int)]
    return sum(numbers) if len(numbers) == len(column) else None


def excused(figures: Figures, forms: Iterable[str]) -> list[Block]:
    """Of nothing that is not told it is said that there was none."""
    wanted = set(forms)
    there = [row for row in figures.work if (not wanted or row.form in wanted) and _is_some(row.now)]
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
    if covered is None:
        return [
            Words(
                _COVERED_BY_QUARTER if figures.shared else "No check of this time says whose work is to be looked at."
            )
        ]
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
    """Those most often in place, then those that are so least."""
    ranked = sorted((item for item in told if item.good is not None and item.of), key=_share, reverse=True)
    if len(ranked) <= 2 * _ENDS:
        return ranked
    return [*ranked[:_ENDS], *ranked[-_ENDS:]]


def _not_good(told: Sequence[ItemFigures]) -> list[ItemFigures]:
    return [item for item in told if item.good is not None and item.of and item.good < item.of]


def _share(item: ItemFigures) -> float:
    return (item.good or 0) / (item.of or 1)


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
        yield Table("What else was answered", ("Question", "Answers", "What they were", "In place before"), rows)


def _table(labels: tuple[str, ...], items: Sequence[ItemFigures]) -> Iterator[Block]:
    caption = f"Answered with {', '.join(labels)}"
    rows = tuple((item.ask, item.records, *(many for _, many in item.counts), _was(item)) for item in items)
    if len(items) <= _ALT_LINES and len(labels) > 1:
        said = ". ".join(f"{item.ask} {_in_words(item)}" for item in items)
        values = tuple(tuple(many for _, many in item.counts) for item in items)
        yield Shares(caption, f"{said}.", tuple(item.ask for item in items), labels, values)
    yield Table(caption, ("Question", "Answers", *labels, "In place before"), rows)


def _in_words(item: ItemFigures) -> str:
    return ", ".join(f"{many} {label}" for label, many in item.counts)


def _was(item: ItemFigures) -> Cell:
    return f"{item.good_before} of {item.of_before}" if item.good_before is not None and item.of_before else "-"


def actions(figures: Figures) -> list[Block]:
    there = figures.actions
    row: tuple[Cell, ...] = (there.opened, there.late, there.closed)
    return [Table("Agreed actions", ("Open", "Past their date", "Closed in this time"), (row,))]


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
