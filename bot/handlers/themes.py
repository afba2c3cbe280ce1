"""Marking a check or one of its answers with themes: the form, going from place to place in it, and Save."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.themes import marking_view
from bot.flows.themes import load_marking, mark_check
from bot.handlers.claims import claim_of, read_claim
from bot.handlers.desk import Body, Desk
from bot.handlers.following import ack_with_next
from bot.handlers.forms import marked_in


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^(mark|marked)/"))
    def open_form(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        claim, actor = claim_of(action), desk.actor(body)
        marking = load_marking(desk.office, actor, claim.run, claim.item or None)
        desk.open_first(body, marking_view(marking), actor.deadline)
        ack()

    @app.view("marking")
    def marked(ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        claim, actor = read_claim(str(view["private_metadata"])), desk.actor(body)
        item, there = claim.item or None, marked_in(view, claim.item or None)
        if there is not None:
            mark_check(desk.office, actor, claim.run, there)
            desk.acted(body, actor, claim.run)
        ack_with_next(ack, lambda: marking_view(load_marking(desk.office, actor, claim.run, item), saved=True))
