"""The invented council of the playground as a fixture: in a database, and with a playground and the bot around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import Bot, open_bot, open_office
from bot.cli.filling import fill_demo
from bot.cli.scene import demo_of, demo_scene
from bot.clock import Clock
from bot.flows.office import Actor, Office
from bot.frameworks.demo import Demo
from bot.frameworks.library import Library, load_library
from bot.playground import saving
from bot.playground.driver import Driver
from bot.playground.server import Playground
from bot.playground.settings import Settings as SlackSettings
from bot.playground.world import first_world
from bot.settings import Settings
from bot.storage.outbox import count_under_way
from bot.storage.store import Store
from tests.ports import free_port
from tests.slack.town import A_BUSY_SECOND, MANIFEST, SECRET, reminders

CHECKLISTS = Path(__file__).parent.parent / "checklists"
LIBRARY: Library = load_library(CHECKLISTS)
THORNMERE: Demo = demo_of(CHECKLISTS, LIBRARY)


@dataclass(frozen=True)
class Thornmere:
    """The council in a database; `ids` has everybody's id by short name."""

    office: Office
    ids: dict[str, str]

    def actor(self, key: str) -> Actor:
        return Actor(self.ids[key])


@contextmanager
def thornmere_at(address: str, clock: Clock | None = None, demo: Demo = THORNMERE) -> Iterator[Thornmere]:
    """The council in this empty, migrated database."""
    store = Store(address, clock or Clock())
    office = Office(store, LIBRARY)
    try:
        yield Thornmere(office, fill_demo(office, demo))
    finally:
        store.close()


@dataclass(frozen=True)
class ThornmereTown:
    slack: Driver
    council: Thornmere
    bot: Bot


@contextmanager
def thornmere_town(address: str, clock: Clock | None = None, folder: Path | None = None) -> Iterator[ThornmereTown]:
    """The council, its Slack and the bot in it, all in this process and over Socket Mode.

    With a folder to keep its state in, this Slack goes by the clock from the start, and its calendar can be moved.
    """
    scene = {key: tuple(listed) for key, listed in demo_scene(THORNMERE).items()}
    slack = SlackSettings(
        people=scene["people"],
        channels=scene["channels"],
        stories=scene["stories"],
        manifest=MANIFEST,
        rate_scale=0,
    )
    control = free_port() if folder else None
    if folder:
        slack = replace(slack, state=folder / "slack.json", control=f"http://127.0.0.1:{control}", control_token=SECRET)
        world = first_world(slack)
        world.ahead = clock.ahead.total_seconds() if clock else 0.0
        saving.write(folder / "slack.json", saving.as_json(world))
    with Playground(slack) as playground, thornmere_at(address, clock) as council:
        settings = Settings.model_validate(
            {
                "QA_DATABASE_URL": address,
                "QA_CHECKLISTS": CHECKLISTS,
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": playground.api_url,
                "QA_CONTROL_PORT": control,
                "QA_CONTROL_TOKEN": SECRET if control else "",
            }
        )
        bot = open_bot(settings, open_office(settings, council.office.library, clock))
        bot.promptly.patience = A_BUSY_SECOND
        try:
            assert bot.door.wait_ready(10)
            yield ThornmereTown(Driver(playground.url), council, bot)
        finally:
            bot.close()


def wait_for_the_morning(town: ThornmereTown) -> None:
    """On a working day: until everybody has their reminder, and all that the council did before."""
    town.slack.wait(lambda: reminders(town.slack.person("Ade")), timeout=60)
    town.slack.wait(lambda: _is_all_sent(town), timeout=60)


def _is_all_sent(town: ThornmereTown) -> bool:
    with town.council.office.store.look() as uow:
        return count_under_way(uow) == 0
