"""Figures that anybody in the organisation may see: of months that are over, from the table that was stored of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.duties import Status
from bot.domain.figures import (
    ActionFigures,
    Covered,
    Figures,
    ItemFigures,
    Month,
    Scope,
    Tally,
    ThemeFigures,
    Withheld,
    WorkRow,
)
from bot.domain.periods import Period
from bot.errors import UnusableValueError
from bot.flows.figures.gathering import LATE, NOT_APPLICABLE, OF, OPENED, SEEN, key_of, owed_key, theme_in
from bot.flows.figures.limits import FEWEST_OWNERS, TOO_FEW
from bot.flows.figures.live import SELF_CHECKS, where_of
from bot.flows.figures.making import months_told
from bot.flows.figures.questions import Sums, questions_of, told, untold
from bot.flows.figures.tallies import tally
from bot.flows.figures.times import before, month_of, months_in, quarter_of
from bot.flows.figures.tools import Tool, answered_forms, private_forms, tools_of
from bot.flows.figures.versions import versions_of
from bot.flows.marks import themes_of, title_of
from bot.flows.office import Office
from bot.flows.theme_counts import FEW_MARKED, NO_THEME
from bot.frameworks.library import Form, Library
from bot.storage import blocks
from bot.storage.blocks import ACTIONS, ANSWERS, CHECKS, COVERED, THEMES, WORK
from bot.storage.figures import count_actions, load_versions
from bot.storage.store import Uow

WHOLE_MONTHS = "Only whole months can be shared. Choose a month, a quarter or a year, or look at these days alone."
TOO_SOON = (
    "No month of this time has been counted yet. A month is counted once five working days have passed after it, "
    "so that what was done a little late is in it."
)
FEW_OWNERS = f"part of it rests on fewer than {FEWEST_OWNERS} people, so of that part only what was done is shown"
FEW_BEHIND = (
    f"part of it can only be past its date, missed or excused for fewer than {FEWEST_OWNERS} people, so of that part "
    "only how many were owed and done is shown"
)
CHANGES = "Changes to a few checks"
KEPT = (
    "they were made after these figures were told first, and whoever compares copies could read them off, so the "
    "figures stay as they were"
)
_DAY = timedelta(days=1)
Key = tuple[str, str]
"""Kind and key."""


@dataclass(frozen=True)
class _Sums:
    """What is stored of one time: what blocks hold, and what was done in all."""

    values: Mapping[Key, Mapping[str, int]]
    """The number of records stands under an empty name."""
    records: Mapping[Key, int]
    done: Mapping[Key, int]

    def is_whole(self, key: Key) -> bool:
        """Whether all that there is stands in blocks."""
        return self.values.get(key, {}).get("", 0) == self.records.get(key, 0)

    def owed(self, tool: str) -> int | None:
        """How many there are, where all of them stand in blocks; not of months that were counted before this was."""
        key, many = (WORK, owed_key(tool)), self.records.get((WORK, tool), 0)
        return many if self.is_whole(key) and self.records.get(key, 0) == many else None


def load_shared(uow: Uow, office: Office, scope: Scope) -> Figures:
    """Of the whole months of the scope that were counted. `until` says how far they go."""
    period, months = _counted(uow, scope.period)
    now, earlier = (_load(uow, scope, there) for there in (period, before(scope.period)))
    tools = tools_of(office.library, scope.framework, scope.form)
    work = tuple(_work(tools, now, earlier))
    answers = tuple(_answers(answered_forms(office.library, scope), now, earlier))
    return Figures(
        scope=scope,
        until=period.last,
        made_at=blocks.load_made_at(uow, months) or uow.now,
        shared=True,
        work=work,
        months=tuple(_months(uow, scope, period, tools)),
        covered=_covered(scope, period, now),
        answers=answers,
        actions=_actions(uow, office, scope, period, now),
        themes=tuple(_themes(office.library, scope, now)),
        withheld=(
            *_withheld(office.library, scope, work, answers, now),
            *_kept_back(uow, office.library, scope, period),
        ),
        versions=versions_of(office.library, scope),
    )


def _counted(uow: Uow, period: Period) -> tuple[Period, list[date]]:
    """The part of it that may be told by now: whole months, without one that is still open."""
    if period.first.day != 1:
        raise UnusableValueError(WHOLE_MONTHS)
    known = months_told(uow, period)
    months = []
    for month in months_in(period):
        if month not in known or month_of(month).last > period.last:
            break
        months.append(month)
    if not months:
        raise UnusableValueError(TOO_SOON)
    return Period(period.first, month_of(months[-1]).last), months


def _teams(scope: Scope) -> frozenset[str] | None:
    return None if scope.node.id is None else scope.node.teams


def _load(uow: Uow, scope: Scope, period: Period) -> _Sums:
    values: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    for there in blocks.sum_blocks(uow, _teams(scope), period, scope.framework):
        values[there.kind, there.key][there.name] = there.many
    records: defaultdict[Key, int] = defaultdict(int)
    done: defaultdict[Key, int] = defaultdict(int)
    for cells in blocks.sum_cells(uow, _teams(scope), period, scope.framework):
        records[cells.kind, cells.key] += cells.records
        done[cells.kind, cells.key] += cells.done
    return _Sums(values, records, done)


def _work(tools: Sequence[Tool], now: _Sums, earlier: _Sums) -> Iterator[WorkRow]:
    for tool in tools:
        key = (WORK, tool.key)
        if key in now.records or key in earlier.records:
            then = _tally(earlier, tool.key) if key in earlier.records else None
            yield WorkRow(tool.key, tool.title, _tally(now, tool.key), then)


def _tally(sums: _Sums, tool: str) -> Tally:
    """All that was done; what was expected only as far as it stands in blocks."""
    key, done = (WORK, tool), sums.done.get((WORK, tool), 0)
    if not sums.records.get(key, 0):
        return tally({})
    owed = sums.owed(tool)
    if key not in sums.values:
        return Tally(done, None, None, None, None, None, None, owed=owed)
    part = tally(_statuses(sums.values[key]))
    # What was done is counted anew where the rest is told as it was.
    is_all = sums.is_whole(key) and part.done == done
    return part if is_all else replace(part, done=done, among=part.done, owed=owed)


def _statuses(values: Mapping[str, int]) -> dict[Status, int]:
    return {Status(name): many for name, many in values.items() if name}


def _months(uow: Uow, scope: Scope, period: Period, tools: Iterable[Tool]) -> Iterator[Month]:
    """What was expected in a month, only where all of the month stands in blocks of its own."""
    meant = {tool.key for tool in tools}
    told: defaultdict[date, dict[Status, int]] = defaultdict(dict)
    for month, found in blocks.sum_months(uow, _teams(scope), period, WORK):
        if found.key in meant:
            status = Status(found.name)
            told[month][status] = told[month].get(status, 0) + found.many
    done: defaultdict[date, int] = defaultdict(int)
    records: defaultdict[date, int] = defaultdict(int)
    for cells in blocks.sum_cells(uow, _teams(scope), period, scope.framework):
        if cells.kind == WORK and cells.key in meant:
            done[cells.month] += cells.done
            records[cells.month] += cells.records
    for month in months_in(period):
        there = tally(told[month])
        is_whole = sum(told[month].values()) == records[month] and there.done == done[month]
        yield Month(month, done[month], there.expected if is_whole else None)


def _covered(scope: Scope, period: Period, now: _Sums) -> Covered | None:
    """Of one whole quarter, where all may be told: people are counted once in each, and quarters do not add up."""
    if scope.form or quarter_of(period.first) != period:
        return None
    keys = [key for key in now.records if key[0] == COVERED]
    if not all(now.is_whole(key) for key in keys):
        return None
    found = [now.values[key] for key in keys if key in now.values]
    return Covered(sum(there.get(SEEN, 0) for there in found), sum(there[OF] for there in found)) if found else None


def _answers(forms: Mapping[str, Form], now: _Sums, earlier: _Sums) -> Iterator[ItemFigures]:
    for form in sorted(forms.values(), key=lambda form: (form.framework, form.checklist.title)):
        for item in questions_of(form) if now.done.get((CHECKS, form.name)) else ():
            key = (ANSWERS, key_of(form.name, item.id, item.measure))
            if key in now.values:
                compared = _sums(earlier.values[key]) if key in earlier.values else None
                yield told(form, item, _sums(now.values[key]), compared)
            else:
                yield untold(form, item, now.done[CHECKS, form.name])


def _sums(values: Mapping[str, int]) -> Sums:
    found = Sums(records=values[""], not_applicable=values.get(NOT_APPLICABLE, 0))
    found.codes.update({int(name): many for name, many in values.items() if name and name != NOT_APPLICABLE})
    return found


def _actions(uow: Uow, office: Office, scope: Scope, period: Period, now: _Sums) -> ActionFigures:
    """Closed in the time; open and late as it stood when the last month of it was over, but not of a single check."""
    if scope.form:
        return ActionFigures(_closed(uow, office, scope, period), None, None)
    closed = sum(many for (kind, _), many in now.done.items() if kind == ACTIONS)
    last = _load(uow, scope, Period(period.last.replace(day=1), period.last))
    keys = [key for key in last.records if key[0] == ACTIONS]
    values = [last.values[key] for key in keys if key in last.values]
    if not values and any(last.records[key] for key in keys):
        return ActionFigures(closed, None, None)
    return ActionFigures(
        closed, sum(there.get(OPENED, 0) for there in values), sum(there.get(LATE, 0) for there in values)
    )


def _themes(library: Library, scope: Scope, now: _Sums) -> list[ThemeFigures]:
    """Of all checks of a framework together; the most frequent first, good practice behind."""
    found: Counter[tuple[str, str, bool]] = Counter()
    for (kind, framework), values in now.values.items() if scope.form is None else ():
        for value, many in values.items() if kind == THEMES else ():
            theme, good = theme_in(value)
            title = title_of(themes_of(library, framework), theme) if theme else NO_THEME
            # Without a name it is the number of checks.
            found[theme, title, good] += many if value else 0
    ranked = sorted(found.items(), key=lambda there: (there[0][2], -there[1], there[0][1]))
    return [ThemeFigures(theme, title, many, good) for (theme, title, good), many in ranked if many]


def _closed(uow: Uow, office: Office, scope: Scope, period: Period) -> int:
    forms = answered_forms(office.library, scope)
    versions = [there.digest for there in load_versions(uow) if there.checklist in forms]
    where = where_of(scope, period, office.store.clock.zone)
    return count_actions(uow, where, versions, period.last).closed


def _withheld(
    library: Library, scope: Scope, work: Sequence[WorkRow], answers: Sequence[ItemFigures], now: _Sums
) -> Iterator[Withheld]:
    own = private_forms(library, scope)
    for row in work:
        if row.form in own:
            yield Withheld(row.title, SELF_CHECKS)
        if not row.now.is_whole and not now.is_whole((WORK, row.form)):
            yield Withheld(row.title, FEW_OWNERS if row.now.owed is None else FEW_BEHIND)
    few = sum(not item.told for item in answers)
    if few:
        yield Withheld("1 question" if few == 1 else f"{few} questions", TOO_FEW)
    if not all(now.is_whole(key) for key in now.records if key[0] == THEMES):
        yield Withheld("Some themes", FEW_MARKED)
    is_quarter = quarter_of(scope.period.first) == scope.period and not scope.form
    if is_quarter and not all(now.is_whole(key) for key in now.records if key[0] == COVERED):
        yield Withheld("How many people's work was looked at", FEW_OWNERS)
    if not all(now.is_whole(key) for key in now.records if key[0] == ACTIONS):
        yield Withheld("Some actions", FEW_OWNERS)


def _kept_back(uow: Uow, library: Library, scope: Scope, period: Period) -> Iterator[Withheld]:
    """That there is something of what is asked about; of which figures is told nobody."""
    meant = {tool.key for tool in tools_of(library, scope.framework, scope.form)} | {scope.form}
    found = blocks.load_kept_back(uow, _teams(scope), period)
    theirs = (there for there in found if scope.framework in (None, there.framework))
    if any(scope.form is None or there.key.partition("/")[0] in meant for there in theirs):
        yield Withheld(CHANGES, KEPT)
