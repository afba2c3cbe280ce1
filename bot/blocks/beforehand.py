"""What a supervisor sees before they meet one of their people: in a form of their own, never in the chat."""

from collections.abc import Sequence
from datetime import date

from bot.blocks.duties import looked_line
from bot.blocks.parts import Block, View, bold, clipped, context, divider, modal, section, sections
from bot.blocks.words import action_line, count, day
from bot.domain.beforehand import Beforehand, Strength

_ACTIONS = 10
_LINE = 600


def beforehand_view(page: Beforehand, today: date) -> View:
    meets = f"You next meet on {day(page.meets, today)}." if page.meets else "No day is agreed on which you meet next."
    looked = [looked_line(there, today) for there in page.looked]
    actions = [f"{'Past its date: ' if row.is_late else ''}{action_line(row.action)}" for row in page.actions]
    blocks = [bold(page.name), context(meets)]
    blocks += _part("Looked at", looked, "Nothing was to be looked at yet.")
    blocks += _part("Open actions", actions[:_ACTIONS], "None that you can see.")
    if len(actions) > _ACTIONS:
        blocks.append(context(f"And {count(len(actions) - _ACTIONS, 'action')} more: /qa actions lists them."))
    strengths = [_strength(there, today) for there in page.strengths]
    blocks += _part("Strengths to mention", strengths, "No good answer in a check that you can read, in a year.")
    if strengths:
        blocks.append(context("From checks whose answers you can read. It is kept that you have read them."))
    return modal("before", "Before you meet", blocks)


def _part(title: str, lines: Sequence[str], empty: str) -> list[Block]:
    return [divider(), bold(title), *(sections(clipped(line, _LINE) for line in lines) if lines else [section(empty)])]


def _strength(there: Strength, today: date) -> str:
    said = f"{there.ask}: {there.answer}" if there.answer else there.ask
    marked = f" · {', '.join(there.marked)}" if there.marked else ""
    return f"{said} ({there.check}, {day(there.on, today)}){marked}"
