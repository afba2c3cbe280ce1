"""The year ahead: what falls where by month, months for yearly checks, who is not covered yet; going live."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER
from bot.blocks.parts import (
    Block,
    View,
    bold,
    button,
    context,
    divider,
    field,
    header,
    modal,
    option,
    section,
    sections,
    select,
)
from bot.blocks.words import count, day
from bot.domain.planning import Ahead, Coverage, Line, Month, Yearly

DAY_FIELD = "day"
FRAMEWORK = "framework"
MOST_YEARLY = 45
"""Of one form: each takes a field, and Slack shows a hundred blocks."""
_MOST_COVERED = 12
_NAMED = 20
_HOUR = 60


def plan_view(ahead: Ahead, today: date) -> View:
    blocks = [context(_INTRO if ahead.months else _NOTHING)]
    blocks += [context(f"{title} goes live on {day(first, today)}.") for title, first in ahead.not_live[:5]]
    blocks += _yearly(ahead)
    teams = {line.team for month in ahead.months for line in month.lines}
    blocks += [context(f"Of {team}.") for team in teams if len(teams) == 1 and not ahead.is_own]
    blocks += [block for month in ahead.months for block in _month(month, is_one=len(teams) == 1)]
    if ahead.coverage:
        blocks += [divider(), bold("Who is not covered yet")]
        blocks += [block for there in ahead.coverage[:_MOST_COVERED] for block in _coverage(there, today)]
    return modal("plan", "The year ahead", blocks)


_INTRO = (
    "What falls due in which month, as far as it is known now, and about how long it takes. A check that follows on "
    "something comes on top when that happens."
)
_NOTHING = "Nothing is planned yet."


def _yearly(ahead: Ahead) -> list[Block]:
    if not ahead.yearly:
        return []
    told = f"{count(ahead.proposed, 'month')} proposed for you" if ahead.proposed else "All as you have chosen"
    choose = button("Choose months", claims.action("months"), claims.NOTHING, "Choose months for yearly checks")
    return [section(f"{count(len(ahead.yearly), 'yearly check')} of yours. {told}.", choose, block_id="months")]


def _month(month: Month, *, is_one: bool) -> list[Block]:
    if not month.count:
        return [header(f"{month.first:%B %Y}"), context("Nothing known yet.")]
    title = f"{month.first:%B %Y} · {count(month.count, 'check')} · {hours(month.minutes)}"
    lines = [_line(line, is_one=is_one) for line in month.lines]
    return [header(title), *sections(lines)[:3]]


def _line(line: Line, *, is_one: bool) -> str:
    said = ", ".join(f"{many} {title}" for title, many in line.titles)
    return said if is_one else f"{line.team}: {count(line.count, 'check')}, {hours(line.minutes)}. {said}"


def hours(minutes: int) -> str:
    """As much as a diary needs: half hours, and at least one of them."""
    halves = max(1, round(minutes / (_HOUR / 2)))
    whole, half = divmod(halves, 2)
    return f"{whole or ''}{'½' if half else ''} {'hour' if halves <= 2 else 'hours'}"


def _coverage(there: Coverage, today: date) -> list[Block]:
    said = f"{there.title}: {there.done} of {there.total} by {day(there.until, today)}."
    names = ", ".join(there.missing[:_NAMED])
    left = len(there.missing) - _NAMED
    said += f" Still missing: {names}{f' and {left} more' if left > 0 else ''}." if names else ""
    others = "; ".join(f"{many} with {owner}" for owner, many in there.elsewhere[:_NAMED])
    said += f" Still missing elsewhere: {others}." if others else ""
    return [section(said)]


def months_view(yearly: Sequence[Yearly], today: date) -> View:
    """One list of months for each, filled in with what is proposed or chosen."""
    blocks = [context(_CHOOSING)]
    blocks += [_choice(there, today) for there in yearly[:MOST_YEARLY]]
    if len(yearly) > MOST_YEARLY:
        blocks.append(context(f"And {len(yearly) - MOST_YEARLY} more: save these first, then open this again."))
    return modal("months", "Choose months", blocks, submit="Save these months", close="Cancel")


_CHOOSING = (
    "The months are proposed so that the work is spread over the year. Change those that do not suit and save. You are "
    "reminded at the beginning of the month that you choose; by when it is due stays as it is."
)


def _choice(there: Yearly, today: date) -> Block:
    months = there.months
    options = [option(f"{month:%B %Y}", month.isoformat()) for month in months]
    initial = next(
        (made for made, month in zip(options, months, strict=True) if there.chosen and there.chosen.month == month),
        options[0] if there.chosen else None,
    )
    label = f"{there.title} · {there.about}" if there.about else there.title
    state = "Proposed." if there.chosen and not there.chosen.is_accepted else ""
    hint = f"{state} By {day(there.due, today)}.".strip()
    return field(there.duty, label[:150], select(ANSWER, options, "Choose a month", initial), hint, optional=True)


def months_group(proposed: int) -> list[Block]:
    """On Home, while months wait to be looked at."""
    look = button("Choose months", claims.action("months"), claims.NOTHING, "Choose months for yearly checks")
    return [header("Your year"), section(months_line(proposed), look, block_id="months")]


def months_line(proposed: int) -> str:
    return f"Months are proposed for {count(proposed, 'yearly check')} of yours, so that the work is spread."


def months_row(proposed: int) -> Block:
    """In a reminder, and among what is due."""
    look = button("See the plan", claims.action("plan"), claims.NOTHING, "See the plan of the year ahead")
    return section(f"{months_line(proposed)} Look whether they suit you.", look)
