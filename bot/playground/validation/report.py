"""What is found wrong while a payload is read, and what is counted across the whole of it.

The rules themselves are in `rules`; the limits are in the modules that describe messages, views and manifests.
"""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One broken limit: where it is, the code Slack answers, and a sentence for people."""

    path: str
    error: str
    words: str


@dataclass
class Report:
    """Collects problems on one surface (message, modal or home), under the error Slack answers there."""

    surface: str
    error: str
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def add(self, path: str, words: str, error: str | None = None) -> None:
        self.problems.append(Problem(path, error or self.error, words))

    def repeats(self, kind: str, value: str) -> bool:
        """Whether this value of its kind stood earlier in the payload."""
        before = len(self.seen)
        self.seen.add((kind, value))
        return len(self.seen) == before


def units(text: str) -> int:
    """Length in UTF-16 units: an emoji counts two. Slack does not say what it counts; this is never too low."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
