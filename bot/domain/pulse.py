"""Whether time does its work: when it last did, and how many messages will not be sent by themselves."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

STOPPED = timedelta(minutes=10)
"""Without a sign for so long, nobody sees to reminders any more."""


@dataclass(frozen=True)
class Pulse:
    """`last` is by real time, as `now` is; nothing where it never did."""

    now: datetime
    last: datetime | None
    failed: int

    @property
    def has_stopped(self) -> bool:
        return self.last is not None and self.now - self.last > STOPPED

    @property
    def minutes(self) -> int:
        """Since it was seen to last; none where it never was."""
        return max(0, int((self.now - self.last).total_seconds() // 60)) if self.last else 0

    def read_in(self, zone: tzinfo) -> "Pulse":
        """As the clocks there read."""
        return replace(self, now=self.now.astimezone(zone), last=self.last and self.last.astimezone(zone))
