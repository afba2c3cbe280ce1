"""Who comes in from Slack: matching accounts to people, those who were switched off, and the workspace itself.

This goes before any access check: it says who is asking, never what they may do.
"""

from dataclasses import dataclass

from bot.domain.messages import LEFT, PART_LEFT, Account
from bot.errors import NotAllowedError
from bot.flows.access import UNKNOWN_PERSON
from bot.flows.office import Office
from bot.storage import accounts, outbox, people, runs
from bot.storage.store import Uow

_REFUSED = {
    "guest": "Plumbline is not open to guests of this workspace. Ask the person who invited you, if you need it.",
    "stranger": "Plumbline is open to people of its own workspace only.",
    "gone": "This account was switched off, so nothing was changed. Ask your QA lead.",
}


@dataclass(frozen=True)
class Profile:
    """What Slack says of an account."""

    slack_user: str
    email: str | None
    state: str
    tz: str | None = None


def claim_workspace(office: Office, team: str) -> bool:
    """Whether this database belongs to that workspace; the first one met is the one."""
    with office.store.work() as uow:
        return accounts.claim_workspace(uow, team) == team


def find_workspace(office: Office) -> str | None:
    with office.store.look() as uow:
        return accounts.load_workspace(uow)


def find_account(office: Office, user: str) -> Account | None:
    with office.store.look() as uow:
        return accounts.load_account(uow, user)


def person_of(account: Account) -> str:
    """The person behind an account, or a refusal that says what to do."""
    if account.state in _REFUSED:
        raise NotAllowedError(_REFUSED[account.state], account.person or account.state, "come in")
    if account.person is None:
        raise NotAllowedError(UNKNOWN_PERSON, "stranger", "come in")
    return account.person


def record_profile(office: Office, profile: Profile) -> Account:
    """Keep who this account is today. Somebody switched off leaves word about what they had begun, once."""
    with office.store.work() as uow:
        before = accounts.load_account(uow, profile.slack_user)
        known = before.person if before else None
        # Slack leaves out the address of an account that was switched off.
        person = accounts.find_person(uow, profile.slack_user, profile.email) or (
            known if profile.state == "gone" else None
        )
        tz = profile.tz or (before.tz if before else None)
        account = Account(profile.slack_user, person, profile.state, before.channel if before else None, tz)
        accounts.keep_account(uow, account)
        if profile.state == "gone" and person and (before is None or before.state != "gone"):
            _leave_word(uow, office, person)
        return account


def has_home(office: Office, user: str) -> bool:
    """Whether they ever opened Home; before that nobody sees what is drawn there."""
    with office.store.look() as uow:
        return accounts.has_home(uow, user)


def give_home(office: Office, user: str) -> None:
    """From now on Home is drawn for them whenever something changes."""
    with office.store.work() as uow:
        accounts.give_home(uow, user)


def load_accounts(office: Office) -> dict[str, Account]:
    """Every account that was met, to be looked at again."""
    with office.store.look() as uow:
        return accounts.load_accounts(uow)


def _leave_word(uow: Uow, office: Office, person: str) -> None:
    uow.log("switched off", person)
    supervisor = people.load_supervisor(uow, person, uow.today)
    told = [supervisor] if supervisor else people.load_holders(uow, "qa-lead", uow.today)
    for run in runs.load_open_runs(uow, person):
        if run.author == person:
            for reader in told:
                outbox.owe(uow, LEFT, reader, run.id)
        elif office.checklist(uow, run).has_turns:
            outbox.owe(uow, PART_LEFT, run.author, run.id, once=person)
