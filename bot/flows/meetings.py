"""Meetings: seeing one's own, setting one up, keeping its day, members and agenda current, closing it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.meetings import Book, Form, Kind, Line, Meeting, Page
from bot.domain.people import Standing
from bot.errors import FormProblemsError, IdentifyingTextError, ShownError, UnusableValueError
from bot.flows import access, meeting_access, sheets
from bot.flows.office import Actor, Office
from bot.flows.relations import may_fill_in
from bot.flows.sitting import is_form_for, is_form_for_outside, keeps, kept_kinds, kind_of
from bot.flows.texts import is_blank, usable
from bot.frameworks.model import MeetingKind
from bot.storage import meetings, people, runs
from bot.storage.store import Uow

NAME_LENGTH = 60
POINT_LENGTH = 80
MOST_POINTS = 30
MOST_SEATS = 40
_LATEST = 20
"""Meetings of which somebody is offered what the sheets say."""
NAME_FIELD = "name"
POINTS_FIELD = "points"
PEOPLE_FIELD = "people"
ROLE_FIELD = "role"
_FULL = f"An agenda has room for {MOST_POINTS} points."
_SEATED = "Who sits here from outside has changed since you opened this. Close it, and open the meeting again."
_OFF_LIST = "Everybody here has to be on the QA list. Ask your QA lead to add whoever is missing."


@dataclass(frozen=True)
class Change:
    """What is to be different about a meeting; what is left out stays. Each point of the agenda is a line."""

    name: str = ""
    day: date | None = None
    points: str = ""
    people: tuple[str, ...] = ()
    role: str = ""
    seen: int | None = None
    """How many from outside were there when one more was asked for: the same form sent in twice adds one."""
    keep_because: str | None = None


def load_book(office: Office, actor: Actor) -> Book:
    """The open meetings that somebody sits in or keeps, and the kinds that they may set up."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        book = book_of(uow, office, standing)
        return replace(book, lines=_with_what_to_read(uow, office, standing, book))


def _with_what_to_read(uow: Uow, office: Office, standing: Standing, book: Book) -> tuple[Line, ...]:
    """Those lines with the sheets to read, and behind them the meetings that are over, or are only to be read."""
    lines = {line.meeting: line for line in book.lines}
    for meeting in meetings.load_meetings_with_sheets(uow, _LATEST):
        forms = tuple(
            Form(form.name, form.checklist.short_title)
            for form in office.library.forms.values()
            if is_form_for(form, meeting) and meeting_access.reads_any(uow, office, standing, meeting.id, form.name)
        )
        if forms:
            keeping = keeps(uow, office, standing, meeting)
            line = lines.get(meeting.id) or _line(uow, office, standing, meeting, keeps=keeping)
            lines[meeting.id] = replace(line, to_read=forms)
    return tuple(lines.values())


def book_of(uow: Uow, office: Office, standing: Standing) -> Book:
    """Without what there is to read, which takes longer to find."""
    kinds = list(kept_kinds(uow, office, standing))
    kept = [there for name, kind in kinds for there in meetings.load_meetings_of_kind(uow, name, kind.name)]
    mine = meetings.load_meetings_of(uow, standing.person)
    every = {meeting.id: meeting for meeting in [*mine, *kept]}
    keeping = {meeting.id for meeting in kept}
    ordered = sorted(every.values(), key=lambda meeting: (meeting.day, meeting.id))
    lines = tuple(_line(uow, office, standing, meeting, keeps=meeting.id in keeping) for meeting in ordered)
    return Book(lines, tuple(Kind(name, kind.name, kind.title) for name, kind in kinds))


def _line(uow: Uow, office: Office, standing: Standing, meeting: Meeting, *, keeps: bool) -> Line:
    kind = kind_of(office.library, meeting.framework, meeting.kind)
    title = kind.title if kind else meeting.kind
    return Line(meeting.id, title, meeting.name, meeting.day, keeps, _to_fill_in(uow, office, standing, meeting))


