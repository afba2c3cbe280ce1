"""The reports that somebody makes, and those that are meant for them. Which one is meant by words: asked.py."""

from collections.abc import Iterator, Mapping

from bot.domain.people import Standing
from bot.domain.reporting import About, Draft, ReportList, ReportRow
from bot.flows import access
from bot.flows.figures.nodes import load_nodes
from bot.flows.office import Actor, Office
from bot.flows.reporting import access as report_access
from bot.flows.reporting.occasions import latest_of, times_of
from bot.flows.reporting.owing import SHOWN_AFTER
from bot.flows.reporting.times import Time
from bot.frameworks.reports import Report
from bot.frameworks.spans import months_after
from bot.storage import reports as storage
from bot.storage.store import Uow

_BACK = 15
"""Months for which reports stand in the list."""


def load_reports(office: Office, actor: Actor) -> ReportList:
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        return reports_of(uow, office, standing)


def reports_of(uow: Uow, office: Office, standing: Standing) -> ReportList:
    made_by_them = {
        number: (framework, report)
        for number, (framework, report) in office.library.reports.items()
        if report_access.makes(uow, standing, framework, report)
    }
    names = {node.id: node.name for node in load_nodes(uow, uow.today)}
    since = months_after(uow.today, -_BACK)
    known = storage.load_latest(uow, office.library.reports, since)
    begun = {draft.about.key: draft for draft in known}
    coming = [
        row
        for framework, report in made_by_them.values()
        for row in _to_make(uow, office, standing, (framework, report), begun, names)
    ]
    mine = [draft for draft in known if _makes(uow, standing, draft, made_by_them)]
    listed = {row.value for row in coming}
    coming += [_row(office, draft, names) for draft in mine if not draft.is_approved and draft.id not in listed]
    theirs = [
        draft for draft in known if draft.is_approved and draft not in mine and _is_for(uow, office, standing, draft)
    ]
    return ReportList(
        to_make=tuple(sorted(coming, key=lambda row: (row.due is None, row.due, row.title))),
        made=tuple(_row(office, draft, names) for draft in mine if draft.is_approved),
        for_me=tuple(_row(office, draft, names) for draft in theirs),
    )


def _makes(uow: Uow, standing: Standing, draft: Draft, made_by_them: Mapping[str, tuple[str, Report]]) -> bool:
    """Of a report by team, only what is about a team of theirs."""
    found = made_by_them.get(draft.about.report)
    return found is not None and report_access.makes(uow, standing, *found, draft.about.team)


def _is_for(uow: Uow, office: Office, standing: Standing, draft: Draft) -> bool:
    found = office.library.reports.get(draft.about.report)
    return found is not None and report_access.reads(uow, standing, *found, draft.about.team)


def _to_make(
    uow: Uow,
    office: Office,
    standing: Standing,
    known: tuple[str, Report],
    begun: dict[str, Draft],
    names: dict[str | None, str],
) -> Iterator[ReportRow]:
    """The last time that is over, and each meeting of the last weeks, unless that one is approved."""
    framework, report = known
    teams = sorted(report_access.teams_of(uow, standing, report)) if report.per == "team" else [None]
    for time in _times(uow, office, framework, report):
        for team in teams:
            about = About(report.id, time.period, team, meeting=time.meeting)
            draft = begun.get(about.key)
            if draft is None or not draft.is_approved:
                value, state = (draft.id, draft.state) if draft else (about.claim, None)
                yield ReportRow(value, report.title, f"{names[team]} · {about.time}", time.due, state)


def _times(uow: Uow, office: Office, framework: str, report: Report) -> list[Time]:
    last = latest_of(uow, office, framework, report)
    if not report.due.meeting:
        return [last]
    owed = times_of(uow, office, framework, report)
    others = [there for there in owed if there.due + SHOWN_AFTER >= uow.today and there.meeting != last.meeting]
    return [*(Time(there.period, there.due, there.meeting) for there in others), last]


def _row(office: Office, draft: Draft, names: dict[str | None, str]) -> ReportRow:
    found = office.library.reports.get(draft.about.report)
    title = found[1].title if found else draft.about.report
    return ReportRow(draft.id, title, f"{names.get(draft.about.team, '')} · {draft.about.time}", None, draft.state)
