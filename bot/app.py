"""The composition root: from settings to an office that is ready to work. Importing it starts nothing."""

from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.flows.office import Office
from bot.frameworks.library import Library, load_library
from bot.settings import Settings
from bot.storage.migrate import migrate
from bot.storage.store import Store


def open_store(address: str, timezone: str) -> Store:
    """The database at its newest schema."""
    store = Store(address, Clock(ZoneInfo(timezone)))
    migrate(store)
    return store


def open_office(settings: Settings, library: Library | None = None) -> Office:
    store = open_store(settings.database_url, settings.timezone)
    return Office(store, library or load_library(settings.checklists))
