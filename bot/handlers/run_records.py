"""Getting the record of a finished check: a file in one's own conversation with Plumbline."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.told import told_view
from bot.flows.run_record import take_record
from bot.handlers.claims import claim_of
from bot.handlers.desk import Body, Desk, user_of

COMES = "It comes as a file, to your own conversation with Plumbline, in a moment."


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^takerecord/"))
    def take(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        claim, actor = claim_of(action), desk.actor(body)
        paper = take_record(desk.office, actor, claim.run)
        if "view" in body:
            desk.open_after(body, told_view("The record", COMES), actor.deadline)
        ack()
        # The name of a file goes further than what is in it: it says nothing of whom that is about.
        name = f"record {paper.about.rpartition(' ')[2]}"
        desk.parcels.send(user_of(body), f"The record of {paper.title} · {paper.about}", paper, name=name)
