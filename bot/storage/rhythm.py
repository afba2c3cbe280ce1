"""When people can be reached, their absences and stand-ins, and when two meet next. Nothing is decided here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, FromClause, and_, bindparam, delete, insert, or_, select, text, update

from bot.domain.rhythm import USUAL_DAYS, USUAL_HOUR, Absence, Cover, NextMeeting, Rhythm
from bot.storage.accounts import among, load_accounts_of
from bot.storage.keys import new_key
from bot.storage.store import Uow
from bot.storage.tables import people as people_tables
from bot.storage.tables import rhythm as tables
from bot.storage.tables import table_of

_person = table_of(people_tables.Person)
_team = table_of(people_tables.Team)
_belongs = table_of(people_tables.Belongs)
_employed = table_of(people_tables.Employed)
_reports_to = table_of(people_tables.ReportsTo)
_away = table_of(people_tables.Away)
_rhythm = table_of(tables.Rhythm)
_meets = table_of(tables.Meets)

_KEEP_HOURS = text(
    "INSERT INTO rhythm (person, hour, days) VALUES (:person, :hour, :days) "
    "ON CONFLICT (person) DO UPDATE SET hour = :hour, days = :days"
)

_KEEP_MEETS = text(
    "INSERT INTO meets (supervisor, person, day) VALUES (:supervisor, :person, :day) "
    "ON CONFLICT (supervisor, person) DO UPDATE SET day = :day"
).bindparams(bindparam("day", type_=Date))


def _on(table: FromClause, day: date) -> ColumnElement[bool]:
    return and_(table.c.since <= day, or_(table.c.until.is_(None), table.c.until > day))


def load_rhythms(uow: Uow, people: Iterable[str], zone: ZoneInfo) -> dict[str, Rhythm]:
    """When each of these people can be reached, from today on. `zone`: of whoever Slack names none for."""
    wanted = set(people)
    chosen = (
        select(_person.c.id, _rhythm.c.hour, _rhythm.c.days, _team.c.nation)
        .outerjoin(_rhythm, _rhythm.c.person == _person.c.id)
        .outerjoin(_belongs, and_(_belongs.c.person == _person.c.id, _on(_belongs, uow.today)))
        .outerjoin(_team, _team.c.id == _belongs.c.team)
        .where(among(_person.c.id, wanted))
    )
    zones = {person: account.tz for person, account in load_accounts_of(uow, wanted).items()}
    away = load_absences(uow, wanted)
    return {
        row.id: Rhythm(
            _zone_of(zones.get(row.id), zone),
            USUAL_HOUR if row.hour is None else row.hour,
            _days_of(row.days),
            row.nation or "ENG",
            tuple(away.get(row.id, ())),
        )
        for row in uow.run(chosen).all()
        if row.id in wanted
    }


def _zone_of(name: str | None, usual: ZoneInfo) -> ZoneInfo:
    """A name that this machine does not know is as good as none."""
    try:
        return ZoneInfo(name) if name else usual
    except (KeyError, ValueError, OSError):
        return usual


def _days_of(mask: int | None) -> frozenset[int]:
    return USUAL_DAYS if mask is None else frozenset(day for day in range(7) if mask >> day & 1)


def keep_hours(uow: Uow, person: str, hour: int, days: Iterable[int]) -> None:
    uow.run(_KEEP_HOURS, {"person": person, "hour": hour, "days": sum(1 << day for day in set(days))})


def load_absences(uow: Uow, people: Iterable[str]) -> dict[str, list[Absence]]:
    """Those that are not over today, the next one first; an empty list for who has none."""
    mine = among(_away.c.person, set(people))
    not_over = or_(_away.c.until.is_(None), _away.c.until > uow.today)
    return _by_person(uow, and_(mine, not_over))


def load_ever_away(uow: Uow, person: str) -> list[Absence]:
    """All absences of somebody, over or not."""
    return _by_person(uow, _away.c.person == person)[person]


def _by_person(uow: Uow, which: ColumnElement[bool]) -> dict[str, list[Absence]]:
    found: dict[str, list[Absence]] = defaultdict(list)
    for row in uow.run(select(_away).where(which).order_by(_away.c.since, _away.c.id)):
        found[row.person].append(_absence(row))
    return found


def _absence(row: Any) -> Absence:
    return Absence(row.id, row.person, row.since, row.until, row.stand_in)


def load_absence(uow: Uow, absence: str) -> Absence | None:
    row = uow.run(select(_away).where(_away.c.id == absence)).first()
    return _absence(row) if row else None


def load_stood_in_for(uow: Uow, person: str) -> list[Absence]:
    """Those of people still here in which this person stands in, and that are not over today; the next one first."""
    absent_is_here = _away.join(_employed, and_(_employed.c.person == _away.c.person, _on(_employed, uow.today)))
    not_over = or_(_away.c.until.is_(None), _away.c.until > uow.today)
    found = select(_away).select_from(absent_is_here).where(_away.c.stand_in == person, not_over)
    return [_absence(row) for row in uow.run(found.order_by(_away.c.since, _away.c.id))]


def add_absence(uow: Uow, person: str, since: date, until: date, stand_in: str | None) -> str:
    key = new_key()
    values = {"id": key, "person": person, "since": since, "until": until, "stand_in": stand_in}
    uow.run(insert(_away), values)
    return key


def change_absence(uow: Uow, absence: str, since: date, until: date, stand_in: str | None) -> None:
    values = {"since": since, "until": until, "stand_in": stand_in}
    uow.run(update(_away).where(_away.c.id == absence).values(values))


def end_absence(uow: Uow, absence: Absence) -> None:
    """Today is the first day back; one that has held on no past day never was."""
    row = _away.c.id == absence.id
    uow.run(update(_away).where(row).values(until=uow.today) if absence.since < uow.today else delete(_away).where(row))


def load_cover(uow: Uow, day: date) -> Cover:
    """Everybody's of that day. Where two absences overlap, one with a stand-in counts."""
    here = frozenset(uow.run(select(_employed.c.person).where(_on(_employed, day))).scalars())
    away: dict[str, str | None] = {}
    for row in uow.run(select(_away.c.person, _away.c.stand_in).where(_on(_away, day)).order_by(_away.c.id)):
        if row.person in here:
            away[row.person] = away.get(row.person) or row.stand_in
    above = uow.run(select(_reports_to.c.person, _reports_to.c.supervisor).where(_on(_reports_to, day)))
    return Cover(here, away, {row.person: row.supervisor for row in above})


