"""Sheets of people outside, as a file from any form tool: all of it is entered, or nothing and every bad line named.

How a cell is read is in written.py.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Deadline
from bot.domain.people import Standing, Verb
from bot.domain.runs import Subject
from bot.domain.values import Answer, Press, Value
from bot.errors import IdentifyingTextError, NotAllowedError, ShownError, UnusableValueError
from bot.flows import access, path, sheets
from bot.flows.office import Actor, Office
from bot.flows.recording import Change, fitting
from bot.flows.roster.cells import delimiter_of, read_bytes
from bot.flows.start import subjects_of
from bot.flows.written import answers_of, no_cell, value_of_cell
from bot.frameworks.item import Item
from bot.frameworks.library import Form
from bot.frameworks.problems import Problem
from bot.storage import people, runs
from bot.storage.answers import put_answer
from bot.storage.sheet_files import is_entered, keep_entered
from bot.storage.store import Uow

PATIENCE = 60.0
ABOUT = ("team", "meeting")
"""The column that says what a sheet is about, where it is not about the service, by kind of subject."""

Answers = dict[str, Answer]


@dataclass(frozen=True)
class Entered:
    """How many sheets the file holds. With problems nothing was entered; `before`: the same file was, earlier."""

    sheets: int = 0
    before: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass
class _Reading:
    """A file against a form, and what is wrong so far."""

    file: str
    form: Form
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    """The item of each column, or what a sheet is about."""
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, column: str, wrong: str, instead: str) -> None:
        shown = "".join(char if char.isprintable() else "?" for char in column)[:60]
        self.problems.append(Problem(self.file, line, shown, wrong, instead))


def columns_of(form: Form) -> list[tuple[str, str, str]]:
    """Each column that a file for this form can have: its name, the question, and what may stand below it."""
    _need_outside(form)
    subject = form.checklist.subject
    about = [(subject.kind, subject.ask, f"the {subject.called}, by its name")] if subject.kind in ABOUT else []
    items = [item for item in (*form.checklist.header, *form.checklist.items) if not no_cell(item)]
    return [*about, *((item.id, item.ask, answers_of(item)) for item in items)]


def _need_outside(form: Form) -> None:
    if form.checklist.answered_for is None or form.checklist.follows_agenda:
        raise ShownError("Only a form with answered_for, without a section for each point of an agenda, takes a file.")


def enter_sheets(office: Office, actor: Actor, file: Path, name: str, email: str, *, dry_run: bool) -> Entered:
    """Hand in one sheet for each line, entered by this person. The same file a second time changes nothing."""
    reading = _Reading(str(file), office.form(name))
    _need_outside(reading.form)
    held = read_bytes(file, reading.problems)
    if held is not None:
        _read(reading, held)
    deadline = actor.deadline or Deadline.after(PATIENCE)
    digest = hashlib.sha256(f"{name}\n".encode() + (held or b"")).hexdigest()
    with office.store.look(deadline) if dry_run else office.store.work(deadline) as uow:
        access.to_house(uow, actor, Verb.IMPORT)
        author, standing = _author(uow, reading.form, email)
        if held is not None and is_entered(uow, digest):
            return Entered(before=True)
        rows = list(_rows(uow, reading, standing))
        if reading.problems:
            return Entered(problems=tuple(sorted(reading.problems, key=lambda problem: problem.line)))
        if not dry_run and rows:
            if not keep_entered(uow, digest, name, author.person, len(rows)):
                return Entered(before=True)  # the same file twice at once is one file, whoever enters it
            for about, answers in rows:
                _hand_in(uow, reading.form, author, standing, about, answers)
            uow.log("sheets entered", actor.person, by=author.person, digest=digest, sheets=len(rows))
    return Entered(len(rows))


def _author(uow: Uow, form: Form, email: str) -> tuple[Actor, Standing]:
    person = people.find_by_email(uow, email)
    if person is None:
        raise ShownError("Nobody on the QA list has the address given with --entered-by.")
    author = Actor(person)
    try:
        return author, access.to_start(uow, author, form)
    except NotAllowedError as error:
        raise ShownError(f"The person given with --entered-by may not fill in this form. {error}") from error


def _read(reading: _Reading, held: bytes) -> None:
    try:
        text = held.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
        lines: list[tuple[int, list[str]]] = []
        begins = 1
        for row in rows:
            lines += [(begins, row)] if any(cell.strip() for cell in row) else []
            begins = rows.line_num + 1
    except UnicodeDecodeError:
        reading.note(1, "file", "is not in UTF-8", 'save it as "CSV UTF-8"')
    except csv.Error:
        reading.note(begins, "file", "cannot be read as CSV from here on", "check the quotation marks")
    else:
        reading.lines = lines[1:]
        _read_header(reading, lines[0][1] if lines else [])
        if not reading.lines:
            reading.note(1, "file", "holds no sheet", "give each sheet a line below the first")


def _read_header(reading: _Reading, header: list[str]) -> None:
    """A column is called by the item's id or by its question."""
    checklist = reading.form.checklist
    items = {item.id: item for item in (*checklist.header, *checklist.items)}
    known = {_plain(item.ask): item.id for item in items.values()} | {_plain(item): item for item in items}
    if checklist.subject.kind in ABOUT:
        known[checklist.subject.kind] = checklist.subject.kind
    for position, column in enumerate(header, 1):
        item = known.get(_plain(column), "")
        if not item:
            reading.note(1, column or f"column {position}", "is no question of this form", "take the column out")
        elif item in reading.columns:
            reading.note(1, item, "is there twice", "keep one of the columns")
        elif item in items and (why := no_cell(items[item])):
            reading.note(1, item, why, "take the column out")
        reading.columns.append(item)
    if checklist.subject.kind in ABOUT and checklist.subject.kind not in reading.columns:
        reading.note(1, checklist.subject.kind, "is missing from the first line", "add the column")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _rows(uow: Uow, reading: _Reading, standing: Standing) -> Iterator[tuple[Subject, Answers]]:
    """Each line as a sheet. What is wrong is noted, and the others are looked at all the same."""
    if reading.problems:
        return
    checklist = reading.form.checklist
    is_about_meeting = checklist.subject.kind == "meeting"
    offered = sheets.offered(uow, standing, reading.form) if is_about_meeting else subjects_of(uow, standing, checklist)
    places = {_plain(there.name): there.id for there in offered}
    for line, row in reading.lines:
        if len(row) != len(reading.columns):
            wrong = f"has {len(row)} cells, the first line has {len(reading.columns)}"
            reading.note(line, "line", wrong, "put a text that holds a comma in quotation marks")
            continue
        said = {item: cell.strip() for item, cell in zip(reading.columns, row, strict=True) if cell.strip()}
        about = _about(reading, line, said, places)
        answers = _answers(uow, reading, standing, line, said)
        if about and answers:
            yield about, answers


