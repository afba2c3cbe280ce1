"""Closing a period: its figures as they may be shared are stored for good, and what is different later is told."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from bot.domain.closings import Closing, Difference
from bot.domain.figures import Figures, Node, Scope
from bot.domain.periods import Period
from bot.errors import UnusableValueError
from bot.flows.figures import access
from bot.flows.figures.making import make_missing, months_told, told_from
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.recounting import recount
from bot.flows.figures.shared import WHOLE_MONTHS, load_shared
from bot.flows.office import Actor, Office
from bot.flows.shown import short_day
from bot.frameworks.library import Library
from bot.storage.closings import Kept, add_closing, load_head, load_kept, load_kept_as
from bot.storage.store import Uow

_FIGURES: TypeAdapter[tuple[Figures, ...]] = TypeAdapter(tuple[Figures, ...])


def close_period(office: Office, actor: Actor, framework: str, period: Period, posts: Collection[str] = ()) -> Closing:
    """By the QA lead or who holds one of these posts. Closed before, it stays as it was."""
    with office.store.work(actor.deadline) as uow:
        access.to_close(uow, actor, framework, posts)
        return record_closing(uow, office, actor.person, framework, period)


def record_closing(uow: Uow, office: Office, person: str, framework: str, period: Period) -> Closing:
    """The same inside a transaction of whoever has asked access: the one that stands, else a new one."""
    return load_closing(uow, framework, period) or _close(uow, office, person, framework, period, 1)


def restate_period(
    office: Office, actor: Actor, framework: str, period: Period, posts: Collection[str] = ()
) -> Closing:
    """The next number, where the figures are others now; else the one that stands."""
    with office.store.work(actor.deadline) as uow:
        access.to_close(uow, actor, framework, posts)
        return record_restatement(uow, office, actor.person, framework, period)


def record_restatement(uow: Uow, office: Office, person: str, framework: str, period: Period) -> Closing:
    """The same inside a transaction."""
    stands = load_closing(uow, framework, period)
    if stands is None:
        return _close(uow, office, person, framework, period, 1)
    recount(uow, office, framework, period)
    if _figures(uow, office, framework, period) == stands.figures:
        return stands
    return _close(uow, office, person, framework, period, stands.number + 1)


def load_closing(uow: Uow, framework: str, period: Period, number: int | None = None) -> Closing | None:
    """The newest, or that number."""
    kept = load_kept(uow, framework, period, number)
    return _closing_of(kept) if kept else None


def load_closing_as(uow: Uow, key: str) -> Closing | None:
    kept = load_kept_as(uow, key)
    return _closing_of(kept) if kept else None


def figures_of(closing: Closing, node: Node, form: str | None = None) -> Figures | None:
    """What it holds of a team; of one check where a form is named. None where it knows no such team."""
    found = next((there for there in closing.figures if there.scope.node.id == node.id), None)
    if found is None or form is None:
        return found
    return replace(
        found,
        scope=replace(found.scope, form=form),
        work=tuple(row for row in found.work if row.form == form),
        answers=tuple(item for item in found.answers if item.form == form),
        covered=None,
        months=(),
    )


def differences(before: Closing, after: Closing) -> tuple[Difference, ...]:
    """What a restatement shows: each figure that is another one, as it was and as it is."""
    was, now = ({there.scope.node.name: dict(_said(there)) for there in one.figures} for one in (before, after))
    return tuple(
        Difference(team, what, was.get(team, {}).get(what, _NOT_TOLD), now.get(team, {}).get(what, _NOT_TOLD))
        for team in dict.fromkeys((*now, *was))
        for what in dict.fromkeys((*now.get(team, {}), *was.get(team, {})))
        if was.get(team, {}).get(what) != now.get(team, {}).get(what)
    )


_NOT_TOLD = "not told"
_NAMES = {
    "done": "done",
    "among": "done of those expected",
    "owed": "owed",
    "expected": "expected",
    "done_late": "done late",
    "late": "past its date",
    "missed": "missed",
    "excused": "excused",
    "nothing": "nothing to check",
}


def _said(figures: Figures) -> Iterator[tuple[str, str]]:
    for row in figures.work:
        told = ((name, getattr(row.now, key)) for key, name in _NAMES.items())
        yield from ((f"{row.title}: {name}", str(many)) for name, many in told if many is not None)
    titles = {row.form: row.title for row in figures.work}
    for item in figures.answers:
        if item.told:
            # Several checks may ask the same.
            asked = f"{titles.get(item.form, item.form)}, {item.item}: {item.ask}"
            yield from ((f"{asked} {label}", str(many)) for label, many in item.counts)
    if figures.covered:
        yield "People looked at", f"{figures.covered.looked_at} of {figures.covered.of}"
    actions = figures.actions
    agreed = (("closed", actions.closed), ("open", actions.opened), ("past their date", actions.late))
    yield from ((f"Actions {name}", str(many)) for name, many in agreed if many is not None)
    for theme in figures.themes:
        yield f"{'Good practice' if theme.good_practice else 'Theme'}: {theme.title}", str(theme.many)


def _close(uow: Uow, office: Office, person: str, framework: str, period: Period, number: int) -> Closing:
    head = load_head(uow)
    given = {
        "framework": framework,
        "period": [period.first.isoformat(), period.last.isoformat()],
        "number": number,
        "figures": _plain(_FIGURES.dump_python(_figures(uow, office, framework, period), mode="json")),
        "versions": _versions(office.library, framework),
        "head": [head.sequence, head.hash],
    }
    body = json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    add_closing(uow, framework, period, number, body, person)
    kept = load_kept(uow, framework, period, number)
    if kept is None:
        raise LookupError(framework)
    return _closing_of(kept)


def _figures(uow: Uow, office: Office, framework: str, period: Period) -> tuple[Figures, ...]:
    """Of the organisation and of every team there was on its last day."""
    if not period.is_whole_months:
        raise UnusableValueError(WHOLE_MONTHS)
    make_missing(uow, office)
    if len(months_told(uow, period)) < period.months:
        raise UnusableValueError(_too_soon(period))
    nodes = load_nodes(uow, min(uow.today, period.last))
    return tuple(load_shared(uow, office, Scope(node, period, framework)) for node in nodes)


def _too_soon(period: Period) -> str:
    day: date = told_from(period.last)
    return (
        f"This time can be closed from {short_day(day)} on. Its last month is counted once five working days have "
        "passed after it, so that what was done a little late is in it."
    )


def _versions(library: Library, framework: str) -> list[str]:
    forms = [f"{form.name} {form.version}" for form in library.forms.values() if form.framework == framework]
    plan = library.plans.get(framework)
    return sorted([*forms, *([f"schedule {plan.version}"] if plan else [])])


def _plain(given: Any) -> Any:
    """A set has no order; a canonical text has one."""
    if isinstance(given, Mapping):
        return {key: sorted(value) if key == "teams" else _plain(value) for key, value in given.items()}
    return [_plain(each) for each in given] if isinstance(given, list) else given


def _closing_of(kept: Kept) -> Closing:
    given = json.loads(kept.body)
    sequence, digest = given["head"]
    return Closing(
        id=kept.id,
        framework=kept.framework,
        period=Period(kept.first, kept.last),
        number=kept.number,
        figures=_FIGURES.validate_python(given["figures"], strict=False),
        versions=tuple(given["versions"]),
        head=(sequence, digest),
        digest=kept.digest,
        closed_by=kept.closed_by,
        closed_at=kept.closed_at,
    )
