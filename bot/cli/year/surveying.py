"""Anonymous surveys of the year: opened, answered by those whom the files name, and closed."""

from datetime import date, datetime, time, timedelta
from functools import partial

from bot.cli.history import set_clock, workday
from bot.cli.year.living import Living
from bot.domain.values import Value
from bot.flows.office import Actor
from bot.flows.surveys import send_sheet
from bot.flows.waves import close_wave, open_wave
from bot.frameworks.demo_year import OnceSurvey
from bot.frameworks.kinds import OneToTen

_AT = time(10)
_OPEN_FOR = timedelta(days=21)
_SPREAD = 6
"""Points between the worst answer to a question and the best."""


def put_surveys(living: Living) -> None:
    for survey in living.year.surveys:
        living.diary.put(workday(living.quarters.first + timedelta(days=survey.days)), partial(_open, living, survey))


def _open(living: Living, survey: OnceSurvey, on: date) -> None:
    _go_to(living, on)
    wave = open_wave(living.office, Actor(living.ids[survey.who]), survey.check, on + _OPEN_FOR)
    for who in survey.answered:
        send_sheet(living.office, Actor(living.ids[who]), wave, _said(living, survey))
    living.diary.put(on + _OPEN_FOR, partial(_close, living, survey))


def _said(living: Living, survey: OnceSurvey) -> dict[str, Value]:
    """A point for each question; what is asked in words stays empty."""
    asked = [item for item in living.office.form(survey.check).checklist.items if isinstance(item, OneToTen)]
    return {item.id: Value(choice=living.dice.choice(item.choices[-_SPREAD:]).code) for item in asked}


def _close(living: Living, survey: OnceSurvey, on: date) -> None:
    _go_to(living, on)
    close_wave(living.office, Actor(living.ids[survey.who]), survey.check)


def _go_to(living: Living, on: date) -> None:
    set_clock(living.office, datetime.combine(on, _AT, living.office.store.clock.zone))
