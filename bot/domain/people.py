"""People as of one day, and how one stands to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Person:
    """Somebody by the name that colleagues know."""

    id: str
    name: str


@dataclass(frozen=True)
class Team:
    id: str
    name: str


@dataclass(frozen=True)
class Post:
    """A post held at a team, and so over the teams that are part of it. Without a team it covers nobody."""

    name: str
    team: str | None


@dataclass(frozen=True)
class Standing:
    """What a person is on one day: everything that decides what they may do, but whom they supervise."""

    person: str
    team: str | None
    posts: frozenset[Post]
    stands_in_for: frozenset[str]

    def holds(self, names: Iterable[str]) -> bool:
        wanted = frozenset(names)
        return any(post.name in wanted for post in self.posts)


class Relation(Enum):
    """How someone stands to a run, or to a person."""

    AUTHOR = "author"
    SUBJECT = "subject"
    SUPERVISOR = "supervisor"
    LINE = "line"
    QA_LEAD = "qa-lead"
    OWNER = "owner"
    """Of an action."""


class Verb(Enum):
    """What one may or may not do."""

    START = "start"
    ANSWER = "answer"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    READ = "read answers"
    READ_DONE = "read that it was done"
    CORRECT = "correct"
    SHARE = "share"
    MARK = "mark with themes"
    FOLLOW = "follow an action"
    CONFIRM = "confirm an action"
    EXCUSE = "excuse"
    EXPORT = "export"
    COUNT = "count"
    ERASE = "erase"
    IMPORT = "import"
    CONFIGURE = "configure"
