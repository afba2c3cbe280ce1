"""Anonymous surveys: answering, opening, closing, results and comments; and what people outside told us, together."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.claims import NOTHING
from bot.blocks.surveys import (
    ALREADY,
    THANKS,
    comments_view,
    open_view,
    results_view,
    survey_view,
    surveys_view,
)
from bot.blocks.told import told_view
from bot.domain.surveys import Survey
from bot.errors import UnusableValueError
from bot.flows.office import Actor
from bot.flows.pooled import load_pooled
from bot.flows.surveys import load_survey, send_sheet
from bot.flows.waves import (
    CLOSES_FIELD,
    close_wave,
    load_comments,
    load_results,
    load_surveys,
    open_wave,
)
from bot.handlers.claims import OLD_CONTROL, day_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next
from bot.handlers.forms import day_in, filled_in, value_in


def show_surveys(desk: Desk, body: Body) -> None:
    """What `/qa survey` opens."""
    actor = desk.actor(body)
    desk.open_first(body, _listed(desk, actor), actor.deadline)


def open_survey(desk: Desk, body: Body, actor: Actor, name: str) -> None:
    """The page of a survey, in the place of the start of a check."""
    form = load_survey(desk.office, actor, name)
    desk.open_first(body, survey_view(form, _today(desk)), actor.deadline)


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^survey/"))
    def answer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        open_survey(desk, body, desk.actor(body), str(action.get("value")))
        ack()

    @app.view("survey")
    def answered(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        given = {item: value_in(desk, view, item) for item in filled_in(view)}
        values = {item: value for item, value in given.items() if value}
        is_new = send_sheet(desk.office, actor, str(view["private_metadata"]), values)
        desk.aside.publish_home(user_of(body))
        ack(response_action="update", view=told_view("Survey", THANKS if is_new else ALREADY))

    _register_keeping(app, desk)
    _register_reading(app, desk)


def _register_keeping(app: App, desk: Desk) -> None:
    @app.action(re.compile("^openwave/"))
    def open_one(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        there = _kept(desk, actor, str(action.get("value")))
        desk.open_first(body, open_view(there, _today(desk)), actor.deadline)
        ack()

    @app.view("openwave")
    def opened(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        open_wave(desk.office, actor, str(view["private_metadata"]), day_of(day_in(view, CLOSES_FIELD)))
        desk.aside.publish_home(user_of(body))
        ack_with_next(ack, lambda: _listed(desk, actor))

    @app.action(re.compile("^closewave/"))
    def close_one(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        close_wave(desk.office, actor, str(action.get("value")))
        desk.post.sweep()
        desk.aside.publish_home(user_of(body))
        desk.open_after(body, _listed(desk, actor), actor.deadline)
        ack()


def _register_reading(app: App, desk: Desk) -> None:
    @app.action(re.compile("^results/"))
    def results(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        name, team = _two(action)
        actor, chosen = desk.actor(body), "" if team == NOTHING else team
        found = load_results(desk.office, actor, name, chosen)
        desk.open_first(body, results_view(found, name, _today(desk), chosen=team or NOTHING), actor.deadline)
        ack()

    @app.action(re.compile("^comments/"))
    def comments(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        name, page = _two(action)
        actor = desk.actor(body)
        found = load_comments(desk.office, actor, name)
        desk.open_first(body, comments_view(found, name, int(page) if page.isdecimal() else 0), actor.deadline)
        ack()

    @app.action(re.compile("^pooled/"))
    def pooled(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, name = desk.actor(body), str(action.get("value"))
        found = load_pooled(desk.office, actor, name)
        desk.open_first(body, results_view(found, name, _today(desk), verb="pooled"), actor.deadline)
        ack()


def _two(action: dict[str, Any]) -> tuple[str, str]:
    """The survey, and which team or page of it."""
    chosen = action.get("selected_option") or {}
    name, _, rest = str(action.get("value") or chosen.get("value") or "").partition(" ")
    return name, rest


def _listed(desk: Desk, actor: Actor) -> dict[str, Any]:
    return surveys_view(load_surveys(desk.office, actor), _today(desk))


def _kept(desk: Desk, actor: Actor, name: str) -> Survey:
    there = next((there for there in load_surveys(desk.office, actor) if there.name == name), None)
    if there is None or not there.may_keep:
        raise UnusableValueError(OLD_CONTROL)
    return there


def _today(desk: Desk) -> Any:
    return desk.office.store.clock.today()
