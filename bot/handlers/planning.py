"""`/qa plan`: the year ahead, and choosing months for what is owed once a year."""

import re
from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.planning import months_view, plan_view
from bot.flows.planning.months import accept_months, load_yearly
from bot.flows.planning.year import load_ahead
from bot.handlers.claims import day_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next
from bot.handlers.forms import chosen_in, filled_in


def show_plan(desk: Desk, body: Body) -> None:
    """What `/qa plan` opens."""
    actor = desk.actor(body)
    desk.open_first(body, plan_view(load_ahead(desk.office, actor), _today(desk)), actor.deadline)


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^plan/"))
    def look(ack: Ack, body: Body) -> None:
        show_plan(desk, body)
        ack()

    @app.action(re.compile("^months/"))
    def choose(ack: Ack, body: Body) -> None:
        actor = desk.actor(body)
        desk.open_first(body, months_view(load_yearly(desk.office, actor), _today(desk)), actor.deadline)
        ack()

    @app.view("months")
    def chosen(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        given = {duty: chosen_in(view, duty) for duty in filled_in(view)}
        accept_months(desk.office, actor, {duty: day_of(month) for duty, month in given.items() if month})
        desk.aside.publish_home(user_of(body))
        ack_with_next(ack, lambda: plan_view(load_ahead(desk.office, actor), _today(desk)))


def _today(desk: Desk) -> date:
    return desk.office.store.clock.today()
