"""Home: what somebody comes back to, the most urgent first, each row with one button."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.actions import actions_group
from bot.blocks.draws import samples_group
from bot.blocks.due import duty_groups, late_group
from bot.blocks.duties import looked_line
from bot.blocks.going_live import going_live_group
from bot.blocks.meetings import meetings_group
from bot.blocks.parts import Block, View, actions, button, clipped, context, divider, header, section
from bot.blocks.planning import months_group
from bot.blocks.pulse import pulse_group
from bot.blocks.registers import dates_group
from bot.blocks.rhythm import days_group, person_row
from bot.blocks.risks import risks_group
from bot.blocks.sheet import record_button
from bot.blocks.summary import summary_group
from bot.blocks.surveys import pooled_group, surveys_group
from bot.blocks.told import unfinished_row
from bot.blocks.words import day
from bot.domain.desk import Colleague, Done, Home, Startable

_ROWS = (8, 6, 5, 4, 3, 2, 1)
"""Of a group: as many as leave room for all groups."""
_MOST_BLOCKS = 100
_FOOT_BLOCKS = 3
"""Who can help, and the buttons below."""
_PURPOSE_LENGTH = 150


def home_view(home: Home, today: date) -> View:
    drawn = [_blocks(home, today, rows) for rows in _ROWS]
    fitting = next((blocks for blocks in drawn if len(blocks) <= _MOST_BLOCKS), None)
    return {"type": "home", "blocks": fitting or _cut(drawn[-1])}


def _cut(blocks: list[Block]) -> list[Block]:
    """For whoever has something in every group: as much as fits, and always what stands at the foot."""
    plain = [block for block in blocks if block["type"] != "divider"]
    if len(plain) <= _MOST_BLOCKS:
        return plain
    more = context("There is more than fits here. Type /qa to see every list.")
    return [*plain[: _MOST_BLOCKS - _FOOT_BLOCKS - 1], more, *plain[-_FOOT_BLOCKS:]]


def _blocks(home: Home, today: date, rows: int) -> list[Block]:
    """`rows`: so many of each group at most."""
    begun = [(unfinished_row(n, there), there) for n, there in enumerate(home.unfinished)]
    waiting = [row for row, there in begun if there.waits_for]
    groups = [
        *([attention] if (attention := pulse_group(home.pulse)) else []),
        *duty_groups(home.due, today, rows),
        *([late_group(home.late, rows)] if home.late else []),
        *([summary_group()] if home.has_summary else []),
        _group(rows, "Carry on", [row for row, there in begun if not there.waits_for], "Nothing is begun."),
        *([_group(rows, "Waiting for others", waiting, "")] if waiting else []),
        actions_group(home.actions, today, rows),
        _group(rows, "Start something", [_startable(n, there) for n, there in enumerate(home.startable)], _NOTHING),
        *([samples_group()] if home.samples else []),
        *([surveys_group(home.surveys, today)] if home.surveys else []),
        *([risks_group(home.risks, today)] if home.risks.to_decide else []),
        *([meetings_group(home.meetings, today)] if home.meetings.lines or home.meetings.kinds else []),
        *([pooled_group(home.pools)] if home.pools else []),
        *([dates_group(home.registers, is_recorded=home.is_recorded)] if home.registers or home.is_recorded else []),
        *([months_group(home.proposed_months)] if home.proposed_months else []),
        *([going_live_group(home.going_live, today)] if home.going_live else []),
        [header("Done last"), *_finished(home.done[:rows], today, "See my answers", "Nothing yet.")],
        *(
            [[header("Shared with you"), *_finished(home.shared[:rows], today, "See the answers")]]
            if home.shared
            else []
        ),
        *([_people(home, today, rows)] if home.people else []),
        days_group(home.presence, today, rows),
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


def _finished(checks: Sequence[Done], today: date, words: str, empty: str = "") -> list[Block]:
    rows = [block for position, there in enumerate(checks) for block in _done(position, there, today, words)]
    return rows or [section(empty)]


def _done(position: int, there: Done, today: date, words: str) -> list[Block]:
    """A check that is finished: its answers are read here, or come as a file for one's own keeping."""
    run, line = there.heading.run, f"{there.heading.title} · {there.heading.about} · ref {there.heading.reference}"
    see = button(words, claims.action("see", position), claims.value(run), f"Answers of {line}")
    said = section(f"{day(there.at.date(), today)} · {line}")
    return [said, actions([see, record_button(run, position, f"The record of {line}")], f"see/{run}")]


def _people(home: Home, today: date, most: int) -> list[Block]:
    """Whom one supervises. That a check was done opens nothing: the menu is about days only."""
    people, near = home.people, home.presence.near
    rows = [
        person_row(position, there, _last_done(there, today), near.get(there.id), today)
        for position, there in enumerate(people[:most])
    ]
    left = [context(f"And {len(people) - most} more.")] if len(people) > most else []
    return [header("Your people"), *rows, *left, context("You see that a check was done, not what was answered.")]


def _last_done(there: Colleague, today: date) -> str:
    lines = [looked_line(one, today) for one in there.looked]
    if there.check is not None and there.at is not None:
        lines.insert(0, f"{there.check} · done {day(there.at.date(), today)}")
    return "\n".join([there.name, *(lines or ["Nothing to show yet."])])


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
