"""A summary as somebody looks at it: what was chosen, what can be chosen instead, and whether it may be posted."""

from dataclasses import dataclass, replace

from bot.domain.figures import Counted, Figures
from bot.domain.periods import Period
from bot.domain.trends import Trend


@dataclass(frozen=True)
class Place:
    """A channel, by the id and the name that Slack gives; a conversation of two or a few has neither here."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True)
class Chosen:
    """What the controls of a summary stand for. `key` is that of this preview; `channel` is where it was asked for."""

    key: str
    team: str | None
    period: Period
    framework: str | None = None
    form: str | None = None
    channel: str = ""

    def but(self, **changed: object) -> "Chosen":
        return replace(self, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Option:
    """Something that can be chosen instead. `value` is what the control carries."""

    value: str
    name: str
    group: str = ""
    """Under which heading of a long list it stands."""


@dataclass(frozen=True)
class Own:
    """For who decides that: to which team the channel belongs, and to which it can be given."""

    team: str | None
    teams: tuple[Option, ...]


@dataclass(frozen=True)
class Preview:
    """What the asker alone sees."""

    figures: Figures
    about: str
    """The one check or framework that it is about; empty where it is about all."""
    chosen: Chosen
    teams: tuple[Option, ...]
    periods: tuple[Option, ...]
    checks: tuple[Option, ...]
    can_post: bool
    own: Own | None = None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drilled:
    """How one of a summary's figures was counted, and which others can be opened."""

    chosen: Chosen
    keys: tuple[Option, ...]
    key: str
    counted: Counted
    trend: Trend | None = None
    """How it moved from month to month, where it is a share of good answers."""
    came_up: tuple[tuple[str, int | None], ...] = ()
    """Of a theme: in how many checks of each time it was marked; None where too few were handed in to tell."""


@dataclass(frozen=True)
class Posted:
    """What is put in a channel, in whose name, and whether a first copy may stand there already."""

    figures: Figures
    about: str
    by: str
    key: str
    channel: str
    team: str
    """That the channel belongs to."""
    is_repeat: bool = False
