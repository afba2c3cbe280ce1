"""Moving about in a check, and what stands behind ⋯: sections, review, withdrawal, why, someone at risk."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import forms as drawn
from bot.blocks.parts import View
from bot.blocks.told import concern_view, told_view, why_view, with_words_on_top
from bot.domain.values import Fate
from bot.errors import ShownError, UnusableValueError
from bot.flows.concern import concern_for
from bot.flows.explain import load_why
from bot.flows.finish import withdraw_run
from bot.flows.office import Actor
from bot.flows.walk import AT_REVIEW, TURNS, answer_and_turn, go_to, load_section, load_view, step_back, step_on
from bot.handlers.claims import OLD_CONTROL, Claim, claim_of, read_claim
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import TOO_LATE, both_form, follow, turned_to
from bot.handlers.forms import fields_of, filled_in, reason_in, value_in

ON_THE_CARD = "The check in your messages shows where you are now. You can close this."


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^(back|leave|questions|jump)/"))
    def move(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        claim, actor = claim_of(action), desk.actor(body)
        _MOVES[action["action_id"].partition("/")[0]](desk, actor, claim)
        desk.acted(body, actor, claim.run)
        ack()

    @app.action(re.compile("^turn/"))
    def turn(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        """From within a form for words: what is typed there is saved, and one goes elsewhere."""
        verb, _, rest = _chosen(action).partition(" ")
        if verb not in TURNS:
            raise UnusableValueError(OLD_CONTROL)
        claim, actor = read_claim(rest), desk.actor(body)
        late = _turn(desk, body, actor, claim, verb)
        desk.acted(body, actor, claim.run)
        if late:
            desk.open_after(body, late, actor.deadline)
            ack()
            return
        view = follow(lambda: turned_to(desk, actor, claim.run))
        desk.open_after(body, view or told_view("Review", ON_THE_CARD), actor.deadline)
        ack()

    @app.action(re.compile("^more/"))
    def more(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        verb, _, rest = _chosen(action).partition(" ")
        if verb not in _MORE:
            raise UnusableValueError(OLD_CONTROL)
        _MORE[verb](desk, body, read_claim(rest))
        ack()

    @app.action(re.compile("^section/"))
    def section(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        _section(desk, body, claim_of(action))
        ack()

    @app.action(re.compile("^risk/"))
    def risk(ack: Ack, body: Body) -> None:
        _risk(desk, body, None)
        ack()

    @app.view("withdraw")
    def withdrawn(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        withdraw_run(desk.office, actor, view["private_metadata"])
        desk.acted(body, actor, view["private_metadata"])
        desk.aside.publish_home(user_of(body))
        ack()


def _turn(desk: Desk, body: Body, actor: Actor, claim: Claim, to: str) -> View | None:
    """Save what was typed, if anything was, and turn; or what to show instead where somebody else was first."""
    view = body.get("view") or {}
    value = value_in(desk, view, claim.item) if view.get("callback_id") == "words" else None
    if value is None:
        _MOVES[to](desk, actor, claim)
        return None
    press = read_claim(view["private_metadata"]).press(desk.office.store.clock.instant())
    outcome = answer_and_turn(desk.office, actor, press, value, to, reason_in(view, claim.item))
    if outcome.fate is not Fate.OVERTAKEN:
        return None
    both = both_form(desk, actor, view, {claim.item: fields_of(filled_in(view), claim.item)})
    return both or with_words_on_top(view, TOO_LATE)


def _chosen(action: dict[str, Any]) -> str:
    return str((action.get("selected_option") or {}).get("value") or "")


_MOVES: dict[str, Callable[[Desk, Actor, Claim], None]] = {
    "back": lambda desk, actor, claim: step_back(desk.office, actor, claim.run, at=claim.item),
    "leave": lambda desk, actor, claim: step_on(desk.office, actor, claim.run, at=claim.item),
    "questions": lambda desk, actor, claim: step_back(desk.office, actor, claim.run, at=AT_REVIEW),
    "jump": lambda desk, actor, claim: go_to(desk.office, actor, claim.run, claim.item),
    "review": lambda desk, actor, claim: go_to(desk.office, actor, claim.run, None),
}


def _section(desk: Desk, body: Body, claim: Claim) -> None:
    actor = desk.actor(body)
    form = load_section(desk.office, actor, claim.run, claim.item)
    desk.open_first(body, drawn.section_view(form), actor.deadline)


def _review(desk: Desk, body: Body, claim: Claim) -> None:
    actor = desk.actor(body)
    go_to(desk.office, actor, claim.run, None)
    desk.acted(body, actor, claim.run)


def _withdraw(desk: Desk, body: Body, claim: Claim) -> None:
    actor = desk.actor(body)
    load_view(desk.office, actor, claim.run)  # who may not even see it is told so at once
    desk.open_first(body, drawn.withdraw_view(claim.run), actor.deadline)


def _why(desk: Desk, body: Body, claim: Claim) -> None:
    actor = desk.actor(body)
    desk.open_first(body, why_view(load_why(desk.office, actor, claim.run, claim.item)), actor.deadline)


def _risk(desk: Desk, body: Body, _claim: Claim | None) -> None:
    """Past every other rule: no access is asked, and if no form opens it is said in the chat."""
    words = concern_for(desk.office, desk.known_person(body))
    try:
        desk.open_first(body, concern_view(words), None)
    except ShownError:
        desk.tell(body, words)


_MORE: dict[str, Callable[[Desk, Body, Claim], None]] = {
    "section": _section,
    "review": _review,
    "withdraw": _withdraw,
    "why": _why,
    "risk": _risk,
}
