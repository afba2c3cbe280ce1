"""Two who meet soon, in a reminder: when, and what there is to talk about. Nothing is begun from it."""

from collections.abc import Sequence
from datetime import date

from bot.blocks.duties import for_whom, when
from bot.blocks.parts import Block, section
from bot.blocks.words import count_word, day
from bot.domain.digest_views import Talk
from bot.domain.duties import Status
from bot.domain.duty_views import DutyRow

_MOST = 6


def meeting_soon(talks: Sequence[Talk], today: date) -> list[str]:
    """As a sentence of the greeting; of those in whose place somebody reads, the row says it."""
    if len(talks) == 1:
        return [f"{talk_line(talks[0], today)}."]
    return [f"You meet {count_word(len(talks))} people soon."] if talks else []


def talk_line(talk: Talk, today: date) -> str:
    if talk.day is None:
        return talk.who
    return f"{talk.who} {'today' if talk.day == today else f'on {day(talk.day, today)}'}"


def talk_block(talk: Talk, today: date, away: str = "") -> Block:
    """`away`: the name of whose place the reader takes, while they are not there."""
    rows = sorted(talk.due, key=lambda row: row.status is not Status.LATE)
    said = [_due(row, talk, today) for row in rows[:_MOST]]
    said += [f"And {len(rows) - _MOST} more"] if len(rows) > _MOST else []
    said += [_actions(talk)] if talk.actions else []
    prompts = (
        ["To talk about:", *(f"• {prompt}" for prompt in said)] if said else ["No check is due and no action is open."]
    )
    return section("\n".join([talk_line(talk, today), *for_whom(away), *prompts]))


def _due(row: DutyRow, talk: Talk, today: date) -> str:
    """Whoever it is about is named once, above."""
    name = row.name.title if row.name.about == talk.whose else row.name.line
    return " · ".join([name, when(row, today), *([f"{row.owner} is to do it"] if row.owner else [])])


def _actions(talk: Talk) -> str:
    whose = f"of {talk.whose}" if talk.whose else "of yours"
    one = talk.actions == 1
    open_ = f"{count_word(talk.actions).capitalize()} action{'' if one else 's'} {whose} {'is' if one else 'are'} open"
    if not talk.late_actions:
        return open_
    return f"{open_}, {count_word(talk.late_actions)} past {'its' if talk.late_actions == 1 else 'their'} date"
