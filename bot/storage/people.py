"""Questions about people, teams and posts, each on a given day. Changing them is in roster.py."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, Date, FromClause, and_, bindparam, or_, select

from bot.domain.people import Person, Post, Standing, Team
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import people as tables
from bot.storage.tables import table_of

_person = table_of(tables.Person)
_team = table_of(tables.Team)
_employed = table_of(tables.Employed)
_belongs = table_of(tables.Belongs)
_reports_to = table_of(tables.ReportsTo)
_holds = table_of(tables.Holds)
_away = table_of(tables.Away)
_absent = _employed.alias("absent")
_part_of = table_of(tables.PartOf)
_uses = table_of(tables.Uses)

# A line of supervision or a tree of teams is never deeper; an import refuses circles.
_DEEPEST = 20


def _on_day(table: FromClause) -> ColumnElement[bool]:
    day: BindParameter[date] = bindparam("day", type_=Date)
    return and_(table.c.since <= day, or_(table.c.until.is_(None), table.c.until > day))


_STANDING = Prepared(
    select(_belongs.c.team, _holds.c.post, _holds.c.team.label("post_team"), _away.c.person.label("away"))
    .select_from(
        _employed.outerjoin(_belongs, and_(_belongs.c.person == _employed.c.person, _on_day(_belongs)))
        .outerjoin(_holds, and_(_holds.c.person == _employed.c.person, _on_day(_holds)))
        .outerjoin(
            # Who has left has nothing for anybody to stand in for.
            _away.join(_absent, and_(_absent.c.person == _away.c.person, _on_day(_absent))),
            and_(_away.c.stand_in == _employed.c.person, _on_day(_away)),
        )
    )
    .where(_employed.c.person == bindparam("person"), _on_day(_employed))
)
_STOOD_IN_FOR = Prepared(
    select(_away.c.person)
    .join(_absent, and_(_absent.c.person == _away.c.person, _on_day(_absent)))
    .where(_away.c.stand_in == bindparam("person"), _on_day(_away))
)
_SUPERVISOR = Prepared(
    select(_reports_to.c.supervisor).where(_reports_to.c.person == bindparam("person"), _on_day(_reports_to))
)
_SUPERVISEES = (
    select(_person.c.id, _person.c.name)
    .join(_reports_to, _reports_to.c.person == _person.c.id)
    .join(_employed, _employed.c.person == _person.c.id)
    .where(_reports_to.c.supervisor.in_(bindparam("people", expanding=True)), _on_day(_reports_to), _on_day(_employed))
    .order_by(_person.c.name)
)
_TEAM_OF = select(_belongs.c.team).where(_belongs.c.person == bindparam("person"), _on_day(_belongs))
_PARENT = Prepared(select(_part_of.c.parent).where(_part_of.c.team == bindparam("team"), _on_day(_part_of)))
_PARTS = select(_part_of.c.team).where(_part_of.c.parent.in_(bindparam("teams", expanding=True)), _on_day(_part_of))
_FRAMEWORKS = select(_uses.c.framework).where(_uses.c.team.in_(bindparam("teams", expanding=True)), _on_day(_uses))
_NAME = Prepared(select(_person.c.name).where(_person.c.id == bindparam("person")))
_CONTACT = Prepared(select(_person.c.slack_user_id, _person.c.email).where(_person.c.id == bindparam("person")))
_BY_EMAIL = select(_person.c.id).where(_person.c.email == bindparam("email"))
_CONTACTS = (
    select(_person.c.name, _person.c.slack_user_id, _person.c.email)
    .join(_employed, _employed.c.person == _person.c.id)
    .where(_on_day(_employed))
    .order_by(_person.c.name)
)
_HOLDERS = (
    select(_holds.c.person)
    .distinct()
    .join(_employed, _employed.c.person == _holds.c.person)
    .where(_holds.c.post == bindparam("post"), _on_day(_holds), _on_day(_employed))
)
_MEMBERS = (
    select(_person.c.id, _person.c.name)
    .join(_belongs, _belongs.c.person == _person.c.id)
    .join(_employed, _employed.c.person == _person.c.id)
    .where(_belongs.c.team.in_(bindparam("teams", expanding=True)), _on_day(_belongs), _on_day(_employed))
    .order_by(_person.c.name)
)
# Not a key's update: rows that only name the person need not wait.
_LOCK = select(_person.c.id).where(_person.c.id == bindparam("person")).with_for_update(key_share=True)
_EVERYBODY = (
    select(_person.c.id, _person.c.name)
    .join(_employed, _employed.c.person == _person.c.id)
    .where(_on_day(_employed))
    .order_by(_person.c.name)
)


def load_standing(uow: Uow, person: str, day: date) -> Standing | None:
    """What this person is on that day, or nothing when they do not work here then."""
    rows = uow.rows(_STANDING, {"person": person, "day": day})
    if not rows:
        return None
    posts = frozenset(Post(row.post, row.post_team) for row in rows if row.post)
    return Standing(person, rows[0].team, posts, _in_stead(uow, person, {row.away for row in rows if row.away}, day))


def _in_stead(uow: Uow, person: str, away: set[str], day: date) -> frozenset[str]:
    """Those away, and whoever they would stand in for if they were here."""
    found, ahead = set(away), set(away)
    while ahead:
        further = {row.person for absent in ahead for row in uow.rows(_STOOD_IN_FOR, {"person": absent, "day": day})}
        ahead = further - found
        found |= further
    return frozenset(found - {person})


def load_supervisor(uow: Uow, person: str, day: date) -> str | None:
    return next((row.supervisor for row in uow.rows(_SUPERVISOR, {"person": person, "day": day})), None)


def load_line(uow: Uow, person: str, day: date) -> list[str]:
    """The supervisor, theirs, and so on up."""
    line: list[str] = []
    above = load_supervisor(uow, person, day)
    while above and above not in line and len(line) < _DEEPEST:
        line.append(above)
        above = load_supervisor(uow, above, day)
    return line


def load_supervisees(uow: Uow, people: Iterable[str], day: date) -> list[Person]:
    """Whom any of these people supervises."""
    return [Person(row.id, row.name) for row in uow.run(_SUPERVISEES, {"people": sorted(people), "day": day})]


def load_team_of(uow: Uow, person: str, day: date) -> str | None:
    return uow.run(_TEAM_OF, {"person": person, "day": day}).scalar()


def load_teams_over(uow: Uow, team: str | None, day: date) -> list[str]:
    """The team itself and those that it is part of."""
    teams: list[str] = []
    while team and team not in teams and len(teams) < _DEEPEST:
        teams.append(team)
        team = next((row.parent for row in uow.rows(_PARENT, {"team": team, "day": day})), None)
    return teams


def load_teams_under(uow: Uow, teams: Iterable[str], day: date) -> list[Team]:
    """The teams themselves and all that are part of them."""
    found = set(teams)
    ahead = set(found)
    while ahead:
        ahead = set(uow.run(_PARTS, {"teams": sorted(ahead), "day": day}).scalars()) - found
        found |= ahead
    rows = uow.run(select(_team.c.id, _team.c.name).where(_team.c.id.in_(found)).order_by(_team.c.name))
    return [Team(row.id, row.name) for row in rows]


def load_frameworks(uow: Uow, team: str | None, day: date) -> frozenset[str]:
    """The frameworks that a team works by, its own and those of the teams it is part of."""
    return frozenset(uow.run(_FRAMEWORKS, {"teams": load_teams_over(uow, team, day), "day": day}).scalars())


def load_names(uow: Uow, people: Iterable[str]) -> dict[str, str]:
    """Names of people, by id; of those who have left too."""
    return {person: row.name for person in set(people) for row in uow.rows(_NAME, {"person": person})}


def load_team_name(uow: Uow, team: str) -> str:
    return str(uow.run(select(_team.c.name).where(_team.c.id == team)).scalar_one())


def find_team(uow: Uow, name: str) -> str | None:
    """The team of that name, in whatever letters it is typed."""
    teams = uow.run(select(_team.c.id, _team.c.name))
    return next((team.id for team in teams if team.name.casefold() == name.casefold()), None)


def find_by_email(uow: Uow, email: str) -> str | None:
    return uow.run(_BY_EMAIL, {"email": email.lower()}).scalar()


def load_contact(uow: Uow, person: str) -> tuple[str | None, str | None]:
    """The Slack id and the e-mail address that the people file gives."""
    row = next(iter(uow.rows(_CONTACT, {"person": person})), None)
    return (row.slack_user_id, row.email) if row else (None, None)


def load_contacts(uow: Uow, day: date) -> list[tuple[str, str | None, str | None]]:
    """Name, Slack id and e-mail address of all who work here on that day."""
    rows = uow.run(_CONTACTS, {"day": day})
    return [(row.name, row.slack_user_id, row.email) for row in rows]


def load_holders(uow: Uow, post: str, day: date) -> list[str]:
    """Who works here and holds this post, wherever."""
    return list(uow.run(_HOLDERS, {"post": post, "day": day}).scalars())


def load_members(uow: Uow, teams: Iterable[str], day: date) -> list[Person]:
    """Who is in one of these teams, and no part of them."""
    return [Person(row.id, row.name) for row in uow.run(_MEMBERS, {"teams": sorted(teams), "day": day})]


def load_everybody(uow: Uow, day: date) -> list[Person]:
    """All who work here on that day."""
    return [Person(row.id, row.name) for row in uow.run(_EVERYBODY, {"day": day})]


def lock_person(uow: Uow, person: str) -> None:
    """Let nobody else begin something for this person until the transaction ends."""
    uow.run(_LOCK, {"person": person})
