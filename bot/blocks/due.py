"""The lists of what is due: `/qa due`, and the groups on Home. A line of them: lines.py; one duty: duties.py."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.duties import answer_buttons, duty_blocks, when
from bot.blocks.lines import GROUPS, line_blocks, line_row
from bot.blocks.paging import leaf_of, turns
from bot.blocks.parts import (
    Block,
    View,
    actions,
    button,
    clipped,
    context,
    header,
    modal,
    option,
    section,
    select,
)
from bot.blocks.words import count, day
from bot.domain.digest_views import Line
from bot.domain.due_lists import DueBook, DueList
from bot.domain.duties import Status
from bot.domain.duty_views import Asked, DutyRow, Late, Say, Team, Which

_PER_PAGE = 15
_LISTED = 40
_TITLES = 5
_TITLE = "What is due"
_WITH_OTHERS = "Late with others"
_LISTS = {Which.MINE: "Mine", Which.PEOPLE: "My people's", Which.LINES: "My teams"}
_EMPTY = {
    Which.MINE: "Nothing is due.",
    Which.PEOPLE: "Nothing is due from the people whom you supervise.",
    Which.LINES: "Nothing is expected of your teams in this quarter.",
}


def due_view(due: DueList, page: int) -> View:
    """One page of a list; which list it is can be changed at its top."""
    lines, at, last = leaf_of(due.lines, page, _PER_PAGE)
    blocks = [_pick(due), *_lines(lines, due.today), *map(_team, due.teams)]
    if not due.lines:
        rows, at, last = leaf_of(due.rows, page, _PER_PAGE)
        blocks += [block for position, row in enumerate(rows) for block in duty_blocks(position, row, due.today)]
    if not (due.lines or due.rows or due.teams):
        blocks.append(section(_nothing(due.which, due.next_on, due.next_title, due.today)))
    buttons = turns(at, last, "duepage", lambda to: f"{due.which.value} {to}")
    return modal("due", _TITLE, blocks + ([actions(buttons, "pages")] if buttons else []))


def _lines(shown: Sequence[Line], today: date) -> list[Block]:
    """As a reminder groups them."""
    blocks: list[Block] = []
    for position, line in enumerate(shown):
        is_first = position == 0 or shown[position - 1].group is not line.group
        blocks += [header(GROUPS[line.group])] if is_first else []
        blocks += line_blocks(position, line, today)
    return blocks


def _pick(due: DueList) -> Block:
    said = _count(due)
    if len(due.lists) == 1:
        return section(said, block_id="due")
    lists = [option(_LISTS[which], which.value) for which in due.lists]
    current = option(_LISTS[due.which], due.which.value)
    return section(said, select(claims.action("due"), lists, "Whose?", current), block_id="due")


def _count(due: DueList) -> str:
    """What others are late with is nobody's own."""
    if due.which is Which.LINES:
        return _LISTS[due.which]
    others = sum(line.group.is_of_others for line in due.lines)
    known = sum(not line.is_to_do for line in due.lines)
    let_off = sum(row.status is Status.EXCUSED for row in due.rows) if not due.lines else 0
    own = f"{_LISTS[due.which]}: {len(due.lines or due.rows) - others - known - let_off}"
    return f"{own} · late with others: {others}" if others else own


def _nothing(which: Which, next_on: date | None, title: str, today: date) -> str:
    """An empty group says when the next thing comes."""
    if which is Which.MINE and next_on:
        return f"{_EMPTY[which]} Next comes {title}, by {day(next_on, today)}."
    return _EMPTY[which]


def _team(team: Team) -> Block:
    said = [f"{team.done} of {team.expected} done"]
    said += [f"{team.past} past their date"] if team.past else []
    said += [f"{team.excused} excused"] if team.excused else []
    said += [f"{team.nothing} with nothing to check"] if team.nothing else []
    said += [f"{team.missing} still to be covered"] if team.missing else []
    return section(f"{team.name}\n{' · '.join(said)}")


