"""Slack's rate tiers: how many calls of a method a minute allows, and how long to wait past that."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
# Slack tolerates bursts and does not say how large.
BURST = {1: 10, 2: 40, 3: 100, 4: 200}
POSTS_PER_MINUTE = 60
POSTS_BURST = 10


@dataclass
class Rates:
    scale: float = 1.0
    buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    def wait(self, method: str, tier: int, channel: str) -> int:
        """Seconds that the caller must wait, 0 when the call is allowed (and counted)."""
        if not self.scale:
            return 0
        if method == "chat.postMessage":
            return self._take((method, channel), POSTS_PER_MINUTE, POSTS_BURST)
        return self._take((method, ""), PER_MINUTE[tier], BURST[tier]) if tier in PER_MINUTE else 0

    def _take(self, key: tuple[str, str], per_minute: int, burst: int) -> int:
        now = time.monotonic()
        refill, most = per_minute * self.scale / 60, burst * self.scale
        left, at = self.buckets.get(key, (most, now))
        left = min(most, left + (now - at) * refill)
        if left >= 1:
            self.buckets[key] = (left - 1, now)
            return 0
        self.buckets[key] = (left, now)
        return math.ceil((1 - left) / refill)
