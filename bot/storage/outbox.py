"""Messages owed: written down with what they tell of, claimed by one sender at a time, recorded when they stand.

Sending them is in delivery; this knows no Slack.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, null, or_, select, text, update

from bot.domain.messages import CARD, DIGEST, Fate, Owed
from bot.storage import pace
from bot.storage.keys import new_key
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import actions, digests, runs, slack, table_of

_REDRAW_LEASE = timedelta(seconds=18)
"""Longer than a redraw may take. What is drawn twice does no harm, so after a crash it does not wait for long."""

_REDRAWS = "digest redrawn"
_LET_GO = "nothing to say any more"

_message = table_of(slack.Message)
_account = table_of(slack.Account)
_digest = table_of(digests.Digest)
_run = table_of(runs.Run)
_answer = table_of(runs.Answer)
_action = table_of(actions.Action)

_stands_there = _message.c.ts.is_not(None)
# What lives behind a message of a living kind: its own table, and the revision that it has come to.
_is_card_behind = and_(_message.c.kind == CARD, _stands_there, _message.c.shown < _run.c.revision)
_is_digest_behind = and_(
    _message.c.kind == DIGEST, _stands_there, _message.c.shown < _digest.c.revision, _digest.c.is_over.is_(False)
)
_is_unsent = or_(*(_message.c.state == state for state in ("pending", "claimed", "unsure")))
_is_free = or_(_message.c.leased_until.is_(None), _message.c.leased_until <= bindparam("now"))
_is_due = and_(_is_free, _message.c.next_try_at <= bindparam("now"))
_is_paced = _message.c.kind == DIGEST
_knows_channel = (
    select(_account.c.slack_user)
    .where(_account.c.person == _message.c.person, _account.c.channel.is_not(None))
    .exists()
    .label("knows_channel")
)


def _first(chosen: Select[Any]) -> Select[Any]:
    ordered = chosen.order_by(_message.c.next_try_at, _message.c.id).limit(bindparam("most"))
    return ordered.with_for_update(of=_message, skip_locked=True)


_WAITING = _first(select(_message).where(_is_unsent, _is_due, ~_is_paced))
_WAITING_PACED = _first(select(_message, _knows_channel).where(_is_unsent, _is_due, _is_paced))
_REDRAWN = _first(
    select(_message)
    .join(_run, _run.c.id == _message.c.run)
    .where(_run.c.state == "open", _message.c.state == "sent", _is_card_behind, _is_due)
)
_REDRAWN_DIGESTS = _first(
    select(_message)
    .join(_digest, _digest.c.id == _message.c.item)
    .where(_message.c.state == "sent", _is_digest_behind, _is_due)
)
# Every click has its card claimed, drawn and recorded; so these three are prepared. A click asks at once, whatever a
# card waits for: it has brought a new address to answer to, and may get through where an earlier try did not.
_WAITING_OF = Prepared(
    select(_message)
    .outerjoin(_run, _run.c.id == _message.c.run)
    .where(_message.c.run == bindparam("of_run"), or_(and_(_is_unsent, _is_due), and_(_is_card_behind, _is_free)))
    .limit(bindparam("most"))
    .with_for_update(of=_message, skip_locked=True)
)
_CLAIM = Prepared(
    update(_message)
    .where(_message.c.id == bindparam("of"))
    .values(
        leased_until=bindparam("until"),
        tries=case((_message.c.tries < 1000, _message.c.tries + 1), else_=_message.c.tries),
        state=case((_message.c.ts.is_not(None), "sent"), else_="claimed"),
    )
)
_is_still_held = and_(_message.c.id == bindparam("of"), _message.c.leased_until == bindparam("held"))
_STANDS = Prepared(
    update(_message)
    .where(_is_still_held)
    .values(
        state="sent",
        tries=0,
        **{column: bindparam(f"to_{column}") for column in ("channel", "ts", "shown", "next_try_at")},
        reason=null(),
        leased_until=null(),
    )
)
_NEXT = case((_message.c.leased_until > _message.c.next_try_at, _message.c.leased_until), else_=_message.c.next_try_at)
_FIRST_DUE = select(func.min(_NEXT)).where(_is_unsent)
_FIRST_REDRAWN = (
    select(func.min(_message.c.next_try_at))
    .join(_digest, _digest.c.id == _message.c.item)
    .where(_message.c.state == "sent", _is_digest_behind, _is_free)
)
_BEHIND = select(_message.c.run).distinct().join(_run, _run.c.id == _message.c.run).where(_is_card_behind)
# The key says what "once" means: owing the same message again changes nothing.
_OWE = text(
    "INSERT INTO message (id, key, kind, person, run, item, state, shown, tries, owed_at, next_try_at) "
    "VALUES (:id, :key, :kind, :person, :run, :item, 'pending', 0, 0, :now, :now) ON CONFLICT (key) DO NOTHING"
).bindparams(bindparam("now", type_=_message.c.owed_at.type))


def owe(uow: Uow, kind: str, person: str, run: str | None = None, item: str | None = None, once: str = "") -> None:
    """Owe somebody a message; `once` tells it from another of its kind about the same."""
    key = ":".join(part for part in (kind, run, item, once, person) if part)
    row = {"id": new_key(), "key": key, "kind": kind, "person": person, "run": run, "item": item}
    uow.run(_OWE, {**row, "now": uow.instant})


def count_about(uow: Uow, kind: str, item: str) -> int:
    """To how many such a message about this is owed, or was sent."""
    wanted = select(func.count()).select_from(_message).where(_message.c.kind == kind, _message.c.item == item)
    return int(uow.run(wanted).scalar_one())


def load_fate(uow: Uow, kind: str, run: str, item: str, person: str) -> Fate | None:
    """Of the message that was owed about this, if one was."""
    about = {"kind": kind, "run": run, "item": item, "person": person}
    found = select(_message.c.state).where(*(_message.c[name] == of for name, of in about.items()))
    row = uow.run(found.order_by(_message.c.owed_at.desc())).first()
    return Fate(row.state == "failed") if row else None


def owe_card(uow: Uow, run: str, person: str) -> None:
    """Owe somebody the card of a run; there is one, however often it is asked for."""
    owe(uow, CARD, person, run)


def claim(
    uow: Uow, most: int, lease: timedelta, of_runs: list[str] | None = None, a_minute: int = pace.UNBOUND
) -> list[Owed]:
    """Take messages that wait to be sent or redrawn; nobody else gets them until the lease is over.

    `a_minute`: of what is sent to everybody at about the same time, not more.
    """
    rows = _waiting(uow, most, a_minute) if of_runs is None else _waiting_of(uow, most, of_runs)
    ends = {row.id: uow.instant + (min(lease, _REDRAW_LEASE) if row.ts else lease) for row in rows}
    for message, until in ends.items():
        uow.change(_CLAIM, {"of": message, "until": until})
    return [
        Owed(
            row.id,
            row.kind,
            row.person,
            row.run,
            row.item,
            row.channel,
            row.ts,
            row.retire_ts,
            row.tries + 1,
            may_stand=row.state in ("claimed", "unsure"),
            leased_until=ends[row.id],
        )
        for row in rows
    ]


def _waiting(uow: Uow, most: int, a_minute: int) -> list[Any]:
    """What is owed once, what stands and is behind, and last what goes to everybody."""
    rows: list[Any] = []
    for which in (_WAITING, _REDRAWN):
        rows += uow.run(which, {"now": uow.instant, "most": most - len(rows)})
    rows += _paced(uow, most - len(rows), a_minute)
    return rows + _redrawn(uow, most - len(rows), a_minute)


def _paced(uow: Uow, most: int, a_minute: int) -> list[Any]:
    """As many as the pace allows. Whoever has no conversation with us yet costs more calls, and so more time."""
    waiting = uow.run(_WAITING_PACED, {"now": uow.instant, "most": most}).fetchall()
    return pace.take(uow, DIGEST, waiting, a_minute, is_cheap=lambda row: row.knows_channel) if waiting else []


def _redrawn(uow: Uow, most: int, a_minute: int) -> list[Any]:
    """Half as many: Slack counts cards that are redrawn for clicks with them."""
    behind = uow.run(_REDRAWN_DIGESTS, {"now": uow.instant, "most": most}).fetchall()
    if not behind:
        return []
    return pace.take(uow, _REDRAWS, behind, a_minute if a_minute == pace.UNBOUND else max(1, a_minute // 2))


def _waiting_of(uow: Uow, most: int, of_runs: list[str]) -> list[Any]:
    rows: list[Any] = []
    for run in of_runs:
        rows += uow.rows(_WAITING_OF, {"now": uow.instant, "most": most - len(rows), "of_run": run})
    return rows


def first_due(uow: Uow) -> datetime | None:
    """When the next message that waits is to be tried; one that goes to everybody not before its pace allows."""
    due: datetime | None = uow.run(_FIRST_DUE.where(~_is_paced)).scalar()
    paced: datetime | None = uow.run(_FIRST_DUE.where(_is_paced)).scalar()
    if paced:
        paced = max(paced, pace.free_at(uow, DIGEST))
    return min((there for there in (due, paced) if there), default=None)


def first_redrawn(uow: Uow) -> datetime | None:
    """When the next reminder that is behind may be redrawn."""
    due: datetime | None = uow.run(_FIRST_REDRAWN, {"now": uow.instant}).scalar()
    return max(due, pace.free_at(uow, _REDRAWS)) if due else None


def load_behind(uow: Uow) -> list[str]:
    """Every run of which some card shows less than there is, finished ones too. It reads all cards there ever were."""
    return [str(run) for run in uow.run(_BEHIND).scalars()]


def record_stands(uow: Uow, owed: Owed, channel: str, ts: str, shown: int) -> None:
    """It stands there, showing this revision. An older copy is taken away by whoever sent it."""
    stands = {"to_channel": channel, "to_ts": ts, "to_shown": shown, "to_next_try_at": uow.instant}
    uow.change(_STANDS, {"of": owed.id, "held": owed.leased_until, **stands})


def record_retired(uow: Uow, owed: Owed) -> None:
    where = and_(_message.c.id == owed.id, _message.c.retire_ts == owed.retire_ts)
    uow.run(update(_message).where(where).values(retire_ts=None))


def record_failed(uow: Uow, owed: Owed, reason: str) -> None:
    """It will not be tried again by itself."""
    _settle(uow, owed, state="failed", reason=reason[:80])


def let_go(uow: Uow, owed: Owed) -> None:
    """It is not theirs any more, or not true any more: nothing is sent, and nothing has failed."""
    _settle(uow, owed, state="failed", reason=_LET_GO)


def find_unsent(uow: Uow) -> frozenset[str]:
    """Everything that nobody has got yet."""
    return frozenset(uow.run(select(_message.c.id).where(_is_unsent)).scalars())


def let_go_all(uow: Uow, but: Collection[str]) -> None:
    """Nothing is sent of what is owed but these."""
    gone = [{"gone": message} for message in sorted(find_unsent(uow) - frozenset(but))]
    if gone:
        there = update(_message).where(_message.c.id == bindparam("gone"))
        uow.run(there.values(state="failed", reason=_LET_GO), gone)


def put_off(uow: Uow, owed: Owed, until: datetime, reason: str) -> datetime:
    """Try again then; it may stand already, so look before sending it again."""
    _settle(uow, owed, state="unsure", next_try_at=until, reason=reason[:80])
    return until


def release(uow: Uow, owed: Owed, until: datetime) -> datetime:
    """It was certainly not sent; it waits again."""
    _settle(uow, owed, state=case((_message.c.ts.is_(None), "pending"), else_="sent"), next_try_at=until)
    return until


def lose_place(uow: Uow, owed: Owed) -> datetime:
    """What stood there is gone, or cannot be changed: it is sent anew, and what is left there is taken away."""
    again: dict[str, Any] = {"state": "pending", "ts": None, "shown": 0, "tries": 0, "next_try_at": uow.instant}
    _settle(uow, owed, **again, retire_ts=_message.c.ts)
    return uow.instant


def _settle(uow: Uow, owed: Owed, **values: Any) -> None:
    """Only for whoever still holds the message: a lease that ran out, or a card brought elsewhere, is another's."""
    where = and_(_message.c.id == owed.id, _message.c.leased_until == owed.leased_until)
    uow.run(update(_message).where(where).values(**values, leased_until=None))


