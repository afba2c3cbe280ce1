"""The tests' council drawing records: everybody works by the framework of samples, and there is a list of ten."""

from dataclasses import replace
from datetime import date

from bot.domain.draws import Given, Shown
from bot.flows.draws.drawing import draw_sample
from bot.flows.meetings import Change, set_up
from bot.storage.tables import people as tables
from tests.council import START, TODAY, Council, add

POSTS = {"Robin": "keeper", "Ade": "reader", "Bea": "reader", "Sid": "reader"}
TEN = "\n".join(f"K{number}-3Q" for number in range(1, 11))
SERVICE = Given("service", "Open files", TODAY, 10, 2, TEN)
FILES = ("LIN-1", "file-look")


def works_by_linden(council: Council) -> Council:
    council.use("linden")
    with council.office.store.work() as uow:
        for name, post in POSTS.items():
            add(uow, tables.Holds, person=council.ids[name], post=post, team=council.ids["Service"], since=START)
    return council


def drawn(council: Council, given: Given = SERVICE, by: str = "Ade", what: tuple[str, str] = FILES) -> Shown:
    return draw_sample(council.office, council.actor(by), *what, given)


def of_places(rows: int, report: str = "Open files", day: date = TODAY, count: int = 2) -> Given:
    return replace(SERVICE, text="", rows=rows, report=report, report_day=day, count=count)


def board(council: Council, agenda: str = "") -> str:
    """A meeting that Robin has set up for Ade and Bea of East and Sid of West, and a member from outside."""
    members = tuple(council.ids[member] for member in ("Ade", "Bea", "Sid"))
    return set_up(council.office, council.actor("Robin"), "linden", "board", Change("Board", TODAY, agenda, members))
