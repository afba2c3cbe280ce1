"""Sharing what was drawn for a meeting: who looks at which record, once the copies are anonymised, and its agenda.

Nobody gets a record of their own or of their own service.
"""

from collections.abc import Iterator, Sequence

from bot.domain.draws import DRAWN, Draw, Member, Row, Shown
from bot.domain.meetings import Meeting, Seat
from bot.errors import UnusableValueError
from bot.flows.draws import access
from bot.flows.draws.choosing import allotted
from bot.flows.draws.rounds import rows_named, standing_now
from bot.flows.draws.shown import shown
from bot.flows.meetings import MOST_POINTS
from bot.flows.office import Actor, Office
from bot.flows.relations import teams_over
from bot.storage import draws, meetings, people, runs
from bot.storage.store import Uow


def say_anonymised(office: Office, actor: Actor, draw_id: str) -> tuple[Shown, list[str]]:
    """The copies name nobody: from now on the members see who looks at which. The open sheets to draw anew, too."""
    with office.store.work(actor.deadline) as uow:
        standing, draw = access.to_change(uow, office, actor, draw_id)
        meeting = meetings.load_meeting(uow, draw.scope.meeting or "", lock=True)
        if meeting is None or draw.state != DRAWN:
            raise UnusableValueError("Nothing was drawn for a meeting here, so there is nothing to share out.")
        if not meeting.seats:
            raise UnusableValueError("Nobody sits in this meeting yet. Add its members first: /qa meeting.")
        if draw.anonymised_by:
            return shown(uow, office, standing, draw), []
        rows = list(rows_named(draw, standing_now(draw)))
        draws.seat_picks(uow, draw.id, allotted(draw.rounds[-1].key, rows, _members(uow, meeting)))
        draws.mark_anonymised(uow, draw.id, actor.person)
        changed = [] if meeting.agenda else _put_on_agenda(uow, meeting, rows, actor.person)
        return shown(uow, office, standing, draws.load_draw(uow, draw.id) or draw), changed


def share_again(uow: Uow, before: Draw, now: Draw, actor: str) -> tuple[str, ...]:
    """After a swap or a further round: what came in is given to somebody, and takes the place of what went out."""
    meeting = meetings.load_meeting(uow, now.scope.meeting, lock=True) if now.scope.meeting else None
    if meeting is None or not now.anonymised_by:
        return ()
    places = {pick.position for pick in before.standing}, {pick.position for pick in now.standing}
    new = list(rows_named(now, [place for place in standing_now(now) if place not in places[0]]))
    sitting = {seat.id for seat in meeting.seats}
    kept = {pick.position: pick.seat for pick in before.standing if pick.seat in sitting and pick.position in places[1]}
    rest = list(rows_named(now, [place for place in standing_now(now) if place not in kept]))
    taken = [seat for seat in kept.values() if seat]
    draws.seat_picks(uow, now.id, kept | allotted(now.rounds[-1].key, rest, _members(uow, meeting), taken))
    gone = {agenda_name(row) for row in rows_named(now, sorted(places[0] - places[1]))}
    off = [point for point in meeting.agenda if point.words in gone]
    for point in off:
        meetings.take_off(uow, meeting.id, point.number, actor)
    room = MOST_POINTS - len(meeting.agenda) + len(off)
    return tuple(_put_on_agenda(uow, meeting, new[:room], actor)) if off else ()


def _put_on_agenda(uow: Uow, meeting: Meeting, rows: Sequence[Row], actor: str) -> list[str]:
    meetings.add_points(uow, meeting.id, [(agenda_name(row), None) for row in rows[:MOST_POINTS]], actor)
    changed = meetings.load_open_runs_about(uow, meeting.id)
    for run in changed:
        runs.bump(uow, run)
    return changed


def agenda_name(row: Row) -> str:
    return row.reference or f"Row {row.position} of the report"


def _members(uow: Uow, meeting: Meeting) -> list[Member]:
    return [Member(seat.id, seat.person, frozenset(_services(uow, seat))) for seat in meeting.seats]


def _services(uow: Uow, seat: Seat) -> Iterator[str]:
    """The teams over a person, by name; of a member from outside, what their role is called."""
    if seat.role:
        yield seat.role.casefold()
    for team in teams_over(uow, seat.person) if seat.person else []:
        yield people.load_team_name(uow, team).casefold()