def duty_groups(book: DueBook, today: date, rows: int) -> list[list[Block]]:
    """On Home, before everything else. Nothing at all for whoever owes nothing, now or later."""
    if not book.is_used:
        return []
    lists = [
        *([_group("Past its date", book.past, today, rows, 0)] if book.past else []),
        _this_week(book, today, rows),
        *([_group("Later", book.later, today, rows, 2)] if book.later else []),
        *([_group(_WITH_OTHERS, book.with_others, today, rows, 3)] if book.with_others else []),
    ]
    every = button("Everything that is due", claims.action("due"), Which.MINE.value)
    lists[-1].append(actions([every], "due"))
    return [
        *lists,
        *([[header("Offered to you"), *_offers(book.offered[:rows], today)]] if book.offered else []),
        *([[header("Requests to be excused"), *_requests(book.requests[:rows], today)]] if book.requests else []),
        *([[header("Your lines"), *map(_team, book.teams[:rows]), _THIS_QUARTER]] if book.teams else []),
    ]


def late_group(late: Sequence[Late], most: int) -> list[Block]:
    """On the Home of a QA lead."""
    rows = [section(f"{there.team}: {there.many} past their date\n{_titles(there)}") for there in late[:most]]
    left = [context(f"And {count(len(late) - most, 'team')} more.")] if len(late) > most else []
    return [header("Past its date, by team"), *rows, *left]


def _titles(there: Late) -> str:
    left = len(there.titles) - _TITLES
    said = [f"{many} {title}" for title, many in there.titles[:_TITLES]]
    return ", ".join([*said, *([f"and {left} other kinds"] if left > 1 else ["and another kind"] if left else [])])


_THIS_QUARTER = context("What falls into this quarter of the year, and what is late from before it.")


def _this_week(book: DueBook, today: date, rows: int) -> list[Block]:
    if book.week:
        return _group("This week", book.week, today, rows, 1)
    if book.past or book.later:
        first = min((line.due for line in book.later if line.due), default=None)
        said = f"Nothing this week. Next: {day(first, today)}." if first else "Nothing else is due this week."
    elif book.has_actions:
        said = "Only actions are due. They stand below."
    else:
        said = _nothing(Which.MINE, book.next_on, book.next_title, today)
    return [header("This week"), section(said)]


def _group(title: str, shown: Sequence[Line], today: date, most: int, group: int) -> list[Block]:
    rows = [line_row(group * 10 + position, line, today) for position, line in enumerate(shown[:most])]
    left = [context(f"And {len(shown) - most} more.")] if len(shown) > most else []
    return [header(title), *rows, *left]


def _offers(offered: Sequence[Asked], today: date) -> list[Block]:
    blocks: list[Block] = []
    for there in offered:
        line = f"{there.name.line}\nby {day(there.due, today)} · {there.who} asks whether you take it on"
        blocks += [section(line), actions(answer_buttons(there.act, there.name.line), f"answer/{there.act}")]
    return blocks


def _requests(requests: Sequence[Asked], today: date) -> list[Block]:
    rows = []
    for position, there in enumerate(requests):
        until = f", until {day(there.until, today)}" if there.until else ""
        go = button("Answer", claims.action("due-request", position), there.act, label=f"Answer {there.who}")
        rows.append(section(f"{there.name.line}\n{there.who} asks to be excused{until}", go))
    return rows


def which_view(due: DueList, words: str, meant: Sequence[DutyRow]) -> View:
    """Which of several somebody asks about."""
    said = "Which of these?" if meant or not words else f"Nothing that is due is called “{clipped(words, 40)}”."
    rows = meant or due.rows
    blocks = [section(said if rows else _EMPTY[Which.MINE])]
    for position, row in enumerate(rows[:_LISTED]):
        ask = button("Why?", claims.action("due-say", position), f"{Say.WHY.value} {row.id}", f"Why: {row.name.line}")
        blocks.append(section(f"{row.name.line}\n{when(row, due.today)}", ask))
    if len(rows) > _LISTED:
        blocks.append(context("There are more. Type /qa why and a word of its title to find one."))
    return modal("why", "Why is this due?", blocks)
