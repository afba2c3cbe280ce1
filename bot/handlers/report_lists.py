"""Lists that are kept with a report: adding to one from its page, and ending what stands in it."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.report_lists import entry_view
from bot.blocks.reports import page_view
from bot.errors import UnusableValueError
from bot.flows.reporting.drafts import load_page
from bot.flows.reporting.entries import ENDS, NUMBER, REASON, end_entry, keep_entry
from bot.handlers.claims import OLD_CONTROL, parts_of
from bot.handlers.desk import Body, Desk
from bot.handlers.following import ack_with_next
from bot.handlers.forms import day_in, reason_in, words_in
from bot.storage.keys import new_key


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^entryadd/"))
    def add(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (key, _, name) = desk.actor(body), str(action.get("value")).partition(" ")
        page = load_page(desk.office, actor, key)
        there = next((one for one in page.lists if one.section == name), None)
        if there is None:
            raise UnusableValueError(OLD_CONTROL)
        desk.open_first(body, entry_view(page, there, new_key()), actor.deadline)
        ack()

    @app.view("entry")
    def added(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (key, name, entry) = desk.actor(body), parts_of(view["private_metadata"], 3)
        given = (words_in(view, NUMBER), words_in(view, REASON), day_in(view, ENDS))
        keep_entry(desk.office, actor, key, (name, entry), given, reason_in(view, REASON))
        ack_with_next(ack, lambda: page_view(load_page(desk.office, actor, key), desk.office.store.clock.today()))

    @app.action(re.compile("^entryend/"))
    def end(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, value = desk.actor(body), parts_of(action.get("value"), 3)
        end_entry(desk.office, actor, *value)
        page = page_view(load_page(desk.office, actor, value[0]), desk.office.store.clock.today())
        desk.open_after(body, page, actor.deadline)
        ack()
