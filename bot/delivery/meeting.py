"""Meeting people in Slack: asking it who an account is, or which account somebody has, and keeping the answer."""

import threading
from collections.abc import Iterable
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.clock import Deadline
from bot.delivery.calls import Calls, PausedError
from bot.domain.messages import Account
from bot.errors import ShownError
from bot.flows.arrivals import Profile, find_account, load_accounts, record_profile
from bot.flows.office import Office
from bot.storage import accounts, people


class SlackSilentError(ShownError):
    """Slack did not say who somebody is."""


_MEMORY = 10.0
"""Seconds for which it is remembered who an account is. What they may do is asked anew at every act."""
_AGAIN_AFTER = 30.0
_PER_PAGE = 200
_MOST = 1000
_ZONE_LENGTH = 60


class Meeting:
    def __init__(self, office: Office, calls: Calls, team: str) -> None:
        self._office = office
        self._calls = calls
        self._team = team
        self._lately: dict[str, Deadline] = {}
        self._lock = threading.Lock()
        self._cursor = ""
        self._remembered: dict[str, tuple[Account, Deadline]] = {}

    def meet(self, user: str, deadline: Deadline | None = None) -> Account:
        """Who this account is. Slack is asked the first time, and again while nobody here is known by it."""
        with self._lock:
            remembered, until = self._remembered.get(user, (None, None))
        if remembered and until and until.left():
            return remembered
        account = self._find(user, deadline)
        if account.person and account.state == "member":
            self._remember(account)
        return account

    def _find(self, user: str, deadline: Deadline | None) -> Account:
        known = find_account(self._office, user)
        if known and (known.person or known.state != "member" or self._met_lately(user)):
            return known
        try:
            answer = self._calls.by(deadline, "users.info", user=user)
        except (SlackApiError, PausedError, OSError) as error:
            raise SlackSilentError("Slack could not say who you are just now. Please try again in a moment.") from error
        return self.record(answer["user"])

    def account_of(self, person: str) -> Account | None:
        """The account to write to: known, named in the people file, or found by e-mail."""
        with self._office.store.look() as uow:
            known = accounts.load_account_of(uow, person)
            user, email = people.load_contact(uow, person)
        if known or not (user or email):
            return known
        try:
            asked = {"user": user} if user else {"email": email}
            return self.record(self._calls("users.info" if user else "users.lookupByEmail", **asked)["user"])
        except SlackApiError as error:
            if error.response["error"] in ("users_not_found", "user_not_found", "missing_scope"):
                return None
            raise

    def states_of(self, users: Iterable[str], most_unknown: int) -> frozenset[str] | None:
        """Whether members, guests or strangers are among them. Those not known yet are asked about, and not kept.

        Nothing where too many would have to be asked about. Our own account and those of other apps are members.
        """
        known = load_accounts(self._office)
        found = {user: known[user].state for user in users if user in known}
        unknown = sorted(set(users) - set(found))
        if len(unknown) > most_unknown:
            return None
        asked = (self._state(self._calls("users.info", user=user)["user"]) for user in unknown)
        return frozenset([*found.values(), *asked])

    def refresh_page(self) -> bool:
        """Look at a page of everybody again: who was switched off, became a guest, moved. Whether it was the last."""
        known = load_accounts(self._office)
        page = self._calls("users.list", limit=_PER_PAGE, **({"cursor": self._cursor} if self._cursor else {}))
        for user in page["members"]:
            before = known.get(user["id"])
            if before and (before.state, before.tz) != (self._state(user), _zone(user) or before.tz):
                self.record(user)
        self._cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        return not self._cursor

    def record(self, user: dict[str, Any]) -> Account:
        """Keep what Slack says of somebody."""
        email = (user.get("profile") or {}).get("email")
        profile = Profile(user["id"], email, self._state(user), _zone(user))
        with self._lock:
            self._lately[user["id"]] = Deadline.after(_AGAIN_AFTER)
            self._remembered.pop(user["id"], None)
        return record_profile(self._office, profile)

    def _state(self, user: dict[str, Any]) -> str:
        if user.get("deleted"):
            return "gone"
        if user.get("is_stranger") or user.get("team_id", self._team) != self._team:
            return "stranger"
        return "guest" if user.get("is_restricted") or user.get("is_ultra_restricted") else "member"

    def _remember(self, account: Account) -> None:
        with self._lock:
            if len(self._remembered) > _MOST:
                self._remembered = {user: kept for user, kept in self._remembered.items() if kept[1].left()}
            self._remembered[account.slack_user] = (account, Deadline.after(_MEMORY))

    def _met_lately(self, user: str) -> bool:
        with self._lock:
            return user in self._lately and self._lately[user].left() > 0


def _zone(user: dict[str, Any]) -> str | None:
    """The time zone by its name in the usual list. What would not fit is no such name."""
    name = str(user.get("tz") or "")
    return name if 0 < len(name) <= _ZONE_LENGTH else None
