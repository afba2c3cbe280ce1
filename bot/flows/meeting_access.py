"""Who may keep a meeting, enter a sheet for one of its members from outside, and read what all its sheets say.

Every flow about meetings asks here first. Runs about meetings are in access.py, as all runs are.
"""

from bot.domain.meetings import Meeting
from bot.domain.people import Standing
from bot.domain.runs import Run
from bot.errors import ClosedRunError, NotAllowedError, UnusableValueError
from bot.flows.access import is_reader, standing_of
from bot.flows.office import Actor, Office
from bot.flows.sitting import is_form_for_outside, keeps, kept_kinds, seat_in
from bot.frameworks.library import Form
from bot.frameworks.model import MeetingKind
from bot.storage import meetings, runs
from bot.storage.store import Uow

KEEP = "keep a meeting"
_NO = "Only those who keep these meetings can do this. Ask them, or your QA lead."
READ_ALL = "read what all sheets say"
_NOT_READ = "Only those the sheet names may read what all of them say: ask whoever keeps the meeting."
GONE = "There is no such meeting. Type /qa meeting to see yours."


def to_kind(uow: Uow, office: Office, actor: Actor, framework: str, kind: str) -> MeetingKind:
    """The kind, when the actor may set up meetings of it."""
    standing = standing_of(uow, actor)
    for name, kept in kept_kinds(uow, office, standing):
        if (name, kept.name) == (framework, kind):
            return kept
    raise NotAllowedError(_NO, actor.person, KEEP, framework)


def to_meeting(uow: Uow, office: Office, actor: Actor, meeting_id: str, *, lock: bool = True) -> Meeting:
    """The meeting, when the actor keeps it; locked, unless they only look."""
    standing = standing_of(uow, actor)
    meeting = meetings.load_meeting(uow, meeting_id, lock=lock)
    if meeting is None:
        raise NotAllowedError(GONE, actor.person, KEEP, "a meeting that is not there")
    if not keeps(uow, office, standing, meeting):
        raise NotAllowedError(_NO, actor.person, KEEP, meeting.id)
    return meeting


def to_enter(
    uow: Uow, office: Office, actor: Actor, form: Form, meeting_id: str, seat: str, *, lock: bool = True
) -> Standing:
    """The actor's standing, when they may enter a sheet for this member from outside."""
    meeting = to_meeting(uow, office, actor, meeting_id, lock=lock)
    if not is_form_for_outside(form, meeting) or seat_in(meeting, seat) is None:
        raise UnusableValueError("That sheet cannot be entered for this meeting. Please open the meeting again.")
    if not meeting.is_open:
        raise ClosedRunError("This meeting was closed, so no further sheet can be started.")
    return standing_of(uow, actor)


def to_sheets(uow: Uow, office: Office, actor: Actor, meeting_id: str, form: str) -> tuple[Meeting, list[Run], int]:
    """The meeting, the submitted sheets of this checklist that the actor may read, and how many are not for them."""
    standing = standing_of(uow, actor)
    meeting = meetings.load_meeting(uow, meeting_id)
    theirs, others = readable(uow, office, standing, meeting.id, form) if meeting else ([], 0)
    if meeting is None or not theirs:
        raise NotAllowedError(_NOT_READ, actor.person, READ_ALL, meeting.id if meeting else "a meeting not there")
    return meeting, theirs, others


def readable(uow: Uow, office: Office, standing: Standing, meeting: str, form: str) -> tuple[list[Run], int]:
    handed_in = [sheet for sheet in meetings.load_sheets(uow, meeting) if sheet.checklist == form and sheet.is_in]
    found = [run for sheet in handed_in if (run := runs.load_run(uow, sheet.run))]
    theirs = [run for run in found if is_reader(uow, office, standing, run)]
    return theirs, len(found) - len(theirs)


def reads_any(uow: Uow, office: Office, standing: Standing, meeting: str, form: str) -> bool:
    return bool(readable(uow, office, standing, meeting, form)[0])
