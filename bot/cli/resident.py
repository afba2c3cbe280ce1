"""`python -m bot.cli.resident`: the bot as a playground has it. Where nobody is yet, it brings in the invented council.

It loads and does that while the playground starts, and serves once it hears that the playground is there.
"""

import sys

import bot.handlers.doors.socket  # noqa: F401 (loaded before it is needed)
from bot.app import open_office
from bot.cli.filling import fill_demo, is_unpeopled
from bot.cli.pair import NO_YEAR, PROGRESS
from bot.cli.scene import demo_of
from bot.cli.serve import serve
from bot.cli.year.council import with_year
from bot.errors import ShownError
from bot.flows.office import Office
from bot.settings import Settings


def move_in(settings: Settings, *, year: bool) -> Office:
    """The council, where nobody is yet; a database that has people keeps what it has."""
    office = open_office(settings)
    if is_unpeopled(office):
        council = demo_of(settings.checklists, office.library)
        fill_demo(office, with_year(council) if year else council, _say_how_far)
    return office


def _say_how_far(number: int, of: int, what: str) -> None:
    if what == "months":
        print(f"{PROGRESS}the council's year: {number} of {of} months", flush=True)


if __name__ == "__main__":
    try:
        ours = Settings()
        office = move_in(ours, year=NO_YEAR not in sys.argv)
        # Who is not told to begin has lost whoever began it.
        if sys.stdin.readline():
            serve(ours, office)
    except ShownError as error:
        sys.exit(str(error))
