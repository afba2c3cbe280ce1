"""What somebody says of a duty: that it is another's, that there is nothing to check, that they should be excused.

How these change what is owed is worked out in flows/due.
"""

from dataclasses import dataclass
from datetime import date, datetime

EXCUSE, NOTHING, HANDOVER = "excuse", "nothing", "handover"
ASKED, GIVEN, REFUSED, ENDED = "asked", "given", "refused", "ended"


@dataclass(frozen=True)
class DutyAct:
    """One thing said. `to` is who was asked; `words` the reason; `at` when it was said, `decided_at` when it ended."""

    id: str
    duty: str
    kind: str
    state: str
    person: str
    at: datetime
    to: str | None = None
    words: str | None = None
    answer: str | None = None
    """Why it was refused."""
    until: date | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    since: date | None = None

    @property
    def waits(self) -> bool:
        return self.state == ASKED

    @property
    def holds(self) -> bool:
        return self.state == GIVEN
