"""Risks to quality: the list, raising one, deciding on one. Someone at risk of harm is moving.py's matter."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.claims import NOTHING
from bot.blocks.risks import ROUTE, WORDS, raise_view, register_view, risk_view
from bot.blocks.told import told_view
from bot.errors import UnusableValueError
from bot.flows.risks import DAY_FIELD, decide_on_risk, load_raising, load_register, load_risk, raise_risk
from bot.flows.views import spoken
from bot.handlers.claims import OLD_CONTROL, day_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next
from bot.handlers.forms import chosen_in, day_in, reason_in, words_in

RAISED = "It is kept under ref {reference}. Whoever decides has been told, and you will be told what is decided."


def show_register(desk: Desk, body: Body) -> None:
    """What `/qa risk` opens."""
    actor = desk.actor(body)
    register = load_register(desk.office, actor)
    desk.open_first(body, register_view(register, desk.office.store.clock.today()), actor.deadline)


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^quality/"))
    def begin(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, run = desk.actor(body), str(action.get("value"))
        raising = load_raising(desk.office, actor, None if run == NOTHING else run)
        desk.open_first(body, raise_view(raising), actor.deadline)
        ack()

    @app.action(re.compile("^openrisk/"))
    def one(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        page = load_risk(desk.office, actor, str(action.get("value")))
        desk.open_first(body, risk_view(page), actor.deadline)
        ack()

    @app.view("quality")
    def raised(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (run, _, named) = desk.actor(body), str(view["private_metadata"]).partition(" ")
        framework = chosen_in(view, ROUTE) if named == NOTHING else named
        if not framework:
            raise UnusableValueError(OLD_CONTROL)
        source = None if run == NOTHING else run
        risk = raise_risk(desk.office, actor, framework, source, words_in(view, WORDS), reason_in(view, WORDS))
        desk.post.sweep()
        said = RAISED.format(reference=spoken(risk.reference))
        ack(response_action="update", view=told_view("Raise a quality risk", said))

    @app.view("decide")
    def decided(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, risk = desk.actor(body), str(view["private_metadata"])
        on = day_of(day_in(view, DAY_FIELD))
        decide_on_risk(desk.office, actor, risk, words_in(view, WORDS), on, reason_in(view, WORDS))
        desk.post.sweep()
        desk.aside.publish_home(user_of(body))
        ack_with_next(ack, lambda: risk_view(load_risk(desk.office, actor, risk)))
