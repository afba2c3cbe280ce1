"""Home: what somebody comes back to, the most urgent first, each row with one button."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.actions import actions_group
from bot.blocks.meetings import meetings_group
from bot.blocks.parts import Block, View, actions, button, clipped, context, divider, header, section
from bot.blocks.registers import dates_group
from bot.blocks.risks import risks_group
from bot.blocks.surveys import pooled_group, surveys_group
from bot.blocks.told import unfinished_row
from bot.blocks.words import day
from bot.domain.desk import Colleague, Done, Home, Startable

_ROWS = (8, 6, 5, 4, 3)
"""Of a group: as many as leave room for all groups."""
_MOST_BLOCKS = 100
_PURPOSE_LENGTH = 150


def home_view(home: Home, today: date) -> View:
    drawn = (_blocks(home, today, rows) for rows in _ROWS)
    return {"type": "home", "blocks": next(blocks for blocks in drawn if len(blocks) <= _MOST_BLOCKS)}


def _blocks(home: Home, today: date, rows: int) -> list[Block]:
    """`rows`: so many of each group at most."""
    shared = [_done(n, there, today, "See the answers") for n, there in enumerate(home.shared)]
    begun = [(unfinished_row(n, there), there) for n, there in enumerate(home.unfinished)]
    waiting = [row for row, there in begun if there.waits_for]
    groups = [
        _group(rows, "Carry on", [row for row, there in begun if not there.waits_for], "Nothing is begun."),
        *([_group(rows, "Waiting for others", waiting, "")] if waiting else []),
        actions_group(home.actions, today, rows),
        _group(rows, "Start something", [_startable(n, there) for n, there in enumerate(home.startable)], _NOTHING),
        *([surveys_group(home.surveys, today)] if home.surveys else []),
        *([risks_group(home.risks, today)] if home.risks.to_decide else []),
        *([meetings_group(home.meetings, today)] if home.meetings.lines or home.meetings.kinds else []),
        *([pooled_group(home.pools)] if home.pools else []),
        *([dates_group(home.registers, is_recorded=home.is_recorded)] if home.registers or home.is_recorded else []),
        _group(rows, "Done last", [_done(n, there, today) for n, there in enumerate(home.done)], "Nothing yet."),
        *([_group(rows, "Shared with you", shared, "")] if shared else []),
        *([_people(home.people, today, rows)] if home.people else []),
        [
            header("Who can help"),
            *[section(f"{there.who}: {there.about}") for there in home.helpers[:rows]],
            *_foot(home),
        ],
    ]
    blocks = [block for group in groups for block in [*group, divider()]]
    return blocks[:-1]


_NOTHING = "There is no check that you can fill in now. If there should be, ask your QA lead."


def _group(most: int, title: str, rows: list[Block], empty: str) -> list[Block]:
    more = [context(f"And {len(rows) - most} more: /qa start or /qa resume lists them.")] if len(rows) > most else []
    return [header(title), *(rows[:most] or [section(empty)]), *more]


def _startable(position: int, there: Startable) -> Block:
    go = button("Start", claims.action("start", position), there.name, label=f"Start {there.title}")
    return section(f"{there.title}\n{clipped(there.purpose, _PURPOSE_LENGTH)}", go, block_id=f"start/{position}")


def _done(position: int, there: Done, today: date, words: str = "See my answers") -> Block:
    line = f"{there.heading.title} · {there.heading.about} · ref {there.heading.reference}"
    see = button(words, claims.action("see", position), claims.value(there.heading.run), f"Answers of {line}")
    return section(f"{day(there.at.date(), today)} · {line}", see, block_id=f"see/{there.heading.run}")


def _people(people: Sequence[Colleague], today: date, most: int) -> list[Block]:
    """Whom one supervises. There is no button here: that a check was done opens nothing."""
    rows = [section(_last_done(there, today)) for there in people[:most]]
    left = [context(f"And {len(people) - most} more.")] if len(people) > most else []
    return [header("Your people"), *rows, *left, context("You see that a check was done, not what was answered.")]


def _last_done(there: Colleague, today: date) -> str:
    if there.check is None or there.at is None:
        return f"{there.name}\nNothing to show yet."
    return f"{there.name}\n{there.check} · done {day(there.at.date(), today)}"


def _foot(home: Home) -> list[Block]:
    """The route that passes every other rule, and how one likes to work."""
    now = "Show me one question at a time" if home.whole_sections else "Show me whole sections"
    wanted = "no" if home.whole_sections else "yes"
    return [actions([_risk(), button(now, claims.action("prefer"), wanted)], "foot")]


def _risk() -> Block:
    return button("Someone may be at risk", claims.action("risk"), claims.value(claims.NOTHING))


def closed_home(sentence: str) -> View:
    """For whoever may not come in: why, and the route that is open to everybody."""
    return {"type": "home", "blocks": [section(sentence), actions([_risk()], "foot")]}
