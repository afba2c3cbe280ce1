"""What somebody asks about by the words that they type: a team, a time, a check, in any order. Pure."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.figures import Node
from bot.domain.periods import Period
from bot.errors import UnusableValueError, WhichError
from bot.flows.figures.spoken import find_period, this_quarter
from bot.frameworks.library import Form, Library

_EVERYBODY = ("whole organisation", "organisation", "all teams", "every team", "everybody", "everyone")
_FILLERS = frozenset(
    ("a", "all", "and", "by", "check", "checks", "every", "for", "in", "of", "on", "please", "summary", "team", "the")
)
_NEAR = 0.6
_BEHIND = 0.15
_UNKNOWN = (
    "Name a team, a check and a time, such as last quarter; without them it is this channel's team and this quarter."
)
_MOST = 3


@dataclass(frozen=True)
class Wish:
    """What was understood. `said` tells which months it is, where people could mean others by their words."""

    node: Node
    period: Period
    form: str | None = None
    framework: str | None = None
    said: str = ""


@dataclass(frozen=True)
class _Named:
    """Something that can be named, by all of its names in plain letters; `shown` is what people read."""

    kind: str
    key: str | None
    shown: str
    names: tuple[str, ...]
    framework: str = ""
    """Of a check and of a framework."""


def asked(words: str, today: date, teams: Sequence[Node], library: Library, channel_team: str | None) -> Wish:
    """Without a team in the words that of the channel, else the first of `teams`; without a time this quarter."""
    try:
        return _asked(words, today, teams, library, channel_team)
    except _UnsureError as unsure:
        choices = ((there.shown, unsure.instead(there, _plain(words).split())) for there in unsure.things)
        raise WhichError(str(unsure), tuple(choices), " ".join(unsure.unknown)) from unsure


class _UnsureError(Exception):
    """These words could mean one of these things; of them, the unknown ones are part of no name."""

    def __init__(
        self, sentence: str, words: Sequence[str], things: Sequence[_Named], unknown: Sequence[str] = ()
    ) -> None:
        super().__init__(sentence.format(_or(there.shown for there in things)) if things else sentence)
        self.words, self.things, self.unknown = words, things, unknown

    def instead(self, thing: _Named, typed: Iterable[str]) -> str:
        """Its name, and what was typed besides; of what stands in names, what is not in those of this thing."""
        own = {word for word in self.words if word in self.unknown or _holding([word], [thing])}
        gone = own if self.unknown else set(self.words)
        return " ".join([thing.names[0], *(word for word in typed if word not in gone)])


def _asked(words: str, today: date, teams: Sequence[Node], library: Library, channel_team: str | None) -> Wish:
    forms, things = library.forms, [*_of_teams(teams), *_of_forms(library.forms), *_of_frameworks(library)]
    found, rest = _whole_names(_plain(words), things)
    spoken = find_period(rest, today, library.terms)
    left = [word for word in (spoken.rest if spoken else rest).split() if word not in _FILLERS]
    if left:
        known = {there.kind for there in found}
        found += _in_part(left, things, known | ({"framework"} if "form" in known else set()))
    by_kind = {there.kind: there.key for there in found}
    if len(by_kind) < len(found):
        raise UnusableValueError("Please name one team and one check at a time.")
    wanted = by_kind.get("team", channel_team)
    form = by_kind.get("form")
    return Wish(
        node=next((team for team in teams if team.id == wanted), teams[0]),
        period=spoken.period if spoken else this_quarter(today),
        form=form,
        framework=forms[form].framework if form else by_kind.get("framework"),
        said=spoken.said if spoken else "",
    )


def _of_teams(teams: Sequence[Node]) -> Iterator[_Named]:
    for team in teams:
        others = () if team.id else _EVERYBODY
        yield _Named("team", team.id, team.name, (_plain(team.name), *others))


def _of_forms(forms: Mapping[str, Form]) -> Iterator[_Named]:
    for form in forms.values():
        checklist = form.checklist
        names = (form.name, checklist.title, checklist.short_title, *checklist.also_called)
        yield _Named("form", form.name, checklist.title, tuple(map(_plain, names)), form.framework)


def _of_frameworks(library: Library) -> Iterator[_Named]:
    for name in sorted({form.framework for form in library.forms.values()}):
        title = library.frameworks[name].title
        yield _Named("framework", name, title, (_plain(name), _plain(title)), name)


def _whole_names(words: str, things: Iterable[_Named]) -> tuple[list[_Named], str]:
    """What is named in full, the longest name first; and the words without it."""
    found: list[_Named] = []
    by_name: dict[str, list[_Named]] = {}
    for thing in things:
        for name in thing.names:
            by_name.setdefault(name, []).append(thing)
    for name in sorted(by_name, key=lambda name: (-len(name), name)):
        place = re.search(rf"\b{re.escape(name)}\b", words) if name else None
        if place:
            found.append(_only(list(dict.fromkeys(by_name[name])), name.split()))
            words = f"{words[: place.start()]} {words[place.end() :]}"
    return found, words


def _only(things: Sequence[_Named], words: Sequence[str]) -> _Named:
    if len(things) > 1:
        raise _UnsureError("Which one do you mean: {}?", words, things[:_MOST])
    return things[0]


def _meant(things: Sequence[_Named], words: Sequence[str]) -> _Named:
    """What only checks of one framework have in their names, and it in its own, is the framework."""
    whole = [there for there in things if there.kind == "framework"]
    is_all_of_it = len(whole) == 1 and all(there.framework == whole[0].framework for there in things)
    return whole[0] if is_all_of_it else _only(things, words)


def _or(names: Iterable[str]) -> str:
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def _in_part(words: list[str], things: Sequence[_Named], known: set[str]) -> list[_Named]:
    """What holds these words in a name of it: one thing, or two side by side."""
    open_things = [there for there in things if there.kind not in known]
    alone = _holding(words, open_things)
    if alone:
        return [_meant(alone, words)]
    for place in range(1, len(words)):
        first, second = _holding(words[:place], open_things), _holding(words[place:], open_things)
        if first and second and first[0].kind != second[0].kind:
            return [_meant(first, words[:place]), _meant(second, words[place:])]
    unknown = [word for word in words if not _holding([word], open_things)] or words
    near = _nearest(words, unknown, _beside([word for word in words if word not in unknown], open_things))
    raise _UnsureError("Did you mean {}?" if near else _UNKNOWN, words, near, unknown)


def _beside(understood: Iterable[str], things: Sequence[_Named]) -> list[_Named]:
    """What can be meant besides these words: where only teams have one in their names, no team without it."""
    left = list(things)
    for word in understood:
        holders = _holding([word], left)
        kinds = {there.kind for there in holders}
        left = [there for there in left if len(kinds) != 1 or there in holders or there.kind not in kinds]
    return left


def _holding(words: Sequence[str], things: Iterable[_Named]) -> list[_Named]:
    wanted = set(words)
    return [there for there in things if any(wanted <= set(name.split()) for name in there.names)]


def _nearest(words: Sequence[str], unknown: Sequence[str], things: Iterable[_Named]) -> list[_Named]:
    """What the unknown words resemble: teams first, then what all words do most; what is far behind not at all."""
    rated = [(_likeness(" ".join(unknown), there), there) for there in things]
    best = max((score for score, _ in rated), default=0.0)
    near = [there for score, there in rated if score >= max(_NEAR, best - _BEHIND)]
    held = {there: sum(bool(_holding([word], [there])) for word in words) for there in near}
    near = [there for there in near if held[there] == max(held.values())]
    by_name: dict[str, _Named] = {}
    for there in sorted(near, key=lambda there: (there.kind != "team", -_likeness(" ".join(words), there))):
        by_name.setdefault(there.shown, there)
    return list(by_name.values())[:_MOST]


def _likeness(words: str, thing: _Named) -> float:
    """To a whole name, or word by word."""
    whole = max(difflib.SequenceMatcher(None, words, name).ratio() for name in thing.names)
    own = {word for name in thing.names for word in name.split()}
    each = [max((difflib.SequenceMatcher(None, one, word).ratio() for word in own), default=0) for one in words.split()]
    return max(whole, sum(each) / len(each))


def _plain(words: str) -> str:
    """Small letters, and blanks for everything else; an apostrophe is no gap."""
    return " ".join(re.findall(r"\w+", re.sub(r"['’‘`]", "", words.casefold())))
