"""All frameworks of a folder, loaded at once. A bad file is reported and left out; it never hides a good one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import ValidationError

from bot.frameworks import kinds, model
from bot.frameworks.model import Checklist, Framework
from bot.frameworks.problems import Fault, Lines, Problem, faults_of
from bot.frameworks.rules import faults_in_checklist, faults_in_framework
from bot.frameworks.shape import Shape
from bot.frameworks.source import Tree, UnreadableError, read_source
from bot.frameworks.version import canonical, digest_of
from bot.frameworks.wording import put_labels, put_terms, unknown_terms

FRAMEWORK_FILE = "framework.yaml"
OTHER_FILES = frozenset({FRAMEWORK_FILE, "schedule.yaml", "reports.yaml", "demo.yaml"})

S = TypeVar("S", bound=Shape)


@dataclass(frozen=True)
class Form:
    """One checklist as it stands in the files now, with its version."""

    framework: str
    name: str
    checklist: Checklist
    body: str
    version: str


@dataclass(frozen=True)
class Library:
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        return all(problem.is_advice for problem in self.problems)

    @property
    def posts(self) -> frozenset[str]:
        """Every post that some framework declares."""
        return frozenset(post.name for framework in self.frameworks.values() for post in framework.posts)


def load_library(folder: Path, before: Library | None = None) -> Library:
    """Read every framework below `folder`. What `before` held stays where its file has gone bad."""
    kept = before or Library()
    frameworks: dict[str, Framework] = {}
    forms: dict[str, Form] = {}
    problems: list[Problem] = _nothing_there(folder)
    for place in sorted(path for path in folder.glob("*/") if not path.name.startswith(".")):
        framework = _load_framework(place, problems) or kept.frameworks.get(place.name)
        if framework is None:
            continue
        frameworks[place.name] = framework
        for path in _checklist_files(place, problems):
            form = _load_form(path, framework, problems) or kept.forms.get(path.stem)
            if form and path.stem in forms:
                problems.append(Problem(str(path), 1, "file", "has the name of another checklist", "rename it"))
            elif form:
                forms[path.stem] = form
    return Library(frameworks, forms, tuple(problems))


def _nothing_there(folder: Path) -> list[Problem]:
    if any(folder.glob(f"*/{FRAMEWORK_FILE}")):
        return []
    return [Problem(str(folder), 1, "folder", "holds no framework", f"add a folder with a {FRAMEWORK_FILE}")]


def _checklist_files(place: Path, problems: list[Problem]) -> list[Path]:
    for path in sorted(place.glob("*.yml")):
        problems.append(Problem(str(path), 1, "file", "ends in .yml", "let its name end in .yaml"))
    return sorted(path for path in place.glob("*.yaml") if path.name not in OTHER_FILES)


def _load_framework(place: Path, problems: list[Problem]) -> Framework | None:
    path = place / FRAMEWORK_FILE
    if not path.exists():
        problems.append(Problem(str(place), 1, "folder", f"has no {FRAMEWORK_FILE}", "add one"))
        return None
    read = _read(path, problems)
    if read is None:
        return None
    tree, lines = read
    framework = _validated(Framework, tree, lines, problems)
    if framework is None:
        return None
    return framework if _report(faults_in_framework(framework), lines, problems) else None


def _load_form(path: Path, framework: Framework, problems: list[Problem]) -> Form | None:
    read = _read(path, problems)
    if read is None:
        return None
    tree, lines = read
    fine = _report(unknown_terms(tree, framework.terms), lines, problems)
    worded = put_labels(put_terms(tree, framework.terms), {str(k): v for k, v in framework.labels.items()})
    checklist = _validated(Checklist, worded, lines, problems)
    if checklist is None:
        return None
    fine &= _report(faults_in_checklist(checklist, framework), lines, problems)
    body = canonical(checklist)
    return Form(path.parent.name, path.stem, checklist, body, digest_of(body)) if fine else None


def _read(path: Path, problems: list[Problem]) -> tuple[Tree, Lines] | None:
    try:
        tree, lines, faults = read_source(path)
    except UnreadableError as error:
        problems.append(Problem(str(path), error.line, "file", error.wrong, error.instead))
        return None
    return (tree, lines) if _report(faults, lines, problems) else None


def _validated(shape: type[S], tree: Tree, lines: Lines, problems: list[Problem]) -> S | None:
    try:
        return shape.model_validate(tree)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        _report(faults_of(details, lines, _keys()), lines, problems)
        return None


def _report(faults: Iterable[Fault], lines: Lines, problems: list[Problem]) -> bool:
    """Add the faults to the problems; true when the file may be used all the same."""
    found = [lines.problem(fault) for fault in faults]
    problems.extend(found)
    return all(problem.is_advice for problem in found)


@cache
def _keys() -> tuple[str, ...]:
    """Every key of the format, for guessing what a misspelt one was meant to be."""
    items = list(get_args(get_args(kinds.AnyItem)[0]))
    shapes = [
        *items,
        *(shape for shape in vars(model).values() if isinstance(shape, type) and issubclass(shape, Shape)),
    ]
    shapes += [kinds.Choice, kinds.Condition, kinds.NoteRequired, kinds.ActionRule, kinds.Timescale]
    return tuple(sorted({field.alias or name for shape in shapes for name, field in shape.model_fields.items()}))
