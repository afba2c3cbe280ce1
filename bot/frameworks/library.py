"""All frameworks of a folder, loaded at once. A bad file is reported and left out; it never hides a good one."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.frameworks.model import Checklist, Framework
from bot.frameworks.problems import Fault, Lines, Problem, faults_of, few
from bot.frameworks.rules import faults_in_checklist, faults_in_framework
from bot.frameworks.shape import ADVICE, NAME, Shape
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
    for place in _places(folder, problems):
        framework = _load_framework(place, problems) or kept.frameworks.get(place.name)
        if framework:
            frameworks[place.name] = framework
        for path in _checklist_files(place, problems):
            form = _load_form(path, framework, problems) or _kept_form(kept, path)
            if form and path.stem in forms:
                other = f"{forms[path.stem].framework}/{path.name}"
                problems.append(Problem(str(path), 1, "file", f"has the name of {other}", "give each its own name"))
            elif form and framework:
                forms[path.stem] = form
    return Library(frameworks, forms, tuple(problems))


def _kept_form(kept: Library, path: Path) -> Form | None:
    form = kept.forms.get(path.stem)
    return form if form and form.framework == path.parent.name else None


def _nothing_there(folder: Path) -> list[Problem]:
    if any(folder.glob(f"*/{FRAMEWORK_FILE}")):
        return []
    return [Problem(str(folder), 1, "folder", "holds no framework", f"add a folder with a {FRAMEWORK_FILE}")]


def _places(folder: Path, problems: list[Problem]) -> list[Path]:
    """The folders of the frameworks. Hidden ones are not ours; links could lead anywhere."""
    places = []
    for place in sorted(path for path in folder.glob("*/") if not path.name.startswith(".")):
        if place.is_symlink():
            problems.append(Problem(str(place), 1, "folder", "is a link", "put the folder itself here"))
        elif _is_well_named(place, place.name, problems):
            places.append(place)
    return places


def _checklist_files(place: Path, problems: list[Problem]) -> list[Path]:
    paths = sorted(path for path in place.glob("*.*") if not path.name.startswith("."))
    files = []
    for path in paths:
        if path.suffix == ".yaml" and path.name not in OTHER_FILES:
            files += [path] if _is_well_named(path, path.stem, problems) else []
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


def load_file(shape: type[S], path: Path, faults: Callable[[S], Iterable[Fault]], problems: list[Problem]) -> S | None:
    """What one file says, or nothing where it may not be used; what is wrong with it joins the problems."""
    read = _read(path, problems)
    if read is None:
        return None
    tree, lines, fine = read
    said = _validated(shape, tree, lines, problems)
    if said is None:
        return None
    fine &= _report(faults(said), lines, problems)
    return said if fine else None


def _load_form(path: Path, framework: Framework | None, problems: list[Problem]) -> Form | None:
    """The form; none where it has problems, or where its framework could not be read, which says enough."""
    read = _read(path, problems)
    if read is None:
        return None
    tree, lines, fine = read
    if framework is None:
        _validated(Checklist, tree, lines, problems)
        return None
    fine &= _report(unknown_terms(tree, framework.terms), lines, problems)
    worded = put_labels(put_terms(tree, framework.terms), {str(k): v for k, v in framework.labels.items()})
    checklist = _validated(Checklist, worded, lines, problems)
    if checklist is None:
        return None
    fine &= _report(faults_in_checklist(checklist, framework), lines, problems)
    body = canonical(checklist)
    return (
        Form(path.parent.name, path.stem, checklist, body, digest_of(path.parent.name, path.stem, body))
        if fine
        else None
    )


def _read(path: Path, problems: list[Problem]) -> tuple[Tree, Lines, bool] | None:
    """The file's tree, its lines, and whether it may be used; nothing where it cannot even be read."""
    try:
        tree, lines, faults = read_source(path)
    except UnreadableError as error:
        problems.append(Problem(str(path), error.line, "file", error.wrong, error.instead))
        return None
    return tree, lines, _report(faults, lines, problems)


def _validated(shape: type[S], tree: Tree, lines: Lines, problems: list[Problem]) -> S | None:
    try:
        return shape.model_validate(tree)
    except ValidationError as error:
        _report(faults_of(error.errors(include_url=False), lines, shape), lines, problems)
        return None


def _report(faults: Iterable[Fault], lines: Lines, problems: list[Problem]) -> bool:
    """Add the faults to the problems; true when the file may be used all the same."""
    found = [lines.problem(fault) for fault in few(faults)]
    problems.extend(found)
    return all(problem.is_advice for problem in found)
