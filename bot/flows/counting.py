"""What many sheets say together: how often each answer was given, and nothing about fewer than five. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from bot.domain.surveys import FEWEST, FEWEST_OF_A_TEAM, Counted
from bot.domain.values import IN_WORDS, Control, Value
from bot.frameworks.item import Item
from bot.frameworks.kinds import BOX_LENGTH, OneToTen
from bot.frameworks.model import Checklist

NOT_APPLICABLE = "Not applicable"
_BYTES_OF_A_CHARACTER = 4
_BYTES_OF_AN_ANSWER = 500

Team = str | None


def counted(item: Item, values: Iterable[Value]) -> Counted:
    """The answers of one question put together; where fewer than five gave one, only that."""
    given = [value for value in values if not value.is_empty]
    if len(given) < FEWEST:
        return Counted(item.ask, None)
    return Counted(item.ask, len(given), tuple(_lines(item, given)), _average(item, given))


def _lines(item: Item, given: Sequence[Value]) -> Iterable[tuple[str, int]]:
    counts: Counter[int] = Counter()
    for value in given:
        counts.update([value.choice] if value.choice is not None else dict(value.counts))
    yield from ((choice.label, counts[choice.code]) for choice in item.choices)
    if item.not_applicable:
        yield NOT_APPLICABLE, sum(value.not_applicable for value in given)


def _average(item: Item, given: Sequence[Value]) -> Decimal | None:
    numbers = [value.number for value in given if value.number is not None]
    if isinstance(item, OneToTen):
        numbers = [Decimal(value.choice) for value in given if value.choice is not None]
    return round(sum(numbers, Decimal(0)) / len(numbers), 1) if len(numbers) >= FEWEST else None


def countable(checklist: Checklist) -> list[Item]:
    """The questions whose answers can be put together."""
    bare = IN_WORDS | {Control.DAY, Control.PERSON, Control.ACTIONS, Control.SIGNATURE}
    return [item for item in checklist.items if item.control not in bare]


def teams_apart(answered: Mapping[Team, int]) -> frozenset[str]:
    """The teams that may be looked at alone. The rest are large enough together, or none of them is left."""
    shown = {team: count for team, count in answered.items() if team and count >= FEWEST_OF_A_TEAM}
    while shown and 0 < sum(answered.values()) - sum(shown.values()) < FEWEST_OF_A_TEAM:
        shown.pop(min(shown, key=lambda team: (shown[team], team)))
    return frozenset(shown)


def told_by_team(item: Item, by_team: Mapping[Team, Sequence[Mapping[str, Value]]]) -> bool:
    """Whether a question can be told team by team: else what few said could be worked out from the others."""
    answered = [sum(item.id in sheet for sheet in sheets) for sheets in by_team.values()]
    return all(count == 0 or count >= FEWEST for count in answered)


def packed(values: Mapping[str, Value]) -> str:
    """Choices and numbers as text; words are not among them."""
    return json.dumps({item: _spelled(value) for item, value in values.items()}, sort_keys=True)


def _spelled(value: Value) -> dict[str, object]:
    said = {"choice": value.choice, "number": None if value.number is None else str(value.number)}
    more = {"counts": value.counts or None, "not_applicable": value.not_applicable or None}
    return {key: given for key, given in {**said, **more}.items() if given is not None}


def unpacked(body: str) -> dict[str, Value]:
    return {item: _value(given) for item, given in json.loads(body).items()}


def _value(given: Mapping[str, object]) -> Value:
    number, counts = given.get("number"), given.get("counts")
    pairs = counts if isinstance(counts, list) else []
    return Value(
        choice=int(str(given["choice"])) if "choice" in given else None,
        number=None if number is None else Decimal(str(number)),
        counts=tuple((int(code), int(count)) for code, count in pairs),
        not_applicable=bool(given.get("not_applicable")),
    )


def room_for(checklist: Checklist) -> int:
    """Bytes that hold the fullest sheet of this form."""
    words = sum(item.control in IN_WORDS for item in checklist.items)
    return words * BOX_LENGTH * _BYTES_OF_A_CHARACTER + (len(checklist.items) + 1) * _BYTES_OF_AN_ANSWER
