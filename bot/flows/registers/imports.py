"""Recording dates from a CSV file: all of its lines or none, every bad line named. The same file twice adds nothing.

The program's owner runs it; each line is recorded in the name of somebody who may record it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Deadline
from bot.domain.facts import Said
from bot.domain.people import Standing, Verb
from bot.domain.runs import Subject
from bot.errors import FormProblemsError, NotAllowedError
from bot.flows import access as house_access
from bot.flows.office import Actor, Office
from bot.flows.registers import access
from bot.flows.registers.fitting import ABOUT, AUTHORISER, DAY, OUTCOME, SUBJECT, WORDS, fitting
from bot.flows.registers.record import team_of
from bot.flows.roster.cells import Cells, lines_of, nearest, read_bytes
from bot.flows.texts import NOTE_LENGTH, REFERENCE_LENGTH
from bot.frameworks.library import Book
from bot.frameworks.problems import Problem
from bot.frameworks.register import Fact
from bot.storage import facts, people, runs
from bot.storage.store import Uow

COLUMNS = ("fact", "subject", "about", "date", "outcome", "authoriser", "words", "recorded_by")
PATIENCE = 120.0
_COLUMN_OF = {
    SUBJECT: "subject",
    DAY: "date",
    ABOUT: "about",
    OUTCOME: "outcome",
    AUTHORISER: "authoriser",
    WORDS: "words",
}
_FORMULA = ("=", "+", "-", "@")
_LONGEST = 254


@dataclass(frozen=True)
class FactsRead:
    """What was added, or would be, and what stood already; with a problem, nothing was added."""

    added: int = 0
    before: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass
class _Reader:
    """One file being read. What is looked up for one line is kept for the next."""

    uow: Uow
    book: Book
    by: str | None
    """In whose name, where a line does not say."""
    people: dict[str, str | None] = field(default_factory=dict)
    standings: dict[tuple[str, Subject], Standing | str] = field(default_factory=dict)
    teams: dict[tuple[Subject, str], str | None] = field(default_factory=dict)

    def person(self, cells: Cells, column: str, email: str) -> str | None:
        if email not in self.people:
            self.people[email] = people.find_by_email(self.uow, email)
        if self.people[email] is None:
            cells.note(column, "is nobody on the QA list", "write the e-mail address that the people file gives")
        return self.people[email]

    def standing(self, person: str, subject: Subject) -> Standing | str:
        """What this person is; or the sentence, where they may not record about this subject."""
        about = Subject(subject.kind) if subject.reference else subject  # one reference is as good as another
        if (person, about) not in self.standings:
            try:
                there = subject if subject.key and not subject.reference else None
                self.standings[person, about] = access.to_record(self.uow, Actor(person), self.book, there)
            except NotAllowedError as error:
                self.standings[person, about] = str(error)
        return self.standings[person, about]

    def team(self, subject: Subject, standing: Standing) -> str | None:
        about = (Subject(subject.kind) if subject.reference else subject), standing.person
        if about not in self.teams:
            self.teams[about] = team_of(self.uow, subject, standing)
        return self.teams[about]


@dataclass(frozen=True)
class _Ready:
    said: Said
    author: str
    team: str | None


def import_facts(office: Office, actor: Actor, name: str, path: Path, by: str | None, *, dry_run: bool) -> FactsRead:
    """Read the file in, or say what that would do."""
    book = office.book(name)
    deadline = actor.deadline or Deadline.after(PATIENCE)
    problems: list[Problem] = []
    held = read_bytes(path, problems)
    lines = lines_of(str(path), held, COLUMNS, problems) if held is not None else None
    with office.store.look(deadline) if dry_run else office.store.work(deadline) as uow:
        house_access.to_house(uow, actor, Verb.IMPORT)
        if not dry_run:
            runs.keep_version(uow, book.version, book.framework, book.name, book.body)
            runs.lock_version(uow, book.version)
        reader = _Reader(uow, book, by.lower() if by else None)
        ready = [there for cells in lines or [] if (there := _ready(reader, cells))]
        if problems:
            return FactsRead(problems=tuple(sorted(problems, key=lambda problem: problem.line)))
        new = _new(uow, book, ready)
        if new and not dry_run:
            uow.log("facts imported", actor.person, digest=hashlib.sha256(held or b"").hexdigest(), added=len(new))
            for there in new:
                facts.add_fact(uow, book.name, book.version, there.said, there.author, there.team)
        return FactsRead(len(new), len(ready) - len(new))


def _new(uow: Uow, book: Book, ready: list[_Ready]) -> list[_Ready]:
    """Those never recorded before. What was corrected or withdrawn since stays as people have put it."""
    by_key = {facts.key_of(book.name, there.said): there for there in reversed(ready)}
    known = facts.load_states(uow, by_key)
    return [there for key, there in reversed(by_key.items()) if key not in known]


def _ready(reader: _Reader, cells: Cells) -> _Ready | None:
    before = len(cells.problems)
    fact, author = _fact(reader.book, cells), _author(reader, cells)
    said = _said(reader, cells, fact)
    if said is None or author is None or fact is None or len(cells.problems) > before:
        return None
    standing = reader.standing(author, said.subject)
    if isinstance(standing, str):
        cells.note("recorded_by", "may not record this", standing)
        return None
    try:
        fit = fitting(reader.uow, reader.book.register, fact, said)
    except FormProblemsError as error:
        for where, sentence in error.problems.items():
            cells.note(_COLUMN_OF[where], "cannot be recorded", sentence)
        return None
    return _Ready(fit, author, reader.team(fit.subject, standing))


def _fact(book: Book, cells: Cells) -> Fact | None:
    said = (cells.text("fact", REFERENCE_LENGTH * 2) or "").casefold()
    for fact in book.register.facts:
        if said in (fact.id.casefold(), fact.called.casefold()):
            return fact
    if said:
        cells.note("fact", "is not in this register", nearest(said, frozenset(book.register.by_id)))
    else:
        cells.note("fact", "is empty", "write the id or the name of a fact of this register")
    return None


def _said(reader: _Reader, cells: Cells, fact: Fact | None) -> Said | None:
    """What the line says. Also of a fact that is not there: whatever else is wrong with the line is named at once."""
    subject, day = _subject(reader, cells), cells.day("date")
    if cells.is_empty("date"):
        cells.note("date", "is empty", "write it like 2026-11-23 or 23/11/2026")
    email = _plain(cells, "authoriser", _LONGEST)
    authoriser = reader.person(cells, "authoriser", email.lower()) if email else None
    outcome = _outcome(cells, fact) if fact else None
    about, words = _plain(cells, "about", REFERENCE_LENGTH), _plain(cells, "words", NOTE_LENGTH)
    if fact is None or subject is None or day is None:
        return None
    return Said(fact.id, subject, day, about, outcome, authoriser, words)


def _subject(reader: _Reader, cells: Cells) -> Subject | None:
    kind = reader.book.register.subject.kind
    said = _plain(cells, "subject", _LONGEST)
    if kind == "service":
        if said:
            cells.note("subject", "is not asked here, as all is about the service", "leave it empty")
        return Subject("service")
    if said is None:
        cells.note("subject", "is empty", f"say which {reader.book.register.subject.called} it is about")
        return None
    match kind:
        case "person":
            key = reader.person(cells, "subject", said.lower())
        case "team":
            key = people.find_team(reader.uow, said)
            if key is None:
                cells.note("subject", "is not a team", "write its name as in the teams file")
        case _:
            key = said
    return Subject(kind, key) if key else None


def _outcome(cells: Cells, fact: Fact) -> int | None:
    said = _plain(cells, "outcome", _LONGEST)
    codes: Mapping[str, int] = {
        word.casefold(): there.code for there in fact.outcomes for word in (there.name, there.label)
    }
    if said and codes and said.casefold() not in codes:
        cells.note(
            "outcome", "is not one of the outcomes", nearest(said, frozenset(there.name for there in fact.outcomes))
        )
    elif said and not codes:
        cells.note("outcome", "is not asked for this fact", "leave it empty")
    return codes.get(said.casefold()) if said else None


def _author(reader: _Reader, cells: Cells) -> str | None:
    email = _plain(cells, "recorded_by", _LONGEST)
    if email is None and reader.by is None:
        cells.note("recorded_by", "is empty", "write an e-mail address, or give one for all lines with --recorded-by")
        return None
    return reader.person(cells, "recorded_by", (email or reader.by or "").lower())


def _plain(cells: Cells, column: str, longest: int) -> str | None:
    """The text; one that a spreadsheet would take for a formula is refused."""
    said = cells.text(column, longest)
    if said and said.startswith(_FORMULA):
        cells.note(column, "begins like a formula", "begin it with a letter or a digit")
    return said
