"""Reading what a control says it stands for. All of it is a claim: access is asked with current data in the flow."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar

from bot.blocks.claims import NOT_APPLICABLE as NA
from bot.blocks.claims import NOTHING
from bot.clock import Clock
from bot.domain.values import NOT_APPLICABLE, Press, Value
from bot.errors import UnusableValueError

List = TypeVar("List", bound=Enum)

OLD_CONTROL = "This belongs to an older message, so nothing was changed. Type /qa resume to see the check as it is."


@dataclass(frozen=True)
class Claim:
    run: str
    item: str
    seen: int
    choice: str

    def press(self, at: datetime) -> Press:
        return Press(self.run, self.item, self.seen, at)

    @property
    def value(self) -> Value:
        """The answer that a button or an option of a list stands for."""
        return value_of(self.choice)


def value_of(choice: str) -> Value:
    if choice == NA:
        return NOT_APPLICABLE
    return Value(choice=number_of(choice))


def read_claim(text: str) -> Claim:
    parts = text.split(" ")
    if not 1 <= len(parts) <= 4:
        raise UnusableValueError(OLD_CONTROL)
    run, item, seen, choice = ("" if part == NOTHING else part for part in [*parts, NOTHING, NOTHING, NOTHING][:4])
    return Claim(run, item, number_of(seen or "0"), choice)


def parts_of(text: object, count: int) -> list[str]:
    """What a control or a form carries, where it has as many parts as it should."""
    parts = str(text).split(" ")
    if len(parts) != count:
        raise UnusableValueError(OLD_CONTROL)
    return parts


def claim_of(action: dict[str, Any]) -> Claim:
    """Of a button or a list; of a picker it stands in the block."""
    chosen = action.get("selected_option") or {}
    return read_claim(str(action.get("value") or chosen.get("value") or action.get("block_id") or ""))


def at_of(action: dict[str, Any]) -> datetime:
    """When it was pressed, by Slack's clock; a time that cannot be is taken for now."""
    try:
        return datetime.fromtimestamp(float(str(action.get("action_ts"))), UTC)
    except (ValueError, OverflowError, OSError):
        return Clock().instant()


def day_of(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise UnusableValueError("Please give a date, such as 21/11/2026.") from error


def decimal_of(text: str) -> Decimal:
    try:
        return Decimal(text.strip())
    except InvalidOperation as error:
        raise UnusableValueError("Please give a number in figures.") from error


def leaf_of(action: dict[str, Any], lists: type[List]) -> tuple[List, int]:
    """Which of several lists is meant, and which page of it: the first where none is named."""
    chosen = action.get("selected_option") or action
    which, _, page = str(chosen.get("value")).partition(" ")
    if which not in {there.value for there in lists}:
        raise UnusableValueError(OLD_CONTROL)
    return lists(which), number_of(page or "0")


def number_of(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise UnusableValueError(OLD_CONTROL)
    return int(text)
