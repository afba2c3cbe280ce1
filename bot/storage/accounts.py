"""The workspace, its accounts and who they are here, and how people like to work."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Column, ColumnElement, bindparam, select, text, true, update

from bot.domain.messages import Account
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import people as people_tables
from bot.storage.tables import slack, table_of

_workspace = table_of(slack.Workspace)
_account = table_of(slack.Account)
_preference = table_of(slack.Preference)
_person = table_of(people_tables.Person)

_MANY = 500
_ACCOUNTS = select(_account.c.slack_user, _account.c.person, _account.c.state, _account.c.channel, _account.c.tz)
_OF_USER = Prepared(_ACCOUNTS.where(_account.c.slack_user == bindparam("user")), into=Account)
_OF_PERSON = Prepared(_ACCOUNTS.where(_account.c.person == bindparam("person")), into=Account)
_WHOLE_SECTIONS = Prepared(select(_preference.c.whole_sections).where(_preference.c.person == bindparam("person")))
_KEEP = text(
    "INSERT INTO account (slack_user, person, state, tz, checked_at, has_home) "
    "VALUES (:user, :person, :state, :tz, :now, FALSE) "
    "ON CONFLICT (slack_user) DO UPDATE SET person = :person, state = :state, tz = :tz, checked_at = :now"
).bindparams(bindparam("now", type_=_account.c.checked_at.type))
_HAS_HOME = Prepared(select(_account.c.has_home).where(_account.c.slack_user == bindparam("user")))
_PREFER = text(
    "INSERT INTO preference (person, whole_sections) VALUES (:person, :whole) "
    "ON CONFLICT (person) DO UPDATE SET whole_sections = :whole"
)


def load_workspace(uow: Uow) -> str | None:
    found: str | None = uow.run(select(_workspace.c.team)).scalar()
    return found


def claim_workspace(uow: Uow, team: str) -> str:
    """The workspace that this database belongs to: this one, if it belongs to none yet."""
    found = load_workspace(uow)
    if found is None:
        uow.run(_workspace.insert(), {"id": 1, "team": team})
    return found or team


def load_account(uow: Uow, user: str) -> Account | None:
    return next(iter(uow.rows(_OF_USER, {"user": user})), None)


def load_account_of(uow: Uow, person: str) -> Account | None:
    """The account to write to: a member's before any other."""
    return foremost(uow.rows(_OF_PERSON, {"person": person}))


def foremost(accounts: Iterable[Account]) -> Account | None:
    """Of several accounts of one person, the one to go by."""
    return min(accounts, key=lambda account: (account.state != "member", account.slack_user), default=None)


def load_accounts(uow: Uow) -> dict[str, Account]:
    """Every account that was ever met, by its Slack id."""
    return {row.slack_user: Account(**row._mapping) for row in uow.run(_ACCOUNTS)}


def load_accounts_of(uow: Uow, people: Iterable[str]) -> dict[str, Account]:
    """The account to go by of each of these people, by the person's id."""
    wanted = set(people)
    held: dict[str, list[Account]] = defaultdict(list)
    for row in uow.run(_ACCOUNTS.where(among(_account.c.person, wanted))).all():
        if row.person in wanted:
            held[row.person].append(Account(row.slack_user, row.person, row.state, row.channel, row.tz))
    return {person: account for person, theirs in held.items() if (account := foremost(theirs))}


def among(person: Column[str], wanted: Collection[str]) -> ColumnElement[bool]:
    """That it is one of them. Of very many, all are read, which costs less than naming each: the reader leaves some."""
    return person.in_(sorted(wanted)) if len(wanted) <= _MANY else true()


def find_person(uow: Uow, user: str, email: str | None) -> str | None:
    """Who this is by the Slack id in the people file, else by e-mail."""
    by_id: str | None = uow.run(select(_person.c.id).where(_person.c.slack_user_id == user)).scalar()
    if by_id or not email:
        return by_id
    # An address whose owner is known by another Slack id is not enough to be taken for them.
    by_email = select(_person.c.id).where(_person.c.email == email.lower(), _person.c.slack_user_id.is_(None))
    found: str | None = uow.run(by_email).scalar()
    return found


def keep_account(uow: Uow, account: Account) -> None:
    values = {"user": account.slack_user, "person": account.person, "state": account.state, "tz": account.tz}
    uow.run(_KEEP, values | {"now": uow.instant})


def keep_channel(uow: Uow, user: str, channel: str) -> None:
    uow.run(update(_account).where(_account.c.slack_user == user).values(channel=channel))


def has_home(uow: Uow, user: str) -> bool:
    return any(row.has_home for row in uow.rows(_HAS_HOME, {"user": user}))


def give_home(uow: Uow, user: str) -> None:
    uow.run(update(_account).where(_account.c.slack_user == user).values(has_home=True))


def prefers_whole_sections(uow: Uow, person: str) -> bool:
    return any(row.whole_sections for row in uow.rows(_WHOLE_SECTIONS, {"person": person}))


def prefer_whole_sections(uow: Uow, person: str, *, whole: bool) -> None:
    uow.run(_PREFER, {"person": person, "whole": whole})
