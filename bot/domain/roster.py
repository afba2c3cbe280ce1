"""What the people and teams files say, what is already known, and the changes that lead from one to the other.
Values only: reading files is in flows/roster_files.py, deciding what changes in flows/roster_plan.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

NEVER = date(1900, 1, 1)
"""The only day of a row that turned out to hold on none. No file may name a day so early."""


@dataclass(frozen=True)
class PersonRow:
    """One line of the people file. `posts` are (name, scope); without a scope the post covers nobody."""

    line: int
    name: str
    email: str | None = None
    team: str | None = None
    supervisor_email: str | None = None
    posts: tuple[tuple[str, str | None], ...] = ()
    started: date | None = None
    until: date | None = None
    """The day after the last day worked."""
    slack_user_id: str | None = None


@dataclass(frozen=True)
class TeamRow:
    """One line of the teams file."""

    line: int
    name: str
    parent: str | None = None
    frameworks: tuple[str, ...] = ()
    channel: str | None = None
    nation: str = "ENG"


@dataclass(frozen=True)
class Files:
    """What both files say. `teams` is nothing where no teams file was given: then teams stay as they are."""

    people: tuple[PersonRow, ...]
    teams: tuple[TeamRow, ...] | None
    people_file: str = "people.csv"
    teams_file: str = "teams.csv"


class Fact(Enum):
    """What a row says of a person or of a team."""

    EMPLOYED = "employed"
    BELONGS = "belongs"
    REPORTS_TO = "reports_to"
    HOLDS = "holds"
    EXISTS = "exists"
    PART_OF = "part_of"
    USES = "uses"


@dataclass(frozen=True)
class Contact:
    """How to reach a person and what to call them. Kept current; what they were when is in the rows."""

    id: str
    name: str
    email: str | None = None
    slack_user_id: str | None = None


@dataclass(frozen=True)
class TeamCard:
    """What is kept current about a team."""

    id: str
    name: str
    channel: str | None = None
    nation: str = "ENG"


@dataclass(frozen=True)
class Row:
    """A fact about its owner, a person or a team, from `since` until the day before `until`."""

    fact: Fact
    id: str
    owner: str
    value: tuple[str | None, ...]
    since: date
    until: date | None


Kept = Contact | TeamCard | Row


@dataclass(frozen=True)
class Roster:
    """Everybody and every team ever known, and the rows that hold today or later."""

    people: tuple[Contact, ...] = ()
    teams: tuple[TeamCard, ...] = ()
    rows: Mapping[tuple[Fact, str], tuple[Row, ...]] | None = None

    def rows_of(self, fact: Fact, owner: str) -> tuple[Row, ...]:
        return (self.rows or {}).get((fact, owner), ())

    def is_so(self, fact: Fact, owner: str, today: date) -> bool:
        """Whether some such fact holds of them today."""
        return any(row.since <= today for row in self.rows_of(fact, owner))


@dataclass(frozen=True)
class Change:
    """One thing that an import changes, as a sentence, with what is to be stored for it."""

    verb: str
    """What the log says."""
    about: str
    """The id of the person or team."""
    sentence: str
    new: tuple[Kept, ...] = ()
    amended: tuple[Kept, ...] = ()
    is_warning: bool = False
    """True where nothing is stored for it: something that people should know."""
