"""What somebody means by words such as "looked at TR-0123 12 March 2026": which fact, which day, and the rest. Pure."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.facts import Recordable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(?P<d>\d{1,2})(?:st|nd|rd|th)? (?P<mon>" + "|".join(_MONTHS) + r")[a-z]*\.?,?(?: (?P<y>\d{4}))?"
_NUMBERED = r"(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>\d{4})|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)"
_DAY = re.compile(rf"(?<![\w-])(?:on )?(?:{_NAMED}|{_NUMBERED}|(?P<word>today|yesterday))(?![\w-])", re.I | re.A)
_LEAST = 3
"""Letters by which the beginning of a word stands for the whole."""


@dataclass(frozen=True)
class Understood:
    """The facts that may be meant, the day if one was said, and the words that are left: what it is about."""

    facts: tuple[Recordable, ...]
    day: date | None
    rest: str


def understand(words: str, known: Sequence[Recordable], today: date) -> Understood:
    """A fact may stand before or after what it is about; by its id, its name, or enough of its name."""
    day, left = find_day(" ".join(words.split()), today)
    for phrase, rest in _splits(left.split()):
        found = _called(phrase, known)
        if found:
            return Understood(tuple(found), day, rest)
    return Understood((), day, left)


def find_day(words: str, today: date) -> tuple[date | None, str]:
    """The last day that is said, and the words without it. Without a year it is the last such day that is not ahead."""
    for found in reversed(list(_DAY.finditer(words))):
        day = _day(found, today)
        if day:
            return day, " ".join((words[: found.start()] + words[found.end() :]).split())
    return None, words


def _day(found: re.Match[str], today: date) -> date | None:
    if found["word"]:
        return today if found["word"].casefold() == "today" else today - timedelta(days=1)
    with suppress(ValueError):
        if not found["mon"]:
            return date(*(int(found[f"{part}2"] or found[f"{part}3"]) for part in "ymd"))
        month = _MONTHS.index(found["mon"].casefold()) + 1
        if found["y"]:
            return date(int(found["y"]), month, int(found["d"]))
        return _last_such_day(int(found["d"]), month, today)
    return None


def _last_such_day(day: int, month: int, today: date) -> date | None:
    for year in range(today.year, today.year - 5, -1):
        with suppress(ValueError):  # 29 February is not there every year
            if date(year, month, day) <= today:
                return date(year, month, day)
    return None


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """Ever shorter phrases from the beginning and from the end, each with what is left."""
    for length in range(len(words), 0, -1):
        yield " ".join(words[:length]), " ".join(words[length:])
        yield " ".join(words[-length:]), " ".join(words[:-length])


def _called(phrase: str, known: Sequence[Recordable]) -> list[Recordable]:
    plain = phrase.casefold()
    exact = [there for there in known if plain in (there.fact.casefold(), there.called.casefold())]
    return exact or [there for there in known if _stands_for(plain.split(), there.called.casefold().split())]


def _stands_for(said: list[str], name: list[str]) -> bool:
    """Whether each word said begins one of the name's, in their order."""
    ahead = iter(name)
    return all(any(_begins(word, part) for part in ahead) for word in said)


def _begins(word: str, part: str) -> bool:
    return part == word or (len(word) >= _LEAST and part.startswith(word))
