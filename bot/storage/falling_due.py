"""By which days something is to be done, by whomever, and how much; for whoever moves the calendar on.

Whose that is and how it stands is found in duties.py and actions.py.
"""

from datetime import date

from sqlalchemy import and_, func, select

from bot.domain.actions import OPEN
from bot.storage.duties import OPEN as STILL_OWED
from bot.storage.store import Uow
from bot.storage.tables import actions, duties, runs, table_of

_duty = table_of(duties.Duty)
_action = table_of(actions.Action)
_run = table_of(runs.Run)

_OWED = and_(_duty.c.owner.is_not(None), _duty.c.status.in_([status.value for status in STILL_OWED]))
_AGREED = and_(
    _action.c.state == OPEN, _action.c.run.in_(select(_run.c.id).where(_run.c.state == "submitted").scalar_subquery())
)
# An action that a duty is about is that duty.
_BY_ITSELF = and_(_AGREED, _action.c.id.not_in(select(_duty.c.about).where(_OWED, _duty.c.about.is_not(None))))


def find_next_due(uow: Uow, after: date) -> date | None:
    """The next day by which somebody has something to do."""
    found = (
        uow.run(select(func.min(_duty.c.due)).where(_OWED, _duty.c.due > after)).scalar(),
        uow.run(select(func.min(_action.c.due)).where(_AGREED, _action.c.due > after)).scalar(),
    )
    return min((day for day in found if day), default=None)


def count_due(uow: Uow, day: date) -> tuple[int, int]:
    """How many checks are to be done by that day, and how many actions."""
    checks = select(func.count()).select_from(_duty).where(_OWED, _duty.c.due == day)
    agreed = select(func.count()).select_from(_action).where(_BY_ITSELF, _action.c.due == day)
    return uow.run(checks).scalar_one(), uow.run(agreed).scalar_one()
