"""What somebody sees of a draw, the list of those drawn last, and the form that is asked before one."""

from dataclasses import replace

from bot.domain.draws import DRAWN, FROZEN, Book, Draw, DrawForm, Line, Offer, Prefill, Shown
from bot.domain.messages import Account
from bot.domain.people import Standing
from bot.domain.runs import Subject
from bot.errors import ShownError
from bot.flows.draws import access
from bot.flows.draws.freezing import MOST_DRAWN, unlike_last
from bot.flows.draws.rounds import auditor_of
from bot.flows.office import Actor, Office
from bot.flows.sheets import spoken
from bot.frameworks.kinds import AnyItem
from bot.frameworks.library import Form
from bot.frameworks.schedule import Rule, Sample
from bot.storage import accounts, draws, meetings, people
from bot.storage.store import Uow

_LATEST = 10


def load_book(office: Office, actor: Actor) -> Book:
    """What somebody may draw for, and what they drew last."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        sits = [meeting.id for meeting in meetings.load_meetings_of(uow, standing.person)]
        found = draws.load_last(uow, [standing.person, *sorted(standing.stands_in_for)], sits, _LATEST)
        theirs = [draw for draw in found if access.may_see(uow, office, standing, draw)]
        return Book(
            tuple(access.offers_of(uow, office, standing)),
            tuple(shown(uow, office, standing, draw) for draw in theirs),
        )


def load_draw_form(office: Office, actor: Actor, rule_id: str, checklist: str) -> DrawForm:
    with office.store.look(actor.deadline) as uow:
        standing, rule, form, _ = access.to_draw(uow, office, actor, rule_id, checklist)
        return draw_form(uow, office, standing, rule, form)


def draw_form(
    uow: Uow, office: Office, standing: Standing, rule: Rule, form: Form, chosen: str | None = None
) -> DrawForm:
    """`chosen`: whose records, where that is known beforehand."""
    sample, scopes = access.sample_of(rule), access.scopes_of(uow, office, standing, rule, form)
    return DrawForm(
        offer=Offer(form.framework, rule.id, form.name, rule.title, form.checklist.short_title),
        of=sample.of,
        ask=sample.ask,
        count=max(sample.count, _members(uow, sample, scopes)),
        scopes=tuple(scopes),
        today=uow.today,
        chosen=chosen,
    )


def _members(uow: Uow, sample: Sample, scopes: list[tuple[str, str]]) -> int:
    """For a meeting, one for everybody who sits there, unless the rule says more."""
    found = meetings.load_meeting(uow, scopes[0][0]) if sample.of == access.MEETING else None
    return min(len(found.seats), MOST_DRAWN) if found else 0


def load_shown(office: Office, actor: Actor, draw_id: str) -> Shown:
    with office.store.look(actor.deadline) as uow:
        standing, draw = access.to_see(uow, office, actor, draw_id)
        return shown(uow, office, standing, draw)


def load_prefill(office: Office, actor: Actor, draw_id: str, position: int | None) -> Prefill:
    """The check to begin with what was drawn, or with one record of it, and what its start is filled with."""
    with office.store.look(actor.deadline) as uow:
        _, draw = access.to_see(uow, office, actor, draw_id)
        lines = [line for line in _lines(uow, draw) if position is None or line.position == position]
        if not lines or draw.state != DRAWN:
            raise ShownError("That record was swapped or drawn again meanwhile. Type /qa sample to see what stands.")
        form, fills = office.form(draw.checklist), _fills(office, draw)
        subject = lines[0].name if form.checklist.subject.kind == "reference" else draw.scope.key
        said = ", ".join(line.name for line in lines if line.name) or _places(lines)
        written = {fills.id: said} if fills and fills.kind == "short-text" else {}
        if fills and fills.kind == "person" and (known := _account(uow, lines[0].worker_id)):
            written = {fills.id: known.slack_user}
        return Prefill(form.name, subject or None, written)


def _account(uow: Uow, person: str | None) -> Account | None:
    return accounts.load_account_of(uow, person) if person else None


def _places(lines: list[Line]) -> str:
    return f"Rows {', '.join(str(line.position) for line in lines)} of the report"


def _fills(office: Office, draw: Draw) -> AnyItem | None:
    """The header field that takes what was drawn, or whose it is, where the form still has it."""
    _, rule = office.library.rules.get(draw.rule, (None, None))
    field = rule.sample.fills if rule and rule.sample else None
    return next((item for item in office.form(draw.checklist).checklist.header if item.id == field), None)


def shown(uow: Uow, office: Office, standing: Standing, draw: Draw) -> Shown:
    _, rule = office.library.rules.get(draw.rule, (None, None))
    form = office.library.forms.get(draw.checklist)
    may_change = access.may_change(uow, office, standing, draw)
    return Shown(
        draw=draw.id,
        reference=draw.reference,
        title=rule.title if rule else draw.rule,
        check=form.checklist.short_title if form else draw.checklist,
        about=_about(uow, standing, draw.scope),
        report=draw.report,
        report_day=draw.report_day,
        rows=draw.rows,
        at=draw.at.astimezone(office.store.clock.zone),
        state=draw.state,
        lines=_lines(uow, draw) if may_change or draw.scope.kind != access.MEETING else _nameless(uow, draw),
        own_unknown=draw.is_by_position and auditor_of(draw) is not None,
        swaps=draw.swaps,
        redraws=draw.redraws,
        wanted=draw.count,
        is_by_position=draw.is_by_position,
        is_unlike=_unlike(uow, draw) if draw.state == FROZEN else "",
        is_for_meeting=draw.scope.kind == access.MEETING,
        is_anonymised=draw.anonymised_by is not None,
        may_change=may_change,
        starts=_starts(office, standing, draw),
        round=draw.rounds[-1].number if draw.rounds else 0,
    )


def _unlike(uow: Uow, draw: Draw) -> str:
    others = [other for other in draws.load_alike(uow, draw) if other.state == DRAWN and other.at <= draw.at]
    return unlike_last(draw, others[0]) if draw.is_unlike and others else ""


def _starts(office: Office, standing: Standing, draw: Draw) -> str:
    """Whoever drew begins the check; of a meeting each member has a sheet about it, found where all sheets are."""
    form = office.library.forms.get(draw.checklist)
    if form is None or draw.state != DRAWN or draw.scope.kind == access.MEETING or draw.author != standing.person:
        return ""
    fills = _fills(office, draw)
    is_each = form.checklist.subject.kind == "reference" or (fills is not None and fills.kind == "person")
    return "each" if is_each else "all"


def _about(uow: Uow, standing: Standing, scope: Subject) -> str:
    if scope.person:
        return (
            "own records" if scope.person == standing.person else people.load_names(uow, [scope.person])[scope.person]
        )
    if scope.team:
        return people.load_team_name(uow, scope.team)
    meeting = meetings.load_meeting(uow, scope.meeting) if scope.meeting else None
    return spoken(meeting) if meeting else "the service"


def _lines(uow: Uow, draw: Draw) -> tuple[Line, ...]:
    """What stands, in the order of the report, where it is easiest to find."""
    stands = {pick.position: pick for pick in draw.standing}
    by_place = {row.position: row for row in draw.every_row if row.position in stands}
    seats = _seat_names(uow, draw) if draw.anonymised_by else {}
    looked_at = draws.load_looked_at(uow, draw)
    names = people.load_names(uow, {row.worker for row in by_place.values() if row.worker})
    return tuple(
        Line(
            position,
            by_place[position].reference or "",
            names.get(by_place[position].worker or "", ""),
            seats.get(stands[position].seat or "", NOBODY) if draw.anonymised_by else "",
            by_place[position].worker,
            is_begun=looked_at.get((by_place[position].reference or "").casefold()) == "open",
            is_done=looked_at.get((by_place[position].reference or "").casefold()) == "submitted",
        )
        for position in sorted(stands)
    )


def _nameless(uow: Uow, draw: Draw) -> tuple[Line, ...]:
    """To the members of a meeting, whose copies name nobody: not who works with it."""
    return tuple(replace(line, worker="", worker_id=None) for line in _lines(uow, draw))


NOBODY = "nobody yet: everybody here is of the same service"


def _seat_names(uow: Uow, draw: Draw) -> dict[str, str]:
    found = [seat for pick in draw.standing if pick.seat and (seat := meetings.load_seat(uow, pick.seat))]
    names = people.load_names(uow, {seat.person for seat in found if seat.person})
    return {seat.id: names[seat.person] if seat.person else str(seat) for seat in found}
