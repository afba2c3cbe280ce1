"""Home, the way somebody likes to work, and what Slack tells of accounts by itself."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.flows.home import prefer_whole_sections
from bot.handlers.desk import Body, Desk, teams_of, user_of


def register(app: App, desk: Desk) -> None:
    @app.event("app_home_opened")
    def opened(ack: Ack, body: Body, event: dict[str, Any]) -> None:
        if event.get("tab") == "home" and desk.team in teams_of(body):
            desk.aside.open_home(user_of(body))
        ack()

    @app.action(re.compile("^prefer/"))
    def prefer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        for run in prefer_whole_sections(desk.office, actor, whole=action.get("value") == "yes"):
            desk.post.redraw_for(run, actor.person)
        desk.aside.publish_home(user_of(body))
        ack()

    @app.event("user_change")
    def changed(ack: Ack, body: Body, event: dict[str, Any]) -> None:
        if desk.team in teams_of(body):
            desk.meeting.record(event["user"])
            desk.post.sweep()
        ack()
