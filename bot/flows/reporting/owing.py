"""Reports in reminders, and in the list of what is due: from some days before their day until they are approved.

Those of which the schedule reminds people already stand there as what the schedule calls them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.digest_views import OwedReport
from bot.domain.digests import LIVES, Item, Kind, stage_of_report
from bot.domain.duties import duty_id
from bot.domain.people import Standing
from bot.domain.reporting import About, Draft
from bot.domain.runs import Subject
from bot.flows.digests.became import GONE, Became
from bot.flows.office import Office
from bot.flows.reporting import access
from bot.flows.reporting.occasions import is_owed, times_of
from bot.frameworks.reports import Report
from bot.frameworks.working_days import add_working_days
from bot.storage import digests, people
from bot.storage import reports as storage
from bot.storage.go_live import load_go_lives
from bot.storage.store import Uow

SHOWN_AFTER = timedelta(weeks=4)
"""What nobody made by then is not brought to mind any more; it can still be made."""


class _Owed(NamedTuple):
    framework: str
    report: Report
    about: About
    due: date
    first: date


def owed_reports(uow: Uow, office: Office, instead: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    """By reader: whoever holds the first of its posts that somebody holds, or who stands in for them."""
    for owed in _owed(uow, office):
        if owed.first <= uow.today <= owed.due + SHOWN_AFTER:
            for who, team in _owners(uow, owed):
                draft = storage.find_draft(uow, _of(owed.about, team))
                reader = instead.get(who)
                if reader and not (draft and draft.is_approved) and _may(uow, reader, owed, team):
                    stage = stage_of_report(owed.first, owed.due, uow.today)
                    away = who if reader != who else None
                    yield reader, Item(Kind.REPORT, _key(_of(owed.about, team)), stage, owed.due, away)


def _owed(uow: Uow, office: Office) -> Iterator[_Owed]:
    """Those of the last months, of time after their framework went live."""
    live = load_go_lives(uow)
    for framework, report in office.library.reports.values():
        begun = live.get(framework)
        if begun is None or report.rule or report.is_asked_for:
            continue
        for time in times_of(uow, office, framework, report):
            if is_owed(time, begun):
                about = About(report.id, time.period, meeting=time.meeting)
                yield _Owed(framework, report, about, time.due, time.first)


def _owners(uow: Uow, owed: _Owed) -> Iterator[tuple[str, str | None]]:
    """Each with the team that it is about, where it is made by team."""
    taken: set[str | None] = set()
    for post in owed.report.by:
        held = [
            (person, team)
            for person in people.load_holders(uow, post, uow.today)
            for team in _teams(uow, person, post, owed)
        ]
        yield from (one for one in held if one[1] not in taken)
        taken |= {team for _, team in held}


def _teams(uow: Uow, person: str, post: str, owed: _Owed) -> list[str | None]:
    standing = people.load_standing(uow, person, uow.today)
    if standing is None or not access.makes(uow, standing, owed.framework, owed.report):
        return []
    if owed.report.per == "service":
        return [None]
    return [*sorted({held.team for held in standing.posts if held.name == post and held.team})]


def _may(uow: Uow, reader: str, owed: _Owed, team: str | None) -> bool:
    standing = people.load_standing(uow, reader, uow.today)
    return standing is not None and access.makes(uow, standing, owed.framework, owed.report, team)


def _of(about: About, team: str | None) -> About:
    return replace(about, team=team)


def _key(about: About) -> str:
    """Its own id, whether or not somebody has begun it, and whatever day its meeting is moved to."""
    team = Subject("team", about.team)
    if about.meeting:
        return duty_id(about.report, team, about.meeting.id, "")
    return duty_id(about.report, team, None, f"{about.period.first}/{about.period.last}")


def report_of_row(uow: Uow, office: Office, standing: Standing, key: str) -> tuple[OwedReport | None, Became]:
    """What the row says, and what became of it; none where the report is not the reader's to make."""
    for owed in _owed(uow, office):
        for team in [None, *sorted(access.teams_of(uow, standing, owed.report))]:
            about = _of(owed.about, team)
            if _key(about) == key and access.makes(uow, standing, owed.framework, owed.report, team):
                return _row(uow, owed, about)
    return None, GONE


def _row(uow: Uow, owed: _Owed, about: About) -> tuple[OwedReport, Became]:
    draft = storage.find_draft(uow, about)
    value = draft.id if draft else about.claim
    row = OwedReport(value, owed.report.title, about.time, owed.due, owed.due < uow.today, draft is not None)
    return row, _became(draft)


def _became(draft: Draft | None) -> Became:
    if draft and draft.is_approved:
        return Became("approved", is_closed=True)
    return Became("in the list of reports", is_closed=False)


def mark_approved(uow: Uow, about: About) -> None:
    """It is struck from the reminders that list it."""
    digests.bump_about(uow, [_key(about)], add_working_days(uow.today, -LIVES))
