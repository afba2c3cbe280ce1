"""The post: one thread that says what is sent next, and a few that send it. How one message is sent is in sending.py.

One redraw of a card is in flight at a time, and the next shows whatever stands by then: a burst of clicks ends with
the right card after a few redraws.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from bot.clock import Deadline
from bot.delivery.sending import Became, Sender
from bot.domain.messages import Owed
from bot.errors import ShownError
from bot.flows.office import Office
from bot.storage import outbox
from bot.storage.pace import UNBOUND
from bot.storage.store import Uow

_SENDERS = 8
_LEASE = timedelta(seconds=24)
"""Longer than all the calls of one try may take."""
_PACE = 0.3
"""Seconds between two redraws of one card."""
_NEVER = 3600.0
"""Seconds until it looks by itself; the ticks have it look far more often."""
_LAST_WORDS = 8.0
_ASIDES = 4
_MISHAP = 1.0
_BUSY = 0.05

Record = Callable[[Uow], datetime | None]

trace = structlog.get_logger(__name__)


class Post:
    def __init__(self, office: Office, sender: Sender, a_minute: int = UNBOUND) -> None:
        """`a_minute`: of what everybody gets at about the same time, not more, by all processes together."""
        self._office = office
        self._sender = sender
        self._a_minute = a_minute
        self._changes: queue.SimpleQueue[Record] = queue.SimpleQueue()
        self._awake = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._asked: dict[str, Deadline] = {}
        self._paced: dict[str, Deadline] = {}
        self._sweep_at = Deadline.after(0)
        self._in_flight = 0
        self._pool = ThreadPoolExecutor(_SENDERS, thread_name_prefix="sender")
        # What is owed to nobody never keeps what is owed waiting.
        self._aside = ThreadPoolExecutor(_ASIDES, thread_name_prefix="aside")
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
        self._sweep_in(0)
        self._awake.set()

    def look_through(self) -> None:
        """Redraw whatever shows less than there is, of finished checks too, which no sweep looks at."""
        with self._office.store.look(Deadline.after(60)) as uow:
            behind = outbox.load_behind(uow)
        for run in behind:
            self.redraw(run)

    def soon(self, work: Callable[[], object]) -> None:
        """Something to send that is owed to nobody: Home, a private note. It is lost when the process ends."""
        self._aside.submit(_safely, work)

    def close(self) -> None:
        """Begin nothing new, finish what is in flight, write down what became of it."""
        self._closing.set()
        self._awake.set()
        self._thread.join(_LAST_WORDS)
        self._aside.shutdown(wait=True, cancel_futures=True)
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
            owed = self._take(changes, runs, sweeps=sweeps)
        except Exception as error:
            self._put_back(changes, runs, one_by_one=not isinstance(error, ShownError))
            raise
        for message in owed:
            self._send(message)

    def _put_back(self, changes: list[Record], runs: list[str], *, one_by_one: bool) -> None:
        """For a second; but a change that can never be written down does not hold up the others."""
        for change in changes:
            if not one_by_one or self._is_written_alone(change):
                self._changes.put(change)
        for run in runs:
            self.redraw(run, after=_MISHAP)
        self._sweep_in(_MISHAP)
        self._closing.wait(_MISHAP)

    def _is_written_alone(self, change: Record) -> bool:
        """Whether it is still to be written; what fails by itself is dropped, and found by a later sweep."""
        try:
            with self._office.store.work(Deadline.after(_MISHAP)) as uow:
                change(uow)
        except ShownError:
            return True
        except Exception:
            trace.exception("what became of a message could not be written down")
        return False

    def _due(self) -> tuple[list[str], bool]:
        if self._closing.is_set():
            return [], False
        with self._lock:
            sweeps = not self._sweep_at.left()
            if sweeps:
                self._sweep_at = Deadline.after(_NEVER)
            runs = [run for run, due in self._asked.items() if not due.left()]
            for run in runs:
                del self._asked[run]
            self._paced = {run: until for run, until in self._paced.items() if until.left()}
        return runs, sweeps

    def _drained(self) -> Iterator[Record]:
        while not self._changes.empty():
            yield self._changes.get()

    def _take(self, changes: list[Record], runs: list[str], *, sweeps: bool) -> list[Owed]:
        """As many as there are senders free: what is claimed is begun at once, while its lease is whole.

        What was asked for comes first: a sweep does not look at finished checks.
        """
        free = _SENDERS - self._in_flight
        with self._office.store.work(Deadline.after(10)) as uow:
            again = [until for change in changes if (until := change(uow))]
            owed = outbox.claim(uow, free, _LEASE, runs) if free > 0 and runs else []
            if sweeps and free > len(owed):
                owed += outbox.claim(uow, free - len(owed), _LEASE, a_minute=self._a_minute)
            first = [outbox.first_due(uow), outbox.first_redrawn(uow)] if sweeps else []
            now = uow.instant
        for until in [*again, *(there for there in first if there)]:
            self._sweep_in(max(0.2, (until - now).total_seconds()))
        if len(owed) == free:
            self._ask_again(runs, sweeps=sweeps)
        return owed

    def _ask_again(self, runs: list[str], *, sweeps: bool) -> None:
        """There may be more than there were senders for."""
        if sweeps:
            self._sweep_in(_BUSY)
        for run in runs:
            self.redraw(run, after=_BUSY)

    def _sweep_in(self, seconds: float) -> None:
        with self._lock:
            if seconds < self._sweep_at.left():
                self._sweep_at = Deadline.after(seconds)

    def _send(self, owed: Owed) -> None:
        with self._lock:
            self._in_flight += 1
        self._pool.submit(self._sender.send, owed).add_done_callback(lambda done: self._sent(owed, done))

    def _sent(self, owed: Owed, done: Future[Became]) -> None:
        became = None if done.cancelled() or done.exception() else done.result()
        if became:
            self._changes.put(became.record)
        with self._lock:
            self._in_flight -= 1
            if owed.run:
                self._paced[owed.run] = Deadline.after(_PACE)
        if owed.run and became and became.stands and not self._closing.is_set():
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
