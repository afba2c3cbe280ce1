"""Putting off what somebody was reminded of. The other buttons of a reminder belong to what they begin."""

from typing import Any

from slack_bolt import Ack, App

from bot.blocks.digest import DAYS_FIELD, later_view
from bot.blocks.told import told_view
from bot.blocks.words import day
from bot.flows.digests.snoozing import load_snoozing, put_off
from bot.flows.office import Actor
from bot.handlers.claims import number_of
from bot.handlers.desk import Body, Desk
from bot.handlers.forms import chosen_in


def ask_how_long(desk: Desk, body: Body, actor: Actor, duty: str) -> None:
    desk.open_first(body, later_view(load_snoozing(desk.office, actor, duty)), actor.deadline)


def register(app: App, desk: Desk) -> None:
    @app.view("later")
    def later(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, days = desk.actor(body), number_of(chosen_in(view, DAYS_FIELD) or "0")
        until = put_off(desk.office, actor, str(view["private_metadata"]), days)
        desk.post.sweep()
        said = f"You are reminded of it again from {day(until)}. It stays due."
        ack(response_action="update", view=told_view("Remind me later", said))
