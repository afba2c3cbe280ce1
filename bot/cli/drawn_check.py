"""A check of any form as it is just begun, and as full as people can make it; nothing of it was ever stored."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.domain.actions import Action, ActionPlan
from bot.domain.meetings import Point
from bot.domain.parts import HandedIn, Turns
from bot.domain.runs import Run, Subject
from bot.domain.values import Answer, Control, Value
from bot.flows import views
from bot.flows.actions import ACTION_LENGTH
from bot.flows.meetings import POINT_LENGTH
from bot.flows.texts import NOTE_LENGTH, REFERENCE_LENGTH
from bot.frameworks.agenda import expand
from bot.frameworks.item import Item
from bot.frameworks.kinds import BOX_LENGTH, LINE_LENGTH, MOST_COUNT, MOST_NUMBER, several
from bot.frameworks.library import Form

NAME = "M" * 80
KEY = "a" * 13
NOW = datetime(2026, 12, 30, 23, 59, tzinfo=UTC)
_ACTIONS = 60
"""So many are agreed where nothing but actions is asked for."""
_WORDS = {Control.LINE: LINE_LENGTH, Control.BOX: BOX_LENGTH, Control.LIST: BOX_LENGTH}


def begun(form: Form) -> views.Held:
    """About somebody or something with as long a name as there can be."""
    subject = Subject("reference", "W" * REFERENCE_LENGTH)
    run = Run(
        id=KEY,
        reference="ABCDEF",
        version=form.version,
        checklist=form.name,
        framework=form.framework,
        subject=subject,
        author=KEY,
        team=None,
        state="open",
        revision=999,
        started_at=NOW,
        submitted_at=None,
        shared_at=None,
    )
    checklist = expand(form.checklist, [Point(999, "W" * POINT_LENGTH)])
    names = frozenset(part.name for part in checklist.parts)
    turns = Turns(names, names, {}) if checklist.has_turns else None
    return views.Held(run, checklist, {}, [], {KEY: NAME}, NAME, raises_risks=True, turns=turns)


def filled(form: Form) -> views.Held:
    """With every question answered at length, noted, with actions, and after a check in which as much was agreed."""
    held = begun(form)
    items = [*held.checklist.header, *held.checklist.items]
    answers = {item.id: _answer(item, number) for number, item in enumerate(items)}
    actions = [_action(item, number) for item in items for number in range(_agreed(item))]
    handed_in = {part.name: HandedIn(part.name, KEY, NOW) for part in held.checklist.parts}
    turns = Turns(held.turns.theirs, held.turns.open, handed_in) if held.turns else None
    agreed = f"{'w' * ACTION_LENGTH} · {NAME}, by Wed 30 Dec 2026: waiting to be confirmed"
    return views.Held(
        held.run,
        held.checklist,
        answers,
        actions,
        held.names,
        NAME,
        outside=held.checklist.answered_for,
        raises_risks=True,
        turns=turns,
        writers=dict.fromkeys(answers, NAME) if turns else {},
        earlier=(agreed,) * _ACTIONS,
    )


def _answer(item: Item, number: int) -> Answer:
    note = "w" * NOTE_LENGTH if item.note != "never" else None
    return Answer(item.id, _value(item, number), note, 999, KEY, NOW, NOW)


def _value(item: Item, number: int) -> Value:
    """The longest there is of each kind; days that lie apart, so that the times between them are said."""
    day = (NOW - timedelta(days=397 * number)).date()
    match item.control:
        case Control.CHOICE:
            return Value(choice=max(item.choices, key=lambda there: len(there.label)).code)
        case Control.FOUND:
            return Value(choice=1, day=day)
        case Control.DAY:
            return Value(day=day)
        case Control.PERSON | Control.SIGNATURE:
            return Value(person=KEY)
        case Control.SEVERAL:
            return several({there.code: 1 for there in item.choices})
        case Control.TALLY:
            return several({there.code: MOST_COUNT for there in item.choices})
        case Control.NUMBER:
            return Value(number=Decimal(MOST_NUMBER))
        case Control.ACTIONS:
            return Value()
        case _:
            return Value(words="W" * _WORDS[item.control])


def _agreed(item: Item) -> int:
    return _ACTIONS if item.control is Control.ACTIONS else 2 * (item.action is not None)


def _action(item: Item, number: int) -> Action:
    plan = ActionPlan("w" * ACTION_LENGTH, KEY, NOW.date(), "w" * LINE_LENGTH, "high")
    return Action(f"{KEY}{number}", KEY, item.id, plan, KEY, NOW)
