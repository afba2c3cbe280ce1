"""Figures for those entitled, of any time, counted when they ask."""

from collections.abc import Iterator
from datetime import timedelta, tzinfo

from bot.domain.figures import ActionFigures, Covered, Figures, ItemFigures, Month, Scope, Withheld, WorkRow
from bot.domain.periods import Period
from bot.flows.figures import tallies
from bot.flows.figures.limits import TOO_FEW
from bot.flows.figures.records import load_answered
from bot.flows.figures.times import before, months_in, up_to
from bot.flows.figures.tools import answered_forms, covering_of, private_forms, tools_of, unforeseen_of
from bot.flows.figures.versions import versions_of
from bot.flows.office import Office
from bot.flows.theme_counts import FEW_MARKED, load_theme_counts
from bot.frameworks.library import Library
from bot.storage import figures as counted
from bot.storage.figures import Where, load_versions
from bot.storage.store import Uow

_DAY = timedelta(days=1)
SELF_CHECKS = "only that they were done is told; the answers are for whoever gave them"


def load_figures(uow: Uow, office: Office, scope: Scope) -> Figures:
    """Everything but what was answered where too few were asked. Whoever calls has asked who may see the node."""
    work, months = _work(uow, office, scope)
    answers = load_answered(uow, office, scope, up_to(scope.period, uow.today))
    themes = load_theme_counts(uow, office, scope)
    few_marked = [] if themes is not None else [Withheld("Themes", FEW_MARKED)]
    return Figures(
        scope=scope,
        until=up_to(scope.period, uow.today),
        made_at=uow.now,
        shared=False,
        work=work,
        months=months,
        covered=_covered(uow, office, scope),
        answers=answers,
        actions=_actions(uow, office, scope),
        themes=themes or (),
        withheld=(*withheld(office.library, scope, work, answers), *few_marked),
        versions=versions_of(office.library, scope),
    )


def where_of(scope: Scope, period: Period, zone: tzinfo) -> Where:
    """The whole organisation holds what is counted at no team as well."""
    teams = None if scope.node.id is None else scope.node.teams
    return Where(teams, period, zone)


def _work(uow: Uow, office: Office, scope: Scope) -> tuple[tuple[WorkRow, ...], tuple[Month, ...]]:
    tools = tools_of(office.library, scope.framework, scope.form)
    rules, unforeseen = [rule for tool in tools for rule in tool.rules], unforeseen_of(office.library)
    now, earlier = (
        counted.count_duties(uow, where_of(scope, period, office.store.clock.zone), rules, unforeseen)
        for period in (scope.period, before(scope.period))
    )
    rows = tallies.rows(tallies.by_tool(now, tools), tallies.by_tool(earlier, tools), tools)
    return rows, tallies.by_month(now, months_in(scope.period))


def _covered(uow: Uow, office: Office, scope: Scope) -> Covered | None:
    rules = covering_of(office.library, scope.framework)
    tools = tools_of(office.library, scope.framework, scope.form)
    rules &= {rule for tool in tools for rule in tool.rules}
    seen = counted.count_people_seen(uow, where_of(scope, scope.period, office.store.clock.zone), rules)
    return Covered(seen.seen, seen.many) if seen.many else None


def _actions(uow: Uow, office: Office, scope: Scope) -> ActionFigures:
    """As they stand today; of a time that is over as they stood at its end."""
    forms = answered_forms(office.library, scope)
    versions = [there.digest for there in load_versions(uow) if there.checklist in forms]
    late_on = min(scope.period.last + _DAY, uow.today)
    found = counted.count_actions(uow, where_of(scope, scope.period, office.store.clock.zone), versions, late_on)
    return ActionFigures(found.closed, found.opened, found.late)


def withheld(
    library: Library, scope: Scope, work: tuple[WorkRow, ...], answers: tuple[ItemFigures, ...]
) -> Iterator[Withheld]:
    own = private_forms(library, scope)
    for row in work:
        if row.form in own:
            yield Withheld(row.title, SELF_CHECKS)
    few = sum(not item.told for item in answers)
    if few:
        yield Withheld("1 question" if few == 1 else f"{few} questions", TOO_FEW)
