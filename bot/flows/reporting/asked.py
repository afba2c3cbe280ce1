"""Which report somebody means by their words, and of which team and time. The lists of reports are in lists.py."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain.figures import Node
from bot.domain.periods import Period
from bot.errors import UnusableValueError
from bot.flows import access
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.spoken import Spoken, find_period
from bot.flows.office import Actor, Office
from bot.flows.reporting import access as report_access
from bot.frameworks.reports import Report

_MANY = 6
_NONE = "You make no report of that name. Type /qa report alone to see those that you make."
_WHOLE = "This report is about the whole service, not about one team. Type its name without the team."
_NOT_THERE = "You do not make this report of that team. Type /qa report alone to see those that you make."
_TEAM_WORD = "team"


@dataclass(frozen=True)
class Sought:
    """A report, and the team and the time that were named."""

    number: str
    period: Period | None = None
    team: str | None = None


Names = Mapping[str, Sequence[str]]


def find_report(office: Office, actor: Actor, words: str) -> Sought:
    """The one of those that they make that is called so; a sentence where there is none."""
    with office.store.look(actor.deadline) as uow:
        standing, today = access.standing_of(uow, actor), uow.today
        made = {
            number: report
            for number, (framework, report) in office.library.reports.items()
            if report_access.makes(uow, standing, framework, report)
        }
        nodes = load_nodes(uow, today)
        plain, names = _plain(words), dict(_named(made))
        for team, rest in _with_a_team(plain, nodes):
            meant = _meant(rest, names, partial(find_period, today=today, terms=office.library.terms))
            if meant:
                number, period = _one(made, names, meant[0]), meant[1]
                if team:
                    _check_team(made[number], team, report_access.teams_of(uow, standing, made[number]))
                return Sought(number, period, team)
    raise UnusableValueError(_NONE)


def _check_team(report: Report, team: str, theirs: Collection[str]) -> None:
    if report.per != "team":
        raise UnusableValueError(_WHOLE)
    if team not in theirs:
        raise UnusableValueError(_NOT_THERE)


def _with_a_team(plain: str, nodes: Sequence[Node]) -> Iterator[tuple[str | None, str]]:
    """All words as the name of a report; else a team beside it, the longest name first, with or without the word."""
    yield None, plain
    named = {(_plain(node.name), node.id) for node in nodes if node.id}
    named |= {(name.removesuffix(f" {_TEAM_WORD}"), team) for name, team in named}
    for name, team in sorted(named, key=lambda pair: (-len(pair[0]), pair)):
        rest = re.sub(rf"\b{re.escape(name)}\b(?: {_TEAM_WORD}\b)?", " ", plain, count=1)
        if rest != plain:
            yield team, " ".join(rest.split())
    yield from _with_part_of_a_team(plain.split(), [node for node in nodes if node.id])


def _with_part_of_a_team(words: Sequence[str], teams: Sequence[Node]) -> Iterator[tuple[str | None, str]]:
    """A word that only one team has in its name, and what else of that name stands there."""
    for word in words:
        holders = [node for node in teams if word in _plain(node.name).split()]
        if len(holders) == 1:
            own = _plain(holders[0].name).split()
            yield holders[0].id, " ".join(there for there in words if there not in own)


def _meant(plain: str, names: Names, read: Callable[[str], Spoken | None]) -> tuple[str, Period | None] | None:
    """A name of a report or a part of one, and the time beside it."""
    known = [name for there in names.values() for name in there]
    if not plain:
        return None
    if any(plain in name for name in known):
        return plain, None
    return next((found for found in _with_a_time(plain, names, read) if any(found[0] in name for name in known)), None)


def _named(made: Mapping[str, Report]) -> Iterator[tuple[str, list[str]]]:
    for number, report in made.items():
        named = (report.id, report.title, report.short_title, *report.also_called, *report.also)
        yield number, [_plain(name) for name in named]


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"['’]", "", words.casefold())))


def _with_a_time(plain: str, names: Names, read: Callable[[str], Spoken | None]) -> Iterator[tuple[str, Period]]:
    """A whole name with a time beside it; else whatever is left beside a time is part of a name."""
    for name in sorted({name for there in names.values() for name in there}, key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(name)}\b", " ", plain, count=1)
        spoken = read(" ".join(rest.split())) if rest != plain else None
        if spoken and not spoken.rest.strip():
            yield name, spoken.period
    spoken = read(plain)
    if spoken and spoken.rest.strip():
        yield " ".join(spoken.rest.split()), spoken.period


def _one(made: Mapping[str, Report], names: Names, wanted: str) -> str:
    called = [number for number, there in names.items() if any(wanted in name for name in there)]
    exact = [number for number in called if wanted in names[number]]
    if len(exact or called) == 1:
        return (exact or called)[0]
    titles = "; ".join(made[number].short_title for number in called[:_MANY])
    raise UnusableValueError(f"Several reports are called so: {titles}. Type more of its name.")
