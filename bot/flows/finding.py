"""Finding a check by the words that people use for it: its title, its short title, or what else it is called. Pure."""

import difflib
import re
from collections.abc import Sequence

from bot.domain.desk import Found, Startable
from bot.frameworks.library import Form

_NEAR = 0.6
_MOST = 3


def startable(form: Form) -> Startable:
    return Startable(form.name, form.checklist.title, form.checklist.purpose)


def find_forms(forms: Sequence[Form], words: str) -> Found:
    """All of them without words; those that hold every word; else the nearest, which the person is asked about."""
    wanted = _plain(words)
    if not wanted:
        return Found(tuple(map(startable, forms)))
    exact = [form for form in forms if wanted in map(_plain, _names(form))]
    holding = [form for form in forms if all(word in _haystack(form) for word in wanted.split())]
    if exact or holding:
        return Found(tuple(map(startable, exact or holding)))
    near = sorted(((_nearness(form, wanted), form) for form in forms), key=lambda pair: -pair[0])
    return Found(tuple(startable(form) for score, form in near[:_MOST] if score >= _NEAR), sure=False)


def _names(form: Form) -> list[str]:
    checklist = form.checklist
    return [form.name, checklist.title, checklist.short_title, *checklist.also_called]


def _haystack(form: Form) -> str:
    return " ".join(map(_plain, _names(form)))


def _nearness(form: Form, wanted: str) -> float:
    """How near any name comes, as a whole or word by word."""
    names = [_plain(name) for name in _names(form)]
    whole = max(difflib.SequenceMatcher(None, wanted, name).ratio() for name in names)
    words = {word for name in names for word in name.split()}
    by_word = [max(difflib.SequenceMatcher(None, typed, word).ratio() for word in words) for typed in wanted.split()]
    return max(whole, sum(by_word) / len(by_word))


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
