"""The one writer's place in SQLite, handed out in the order of asking.

SQLite's own busy handler is unfair: without this queue some writers wait for seconds.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from bot.clock import Deadline
from bot.errors import NotSavedError


class WriteQueue:
    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self, deadline: Deadline) -> Iterator[None]:
        """Hold the place, or raise when the deadline passes first."""
        self._enter(deadline)
        try:
            yield
        finally:
            self._leave()

    def _enter(self, deadline: Deadline) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Event()
            self._waiting.append(mine)
        if not mine.wait(deadline.left()):
            self._give_up(mine)

    def _give_up(self, mine: Event) -> None:
        with self._guard:
            if mine.is_set():
                return  # handed over at the very last moment: it is ours
            self._waiting.remove(mine)
        raise NotSavedError

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
