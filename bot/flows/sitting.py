"""How people stand to meetings: who sits in one, who keeps it. Says nothing about what that allows."""

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.meetings import Meeting, Seat
from bot.domain.people import Standing
from bot.domain.runs import Run
from bot.flows.office import Office
from bot.flows.relations import posts_of
from bot.frameworks.library import Form, Library
from bot.frameworks.model import MeetingKind
from bot.storage import meetings
from bot.storage.store import Uow

_REPORTED_WITHIN = timedelta(days=92)


def kind_of(library: Library, framework: str, kind: str) -> MeetingKind | None:
    """What the files say of this kind today."""
    found = library.frameworks.get(framework)
    return next((there for there in found.meetings if there.name == kind), None) if found else None


def kept_kinds(uow: Uow, office: Office, standing: Standing) -> Iterator[tuple[str, MeetingKind]]:
    """The kinds of meeting that somebody keeps, each with its framework."""
    held = {post.name for post in posts_of(uow, standing)}
    for name in sorted(office.library.frameworks):
        for kind in office.library.frameworks[name].meetings:
            if held & set(kind.held_by):
                yield name, kind


def keeps(uow: Uow, office: Office, standing: Standing, meeting: Meeting) -> bool:
    kinds = kept_kinds(uow, office, standing)
    return any((framework, kind.name) == (meeting.framework, meeting.kind) for framework, kind in kinds)


def is_form_for(form: Form, meeting: Meeting) -> bool:
    """Whether the checklist can be about this meeting."""
    subject = form.checklist.subject
    fits = not subject.meetings or meeting.kind in subject.meetings
    return subject.kind == "meeting" and form.framework == meeting.framework and fits


def is_form_for_outside(form: Form, meeting: Meeting) -> bool:
    """Whether a sheet of it can be entered for a member from outside."""
    return form.checklist.subject.outside and is_form_for(form, meeting)


def sits_for(uow: Uow, standing: Standing, form: Form) -> list[Meeting]:
    """The open meetings in which somebody sits and that this checklist can be about.

    What is no member's sheet, such as a report on the meeting, can be begun for some time after it was ended.
    """
    ended = None if form.checklist.subject.outside else uow.today - _REPORTED_WITHIN
    return [there for there in meetings.load_meetings_of(uow, standing.person, ended) if is_form_for(form, there)]


def may_write(uow: Uow, office: Office, standing: Standing, run: Run) -> bool:
    """Whether the author of a sheet about a meeting still has a place there: their own, or that of who keeps it."""
    meeting = meetings.load_meeting(uow, run.subject.meeting or "")
    if meeting is None:
        return False
    if run.seat:
        return keeps(uow, office, standing, meeting)
    return standing.person in meeting.members


def seat_in(meeting: Meeting, seat: str) -> Seat | None:
    return next((there for there in meeting.outside if there.id == seat), None)
