"""The months in which people mean to do what they owe once a year. Who may say so is decided in flows."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import delete, insert, select

from bot.domain.planning import ACCEPTED, PROPOSED, Chosen
from bot.storage.store import Uow
from bot.storage.tables import plans, table_of

_month = table_of(plans.PlanMonth)
_AT_ONCE = 500


def load_months(uow: Uow, duties: Iterable[str]) -> dict[str, Chosen]:
    """Proposed and accepted, by duty."""
    wanted = sorted(set(duties))
    found: dict[str, Chosen] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = uow.run(select(_month).where(_month.c.duty.in_(some)))
        found |= {row.duty: Chosen(row.month, row.state) for row in rows}
    return found


def load_accepted(uow: Uow, duties: Iterable[str] | None = None) -> dict[str, date]:
    """The month of each of these duties, or of all, for which somebody has accepted one."""
    if duties is not None:
        return {key: there.month for key, there in load_months(uow, duties).items() if there.is_accepted}
    return {row.duty: row.month for row in uow.run(select(_month).where(_month.c.state == ACCEPTED))}


def propose_months(uow: Uow, months: Mapping[str, date], actor: str) -> None:
    """For duties that have none yet."""
    known = load_months(uow, months)
    rows = [_row(uow, duty, month, PROPOSED, None) for duty, month in sorted(months.items()) if duty not in known]
    if rows:
        uow.run(insert(_month), rows)
        uow.log("months proposed", actor, duties=len(rows))


def accept_months(uow: Uow, months: Mapping[str, date], person: str) -> None:
    """In the place of what was proposed or accepted before."""
    if not months:
        return
    uow.run(delete(_month).where(_month.c.duty.in_(sorted(months))))
    uow.run(insert(_month), [_row(uow, duty, month, ACCEPTED, person) for duty, month in sorted(months.items())])
    for duty, month in sorted(months.items()):
        uow.log("month accepted", person, duty=duty, month=month.isoformat())


def _row(uow: Uow, duty: str, month: date, state: str, person: str | None) -> dict[str, object]:
    return {"duty": duty, "month": month, "state": state, "accepted_by": person, "at": uow.now}
