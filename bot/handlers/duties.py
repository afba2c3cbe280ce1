"""What is due: the lists, why something is due, and beginning with it. What is said of it is in duty_acts.py."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.actions import detail_view
from bot.blocks.due import due_view, which_view
from bot.blocks.duties import ways_view, why_view
from bot.blocks.parts import View, clipped, section
from bot.blocks.registers import fact_view
from bot.domain.duty_views import Beginning, Way, Which
from bot.flows.action_lists import load_detail
from bot.flows.due.beginning import ACTION, CHECK, FACT, PART, load_beginning
from bot.flows.due.lists import load_due
from bot.flows.due.reasons import load_reasons
from bot.flows.office import Actor
from bot.flows.registers.forms import load_fact_form_for
from bot.handlers.claims import leaf_of, number_of
from bot.handlers.desk import Body, Desk
from bot.handlers.starting import begin_for, bring

_NAMED = {"": Which.MINE, "team": Which.PEOPLE, "teams": Which.LINES} | {there.value: there for there in Which}
_NO_SUCH = (
    "There is no list called “{words}”, so this is your own. "
    "Type /qa due alone, /qa due people or /qa due teams; /qa why and a word of a title says why that is due."
)


def show_due(desk: Desk, body: Body, words: str) -> None:
    """What `/qa due` opens; a word says which list."""
    actor = desk.actor(body)
    desk.in_step(actor.deadline)
    which = _NAMED.get(words.strip().casefold())
    view = due_page(desk, actor, which or Which.MINE)
    if which is None:
        view = {**view, "blocks": [section(_NO_SUCH.format(words=clipped(words, 40))), *view["blocks"]]}
    desk.open_first(body, view, actor.deadline)


def show_why(desk: Desk, body: Body, words: str) -> None:
    """Why the one that is meant is due; else which one is."""
    actor = desk.actor(body)
    desk.in_step(actor.deadline)
    due = load_due(desk.office, actor, Which.MINE)
    wanted = words.casefold().split()
    rows = [row for row in due.rows if all(word in row.name.line.casefold() for word in wanted)]
    if len(rows) == 1 and (words or len(due.rows) == 1):
        desk.open_first(body, why_view(load_reasons(desk.office, actor, rows[0].id)), actor.deadline)
    else:
        desk.open_first(body, which_view(due, words, rows), actor.deadline)


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^due(page)?/"))
    def pick(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (which, page) = desk.actor(body), leaf_of(action, Which)
        desk.open_first(body, due_page(desk, actor, which, page), actor.deadline)
        ack()

    @app.action(re.compile("^due-start/"))
    def start(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (duty, _, place) = desk.actor(body), str(action.get("value")).partition(" ")
        _begin(desk, body, actor, load_beginning(desk.office, actor, duty), place)
        ack()


def due_page(desk: Desk, actor: Actor, which: Which, page: int = 0) -> View:
    return due_view(load_due(desk.office, actor, which), page)


def _begin(desk: Desk, body: Body, actor: Actor, beginning: Beginning, place: str) -> None:
    """What is open goes on; where there is one thing to do it opens; else they are there to choose from."""
    if beginning.run and not place:
        bring(desk, body, beginning.run)
        return
    number = number_of(place) if place else len(beginning.ways)
    ways = beginning.ways[number : number + 1] or beginning.ways
    if len(ways) == 1 and not (ways[0].advice and not ways[0].name):
        _open(desk, body, actor, beginning.duty, ways[0])
    else:
        desk.open_first(body, ways_view(beginning), actor.deadline)


def _open(desk: Desk, body: Body, actor: Actor, duty: str, way: Way) -> None:
    match way.kind:
        case kind if kind == CHECK:
            begin_for(desk, body, actor, way.name, duty)
        case kind if kind == FACT:
            book, _, fact = way.name.partition("/")
            form = load_fact_form_for(desk.office, actor, book, fact, duty)
            desk.open_first(body, fact_view(form), actor.deadline)
        case kind if kind == PART:
            bring(desk, body, way.name)
        case kind if kind == ACTION:
            desk.open_first(body, detail_view(load_detail(desk.office, actor, way.name)), actor.deadline)
