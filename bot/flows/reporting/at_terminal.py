"""A report for whoever runs Plumbline, at the machine's own keyboard: which one and of which time, by their words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.domain.papers import Paper
from bot.domain.people import Verb
from bot.domain.periods import Period
from bot.domain.reporting import DRAFT, About, Draft
from bot.errors import ShownError, UnusableValueError
from bot.flows import access
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.spoken import find_period
from bot.flows.office import Actor, Office
from bot.flows.reporting.checks import Reader, reader_of
from bot.flows.reporting.gathering import not_counted, paper_of
from bot.flows.reporting.kept import from_text
from bot.flows.reporting.taking import lines_of
from bot.flows.shown import short_day
from bot.frameworks.reports import Report
from bot.storage import people
from bot.storage import reports as storage
from bot.storage.store import Uow

PATIENCE = 120
_UNKNOWN = "There is no report {number}. There are: {known}."
_NO_TIME = "That is no time that a report can be of. Try 2026-Q2, last quarter, October or 2025-26."
_NO_TEAM = "There is no team of that name. There are: {known}."


def print_report(office: Office, actor: Actor, number: str, words: str, team: str = "") -> tuple[Paper, str]:
    """What was approved, as it was then; else the draft, or what a draft would say now. Nothing is begun by it.

    With a sentence where not all of its time is counted yet.
    """
    with office.store.work(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.EXPORT)
        framework, report = _report(office, number)
        period = _period(words, uow)
        draft = _draft(uow, About(report.id, period, _team(uow, team, period)), framework)
        body = storage.load_body(uow, draft.id) if draft.is_approved else None
        paper = from_text(body) if body else paper_of(uow, office, draft, report, _reader(uow, draft))
        first, last = period.first.isoformat(), period.last.isoformat()
        of = {"report": draft.id or report.id, "first": first, "last": last, "state": draft.state}
        uow.log("export", actor.person, **of, rows=lines_of(paper))
        said = "" if body else not_counted(uow, office, draft)
        return replace(paper, cover=tuple(_cover(paper, draft, uow.now.astimezone(office.store.clock.zone)))), said


def _reader(uow: Uow, draft: Draft) -> Reader:
    """Whoever began it: without a draft nobody has read what stands in single checks, so it is left out."""
    standing = people.load_standing(uow, draft.made_by, uow.today) if draft.made_by else None
    return reader_of(uow, standing) if standing else Reader()


def _report(office: Office, number: str) -> tuple[str, Report]:
    known = {name.casefold(): found for name, found in office.library.reports.items()}
    if number.casefold() not in known:
        raise ShownError(_UNKNOWN.format(number=number, known=", ".join(sorted(office.library.reports))))
    return known[number.casefold()]


def _period(words: str, uow: Uow) -> Period:
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", words.casefold()).split())
    found = find_period(plain, uow.today)
    if found is None or found.rest.strip():
        raise UnusableValueError(_NO_TIME)
    return found.period


def _team(uow: Uow, name: str, period: Period) -> str | None:
    nodes = load_nodes(uow, min(uow.today, period.last))
    if not name:
        return None
    found = next((node for node in nodes if node.id and node.name.casefold() == name.casefold()), None)
    if found is None:
        raise ShownError(_NO_TEAM.format(known=", ".join(node.name for node in nodes if node.id)))
    return found.id


def _draft(uow: Uow, about: About, framework: str) -> Draft:
    """The newest that there is, of the last meeting where it is by one; without one, what would be begun."""
    known = storage.load_latest(uow, [about.report], about.period.last)
    found = [there for there in known if (there.about.period, there.about.team) == (about.period, about.team)]
    return max(found, key=_age, default=Draft("", about, framework, DRAFT, "", uow.now))


def _age(draft: Draft) -> tuple[date, int]:
    met = draft.about.meeting.day if draft.about.meeting else date.min
    return met, draft.about.number


def _cover(paper: Paper, draft: Draft, now: datetime) -> Iterator[tuple[str, str]]:
    yield "Made for", "Whoever runs Plumbline, at its own keyboard"
    yield "Made", f"{short_day(now.date())} {now:%H:%M}"
    yield "What it is of", paper.about
    yield "State", "Approved" if draft.is_approved else "A draft: nobody has approved it"
    yield "Lines in its tables", str(lines_of(paper))
