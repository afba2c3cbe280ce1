"""Reads one file into its shape. What is wrong with it joins the problems; which files there are is in library.py."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.frameworks.model import Framework
from bot.frameworks.problems import Fault, Lines, Problem, faults_of, few
from bot.frameworks.shape import Shape
from bot.frameworks.source import Tree, UnreadableError, read_source
from bot.frameworks.wording import put_labels, put_terms, unknown_terms

S = TypeVar("S", bound=Shape)


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


def load_worded(
    shape: type[S],
    path: Path,
    framework: Framework | None,
    faults: Callable[[S, Framework], Iterable[Fault]],
    problems: list[Problem],
) -> S | None:
    """What one file says in its framework's own words; nothing where that could not be read, which says enough."""
    read = _read(path, problems)
    if read is None:
        return None
    tree, lines, fine = read
    if framework is None:
        _validated(shape, tree, lines, problems)
        return None
    fine &= _report(unknown_terms(tree, framework.terms), lines, problems)
    worded = put_labels(put_terms(tree, framework.terms), {str(k): v for k, v in framework.labels.items()})
    said = _validated(shape, worded, lines, problems)
    if said is None:
        return None
    fine &= _report(faults(said, framework), lines, problems)
    return said if fine else None


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
