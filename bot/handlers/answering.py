"""Answers and words: a button, a list, a date, a person, a note, a page in words, a whole section, an action."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import forms as drawn
from bot.domain.values import Fate, Outcome, Press, Value
from bot.errors import FormProblemsError
from bot.flows.actions import OWNER_FIELD, UNTIL_FIELD, agree_action, drop_agreed
from bot.flows.office import Actor
from bot.flows.recording import Change
from bot.flows.walk import answer_item, answer_section, step_on, write_note
from bot.flows.writing import stop_writing
from bot.frameworks.kinds import FOUND
from bot.handlers.claims import at_of, claim_of, day_of, read_claim
from bot.handlers.desk import Body, Desk
from bot.handlers.following import (
    ack_with_both,
    ack_with_next,
    action_form,
    next_section,
    next_words,
    note_form,
    open_next,
    words_form,
)
from bot.handlers.forms import (
    changed_day_in,
    chosen_in,
    chosen_person,
    day_in,
    fields_of,
    filled_in,
    marked_in,
    note_in,
    person_value,
    reason_in,
    value_in,
    words_in,
)

OVERTAKEN = (
    "This question was answered elsewhere in the meantime, so what you pressed changed nothing. "
    "The check shows what stands."
)


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

    @app.action(re.compile("^found/"))
    def found(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        value = Value(choice=FOUND, day=day_of(action.get("selected_date")))
        _store(desk, body, claim_of(action).press(at_of(action)), value)
        ack()

    @app.action(re.compile("^sign/"))
    def sign(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        signed = Value(person=desk.actor(body).person)
        _store(desk, body, claim_of(action).press(at_of(action)), signed)
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
        open_next(desk, body, actor, lambda: action_form(desk, actor, run, item))
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
        open_next(desk, body, actor, lambda: note_form(desk, actor, press.run, press.item))


def _register_openings(app: App, desk: Desk) -> None:
    @app.action(re.compile("^(note|words|agree)/"))
    def open_form(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        claim, actor = claim_of(action), desk.actor(body)
        form = _FORMS[action["action_id"].partition("/")[0]]
        desk.open_first(body, form(desk, actor, claim.run, claim.item), actor.deadline)
        ack()


_FORMS = {"note": note_form, "words": words_form, "agree": action_form}


def _register_forms(app: App, desk: Desk) -> None:
    @app.view("note")
    def note_written(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        claim, actor = read_claim(view["private_metadata"]), desk.actor(body)
        note, marked = note_in(view, drawn.NOTE), marked_in(view, claim.item)
        if note is not None or marked is not None:
            press = claim.press(desk.office.store.clock.instant())
            outcome = write_note(desk.office, actor, press, note, reason_in(view, drawn.NOTE), marked)
            desk.acted(body, actor, claim.run)
            if outcome.fate is Fate.OVERTAKEN:
                ack_with_both(ack, desk, actor, view, {claim.item: [drawn.NOTE]})
                return
        ack()

    @app.view("words")
    def words_written(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        claim, actor = read_claim(view["private_metadata"]), desk.actor(body)
        value = value_in(desk, view, claim.item)
        press = claim.press(desk.office.store.clock.instant())
        if value is None:
            step_on(desk.office, actor, claim.run, at=claim.item)
        elif answer_item(desk.office, actor, press, value, reason_in(view, claim.item)).fate is Fate.OVERTAKEN:
            desk.acted(body, actor, claim.run)
            ack_with_both(ack, desk, actor, view, {claim.item: fields_of(filled_in(view), claim.item)})
            return
        desk.acted(body, actor, claim.run)
        ack_with_next(ack, lambda: next_words(desk, actor, claim.run))

    @app.view_closed("words")
    def words_closed(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        claim, actor = read_claim(view["private_metadata"]), desk.actor(body)
        stop_writing(desk.office, actor, claim.run)
        desk.post.redraw(claim.run)
        ack()

    @app.view("section")
    def section_written(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor = desk.actor(body)
        run, changes, shown = _changes(desk, view)
        outcomes = answer_section(desk.office, actor, run, changes, shown)
        desk.acted(body, actor, run)
        late = [item for item, outcome in outcomes.items() if outcome.fate is Fate.OVERTAKEN]
        if late:
            fields = {item: [*fields_of(filled_in(view), item), *_note_field(view, item)] for item in late}
            ack_with_both(ack, desk, actor, view, fields)
        else:
            ack_with_next(ack, lambda: next_section(desk, actor, run, shown))

    _register_agreeing(app, desk)


def _register_agreeing(app: App, desk: Desk) -> None:
    @app.view("agree")
    def action_agreed(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        claim, actor = read_claim(view["private_metadata"]), desk.actor(body)
        words = words_in(view, drawn.TIMESCALE).strip()
        # With a time in words, the day that was filled in beforehand is nobody's choice.
        day = changed_day_in(view, UNTIL_FIELD) if words else day_in(view, UNTIL_FIELD)
        if not (day or words):
            raise FormProblemsError({UNTIL_FIELD: "Please give a day, or a time in words."})
        agree_action(
            desk.office,
            actor,
            claim.run,
            claim.item,
            words_in(view, drawn.WORDS),
            day_of(day) if day else words,
            reason_in(view, drawn.WORDS),
            timescale=words if day else "",
            owner=chosen_person(desk, view, OWNER_FIELD),
            priority="high" if chosen_in(view, drawn.PRIORITY) == "high" else "ordinary",
        )
        desk.acted(body, actor, claim.run)
        ack()


def _note_field(view: dict[str, Any], item: str) -> list[str]:
    return [name for name in filled_in(view) if name == f"note {item}"]


def _changes(desk: Desk, view: dict[str, Any]) -> tuple[str, dict[Press, Change], list[str]]:
    """The run, what the form changes in it, and everything that it showed."""
    run, _, seen = str(view["private_metadata"]).partition(" ")
    now = desk.office.store.clock.instant()
    changes: dict[Press, Change] = {}
    shown = []
    for pair in seen.split(","):
        item, _, revision = pair.rpartition("=")
        shown.append(item)
        value, note = value_in(desk, view, item), note_in(view, f"note {item}")
        if value is not None or note is not None:
            press = read_claim(f"{run} {item} {revision}").press(now)
            changes[press] = Change(value, note, reason_in(view, item))
    return run, changes, shown
