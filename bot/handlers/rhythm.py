"""When somebody is there: absences, hours and the next meeting. Who may enter them is decided in the flows."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.blocks.beforehand import beforehand_view
from bot.blocks.claims import NOTHING
from bot.blocks.inputs import ANSWER
from bot.blocks.parts import View
from bot.blocks.rhythm import PERSON, absence_view, hours_view, meeting_view, somebody_view
from bot.delivery.calls import PausedError
from bot.errors import UnusableValueError
from bot.flows.office import Actor
from bot.flows.rhythm.absences import (
    FIRST,
    LAST,
    STAND_IN,
    change_absence,
    end_absence,
    load_absence_form,
    load_change_form,
    record_absence,
)
from bot.flows.rhythm.agreed import (
    DAYS,
    HOUR,
    MEETING_DAY,
    load_hours,
    load_meeting_form,
    record_hours,
    record_meeting,
)
from bot.flows.rhythm.beforehand import load_beforehand
from bot.handlers.claims import OLD_CONTROL, day_of, number_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.forms import chosen_in, chosen_person, day_in, fields_of, filled_in


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^away/"))
    def away(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        _open_absences(desk, body, str(action.get("value")))
        ack()

    @app.action(re.compile("^absence/"))
    def change(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        desk.open_first(body, _change_form(desk, actor, str(action.get("value"))), actor.deadline)
        ack()

    @app.action(re.compile("^returned/"))
    def returned(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        _end(desk, body, str(action.get("value")))
        ack()

    @app.action(re.compile("^colleague/"))
    def chosen(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        """From the menu of one of somebody's people."""
        what, _, about = str((action.get("selected_option") or {}).get("value")).partition(" ")
        match what:
            case "meet":
                actor = desk.actor(body)
                form = load_meeting_form(desk.office, actor, about)
                desk.open_first(body, meeting_view(form), actor.deadline)
            case "before":
                actor = desk.actor(body)
                page = load_beforehand(desk.office, actor, about)
                desk.open_first(body, beforehand_view(page, desk.office.store.clock.today()), actor.deadline)
            case "away":
                _open_absences(desk, body, about)
            case "returned":
                _end(desk, body, about)
            case _:
                raise UnusableValueError(OLD_CONTROL)
        ack()

    @app.action(re.compile("^somebody/"))
    def somebody(ack: Ack, body: Body) -> None:
        desk.open_first(body, somebody_view(), desk.actor(body).deadline)
        ack()

    @app.action(re.compile("^hours/"))
    def hours(ack: Ack, body: Body) -> None:
        actor = desk.actor(body)
        desk.open_first(body, hours_view(load_hours(desk.office, actor)), actor.deadline)
        ack()

    _register_forms(app, desk)


def _register_forms(app: App, desk: Desk) -> None:
    @app.view("somebody")
    def whose(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        form = load_absence_form(desk.office, actor, chosen_person(desk, view, PERSON))
        ack(response_action="update", view=absence_view(form))

    @app.view("away")
    def entered(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        _record(desk, actor, view)
        desk.post.sweep()
        desk.aside.publish_home(user_of(body))
        ack()

    @app.view("hours")
    def kept(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        ticked = filled_in(view).get(DAYS, {}).get(ANSWER, {}).get("selected_options") or []
        days = {number_of(str(there["value"])) for there in ticked}
        record_hours(desk.office, actor, number_of(chosen_in(view, HOUR)), days)
        desk.aside.publish_home(user_of(body))
        ack()

    @app.view("meet")
    def agreed(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, day = desk.actor(body), day_in(view, MEETING_DAY)
        record_meeting(desk.office, actor, str(view["private_metadata"]), day_of(day) if day else None)
        desk.post.sweep()
        desk.aside.publish_home(user_of(body))
        ack()


def _open_absences(desk: Desk, body: Body, whose: str) -> None:
    actor = desk.actor(body)
    form = load_absence_form(desk.office, actor, None if whose == NOTHING else whose)
    desk.open_first(body, absence_view(form), actor.deadline)


def _record(desk: Desk, actor: Actor, view: Mapping[str, Any]) -> None:
    person, _, changed = str(view["private_metadata"]).partition(" ")
    first, last, deputy = (next(iter(fields_of(filled_in(view), name)), name) for name in (FIRST, LAST, STAND_IN))
    since, until = day_of(day_in(view, first)), day_of(day_in(view, last))
    stand_in = chosen_person(desk, view, deputy)
    if changed != NOTHING:
        change_absence(desk.office, actor, changed, since, until, stand_in)
    else:
        record_absence(desk.office, actor, None if person == NOTHING else person, since, until, stand_in)


def _end(desk: Desk, body: Body, absence: str) -> None:
    """On Home it goes from there; in a form, the form shows what is left."""
    actor = desk.actor(body)
    person = end_absence(desk.office, actor, absence)
    desk.post.sweep()
    desk.aside.publish_home(user_of(body))
    if (body.get("view") or {}).get("type") == "modal":
        form = load_absence_form(desk.office, actor, None if person == actor.person else person)
        desk.open_after(body, absence_view(form), actor.deadline)


def _change_form(desk: Desk, actor: Actor, absence: str) -> View:
    """With whoever stands in now chosen, so that saving it as it is keeps them."""
    form = load_change_form(desk.office, actor, absence)
    return absence_view(form, _account_of(desk, form.stand_in) if form.stand_in else "")


def _account_of(desk: Desk, person: str) -> str:
    try:
        account = desk.meeting.account_of(person)
    except (SlackApiError, PausedError, OSError):
        return ""
    return account.slack_user if account else ""
