"""What only Slack can say about an installation: whose token it is, what it may do, who is known there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.delivery.calls import Calls, PausedError
from bot.delivery.verdicts import Step, decide_verdict
from bot.errors import ShownError
from bot.flows.office import Office
from bot.storage import people

_PER_PAGE = 200


@dataclass(frozen=True)
class Introduction:
    """The workspace, the bot's own account, and the scopes of the token."""

    team: str
    bot_user: str
    scopes: frozenset[str]


def introduce(calls: Calls) -> Introduction:
    with _said_plainly("the bot token", "SLACK_BOT_TOKEN"):
        said = calls("auth.test")
    scopes = frozenset(str(said.headers.get("x-oauth-scopes", "")).replace(" ", "").split(",")) - {""}
    return Introduction(str(said["team_id"]), str(said["user_id"]), scopes)


def try_app_token(calls: Calls) -> None:
    """Ask for a socket address and leave it unused."""
    with _said_plainly("the app token", "SLACK_APP_TOKEN"):
        calls("apps.connections.open")


def load_without_account(office: Office, calls: Calls) -> list[str]:
    """The names of those who work here and have no account of their own in Slack: a member's, not switched off."""
    with office.store.look() as uow:
        contacts = people.load_contacts(uow, uow.today)
    with _said_plainly("a question about people", "the scopes users:read and users:read.email"):
        members = {found for user in _everybody(calls) if _is_member(user) for found in _addresses(user)}
    return [name for name, user, email in contacts if not {user, email and email.lower()} & members]


def _everybody(calls: Calls) -> Iterator[dict[str, Any]]:
    """Page by page, as fast as Slack allows."""
    cursor = ""
    while True:
        try:
            page = calls("users.list", limit=_PER_PAGE, **({"cursor": cursor} if cursor else {}))
        except PausedError as pause:
            _pause(pause.after)
            continue
        except SlackApiError as error:
            if decide_verdict(error).step is not Step.AGAIN:
                raise
            continue
        yield from page["members"]
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return


def _pause(seconds: float) -> None:
    threading.Event().wait(seconds)


def _is_member(user: dict[str, Any]) -> bool:
    return not (user.get("deleted") or user.get("is_bot") or user.get("is_restricted") or user.get("is_stranger"))


def _addresses(user: dict[str, Any]) -> set[str]:
    return {user["id"], str((user.get("profile") or {}).get("email") or "").lower()} - {""}


@contextmanager
def _said_plainly(what: str, where: str) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        reason = error.response["error"] if error.response else "no answer"
        raise ShownError(f"Slack does not take {what} ({reason}). Please check {where}.") from error
    except OSError as error:
        raise ShownError("Slack could not be reached. Is the network up, and SLACK_API_URL right?") from error
