"""From what is typed at the terminal to values: dates, choices by number or label, people by name. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.cli.terminal import NOT_APPLICABLE_LABEL
from bot.domain.cards import Prompt
from bot.domain.people import Person
from bot.domain.values import NOT_APPLICABLE, Control, Value
from bot.errors import UnusableValueError
from bot.frameworks.kinds import FOUND, several

_UK_DATE = re.compile(r"(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})")


def value_from(typed: str, prompt: Prompt, *, today: date, people: Sequence[Person], me: str) -> Value:
    """The answer that was meant, or a sentence about what to type."""
    match prompt.control:
        case Control.CHOICE:
            return choice_from(typed, prompt)
        case Control.FOUND:
            return _found_from(typed, prompt, today)
        case Control.SEVERAL:
            words = [word for word in typed.split(",") if word.strip()]
            return several({_code_of(word, prompt): 1 for word in words})
        case Control.TALLY:
            return _counted_from(typed, prompt)
        case Control.NUMBER:
            return Value(number=_number_from(typed, prompt))
        case Control.SIGNATURE:
            return _signed_from(typed, me)
        case Control.DAY:
            return Value(day=day_from(typed, today))
        case Control.PERSON:
            return Value(person=person_from(typed, people, me))
        case _:
            return Value(words=typed)


def choice_from(typed: str, prompt: Prompt) -> Value:
    """By number, by the label or by its beginning."""
    values = [(option.label, Value(choice=option.code)) for option in prompt.options]
    if prompt.may_not_apply:
        values.append((NOT_APPLICABLE_LABEL, NOT_APPLICABLE))
    said = typed.strip().casefold()
    if said.isdigit() and 1 <= int(said) <= len(values):
        return values[int(said) - 1][1]
    exact = [value for label, value in values if label.casefold() == said]
    near = exact or [value for label, value in values if said and label.casefold().startswith(said)]
    if len(near) != 1:
        raise UnusableValueError(f"Please type a number from 1 to {len(values)}, or the words beside it.")
    return near[0]


def _code_of(word: str, prompt: Prompt) -> int:
    code = choice_from(word, prompt).choice
    if code is None:
        raise UnusableValueError(prompt.hint)
    return code


def _found_from(typed: str, prompt: Prompt, today: date) -> Value:
    """A date says that it was found; else the words or their number."""
    try:
        return Value(choice=FOUND, day=day_from(typed, today))
    except UnusableValueError:
        return choice_from(typed, prompt)


def _counted_from(typed: str, prompt: Prompt) -> Value:
    """A number for each option, in their order."""
    numbers = typed.replace(",", " ").split()
    if len(numbers) != len(prompt.options) or not all(number.isascii() and number.isdigit() for number in numbers):
        raise UnusableValueError(f"Please type {len(prompt.options)} whole numbers, one for each, such as 3 0 12.")
    return several({there.code: int(number[:9]) for there, number in zip(prompt.options, numbers, strict=True)})


def _number_from(typed: str, prompt: Prompt) -> Decimal:
    try:
        return Decimal(typed.strip())
    except InvalidOperation as error:
        raise UnusableValueError(prompt.hint) from error


def _signed_from(typed: str, me: str) -> Value:
    if typed.strip().casefold() != "sign":
        raise UnusableValueError("Type sign, in full, to sign this with your name and the time.")
    return Value(person=me)


def day_from(typed: str, today: date) -> date:
    said = typed.strip().casefold()
    if said == "today":
        return today
    found = _UK_DATE.fullmatch(said)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(said)
    except ValueError as error:
        raise UnusableValueError("Please type a date, such as 21/11/2026.") from error


def day_or_words(typed: str, today: date) -> date | str:
    """A timescale: a day where it reads as one, else the words."""
    try:
        return day_from(typed, today)
    except UnusableValueError:
        return typed


def person_from(typed: str, people: Sequence[Person], me: str) -> str:
    said = typed.strip().casefold()
    if said == "me":
        return me
    near = [person.id for person in people if said and said in person.name.casefold()]
    if len(near) != 1:
        names = ", ".join(person.name for person in people)
        raise UnusableValueError(f"Please type one of these names: {names}.")
    return near[0]
