"""What is told rather than asked: help, concerns, why something is asked, refusals, and notices."""

from collections.abc import Mapping, Sequence

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, text_input
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    context,
    field,
    modal,
    section,
    standalone,
)
from bot.domain.cards import Heading, Unfinished
from bot.domain.desk import Why

KEEP = "keep"
_REASON_LENGTH = 500

COMMANDS: Mapping[str, str] = {
    "start": "start a check; add a word of its title to find it, such as /qa start self-check",
    "resume": "carry on with a check that you have begun",
    "concern": "someone may be at risk: what to do now",
    "help": "this page",
}
"""Every word that /qa knows, and what it does."""


def help_message(begun: int) -> Message:
    """What one can do now, then every command in a line."""
    opening = "Plumbline keeps checks of practice. Everything you answer is saved at once."
    lines = "\n".join(f"/qa {word}: {does}" for word, does in COMMANDS.items())
    now = [button("Start a check", claims.action("begin"), claims.value(claims.NOTHING))]
    if begun:
        carry = f"Carry on ({begun} begun)"
        now.append(button(carry, claims.action("resume"), claims.value(claims.NOTHING)))
    now.append(button("Someone may be at risk", claims.action("risk"), claims.value(claims.NOTHING)))
    return Message(standalone(opening, lines), [section(opening), actions(now, "help"), section(lines)])


def plain_message(sentence: str) -> Message:
    return Message(standalone(sentence), [section(sentence)])


def unfinished_message(begun: Sequence[Unfinished]) -> Message:
    """Which of several to carry on with."""
    rows: list[Block] = []
    for position, there in enumerate(begun[:20]):
        line = f"{there.heading.title} · {there.heading.about} · {there.progress}"
        go = button("Carry on", claims.action("resume", position), claims.value(there.heading.run), f"Carry on: {line}")
        rows.append(section(line, go, block_id=f"resume/{position}"))
    return Message(standalone("Which check do you want to carry on with?"), [section("Which check?"), *rows])


def told_view(title: str, sentence: str) -> View:
    return modal("told", title, [section(sentence)])


def concern_view(words: str) -> View:
    return told_view("Someone may be at risk", words)


def why_view(why: Why) -> View:
    version = f"Version {why.version} of the form."
    now = "" if why.as_in_file else " The form has changed since this check was begun; it goes on as it began."
    blocks = [bold(why.ask)] + ([section(why.help)] if why.help else [])
    blocks += [bold(f"{why.check} ({why.framework})"), section(why.purpose), section(f"Used for: {why.used_for}")]
    blocks += [section(why.promise), context(f"Kept for {why.kept_for}. {version}{now}")]
    return modal("told", "Why is this asked?", blocks)


def asking_to_keep(view: View, sentence: str) -> View:
    """The same form with what was typed still in it, saying what was seen and asking why it has to stay."""
    kept = [block for block in view["blocks"] if block["block_id"] not in (KEEP, f"{KEEP} why")]
    reason = text_input(ANSWER, _REASON_LENGTH)
    asked = [
        section(sentence, block_id=f"{KEEP} why"),
        field(KEEP, "If it has to stay: why?", reason, "The reason is kept beside your words.", optional=True),
    ]
    same = {key: view[key] for key in ("type", "callback_id", "title", "submit", "close", "private_metadata")}
    return {**same, "blocks": [*asked, *kept]}


def notice_message(kind: str, heading: Heading, names: str = "") -> Message:
    """A message owed to somebody once. It tells that something happened, never what was answered."""
    line = _NOTICES[kind].format(check=f"{heading.title} · {heading.about}", ref=heading.reference, name=names)
    blocks = [section(line)]
    if kind != "left":
        blocks.append(actions([button("See the answers", claims.action("see"), claims.value(heading.run))], kind))
    return Message(standalone(line), blocks)


_NOTICES: Mapping[str, str] = {
    "corrected": "An answer that you have read was corrected: {check}, ref {ref}. The answers show how it stands now.",
    "shared": "{name} has shared a check about your work with you: {check}, ref {ref}.",
    "left": (
        "{name}'s Slack account was switched off. A check of theirs is unfinished: {check}, ref {ref}. What they "
        "answered stays theirs; if the check is still needed, somebody else has to start it."
    ),
}
GONE = "This check can no longer be opened by you. Nothing that was saved is lost. Ask your QA lead if that is wrong."
"""What stands instead of a card that its reader may no longer see."""
