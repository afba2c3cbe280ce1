"""Actions after their check is handed in: the lists, one with its past, the forms for what is done, and the notices.

What was agreed is shown in forms only, never in the chat and not on Home.
"""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, text_input
from bot.blocks.paging import leaf_of, turns
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    confirm,
    context,
    divider,
    field,
    header,
    modal,
    option,
    section,
    select,
    standalone,
)
from bot.blocks.words import day
from bot.domain.action_views import Detail, Past, Row, Which
from bot.domain.actions import DONE, TO_CONFIRM, Deed
from bot.domain.messages import ACTION_CLOSED, ACTION_GIVEN, ACTION_RETURNED, ACTION_TO_CONFIRM
from bot.flows.actions import OWNER_FIELD, UNTIL_FIELD
from bot.flows.upkeep import WHY_LENGTH

WHY = "why"
_PER_PAGE = 15
_PAST = 12
_NOBODY = "Please name nobody: no names, addresses or numbers of people."
_LISTS = {Which.MINE: "Mine", Which.TEAM: "My team's", Which.LATE: "Past their date", Which.DONE: "Done"}
_EMPTY = {
    Which.MINE: "No action waits for you.",
    Which.TEAM: "Nobody whose actions you follow has one that is open.",
    Which.LATE: "No action is past its date.",
    Which.DONE: "No action is done yet.",
}
_BUTTONS = {
    Deed.CLOSE: "Mark as done",
    Deed.CONFIRM: "Confirm that it is done",
    Deed.RETURN: "Return it",
    Deed.REOPEN: "Open it again",
    Deed.HAND_OVER: "Pass it on",
    Deed.MOVE: "Change the date",
}
_ASKS = {
    Deed.CLOSE: "What was done, and how does it show?",
    Deed.RETURN: "What is still missing?",
    Deed.REOPEN: "Why is it open again?",
    Deed.MOVE: "Why is the date changed?",
}


def list_view(rows: Sequence[Row], which: Which, page: int, today: date) -> View:
    """One page of a list; which list it is can be changed at its top."""
    shown, page, last = leaf_of(rows, page, _PER_PAGE)
    lists = [option(words, there.value) for there, words in _LISTS.items()]
    pick = select(claims.action("actions"), lists, "Which actions?", option(_LISTS[which], which.value))
    blocks = [section(f"{_LISTS[which]}: {len(rows)}", pick, block_id="actions")]
    blocks += [_row(position, row, today) for position, row in enumerate(shown)] or [section(_EMPTY[which])]
    buttons = turns(page, last, "actionpage", lambda to: f"{which.value} {to}")
    return modal("actions", "Actions", blocks + ([actions(buttons, "pages")] if buttons else []))


def _row(position: int, row: Row, today: date) -> Block:
    said = f"{row.action.plan.words}\n{row.owner} · {state_line(row, today)}\n{_check(row)}"
    return section(said, _open(position, row), block_id=f"action/{row.action.id}")


def _open(position: int, row: Row) -> Block:
    return button("Open", claims.action("openaction", position), row.action.id, f"Open the action of {_check(row)}")


def _check(row: Row) -> str:
    return f"{row.heading.title} · {row.heading.about} · ref {row.heading.reference}"


def state_line(row: Row, today: date) -> str:
    """By when, how urgent and how it stands, in words."""
    plan = row.action.plan
    said = [plan.timescale] if plan.timescale else []
    said += [f"by {day(plan.due, today)}"] if plan.due else []
    said += ["past its date"] if row.is_late else []
    said += ["high priority"] if plan.priority == "high" else []
    said += ["waits for you to confirm it"] if row.for_me else []
    said += ["waits to be confirmed"] if row.action.state == TO_CONFIRM and not row.for_me else []
    return ", ".join([*said, *(["done"] if row.action.state == DONE else [])])


def detail_view(detail: Detail) -> View:
    row = detail.row
    blocks = [bold(row.action.plan.words), section(f"Owner: {row.owner}\n{state_line(row, detail.today)}")]
    blocks += [context(_check(row)), divider()]
    blocks += [section(_past(past)) for past in detail.past[-_PAST:]]
    blocks += [actions([_deed(n, row, deed) for n, deed in enumerate(detail.deeds)], "deeds")] if detail.deeds else []
    back = button("See all my actions", claims.action("actions", 1), Which.MINE.value)
    return modal("action", "Action", [*blocks, actions([back], "back")])


def _past(past: Past) -> str:
    return f"{past.said}.\n“{past.words}”" if past.words else f"{past.said}."


def _deed(position: int, row: Row, deed: Deed) -> Block:
    value = _claim(row, deed)
    sure = confirm("Confirm it?", "You say that this action is done.", "Confirm", "Not yet")
    asked = sure if deed is Deed.CONFIRM else None
    return button(_BUTTONS[deed], claims.action("deed", position), value, confirm=asked)


def _claim(row: Row, deed: Deed) -> str:
    return f"{deed.value} {row.action.id} {row.action.revision}"


def deed_view(detail: Detail, deed: Deed) -> View:
    """What has to be said for it."""
    row, blocks = detail.row, [section(detail.row.action.plan.words)]
    if deed is Deed.HAND_OVER:
        people: Block = {"type": "users_select", "action_id": ANSWER}
        blocks.append(field(OWNER_FIELD, "Who will do it from now on?", people))
        blocks.append(context("They are told. They can read this action, and which check it comes from."))
    if deed is Deed.MOVE:
        due = row.action.plan.due
        picker: Block = {"type": "datepicker", "action_id": ANSWER} | ({"initial_date": due.isoformat()} if due else {})
        blocks.append(field(UNTIL_FIELD, "By which day?", picker))
    if deed in _ASKS:
        blocks += [field(WHY, _ASKS[deed], text_input(ANSWER, WHY_LENGTH, multiline=True)), context(_NOBODY)]
    return modal("deed", _BUTTONS[deed], blocks, _claim(row, deed), submit="Save", close="Cancel")


def actions_group(rows: Sequence[Row], today: date, most: int) -> list[Block]:
    """On Home: which check and by when. What is to be done stands behind the button."""
    shown = [
        section(f"{state_line(row, today) or 'open'}\n{_check(row)}", _open(n, row), block_id=f"action/{row.action.id}")
        for n, row in enumerate(rows[:most])
    ]
    left = len(rows) - most
    more = [context(f"And {left} more: /qa actions lists them.")] if left > 0 else []
    return [header("Actions"), *(shown or [section(_EMPTY[Which.MINE])]), *more]


_NEWS = {
    ACTION_GIVEN: "An action is yours to do",
    ACTION_TO_CONFIRM: "An action waits for you to confirm that it is done",
    ACTION_CLOSED: "An action of yours was closed",
    ACTION_RETURNED: "An action is open again",
}


def action_message(kind: str, detail: Detail) -> Message:
    """A notice. What is to be done is not in it."""
    row = detail.row
    line = f"{_NEWS[kind]}: {_check(row)}. {detail.past[-1].said}."
    go = button("Open the action", claims.action("openaction"), row.action.id)
    return Message(standalone(line), [section(line), actions([go], kind)])
