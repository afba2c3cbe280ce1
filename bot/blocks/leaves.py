"""Everything that a reader may see recorded about one subject, some to a page, with what was put right and why."""

from datetime import date
from itertools import groupby

from bot.blocks import claims
from bot.blocks.paging import paged, turns
from bot.blocks.parts import Block, View, actions, button, clipped, context, divider, header, modal, section
from bot.blocks.registers import leaf_value
from bot.blocks.words import day
from bot.domain.facts import Leaf, Line

_PER_PAGE = 18


def leaf_view(leaf: Leaf, page: int, today: date) -> View:
    every = paged(leaf.lines, lambda line: _shown(line, today), _PER_PAGE)
    last = len(every) - 1
    page = min(max(page, 0), last)
    blocks = [context(f"{leaf.name} · page {page + 1} of {last + 1}" if last else leaf.name)]
    for title, lines in groupby(every[page], key=lambda line: line.title):
        blocks.append(header(title))
        blocks += [block for line in lines for block in _shown(line, today)]
    if not leaf.lines:
        blocks.append(section("Nothing that you may see is recorded here."))
    buttons = turns(page, last, "leaf", lambda to: leaf_value(leaf.subject, to))
    if leaf.may_record:
        buttons.append(button("Record another", claims.action("facts"), claims.value(claims.NOTHING)))
    blocks += [divider(), actions(buttons, f"pages/{page}")] if buttons else []
    return modal("leaf", "Recorded dates", blocks, leaf_value(leaf.subject, page))


def _shown(line: Line, today: date) -> list[Block]:
    name = " · ".join(part for part in (line.called, line.about, line.outcome) if part)
    said = f"{name}\n{day(line.day, today)}{_validity(line, today)}"
    fix = button("Correct", claims.action("mend"), line.id, label=clipped(f"Correct: {line.called}", 75))
    blocks = [section(said, fix if line.may_correct else None, block_id=f"fact/{line.id}")]
    blocks += [section(f"Note: {line.words}")] if line.words else []
    return [*blocks, context(_trace(line, today))]


def _validity(line: Line, today: date) -> str:
    if line.is_withdrawn:
        return " · withdrawn"
    if line.out_since:
        return f" · out of date since {day(line.out_since, today)}"
    return "" if line.is_newest else " · earlier"


def _trace(line: Line, today: date) -> str:
    parts = [f"Recorded by {line.by}, {day(line.at.date(), today)}"]
    parts += [f"authorised by {line.authoriser}"] if line.authoriser else []
    parts += [f"it said {day(line.instead_of, today)} before"] if line.instead_of else []
    parts += [f"why: {line.why}"] if line.why else []
    return " · ".join(parts)
