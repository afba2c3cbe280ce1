"""Recording dates: from /qa record, Home, or what is recorded already. Each form follows in the place of the last."""

import json
import re
from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.inputs import ANSWER
from bot.blocks.leaves import leaf_view
from bot.blocks.parts import View
from bot.blocks.registers import (
    FACT,
    TICKS,
    choosing_view,
    fact_view,
    many_recorded_view,
    many_view,
    recorded_view,
    withdraw_view,
)
from bot.blocks.words import day as said_day
from bot.domain.facts import Choosing, FactForm, Leaf, Said
from bot.domain.runs import Subject
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows.office import Actor
from bot.flows.registers.fitting import ABOUT, AUTHORISER, DAY, OUTCOME, REASON, SUBJECT, WORDS
from bot.flows.registers.forms import load_correction_form, load_fact_form, load_many_form
from bot.flows.registers.leaf import load_leaf, load_meant
from bot.flows.registers.record import correct_fact, record_fact, record_for_many, withdraw_fact
from bot.handlers.claims import OLD_CONTROL, day_of, parts_of
from bot.handlers.desk import Body, Desk
from bot.handlers.forms import chosen_in, day_in, filled_in, reason_in, usable_reason_in, words_in

_FIELDS = (SUBJECT, ABOUT, WORDS)
"""Those into which words are typed."""


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^facts/"))
    def choose(ack: Ack, body: Body) -> None:
        record(desk, body, "")
        ack()

    @app.view("facts")
    def chosen(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        ack(response_action="update", view=_chosen(desk, desk.actor(body), view))

    @app.view("fact")
    def recorded(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (book, fact) = desk.actor(body), parts_of(view["private_metadata"], 2)
        form = load_fact_form(desk.office, actor, book, fact)
        said = _said(form, fact, view)
        noted = record_fact(desk.office, actor, book, said, _reasons(view))
        names = {there.key: there.label for there in form.offered}
        name = names.get(said.subject.key or "", said.subject.key or "")
        shown = said_day(said.day, form.today)
        ack(response_action="update", view=recorded_view(name, form.called, shown, said.subject, already=noted.already))

    @app.action(re.compile("^leaf/"))
    def look(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (subject, page) = desk.actor(body), _place(str(action.get("value")))
        desk.open_first(body, _leaf(desk, actor, subject, page), actor.deadline)
        ack()

    _register_changes(app, desk)
    _register_many(app, desk)


def _register_changes(app: App, desk: Desk) -> None:
    @app.action(re.compile("^mend/"))
    def mend(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        form = load_correction_form(desk.office, actor, str(action.get("value")))
        desk.open_first(body, fact_view(form), actor.deadline)
        ack()

    @app.view("fact-correct")
    def corrected(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (fact,) = desk.actor(body), parts_of(view["private_metadata"], 1)
        form = load_correction_form(desk.office, actor, fact)
        correct_fact(desk.office, actor, fact, _said(form, form.fact, view), _reason(view), _reasons(view))
        ack(response_action="update", view=_leaf(desk, actor, Subject(form.subject, form.filled.subject), 0))

    @app.action(re.compile("^strike/"))
    def strike(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        form = load_correction_form(desk.office, actor, str(action.get("value")))
        desk.open_first(body, withdraw_view(form.corrects or "", is_sensitive=form.is_sensitive), actor.deadline)
        ack()

    @app.view("fact-withdraw")
    def withdrawn(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (fact,) = desk.actor(body), parts_of(view["private_metadata"], 1)
        old = withdraw_fact(desk.office, actor, fact, _reason(view))
        ack(response_action="update", view=_leaf(desk, actor, old.said.subject, 0))


def _register_many(app: App, desk: Desk) -> None:
    @app.action(re.compile("^many/"))
    def many(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, parts = desk.actor(body), str(action.get("value")).split(" ")
        if len(parts) != 2:
            raise UnusableValueError(OLD_CONTROL)
        desk.open_first(body, many_view(load_many_form(desk.office, actor, *parts)), actor.deadline)
        ack()

    @app.view("fact-many")
    def ticked(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (book, fact, kind) = desk.actor(body), parts_of(view["private_metadata"], 3)
        subjects = [Subject(kind, key) for key in _ticked(view)]
        added = record_for_many(desk.office, actor, book, fact, _day(view), subjects)
        called = load_fact_form(desk.office, actor, book, fact).called
        ack(response_action="update", view=many_recorded_view(called, added, len(subjects)))


def record(desk: Desk, body: Body, words: str) -> None:
    """The form straight away where the words leave no doubt; else what to choose from, or what is recorded."""
    actor = desk.actor(body)
    desk.open_first(body, _meant(desk, load_meant(desk.office, actor, words)), actor.deadline)


def _meant(desk: Desk, meant: FactForm | Choosing | Leaf) -> View:
    match meant:
        case FactForm():
            return fact_view(meant)
        case Leaf():
            return leaf_view(meant, 0, desk.office.store.clock.today())
    return choosing_view(meant)


def _chosen(desk: Desk, actor: Actor, view: dict[str, Any]) -> View:
    book, _, fact = chosen_in(view, FACT).partition("/")
    said, day = words_in(view, SUBJECT), str(view["private_metadata"])
    if fact:
        return fact_view(load_fact_form(desk.office, actor, book, fact, said, day_of(day) if day else None))
    if not said.strip():
        field = FACT if FACT in filled_in(view) else SUBJECT
        raise FormProblemsError({field: "Please choose what to record, or give a reference."})
    return _meant(desk, load_meant(desk.office, actor, said))


def _leaf(desk: Desk, actor: Actor, subject: Subject, page: int) -> View:
    return leaf_view(load_leaf(desk.office, actor, subject), page, desk.office.store.clock.today())


def _said(form: FactForm, fact: str, view: dict[str, Any]) -> Said:
    """What was filled in."""
    outcome = chosen_in(view, OUTCOME)
    return Said(
        fact,
        _subject(form, view),
        _day(view),
        words_in(view, ABOUT) or None,
        int(outcome) if outcome.isascii() and outcome.isdigit() else None,
        chosen_in(view, AUTHORISER) or None,
        words_in(view, WORDS).strip() or None,
    )


def _subject(form: FactForm, view: dict[str, Any]) -> Subject:
    match form.subject:
        case "service":
            return Subject("service")
        case "reference":
            return Subject("reference", words_in(view, SUBJECT))
        case kind:
            return Subject(kind, chosen_in(view, SUBJECT) or None)


def _day(view: dict[str, Any]) -> date:
    try:
        return day_of(day_in(view, DAY))
    except UnusableValueError as error:
        raise FormProblemsError({DAY: str(error)}) from error


def _reason(view: dict[str, Any]) -> str:
    """Chosen where the date is sensitive, else written."""
    return chosen_in(view, REASON) or usable_reason_in(view, REASON)


def _reasons(view: dict[str, Any]) -> dict[str, str]:
    return {field: why for field in _FIELDS if (why := reason_in(view, field))}


def _ticked(view: dict[str, Any]) -> list[str]:
    boxes = [there.get(ANSWER, {}) for block, there in filled_in(view).items() if block.split("/")[0] == TICKS]
    return [str(option["value"]) for box in boxes for option in box.get("selected_options") or []]


def _place(value: str) -> tuple[Subject, int]:
    """A claim like any other: what may be seen there is asked in the flow."""
    try:
        kind, key, page = json.loads(value)
        return Subject(str(kind), str(key) or None), int(page)
    except (ValueError, TypeError, OverflowError) as error:
        raise UnusableValueError(OLD_CONTROL) from error
