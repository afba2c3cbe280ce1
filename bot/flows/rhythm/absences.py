"""Absences: entered by whoever is away or somebody above them, changed by the one, ended by both. Dates only.

What a stand-in may do meanwhile follows in access.py; whom reminders reach, in cover.py.
"""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.rhythm import Absence, AbsenceForm
from bot.errors import FormProblemsError
from bot.flows.office import Actor, Office
from bot.flows.rhythm import access
from bot.flows.rhythm.standing_in import absence_lines, tell_stand_in, tell_stood_down
from bot.flows.shown import short_day
from bot.storage import people, rhythm
from bot.storage.store import Uow

FIRST, LAST, STAND_IN = "first", "last", "stand-in"
"""The fields of the form."""
_DAY = timedelta(days=1)
_BACK = timedelta(days=28)
_AHEAD = timedelta(days=2 * 366)


def load_absence_form(office: Office, actor: Actor, person: str | None) -> AbsenceForm:
    """For the actor, or for one of those below them."""
    with office.store.look(actor.deadline) as uow:
        standing = access.to_person(uow, actor, person or actor.person)
        whose = person or standing.person
        name = "" if whose == standing.person else people.load_names(uow, [whose])[whose]
        return AbsenceForm(whose, name, uow.today, absence_lines(uow, rhythm.load_absences(uow, [whose])[whose]))


def load_change_form(office: Office, actor: Actor, absence_id: str) -> AbsenceForm:
    with office.store.look(actor.deadline) as uow:
        absence = access.to_absence(uow, actor, absence_id, own=True, lock=False)
        (line,) = absence_lines(uow, [absence])
        return AbsenceForm(absence.person, "", uow.today, changed=line, stand_in=absence.stand_in)


def record_absence(
    office: Office, actor: Actor, person: str | None, first: date, last: date, stand_in: str | None = None
) -> None:
    """Both days are days away. Sent twice, it is entered once."""
    with office.store.work(actor.deadline) as uow:
        standing = access.to_person(uow, actor, person or actor.person)
        wanted = Absence("", person or standing.person, first, last + _DAY, stand_in)
        people.lock_person(uow, wanted.person)
        others = rhythm.load_ever_away(uow, wanted.person)
        if any(replace(other, id="") == wanted for other in others):
            return
        if stand_in and wanted.person != standing.person:
            raise FormProblemsError({STAND_IN: "Only who is away can say who stands in. Please leave this empty."})
        _refuse_days(uow, wanted, _earliest(uow), others)
        _refuse_stand_in(uow, wanted)
        key = rhythm.add_absence(uow, wanted.person, wanted.since, last + _DAY, stand_in)
        tell_stand_in(uow, replace(wanted, id=key))
        uow.log("absence entered", actor.person, absence=key, person=wanted.person, stand_in=stand_in)


def change_absence(
    office: Office, actor: Actor, absence_id: str, first: date, last: date, stand_in: str | None = None
) -> None:
    with office.store.work(actor.deadline) as uow:
        before = access.to_absence(uow, actor, absence_id, own=True)
        wanted = Absence(before.id, before.person, first, last + _DAY, stand_in)
        if wanted == before:
            return
        others = [other for other in rhythm.load_ever_away(uow, before.person) if other.id != before.id]
        _refuse_days(uow, wanted, min(_earliest(uow), before.since), others)
        if stand_in != before.stand_in:
            _refuse_stand_in(uow, wanted)
        rhythm.change_absence(uow, before.id, first, last + _DAY, stand_in)
        if stand_in != before.stand_in:
            tell_stood_down(uow, before)
        tell_stand_in(uow, wanted)
        uow.log("absence changed", actor.person, absence=before.id, person=before.person, stand_in=stand_in)


def end_absence(office: Office, actor: Actor, absence_id: str) -> str:
    """They are back today, or do not go. Whose absence it was."""
    with office.store.work(actor.deadline) as uow:
        absence = access.to_absence(uow, actor, absence_id)
        rhythm.end_absence(uow, absence)
        tell_stood_down(uow, absence)
        uow.log("absence ended", actor.person, absence=absence.id, person=absence.person)
        return absence.person


def _earliest(uow: Uow) -> date:
    return uow.today - _BACK


def _refuse_days(uow: Uow, wanted: Absence, earliest: date, others: list[Absence]) -> None:
    until = wanted.until or wanted.since
    if until <= wanted.since:
        raise FormProblemsError({LAST: "Please give a last day that is not before the first."})
    if wanted.since < earliest:
        raise FormProblemsError({FIRST: "Please give a first day within the last four weeks, or a later one."})
    if until > uow.today + _AHEAD:
        raise FormProblemsError({LAST: "Please give a last day within two years."})
    for other in others:
        if other.since < until and (other.until is None or wanted.since < other.until):
            raise FormProblemsError({FIRST: f"This overlaps with {_said(other)}. Nothing was saved."})


def _said(other: Absence) -> str:
    last = f"to {short_day(other.until - _DAY)}" if other.until else "on"
    return f"days away from {short_day(other.since)} {last}"


def _refuse_stand_in(uow: Uow, wanted: Absence) -> None:
    if wanted.stand_in is None:
        return
    if wanted.stand_in == wanted.person:
        raise FormProblemsError({STAND_IN: "Nobody stands in for themselves. Please choose somebody else, or nobody."})
    if people.load_standing(uow, wanted.stand_in, uow.today) is None:
        raise FormProblemsError({STAND_IN: "That person is not on the QA list. Please choose another, or nobody."})
