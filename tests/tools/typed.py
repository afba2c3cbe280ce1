"""What somebody gives as an answer to each kind of question: what they type or tick, and what should then be stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain.values import Control, Value
from bot.frameworks.kinds import AnyItem

SOMEBODY = "mo@example.org"


@dataclass(frozen=True)
class Typed:
    """`fields` are those of a form; `pressed` and `chosen` what is done on the card instead, where that can be."""

    value: Value
    fields: dict[str, Any]
    pressed: str = ""


def typed_for(item: AnyItem, number: int, today: date, somebody: str) -> Typed:
    """An answer to this question: another one for each `number`, so that answers that change places are noticed."""
    match item.control:
        case Control.CHOICE:
            choice = item.choices[number % len(item.choices)]
            return Typed(Value(choice=choice.code), {item.id: str(choice.code)})
        case Control.DAY:
            day = today - timedelta(days=number)
            return Typed(Value(day=day), {item.id: day.isoformat()})
        case Control.PERSON:
            return Typed(Value(person=somebody), {item.id: SOMEBODY})
        case Control.LINE | Control.BOX:
            words = f"Noticed at {item.id}: seen and talked over"
            return Typed(Value(words=words), {item.id: words})
        case _:
            raise NotImplementedError(item.kind)
