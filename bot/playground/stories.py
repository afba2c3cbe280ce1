"""Stories: things to try in order, read from plain data and refused in words when they are wrong.

They know this Slack and no bot. What of them has happened already is kept in guide.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.settings import Json
from bot.playground.world import Person, World

IN_WORDS = ("command", "pressed", "submitted", "opened", "became", "sees")
HAPPENS = ("reloaded", "moved_calendar", "bot_restarted", "opened_inspector")
PLACES = ("home",)
MOST_TIMES = 100
NO_MARKUP = str.maketrans("", "", "*_~`")


class StoryError(ValueError):
    """A story that cannot be told. The message says which, and what is wrong with it."""


@dataclass(frozen=True)
class When:
    """One kind of thing that happens. `words` is a prefix, a place, somebody's id or words to be seen."""

    kind: str
    words: str = ""

    def is_met(self, kind: str, who: str, words: str) -> bool:
        if kind != self.kind:
            return False
        if kind == "became":
            return who == self.words
        if kind == "command":
            return words == self.words or words.startswith(f"{self.words} ")
        if kind == "sees":
            return self.words in plainly(words)
        return words.startswith(self.words)


@dataclass(frozen=True)
class Step:
    """Done when any of the conditions was met `times` times, by `who` where somebody is named (by id)."""

    say: str
    who: str
    when: tuple[When, ...]
    times: int

    def is_met(self, kind: str, who: str, words: str) -> bool:
        return self.who in ("", who) and any(each.is_met(kind, who, words) for each in self.when)

    @property
    def by(self) -> str:
        """Whose page one has to look at for it; empty where anybody's will do."""
        became = next((each.words for each in self.when if each.kind == "became"), "")
        return self.who or became


@dataclass(frozen=True)
class Story:
    id: str
    title: str
    about: str
    steps: tuple[Step, ...]


def plainly(words: str) -> str:
    """As it is compared with what is on a screen: without regard to case, markup, lines and spaces."""
    return " ".join(words.translate(NO_MARKUP).casefold().split())


def read_stories(given: Iterable[Any], world: World) -> tuple[Story, ...]:
    stories = tuple(_story(number, story, world) for number, story in enumerate(given, start=1))
    _refuse_twice([story.id for story in stories], "Two stories have the id")
    return stories


def _refuse_twice(names: list[str], words: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise StoryError(f"{words} “{name}”. Each needs its own.")


def _story(number: int, given: Any, world: World) -> Story:
    where = f"Story {number}"
    _hold_keys(given, where, needs=("id", "title", "about", "steps"))
    id_ = _words(given, "id", where)
    where = f"Story “{id_}”"
    if not isinstance(given["steps"], list) or not given["steps"]:
        raise StoryError(f"{where}: “steps” is a list of what to do, with one step at least.")
    steps = tuple(
        _step(f"{where}, step {position}", step, world) for position, step in enumerate(given["steps"], start=1)
    )
    _refuse_twice([step.say for step in steps], f"{where}: two steps say")
    return Story(id_, _words(given, "title", where), _words(given, "about", where), steps)


def _step(where: str, given: Any, world: World) -> Step:
    _hold_keys(given, where, needs=("say", "when"), may=("who",))
    who = _person(_words(given, "who", where), where, world).id if "who" in given else ""
    when = given["when"]
    if not isinstance(when, Mapping):
        raise StoryError(f"{where}: “when” names one thing that happens, such as “command: /go”.")
    times = _times(where, when.get("times", 1))
    plain = {key: value for key, value in when.items() if key != "times"}
    return Step(_words(given, "say", where), who, _conditions(where, plain, world), times)


def _times(where: str, given: Any) -> int:
    """A number, also where the file's reader takes every value for words."""
    times = int(given) if isinstance(given, str) and given.isdecimal() else given
    if not isinstance(times, int) or isinstance(times, bool) or not 1 <= times <= MOST_TIMES:
        raise StoryError(f"{where}: “times” is a whole number from 1 to {MOST_TIMES}, not {given!r}.")
    return times


def _conditions(where: str, given: Json, world: World) -> tuple[When, ...]:
    """One condition, or those in a list under `any`."""
    if set(given) != {"any"}:
        return (_when(where, given, world),)
    if not isinstance(given["any"], list) or not given["any"]:
        raise StoryError(f"{where}: “any” is a list of conditions, one of which is enough.")
    return tuple(_when(where, each, world) for each in given["any"])


def _when(where: str, given: Any, world: World) -> When:
    if not isinstance(given, Mapping) or len(given) != 1:
        raise StoryError(f"{where}: a condition is one thing that happens, not {given!r}.")
    ((kind, value),) = given.items()
    if kind in HAPPENS:
        if value not in (True, "true"):
            raise StoryError(f"{where}: “{kind}” is true or is left out, not {value!r}.")
        return When(kind)
    if kind not in IN_WORDS:
        raise StoryError(f"{where}: nothing is called “{kind}”. There are: {', '.join((*IN_WORDS, *HAPPENS))}, any.")
    return When(kind, _wanted(where, kind, _words(given, kind, where, may_be_empty=kind == "submitted"), world))


def _wanted(where: str, kind: str, words: str, world: World) -> str:
    if kind == "became":
        return _person(words, where, world).id
    if kind == "opened" and words not in PLACES:
        raise StoryError(f"{where}: “{words}” cannot be opened. There is: {', '.join(PLACES)}.")
    if kind == "command" and not words.startswith("/"):
        raise StoryError(f"{where}: a command begins with a slash, unlike “{words}”.")
    return plainly(words) if kind == "sees" else words


def _hold_keys(given: Any, where: str, needs: tuple[str, ...], may: tuple[str, ...] = ()) -> None:
    if not isinstance(given, Mapping):
        raise StoryError(f"{where} is not a mapping with {', '.join(needs)}.")
    for key in needs:
        if key not in given:
            raise StoryError(f"{where} has no “{key}”. It needs {', '.join(needs)}.")
    for key in given:
        if key not in (*needs, *may):
            raise StoryError(f"{where} has “{key}”, which means nothing here. There are: {', '.join((*needs, *may))}.")


def _words(given: Mapping[str, Any], key: str, where: str, *, may_be_empty: bool = False) -> str:
    value = given[key]
    if not isinstance(value, str) or not (value.strip() or may_be_empty):
        raise StoryError(f"{where}: “{key}” is words, not {value!r}.")
    return value.strip()


def _person(who: str, where: str, world: World) -> Person:
    person = world.person(who)
    if person is None:
        raise StoryError(f"{where}: there is nobody called “{who}” here.")
    return person
