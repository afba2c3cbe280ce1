"""What is said of something that is due: not mine, nothing to check, ask to be excused; and what is answered."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.duties import SAYS, why_view
from bot.blocks.duty_acts import APPROVE, REFUSE, VERDICT, request_view, saying_view
from bot.blocks.parts import View
from bot.blocks.told import told_view
from bot.clock import Deadline
from bot.domain.duty_views import Say, Which
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows.due.acts import (
    REASON_FIELD,
    TO_FIELD,
    UNTIL_FIELD,
    answer_offer,
    ask_to_be_excused,
    decide_request,
    end_excusal,
    offer_duty,
    say_nothing,
    take_back,
)
from bot.flows.due.reasons import load_reasons
from bot.flows.due.said import load_request, load_saying
from bot.flows.office import Actor
from bot.handlers.claims import OLD_CONTROL, day_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.digests import ask_how_long
from bot.handlers.duties import due_page
from bot.handlers.following import ack_with_next, follow
from bot.handlers.forms import chosen_in, chosen_person, day_in, reason_in, words_in

_TITLE = "What is due"
OFFERED = "They have been asked. It stays yours until they say yes; you are told what they say."
ASKED = "It has been asked, and you are told what is decided. Until then it stays due."
DECIDED = "Saved. Whoever asked is told."
NOTHING = "Noted: there is nothing to check in this period. You can take that back today, under /qa due."
TAKEN_BACK = "Taken back: it is due again."
DUE_AGAIN = "It is due again, by the date it had before."
ACCEPTED = "It is yours now. You find it under /qa due and on Home."
DECLINED = "You declined. Whoever asked is told, and it stays theirs."


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^due-(more|say)/"))
    def say(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, chosen = desk.actor(body), action.get("selected_option") or action
        said, duty = _claim(chosen.get("value"), _SAYS)
        _SAYS[said](desk, body, actor, duty)
        ack()

    @app.action(re.compile("^due-answer/"))
    def answer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        said, act = _claim(action.get("value"), ("accept", "decline"))
        answer_offer(desk.office, actor, act, accept=said == "accept")
        _after(desk, body, actor.deadline)
        _show(desk, body, actor, ACCEPTED if said == "accept" else DECLINED)
        ack()

    @app.action(re.compile("^due-request/"))
    def request(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        desk.open_first(body, request_view(load_request(desk.office, actor, str(action.get("value")))), actor.deadline)
        ack()

    _register_forms(app, desk)


def _register_forms(app: App, desk: Desk) -> None:
    @app.view("due-pass")
    def passed(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, duty = desk.actor(body), str(view["private_metadata"])
        offer_duty(desk.office, actor, duty, chosen_person(desk, view, TO_FIELD) or "nobody")
        _after(desk, body, actor.deadline)
        ack(response_action="update", view=told_view(SAYS[Say.NOT_MINE], OFFERED))

    @app.view("due-excuse")
    def excused(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, duty = desk.actor(body), str(view["private_metadata"])
        until, reason = day_of(day_in(view, UNTIL_FIELD)), words_in(view, REASON_FIELD)
        ask_to_be_excused(desk.office, actor, duty, reason, until, reason_in(view, REASON_FIELD))
        _after(desk, body, actor.deadline)
        ack(response_action="update", view=told_view(SAYS[Say.EXCUSE], ASKED))

    @app.view("due-decide")
    def decided(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, act, verdict = desk.actor(body), str(view["private_metadata"]), chosen_in(view, VERDICT)
        if verdict not in (APPROVE, REFUSE):
            raise FormProblemsError({VERDICT: "Please choose one."})
        words, keep = words_in(view, REASON_FIELD), reason_in(view, REASON_FIELD)
        decide_request(desk.office, actor, act, words, keep, approve=verdict == APPROVE)
        _after(desk, body, actor.deadline)
        ack_with_next(ack, lambda: told_view("Request to be excused", DECIDED))


def _claim(value: object, known: Any) -> tuple[Any, str]:
    """What is said, and of which; all of it is a claim."""
    said, _, about = str(value).partition(" ")
    if said not in known:
        raise UnusableValueError(OLD_CONTROL)
    return said, about


def _after(desk: Desk, body: Body, deadline: Deadline | None) -> None:
    desk.in_step(deadline)
    desk.post.sweep()
    desk.aside.publish_home(user_of(body))


def _show(desk: Desk, body: Body, actor: Actor, sentence: str) -> None:
    """Where it was said from a form, the list as it is now; else a note that only they see. Home is drawn anew."""
    place = (body.get("view") or {}).get("type")
    if place == "modal":
        view = follow(lambda: _list_with(desk, actor, sentence))
        desk.open_after(body, view or told_view(_TITLE, sentence), actor.deadline)
    else:
        desk.tell(body, sentence)


def _list_with(desk: Desk, actor: Actor, sentence: str) -> View:
    view = due_page(desk, actor, Which.MINE)
    return {**view, "blocks": [*told_view(_TITLE, sentence)["blocks"], *view["blocks"]]}


def _why(desk: Desk, body: Body, actor: Actor, duty: str) -> None:
    desk.open_first(body, why_view(load_reasons(desk.office, actor, duty)), actor.deadline)


def _nothing(desk: Desk, body: Body, actor: Actor, duty: str) -> None:
    say_nothing(desk.office, actor, duty)
    _after(desk, body, actor.deadline)
    _show(desk, body, actor, NOTHING)


def _take_back(desk: Desk, body: Body, actor: Actor, duty: str) -> None:
    take_back(desk.office, actor, duty)
    _after(desk, body, actor.deadline)
    _show(desk, body, actor, TAKEN_BACK)


def _can_be_done(desk: Desk, body: Body, actor: Actor, duty: str) -> None:
    end_excusal(desk.office, actor, duty)
    _after(desk, body, actor.deadline)
    _show(desk, body, actor, DUE_AGAIN)


def _form(say: Say) -> Callable[[Desk, Body, Actor, str], None]:
    def opened(desk: Desk, body: Body, actor: Actor, duty: str) -> None:
        desk.open_first(body, saying_view(load_saying(desk.office, actor, duty), say), actor.deadline)

    return opened


_SAYS: dict[str, Callable[[Desk, Body, Actor, str], None]] = {
    Say.WHY.value: _why,
    Say.SNOOZE.value: ask_how_long,
    Say.NOTHING.value: _nothing,
    Say.TAKE_BACK.value: _take_back,
    Say.CAN_BE_DONE.value: _can_be_done,
    Say.NOT_MINE.value: _form(Say.NOT_MINE),
    Say.EXCUSE.value: _form(Say.EXCUSE),
}
