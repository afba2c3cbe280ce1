"""Who was what when and which teams there were, all of it at once: what decides who owes something.

Questions about single people on a day are in people.py, imports in roster.py.
"""

from datetime import date
from typing import Any

from sqlalchemy import Column, select

from bot.domain.duties import Stint, TeamStint
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import people as tables
from bot.storage.tables import table_of

_employed = table_of(tables.Employed)
_belongs = table_of(tables.Belongs)
_reports_to = table_of(tables.ReportsTo)
_holds = table_of(tables.Holds)
_away = table_of(tables.Away)
_part_of = table_of(tables.PartOf)
_uses = table_of(tables.Uses)


def _stints(what: str, owner: Column[Any], *value: Column[Any]) -> Prepared:
    def stint(person: str, since: date, until: date | None, value: str | None = None, team: str | None = None) -> Stint:
        return Stint(person, what, since, until, value, team)

    return Prepared(_ordered(owner, *value), into=stint)


def _team_stints(what: str, value: Column[Any]) -> Prepared:
    def stint(team: str, since: date, until: date | None, value: str) -> TeamStint:
        return TeamStint(team, what, since, until, value)

    return Prepared(_ordered(value.table.c.team, value), into=stint)


def _ordered(owner: Column[Any], *value: Column[Any]) -> Any:
    """The same at every look, so that what follows from it is the same too."""
    table = owner.table
    return select(owner, table.c.since, table.c.until, *value).order_by(owner, table.c.since, table.c.id)


_STINTS = (
    _stints("works", _employed.c.person),
    _stints("team", _belongs.c.person, _belongs.c.team),
    _stints("reports-to", _reports_to.c.person, _reports_to.c.supervisor),
    _stints("post", _holds.c.person, _holds.c.post, _holds.c.team),
    _stints("away", _away.c.person, _away.c.stand_in),
)
_TEAM_STINTS = (_team_stints("part-of", _part_of.c.parent), _team_stints("uses", _uses.c.framework))


def load_stints(uow: Uow) -> tuple[Stint, ...]:
    """Of all people who ever were here."""
    return tuple(stint for found in _STINTS for stint in uow.rows(found, {}))


def load_team_stints(uow: Uow) -> tuple[TeamStint, ...]:
    return tuple(stint for found in _TEAM_STINTS for stint in uow.rows(found, {}))
