"""All frameworks of a folder, loaded at once. A bad file is reported and left out; it never hides a good one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from bot.frameworks.files import load_file, load_worded
from bot.frameworks.model import Checklist, Framework
from bot.frameworks.problems import Fault, Problem
from bot.frameworks.register import Register
from bot.frameworks.register_rules import faults_in_register
from bot.frameworks.report_rules import faults_in_reports
from bot.frameworks.reports import Report, Reports
from bot.frameworks.rules import faults_in_checklist, faults_in_framework
from bot.frameworks.schedule import Rule, Schedule, Term
from bot.frameworks.schedule_rules import Beside, faults_in_schedule
from bot.frameworks.shape import ADVICE, NAME
from bot.frameworks.version import canonical, digest_of

FRAMEWORK_FILE = "framework.yaml"
REGISTER_ENDING = ".register.yaml"
DEMO_FILE = "demo.yaml"
"""Of the invented council: beside the folders who there is, in each what they do by it."""
SCHEDULE_FILE = "schedule.yaml"
REPORTS_FILE = "reports.yaml"
OTHER_FILES = frozenset({FRAMEWORK_FILE, SCHEDULE_FILE, REPORTS_FILE, DEMO_FILE})


@dataclass(frozen=True)
class Form:
    """One checklist as it stands in the files now, with its version."""

    framework: str
    name: str
    checklist: Checklist
    body: str
    version: str

    @property
    def file(self) -> str:
        return f"{self.framework}/{self.name}.yaml"


@dataclass(frozen=True)
class Book:
    """One register as it stands in the files now, with its version."""

    framework: str
    name: str
    register: Register
    body: str
    version: str

    @property
    def file(self) -> str:
        return f"{self.framework}/{self.name}{REGISTER_ENDING}"


@dataclass(frozen=True)
class Plan:
    """One framework's schedule as it stands in the files now, with its version."""

    framework: str
    schedule: Schedule
    version: str


@dataclass(frozen=True)
class Reporting:
    """One framework's reports as they stand in the files now, with their version."""

    framework: str
    file: Reports
    version: str


Kept = Form | Book
K = TypeVar("K", Form, Book)


@dataclass(frozen=True)
class Library:
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    books: Mapping[str, Book] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict)
    """The schedules, by framework."""
    reporting: Mapping[str, Reporting] = field(default_factory=dict)
    """What reports there are, by framework."""

    @property
    def is_sound(self) -> bool:
        return all(problem.is_advice for problem in self.problems)

    @property
    def posts(self) -> frozenset[str]:
        """Every post that some framework declares."""
        return frozenset(post.name for framework in self.frameworks.values() for post in framework.posts)

    @cached_property
    def rules(self) -> Mapping[str, tuple[Plan, Rule]]:
        """Every rule of every schedule, by its id."""
        return {rule.id: (plan, rule) for plan in self.plans.values() for rule in plan.schedule.rules}

    @cached_property
    def reports(self) -> Mapping[str, tuple[str, Report]]:
        """Every report of every framework, by its id, with the framework's name."""
        return {report.id: (place, report) for place, there in self.reporting.items() for report in there.file.reports}

    @cached_property
    def terms(self) -> Sequence[Term]:
        """School terms, of the first file that sets them; none where all keep to the usual ones."""
        return next((plan.schedule.terms for plan in self.plans.values() if plan.schedule.terms), [])


def load_library(folder: Path, before: Library | None = None) -> Library:
    """Read every framework below `folder`. What `before` held stays where its file has gone bad."""
    kept = before or Library()
    frameworks: dict[str, Framework] = {}
    forms: dict[str, Form] = {}
    books: dict[str, Book] = {}
    plans: dict[str, Plan] = {}
    reporting: dict[str, Reporting] = {}
    problems: list[Problem] = [*_nothing_there(folder), *_stray(folder)]
    for place in _places(folder, problems):
        framework = _load_framework(place, problems) or kept.frameworks.get(place.name)
        if framework:
            frameworks[place.name] = framework
        for path, name in _checklist_files(place, problems):
            if path.name.endswith(REGISTER_ENDING):
                book = _load_book(path, name, framework, problems) or _kept(kept.books, path, name)
                _shelve(books, book, path, {**forms, **books}, problems)
            else:
                form = _load_form(path, name, framework, problems) or _kept(kept.forms, path, name)
                _shelve(forms, form, path, {**forms, **books}, problems)
        if framework is None:
            continue
        beside = _beside(place, framework, forms, books)
        plan = _load_plan(place, beside, problems) or kept.plans.get(place.name)
        if plan:
            plans[place.name] = plan
        reports = _load_reports(place, beside, plan, problems) or kept.reporting.get(place.name)
        if reports:
            reporting[place.name] = reports
    problems += _shared_numbers(folder, plans, reporting)
    return Library(frameworks, forms, books, tuple(problems), plans, reporting)


def _shared_numbers(folder: Path, plans: Mapping[str, Plan], reporting: Mapping[str, Reporting]) -> Iterator[Problem]:
    """Numbers that two frameworks give: what is owed, and what was made, is stored by them alone."""
    numbers = [(SCHEDULE_FILE, name, rule.numbers) for name, plan in plans.items() for rule in plan.schedule.rules]
    numbers += [
        (REPORTS_FILE, name, report.numbers) for name, there in reporting.items() for report in there.file.reports
    ]
    seen: dict[tuple[str, str], str] = {}
    for file, framework, given in numbers:
        for number in given:
            other = seen.setdefault((file, number), framework)
            if other != framework:
                wrong = f"gives the number {number}, which {other} gives too"
                yield Problem(str(folder / framework / file), 1, "id", wrong, "give it another one")


