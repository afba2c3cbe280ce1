"""What happened: calls from the bot, deliveries to it, and limits that it broke."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.playground.settings import Json

KEPT = 20_000


@dataclass
class Record:
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    deliveries: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    breaches: list[Json] = field(default_factory=list)
    busy: int = 0
    last: float = field(default_factory=time.monotonic)
    # Grows with everything that happens; who has seen this much has seen all.
    changes: int = 0
    entries: int = 0

    def call(self, method: str, arguments: Mapping[str, Any]) -> Json:
        return self._added(self.calls, {"method": method, "arguments": dict(arguments), "answer": None})

    def delivery(self, kind: str, payload: Json, attempt: int) -> Json:
        return self._added(self.deliveries, {"kind": kind, "payload": payload, "attempt": attempt})

    def _added(self, to: deque[Json], entry: Json) -> Json:
        self.entries += 1
        entry |= {"number": self.entries, "at": time.time()}
        to.append(entry)
        self.moved()
        return entry

    def breach(self, where: str, error: str, words: str, path: str = "") -> None:
        self.breaches.append({"where": where, "error": error, "words": words, "path": path})

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Until this is over, nothing has settled."""
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1
            self.moved()

    def moved(self) -> None:
        self.last = time.monotonic()
        self.changes += 1

    def quiet_for(self) -> float:
        return 0.0 if self.busy else time.monotonic() - self.last
