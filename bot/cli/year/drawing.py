"""Samples that were really drawn: a list, the draw from it, and the record that then was looked at."""

from datetime import date, datetime, time
from random import Random

from bot.cli.history import set_clock
from bot.cli.year.records import Records
from bot.domain.draws import DRAWN, Given
from bot.domain.duties import Duty
from bot.flows.draws.drawing import draw_again, draw_from, draw_sample, swap
from bot.flows.office import Actor, Office
from bot.frameworks.library import Form
from bot.frameworks.schedule import Rule

_AT = time(8, 45)
_DRAWN = 25
"""Of a hundred samples so many were drawn here; the others as the service did it before."""
_ROWS = (6, 12)
_SWAPPED, _AGAIN = 12, 6
"""Of a hundred samples so many had a record that could not be used, and so many were drawn once more."""
_SCOPES = ("own", "person", "service")


def draw_one(
    office: Office, actor: Actor, rule: Rule, form: Form, duty: Duty, on: date, records: Records, dice: Random
) -> str | None:
    """The reference that was drawn; nothing where none is drawn for this rule, or was not this time."""
    sample = rule.sample
    if sample is None or sample.of not in _SCOPES or sample.count > 1 or dice.randrange(100) >= _DRAWN:
        return None
    set_clock(office, datetime.combine(on, _AT, office.store.clock.zone))
    listed = records.all_of(form.name) or [records.invented() for _ in range(dice.randint(*_ROWS))]
    scope = {"own": actor.person, "person": duty.subject.person or ""}.get(sample.of, sample.of)
    given = Given(scope, "All that were worked on", on, len(listed), 1, "\n".join(listed))
    shown = draw_sample(office, actor, rule.id, form.name, given)
    if shown.state != DRAWN:
        shown = draw_from(office, actor, shown.draw).shown
    toss = dice.randrange(100)
    if toss < _SWAPPED:
        shown = swap(office, actor, shown.draw, next(iter(shown.lines)).position, "elsewhere", "").shown
    elif toss < _SWAPPED + _AGAIN:
        shown = draw_again(office, actor, shown.draw, 1, "wrong-time", "").shown
    return next((line.name for line in shown.lines if line.name), None)
