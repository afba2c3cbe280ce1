"""What somebody gives as an answer to each kind of question: what they type or tick, and what should then be stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.values import Control, Value
from bot.frameworks.kinds import AnyItem, AnyOf, Number

SOMEBODY = "mo@example.org"


@dataclass(frozen=True)
class Typed:
    """`fields` are those of a form, by name; on a card the same is pressed or chosen."""

    value: Value
    fields: dict[str, Any]


def typed_for(item: AnyItem, number: int, today: date, somebody: str) -> Typed:
    """An answer to this question: another one for each `number`, so that answers that change places are noticed."""
    day = today - timedelta(days=number % 300)
    match item.control:
        case Control.CHOICE:
            code = item.choices[number % len(item.choices)].code
            return Typed(Value(choice=code), {item.id: str(code)})
        case Control.DAY:
            return Typed(Value(day=day), {item.id: day.isoformat()})
        case Control.FOUND:
            return Typed(Value(choice=1, day=day), {item.id: "1", f"{item.id}/day": day.isoformat()})
        case Control.PERSON:
            return Typed(Value(person=somebody), {item.id: SOMEBODY})
        case Control.SEVERAL:
            codes = _compatible(item)
            return Typed(Value(counts=tuple((code, 1) for code in codes)), {item.id: [str(code) for code in codes]})
        case Control.TALLY:
            counts = tuple((choice.code, 1 + (number + place) % 9) for place, choice in enumerate(item.choices))
            ordered = tuple(sorted(counts))
            return Typed(Value(counts=ordered), {f"{item.id}/{code}": str(count) for code, count in counts})
        case Control.NUMBER:
            given = _within(item, number)
            return Typed(Value(number=given), {item.id: str(given)})
        case _:
            words = f"Noticed at {item.id}: seen and talked over"
            words += f"\nAlso noticed at {item.id}" if item.control is Control.LIST else ""
            return Typed(Value(words=words), {item.id: words})


def _compatible(item: AnyItem) -> list[int]:
    """Two choices that can be true together, in the order of their codes."""
    excluding = item.none if isinstance(item, AnyOf) else None
    codes = [choice.code for choice in item.choices if choice.name != excluding]
    return sorted(codes[:2] if not isinstance(item, AnyOf) or item.most is None else codes[: min(2, item.most)])


def _within(item: AnyItem, number: int) -> Decimal:
    least = item.least if isinstance(item, Number) else 0
    most = item.most if isinstance(item, Number) and item.most is not None else least + 9
    return Decimal(least + number % (most - least + 1))
