"""The post: one thread that says what is sent next, and a few that send it. How one message is sent is in sending.py.

One redraw of a card is in flight at a time, and the next shows whatever stands by then: a burst of clicks ends with
the right card after a few redraws.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import structlog

from bot.clock import Deadline
from bot.delivery.sending import Record, Sender
from bot.domain.messages import Owed
from bot.errors import ShownError
from bot.flows.office import Office
from bot.storage import outbox
from bot.storage.store import Uow

_SENDERS = 8
_LEASE = timedelta(seconds=40)
"""Longer than all the calls of one try may take."""
_PACE = 0.3
"""Seconds between two redraws of one card."""
_NEVER = 3600.0
"""Seconds until it looks by itself; the ticks have it look far more often."""
_LAST_WORDS = 8.0

trace = structlog.get_logger(__name__)


class Post:
    def __init__(self, office: Office, sender: Sender) -> None:
        self._office = office
        self._sender = sender
        self._changes: queue.SimpleQueue[Record] = queue.SimpleQueue()
        self._awake = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._asked: dict[str, Deadline] = {}
        self._paced: dict[str, Deadline] = {}
        self._sweep_at = Deadline.after(0)
        self._in_flight = 0
        self._pool = ThreadPoolExecutor(_SENDERS, thread_name_prefix="sender")
        self._thread = threading.Thread(target=self._work, name="post", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def redraw(self, run: str, after: float = 0.0) -> None:
        """Something about this run has changed: send what it owes, soon."""
        with self._lock:
            due, paced = self._asked.get(run), self._paced.get(run)
            wait = max(after, paced.left() if paced else 0.0)
            if due is None or due.left() > wait:
                self._asked[run] = Deadline.after(wait)
        self._awake.set()

    def redraw_for(self, run: str, person: str) -> None:
        """Draw somebody's card again although nothing has changed: what they look at may be old."""
        self._changes.put(lambda uow: outbox.mark_stale(uow, run, person))
        self.redraw(run)

    def sweep(self) -> None:
        """Look through everything that is owed, whoever has owed it."""
        self._sweep_at = Deadline.after(0)
        self._awake.set()

    def soon(self, work: Callable[[], object]) -> None:
        """Something to send that is owed to nobody: Home, a private note. It is lost when the process ends."""
        self._pool.submit(_safely, work)

    def close(self) -> None:
        """Begin nothing new, finish what is in flight, write down what became of it."""
        self._closing.set()
        self._awake.set()
        self._thread.join(_LAST_WORDS)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self) -> None:
        while not self._closing.is_set() or self._in_flight:
            self._awake.wait(self._pause())
            self._awake.clear()
            with _whatever_happens():
                self._turn()
        with _whatever_happens():
            self._turn()  # what the last one has become

    def _pause(self) -> float:
        """Until the next thing is due."""
        with self._lock:
            return min([self._sweep_at.left(), *(due.left() for due in self._asked.values())])

    def _turn(self) -> None:
        """Write down what became of the last ones and take the next ones, in one transaction."""
        runs, sweeps = self._due()
        changes = list(self._drained())
        if not (runs or sweeps or changes):
            return
        try:
            owed = self._take(changes, None if sweeps else runs)
        except ShownError:
            for change in changes:
                self._changes.put(change)
            for run in runs:
                self.redraw(run, after=1.0)
            self._sweep_at = Deadline.after(1.0)
            raise
        for message in owed:
            self._send(message)

    def _due(self) -> tuple[list[str], bool]:
        if self._closing.is_set():
            return [], False
        with self._lock:
            sweeps = not self._sweep_at.left()
            runs = [run for run, due in self._asked.items() if not due.left()]
            for run in runs:
                del self._asked[run]
            self._paced = {run: until for run, until in self._paced.items() if until.left()}
        return runs, sweeps

    def _drained(self) -> Iterator[Record]:
        while not self._changes.empty():
            yield self._changes.get()

    def _take(self, changes: list[Record], runs: list[str] | None) -> list[Owed]:
        free = _SENDERS * 2 - self._in_flight
        with self._office.store.work(Deadline.after(10)) as uow:
            again = [until for change in changes if (until := change(uow))]
            owed = outbox.claim(uow, free, _LEASE, runs) if free > 0 and (runs is None or runs) else []
            if runs is None:
                self._sweep_at = self._next_sweep(uow, more=len(owed) == free)
            for until in again:
                self._sweep_in((until - uow.instant).total_seconds())
        for run in (runs or []) if len(owed) >= free else []:  # there may be more of these than could be taken
            self.redraw(run, after=0.05)
        return owed

    def _next_sweep(self, uow: Uow, *, more: bool) -> Deadline:
        due = outbox.first_due(uow)
        wait = (due - uow.instant).total_seconds() if due else _NEVER
        return Deadline.after(0.05 if more else min(_NEVER, max(0.2, wait)))

    def _sweep_in(self, seconds: float) -> None:
        if seconds < self._sweep_at.left():
            self._sweep_at = Deadline.after(seconds)

    def _send(self, owed: Owed) -> None:
        with self._lock:
            self._in_flight += 1
        self._pool.submit(self._sender.send, owed).add_done_callback(lambda done: self._sent(owed, done))

    def _sent(self, owed: Owed, done: Future[Record]) -> None:
        if not done.cancelled() and not done.exception():
            self._changes.put(done.result())
        with self._lock:
            self._in_flight -= 1
            if owed.run:
                self._paced[owed.run] = Deadline.after(_PACE)
        if owed.run and not self._closing.is_set():
            self.redraw(owed.run)
        self._awake.set()


@contextmanager
def _whatever_happens() -> Iterator[None]:
    """The post outlives every mishap: what was not done is found by the next sweep."""
    try:
        yield
    except Exception:
        trace.exception("the post was held up")


def _safely(work: Callable[[], object]) -> None:
    with _whatever_happens():
        work()
