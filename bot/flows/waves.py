"""Opening a survey, closing it, and what all who answered said together. Who answered is told to nobody.

Answering one is in surveys.py.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.messages import SURVEY_CLOSED
from bot.domain.people import Verb
from bot.domain.surveys import FEWEST, Comments, Results, Survey, Wave
from bot.domain.values import Value
from bot.errors import FormProblemsError, NotAllowedError, NotSavedError, ShownError, UnusableValueError
from bot.flows import access
from bot.flows.counting import Team, countable, counted, teams_apart, told_by_team, unpacked
from bot.flows.office import Actor, Office
from bot.flows.surveys import open_surveys
from bot.frameworks.library import Form
from bot.frameworks.model import Anonymous
from bot.storage import outbox, people, runs, surveys
from bot.storage.seal import unseal
from bot.storage.store import Uow

CLOSES_FIELD = "closes"
OTHER_TEAMS = "other"
LONGEST = timedelta(days=366)
_WAVES = 3

NOT_YET = "Nobody sees results while the survey is open. Close it first, or wait for its closing date."
TOO_FEW = (
    "Fewer than five people have answered, so nothing is shown to anybody. Their sheets stay sealed. "
    "You can open the survey again: who has answered need not do so again."
)
NO_SURVEY = "There is no such survey now."
TOO_FEW_OF_TEAM = "Results by team are shown from ten answers on, and fewer than ten are left there."


def load_surveys(office: Office, actor: Actor) -> list[Survey]:
    """The surveys that this person may answer, open or close, or read."""
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        return surveys_of(uow, office, actor)


def surveys_of(uow: Uow, office: Office, actor: Actor) -> list[Survey]:
    mine = {form.name for form, _ in open_surveys(uow, office, actor)}
    found = []
    for form in sorted(office.library.forms.values(), key=lambda form: form.checklist.title):
        if form.checklist.anonymous:
            found.append(_survey(uow, actor, form, form.checklist.anonymous, may_answer=form.name in mine))
    return [there for there in found if there.may_answer or there.may_keep or there.may_see or there.may_read_comments]


def _survey(uow: Uow, actor: Actor, form: Form, anonymous: Anonymous, *, may_answer: bool) -> Survey:
    wave = next(iter(surveys.load_waves(uow, form.name, 1)), None)
    keeps = _may(uow, actor, form, anonymous.opened_by)
    return Survey(
        name=form.name,
        title=form.checklist.title,
        wave=wave,
        answered=surveys.count_taken_part(uow, wave.id) if wave and keeps else 0,
        may_answer=may_answer,
        may_keep=keeps,
        may_see=keeps or _may(uow, actor, form, _readers(form)),
        may_read_comments=_may(uow, actor, form, anonymous.comments_to),
    )


def _readers(form: Form) -> list[str]:
    return [reader.partition("@")[0] for reader in form.checklist.who_sees]


def _may(uow: Uow, actor: Actor, form: Form, posts: Sequence[str]) -> bool:
    try:
        access.to_post(uow, actor, form, posts)
    except NotAllowedError:
        return False
    return True


def open_wave(office: Office, actor: Actor, name: str, closes_on: date) -> str:
    """Open the survey until the end of that day, or keep the open one open until then.

    One that was closed with too few answers goes on, if its form is still the same.
    """
    form = office.form(name)
    with office.store.work(actor.deadline) as uow:
        access.to_post(uow, actor, form, _anonymous(form).opened_by)
        _refuse_day(closes_on, uow.today)
        office.store.survey_key.make()
        runs.keep_version(uow, form.version, form.framework, form.name, form.body)
        latest = next(iter(surveys.load_waves(uow, name, 1)), None)
        last = surveys.load_wave(uow, latest.id, lock=True) if latest else None
        if last and (last.state == "open" or (last.state == "closed" and last.version == form.version)):
            surveys.keep_open(uow, last, closes_on)
            wave = last.id
        else:
            wave = surveys.add_wave(uow, name, form.framework, form.version, actor.person, closes_on)
        uow.log("survey opened", actor.person, wave=wave, version=form.version, closes=closes_on.isoformat())
    return wave


def _refuse_day(closes_on: date, today: date) -> None:
    if closes_on < today:
        raise FormProblemsError({CLOSES_FIELD: "That day is past. Please give a day from today on."})
    if closes_on - today > LONGEST:
        raise FormProblemsError({CLOSES_FIELD: "That is too far ahead. Please give a day within a year."})


def close_wave(office: Office, actor: Actor, name: str) -> Wave:
    """Close the survey now. What was answered is put together from five sheets on. A second time changes nothing."""
    form = office.form(name)
    with office.store.work(actor.deadline) as uow:
        access.to_post(uow, actor, form, _anonymous(form).opened_by)
        latest = next(iter(surveys.load_waves(uow, name, 1)), None)
        wave = surveys.load_wave(uow, latest.id, lock=True) if latest else None
        if wave is None:
            raise UnusableValueError("This survey has not been opened.")
        return _close(uow, office, wave, actor.person) if wave.state == "open" else wave


def close_past_their_day(office: Office, actor: Actor) -> list[str]:
    """Close every survey whose last day is over; which these were, and which could not be closed."""
    with office.store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        waves = surveys.load_past_their_day(uow, uow.today)
    return [_close_alone(office, actor, wave) for wave in waves]


def _close_alone(office: Office, actor: Actor, wave: Wave) -> str:
    """Each in a transaction of its own: one that cannot be closed undoes nothing of another."""
    try:
        with office.store.work(actor.deadline) as uow:
            access.to_house(uow, actor, Verb.CONFIGURE)
            locked = surveys.load_wave(uow, wave.id, lock=True)
            if locked and locked.state == "open":
                _close(uow, office, locked, actor.person)
    except NotSavedError:
        raise  # the day's work as a whole is tried again
    except ShownError as error:
        return f"A survey ({wave.checklist}) could not be closed. {error}"
    return f"A survey was closed: {wave.checklist}."


def load_ended(office: Office, actor: Actor, wave_id: str) -> Survey:
    """The survey that this wave was of, for whoever looks after it."""
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        wave = surveys.load_wave(uow, wave_id)
        found = [there for there in surveys_of(uow, office, actor) if wave and there.name == wave.checklist]
        if not found or not (found[0].may_see or found[0].may_read_comments):
            raise NotAllowedError("This is not theirs to look after any more.", actor.person, "look after", wave_id)
        return found[0]


def _tell(uow: Uow, office: Office, wave: Wave) -> None:
    """Those who opened it and those who get the comments, once, that it is over."""
    form = office.library.forms.get(wave.checklist)
    anonymous = form.checklist.anonymous if form else None
    posts = {*anonymous.opened_by, *anonymous.comments_to} if anonymous else set()
    for post in sorted(posts):
        for person in people.load_holders(uow, post, uow.today):
            if form and _may(uow, Actor(person), form, [post]):
                outbox.owe(uow, SURVEY_CLOSED, person, item=wave.id, once=f"{wave.closes_on}:{wave.state}")


def _close(uow: Uow, office: Office, wave: Wave, person: str) -> Wave:
    """Below five, what was answered stays sealed; else it is written anew, in random order, without whose it is."""
    state = "counted" if surveys.count_taken_part(uow, wave.id) >= FEWEST else "closed"
    if state == "counted":
        _write_anew(uow, wave.id, office.store.survey_key.find())
    ended = replace(wave, state=state, closes_on=min(wave.closes_on, uow.today))
    surveys.end_wave(uow, ended.id, ended.state, ended.closes_on)
    uow.log("survey closed", person, wave=wave.id)
    _tell(uow, office, ended)
    return ended


def _write_anew(uow: Uow, wave: str, key: bytes) -> None:
    sheets = [json.loads(unseal(key, wave, body)) for body in surveys.load_sealed(uow, wave)]
    apart = teams_apart(Counter(sheet["team"] for sheet in sheets))
    surveys.add_sheets(uow, wave, [(_one_of(sheet["team"], apart), sheet["said"]) for sheet in sheets])
    surveys.add_comments(uow, wave, [(item, said) for sheet in sheets for item, said in sheet["words"]])
    surveys.delete_sealed(uow, wave)


def _one_of(team: Team, apart: frozenset[str]) -> Team:
    return team if team in apart else None


def load_results(office: Office, actor: Actor, name: str, team: str = "") -> Results:
    """What all said together, in the last wave that was counted, or those of one team."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        access.to_post(uow, actor, form, [*_anonymous(form).opened_by, *_readers(form)])
        wave = _counted_wave(uow, name)
        checklist = office.version(uow, wave.version)
        by_team = _by_team(surveys.load_sheets(uow, wave.id))
        teams = _teams(uow, by_team)
        if team and team not in {key for key, _, _ in teams}:
            raise UnusableValueError(TOO_FEW_OF_TEAM)
        wanted = [sheet for key, sheets in by_team.items() if team in ("", key or OTHER_TEAMS) for sheet in sheets]
        items = [item for item in countable(checklist) if not team or told_by_team(item, by_team)]
        return Results(
            title=checklist.title,
            of=next((called for key, called, _ in teams if key == team), "Everybody"),
            sheets=len(wanted),
            until=wave.closes_on,
            questions=tuple(counted(item, [sheet[item.id] for sheet in wanted if item.id in sheet]) for item in items),
            teams=tuple(teams),
        )


