"""What was answered, question by question, as far as enough were asked: counted when somebody asks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.figures import ItemFigures, Scope
from bot.domain.periods import Period
from bot.domain.values import Control
from bot.flows.figures.limits import Limit, limit_of
from bot.flows.figures.questions import Key, Sums, of_all_points, questions_of, sums_of, told, untold
from bot.flows.figures.times import before
from bot.flows.figures.tools import answered_forms
from bot.flows.office import Office
from bot.frameworks.library import Form
from bot.storage.figures import (
    CheckCount,
    Where,
    count_answers,
    count_checks,
    count_choices,
    count_workers,
    load_versions,
)
from bot.storage.store import Uow


@dataclass(frozen=True)
class _Time:
    """What was handed in in one time: of each check how many, and of each question what was answered."""

    where: Where
    checks: Mapping[str, CheckCount]
    sums: Mapping[Key, Sums]
    workers: Mapping[Key, int]
    """At least so many."""

    def enough(self, key: Key, limit: Limit) -> Sums | None:
        """What was answered to a question, where it may be told."""
        sums = self.sums.get(key)
        if sums is None:
            return None
        is_met = limit.is_met(sums.records, self.workers.get(key, 0), is_whole=self.where.teams is None)
        return sums if is_met else None


def load_answered(uow: Uow, office: Office, scope: Scope, until: date) -> tuple[ItemFigures, ...]:
    """Of every check of which some were handed in."""
    forms = answered_forms(office.library, scope)
    form_of = {there.digest: there.checklist for there in load_versions(uow) if there.checklist in forms}
    teams, zone = None if scope.node.id is None else scope.node.teams, office.store.clock.zone
    where, earlier = (
        Where(teams, period, zone) for period in (Period(scope.period.first, until), before(scope.period))
    )
    answers = count_answers(uow, where, earlier.period, form_of)
    several = [version for version, form in form_of.items() if _asks_for_several(forms[form])]
    choices = count_choices(uow, where, earlier.period, several) if several else []
    checks = count_checks(uow, where, earlier.period, form_of)
    sums, sums_before = sums_of(answers, choices, form_of)
    times = [
        _time(uow, there, form_of, found, {check.checklist: check for check in checks if check.before is is_before})
        for there, found, is_before in ((where, sums, False), (earlier, sums_before, True))
    ]
    return tuple(_figures(forms, *times))


def _asks_for_several(form: Form) -> bool:
    return any(item.control is Control.SEVERAL for item in questions_of(form))


def _time(
    uow: Uow,
    where: Where,
    form_of: Mapping[str, str],
    sums: Mapping[Key, Sums],
    checks: Mapping[str, CheckCount],
) -> _Time:
    workers = _workers(uow, where, form_of, sums, checks)
    people = {key: workers.get(key, checks[key[0]].workers) for key in sums if key[0] in checks}
    return _Time(where, checks, *of_all_points(sums, people))


def _workers(
    uow: Uow, where: Where, versions: Collection[str], sums: Mapping[Key, Sums], checks: Mapping[str, CheckCount]
) -> dict[Key, int]:
    """More answers than two people can have given come from three: the rest is looked up."""
    unsure = {key for key, there in sums.items() if there.records <= checks[key[0]].of_two}
    if not unsure:
        return {}
    found = count_workers(uow, where, versions, {item for _, item, _ in unsure})
    return {(there.checklist, there.item, there.measure): there.workers for there in found}


def _figures(forms: Mapping[str, Form], now: _Time, earlier: _Time) -> Iterator[ItemFigures]:
    for form in sorted(forms.values(), key=lambda form: (form.framework, form.checklist.title)):
        limit = limit_of(form.checklist)
        for item in questions_of(form) if form.name in now.checks else ():
            key = (form.name, item.id, item.measure)
            sums = now.enough(key, limit)
            if sums:
                yield told(form, item, sums, earlier.enough(key, limit))
            else:
                yield untold(form, item, now.checks[form.name].runs)
