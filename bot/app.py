"""The composition root: from settings to a running bot. Importing it starts nothing."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.delivery.aside import Aside
from bot.delivery.calls import Calls
from bot.delivery.meeting import Meeting
from bot.delivery.post import Post
from bot.delivery.sending import Sender
from bot.delivery.urls import ResponseUrls
from bot.errors import ShownError
from bot.flows.arrivals import claim_workspace
from bot.flows.office import Office
from bot.frameworks.library import Library, load_library
from bot.handlers.desk import Desk
from bot.handlers.doors.door import Door, Health
from bot.handlers.doors.http import serve_http
from bot.handlers.doors.socket import serve_socket
from bot.handlers.front import make_front
from bot.settings import Settings
from bot.storage.migrate import migrate
from bot.storage.store import Store
from bot.ticks.pulse import Pulse


def open_store(address: str, timezone: str) -> Store:
    """The database at its newest schema."""
    store = Store(address, Clock(ZoneInfo(timezone)))
    migrate(store)
    return store


def open_office(settings: Settings, library: Library | None = None) -> Office:
    store = open_store(settings.database_url, settings.timezone)
    return Office(store, library or load_library(settings.checklists))


@dataclass
class Bot:
    """What runs. Closing it takes nothing new, finishes the work in hand and writes down what became of it."""

    office: Office
    door: Door
    post: Post
    pulse: Pulse

    def close(self) -> None:
        self.door.close()
        self.pulse.close()
        self.post.close()
        self.office.store.close()


def open_bot(settings: Settings) -> Bot:
    """Everything wired up and started, for the workspace that the token belongs to."""
    office = open_office(settings)
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    calls = Calls(token, settings.api_url)
    team, bot_user = _introduce(calls)
    if not claim_workspace(office, team):
        raise ShownError("This database belongs to another Slack workspace. Set QA_DATABASE_URL to one of its own.")
    urls = ResponseUrls(_origin(settings.api_url))
    meeting = Meeting(office, calls, team)
    post = Post(office, Sender(office, calls, urls, meeting))
    aside = Aside(office, calls, post, meeting)
    front = make_front(Desk(office, post, aside, meeting, urls, team, token, settings.api_url), bot_user)
    post.start()
    pulse = Pulse(post, meeting)
    pulse.start()
    if settings.app_token:
        door: Door = serve_socket(front, settings.app_token.get_secret_value(), settings.api_url)
    else:
        secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
        door = serve_http(front, secret, settings.port, health=lambda: _health(office))
    return Bot(office, door, post, pulse)


def _introduce(calls: Calls) -> tuple[str, str]:
    try:
        said = calls("auth.test")
    except SlackApiError as error:
        reason = error.response["error"] if error.response else "no answer"
        raise ShownError(f"Slack does not take the bot token ({reason}). Please check SLACK_BOT_TOKEN.") from error
    except OSError as error:
        raise ShownError("Slack could not be reached. Is the network up, and SLACK_API_URL right?") from error
    return str(said["team_id"]), str(said["user_id"])


def _origin(api_url: str | None) -> str:
    if not api_url:
        return ""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}"


def _health(office: Office) -> Health:
    try:
        with office.store.look():
            return Health(True, {"database": "reachable"})
    except ShownError:
        return Health(False, {"database": "not reachable"})
