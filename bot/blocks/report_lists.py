"""Lists that are kept with a report, on its page, and the form by which one is added."""

from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, text_input
from bot.blocks.parts import Block, View, bold, button, clipped, confirm, field, modal, section
from bot.blocks.words import day
from bot.domain.reporting import Entry, EntryList, ReportPage
from bot.flows.reporting.entries import ENDS, MOST, NUMBER, REASON
from bot.flows.texts import REASON_LENGTH

_MOST_SHOWN = 12
_PREVIEW = 120
_NAMES = "Readers may pass it on. Please name nobody."


def list_blocks(page: ReportPage, today: date) -> list[Block]:
    return [block for place, there in enumerate(page.lists) for block in _list(page, place, there, today)]


def _list(page: ReportPage, place: int, there: EntryList, today: date) -> list[Block]:
    more = len(there.entries) - _MOST_SHOWN
    said = f"{there.title}\n{len(there.entries) or 'None'} on the list"
    said += f", of which the first {_MOST_SHOWN} are shown." if more > 0 else "."
    value = f"{page.draft.id} {there.section}"
    add = button("Add", claims.action("entryadd", place), value, f"Add: {there.called}")
    head = section(said, None if page.draft.is_approved else add)
    shown = there.entries[:_MOST_SHOWN]
    return [head, *(_entry(page, there, place * _MOST_SHOWN + n, one, today) for n, one in enumerate(shown))]


def _entry(page: ReportPage, there: EntryList, place: int, entry: Entry, today: date) -> Block:
    until = f"until {day(entry.ends, today)}" if entry.ends else "no end is known"
    said = f"{there.number}: {entry.number} · {until}\n{clipped(entry.reason, _PREVIEW)}"
    if page.draft.is_approved:
        return section(said)
    sure = confirm(
        f"End this {clipped(there.called, 40)}?", "It is taken off the list from now on.", "End it", "Keep it"
    )
    value = f"{page.draft.id} {there.section} {entry.id}"
    return section(said, button("End", claims.action("entryend", place), value, f"End: {there.called}", confirm=sure))


def entry_view(page: ReportPage, there: EntryList, entry: str) -> View:
    """`entry`: the key by which it is kept, once."""
    number: Block = {"type": "number_input", "action_id": ANSWER, "is_decimal_allowed": False}
    picker: Block = {"type": "datepicker", "action_id": ANSWER}
    blocks = [
        bold(f"{page.title} · {page.about}"),
        section(there.title),
        field(NUMBER, clipped(there.number, 150), number | {"min_value": "1", "max_value": str(MOST)}),
        field(REASON, clipped(there.explained, 150), text_input(ANSWER, REASON_LENGTH, multiline=True), _NAMES),
        field(ENDS, "Until which day?", picker, "Leave it empty where no end is known.", optional=True),
    ]
    return modal("entry", "Add", blocks, f"{page.draft.id} {there.section} {entry}", submit="Save", close="Cancel")
