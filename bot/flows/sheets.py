"""Sheets about a meeting: which are offered, that each member fills in one, and how they begin.

Who may is asked in access.py and meeting_access.py; meetings themselves are in meetings.py.
"""

from bot.domain.desk import Offer
from bot.domain.meetings import Meeting, Sheet
from bot.domain.people import Standing
from bot.errors import ClosedRunError, UnusableValueError
from bot.flows.office import Office
from bot.flows.sitting import sits_for
from bot.frameworks.library import Form
from bot.storage import meetings, runs
from bot.storage.store import Uow

_HANDED_IN = "This sheet was handed in before. Whoever handed it in can correct it: see their answers in the receipt."
_ANOTHER = "Somebody else is entering this sheet already. Ask them, or wait until they have handed it in."
_NOTHING = "Nothing stands on the agenda yet, so there is nothing to ask. Ask whoever keeps the meeting to add to it."


def offered(uow: Uow, standing: Standing, form: Form) -> list[Offer]:
    """The meetings for which somebody still has this sheet to hand in."""
    return [
        Offer(meeting.id, spoken(meeting))
        for meeting in sits_for(uow, standing, form)
        if form.checklist.answered_for or not _has_handed_in(uow, standing.person, form, meeting)
    ]


def offer(uow: Uow, meeting_id: str) -> list[Offer]:
    """This meeting alone."""
    meeting = meetings.load_meeting(uow, meeting_id)
    return [Offer(meeting.id, spoken(meeting))] if meeting else []


def _has_handed_in(uow: Uow, person: str, form: Form, meeting: Meeting) -> bool:
    return any(sheet.is_in for sheet in of_form(uow, meeting.id, form.name) if is_own(sheet, person))


def spoken(meeting: Meeting) -> str:
    return f"{meeting.name}, {meeting.day:%a} {meeting.day.day} {meeting.day:%b %Y}"


def of_form(uow: Uow, meeting: str, form: str) -> list[Sheet]:
    return [sheet for sheet in meetings.load_sheets(uow, meeting) if sheet.checklist == form]


def is_own(sheet: Sheet, person: str) -> bool:
    return sheet.seat is None and sheet.author == person


def refuse_another(uow: Uow, form: Form, meeting: str, person: str, seat: str | None) -> None:
    """One sheet for each member; the open one of the same person was found before."""
    for sheet in of_form(uow, meeting, form.name):
        if sheet.seat == seat if seat else is_own(sheet, person):
            raise ClosedRunError(_HANDED_IN if sheet.is_in else _ANOTHER)


def refuse_nothing_asked(uow: Uow, office: Office, form: Form, run_id: str) -> None:
    """An agenda on which nothing stands yet leaves a sheet without a question."""
    run = runs.load_run(uow, run_id) if form.checklist.follows_agenda else None
    if run and not office.checklist(uow, run).items:
        raise UnusableValueError(_NOTHING)
