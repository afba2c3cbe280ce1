"""A CSV file of when things were last done, before anybody could record them here: every line read or said why not.

What is done with it when a framework goes live is in go_live.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.domain.go_live import LastDone
from bot.domain.runs import Subject
from bot.flows.roster.cells import Cells, lines_of, nearest, read_bytes
from bot.frameworks.library import Library
from bot.frameworks.problems import Problem
from bot.frameworks.schedule import Rule
from bot.storage import people
from bot.storage.store import Uow

WHO, TOOL, DATE = COLUMNS = ("who or reference", "tool", "date")
_LONGEST = 254
_REFERENCE_LENGTH = 40
_KINDS: Mapping[str, str] = {
    "self": "person",
    "supervisee": "person",
    "team": "team",
    "subject": "reference",
    "service": "service",
}
"""What a rule of each sort is about. One about a meeting or an action begins anew with each of them."""
_ASKS = {
    "person": "a colleague's e-mail address or name",
    "team": "the name of a team",
    "reference": "a reference",
    "service": "nothing: it is about the whole service, so leave it empty",
}


@dataclass(frozen=True)
class Told:
    """What a file says, each thing once with its newest day."""

    last: tuple[LastDone, ...]
    lines: int
    problems: tuple[Problem, ...]

    @property
    def bad_lines(self) -> int:
        return len({problem.line for problem in self.problems if problem.line > 1})


@dataclass
class _Reader:
    """The rules of one framework by every word that names them, and the people and teams by theirs."""

    uow: Uow
    tools: Mapping[str, tuple[Rule, ...]]
    named: Mapping[str, list[str]]
    emails: dict[str, str | None] = field(default_factory=dict)

    def person(self, said: str) -> str | None:
        """Whose e-mail address or name that is; nobody, where two have the same name."""
        if "@" in said:
            if said not in self.emails:
                self.emails[said] = people.find_by_email(self.uow, said)
            return self.emails[said]
        found = self.named.get(said.casefold(), [])
        return found[0] if len(found) == 1 else None

    def subject(self, kind: str, said: str | None) -> Subject | None:
        """What it is about, if these words can say that."""
        if kind == "service" or said is None:
            return Subject("service") if kind == "service" and said is None else None
        match kind:
            case "person":
                key = self.person(said)
            case "team":
                key = people.find_team(self.uow, said)
            case _:
                key = said if len(said) <= _REFERENCE_LENGTH and "@" not in said else None
        return Subject(kind, key) if key else None


def read_last_done(uow: Uow, library: Library, framework: str, path: Path) -> Told:
    problems: list[Problem] = []
    held = read_bytes(path, problems)
    lines = lines_of(str(path), held, COLUMNS, problems) if held is not None else None
    named: defaultdict[str, list[str]] = defaultdict(list)
    for person in people.load_everybody(uow, uow.today):
        named[person.name.casefold()].append(person.id)
    reader = _Reader(uow, _tools(library, framework), named)
    newest: dict[str, LastDone] = {}
    for cells in lines or []:
        for told in _told(reader, cells):
            if told.id not in newest or newest[told.id].day < told.day:
                newest[told.id] = told
    return Told(tuple(newest.values()), len(lines or []), tuple(sorted(problems, key=lambda there: there.line)))


def _tools(library: Library, framework: str) -> dict[str, tuple[Rule, ...]]:
    """Each rule by its numbers, and by the names and titles of the checks that discharge it."""
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in library.plans[framework].schedule.rules:
        if rule.per in _KINDS and not rule.per_about:
            for word in {word.casefold() for word in _words(library, rule)}:
                found[word].append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


def _words(library: Library, rule: Rule) -> Iterator[str]:
    yield from rule.numbers
    for name in (there.check for there in rule.done_by if there.check):
        checklist = library.forms[name].checklist
        yield from (name, checklist.title, checklist.short_title, *checklist.also_called)


def _told(reader: _Reader, cells: Cells) -> list[LastDone]:
    """What one line says: of each rule that its tool discharges and that is about such a thing."""
    before = len(cells.problems)
    rules, day = _rules(reader, cells), _day(reader.uow, cells)
    said = cells.text(WHO, _LONGEST)
    abouts = {_KINDS[rule.per]: reader.subject(_KINDS[rule.per], said) for rule in rules}
    if rules and not any(abouts.values()) and len(cells.problems) == before:
        _note_nobody(reader, cells, said, abouts)
    if day is None or len(cells.problems) > before:
        return []
    return [LastDone(rule.id, subject, day) for rule in rules if (subject := abouts[_KINDS[rule.per]])]


def _rules(reader: _Reader, cells: Cells) -> tuple[Rule, ...]:
    said = (cells.text(TOOL, _LONGEST) or "").casefold()
    rules = reader.tools.get(said, ())
    if not said:
        cells.note(TOOL, "is empty", "write the name of a check, or the number of a rule")
    elif not rules:
        cells.note(TOOL, "is owed by no rule that can have a last time", nearest(said, frozenset(reader.tools)))
    return rules


def _day(uow: Uow, cells: Cells) -> date | None:
    day = cells.day(DATE)
    if cells.is_empty(DATE):
        cells.note(DATE, "is empty", "write it like 2026-11-23 or 23/11/2026")
    elif day and day > uow.today:
        cells.note(DATE, "is still ahead", "write when it was last done")
        return None
    return day


def _note_nobody(reader: _Reader, cells: Cells, said: str | None, kinds: Iterable[str]) -> None:
    if said and len(reader.named.get(said.casefold(), [])) > 1:
        cells.note(WHO, "is the name of more than one person", "write their e-mail address")
        return
    wanted = " or ".join(_ASKS[kind] for kind in sorted(kinds))
    cells.note(WHO, "is empty" if said is None else "is not what this is about", f"write {wanted}")
