"""How one figure was counted, in words: its rule, what it is of, what was left out, and the same by team."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from bot.domain.duties import Status
from bot.domain.figures import Counted, Figures, ItemFigures, Tally, ThemeFigures, WorkRow
from bot.domain.periods import Period
from bot.domain.summaries import Option
from bot.errors import UnusableValueError
from bot.flows.figures.limits import TOO_FEW, limit_of
from bot.flows.figures.live import where_of
from bot.flows.figures.tallies import tally
from bot.flows.figures.tools import Tool, tools_of, unforeseen_of
from bot.flows.office import Office
from bot.frameworks.library import Library
from bot.frameworks.schedule import Rule
from bot.storage.figures import count_duties
from bot.storage.store import Uow
from bot.storage.teams import load_branches

GONE = "That figure is not among these any more. Ask for the summary again."
WORK, COVERED, ANSWER, ACTIONS, THEME = "work", "covered", "answer", "actions", "theme"
_WORK_DONE, _THEMES = "What was done", "Themes"
_MOST_RULES = 3
_MONTHS = (
    "Checks are counted by the month in which they were due, answers by the month in which they were handed in. So "
    "one that was done late can stand in one month as done and in the next with its answers."
)
_T = TypeVar("_T")


def figure_keys(library: Library, figures: Figures) -> tuple[Option, ...]:
    """Every figure that can be opened: its key, and what people read in a list, each check's questions together."""
    return tuple(_keys(library, figures))


def _keys(library: Library, figures: Figures) -> Iterator[Option]:
    if figures.work:
        yield Option(WORK, "All checks", _WORK_DONE)
        yield from (Option(f"{WORK}/{row.form}", row.title, _WORK_DONE) for row in figures.work)
    if figures.covered:
        yield Option(COVERED, "People whose work was looked at", _WORK_DONE)
    yield Option(ACTIONS, "Actions", _WORK_DONE)
    for item in figures.answers:
        yield Option(f"{ANSWER}/{item.form}/{item.item}", item.ask, _title_of(library, item.form))
    yield from (Option(theme_key(there), theme_name(there), _THEMES) for there in figures.themes)


def _title_of(library: Library, form: str) -> str:
    found = library.forms.get(form)
    return found.checklist.title if found else form


def theme_key(theme: ThemeFigures) -> str:
    """By its title too, since two frameworks may mean different things by one name; and apart as good practice."""
    return f"{THEME}/{theme.theme}/{'good' if theme.good_practice else 'all'}/{theme.title}"


def theme_name(theme: ThemeFigures) -> str:
    return f"{theme.title}, as good practice" if theme.good_practice else theme.title


def explain(uow: Uow, office: Office, figures: Figures, key: str) -> Counted:
    """Keys are work, work/FORM, covered, answer/FORM/ITEM, actions and theme/THEME/(good or all)/TITLE."""
    kind, _, rest = key.partition("/")
    if kind == WORK:
        return _work(uow, office, figures, rest)
    if kind == ANSWER:
        return _answer(
            office.library, figures, _found(figures.answers, lambda item: f"{item.form}/{item.item}" == rest)
        )
    if kind == THEME:
        return _theme(figures, _found(figures.themes, lambda there: theme_key(there) == key))
    if kind == COVERED and figures.covered:
        return _covered(figures)
    if kind == ACTIONS:
        return _actions(figures)
    raise UnusableValueError(GONE)


def _found(things: tuple[_T, ...], is_it: Callable[[_T], bool]) -> _T:
    for there in things:
        if is_it(there):
            return there
    raise UnusableValueError(GONE)


def _time(figures: Figures) -> str:
    return Period(figures.scope.period.first, figures.until).name


def _work(uow: Uow, office: Office, figures: Figures, form: str) -> Counted:
    rows = [_found(figures.work, lambda row: row.form == form)] if form else list(figures.work)
    tools = [tool for tool in _tools(office.library, figures) if form in ("", tool.key)]
    many = _sum(rows)
    return Counted(
        what=rows[0].title if form else "All checks",
        rule=f"{_rules(office.library, tools)} {_MONTHS}".strip(),
        numerator=f"{many['done']} done, {many['done_late']} of them done late",
        denominator=f"{many['expected']} owed, with their date in {figures.scope.period.name}",
        left_out=tuple(_left_out(figures, rows, many)),
        at=figures.made_at,
        parts=() if figures.shared else tuple(_by_team(uow, office, figures, tools)),
    )


def _tools(library: Library, figures: Figures) -> tuple[Tool, ...]:
    return tools_of(library, figures.scope.framework, figures.scope.form)


def _sum(rows: list[WorkRow]) -> Counter[str]:
    """Of those of which more is told than what was done."""
    told = [row.now for row in rows if row.now.expected is not None]
    names = ("expected", "done_late", "late", "missed", "excused", "nothing")
    sums = Counter({name: sum(getattr(there, name) or 0 for there in told) for name in names})
    sums["done"] = sum(there.done if there.among is None else there.among for there in told)
    return sums


