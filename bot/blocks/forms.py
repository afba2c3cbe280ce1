"""The forms for words: a note, a narrative a page at a time, a whole section, an action, a withdrawal."""

from collections.abc import Sequence

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, answer_fields, note_field, text_input
from bot.blocks.paging import paged
from bot.blocks.parts import Block, View, button, context, field, modal, option, section, select
from bot.blocks.sheet import MOST_ACTIONS
from bot.blocks.themes import mark_fields
from bot.blocks.words import action_line, count
from bot.domain.actions import Action
from bot.domain.cards import Card, Form, Prompt
from bot.domain.themes import Marking
from bot.domain.values import IN_WORDS, Control
from bot.flows.actions import ACTION_LENGTH, OWNER_FIELD, UNTIL_FIELD, Agreeing
from bot.frameworks.kinds import LINE_LENGTH

NOTE = "note"
WORDS = "words"
TIMESCALE = "timescale"
PRIORITY = "priority"
_DAY: Block = {"type": "datepicker", "action_id": ANSWER}
NOBODY = "Please name nobody: no names, addresses or numbers of people."
LOST = "What you close without saving is not kept."


def note_view(run: str, title: str, prompt: Prompt, marking: Marking | None = None) -> View:
    """Words beside an answer. Where the check needs them it says so; elsewhere empty takes the note away."""
    answered = f"Your answer: {_shown(prompt)}. " if _shown(prompt) else ""
    why = f"{answered}This answer needs a note before it counts as complete." if prompt.needs_note else answered
    blocks = [section(prompt.ask)] + ([context(why)] if why else [])
    blocks += [note_field(NOTE, prompt.note, "Your note", optional=not prompt.needs_note)]
    blocks += [*(mark_fields(marking) if marking else []), context(f"{NOBODY} {LOST}")]
    return modal("note", title, blocks, claims.upon(run, prompt), submit="Save", close="Cancel")


def _shown(prompt: Prompt) -> str:
    """The answer, where it is not itself words that belong in a box."""
    return "" if prompt.control in IN_WORDS and not prompt.is_not_applicable else prompt.shown or ""


def words_view(card: Card) -> View:
    """One question that is answered in words, with what was saved so far; going elsewhere, at its top, saves too."""
    prompt, run = card.prompt, card.heading.run
    options = [option(words, claims.menu(verb, run, prompt)) for verb, words in _WAYS]
    go = select(claims.action("turn"), options, "Save, and go to another question")
    foot = f"{NOBODY} {LOST}" if prompt.control in IN_WORDS else LOST
    blocks = [
        section(f"{card.number} of {card.progress.asked} · {prompt.section}", go, block_id=f"turn/{prompt.item}"),
        *answer_fields(prompt, prompt.item),
        context(_CANNOT_WRITE if prompt.writer else foot),
    ]
    submit = "Next" if prompt.writer else "Save and next"
    upon = claims.upon(run, prompt)
    page = modal("words", card.heading.title, blocks, upon, submit=submit, close="Back to the check")
    return {**page, "notify_on_close": True} if prompt.is_shared else page


_CANNOT_WRITE = "You can write here once they have saved, or have stopped for ten minutes. Open it again to look."


_WAYS = (("back", "Back to the question before"), ("leave", "On to the next question"), ("review", "Review"))


def section_view(form: Form) -> View:
    """The section, or the part of a long one where its reader is. Empty fields stay open."""
    heading, shown = form.heading, _page(form)
    blocks: list[Block] = [section(f"{shown[0].section} · {heading.about}{_which(form, shown)}")]
    for prompt in shown:
        blocks += [*answer_fields(prompt, prompt.item), *_note(prompt)]
    blocks.append(context(f"{NOBODY} {LOST}"))
    seen = ",".join(f"{prompt.item}={prompt.revision}" for prompt in shown)
    return modal("section", heading.title, blocks, f"{heading.run} {seen}", submit="Save all", close="Cancel")


def form_pages(prompts: Sequence[Prompt]) -> list[list[Prompt]]:
    """The questions of a section, so many to a form as it can hold."""
    return paged(prompts, lambda prompt: [*answer_fields(prompt, prompt.item), *_note(prompt)], PER_FORM)


def _page(form: Form) -> list[Prompt]:
    """The one that holds the question from which it was opened."""
    pages = form_pages(form.prompts)
    return next((page for page in pages if any(prompt.item == form.at for prompt in page)), pages[0])


def _which(form: Form, shown: Sequence[Prompt]) -> str:
    if len(shown) == len(form.prompts):
        return ""
    first = form.prompts.index(shown[0]) + 1
    return f" · questions {first} to {first + len(shown) - 1} of {len(form.prompts)}"


PER_FORM = 30
"""Questions in one form."""


def _note(prompt: Prompt) -> list[Block]:
    if not prompt.takes_note or prompt.control is Control.ACTIONS:
        return []
    return [note_field(f"note {prompt.item}", prompt.note, "Note, if you want to add one")]


_READERS = (
    "Once the check is handed in, it can be read by whoever will do it, by their supervisor and line, and by those of "
    "the person whose work the check is about."
)


def action_view(form: Agreeing) -> View:
    """The actions agreed at a question, and one more."""
    run, prompt = form.heading.run, form.prompt
    day: Block = {**_DAY, "initial_date": form.due.isoformat()}
    blocks, earlier = [section(prompt.ask)], len(prompt.actions) - MOST_ACTIONS
    blocks += (
        [context(f"{count(earlier, 'action')} agreed before these. The answers show them.")] if earlier > 0 else []
    )
    blocks += [_agreed(run, position, there) for position, there in enumerate(prompt.actions[-MOST_ACTIONS:])]
    blocks += [
        field(WORDS, "What will be done?", text_input(ANSWER, ACTION_LENGTH, multiline=True)),
        field(UNTIL_FIELD, prompt.by_when or "By which day?", day, "Or say it in words below.", optional=True),
        field(TIMESCALE, "Or a time in words, such as half-term", text_input(ANSWER, LINE_LENGTH), optional=True),
        *([] if form.is_private else [_owner(form)]),
        field(PRIORITY, "How urgent is it?", _priority(), _confirming(form)),
        context(NOBODY if form.is_private else f"{NOBODY} {_READERS}"),
    ]
    return modal("agree", "Agree an action", blocks, claims.upon(run, prompt), submit="Add", close="Close")


def _owner(form: Agreeing) -> Block:
    known = {"initial_user": form.account} if form.account else {}
    people: Block = {"type": "users_select", "action_id": ANSWER, **known}
    return field(OWNER_FIELD, "Who will do it?", people, f"Left empty: {form.owner}.", optional=True)


def _priority() -> Block:
    options = [option("Ordinary", "ordinary"), option("High", "high")]
    return {"type": "radio_buttons", "action_id": ANSWER, "options": options, "initial_option": options[0]}


def _confirming(form: Agreeing) -> str:
    return "High: somebody else has to confirm that it is done." if form.confirmed and not form.is_private else ""


def _agreed(run: str, position: int, there: Action) -> Block:
    drop = button("Drop", claims.action("drop", position), f"{run} {there.item} {there.id}", label="Drop this action")
    return section(action_line(there), drop, block_id=f"drop/{there.id}")


def withdraw_view(run: str) -> View:
    said = (
        "Withdraw this check? It will count nowhere and cannot be taken up again. What was answered is kept until "
        "the time that the check names is over, and nobody is told."
    )
    return modal("withdraw", "Withdraw this check", [section(said)], run, submit="Withdraw", close="Keep it")
