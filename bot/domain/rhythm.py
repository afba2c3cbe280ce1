"""When somebody can be reached, who stands in for whom, and when two people meet next: values as of one day.

What follows from them is worked out in flows/rhythm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from bot.clock import LONDON

FIRST_HOUR, LAST_HOUR = 7, 18
"""The earliest and the latest hour at which somebody may want to be reminded."""
USUAL_HOUR = 9
USUAL_DAYS = frozenset(range(5))
"""Monday to Friday; Monday is 0."""


@dataclass(frozen=True)
class Absence:
    """Dates, never a reason. `until` is the first day on which they are back; without it, nobody knows yet."""

    id: str
    person: str
    since: date
    until: date | None
    stand_in: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Rhythm:
    """`away` has what is not over yet; `nation` is the code of the team's, as in the teams file."""

    zone: ZoneInfo = LONDON
    hour: int = USUAL_HOUR
    days: frozenset[int] = USUAL_DAYS
    nation: str = "ENG"
    away: tuple[Absence, ...] = ()


@dataclass(frozen=True)
class Cover:
    """Of one day: who works here, who of them is away and with whom standing in, and who supervises whom."""

    here: frozenset[str]
    away: Mapping[str, str | None]
    supervisor: Mapping[str, str]


@dataclass(frozen=True)
class NextMeeting:
    """The day on which a supervisor and one of their people meet next, as they have agreed."""

    supervisor: str
    person: str
    day: date


@dataclass(frozen=True)
class AbsenceLine:
    """An absence as it is shown; `who` is away, `stand_in` is the name of whoever stands in."""

    id: str
    who: str
    since: date
    until: date | None
    stand_in: str | None
    begun: bool


@dataclass(frozen=True)
class AbsenceForm:
    """What is asked when somebody is to be away. `name` is theirs, and empty where it is the reader.

    `changed` is the absence that is being put right, `stand_in` the id of whoever stands in for it now.
    """

    person: str
    name: str
    today: date
    lines: tuple[AbsenceLine, ...] = ()
    changed: AbsenceLine | None = None
    stand_in: str | None = None


@dataclass(frozen=True)
class MeetingForm:
    """What is asked for the next meeting of two; `day` is what was agreed before."""

    person: str
    name: str
    today: date
    day: date | None


@dataclass(frozen=True)
class Near:
    """Of somebody whom the reader supervises: when they meet next, and the next time they are away, or are now."""

    meets: date | None
    away: AbsenceLine | None


@dataclass(frozen=True)
class Presence:
    """What Home says of when somebody is there. `near` is by the id of each of their people."""

    rhythm: Rhythm = Rhythm()
    absences: tuple[AbsenceLine, ...] = ()
    stands_in: tuple[AbsenceLine, ...] = ()
    meets: tuple[str, date] | None = None
    near: Mapping[str, Near] = field(default_factory=dict)
    enters_for_others: bool = False


USUAL_PRESENCE = Presence()
