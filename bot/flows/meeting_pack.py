"""The pack for a meeting: its agenda, what all its sheets say, and the reports that are there, as one paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.domain.meetings import Collation, Meeting
from bot.domain.papers import Asked, Lines, Paper, Section, Table, Words
from bot.domain.people import Standing
from bot.domain.reporting import Draft
from bot.flows import meeting_access
from bot.flows.access import standing_of
from bot.flows.collation import collate
from bot.flows.office import Actor, Office
from bot.flows.reporting.access import may_open
from bot.flows.reporting.checks import reader_of
from bot.flows.reporting.gathering import paper_of
from bot.flows.reporting.kept import from_text
from bot.flows.sheets import spoken
from bot.flows.shown import short_day
from bot.flows.sitting import kind_of
from bot.storage import meetings, people
from bot.storage import reports as storage
from bot.storage.store import Uow

_LATELY = timedelta(days=190)
"""How long before the meeting a report's time may have ended for it to be in the pack."""
_SHEETS = "What {many} said, without names."


def take_pack(office: Office, actor: Actor, meeting_id: str) -> Paper:
    """For who keeps the meeting. That they took it is kept, and so is whose sheets they have read by it."""
    with office.store.work(actor.deadline) as uow:
        meeting = meeting_access.to_meeting(uow, office, actor, meeting_id)
        standing = standing_of(uow, actor)
        kind = kind_of(office.library, meeting.framework, meeting.kind)
        together = list(_together(uow, office, actor, standing, meeting))
        papers = list(_reports(uow, office, standing, meeting))
        uow.log("export", actor.person, meeting=meeting.id, forms=len(together), reports=len(papers))
        whole = [_agenda(meeting), *map(_sheets, together), *(there for paper in papers for there in _opened(paper))]
        name = people.load_names(uow, {actor.person})[actor.person]
        now = uow.now.astimezone(office.store.clock.zone)
        return Paper(
            title=f"Pack: {kind.title if kind else meeting.kind}",
            about=spoken(meeting),
            sections=tuple(whole),
            cover=tuple(_cover(name, now, together, papers)),
            made_at=uow.now,
            confidential="For the members of this meeting · without names of people",
            data=tuple(block for there in whole for block in there.blocks if isinstance(block, Table)),
        )


def _cover(name: str, now: datetime, together: list[Collation], papers: list[Paper]) -> Iterator[tuple[str, str]]:
    yield "Made for", name
    yield "Made", f"{short_day(now.date())} {now:%H:%M}"
    yield "Sheets", "\n".join(f"{there.title}: {there.sheets}" for there in together) or "None that may be read"
    yield "Reports", "\n".join(f"{paper.title} · {paper.about}" for paper in papers) or "None that is begun"


def _agenda(meeting: Meeting) -> Section:
    points = tuple(point.words for point in meeting.agenda if not point.is_off)
    return Section("On the agenda", (Lines(points) if points else Words("Nothing yet."),))


def _together(uow: Uow, office: Office, actor: Actor, standing: Standing, meeting: Meeting) -> Iterator[Collation]:
    """Of each checklist of which they may read sheets."""
    for form in sorted({sheet.checklist for sheet in meetings.load_sheets(uow, meeting.id) if sheet.is_in}):
        found, kept_back = meeting_access.readable(uow, office, standing, meeting.id, form)
        if found:
            yield collate(uow, office, actor, meeting, form, found, kept_back)


def _sheets(there: Collation) -> Section:
    """Question by question; words of different people stand below one another."""
    many = "1 sheet" if there.sheets == 1 else f"{there.sheets} sheets"
    asked = (
        Asked(ask, first.words, tuple(said.words for said in more))
        for ask, (first, *more) in groupby(there.said, key=lambda said: said.ask)
    )
    return Section(there.title, (Words(_SHEETS.format(many=many)), *asked))


def _reports(uow: Uow, office: Office, standing: Standing, meeting: Meeting) -> Iterator[Paper]:
    """Of each that they make, or that is approved and meant for them, that of this meeting; else the newest."""
    theirs = {name: report for name, (of, report) in office.library.reports.items() if of == meeting.framework}
    seen: set[tuple[str, str | None]] = set()
    known = storage.load_latest(uow, theirs, meeting.day - _LATELY)
    told = [there for there in known if _is_its_own(there, meeting) or there.about.period.last <= meeting.day]
    for draft in sorted(told, key=lambda there: _nearness(there, meeting)):
        report = theirs[draft.about.report]
        if may_open(uow, standing, draft, report) and (report.id, draft.about.team) not in seen:
            seen.add((report.id, draft.about.team))
            body = storage.load_body(uow, draft.id) if draft.is_approved else None
            paper = from_text(body) if body else paper_of(uow, office, draft, report, reader_of(uow, standing))
            yield paper if draft.is_approved else replace(paper, title=f"{paper.title} (a draft)")


def _is_its_own(draft: Draft, meeting: Meeting) -> bool:
    return draft.about.meeting is not None and draft.about.meeting.id == meeting.id


def _nearness(draft: Draft, meeting: Meeting) -> tuple[bool, int, bool, int]:
    """The nearest comes first; what is told anew, once that is approved."""
    about = draft.about
    return not _is_its_own(draft, meeting), -about.period.last.toordinal(), not draft.is_approved, -about.number


def _opened(paper: Paper) -> Iterator[Section]:
    """A report's first section says which report begins."""
    first, *rest = paper.sections
    yield Section(f"{paper.title}: {first.title}", (Words(paper.about), *first.blocks))
    yield from rest
