"""Answers and words: a button, a list, a date, a person, a note, a page in words, a whole section, an action."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import forms as drawn
from bot.blocks.inputs import ANSWER
from bot.domain.cards import Card
from bot.domain.values import Control, Fate, Outcome, Press, Value
from bot.errors import UnusableValueError
from bot.flows.actions import agree_action, drop_agreed
from bot.flows.home import likes_whole_sections
from bot.flows.office import Actor
from bot.flows.recording import Change
from bot.flows.walk import answer_item, answer_section, load_card, load_section, load_view, step_on, write_note
from bot.handlers.claims import at_of, claim_of, day_of, read_claim
from bot.handlers.desk import Body, Desk
from bot.handlers.forms import day_in, filled_in, person_value, reason_in, value_in, words_in

OVERTAKEN = (
    "This question was answered elsewhere in the meantime, so what you pressed changed nothing. "
    "The check shows what stands."
)
_IN_WORDS = (Control.LINE, Control.BOX)


def register(app: App, desk: Desk) -> None:
    _register_presses(app, desk)
    _register_openings(app, desk)
    _register_forms(app, desk)


def _register_presses(app: App, desk: Desk) -> None:
    @app.action(re.compile("^(answer|choose)/"))
    def answer(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        claim = claim_of(action)
        _store(desk, body, claim.press(at_of(action)), claim.value)
        ack()

    @app.action(re.compile("^day/"))
    def day(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        _store(desk, body, claim_of(action).press(at_of(action)), Value(day=day_of(action.get("selected_date"))))
        ack()

    @app.action(re.compile("^person/"))
    def person(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        desk.actor(body)  # before Slack is asked about anybody else
        chosen = person_value(desk, str(action.get("selected_user")))
        _store(desk, body, claim_of(action).press(at_of(action)), chosen)
        ack()

    @app.action(re.compile("^drop/"))
    def drop(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        run, item, agreed = [*str(action.get("value")).split(" "), "", ""][:3]
        actor = desk.actor(body)
        drop_agreed(desk.office, actor, run, agreed)
        desk.acted(body, actor, run)
        card = load_card(desk.office, actor, run, item)
        desk.open_after(body, drawn.action_view(card.heading, card.prompt), actor.deadline)
        ack()


def _store(desk: Desk, body: Body, press: Press, value: Value) -> None:
    """Commit, then say what follows; the ack comes last."""
    actor = desk.actor(body)
    outcome = answer_item(desk.office, actor, press, value)
    _follow_up(desk, body, actor, press, outcome)


def _follow_up(desk: Desk, body: Body, actor: Actor, press: Press, outcome: Outcome) -> None:
    """A required note opens its form by itself; a click that came too late is told so."""
    overtaken = outcome.fate is Fate.OVERTAKEN
    desk.acted(body, actor, press.run, look_again=outcome.fate is not Fate.SAVED)
    if overtaken:
        desk.tell(body, OVERTAKEN)
    elif outcome.needs_note and outcome.fate is Fate.SAVED:
        card = load_card(desk.office, actor, press.run, press.item)
        desk.open_after(body, drawn.note_view(press.run, card.heading.title, card.prompt), actor.deadline)


def _register_openings(app: App, desk: Desk) -> None:
    @app.action(re.compile("^note/"))
    def note(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, card = _card(desk, body, action)
        desk.open_first(body, drawn.note_view(card.heading.run, card.heading.title, card.prompt), actor.deadline)
        ack()

    @app.action(re.compile("^words/"))
    def words(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, card = _card(desk, body, action)
        desk.open_first(body, drawn.words_view(card), actor.deadline)
        ack()

    @app.action(re.compile("^agree/"))
    def agree(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, card = _card(desk, body, action)
        desk.open_first(body, drawn.action_view(card.heading, card.prompt), actor.deadline)
        ack()


def _card(desk: Desk, body: Body, action: dict[str, Any]) -> tuple[Actor, Card]:
    claim, actor = claim_of(action), desk.actor(body)
    return actor, load_card(desk.office, actor, claim.run, claim.item)


def _register_forms(app: App, desk: Desk) -> None:
    @app.view("note")
    def note_written(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        claim, actor = read_claim(view["private_metadata"]), desk.actor(body)
        press = claim.press(desk.office.store.clock.instant())
        outcome = write_note(desk.office, actor, press, words_in(view, drawn.NOTE), reason_in(view))
        desk.acted(body, actor, claim.run)
        _refuse_overtaken(outcome)
        ack()

    @app.view("words")
    def words_written(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        claim, actor = read_claim(view["private_metadata"]), desk.actor(body)
        value = value_in(desk, view, claim.item)
        press = claim.press(desk.office.store.clock.instant())
        if value is None:
            step_on(desk.office, actor, claim.run)
        else:
            _refuse_overtaken(answer_item(desk.office, actor, press, value, reason_in(view)))
        desk.acted(body, actor, claim.run)
        _next_page(ack, desk, actor, claim.run)

    @app.view("section")
    def section_written(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        run, changes = _changes(desk, view)
        outcomes = answer_section(desk.office, actor, run, changes)
        desk.acted(body, actor, run)
        if any(outcome.fate is Fate.OVERTAKEN for outcome in outcomes.values()):
            desk.tell(body, "Some of these were answered elsewhere in the meantime and stay as they stand there.")
        _next_section(ack, desk, actor, run)

    @app.view("agree")
    def action_agreed(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        claim, actor = read_claim(view["private_metadata"]), desk.actor(body)
        day, words = day_in(view, drawn.UNTIL), words_in(view, drawn.TIMESCALE)
        if not day and not words.strip():
            ack(response_action="errors", errors={drawn.UNTIL: "Please give a day, or say by when in words."})
            return
        by = day_of(day) if day else words
        agree_action(desk.office, actor, claim.run, claim.item, words_in(view, drawn.WORDS), by, reason_in(view))
        desk.acted(body, actor, claim.run)
        ack()


def _refuse_overtaken(outcome: Outcome) -> None:
    """The words stay in the form: nothing that was typed is lost by another having been first."""
    if outcome.fate is Fate.OVERTAKEN:
        sentence = "This was changed elsewhere in the meantime, so yours was not saved. Copy it, close, and look."
        raise UnusableValueError(sentence)


def _next_page(ack: Ack, desk: Desk, actor: Actor, run: str) -> None:
    """On to the next question in the same form while it is one for words; else back to the card."""
    view = load_view(desk.office, actor, run)
    if isinstance(view, Card) and view.prompt.control in _IN_WORDS:
        ack(response_action="update", view=drawn.words_view(view))
    else:
        ack()


def _next_section(ack: Ack, desk: Desk, actor: Actor, run: str) -> None:
    view = load_view(desk.office, actor, run)
    if isinstance(view, Card) and likes_whole_sections(desk.office, actor):
        form = load_section(desk.office, actor, run, view.prompt.item)
        ack(response_action="update", view=drawn.section_view(form))
    else:
        ack()


def _changes(desk: Desk, view: dict[str, Any]) -> tuple[str, dict[Press, Change]]:
    """What the form changes: what was left empty and was empty before is no change."""
    run, _, seen = str(view["private_metadata"]).partition(" ")
    now, why = desk.office.store.clock.instant(), reason_in(view)
    changes: dict[Press, Change] = {}
    for pair in seen.split(","):
        item, _, revision = pair.rpartition("=")
        value, note = value_in(desk, view, item), _note_in(view, item)
        if value or note or (note is not None and int(revision)):
            changes[read_claim(f"{run} {item} {revision}").press(now)] = Change(value, note, why)
    return run, changes


def _note_in(view: dict[str, Any], item: str) -> str | None:
    """None where the form had no field for a note."""
    field = filled_in(view).get(f"note {item}")
    return None if field is None else str(field[ANSWER].get("value") or "")
