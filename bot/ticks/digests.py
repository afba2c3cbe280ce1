"""Reminders, as time sees to them: made when somebody's hour comes, brought up to date when something was done.

Any number of processes may do this at once: one has the task in hand, and nobody gets two of one day.
"""

import threading
from datetime import date, datetime, timedelta

from bot.clock import Deadline
from bot.delivery.post import Post
from bot.flows.digests.editing import mark_changed
from bot.flows.digests.making import make_digests
from bot.flows.office import OPERATOR, Actor, Office
from bot.storage.followed import load_end
from bot.storage.pulse import record_beat
from bot.storage.tasks import Turn, claim_task, hasten, record_done

_TASK = "digests"
_LEASE = timedelta(minutes=5)
_AGAIN = timedelta(minutes=15)
"""What comes up in the middle of the day, such as a new enquiry, waits no longer for its reminder."""
_PATIENCE = 10.0
_FOR_THE_OTHER = 20.0
_LOOK = 0.1

OURSELVES = Actor(OPERATOR)


class Digests:
    """One thread at a time; another one finds that there is nothing to do."""

    def __init__(self, office: Office, post: Post) -> None:
        self._office = office
        self._post = post
        self._lock = threading.Lock()
        self._day: date | None = None
        self._seen = -1
        """The entry of the log up to which what was sent is known to be up to date."""

    def beat(self) -> None:
        """Everything that is due. What goes wrong is seen by its beat not being written down."""
        if self._lock.acquire(blocking=False):
            try:
                self._see_to_all()
            finally:
                self._lock.release()

    def _see_to_all(self) -> None:
        self.edit()
        self._hasten_on_a_new_day()
        turn = self._claim()
        if turn:
            self._make(turn)
        with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
            record_beat(uow)

    def _hasten_on_a_new_day(self) -> None:
        """And at start, after which nobody waits for what should have come before."""
        today = self._office.store.clock.today()
        if today != self._day:
            with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
                hasten(uow, _TASK)
            self._day = today

    def now(self) -> list[str]:
        """Whatever is due by the calendar as it stands, at once; said in a sentence."""
        with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
            hasten(uow, _TASK)
        turn = self._claim(Deadline.after(_FOR_THE_OTHER))
        made = self._make(turn) if turn else 0
        if not made:
            return []
        return ["One reminder was sent." if made == 1 else f"{made} reminders were sent."]

    def edit(self) -> None:
        """What was done is soon struck from reminders, also while others are being made."""
        with self._office.store.look(Deadline.after(_PATIENCE)) as uow:
            end = load_end(uow)
        if end == self._seen:
            return
        if mark_changed(self._office, OURSELVES):
            self._post.sweep()
        self._seen = end

    def _claim(self, until: Deadline | None = None) -> Turn | None:
        """`until`: wait so long for whoever has it in hand."""
        while True:
            with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
                turn = claim_task(uow, _TASK, _LEASE)
            if turn or until is None or not until.left():
                return turn
            threading.Event().wait(_LOOK)

    def _make(self, turn: Turn) -> int:
        made, later = make_digests(self._office, OURSELVES, turn.ran_at)
        with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
            record_done(uow, turn, uow.instant + _wait(later, uow.now))
        if made:
            self._post.sweep()
        return made


def _wait(later: datetime | None, now: datetime) -> timedelta:
    """Until the next person comes into their hour, by the time that people go by."""
    return min(_AGAIN, max(later - now, timedelta(0))) if later else _AGAIN
