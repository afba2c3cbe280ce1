"""The only place that asks the time. Everything else is handed an instant or a day."""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Clock:
    """Real time for the log and for leases; business time, which may run ahead of it, for what is due."""

    zone: ZoneInfo = LONDON
    ahead: timedelta = field(default=timedelta(0))

    def instant(self) -> datetime:
        return datetime.now(UTC)

    def now(self) -> datetime:
        return (self.instant() + self.ahead).astimezone(self.zone)

    def today(self) -> date:
        return self.now().date()


@dataclass(frozen=True)
class Deadline:
    """A moment after which an attempt must have been given up. It runs on the monotonic clock."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self.ends - time.monotonic())
