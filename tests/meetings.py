"""The tests' council with a reading circle: Robin keeps it, and Ade and Bea usually sit in it."""

from bot.domain.runs import Subject
from bot.flows.meetings import Change, load_page, set_up
from bot.flows.start import start_run
from bot.storage.tables import people as tables
from tests.council import START, TODAY, Council, add

SHEET = "circle-sheet"
POSTS = {"Robin": "keeper", "Ade": "reader", "Bea": "reader"}


def works_by_rowan(council: Council) -> Council:
    """The whole service works by the framework of the circle from now on."""
    with council.office.store.work() as uow:
        add(uow, tables.Uses, team=council.ids["Service"], framework="rowan", since=START)
        for name, post in POSTS.items():
            add(uow, tables.Holds, person=council.ids[name], post=post, team=council.ids["Service"], since=START)
    return council


def circle(council: Council, name: str = "November circle", agenda: str = "K7-3Q\nK9-1A") -> str:
    """A meeting that Robin has set up for Ade, Bea and a guest reader, with two cases to talk about."""
    members = tuple(council.ids[member] for member in ("Ade", "Bea"))
    return set_up(council.office, council.actor("Robin"), "rowan", "circle", Change(name, TODAY, agenda, members))


def sheet(council: Council, meeting: str, name: str = "Ade", seat: str | None = None) -> str:
    """The run that somebody begins about it."""
    return start_run(council.office, council.actor(name), SHEET, Subject("meeting", meeting), {}, seat=seat).run


def guest_seat(council: Council, meeting: str) -> str:
    return load_page(council.office, council.actor("Robin"), meeting).meeting.outside[0].id
