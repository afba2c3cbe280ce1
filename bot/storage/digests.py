"""Reminders that were made, what each listed, and what people have put off. When one is due is decided in flows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import and_, bindparam, delete, insert, or_, select, text, update

from bot.domain.digests import Digest, Group, Key, Kind, Listed, Told
from bot.domain.duties import Status
from bot.domain.messages import DIGEST
from bot.storage import outbox
from bot.storage.keys import new_key
from bot.storage.store import Uow
from bot.storage.tables import actions, digests, duties, runs, slack, table_of

_digest = table_of(digests.Digest)
_row = table_of(digests.DigestRow)
_snooze = table_of(digests.Snooze)
_message = table_of(slack.Message)
_duty = table_of(duties.Duty)
_action = table_of(actions.Action)
_run = table_of(runs.Run)

_ADD = text(
    "INSERT INTO digest (id, person, day, revision, is_late, is_over, made_at) "
    "VALUES (:id, :person, :day, 1, :is_late, :is_over, :now) ON CONFLICT (person, day) DO NOTHING"
).bindparams(bindparam("now", type_=_digest.c.made_at.type), bindparam("day", type_=_digest.c.day.type))
_SNOOZE = text(
    "INSERT INTO snooze (person, about, until, at) VALUES (:person, :about, :until, :at) "
    "ON CONFLICT (person, about) DO UPDATE SET until = :until, at = :at"
).bindparams(bindparam("until", type_=_snooze.c.until.type), bindparam("at", type_=_snooze.c.at.type))
_BUMP = update(_digest).values(revision=_digest.c.revision + 1)
_AT_ONCE = 500
_OPEN = [status.value for status in Status if status.is_open]


def make_digest(uow: Uow, person: str, day: date, *, is_late: bool) -> bool:
    """Make it and owe its message, unless this person has one of that day."""
    key = new_key()
    row = {"id": key, "person": person, "day": day, "is_late": is_late, "is_over": False, "now": uow.instant}
    if not uow.run(_ADD, row).rowcount:
        return False
    outbox.owe(uow, DIGEST, person, item=key)
    return True


def unmake_digest(uow: Uow, digest: Digest) -> None:
    """It was never sent, and will not be: its day is free for another."""
    uow.run(delete(_row).where(_row.c.digest == digest.id))
    uow.run(delete(_digest).where(_digest.c.id == digest.id))


def load_digest(uow: Uow, digest: str, *, lock: bool = False) -> Digest | None:
    of = select(_digest).where(_digest.c.id == digest)
    row = uow.run(of.with_for_update() if lock else of).first()
    return Digest(row.id, row.person, row.day, row.revision, row.is_late) if row else None


def load_made(uow: Uow, since: date) -> set[tuple[str, date]]:
    """Who has one of which day, from that day on."""
    made = select(_digest.c.person, _digest.c.day).where(_digest.c.day >= since)
    return {(row.person, row.day) for row in uow.run(made)}


def load_told(uow: Uow, people: Collection[str], abouts: Collection[str], but: str = "") -> dict[str, Told]:
    """What reached these people before of these things, leaving out one reminder; and what they have put off."""
    of_these = sorted(people)
    stands = and_(_message.c.item == _digest.c.id, _message.c.person == _digest.c.person, _message.c.kind == DIGEST)
    reached = (
        select(_digest.c.person, _row.c.kind, _row.c.about, _row.c.stage)
        .join(_row, _row.c.digest == _digest.c.id)
        .join(_message, stands)
        .where(_row.c.about.in_(sorted(abouts)), _digest.c.person.in_(of_these), _digest.c.id != but)
        .where(_message.c.ts.is_not(None))
    )
    stages: dict[str, dict[Key, date]] = defaultdict(dict)
    for row in uow.run(reached):
        key, known = (Kind(row.kind), row.about), stages[row.person]
        known[key] = max(row.stage, known.get(key, row.stage))
    put_off: dict[str, dict[str, date]] = defaultdict(dict)
    for row in uow.run(select(_snooze).where(_snooze.c.person.in_(of_these))):
        put_off[row.person][row.about] = row.until
    return {person: Told(stages[person], put_off[person]) for person in people}


def load_listed(uow: Uow, digest: str) -> list[Listed]:
    rows = uow.run(select(_row).where(_row.c.digest == digest).order_by(_row.c.position))
    return [Listed(Kind(row.kind), row.about, row.stage, row.is_done, row.stood and Group(row.stood)) for row in rows]


def list_rows(uow: Uow, digest: Digest, rows: Sequence[Listed]) -> None:
    """What it lists; from now on no earlier one of this person is brought up to date."""
    uow.run(delete(_row).where(_row.c.digest == digest.id))
    uow.run(
        insert(_row),
        [
            {"digest": digest.id, "kind": row.kind.value, "about": row.about, "stage": row.stage}
            | {"position": place, "stood": row.stood and row.stood.value, "is_done": row.is_done}
            for place, row in enumerate(rows)
        ],
    )
    earlier = and_(_digest.c.person == digest.person, _digest.c.id != digest.id, _digest.c.is_over.is_(False))
    uow.run(update(_digest).where(earlier).values(is_over=True))


def settle(uow: Uow, digest: Digest, rows: Mapping[Key, bool]) -> None:
    """These are shown as settled, or as open again."""
    for (kind, about), is_settled in rows.items():
        of = and_(_row.c.digest == digest.id, _row.c.kind == kind.value, _row.c.about == about)
        uow.run(update(_row).where(of).values(is_done=is_settled))


def bump_of(uow: Uow, people: Collection[str], since: date) -> int:
    """Have the newest reminder of each of these people drawn again, if it is of that day or later."""
    theirs = and_(_digest.c.person.in_(sorted(people)), _digest.c.is_over.is_(False), _digest.c.day >= since)
    return uow.run(_BUMP.where(theirs)).rowcount


def bump_about(uow: Uow, abouts: Collection[str], since: date) -> None:
    """Have those drawn again that list any of these; what was taken back waits again."""
    ids, living = sorted(abouts), and_(_digest.c.is_over.is_(False), _digest.c.day >= since)
    for at in range(0, len(ids), _AT_ONCE):
        listing = select(_row.c.digest).where(_row.c.about.in_(ids[at : at + _AT_ONCE]))
        uow.run(_BUMP.where(living, _digest.c.id.in_(listing)))


def bump_outdated(uow: Uow, since: date, of: str | None = None) -> int:
    """Have those drawn again that show as waiting what was done meanwhile; all, or this one."""
    of_duty = and_(_duty.c.id == _row.c.about, _row.c.kind.in_([Kind.DUTY.value, Kind.TOLD.value, Kind.LATE.value]))
    of_action = and_(_action.c.id == _row.c.about, _row.c.kind.in_([Kind.ACTION.value, Kind.LED.value]))
    of_run = and_(_run.c.id == _row.c.about, _row.c.kind.in_([Kind.TURN.value, Kind.DRAFT.value]))
    outdated = (
        select(_row.c.digest)
        .join(_digest, _digest.c.id == _row.c.digest)
        .outerjoin(_duty, of_duty)
        .outerjoin(_action, of_action)
        .outerjoin(_run, of_run)
        .where(
            _digest.c.is_over.is_(False),
            _digest.c.day >= since,
            _row.c.is_done.is_(False),
            or_(_duty.c.status.not_in(_OPEN), _action.c.state != "open", _run.c.state != "open"),
        )
    )
    outdated = outdated.where(_digest.c.id == of) if of else outdated
    found = sorted(set(uow.run(outdated).scalars()))
    return uow.run(_BUMP.where(_digest.c.id.in_(found))).rowcount if found else 0


def snooze(uow: Uow, person: str, about: str, until: date) -> None:
    uow.run(_SNOOZE, {"person": person, "about": about, "until": until, "at": uow.instant})
    uow.log("put off", person, about=about, until=until.isoformat())
