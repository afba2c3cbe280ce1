"""What a supervisor sees before they meet one of their people: in a form of their own, never in the chat."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.blocks.duties import looked_line
from bot.blocks.parts import Block, View, bold, clipped, context, divider, modal, section, sections
from bot.blocks.words import action_line, count, day
from bot.domain.beforehand import Beforehand, Strength

_ACTIONS = 10
_LINE = 600


def beforehand_view(page: Beforehand, today: date) -> View:
    meets = f"You next meet on {day(page.meets, today)}." if page.meets else "No day is agreed on which you meet next."
    actions = [f"{'Past its date: ' if row.is_late else ''}{action_line(row.action)}" for row in page.actions]
    blocks = [bold(page.name), context(meets)]
    blocks += _part("Open actions", _points(actions[:_ACTIONS]), "None that you can see.")
    if len(actions) > _ACTIONS:
        blocks.append(context(f"And {count(len(actions) - _ACTIONS, 'action')} more: /qa actions lists them."))
    looked = _points(looked_line(there, today) for there in page.looked)
    blocks += _part("Their work: last looked at, and due next", looked, "Nothing was to be looked at yet.")
    strengths = [*_marked(page.strengths, today), *_answered(page.strengths, today)]
    blocks += _part("Strengths to mention", strengths, "No good answer in a check that you can read, in a year.")
    if strengths:
        blocks.append(context("From checks whose answers you can read. It is kept that you have read them."))
    return modal("before", "Before you meet", blocks)


def _points(lines: Iterable[str]) -> list[str]:
    return [f"• {clipped(line, _LINE)}" for line in lines]


def _part(title: str, lines: Sequence[str], empty: str) -> list[Block]:
    return [divider(), bold(title), *(sections(lines) if lines else [section(empty)])]


def _marked(strengths: Sequence[Strength], today: date) -> list[str]:
    """What somebody marked, each with its check."""
    found = [there for there in strengths if there.marked]
    return _points(f"{', '.join(there.marked)}: {_said(there)} ({_check(there, today)})" for there in found)


def _answered(strengths: Sequence[Strength], today: date) -> Iterator[str]:
    """Under each check what was answered well in it, so that its name and day stand there once."""
    found: dict[str, list[str]] = {}
    for there in strengths:
        if not there.marked:
            found.setdefault(_check(there, today), []).append(_said(there))
    for check, lines in found.items():
        yield f"{check}:"
        yield from _points(lines)


def _check(strength: Strength, today: date) -> str:
    return f"{strength.check}, {day(strength.on, today)}"


def _said(strength: Strength) -> str:
    gap = " " if strength.ask.endswith("?") else ": "
    return f"{strength.ask}{gap}{strength.answer}" if strength.answer else strength.ask
