"""What only Slack can say about an installation: whose token it is, what it may do, who is known there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.delivery.calls import Calls
from bot.delivery.meeting import Meeting
from bot.errors import ShownError
from bot.flows.office import Office
from bot.storage import people


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


def load_without_account(office: Office, calls: Calls, team: str) -> list[str]:
    """The names of those who work here and have no account in Slack that can be found."""
    with office.store.look() as uow:
        working = people.load_everybody(uow, uow.today)
    meeting = Meeting(office, calls, team)
    with _said_plainly("a question about people", "the scopes"):
        return [person.name for person in working if meeting.account_of(person.id) is None]


@contextmanager
def _said_plainly(what: str, where: str) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        reason = error.response["error"] if error.response else "no answer"
        raise ShownError(f"Slack does not take {what} ({reason}). Please check {where}.") from error
    except OSError as error:
        raise ShownError("Slack could not be reached. Is the network up, and SLACK_API_URL right?") from error
