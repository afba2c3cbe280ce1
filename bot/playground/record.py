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

    def call(self, method: str, arguments: Mapping[str, Any]) -> Json:
        entry: Json = {"method": method, "arguments": dict(arguments), "at": time.time(), "answer": None}
        self.calls.append(entry)
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

    def quiet_for(self) -> float:
        return 0.0 if self.busy else time.monotonic() - self.last