def _rules(library: Library, tools: list[Tool]) -> str:
    rules = [library.rules[rule][1] for tool in tools for rule in tool.rules if rule in library.rules]
    if len(rules) > _MOST_RULES:
        return f"{len(rules)} rules of the schedule. Choose one check to read its rules."
    return " ".join(_said(rule) for rule in rules)


def _said(rule: Rule) -> str:
    return f"{rule.title} ({rule.id}): {rule.why}"


def _left_out(figures: Figures, rows: list[WorkRow], many: Mapping[str, int]) -> Iterator[str]:
    if many["excused"]:
        yield f"{many['excused']} excused"
    if many["nothing"]:
        yield f"{many['nothing']} where somebody said that there was nothing to check"
    yield "What waits because the person checked is away, and what was withdrawn"
    hidden = [row for row in rows if not row.now.is_whole]
    if hidden:
        done = sum(row.now.done - (row.now.among or 0) for row in hidden)
        yield f"{done} more were done where it rests on fewer than three people: of these only that is told"
    if figures.shared:
        yield f"What changed after {figures.until:%-d %b %Y} was counted"


def _by_team(uow: Uow, office: Office, figures: Figures, tools: list[Tool]) -> Iterator[tuple[str, str]]:
    scope, zone = figures.scope, office.store.clock.zone
    where = where_of(scope, scope.period, zone)
    rules = [rule for tool in tools for rule in tool.rules]
    sums: defaultdict[str | None, Counter[Status]] = defaultdict(Counter)
    for there in count_duties(uow, where, rules, unforeseen_of(office.library), by_team=True):
        sums[there.team][there.status] += there.many
    if len(sums) > 1:
        names = {branch.id: branch.name for branch in load_branches(uow, _day(figures, uow))}
        told = ((names.get(team or "", "No team"), tally(counts)) for team, counts in sums.items())
        yield from ((name, _of(there)) for name, there in sorted(told, key=lambda pair: pair[0]))


def _day(figures: Figures, uow: Uow) -> date:
    return min(figures.scope.period.last, uow.today)


def _of(there: Tally) -> str:
    late = f", {there.late} past their date" if there.late else ""
    return f"{there.done} of {there.expected} done{late}"


def _covered(figures: Figures) -> Counted:
    covered = figures.covered
    if covered is None:
        raise UnusableValueError(GONE)
    return Counted(
        what="People whose work was looked at",
        rule="Everybody is counted whose work is to be looked at in this time by a rule that asks for each person.",
        numerator=f"{covered.looked_at} people, each once, about whom at least one of these checks was done",
        denominator=f"{covered.of} people about whom such a check was owed in {figures.scope.period.name}",
        left_out=("People about whom it was excused, or who were away",),
        at=figures.made_at,
    )


def _actions(figures: Figures) -> Counted:
    told = figures.actions
    opened = "not told, because too few people owe them" if told.opened is None else f"{told.opened} open"
    late = "" if told.late is None else f", {told.late} of them past their date"
    return Counted(
        what="Actions",
        rule="Actions that were agreed in checks that were handed in.",
        numerator=f"{told.closed} closed in {_time(figures)}",
        denominator=f"{opened}{late} on {figures.until:%-d %b %Y}",
        left_out=("Actions that were dropped, and those of checks that only their author reads",),
        at=figures.made_at,
    )


def _answer(library: Library, figures: Figures, item: ItemFigures) -> Counted:
    form = library.forms.get(item.form)
    limit = limit_of(form.checklist) if form else None
    counts = ", ".join(f"{many} {label}" for label, many in item.counts)
    is_good = item.good is not None
    few = f"Not told: {TOO_FEW}" if limit and limit.people else "Not told: too few have answered it"
    return Counted(
        what=item.ask,
        rule=f"{_title_of(library, item.form)}, question {item.item}, as it is meant now. {_MONTHS}",
        numerator=(f"{item.good} good answers ({counts})" if is_good else counts) if item.told else few,
        denominator=f"{item.of if is_good else item.records} answers in {_time(figures)}"
        if item.told
        else f"{item.records} checks were handed in",
        left_out=("Checks that were withdrawn or not handed in, blanks, and where it did not apply",),
        at=figures.made_at,
    )


def _theme(figures: Figures, theme: ThemeFigures) -> Counted:
    return Counted(
        what=theme_name(theme),
        rule="Whoever did a check marks it, or an answer in it, with themes from the list of the framework.",
        numerator=f"{theme.many} checks in {_time(figures)}, each once, however often it is marked in one of them",
        denominator="all checks that were handed in",
        left_out=("Checks that only their author reads",),
        at=figures.made_at,
    )
