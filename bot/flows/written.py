"""From what stands in a cell of a file to a value, by the labels that people read or the names of the files. Pure.

What the value has to be like is the item's own matter.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from bot.domain.values import NOT_APPLICABLE, Control, Value
from bot.errors import UnusableValueError
from bot.frameworks.item import Choice, Item
from bot.frameworks.kinds import several

NA = "not applicable"
_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_NO_CELL = {
    Control.PERSON: "names a person, which a file cannot",
    Control.SIGNATURE: "is signed, which a file cannot",
    Control.ACTIONS: "is a list of actions, which a file cannot hold",
}


def no_cell(item: Item) -> str | None:
    """Why this item cannot be answered by a cell, if it cannot."""
    return _NO_CELL.get(item.control)


def value_of_cell(item: Item, said: str) -> Value:
    """The value that was meant. A refusal says what can be written, never what was."""
    if item.not_applicable and _plain(said) == NA:
        return NOT_APPLICABLE
    match item.control:
        case Control.CHOICE:
            return Value(choice=_choice(item, said).code)
        case Control.SEVERAL:
            return several(dict.fromkeys((_choice(item, part).code for part in _parts(said)), 1))
        case Control.TALLY:
            return several(dict(_tally(item, said)))
        case Control.NUMBER:
            return Value(number=_number(item, said))
        case Control.DAY:
            return Value(day=_day(item, said))
        case Control.FOUND:
            return _found(item, said)
        case Control.LIST:
            return Value(words="\n".join(_parts(said)))
        case _:
            return Value(words=said)


def answers_of(item: Item) -> str:
    """What may stand in a cell, for whoever makes the file."""
    labels = [choice.label for choice in item.choices] + ["Not applicable"] * item.not_applicable
    several_of = {Control.SEVERAL: "any of these, with semicolons between: ", Control.TALLY: "as label: number; … of "}
    if item.control is Control.DAY:
        return "a date such as 2026-11-23 or 23/11/2026"
    if labels:
        return f"{several_of.get(item.control, 'one of: ')}{', '.join(labels)}"
    return item.hint


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _parts(said: str) -> list[str]:
    return [part.strip() for part in said.split(";") if part.strip()]


def _choice(item: Item, said: str) -> Choice:
    wanted = _plain(said)
    for choice in item.choices:
        if wanted in (_plain(choice.label), choice.name):
            return choice
    raise UnusableValueError(f"Write {answers_of(item)}.")


def _tally(item: Item, said: str) -> Iterator[tuple[int, int]]:
    for part in _parts(said):
        label, _, count = part.rpartition(":")
        if not count.strip().isdecimal():
            raise UnusableValueError(f"Write {answers_of(item)}.")
        yield _choice(item, label).code, int(count)


def _number(item: Item, said: str) -> Decimal:
    try:
        return Decimal(said.strip())
    except InvalidOperation as error:
        raise UnusableValueError(item.hint) from error


def _day(item: Item, said: str) -> date:
    for shape in _DAYS:
        try:
            return datetime.strptime(said.strip(), shape).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise UnusableValueError(item.hint)


def _found(item: Item, said: str) -> Value:
    if said.strip()[:1].isdigit():
        return Value(choice=1, day=_day(item, said))
    return Value(choice=_choice(item, said).code)
