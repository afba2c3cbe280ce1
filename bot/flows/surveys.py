"""Answering an anonymous survey. That somebody answered and what was answered are stored apart, and nothing is logged.

Opening and closing one, and what all said together, is in waves.py.
"""

import json
from collections.abc import Mapping

from bot.domain.people import Standing
from bot.domain.surveys import SurveyForm, SurveySection, Wave
from bot.domain.values import IN_WORDS, Press, Value
from bot.errors import ClosedRunError, FormProblemsError, IdentifyingTextError, NotAllowedError, UnusableValueError
from bot.flows import access
from bot.flows.counting import packed, room_for
from bot.flows.guard import names_one_of
from bot.flows.office import Actor, Office
from bot.flows.promises import told_readers
from bot.flows.recording import Change, fitting
from bot.flows.views import unanswered
from bot.frameworks.library import Form
from bot.frameworks.model import Checklist
from bot.storage import people, surveys
from bot.storage.keys import is_key
from bot.storage.seal import seal
from bot.storage.store import Uow

CLOSED = "This survey is closed, so nothing was kept of this. Thank you all the same."
NOT_OPEN = "This survey is not open now."
DONE_ALREADY = "You have answered this survey. Everybody answers it once."


def load_survey(office: Office, actor: Actor, name: str) -> SurveyForm:
    """The page to fill in, while the survey is open and this person has not answered it."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        access.to_survey(uow, actor, form)
        wave = surveys.load_open_wave(uow, name)
        if wave is None or not wave.takes_answers(uow.today):
            raise ClosedRunError(NOT_OPEN)
        if surveys.has_taken_part(uow, wave.id, actor.person):
            raise ClosedRunError(DONE_ALREADY)
        return survey_form(wave, office.version(uow, wave.version))


def survey_form(wave: Wave, checklist: Checklist) -> SurveyForm:
    sections = [section for part in checklist.parts for section in part.sections]
    return SurveyForm(
        wave=wave.id,
        title=checklist.title,
        short_title=checklist.short_title,
        purpose=checklist.purpose,
        sections=tuple(
            SurveySection(section.title, section.help, tuple(unanswered(item) for item in section.items))
            for section in sections
        ),
        closes_on=wave.closes_on,
        readers=told_readers(checklist),
        used_for=checklist.used_for,
        kept_for=checklist.kept_for,
    )


def load_open_surveys(office: Office, actor: Actor) -> list[Form]:
    """The surveys that this person may answer now."""
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        return [form for form, _ in open_surveys(uow, office, actor)]


def open_surveys(uow: Uow, office: Office, actor: Actor) -> list[tuple[Form, Wave]]:
    """The surveys that are open to this person and not answered by them."""
    found = []
    for form in sorted(office.library.forms.values(), key=lambda form: form.checklist.title):
        wave = surveys.load_open_wave(uow, form.name) if form.checklist.anonymous else None
        if wave and wave.takes_answers(uow.today) and _may_answer(uow, actor, form):
            found += [] if surveys.has_taken_part(uow, wave.id, actor.person) else [(form, wave)]
    return found


def _may_answer(uow: Uow, actor: Actor, form: Form) -> bool:
    try:
        access.to_survey(uow, actor, form)
    except NotAllowedError:
        return False
    return True


def send_sheet(office: Office, actor: Actor, wave_id: str, values: Mapping[str, Value]) -> bool:
    """Keep the sheet, sealed, and that this person has answered; false when they had before, and nothing changed.

    Both in one transaction, so that there is never one without the other; neither is logged.
    """
    with office.store.work(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        wave = surveys.load_wave(uow, wave_id, lock=True) if is_key(wave_id) else None
        if wave is None or not wave.takes_answers(uow.today):
            raise ClosedRunError(CLOSED)
        access.to_survey(uow, actor, office.form(wave.checklist))
        checklist = office.version(uow, wave.version)
        fitted = _fitting(uow, checklist, values)
        if not surveys.take_part(uow, wave.id, actor.person):
            return False
        sheet = _sheet(checklist, standing, fitted)
        surveys.add_sealed(uow, wave.id, seal(office.store.survey_key.find(), wave.id, sheet, room_for(checklist)))
    return True


def _sheet(checklist: Checklist, standing: Standing, fitted: Mapping[str, Value]) -> str:
    in_words = {item for item in fitted if checklist.by_id[item].control in IN_WORDS}
    words = [[item, value.words] for item, value in fitted.items() if item in in_words]
    said = packed({item: value for item, value in fitted.items() if item not in in_words})
    return json.dumps({"team": standing.team, "said": said, "words": words}, ensure_ascii=False)


def _fitting(uow: Uow, checklist: Checklist, values: Mapping[str, Value]) -> dict[str, Value]:
    fitted: dict[str, Value] = {}
    problems: dict[str, str] = {}
    colleagues = [person.name for person in people.load_everybody(uow, uow.today)]
    for item, value in values.items():
        try:
            _, change = fitting(uow, checklist, Press("", item, 0, uow.instant), Change(value))
        except IdentifyingTextError as error:
            problems[item] = f"This looks as if it holds {' and '.join(error.seen)}. Please take it out: name no one."
        except UnusableValueError as error:
            problems[item] = str(error)
        else:
            if change.value and names_one_of(change.value.words or "", colleagues):
                problems[item] = "This names somebody who works here. Please take it out: name no one."
            fitted |= {item: change.value} if change.value and not change.value.is_empty else {}
    if problems:
        raise FormProblemsError(problems)
    if not fitted:
        first = next(iter(checklist.items))
        raise FormProblemsError({first.id: "Nothing is answered yet. Please answer at least one question."})
    return fitted
