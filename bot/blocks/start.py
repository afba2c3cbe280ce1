"""Starting: which check, and the form that asks whom or what it is about."""

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, answer_field, text_input, users_select
from bot.blocks.parts import Block, View, button, clipped, context, field, modal, option, section, select
from bot.domain.cards import Prompt
from bot.domain.desk import Found, Startable, StartForm
from bot.flows.texts import REFERENCE_LENGTH

SUBJECT = "subject"
_LISTED = 40
_PURPOSE_LENGTH = 300
_STEAD = "You do this in the stead of {}, who owes it. It stands under your name."


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


def start_view(form: StartForm, me: str) -> View:
    """Subject and header in one form. It says that only references belong there, and who will read the answers.

    `me` is the Slack id of whoever fills it in.
    """
    blocks = [section(form.title), *([_draw(form)] if form.draws else [])]
    blocks += [_subject(form)] if form.subject != "service" else []
    blocks += [_header(prompt, form, me) for prompt in form.header]
    blocks.append(context(f"{form.promise} Used for: {form.used_for} Kept for {form.kept_for}."))
    if all(block["type"] != "input" for block in blocks):
        blocks.insert(1, section(form.ask))
    can_start = form.offered or form.subject in ("reference", "colleague", "service")
    submit = "Start" if can_start else ""
    name = " ".join([form.name, form.seat or claims.NOTHING, form.duty or claims.NOTHING])
    beside = [*([_STEAD.format(form.stead)] if form.stead else []), *form.cycle]
    shown = [blocks[0], *map(context, beside), *blocks[1:]] if can_start else blocks[:2]
    return modal("start", form.short_title, shown, name, submit, close="Cancel")


def _draw(form: StartForm) -> Block:
    go = button("Draw a sample", claims.action("sampledue"), f"{form.duty} {form.name}")
    return section("It looks at records that are drawn at random.", go, block_id="draw")


def _subject(form: StartForm) -> Block:
    if form.subject == "reference":
        example = f", such as {form.example}" if form.example else ""
        hint = f"The reference only{example}. No names, please, and nothing that tells who it is."
        return field(SUBJECT, form.ask, text_input(ANSWER, REFERENCE_LENGTH, form.chosen or ""), hint)
    if form.subject == "colleague" and not form.offered:
        return field(SUBJECT, form.ask, users_select(f"Choose a {form.called}"))
    if not form.offered:
        return section(f"{form.ask} There is nobody to choose now; your QA lead can say why.")
    options = [option(name, key) for key, name in form.offered]
    is_sure = form.chosen is not None or form.subject == "meeting"
    only = next((there for there in options if form.chosen in (None, there["value"])), None) if is_sure else None
    only = only if form.chosen or len(options) == 1 else None
    return field(SUBJECT, form.ask, select(ANSWER, options, f"Choose a {form.called}", only))


def _header(prompt: Prompt, form: StartForm, me: str) -> Block:
    block = answer_field(prompt, prompt.item, optional=prompt.item in form.optional)
    if written := form.written.get(prompt.item):
        block["element"]["initial_user" if block["element"]["type"] == "users_select" else "initial_value"] = written
    match form.filled.get(prompt.item):
        case "today":
            block["element"]["initial_date"] = form.today.isoformat()
        case "me":
            block["element"]["initial_user"] = me
    return block
