"""The only place that asks the time. Everything else is handed an instant or a day."""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Clock:
    """Real time for the log, leases and signatures; business time for what is due and what people read.

    `ahead` is this clock's own lead, or its lag when it is negative; `moved` is how far the calendar of a playground
    was moved, which its database keeps. Both are nothing where real people work.
    """

    zone: ZoneInfo = LONDON
    ahead: timedelta = field(default=timedelta(0))
    moved: timedelta = field(default=timedelta(0))

    def instant(self) -> datetime:
        return datetime.now(UTC)

    def at(self, instant: datetime) -> datetime:
        """The business time of this instant."""
        return (instant + self.ahead + self.moved).astimezone(self.zone)

    def now(self) -> datetime:
        return self.at(self.instant())

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
