"""Going live: the form for a day, and setting it. Which days can be set is decided in the flow."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.going_live import DAY_FIELD, going_live_view
from bot.blocks.told import told_view
from bot.blocks.words import day
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows.go_live import load_schedulable, set_go_live
from bot.handlers.claims import OLD_CONTROL, day_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.forms import day_in


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^golive/"))
    def ask(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, name = desk.actor(body), str(action.get("value"))
        found = [there for there in load_schedulable(desk.office, actor) if there.name == name]
        if not found:
            raise UnusableValueError(OLD_CONTROL)
        desk.open_first(body, going_live_view(found[0], desk.office.store.clock.today()), actor.deadline)
        ack()

    @app.view("golive")
    def given(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, name = desk.actor(body), str(view["private_metadata"])
        try:
            gone = set_go_live(desk.office, actor, name, day_of(day_in(view, DAY_FIELD)))
        except UnusableValueError as error:
            raise FormProblemsError({DAY_FIELD: str(error)}) from error
        desk.aside.publish_home(user_of(body))
        said = f"{gone.title} goes live on {day(gone.day)}."
        ack(response_action="update", view=told_view("Going live", said))
