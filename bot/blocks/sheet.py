"""The answers of a check, some to a page, and the form that corrects one."""

from bot.blocks import claims
from bot.blocks.inputs import answer_fields, note_field, reason_field
from bot.blocks.paging import paged, turns
from bot.blocks.parts import Block, View, actions, bold, button, clipped, context, divider, modal, section
from bot.blocks.risks import raise_buttons
from bot.blocks.themes import mark_buttons, marked_line
from bot.blocks.words import action_line, day
from bot.domain.actions import Action
from bot.domain.cards import Prompt, Sheet
from bot.domain.values import Control

PER_PAGE = 8
MOST_ACTIONS = 40
"""Of one question. The rest are where all actions are."""
REASON = "reason"
NOTE = "note"


def pages(sheet: Sheet) -> int:
    return len(_paged(sheet))


def _paged(sheet: Sheet) -> list[list[Prompt]]:
    run = sheet.heading.run
    return paged(sheet.prompts, lambda prompt: _shown(run, prompt, 0, may_correct=True), PER_PAGE)


def sheet_view(sheet: Sheet, page: int) -> View:
    """One page. Words are shown here, in a form of one's own, and never in the chat."""
    every = _paged(sheet)
    last = len(every) - 1
    page = min(max(page, 0), last)
    run = sheet.heading.run
    blocks = [context(f"{sheet.heading.about} · ref {sheet.heading.reference} · page {page + 1} of {last + 1}")]
    blocks += [context(f"{sheet.heading.entered}.")] if sheet.heading.entered else []
    blocks += marked_line(sheet.marked)
    for prompt in every[page]:
        blocks += _shown(run, prompt, page, may_correct=prompt.item in sheet.correctable)
    buttons = turns(page, last, "page", lambda to: f"{run} {to}")
    buttons += [record_button(run)] if sheet.is_finished else []
    buttons += [*mark_buttons(sheet.heading), *raise_buttons(sheet.heading)]
    blocks += [divider(), actions(buttons, f"pages/{page}")] if buttons else []
    return modal("sheet", sheet.heading.title, blocks, f"{run} {page}")


def record_button(run: str, position: int = 0, label: str = "") -> Block:
    """For whoever may read the answers: all of the check, as a file of their own."""
    return button("Get the record", claims.action("takerecord", position), claims.value(run), label)


def _shown(run: str, prompt: Prompt, page: int, *, may_correct: bool) -> list[Block]:
    can = may_correct and prompt.control not in (Control.ACTIONS, Control.SIGNATURE)
    value = f"{claims.upon(run, prompt)} {page}"
    fix = button("Correct", claims.action("correct"), value, label=clipped(f"Correct: {prompt.ask}", 75))
    said = prompt.shown or ("" if prompt.actions else "Not answered")
    blocks = [bold(prompt.ask)]
    blocks += [section(said, fix if can else None, block_id=f"answer/{prompt.item}/{page}")] if said else []
    blocks += [context(line) for line in prompt.worked_out]
    blocks += [section(f"Note: {prompt.note}")] if prompt.note else []
    blocks += marked_line(prompt.marked)
    blocks += [context(f"Corrected {day(prompt.corrected)}")] if prompt.corrected else []
    blocks += [section(_action(there)) for there in prompt.actions[:MOST_ACTIONS]]
    more = len(prompt.actions) - MOST_ACTIONS
    return blocks + ([context(f"And {more} more: /qa actions lists them.")] if more > 0 else [])


def _action(there: Action) -> str:
    return f"Action: {action_line(there)}"


def correct_view(run: str, prompt: Prompt, page: int) -> View:
    """The answer as it stands, and why it is changed. Both the old answer and the reason are kept."""
    blocks: list[Block] = answer_fields(prompt, prompt.item)
    blocks += [note_field(NOTE, prompt.note, "Note")] if prompt.takes_note else []
    blocks.append(reason_field(REASON, "Why is it corrected?"))
    blocks.append(context("The old answer is kept. Whoever has read it is told that it was corrected, not how."))
    metadata = f"{claims.upon(run, prompt)} {page}"
    return modal("correct", "Correct an answer", blocks, metadata, submit="Correct", close="Cancel")