def _kept(before: Mapping[str, K], path: Path, name: str) -> K | None:
    kept = before.get(name)
    return kept if kept and kept.framework == path.parent.name else None


def _shelve(shelf: dict[str, K], new: K | None, path: Path, taken: Mapping[str, Kept], problems: list[Problem]) -> None:
    """Put it with the others, under a name that no checklist and no register has yet."""
    if new is None:
        return
    if new.name in taken:
        other = taken[new.name].file
        problems.append(Problem(str(path), 1, "file", f"has the name of {other}", "give each its own name"))
    else:
        shelf[new.name] = new


def _nothing_there(folder: Path) -> list[Problem]:
    if any(folder.glob(f"*/{FRAMEWORK_FILE}")):
        return []
    instead = f"add a folder with a {FRAMEWORK_FILE}"
    if (folder / FRAMEWORK_FILE).exists():
        instead = f"name the folder above it: {folder.resolve().name} is one framework"
    return [Problem(str(folder), 1, "folder", "holds no framework", instead)]


def _stray(folder: Path) -> list[Problem]:
    """Files that nobody would read, one level above or below the checklists of a framework."""
    above = [path for path in sorted(folder.glob("*.y*ml")) if path.name != DEMO_FILE]
    if (folder / FRAMEWORK_FILE).exists():
        return []
    below = sorted(path for path in folder.glob("*/*/*.y*ml") if not path.parent.name.startswith("."))
    wrong, instead = "is in no framework's folder, so nobody reads it", f"put it beside a {FRAMEWORK_FILE}"
    return [Problem(_one_line(path), 1, "file", wrong, instead) for path in (*above, *below)]


def _places(folder: Path, problems: list[Problem]) -> list[Path]:
    """The folders of the frameworks. Hidden ones are not ours; links could lead anywhere."""
    places = []
    for place in sorted(path for path in folder.glob("*/") if not path.name.startswith(".")):
        if place.is_symlink():
            problems.append(Problem(str(place), 1, "folder", "is a link", "put the folder itself here"))
        elif _is_well_named(place, place.name, problems):
            places.append(place)
    return places


def _checklist_files(place: Path, problems: list[Problem]) -> list[tuple[Path, str]]:
    """The files of checklists and registers, with their names."""
    paths = sorted(path for path in place.glob("*.*") if not path.name.startswith("."))
    files = []
    for path in paths:
        name = path.name.removesuffix(".yaml").removesuffix(REGISTER_ENDING.removesuffix(".yaml"))
        if path.suffix == ".yaml" and path.name not in OTHER_FILES:
            files += [(path, name)] if _is_well_named(path, name, problems) else []
        elif path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml":
            problems.append(Problem(_one_line(path), 1, "file", f"ends in {path.suffix}", "let its name end in .yaml"))
    return files


def _is_well_named(path: Path, name: str, problems: list[Problem]) -> bool:
    """The names are ids: runs, logs and people refer to them."""
    if re.fullmatch(NAME, name):
        return True
    kind = "folder" if path.is_dir() else "file"
    problems.append(Problem(_one_line(path), 1, kind, "has a name that cannot be used", ADVICE[NAME]))
    return False


def _one_line(path: Path) -> str:
    return "".join(char if char.isprintable() else "?" for char in str(path))


def _load_framework(place: Path, problems: list[Problem]) -> Framework | None:
    path = place / FRAMEWORK_FILE
    if not path.exists() and not path.is_symlink():
        problems.append(Problem(str(place), 1, "folder", f"has no {FRAMEWORK_FILE}", "add one"))
        return None
    return load_file(Framework, path, faults_in_framework, problems)


def _load_form(path: Path, name: str, framework: Framework | None, problems: list[Problem]) -> Form | None:
    checklist = load_worded(Checklist, path, framework, faults_in_checklist, problems)
    if checklist is None:
        return None
    place, body = path.parent.name, canonical(checklist)
    return Form(place, name, checklist, body, digest_of(place, name, body))


def _load_book(path: Path, name: str, framework: Framework | None, problems: list[Problem]) -> Book | None:
    register = load_worded(Register, path, framework, faults_in_register, problems)
    if register is None:
        return None
    place, body = path.parent.name, canonical(register)
    return Book(place, name, register, body, digest_of(place, name, body))


def _beside(place: Path, framework: Framework, forms: Mapping[str, Form], books: Mapping[str, Book]) -> Beside:
    checklists = {form.name: form.checklist for form in forms.values() if form.framework == place.name}
    registers = {book.name: book.register for book in books.values() if book.framework == place.name}
    return Beside(framework, checklists, registers)


def _load_plan(place: Path, beside: Beside, problems: list[Problem]) -> Plan | None:
    """What is owed by a framework; nothing where it says nothing of that."""
    path = place / SCHEDULE_FILE
    if not _is_there(path):
        return None

    def faults(schedule: Schedule, _: Framework) -> Iterator[Fault]:
        return faults_in_schedule(schedule, beside)

    schedule = load_worded(Schedule, path, beside.framework, faults, problems)
    return Plan(place.name, schedule, digest_of(place.name, path.name, canonical(schedule))) if schedule else None


def _load_reports(place: Path, beside: Beside, plan: Plan | None, problems: list[Problem]) -> Reporting | None:
    """Which reports a framework asks for; nothing where it says nothing of that."""
    path = place / REPORTS_FILE
    if not _is_there(path):
        return None
    rules = {number for rule in plan.schedule.rules for number in rule.numbers} if plan else set()

    def faults(reports: Reports, _: Framework) -> Iterator[Fault]:
        return faults_in_reports(reports, beside, rules)

    reports = load_worded(Reports, path, beside.framework, faults, problems)
    return Reporting(place.name, reports, digest_of(place.name, path.name, canonical(reports))) if reports else None


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()
