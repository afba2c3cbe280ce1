"""When a framework's duties begin to count, and when things were last done before that; which day may be set."""

from dataclasses import dataclass
from datetime import date

from bot.domain.duties import duty_id
from bot.domain.runs import Subject
from bot.errors import UnusableValueError

BEFORE = "last done"
"""The period of everything that was done before go-live."""


@dataclass(frozen=True)
class GoLive:
    """From this day on a framework's duties count."""

    framework: str
    day: date

    def is_live(self, today: date) -> bool:
        return self.day <= today


@dataclass(frozen=True)
class Schedulable:
    """A framework with a schedule, and since when or from when it counts."""

    name: str
    title: str
    day: date | None
    rules: int

    def is_live(self, today: date) -> bool:
        return self.day is not None and self.day <= today


@dataclass(frozen=True)
class LastDone:
    """When a rule was last met about a subject, before anybody could record it here."""

    rule: str
    subject: Subject
    day: date

    @property
    def id(self) -> str:
        return duty_id(self.rule, self.subject, None, BEFORE)


def refuse_go_live(day: date, today: date, before: GoLive | None) -> None:
    """A day is set ahead or today, and can be moved until it has come."""
    if before and before.is_live(today):
        raise UnusableValueError(
            f"This framework has been live since {before.day.isoformat()}. The day cannot be moved any more: what is "
            "owed since then stays owed."
        )
    if day < today:
        raise UnusableValueError("That day is past. Please give today or a later day: nothing is late for time before.")
