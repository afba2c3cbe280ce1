"""A framework's own words put into its checklists before they are validated, so that a version holds what is read.

Only names declared in `terms` and `labels` are filled in; nothing in a file is ever evaluated.
"""

import difflib
import re
from collections.abc import Iterator, Mapping

from bot.frameworks.problems import Fault, Where
from bot.frameworks.source import Tree

# {{…}} and ${…} are left alone: they are somebody's text, not ours.
_MARK = re.compile(r"(?<![{$])\{([a-z][a-z0-9-]{0,59})\}(?!\})")


def put_terms(tree: Tree, terms: Mapping[str, str]) -> Tree:
    """The tree with every {name} of a declared term replaced by its words."""
    if isinstance(tree, str):
        return _MARK.sub(lambda mark: terms.get(mark[1], mark[0]), tree)
    if isinstance(tree, list):
        return [put_terms(child, terms) for child in tree]
    return {key: put_terms(child, terms) for key, child in tree.items()}


def marks_in(tree: Tree, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every name that some text of the tree uses as a mark, and where."""
    if isinstance(tree, str):
        yield from ((where, name) for name in _MARK.findall(tree))
    elif isinstance(tree, list | dict):
        for step, child in enumerate(tree) if isinstance(tree, list) else tree.items():
            yield from marks_in(child, (*where, step))


def unknown_terms(tree: Tree, terms: Mapping[str, str]) -> Iterator[Fault]:
    for where, name in marks_in(tree):
        if name not in terms:
            yield Fault(where, f"uses {{{name}}}, which framework.yaml does not declare", _term(name, terms))


def _term(name: str, terms: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(name, terms, n=1)
    return f"write {{{near[0]}}} instead, or add it under terms" if near else "add it under terms"


def put_labels(tree: Tree, labels: Mapping[str, str]) -> Tree:
    """The tree with the framework's label for the middle of three points, where an item has none of its own."""
    if isinstance(tree, list):
        return [put_labels(child, labels) for child in tree]
    if not isinstance(tree, dict):
        return tree
    filled = {key: put_labels(child, labels) for key, child in tree.items()}
    return {**labels, **filled} if filled.get("kind") == "three-point" else filled