def _to_fill_in(uow: Uow, office: Office, standing: Standing, meeting: Meeting) -> tuple[Form, ...]:
    """The sheets that somebody who sits there has not handed in yet."""
    if standing.person not in meeting.members or not meeting.is_open:
        return ()
    theirs = [sheet for sheet in meetings.load_sheets(uow, meeting.id) if sheets.is_own(sheet, standing.person)]
    done = {sheet.checklist for sheet in theirs if sheet.is_in}
    forms = [form for form in office.library.forms.values() if is_form_for(form, meeting) and form.name not in done]
    return tuple(
        Form(form.name, form.checklist.short_title) for form in forms if may_fill_in(uow, standing, form.checklist)
    )


def load_kind(office: Office, actor: Actor, framework: str, kind: str) -> Kind:
    """What a new meeting of this kind is offered: those who usually sit in it first."""
    with office.store.look(actor.deadline) as uow:
        return _offering(uow, framework, meeting_access.to_kind(uow, office, actor, framework, kind))


def _offering(uow: Uow, framework: str, kind: MeetingKind) -> Kind:
    usual = {person for post in kind.members for person in people.load_holders(uow, post, uow.today)}
    everybody = people.load_everybody(uow, uow.today)
    ordered = sorted(everybody, key=lambda person: (person.id not in usual, person.name))
    offered = tuple((person.id, person.name) for person in ordered)
    return Kind(framework, kind.name, kind.title, offered, frozenset(usual), tuple(kind.outside))


def set_up(office: Office, actor: Actor, framework: str, kind: str, given: Change) -> str:
    """A new meeting with whoever was chosen, and its agenda if there is one already."""
    with office.store.work(actor.deadline) as uow:
        kept = meeting_access.to_kind(uow, office, actor, framework, kind)
        name, points = _fitting_words(given)
        if not name or given.day is None:
            raise FormProblemsError({NAME_FIELD: "Please say what the meeting is called, and on which day it is."})
        seats = _fitting_people(uow, given.people)
        if len(points) > MOST_POINTS:
            raise FormProblemsError({POINTS_FIELD: _FULL})
        people.lock_person(uow, actor.person)  # sent in twice, it is one meeting
        for there in meetings.load_meetings_of_kind(uow, framework, kept.name):
            if (there.name, there.day) == (name, given.day):
                return there.id
        key = meetings.add_meeting(uow, framework, kept.name, name, given.day, actor.person, given.keep_because)
        meetings.seat_people(uow, key, seats, actor.person)
        for role in kept.outside:
            meetings.seat_role(uow, key, role, actor.person)
        meetings.add_points(uow, key, [(words, given.keep_because) for words in points], actor.person)
        return key


def load_page(office: Office, actor: Actor, meeting_id: str) -> Page:
    """One meeting, for who keeps it."""
    with office.store.look(actor.deadline) as uow:
        meeting = meeting_access.to_meeting(uow, office, actor, meeting_id, lock=False)
        kept = kind_of(office.library, meeting.framework, meeting.kind)
        if kept is None:
            raise ShownError("The files say nothing of this kind of meeting now. Ask your QA lead.")
        found = meetings.load_sheets(uow, meeting.id)
        forms = [form for form in office.library.forms.values() if is_form_for_outside(form, meeting)]
        return Page(
            meeting=meeting,
            kind=_offering(uow, meeting.framework, kept),
            names=people.load_names(uow, meeting.members),
            forms=tuple(Form(form.name, form.checklist.short_title) for form in forms),
            entered=frozenset((sheet.checklist, sheet.seat) for sheet in found if sheet.seat and sheet.is_in),
            handed_in=sum(sheet.is_in for sheet in found),
            begun=sum(not sheet.is_in for sheet in found),
        )


