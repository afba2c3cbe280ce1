"""Meetings: the list, setting one up, keeping it current, and filling in a sheet about it."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.inputs import ANSWER
from bot.blocks.meetings import DAY_FIELD, book_view, collation_view, page_view, setup_view
from bot.blocks.parts import View
from bot.blocks.start import start_view
from bot.errors import UnusableValueError
from bot.flows import meetings
from bot.flows.collation import read_all_sheets
from bot.flows.meeting_pack import take_pack
from bot.flows.meetings import NAME_FIELD, PEOPLE_FIELD, POINTS_FIELD, ROLE_FIELD, Change
from bot.flows.office import Actor
from bot.flows.start import load_entry
from bot.handlers.claims import OLD_CONTROL, day_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next, follow
from bot.handlers.forms import chosen_in, day_in, filled_in, reason_in, words_in

PACK_COMES = "It comes as a file, to your own conversation with Plumbline, in a moment."


def register(app: App, desk: Desk) -> None:
    _register_looking(app, desk)
    _register_keeping(app, desk)


def show_book(desk: Desk, body: Body) -> None:
    """What `/qa meeting` opens."""
    actor = desk.actor(body)
    book = meetings.load_book(desk.office, actor)
    desk.open_first(body, book_view(book, desk.office.store.clock.today()), actor.deadline)


def _register_looking(app: App, desk: Desk) -> None:
    @app.action(re.compile("^book/"))
    def book(ack: Ack, body: Body) -> None:
        show_book(desk, body)
        ack()

    @app.action(re.compile("^meeting/"))
    def one(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        desk.open_first(body, _page(desk, actor, str(action.get("value"))), actor.deadline)
        ack()

    @app.action(re.compile("^setup/"))
    def new(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (framework, kind) = desk.actor(body), _split(action.get("value"), 2)
        offered = meetings.load_kind(desk.office, actor, framework, kind)
        desk.open_first(body, setup_view(offered, desk.office.store.clock.today()), actor.deadline)
        ack()

    @app.action(re.compile("^sheet/"))
    def sheet(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        meeting, _, name = _split(action.get("value"), 3)
        _start(desk, body, name, meeting, None)
        ack()

    @app.action(re.compile("^collate/"))
    def collate(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (meeting, form, page) = desk.actor(body), _split(action.get("value"), 3)
        collation = read_all_sheets(desk.office, actor, meeting, form)
        desk.open_first(body, collation_view(collation, _number(page)), actor.deadline)
        ack()


def _register_keeping(app: App, desk: Desk) -> None:
    @app.view("setup")
    def set_up(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (framework, kind) = desk.actor(body), _split(view["private_metadata"], 2)
        meeting = meetings.set_up(desk.office, actor, framework, kind, _change(view))
        desk.aside.publish_home(user_of(body))
        ack_with_next(ack, lambda: _page(desk, actor, meeting))

    @app.view("meeting")
    def changed(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (meeting, seen) = desk.actor(body), _split(view["private_metadata"], 2)
        change = replace(_change(view), seen=_number(seen))
        _redraw(desk, meetings.change_meeting(desk.office, actor, meeting, change))
        desk.aside.publish_home(user_of(body))
        ack_with_next(ack, lambda: _page(desk, actor, meeting))

    @app.action(re.compile("^offagenda/"))
    def off(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (meeting, number) = desk.actor(body), _split(action.get("value"), 2)
        _redraw(desk, meetings.take_off(desk.office, actor, meeting, _number(number)))
        _show_page(desk, body, actor, meeting)
        ack()

    @app.action(re.compile("^(unseat|outsider)/"))
    def unseat(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        chosen = str((action.get("selected_option") or {}).get("value") or f"unseat {action.get('value')}")
        if chosen.startswith("enter "):
            meeting, seat, name = _split(chosen.removeprefix("enter "), 3)
            _start(desk, body, name, meeting, seat)
        else:
            actor, (meeting, seat) = desk.actor(body), _split(chosen.removeprefix("unseat "), 2)
            meetings.end_seat(desk.office, actor, meeting, seat)
            _show_page(desk, body, actor, meeting)
        ack()

    @app.action(re.compile("^meetingpack/"))
    def pack(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        paper = take_pack(desk.office, actor, str(action.get("value")))
        desk.say_above(body, PACK_COMES, actor.deadline)
        ack()
        desk.parcels.send(user_of(body), f"{paper.title} · {paper.about}", paper, name=paper.title)

    @app.action(re.compile("^endmeeting/"))
    def end(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, meeting = desk.actor(body), str(action.get("value"))
        meetings.close_meeting(desk.office, actor, meeting)
        desk.aside.publish_home(user_of(body))
        _show_page(desk, body, actor, meeting)
        ack()


def _page(desk: Desk, actor: Actor, meeting: str) -> View:
    return page_view(meetings.load_page(desk.office, actor, meeting))


def _show_page(desk: Desk, body: Body, actor: Actor, meeting: str) -> None:
    view = follow(lambda: _page(desk, actor, meeting))
    if view:
        desk.open_after(body, view, actor.deadline)


def _start(desk: Desk, body: Body, name: str, meeting: str, seat: str | None) -> None:
    actor = desk.actor(body)
    form = load_entry(desk.office, actor, name, meeting, seat)
    desk.open_first(body, start_view(form, user_of(body)), actor.deadline)


def _redraw(desk: Desk, shown: list[str]) -> None:
    for run in shown:
        desk.post.redraw(run)


def _change(view: dict[str, Any]) -> Change:
    day = day_in(view, DAY_FIELD)
    chosen = filled_in(view).get(PEOPLE_FIELD, {}).get(ANSWER, {}).get("selected_options") or []
    return Change(
        name=words_in(view, NAME_FIELD),
        day=day_of(day) if day else None,
        points=words_in(view, POINTS_FIELD),
        people=tuple(str(option.get("value")) for option in chosen),
        role=chosen_in(view, ROLE_FIELD),
        keep_because=reason_in(view, POINTS_FIELD) or reason_in(view, NAME_FIELD),
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise UnusableValueError(OLD_CONTROL)
    return int(text)


def _split(value: object, parts: int) -> list[str]:
    """What a control stands for, in so many words."""
    given = str(value).split(" ")
    if len(given) != parts:
        raise UnusableValueError(OLD_CONTROL)
    return given
