"""Going live, for the QA lead: which frameworks' checks are owed from when, and setting a day."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER
from bot.blocks.parts import Block, View, bold, button, context, field, header, modal, section
from bot.blocks.words import count, day
from bot.domain.go_live import Schedulable

DAY_FIELD = "day"
_ON_HOME = 6


def going_live_group(frameworks: Sequence[Schedulable], today: date) -> list[Block]:
    """On Home: those that wait for a day or could still be moved come with a button."""
    rows = [_row(position, there, today) for position, there in enumerate(frameworks[:_ON_HOME])]
    left = len(frameworks) - _ON_HOME
    return [header("Going live"), *rows, *([context(f"And {left} more.")] if left > 0 else [])]


def _row(position: int, there: Schedulable, today: date) -> Block:
    said = f"{there.title}\n{_state(there, today)}"
    if there.is_live(today):
        return section(said, block_id=f"golive/{there.name}")
    words = "Move the day" if there.day else "Set a day"
    go = button(words, claims.action("golive", position), there.name, f"{words}: {there.title}")
    return section(said, go, block_id=f"golive/{there.name}")


def _state(there: Schedulable, today: date) -> str:
    if there.day is None:
        return f"{count(there.rules, 'rule')}. Nothing is owed by it yet."
    word = "Live since" if there.is_live(today) else "Goes live on"
    return f"{word} {day(there.day, today)}."


def going_live_view(there: Schedulable, today: date) -> View:
    suggested = max(today, there.day or today)
    picker = {"type": "datepicker", "action_id": ANSWER, "initial_date": suggested.isoformat()}
    blocks = [bold(there.title), section(_MEANS), field(DAY_FIELD, "From which day?", picker), context(_BEFORE)]
    return modal("golive", "Going live", blocks, there.name, submit="Set the day", close="Cancel")


_MEANS = (
    "From this day on its checks are owed and people are reminded. Nothing is late for time before it, and what would "
    "all fall due at once is spread over the first year. The day can be moved until it has come, and not after that."
)
_BEFORE = "A list of when things were last done can be read in, before that day or after it, by whoever runs Plumbline."