def load_meets(uow: Uow) -> list[NextMeeting]:
    """Every pair's next meeting as it was agreed, also one that is past."""
    return [NextMeeting(row.supervisor, row.person, row.day) for row in uow.run(select(_meets))]


def load_meets_of(uow: Uow, people: Iterable[str]) -> dict[tuple[str, str], date]:
    """Those of these people, from today on, by supervisor and person."""
    mine = and_(_meets.c.person.in_(sorted(set(people))), _meets.c.day >= uow.today)
    return {(row.supervisor, row.person): row.day for row in uow.run(select(_meets).where(mine))}


def load_meets_between(uow: Uow, people: Iterable[str], since: date, until: date) -> list[NextMeeting]:
    """The next meetings of these people with those whom they supervise or who supervise them, in these days."""
    theirs = sorted(set(people))
    mine = or_(_meets.c.supervisor.in_(theirs), _meets.c.person.in_(theirs))
    found = select(_meets).where(mine, _meets.c.day.between(since, until)).order_by(_meets.c.day, _meets.c.person)
    return [NextMeeting(row.supervisor, row.person, row.day) for row in uow.run(found)]


def find_meets(uow: Uow, supervisor: str, person: str) -> date | None:
    """The day on which the two meet next as it was agreed, also one that is past."""
    of = select(_meets.c.day).where(_meets.c.supervisor == supervisor, _meets.c.person == person)
    found: date | None = uow.run(of).scalar()
    return found


def set_meets(uow: Uow, supervisor: str, person: str, day: date | None) -> None:
    """The next meeting of the two; none takes it away."""
    if day:
        uow.run(_KEEP_MEETS, {"supervisor": supervisor, "person": person, "day": day})
    else:
        uow.run(delete(_meets).where(_meets.c.supervisor == supervisor, _meets.c.person == person))
