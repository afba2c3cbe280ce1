"""An anonymous survey: a wave of it, what one person is asked, and what all of them said together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.cards import Prompt

FEWEST = 5
"""Below so many answers nothing is shown to anybody."""
FEWEST_OF_A_TEAM = 10


@dataclass(frozen=True)
class Wave:
    """A survey as it was asked once, from one day to another."""

    id: str
    checklist: str
    framework: str
    version: str
    state: str
    closes_on: date

    @property
    def is_counted(self) -> bool:
        return self.state == "counted"

    def takes_answers(self, today: date) -> bool:
        return self.state == "open" and today <= self.closes_on


@dataclass(frozen=True)
class SurveySection:
    title: str
    help: str | None
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class SurveyForm:
    """What one person is asked, on one page."""

    wave: str
    title: str
    short_title: str
    purpose: str
    sections: tuple[SurveySection, ...]
    closes_on: date
    readers: str
    used_for: str
    kept_for: str


@dataclass(frozen=True)
class Counted:
    """What was said to one question: how often each answer, and the average where answers are numbers.

    `answered` is nothing where too few answered it; then nothing else is told.
    """

    ask: str
    answered: int | None
    lines: tuple[tuple[str, int], ...] = ()
    average: Decimal | None = None


@dataclass(frozen=True)
class Results:
    """What all said together, of everybody or of one team."""

    title: str
    of: str
    sheets: int
    until: date
    questions: tuple[Counted, ...]
    teams: tuple[tuple[str, str, int], ...] = ()
    """Those that can be looked at alone: id, name and how many answered."""


@dataclass(frozen=True)
class Survey:
    """A survey as it stands for one person: what they may do with it."""

    name: str
    title: str
    wave: Wave | None
    answered: int
    may_answer: bool = False
    may_keep: bool = False
    may_see: bool = False
    may_read_comments: bool = False


@dataclass(frozen=True)
class Comments:
    """What was written in words, question by question, in no order."""

    title: str
    of: Mapping[str, tuple[str, ...]]