def change_meeting(office: Office, actor: Actor, meeting_id: str, change: Change) -> list[str]:
    """Change what was given; which open sheets show it."""
    with office.store.work(actor.deadline) as uow:
        meeting = _open_one(meeting_access.to_meeting(uow, office, actor, meeting_id))
        name, points = _fitting_words(change)
        new = [person for person in _fitting_people(uow, change.people) if person not in meeting.members]
        _refuse_too_many(meeting, points, len(new) + bool(change.role))
        kind = kind_of(office.library, meeting.framework, meeting.kind)
        if change.role and not (kind and change.role in kind.outside):
            raise FormProblemsError({ROLE_FIELD: "Please choose one of the roles that are offered."})
        if change.role and change.seen not in (None, len(meeting.outside)):
            raise FormProblemsError({ROLE_FIELD: _SEATED})
        if name and name != meeting.name:
            meetings.rename(uow, meeting.id, name, actor.person, change.keep_because)
        if change.day and change.day != meeting.day:
            meetings.put_day(uow, meeting.id, change.day, actor.person)
        meetings.seat_people(uow, meeting.id, new, actor.person)
        if change.role:
            meetings.seat_role(uow, meeting.id, change.role, actor.person)
        there = {point.words.casefold() for point in meeting.agenda}
        fresh = [words for words in points if words.casefold() not in there]
        meetings.add_points(uow, meeting.id, [(words, change.keep_because) for words in fresh], actor.person)
        return _shown_anew(uow, meeting.id)


def take_off(office: Office, actor: Actor, meeting_id: str, number: int) -> list[str]:
    """Take a point off the agenda. What was answered about it stays where it was answered."""
    with office.store.work(actor.deadline) as uow:
        meeting = _open_one(meeting_access.to_meeting(uow, office, actor, meeting_id))
        meetings.take_off(uow, meeting.id, number, actor.person)
        return _shown_anew(uow, meeting.id)


def end_seat(office: Office, actor: Actor, meeting_id: str, seat: str) -> None:
    """Somebody does not sit there any more. What they handed in stays."""
    with office.store.work(actor.deadline) as uow:
        meeting = _open_one(meeting_access.to_meeting(uow, office, actor, meeting_id))
        meetings.end_seat(uow, meeting.id, seat, actor.person)


def close_meeting(office: Office, actor: Actor, meeting_id: str) -> None:
    """No sheet is begun any more; those that are open can still be handed in."""
    with office.store.work(actor.deadline) as uow:
        meeting = meeting_access.to_meeting(uow, office, actor, meeting_id)
        if meeting.is_open:
            meetings.close(uow, meeting.id, actor.person)


def _open_one(meeting: Meeting) -> Meeting:
    if not meeting.is_open:
        raise UnusableValueError("This meeting was closed, so nothing was changed.")
    return meeting


def _shown_anew(uow: Uow, meeting: str) -> list[str]:
    open_ones = meetings.load_open_runs_about(uow, meeting)
    for run in open_ones:
        runs.bump(uow, run)
    return open_ones


def _fitting_words(change: Change) -> tuple[str, list[str]]:
    """The name and the lines of the agenda, or what is wrong with them, each beside its field."""
    problems: dict[str, str] = {}
    keepable: set[str] = set()
    kept: dict[str, list[str]] = {}
    fields = ((NAME_FIELD, [change.name], NAME_LENGTH), (POINTS_FIELD, change.points.splitlines(), POINT_LENGTH))
    for field, texts, longest in fields:
        try:
            said = [usable(text, longest, change.keep_because) for text in texts if not is_blank(text)]
            kept[field] = list(dict.fromkeys(" ".join(text.split()) for text in said))
        except UnusableValueError as error:
            problems[field] = str(error)
            keepable |= {field} if isinstance(error, IdentifyingTextError) else set()
    if problems:
        raise FormProblemsError(problems, keepable)
    return "".join(kept[NAME_FIELD]), kept[POINTS_FIELD]


def _fitting_people(uow: Uow, chosen: Iterable[str]) -> list[str]:
    listed = {person.id for person in people.load_everybody(uow, uow.today)}
    wanted = list(dict.fromkeys(chosen))
    if not listed >= set(wanted):
        raise FormProblemsError({PEOPLE_FIELD: _OFF_LIST})
    if len(wanted) > MOST_SEATS:
        raise FormProblemsError({PEOPLE_FIELD: f"A meeting has room for {MOST_SEATS} people."})
    return wanted


def _refuse_too_many(meeting: Meeting, points: list[str], seats: int) -> None:
    if len(meeting.agenda) + len(points) > MOST_POINTS:
        raise FormProblemsError({POINTS_FIELD: _FULL})
    if len(meeting.seats) + seats > MOST_SEATS:
        raise FormProblemsError({PEOPLE_FIELD: f"A meeting has room for {MOST_SEATS} people."})
