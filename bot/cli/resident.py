"""`python -m bot.cli.resident`: the bot as a playground has it. Where nobody is yet, it brings in the invented council.

It loads and does that while the playground starts, and serves once it hears that the playground is there.
"""

import sys

import bot.handlers.doors.socket  # noqa: F401 (loaded before it is needed)
from bot.app import open_office
from bot.cli.filling import fill_demo, is_unpeopled
from bot.cli.scene import demo_of
from bot.cli.serve import serve
from bot.errors import ShownError
from bot.flows.office import Office
from bot.settings import Settings


def move_in(settings: Settings) -> Office:
    """The council, where nobody is yet; a database that has people keeps what it has."""
    office = open_office(settings)
    if is_unpeopled(office):
        fill_demo(office, demo_of(settings.checklists, office.library))
    return office


if __name__ == "__main__":
    try:
        ours = Settings()
        office = move_in(ours)
        # Who is not told to begin has lost whoever began it.
        if sys.stdin.readline():
            serve(ours, office)
    except ShownError as error:
        sys.exit(str(error))