def bring_again(uow: Uow, run: str, person: str) -> None:
    """Send the card of this run anew, below everything else, and take the old copy away after."""
    where = and_(_message.c.run == run, _message.c.person == person, _message.c.kind == CARD)
    values: dict[str, Any] = {"state": "pending", "ts": None, "shown": 0, "tries": 0, "next_try_at": uow.instant}
    values["leased_until"] = None  # whatever is being drawn there now is not the card any more
    uow.run(update(_message).where(where, _message.c.ts.is_not(None)).values(retire_ts=_message.c.ts, **values))
    uow.run(update(_message).where(where, _message.c.state == "failed").values(**values))


def mark_stale(uow: Uow, run: str, person: str) -> None:
    """Have the card of this run drawn again although nothing in the run has changed."""
    where = and_(_message.c.run == run, _message.c.person == person, _message.c.kind == CARD)
    uow.run(update(_message).where(where).values(shown=0))


def say_anew(uow: Uow, kind: str, item: str) -> None:
    """Have notices of this kind about this that were sent drawn again where they stand."""
    sent = and_(_message.c.kind == kind, _message.c.item == item, _message.c.state == "sent", _stands_there)
    again = {"state": "pending", "tries": 0, "next_try_at": uow.instant, "leased_until": None}
    uow.run(update(_message).where(sent).values(**again))


