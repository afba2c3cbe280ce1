"""Loading everybody, every team and their rows of a day, and storing what an import changes. Nothing is deleted.
What changes is decided in flows/roster/plan.py; questions about single people are in people.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Table, Update, bindparam, insert, or_, select, text, update

from bot.domain.roster import Change, Contact, Fact, Kept, Roster, Row, TeamCard
from bot.storage.store import Uow
from bot.storage.tables import people as tables
from bot.storage.tables import slack, table_of

_person = table_of(tables.Person)
_team = table_of(tables.Team)
_account = table_of(slack.Account)


@dataclass(frozen=True)
class _Place:
    """Where a fact is stored: its table, the column of its owner and those of its value."""

    table: Table
    owner: str
    value: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return ("id", self.owner, *self.value, "since", "until")


_PLACES: Mapping[Fact, _Place] = {
    Fact.EMPLOYED: _Place(table_of(tables.Employed), "person"),
    Fact.BELONGS: _Place(table_of(tables.Belongs), "person", ("team",)),
    Fact.REPORTS_TO: _Place(table_of(tables.ReportsTo), "person", ("supervisor",)),
    Fact.HOLDS: _Place(table_of(tables.Holds), "person", ("post", "team")),
    Fact.EXISTS: _Place(table_of(tables.Exists), "team"),
    Fact.PART_OF: _Place(table_of(tables.PartOf), "team", ("parent",)),
    Fact.USES: _Place(table_of(tables.Uses), "team", ("framework",)),
}
_CONTACT = ("id", "name", "email", "slack_user_id")
_CARD = ("id", "name", "channel", "nation")


def _amend(table: Table, columns: Iterable[str]) -> Update:
    """Set these columns of one row. `of` is its id: a column's own name is taken for the new value."""
    return update(table).where(table.c.id == bindparam("of")).values({name: bindparam(name) for name in columns})


_NOT_OVER = {
    fact: select(*(place.table.c[name] for name in place.columns))
    .where(or_(place.table.c.until.is_(None), place.table.c.until > bindparam("day", type_=Date)))
    .order_by(*(place.table.c[name] for name in ("since", *place.value, "id")))
    for fact, place in _PLACES.items()
}
_PEOPLE = select(*(_person.c[name] for name in _CONTACT)).order_by(_person.c.name, _person.c.id)
_TEAMS = select(*(_team.c[name] for name in _CARD)).order_by(_team.c.name)
_AMEND_ROW = {fact: _amend(place.table, place.columns[1:]) for fact, place in _PLACES.items()}
_AMEND_PERSON = _amend(_person, _CONTACT[1:])
_AMEND_TEAM = _amend(_team, _CARD[1:])
_FREE_ADDRESSES = update(_person).where(_person.c.id == bindparam("of")).values(email=None, slack_user_id=None)
# Whom an account belongs to follows from addresses; it is asked again when that person comes next.
_FORGET_ACCOUNT = update(_account).where(_account.c.person == bindparam("of")).values(person=None)
# Two imports at once would each open the rows of the other. Conflicts with itself, not with readers.
_LOCK = text("LOCK TABLE employed IN SHARE ROW EXCLUSIVE MODE")


def lock_roster(uow: Uow) -> None:
    """Let no other import change anything until the transaction ends. SQLite has one writer anyway."""
    if uow.connection.dialect.name == "postgresql":
        uow.run(_LOCK)


def load_roster(uow: Uow, day: date) -> Roster:
    """All people and teams ever, and the rows that hold on that day or later."""
    rows: dict[tuple[Fact, str], list[Row]] = defaultdict(list)
    for fact, statement in _NOT_OVER.items():
        for found in uow.run(statement, {"day": day}).all():
            key, owner, *value, since, until = list(found)
            rows[fact, owner].append(Row(fact, key, owner, tuple(value), since, until))
    return Roster(
        tuple(Contact(**row._mapping) for row in uow.run(_PEOPLE)),
        tuple(TeamCard(**row._mapping) for row in uow.run(_TEAMS)),
        {where: tuple(held) for where, held in rows.items()},
    )


@dataclass
class _Writes:
    """The last state of each thing, by id: several changes may be about one."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    teams: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[Fact, dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))

    def take(self, kept: Kept) -> None:
        match kept:
            case Contact():
                self.people[kept.id] = {name: getattr(kept, name) for name in _CONTACT}
            case TeamCard():
                self.teams[kept.id] = {name: getattr(kept, name) for name in _CARD}
            case Row():
                values = (kept.id, kept.owner, *kept.value, kept.since, kept.until)
                self.rows[kept.fact][kept.id] = dict(zip(_PLACES[kept.fact].columns, values, strict=True))


def record_changes(uow: Uow, changes: Iterable[Change]) -> None:
    """Store all of them: people and teams before the rows that name them."""
    new, amended = _Writes(), _Writes()
    for change in changes:
        for kept in change.new:
            new.take(kept)
        for kept in change.amended:
            amended.take(kept)
    _amend_people(uow, amended.people)
    _many(uow, insert(_person), new.people)
    _many(uow, _AMEND_TEAM, _by_id(amended.teams))
    _many(uow, insert(_team), new.teams)
    for fact, place in _PLACES.items():
        _many(uow, _AMEND_ROW[fact], _by_id(amended.rows[fact]))
        _many(uow, insert(place.table), new.rows[fact])


def _amend_people(uow: Uow, people: Mapping[str, Mapping[str, Any]]) -> None:
    """Addresses may change hands among them: all are let go before any is given."""
    _many(uow, _FREE_ADDRESSES, {key: {"of": key} for key in people})
    _many(uow, _AMEND_PERSON, _by_id(people))
    _many(uow, _FORGET_ACCOUNT, {key: {"of": key} for key in people})


def _by_id(things: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        key: {"of": key, **{name: value for name, value in values.items() if name != "id"}}
        for key, values in things.items()
    }


def _many(uow: Uow, statement: Any, values: Mapping[str, Mapping[str, Any]]) -> None:
    if values:
        uow.run(statement, list(values.values()))
