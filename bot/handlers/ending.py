"""The end of a check: submit, share, read the answers page by page, correct one."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.sheet import NOTE, REASON, correct_view, sheet_view
from bot.domain.cards import Sheet
from bot.domain.values import Fate
from bot.errors import UnusableValueError
from bot.flows.finish import correct_answer, read_answers, share_run, submit_run
from bot.flows.office import Actor
from bot.flows.parts import hand_in_part
from bot.handlers.answering import OVERTAKEN
from bot.handlers.claims import OLD_CONTROL, claim_of, read_claim
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next
from bot.handlers.forms import note_in, reason_in, usable_reason_in, value_in

UNCHANGED = "This is the answer as it stands, so nothing was corrected."


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^(submit|share)/"))
    def finish(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        claim, actor = claim_of(action), desk.actor(body)
        flow = submit_run if action["action_id"].startswith("submit") else share_run
        flow(desk.office, actor, claim.run)
        desk.acted(body, actor, claim.run)
        desk.aside.publish_home(user_of(body))
        ack()

    @app.action(re.compile("^handin/"))
    def hand_in(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        claim, actor = claim_of(action), desk.actor(body)
        hand_in_part(desk.office, actor, claim.run, claim.item)
        desk.acted(body, actor, claim.run)
        desk.aside.publish_home(user_of(body))
        ack()

    _register_answers(app, desk)


def _register_answers(app: App, desk: Desk) -> None:
    @app.action(re.compile("^(see|page)/"))
    def see(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        run, page = (*str(action.get("value")).split(" "), "0")[:2]
        actor = desk.actor(body)
        desk.open_first(body, _sheet(desk, actor, run, page), actor.deadline)
        ack()

    @app.action(re.compile("^correct/"))
    def correct(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        upon, _, page = str(action.get("value")).rpartition(" ")
        claim, actor = read_claim(upon), desk.actor(body)
        sheet = read_answers(desk.office, actor, claim.run)
        prompt = next((there for there in sheet.prompts if there.item == claim.item), None)
        if prompt is None:
            raise UnusableValueError(OLD_CONTROL)
        desk.open_first(body, correct_view(claim.run, prompt, _number(page)), actor.deadline)
        ack()

    @app.view("correct")
    def corrected(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        upon, _, page = str(view["private_metadata"]).rpartition(" ")
        claim, actor = read_claim(upon), desk.actor(body)
        outcome = correct_answer(
            desk.office,
            actor,
            claim.press(desk.office.store.clock.instant()),
            usable_reason_in(view, REASON),
            value_in(desk, view, claim.item),
            note_in(view, NOTE),
            reason_in(view, claim.item),
        )
        if outcome.fate is not Fate.SAVED:
            raise UnusableValueError(OVERTAKEN if outcome.fate is Fate.OVERTAKEN else UNCHANGED)
        desk.acted(body, actor, claim.run)
        ack_with_next(ack, lambda: _sheet(desk, actor, claim.run, page))


def _sheet(desk: Desk, actor: Actor, run: str, page: str) -> dict[str, Any]:
    sheet: Sheet = read_answers(desk.office, actor, run)
    return sheet_view(sheet, _number(page))


def _number(page: str) -> int:
    return int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 0