def _about(reading: _Reading, line: int, said: Mapping[str, str], places: Mapping[str, str]) -> Subject | None:
    subject = reading.form.checklist.subject
    if subject.kind not in ABOUT:
        return Subject(subject.kept_as)
    key = places.get(_plain(said.get(subject.kind, "")))
    if key is None:
        reading.note(line, subject.kind, f"is no {subject.called} that this person can choose", "write its name")
        return None
    return Subject(subject.kept_as, key)


def _answers(uow: Uow, reading: _Reading, standing: Standing, line: int, said: Mapping[str, str]) -> Answers:
    checklist = reading.form.checklist
    answers: Answers = {}
    for item in (*checklist.header, *checklist.items):
        is_asked = path.is_asked(checklist, answers, item)
        if item.id in said and not is_asked:
            reading.note(line, item.id, "is answered, though it is not asked as the others are", "empty the cell")
        value = _value(uow, reading, line, item, said[item.id]) if item.id in said else _by_itself(uow, standing, item)
        if value:
            answers[item.id] = Answer(item.id, value, None, 1, standing.person, uow.now, uow.instant)
        elif item in checklist.header and is_asked and not item.optional and item.id not in said:
            reading.note(line, item.id, "is empty", f"write {answers_of(item)}")
    if not any(item in said for item in checklist.by_id):
        reading.note(line, "line", "answers nothing", "take the line out")
    return answers


def _value(uow: Uow, reading: _Reading, line: int, item: Item, said: str) -> Value | None:
    try:
        change = Change(value_of_cell(item, said))
        return fitting(uow, reading.form.checklist, Press("", item.id, 0, uow.instant), change)[1].value
    except IdentifyingTextError as error:
        reading.note(line, item.id, f"looks as if it holds {' and '.join(error.seen)}", "take it out")
    except UnusableValueError as error:
        reading.note(line, item.id, "does not fit", f"{str(error)[:1].lower()}{str(error)[1:]}")
    return None


def _by_itself(uow: Uow, standing: Standing, item: Item) -> Value | None:
    """What the start would have filled in beforehand."""
    given = {"today": Value(day=uow.today), "me": Value(person=standing.person)}
    return given.get(str(getattr(item, "default", None)))


def _hand_in(uow: Uow, form: Form, author: Actor, standing: Standing, about: Subject, answers: Answers) -> None:
    runs.keep_version(uow, form.version, form.framework, form.name, form.body)
    run = runs.begin_run(uow, form.version, about, author.person, standing.team)
    uow.log("started", author.person, run, version=form.version)
    for answer in answers.values():
        put_answer(uow, run, answer, measure=form.checklist.by_id[answer.item].measure, before=None)
    runs.join_run(uow, run, author.person, None)
    runs.finish(uow, run, "submitted")
    uow.log("submitted", author.person, run)
