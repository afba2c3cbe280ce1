"""The whole bot and a playground Slack, each with its own server, and the tests' council in both."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.app import Bot, open_bot, open_office
from bot.blocks.digest import LOCK_SCREEN
from bot.clock import Clock
from bot.playground.driver import Act, Driver, Message, Person, View
from bot.playground.server import Playground
from bot.playground.settings import Settings as SlackSettings
from bot.settings import Settings
from bot.storage.store import Store
from tests.council import FORMS, LIBRARY, PEOPLE, TODAY, Council, found
from tests.ports import free_port

MANIFEST = yaml.safe_load((Path(__file__).parents[2] / "manifest.yaml").read_text())
Seen = TypeVar("Seen")
SECRET = "a-signing-secret"  # noqa: S105
A_BUSY_SECOND = 2.0
"""How long tests wait for figures before they come as a direct message: their machine is busy with other tests."""

# Real time passes, as in Slack; the council's day is the one on which Sam is away and Sid stands in.
CLOCK = Clock(ahead=datetime.combine(TODAY, time(10), UTC) - datetime.now(UTC))


def slack_people() -> tuple[dict[str, Any], ...]:
    ours = [{"name": name, "email": f"{name.lower()}@example.org", "kind": "member"} for name in PEOPLE]
    others = [
        {"name": "Gale", "email": "gale@example.org", "kind": "guest"},
        {"name": "Una", "email": "una@example.com", "kind": "member"},
        {"name": "Fay", "email": "fay@example.net", "kind": "stranger"},
    ]
    return (*ours, *others)


@dataclass
class Town:
    """What a test acts in. `bot` is there while it runs; `council` looks into its database."""

    slack: Driver
    playground: Playground
    council: Council
    settings: Settings
    bot: Bot | None = None

    def person(self, name: str) -> Person:
        return self.slack.person(f"{name.lower()}@example.org")

    @property
    def ade(self) -> Person:
        return self.person("Ade")

    @property
    def sam(self) -> Person:
        return self.person("Sam")

    def start_bot(self) -> None:
        library = LIBRARY if self.settings.checklists == FORMS else None
        self.bot = open_bot(self.settings, open_office(self.settings, library, CLOCK))
        self.bot.promptly.patience = A_BUSY_SECOND
        assert self.bot.door.wait_ready(10)

    def stop_bot(self) -> None:
        if self.bot:
            self.bot.close()
            self.bot = None

    def begin(self, person: Person, case: str = "K7-3Q", words: str = "look at my own") -> None:
        """A check of one's own work, begun; its card stands."""
        before = len(person.dm())
        done(person.slash(f"/qa start {words}"))
        person.fill({"subject": case, "own-sort": "Short"})
        done(person.submit())
        self.slack.wait(lambda: len(person.dm()) > before)
        self.slack.settled()

    def shows(self, person: Person, *words: str) -> Message:
        """The newest message in the conversation with the bot but for reminders, once it holds all these words."""
        return self._seen(person, lambda: _last(but_reminders(person), words))

    def told(self, person: Person, *words: str, where: str = "dm") -> Message:
        """The newest note that only this person sees, once it holds all these words."""
        return self._seen(person, lambda: _last(person.ephemerals(where), words))

    def home(self, person: Person, *words: str) -> View:
        """Home, once it holds all these words; whoever never looked at it opens it."""
        if person.home() is None:
            done(person.open_home())
        return self._seen(person, lambda: _holding(person.home(), words))

    def form(self, person: Person, *words: str) -> View:
        """The form that is open, once it holds all these words."""
        return self._seen(person, lambda: _holding(person.view(), words))

    def _seen(self, person: Person, look: Callable[[], Seen | None]) -> Seen:
        try:
            found = self.slack.wait(look, timeout=5)
        except TimeoutError:
            raise AssertionError(f"It was not seen. There was:\n\n{person.transcript()}") from None
        assert found
        return found

    def close(self) -> None:
        self.stop_bot()
        assert self.slack.breaches() == []


def looked_at(town: Town) -> Person:
    """Sam, with a check of Ade's work handed in."""
    sam = town.sam
    done(sam.slash("/qa start work look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "1 of 4")
    done(sam.click("Yes"))
    town.shows(sam, "2 of 4")
    done(sam.choose("⋯", "Review what is done"))
    town.shows(sam, "Review")
    done(sam.click("Submit"))
    town.shows(sam, "Submitted ", "Work look · Ade")
    return sam


def done(act: Act) -> Act:
    """What was done was answered, and Slack showed no warning."""
    assert act.acked, act
    assert not act.warned, act
    return act


def but_reminders(person: Person) -> list[Message]:
    return [message for message in person.dm() if not message.text.startswith(LOCK_SCREEN)]


def reminders(person: Person) -> list[Message]:
    return [message for message in person.dm() if message.text.startswith(LOCK_SCREEN)]


def _last(messages: list[Message], words: tuple[str, ...]) -> Message | None:
    return messages[-1] if messages and all(each in messages[-1].plain for each in words) else None


def _holding(view: View | None, words: tuple[str, ...]) -> View | None:
    return view if view and all(each in view.plain for each in words) else None


@contextmanager
def town_at(address: str, way: str, *, movable: bool = False, **more: Any) -> Iterator[Town]:
    """`way` is how Slack reaches the bot: `socket` or `http`. `movable`: the playground can move the calendar."""
    port, control_port = free_port(), free_port() if movable else None
    if movable:
        more |= {"control": f"http://127.0.0.1:{control_port}", "control_token": SECRET}
    deliver_to = f"http://127.0.0.1:{port}/slack/events" if way == "http" else None
    slack_settings = SlackSettings(
        people=slack_people(), manifest=MANIFEST, signing_secret=SECRET, deliver_to=deliver_to, rate_scale=0, **more
    )
    with Playground(slack_settings) as playground:
        store = Store(address, CLOCK)
        council = found(store)
        settings = Settings.model_validate(
            {
                "QA_DATABASE_URL": address,
                "QA_CHECKLISTS": FORMS,
                "SLACK_BOT_TOKEN": slack_settings.bot_token,
                "SLACK_APP_TOKEN": slack_settings.app_token if way == "socket" else "",
                "SLACK_SIGNING_SECRET": SECRET if way == "http" else "",
                "SLACK_API_URL": playground.api_url,
                "PORT": port,
                "QA_CONTROL_PORT": control_port,
                "QA_CONTROL_TOKEN": SECRET if movable else "",
            }
        )
        town = Town(Driver(playground.url), playground, council, settings)
        town.start_bot()
        try:
            yield town
            town.close()
        finally:
            town.stop_bot()
            store.close()
