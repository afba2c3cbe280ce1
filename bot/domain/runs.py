"""A run as stored, and what it is about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Subject:
    """What a run is about: a reference, the id of a person, team or meeting, or the service as a whole."""

    kind: str
    key: str | None = None

    @property
    def person(self) -> str | None:
        return self.key if self.kind == "person" else None

    @property
    def team(self) -> str | None:
        return self.key if self.kind == "team" else None

    @property
    def meeting(self) -> str | None:
        return self.key if self.kind == "meeting" else None

    @property
    def reference(self) -> str | None:
        return self.key if self.kind == "reference" else None

    @property
    def spelled(self) -> "Subject":
        """The same in one spelling: a reference typed in small letters is the same one."""
        return Subject(self.kind, self.key.upper()) if self.kind == "reference" and self.key else self


@dataclass(frozen=True)
class Run:
    id: str
    reference: str
    version: str
    checklist: str
    framework: str
    subject: Subject
    author: str
    team: str | None
    state: str
    revision: int
    started_at: datetime
    submitted_at: datetime | None
    shared_at: datetime | None
    seat: str | None = None
    """Of a member from outside, for whom its author entered it."""

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_submitted(self) -> bool:
        return self.state == "submitted"

    @property
    def concerns(self) -> str:
        """The person whose practice this is about: its subject, else its author."""
        return self.subject.person or self.author
