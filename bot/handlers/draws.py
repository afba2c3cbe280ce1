"""Samples: what there is to draw for, the list, what was drawn, swapping and drawing again, beginning with it."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.claims import NOTHING
from bot.blocks.draws import SCOPE, again_view, drawn_view, form_view, samples_view, swap_view
from bot.blocks.inputs import ANSWER
from bot.blocks.parts import View
from bot.blocks.start import start_view
from bot.delivery.files import fetch_file
from bot.domain.draws import Given, Shown
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows.draws import drawing
from bot.flows.draws.drawing import WHY, WORDS
from bot.flows.draws.for_duty import load_draw_for
from bot.flows.draws.freezing import COUNT, DAY, REPORT, ROWS
from bot.flows.draws.lists import FILE, LARGEST, LIST, decoded
from bot.flows.draws.sharing import say_anonymised
from bot.flows.draws.shown import load_book, load_draw_form, load_prefill, load_shown
from bot.flows.office import Actor
from bot.flows.start import load_start
from bot.handlers.claims import OLD_CONTROL, day_of, number_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next
from bot.handlers.forms import chosen_in, day_in, filled_in, reason_in, words_in


def show_samples(desk: Desk, body: Body, words: str = "") -> None:
    """What `/qa sample` opens; words of a title, or the reference of a draw, lead straight there."""
    actor = desk.actor(body)
    desk.open_first(body, _meant(desk, actor, words.casefold().split()), actor.deadline)


def _meant(desk: Desk, actor: Actor, words: list[str]) -> View:
    book = load_book(desk.office, actor)
    drawn = [shown for shown in book.last if [shown.reference.casefold()] == words]
    if drawn:
        return _drawn(desk, drawn[0])
    offers = [
        offer for offer in book.offers if all(word in f"{offer.title} {offer.check}".casefold() for word in words)
    ]
    if words and len(offers) == 1:
        return form_view(load_draw_form(desk.office, actor, offers[0].rule, offers[0].checklist), is_file=False)
    return samples_view(replace(book, offers=tuple(offers) or book.offers), desk.office.store.clock.today())


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^samples/"))
    def every(ack: Ack, body: Body) -> None:
        show_samples(desk, body)
        ack()

    @app.action(re.compile("^(sample|sampleway)/"))
    def one(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (rule, checklist, way) = desk.actor(body), [*_split(action), NOTHING][:3]
        form = load_draw_form(desk.office, actor, rule, checklist)
        desk.open_first(body, form_view(form, is_file=way == "file"), actor.deadline)
        ack()

    @app.action(re.compile("^drawn/"))
    def look(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        desk.open_first(body, _drawn(desk, load_shown(desk.office, actor, str(action.get("value")))), actor.deadline)
        ack()

    _register_drawing(app, desk)
    _register_changes(app, desk)
    _register_use(app, desk)


def _register_drawing(app: App, desk: Desk) -> None:
    @app.view("draw")
    def draw(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (rule, checklist, scope) = desk.actor(body), str(view["private_metadata"]).split(" ")
        given = _given(desk, actor, view, scope)
        keep = reason_in(view, LIST) or reason_in(view, FILE) or reason_in(view, REPORT)
        shown = drawing.draw_sample(desk.office, actor, rule, checklist, given, keep)
        ack(response_action="update", view=_drawn(desk, shown))

    @app.action(re.compile("^drawfrom/"))
    def draw_from(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        drawn = drawing.draw_from(desk.office, actor, str(action.get("value")))
        desk.open_after(body, _drawn(desk, drawn.shown), actor.deadline)
        ack()

    @app.action(re.compile("^droplist/"))
    def drop(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        drawing.drop_list(desk.office, actor, str(action.get("value")))
        desk.open_after(body, _book(desk, actor), actor.deadline)
        ack()


def _register_changes(app: App, desk: Desk) -> None:
    @app.action(re.compile("^(swap|redraw)/"))
    def ask(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (draw, number) = desk.actor(body), _split(action)
        asked = swap_view if str(action["action_id"]).startswith("swap") else again_view
        shown = load_shown(desk.office, actor, draw)
        desk.open_first(body, asked(shown, number_of(number)), actor.deadline)
        ack()

    @app.view(re.compile("^(swap|redraw)$"))
    def change(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (draw, number) = desk.actor(body), str(view["private_metadata"]).split(" ")
        flow = drawing.swap if view["callback_id"] == "swap" else drawing.draw_again
        drawn = flow(desk.office, actor, draw, int(number), chosen_in(view, WHY), words_in(view, WORDS))
        _redraw(desk, drawn.runs)
        ack_with_next(ack, lambda: _drawn(desk, drawn.shown))

    @app.action(re.compile("^anonymised/"))
    def tick(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        shown, runs = say_anonymised(desk.office, actor, str(action.get("value")))
        _redraw(desk, runs)
        desk.open_after(body, _drawn(desk, shown), actor.deadline)
        ack()


def _register_use(app: App, desk: Desk) -> None:
    @app.action(re.compile("^sampledue/"))
    def for_due(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (duty, checklist) = desk.actor(body), _split(action)
        found = load_draw_for(desk.office, actor, duty, checklist)
        view = _drawn(desk, found) if isinstance(found, Shown) else form_view(found, is_file=False)
        desk.open_first(body, view, actor.deadline)
        ack()

    @app.action(re.compile("^drawstart/"))
    def start(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (draw, place) = desk.actor(body), _split(action)
        position = None if place == NOTHING else number_of(place)
        there = load_prefill(desk.office, actor, draw, position)
        form = load_start(desk.office, actor, there.checklist)
        form = replace(form, chosen=there.subject, written=there.written)
        desk.open_first(body, start_view(form, user_of(body)), actor.deadline)
        ack()


def _given(desk: Desk, actor: Actor, view: dict[str, Any], scope: str) -> Given:
    """What was filled in; a file is fetched first, since what is wrong with it is said beside it."""
    files = filled_in(view).get(FILE, {}).get(ANSWER, {}).get("files") or []
    address = str(files[0].get("url_private_download") or files[0].get("url_private") or "") if files else ""
    held = fetch_file(address, desk.token, desk.api_url, LARGEST, actor.deadline) if files else b""
    return Given(
        scope=chosen_in(view, SCOPE) if scope == NOTHING else scope,
        report=words_in(view, REPORT),
        report_day=day_of(day_in(view, DAY)),
        rows=_number(view, ROWS),
        count=_number(view, COUNT),
        text=decoded(held) if files else words_in(view, LIST),
        is_file=bool(files),
    )


def _number(view: dict[str, Any], block: str) -> int:
    said = words_in(view, block).strip()
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        raise FormProblemsError({block: "Please give a number in figures."})
    return int(said)


def _book(desk: Desk, actor: Actor) -> View:
    return samples_view(load_book(desk.office, actor), desk.office.store.clock.today())


def _drawn(desk: Desk, shown: Shown) -> View:
    return drawn_view(shown, desk.office.store.clock.today())


def _redraw(desk: Desk, runs: tuple[str, ...] | list[str]) -> None:
    for run in runs:
        desk.post.redraw(run)


def _split(action: dict[str, Any]) -> list[str]:
    parts = str(action.get("value")).split(" ")
    if len(parts) not in (2, 3):
        raise UnusableValueError(OLD_CONTROL)
    return parts
