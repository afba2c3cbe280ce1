"""The markdown block as HTML: a small subset of Markdown, block by block. Words within a line are in `markdown_words`.

No HTML passes: everything that is not known markup is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup

from bot.playground.page.drawing.markdown_words import draw_words
from bot.playground.page.drawing.markup import NOTHING, joined, tag

DEEPEST = 8
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"( {0,7})([-*+]|\d{1,9}[.)])( {1,4})(?=\S)")
_TASK = re.compile(r"\[([ xX])\] +")
_DASHES = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")

Taken = tuple[Markup, list[str]]


def draw_markdown(text: str) -> Markup:
    return joined(_blocks(text.replace("\t", "    ").split("\n"), 0))


def _blocks(lines: list[str], depth: int) -> Iterator[Markup]:
    while lines:
        if not lines[0].strip():
            lines = lines[1:]
            continue
        drawn, lines = _taker(lines, depth)(lines, depth)
        yield drawn


def _taker(lines: list[str], depth: int) -> Callable[[list[str], int], Taken]:
    """What the first line begins."""
    for begins, take in _TAKERS:
        if begins.match(lines[0]) and (depth < DEEPEST or take not in (_quote, _list)):
            return take
    return _table if _begins_table(lines) else _paragraph


def _begins_table(lines: list[str]) -> bool:
    return len(lines) > 1 and "|" in lines[0] and "|" in lines[1] and bool(_DASHES.match(lines[1]))


def _fence(lines: list[str], depth: int) -> Taken:  # noqa: ARG001
    mark = lines[0].strip()[:3]
    until = next((n for n, line in enumerate(lines) if n and line.strip().startswith(mark)), len(lines))
    return tag("pre", tag("code", "\n".join(lines[1:until]))), lines[until + 1 :]


def _heading(lines: list[str], depth: int) -> Taken:  # noqa: ARG001
    found = _HEADING.match(lines[0])
    level, words = (len(found[1]), found[2]) if found else (1, lines[0])
    return tag(f"h{min(level + 2, 6)}", draw_words(words), class_="block-header level-2"), lines[1:]


def _rule(lines: list[str], depth: int) -> Taken:  # noqa: ARG001
    return tag("hr", class_="block-divider"), lines[1:]


def _quote(lines: list[str], depth: int) -> Taken:
    until = next((n for n, line in enumerate(lines) if not _QUOTE.match(line)), len(lines))
    inside = [_QUOTE.sub("", line, count=1) for line in lines[:until]]
    return tag("blockquote", *_blocks(inside, depth + 1)), lines[until:]


def _list(lines: list[str], depth: int) -> Taken:
    """Items of one kind; what is indented below an item belongs to it."""
    first = _ITEM.match(lines[0])
    ordered = bool(first and first[2][0].isdigit())
    items = []
    while lines and (found := _ITEM.match(lines[0])) and found[2][0].isdigit() == ordered:
        until = _end_of_item(lines, len(found[1]) + 1)
        indent = found.end()
        body = [lines[0][indent:], *(line[min(indent, _indent(line)) :] for line in lines[1:until])]
        items.append(_item(body, depth))
        lines = lines[until:]
        while len(lines) > 1 and not lines[0].strip() and _ITEM.match(lines[1]):
            lines = lines[1:]
    start = int(re.sub(r"\D", "", first[2])) if ordered and first else None
    return tag("ol" if ordered else "ul", *items, start=start), lines


def _end_of_item(lines: list[str], indent: int) -> int:
    """Where a line is that neither is deeper in nor goes on with the words of the line before."""
    for n, line in enumerate(lines[1:], 1):
        deeper, blank = _indent(line) >= indent, not line.strip()
        goes_on = lines[n - 1].strip() and not any(begins.match(line) for begins, _ in _TAKERS)
        if not (deeper or blank or goes_on) or (blank and not _deeper_after(lines[n:], indent)):
            return n
    return len(lines)


def _deeper_after(lines: list[str], indent: int) -> bool:
    after = next((line for line in lines if line.strip()), "")
    return _indent(after) >= indent


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _item(lines: list[str], depth: int) -> Markup:
    task = _TASK.match(lines[0])
    sign = NOTHING
    if task:
        done = task[1] != " "
        sign = tag("span", "☑" if done else "☐", role="img", aria_label="done" if done else "not done", class_="task")
        lines = [lines[0][task.end() :], *lines[1:]]
    words, rest = _paragraph(lines, depth) if lines[0].strip() else (NOTHING, lines[1:])
    return tag("li", sign, words, *_blocks(rest, depth + 1), class_="task-item" if task else None)


def _table(lines: list[str], depth: int) -> Taken:  # noqa: ARG001
    until = next((n for n, line in enumerate(lines) if "|" not in line), len(lines))
    sides = [_side(dashes) for dashes in _cells(lines[1])]
    head = _row("th", _cells(lines[0]), sides)
    body = [_row("td", _cells(line), sides) for line in lines[2:until]]
    table = tag("table", tag("thead", head), tag("tbody", *body))
    return tag("div", table, class_="table-frame", tabindex="0", role="group", aria_label="Table"), lines[until:]


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line.strip().strip("|"))]


def _side(dashes: str) -> str | None:
    left, right = dashes.startswith(":"), dashes.endswith(":")
    return "to-center" if left and right else "to-right" if right else None


def _row(name: str, cells: list[str], sides: list[str | None]) -> Markup:
    """As many cells as there are columns, whatever was typed."""
    scope = "col" if name == "th" else None
    padded = [*cells, *[""] * len(sides)]
    pairs = zip(padded, sides, strict=False)
    return tag("tr", *(tag(name, draw_words(cell), scope=scope, class_=side) for cell, side in pairs))


def _paragraph(lines: list[str], depth: int) -> Taken:  # noqa: ARG001
    until = next((n for n, line in enumerate(lines) if n and _ends_paragraph(lines[n:])), len(lines))
    return tag("p", draw_words("\n".join(line.strip() for line in lines[:until]))), lines[until:]


def _ends_paragraph(lines: list[str]) -> bool:
    return not lines[0].strip() or any(begins.match(lines[0]) for begins, _ in _TAKERS) or _begins_table(lines)


_TAKERS = ((_FENCE, _fence), (_HEADING, _heading), (_RULE, _rule), (_QUOTE, _quote), (_ITEM, _list))
