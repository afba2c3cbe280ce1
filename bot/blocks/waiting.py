"""A check of which nothing is open to its reader now: whom it waits for, and what of it can be read."""

from datetime import datetime

from bot.blocks import claims
from bot.blocks.card import heading_line
from bot.blocks.parts import Block, Message, actions, bold, button, context, header, overflow, section, standalone
from bot.blocks.words import clock_time
from bot.domain.cards import Awaited, Waiting


def waiting_message(waiting: Waiting, now: datetime) -> Message:
    run = waiting.heading.run
    lines = [awaited_line(there, now) for there in waiting.awaited]
    blocks = [header(heading_line(waiting.heading)), *map(bold, lines)]
    read = f"Handed in: {', '.join(waiting.handed_in)}." if waiting.handed_in else ""
    blocks += [section(read)] if read else []
    tools: list[Block] = []
    if read:
        tools.append(button("Read what was handed in", claims.action("see"), claims.value(run)))
    tools.append(overflow(claims.action("more"), _menu(run, may_withdraw=waiting.may_withdraw)))
    blocks += [context(waiting.promise), actions(tools, f"waiting/{waiting.revision}")]
    return Message(standalone(f"{heading_line(waiting.heading)}.", *lines, read, waiting.promise), blocks)


def awaited_line(awaited: Awaited, now: datetime) -> str:
    """Such as: Waiting for Ade's part, “Before the visit”. Ade was told today at 9:12."""
    if not awaited.who:
        return (
            f"Nobody on the QA list can fill in “{awaited.title}” now. Ask your QA lead. What was handed in is kept, "
            "and whoever began the check can withdraw it."
        )
    who = " and ".join(awaited.who)
    line = f"Waiting for {who}'s part, “{awaited.title}”."
    if awaited.is_unreached:
        return f"{line} Slack could not tell {who}: please tell them."
    return f"{line} {who} was told {_when(awaited.told_at, now)}." if awaited.told_at else line


def _when(at: datetime, now: datetime) -> str:
    today = at.astimezone(now.tzinfo).date() == now.date()
    return f"today at {clock_time(at, now)}" if today else clock_time(at, now)


def _menu(run: str, *, may_withdraw: bool) -> list[tuple[str, str]]:
    withdraw = [("Withdraw this check", claims.menu("withdraw", run))] if may_withdraw else []
    return [*withdraw, ("Someone may be at risk", claims.menu("risk", run))]
