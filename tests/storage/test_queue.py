"""The one writer's place: handed out in the order of asking, never lost, never kept.
Threads, short deadlines and no sleep longer than a few milliseconds.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from bot.clock import Deadline
from bot.errors import NotSavedError
from bot.storage.queue import WriteQueue

LONG = 10.0


class Waiter(Thread):
    """Asks for the place once, notes its number when it has it, and how it ended."""

    def __init__(self, queue: WriteQueue, number: int, order: list[int], patience: float = LONG) -> None:
        super().__init__()
        self.queue, self.number, self.order, self.patience = queue, number, order, patience
        self.gave_up = False

    def run(self) -> None:
        try:
            with self.queue.turn(Deadline.after(self.patience)):
                self.order.append(self.number)
        except NotSavedError:
            self.gave_up = True


def _until_waiting(queue: WriteQueue, count: int) -> None:
    ends = time.monotonic() + LONG
    while len(queue._waiting) < count:
        assert time.monotonic() < ends
        time.sleep(0.0005)


@contextmanager
def _lined_up(queue: WriteQueue, patiences: list[float], order: list[int]) -> Iterator[list[Waiter]]:
    """Somebody holds the place; waiters stand behind it in known order. It is free when the block ends."""
    waiters = [Waiter(queue, number, order, patience) for number, patience in enumerate(patiences)]
    with queue.turn(Deadline.after(LONG)):
        for count, waiter in enumerate(waiters, start=1):
            waiter.start()
            _until_waiting(queue, count)
        yield waiters
    for waiter in waiters:
        waiter.join(LONG)


def _is_free(queue: WriteQueue) -> bool:
    return not queue._taken and not queue._waiting


def test_first_in_first_out() -> None:
    queue, order = WriteQueue(), list[int]()
    with _lined_up(queue, [LONG] * 40, order):
        assert order == []
    assert order == list(range(40))
    assert _is_free(queue)


def test_whoever_is_too_late_gives_up_and_blocks_nobody() -> None:
    queue, order = WriteQueue(), list[int]()
    late, patient = 0.15, LONG
    with _lined_up(queue, [patient, late, patient, late, patient], order) as waiters:
        waiters[1].join(LONG)
        waiters[3].join(LONG)
        assert order == []
    assert order == [0, 2, 4]
    assert [waiter.gave_up for waiter in waiters] == [False, True, False, True, False]
    assert _is_free(queue)


def test_gives_up_in_time() -> None:
    queue = WriteQueue()
    with queue.turn(Deadline.after(LONG)):
        began = time.monotonic()
        with pytest.raises(NotSavedError), queue.turn(Deadline.after(0.05)):
            pass
        assert 0.05 <= time.monotonic() - began < 0.3


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_an_exception_gives_the_place_back(error: type[BaseException]) -> None:
    queue, order = WriteQueue(), list[int]()
    waiter = Waiter(queue, 1, order)
    with pytest.raises(error), queue.turn(Deadline.after(LONG)):
        waiter.start()
        _until_waiting(queue, 1)
        raise error
    waiter.join(LONG)
    assert order == [1]
    assert _is_free(queue)


def test_handed_over_while_giving_up_is_not_lost() -> None:
    """The place arrives after the wait has ended in vain: it must be taken, or nobody would ever have it again."""
    queue = WriteQueue()
    queue._enter(Deadline.after(LONG))
    mine = Event()
    queue._waiting.append(mine)
    queue._leave()
    queue._give_up(mine)  # does not raise
    assert queue._taken
    queue._leave()
    assert _is_free(queue)


def test_handed_over_at_the_last_moment_in_a_race() -> None:
    """Two thousand rounds in which the place is given back just when the waiter's time is up."""
    queue = WriteQueue()
    chance = random.Random(7)  # noqa: S311
    had, gave_up = 0, 0
    for _ in range(2000):
        order: list[int] = []
        waiter = Waiter(queue, 1, order, patience=0.0004)
        with queue.turn(Deadline.after(LONG)):
            waiter.start()
            time.sleep(chance.uniform(0, 0.0006))
        waiter.join(LONG)
        assert not waiter.is_alive()
        assert waiter.gave_up != bool(order)
        assert _is_free(queue)
        had += len(order)
        gave_up += waiter.gave_up
    assert had > 50
    assert gave_up > 50
