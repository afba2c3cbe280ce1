"""What is due, as lists: one's own, one's people's, that of teams that one manages; and what waits for an answer."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from bot.domain.digest_views import Line
from bot.domain.digests import Group, Item, Kind
from bot.domain.due_lists import DueBook, DueList
from bot.domain.duties import Duty, Status
from bot.domain.duty_acts import EXCUSE, HANDOVER, DutyAct
from bot.domain.duty_views import Asked, DutyRow, Say, Sight, Which
from bot.domain.people import Standing
from bot.flows.digests.lines import waiting_lines
from bot.flows.due import access
from bot.flows.due.beginning import ACTION, ways_to
from bot.flows.due.naming import name_of, rule_of
from bot.flows.due.rows import Reader
from bot.flows.due.teams import managed_teams, team_lines
from bot.flows.office import Actor, Office
from bot.flows.relations import supervised_by
from bot.storage import duty_acts, people
from bot.storage.duties import load_duties, load_owned
from bot.storage.store import Uow

_NOW = (Status.DUE, Status.LATE)
_SUNDAY = 6
_PLACES = {group: place for place, group in enumerate(Group)}


def load_due(office: Office, actor: Actor, which: Which) -> DueList:
    """One of the lists of what is due."""
    with office.store.look(actor.deadline) as uow:
        reader = Reader(uow, office, access.standing_of(uow, actor))
        managed = managed_teams(uow, reader.standing)
        lists = (Which.MINE, *([Which.PEOPLE] if _their_people(reader) else []), *([Which.LINES] if managed else []))
        which = which if which in lists else Which.MINE
        if which is Which.PEOPLE:
            owed = sorted(reader.rows(_of_people(reader)), key=lambda row: row.due)
            rows = (*owed, *_excused(reader, _their_people(reader), Sight.OVER))
            return DueList(which, lists, rows, (), None, "", uow.today)
        if which is Which.LINES:
            return DueList(which, lists, (), tuple(team_lines(uow, office, managed)), None, "", uow.today)
        lines = _mine(reader)
        rows = tuple(line.of for line in lines if isinstance(line.of, DutyRow))
        return DueList(which, lists, rows, (), *_next(reader), uow.today, tuple(lines))


def _mine(reader: Reader) -> list[Line]:
    """All that waits, by its group; and what was said of the rest, so that it can be taken back."""
    lines = [line for _, line in waiting_lines(reader.uow, reader.office, reader.standing)]
    said = [*_said_nothing(reader), *_excused(reader, reader.selves, Sight.OWN)]
    return sorted([*lines, *(Line(Kind.DUTY, row) for row in said)], key=_order)


def _order(line: Line) -> tuple[int, bool, date]:
    """The most urgent first; of what can wait, first what they owe themselves."""
    return _PLACES[line.group], line.kind is Kind.TOLD and not line.group.is_of_others, line.due or date.max


def due_book(uow: Uow, office: Office, standing: Standing, elsewhere: AbstractSet[str]) -> DueBook:
    """For Home. `elsewhere`: the actions and checks that stand there in groups of their own, as proposed months do."""
    reader, today = Reader(uow, office, standing), uow.today
    seen = waiting_lines(uow, office, standing)
    actions = _actions_of(reader, seen)
    elsewhere = {*elsewhere, *(item.about for item, _ in seen if item.kind is Kind.MONTHS)}
    left_out = {item for item, _ in seen if {item.about, actions.get(item.about)} & elsewhere}
    lines = sorted((line for item, line in seen if item not in left_out), key=_order)
    sunday = today + timedelta(days=_SUNDAY - today.weekday())
    theirs = [line for line in lines if not line.group.is_of_others]
    now = [line for line in theirs if not line.is_past]
    day, title = _next(reader)
    offered, requests = tuple(offers_to(reader)), tuple(requests_to(reader))
    teams = tuple(team_lines(uow, office, managed_teams(uow, standing)))
    return DueBook(
        past=tuple(line for line in theirs if line.is_past),
        week=tuple(line for line in now if (line.due or today) <= sunday),
        later=tuple(line for line in now if (line.due or today) > sunday),
        next_on=day,
        next_title=title,
        offered=offered,
        requests=requests,
        teams=teams,
        is_used=bool(seen or day or offered or requests or teams),
        with_others=tuple(line for line in lines if line.group.is_of_others),
        has_actions=any(there.kind is Kind.ACTION or there.about in actions for there in left_out),
    )


def _actions_of(reader: Reader, seen: list[tuple[Item, Line]]) -> dict[str, str]:
    """The action of each duty that is one."""
    duties = load_duties(reader.uow, (line.of.id for _, line in seen if isinstance(line.of, DutyRow)))
    ways = ((duty.id, way) for duty in duties.values() for way in ways_to(reader.office.library, duty))
    return {duty: way.name for duty, way in ways if way.kind == ACTION}


def _said_nothing(reader: Reader) -> list[DutyRow]:
    """What they said today that there is nothing to check for."""
    said = load_owned(reader.uow, reader.selves, [Status.NOTHING])
    return [row for row in reader.rows((duty, Sight.OWN) for duty in said) if Say.TAKE_BACK in row.says]


def _excused(reader: Reader, people: AbstractSet[str], sight: Sight) -> list[DutyRow]:
    """What these are let off and could do after all."""
    excused = load_owned(reader.uow, people, [Status.EXCUSED])
    return [row for row in reader.rows((duty, sight) for duty in excused) if Say.CAN_BE_DONE in row.says]


def _next(reader: Reader) -> tuple[date | None, str]:
    """What comes next and when; what nobody may foresee is left out."""
    planned = load_owned(reader.uow, reader.selves, [Status.PLANNED])
    for duty in planned:
        rule = rule_of(reader.office.library, duty)
        if rule and not rule.unforeseen:
            return duty.due, name_of(reader.uow, reader.office, duty).line
    return None, ""


def _their_people(reader: Reader) -> frozenset[str]:
    return frozenset(person.id for person in supervised_by(reader.uow, reader.standing))


def _of_people(reader: Reader) -> list[tuple[Duty, Sight]]:
    """What those owe whom they supervise."""
    owned = load_owned(reader.uow, _their_people(reader) - reader.selves, _NOW)
    return [(duty, Sight.OVER) for duty in owned if access.is_shown(reader.office.library, duty, reader.uow.today)]


def offers_to(reader: Reader) -> list[Asked]:
    return _asked(reader, duty_acts.load_asked_of(reader.uow, HANDOVER, reader.selves))


def requests_to(reader: Reader) -> list[Asked]:
    """Those that they were asked about; also where whoever was asked can no longer decide."""
    uow, found = reader.uow, []
    waiting = duty_acts.load_asked(uow, EXCUSE)
    duties = load_duties(uow, (act.duty for act in waiting))
    for act in waiting:
        duty = duties[act.duty]
        if not access.may_decide(uow, reader.standing, act, duty):
            continue
        if act.to in reader.selves or not _still_decides(uow, act, duty):
            found.append(act)
    return _asked(reader, found)


def _still_decides(uow: Uow, act: DutyAct, duty: Duty) -> bool:
    standing = people.load_standing(uow, act.to or "", uow.today)
    return standing is not None and access.may_decide(uow, standing, act, duty)


def _asked(reader: Reader, acts: list[DutyAct]) -> list[Asked]:
    duties = load_duties(reader.uow, (act.duty for act in acts))
    return [asked_of(reader, act, duties[act.duty]) for act in acts]


def asked_of(reader: Reader, act: DutyAct, duty: Duty) -> Asked:
    return Asked(
        act=act.id,
        kind=act.kind,
        name=name_of(reader.uow, reader.office, duty, Sight.TOLD if act.kind == HANDOVER else Sight.OVER),
        who=reader.name(act.person),
        due=duty.due,
        until=act.until,
        words=act.words or "",
    )