def mark_outdated(uow: Uow, since: datetime, until: datetime, *, finished_too: bool) -> list[str]:
    """Have the cards drawn again that show a time between these, now that another day has come; say of which runs."""
    answered = select(_answer.c.run).where(_answer.c.at >= since, _answer.c.at < until)
    agreed = select(_action.c.run).where(_action.c.at >= since, _action.c.at < until)
    states = ("open", "submitted") if finished_too else ("open",)
    shown = select(_run.c.id).where(_run.c.state.in_(states), or_(_run.c.id.in_(answered), _run.c.id.in_(agreed)))
    stands = and_(_message.c.kind == CARD, _message.c.state == "sent", _message.c.run.in_(shown))
    found = [str(run) for run in uow.run(select(_message.c.run).distinct().where(stands)).scalars()]
    uow.run(update(_message).where(stands).values(shown=0))
    return found


def count_under_way(uow: Uow) -> int:
    """Messages to be sent or redrawn by now, those included that a sender has in hand; not what waits for later."""
    behind = or_(_is_unsent, _is_card_behind, _is_digest_behind)
    living = _message.outerjoin(_run, _run.c.id == _message.c.run).outerjoin(_digest, _digest.c.id == _message.c.item)
    wanted = select(func.count()).select_from(living).where(behind, _message.c.next_try_at <= uow.instant)
    return int(uow.run(wanted).scalar_one())


def count_failed(uow: Uow) -> int:
    """Messages that could not be sent and will not be tried again by themselves."""
    failed = and_(_message.c.state == "failed", func.coalesce(_message.c.reason, "") != _LET_GO)
    return int(uow.run(select(func.count()).select_from(_message).where(failed)).scalar_one())
