"""What both doors can do, and what a door may be asked about the program's health. No transport lives here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

SECONDS_TO_FINISH = 8.0


@dataclass(frozen=True)
class Health:
    """Whether all is well, and plain words that say why. They are shown to anybody who asks."""

    ok: bool
    facts: Mapping[str, str] = field(default_factory=dict)


class Door(Protocol):
    def wait_ready(self, timeout: float) -> bool:
        """Whether Slack can come in, at the latest after `timeout` seconds."""

    def is_open(self) -> bool:
        """Whether Slack can come in now."""

    def has_ended(self) -> bool:
        """Whether it was closed, or was shut from outside and will not open again by itself."""

    def close(self) -> None:
        """Take nothing new, finish the work in hand, then close. A second call does nothing."""