def _by_team(sheets: list[tuple[Team, str]]) -> Mapping[Team, list[dict[str, Value]]]:
    by_team: dict[Team, list[dict[str, Value]]] = {}
    for team, body in sheets:
        by_team.setdefault(team, []).append(unpacked(body))
    return by_team


def _teams(uow: Uow, by_team: Mapping[Team, Sequence[object]]) -> list[tuple[str, str, int]]:
    """Those that can be looked at alone, by name; the rest together last. Nothing to choose where all are one."""
    if not any(by_team):
        return []
    named = sorted((people.load_team_name(uow, team), team, len(sheets)) for team, sheets in by_team.items() if team)
    rest = [(OTHER_TEAMS, "Other teams", len(by_team[None]))] if None in by_team else []
    return [(team, called, count) for called, team, count in named] + rest


def load_comments(office: Office, actor: Actor, name: str) -> Comments:
    """What was written in words in the last wave that was counted, shuffled."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        access.to_post(uow, actor, form, _anonymous(form).comments_to)
        wave = _counted_wave(uow, name)
        checklist = office.version(uow, wave.version)
        said = surveys.load_comments(uow, wave.id)
        asked = {item.id: item.ask for item in checklist.items if any(item.id == there for there, _ in said)}
        by_ask = {ask: tuple(words for there, words in said if there == item) for item, ask in asked.items()}
        return Comments(checklist.title, by_ask)


def _counted_wave(uow: Uow, name: str) -> Wave:
    """The last one of which there is something to see; or why there is none."""
    waves = surveys.load_waves(uow, name, _WAVES)
    counted_ones = [wave for wave in waves if wave.is_counted]
    if counted_ones:
        return counted_ones[0]
    if not waves:
        raise UnusableValueError("This survey has not been opened, so there is nothing to see.")
    raise UnusableValueError(NOT_YET if waves[0].state == "open" else TOO_FEW)


def _anonymous(form: Form) -> Anonymous:
    if form.checklist.anonymous is None:
        raise UnusableValueError(NO_SURVEY)
    return form.checklist.anonymous
