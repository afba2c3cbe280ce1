"""What is to happen on which day: put in at any time, taken out in the order of the days."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import count

Do = Callable[[date], None]


@dataclass
class Diary:
    """Nothing is put in after `last`: it lies in the present."""

    last: date
    _rows: list[tuple[date, int, int, Do]] = field(default_factory=list)
    _number: count = field(default_factory=count)  # type: ignore[type-arg]
    done: int = 0

    def put(self, day: date, do: Do, step: int = 1, *, is_told: bool = False) -> None:
        """`is_told`: it stands in the files with its day. `step` is its place among those of a day."""
        if is_told or day <= self.last:
            heapq.heappush(self._rows, (day, step, next(self._number), do))

    def live_until(self, day: date) -> None:
        """All that happens before this day."""
        while self._rows and self._rows[0][0] < day:
            on, _, _, do = heapq.heappop(self._rows)
            do(on)
            self.done += 1
