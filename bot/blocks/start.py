"""Starting: which check, and the form that asks whom or what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, answer_field, text_input
from bot.blocks.parts import Block, View, button, clipped, context, field, modal, option, section, select
from bot.domain.cards import Prompt
from bot.domain.desk import Found, Startable

SUBJECT = "subject"
_REFERENCE_LENGTH = 40
_LISTED = 40
_PURPOSE_LENGTH = 300


@dataclass(frozen=True)
class StartForm:
    """Everything that the form shows. `offered` are people or teams by id; `filled` what is filled in beforehand."""

    name: str
    title: str
    short_title: str
    subject_kind: str
    subject_called: str
    subject_ask: str
    example: str | None
    offered: tuple[tuple[str, str], ...]
    header: tuple[Prompt, ...]
    optional: frozenset[str]
    filled: Mapping[str, date | str]
    promise: str
    used_for: str
    kept_for: str


def choose_view(found: Found, words: str = "") -> View:
    """The checks to choose from, each with a button; a long list says how to narrow it."""
    blocks = [section(_opening(found, words))]
    blocks += [_row(position, check) for position, check in enumerate(found.checks[:_LISTED])]
    if len(found.checks) > _LISTED:
        blocks.append(context("There are more. Type /qa start and a word of the title to find one."))
    return modal("choose", "Start a check", blocks)


def _opening(found: Found, words: str) -> str:
    if not found.checks:
        if words:
            return f"No check is called “{words}”. Type /qa start alone to see those you can fill in."
        return "There is no check that you can fill in now. If there should be, ask your QA lead."
    return "Which check?" if found.sure else f"No check is called “{words}”. Did you mean one of these?"


def _row(position: int, check: Startable) -> Block:
    start = button("Start", claims.action("start", position), check.name, label=f"Start {check.title}")
    return section(f"{check.title}\n{clipped(check.purpose, _PURPOSE_LENGTH)}", start, block_id=f"start/{position}")


def start_view(form: StartForm) -> View:
    """Subject and header in one form. It says that references only belong there, and who will read the answers."""
    blocks = [section(form.title)]
    blocks += [_subject(form)] if form.subject_kind != "service" else []
    blocks += [_header(prompt, form) for prompt in form.header]
    blocks.append(context(f"{form.promise} Used for: {form.used_for} Kept for {form.kept_for}."))
    if all(block["type"] != "input" for block in blocks):
        blocks.insert(1, section(form.subject_ask))
    return modal("start", form.short_title, blocks, metadata=form.name, submit="Start", close="Cancel")


def _subject(form: StartForm) -> Block:
    if form.subject_kind == "reference":
        example = f", such as {form.example}" if form.example else ""
        hint = f"The reference only{example}. No names, please, and nothing that tells who it is."
        return field(SUBJECT, form.subject_ask, text_input(ANSWER, _REFERENCE_LENGTH), hint)
    if not form.offered:
        return section(f"{form.subject_ask} There is nobody to choose now; your QA lead can say why.")
    options = [option(name, key) for key, name in form.offered]
    return field(SUBJECT, form.subject_ask, select(ANSWER, options, f"Choose a {form.subject_called}"))


def _header(prompt: Prompt, form: StartForm) -> Block:
    block = answer_field(prompt, prompt.item, optional=prompt.item in form.optional)
    filled = form.filled.get(prompt.item)
    if isinstance(filled, date):
        block["element"]["initial_date"] = filled.isoformat()
    elif filled:
        block["element"]["initial_user"] = filled
    return block
