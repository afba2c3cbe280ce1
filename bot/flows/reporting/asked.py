"""Which report somebody means by their words, and of which time. The lists of reports are in lists.py."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.periods import Period
from bot.errors import UnusableValueError
from bot.flows import access
from bot.flows.figures.spoken import find_period
from bot.flows.office import Actor, Office
from bot.flows.reporting import access as report_access
from bot.frameworks.reports import Report

_MANY = 6
_NONE = "You make no report of that name. Type /qa report alone to see those that you make."


def find_report(office: Office, actor: Actor, words: str) -> tuple[str, Period | None]:
    """The one of those that they make that is called so, and the time that is named; a sentence where there is none."""
    with office.store.look(actor.deadline) as uow:
        standing, today = access.standing_of(uow, actor), uow.today
        made = {
            number: report
            for number, (framework, report) in office.library.reports.items()
            if report_access.makes(uow, standing, framework, report)
        }
    plain, found = _plain(words), dict(_named(made))
    if any(plain in name for names in found.values() for name in names):
        return _one(made, found, plain), None
    for name, period in _with_a_time(plain, found, today):
        if any(name in there for names in found.values() for there in names):
            return _one(made, found, name), period
    raise UnusableValueError(_NONE)


def _named(made: Mapping[str, Report]) -> Iterator[tuple[str, list[str]]]:
    for number, report in made.items():
        named = (report.id, report.title, report.short_title, *report.also_called, *report.also)
        yield number, [_plain(name) for name in named]


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"['’]", "", words.casefold())))


def _with_a_time(plain: str, found: Mapping[str, list[str]], today: date) -> Iterator[tuple[str, Period]]:
    """A whole name with a time beside it; else whatever is left beside a time is part of a name."""
    for name in sorted({name for names in found.values() for name in names}, key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(name)}\b", " ", plain, count=1)
        spoken = find_period(" ".join(rest.split()), today) if rest != plain else None
        if spoken and not spoken.rest.strip():
            yield name, spoken.period
    spoken = find_period(plain, today)
    if spoken and spoken.rest.strip():
        yield " ".join(spoken.rest.split()), spoken.period


def _one(made: Mapping[str, Report], found: Mapping[str, list[str]], wanted: str) -> str:
    called = [number for number, names in found.items() if any(wanted in name for name in names)]
    exact = [number for number in called if wanted in found[number]]
    if len(exact or called) == 1:
        return (exact or called)[0]
    titles = "; ".join(made[number].short_title for number in called[:_MANY])
    raise UnusableValueError(f"Several reports are called so: {titles}. Type more of its name.")
