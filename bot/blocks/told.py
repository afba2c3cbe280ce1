"""What is told rather than asked: help, concerns, why something is asked, refusals, and notices."""

from collections.abc import Iterable, Mapping, Sequence

from bot.blocks import claims
from bot.blocks.inputs import reason_field
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    context,
    modal,
    section,
    standalone,
)
from bot.domain.cards import Heading, Unfinished
from bot.domain.desk import Why

KEEP = "keep"
BANNER = "told"
_BLOCK_ID = 250
_LISTED = 20

COMMANDS: Mapping[str, str] = {
    "start": "start a check; add a word of its title to find it, such as /qa start self-check",
    "resume": "carry on with a check that you have begun",
    "due": "what is due: yours, your people's, your teams'; start it, or say that it is not yours or cannot be done",
    "why": "why something is due, and who is told; add a word of its title, such as /qa why sample",
    "meeting": "the meetings that you sit in or keep: fill in your sheet, or change what is on the agenda",
    "risk": "a risk to the quality of the service: raise one, or see what was decided",
    "actions": "what was agreed: your actions, your team's, those past their date; close one or pass it on",
    "survey": "anonymous surveys: answer one, or look after those that you open",
    "record": "a date, such as when something was last checked: /qa record and what, whom and when; or see the dates",
    "sample": "draw records at random from a list of yours; a word of the check, or the reference of a draw, finds it",
    "plan": "the year ahead: what falls due in which month, who is not covered yet, and months for yearly checks",
    "summary": "what was checked and what it shows, in numbers; add a team, a time or a check, such as last quarter",
    "report": "the reports that you make or that are meant for you: write, approve, get one as a file",
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


def unreached_message(name: str) -> Message:
    return plain_message(
        f"A message to {name}, such as a reminder, could not be delivered. Nothing that is stored is lost, and /qa due "
        f"shows {name} what is due. Please ask whoever looks after Slack to check the account."
    )


def unfinished_message(begun: Sequence[Unfinished]) -> Message:
    """Which of several to carry on with."""
    shown = begun[:_LISTED]
    rows = [unfinished_row(position, there) for position, there in enumerate(shown)]
    if len(begun) > len(shown):
        rows.append(context(f"And {len(begun) - len(shown)} more, begun earlier."))
    lines = "; ".join(unfinished_line(there) for there in shown)
    return Message(standalone(f"Which check do you want to carry on with? {lines}"), [section("Which check?"), *rows])


def unfinished_line(there: Unfinished) -> str:
    far = f"waiting for {there.waits_for}" if there.waits_for else str(there.progress)
    return f"{there.heading.title} · {there.heading.about} · {far}"


def unfinished_row(position: int, there: Unfinished) -> Block:
    line = unfinished_line(there)
    words = "Look" if there.waits_for else "Carry on"
    go = button(words, claims.action("resume", position), claims.value(there.heading.run), f"{words}: {line}")
    return section(line, go, block_id=f"resume/{position}")


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


def with_words_on_top(view: View, sentence: str) -> View:
    """The same form with what was typed still in it, and something to say above it."""
    kept = [block for block in view["blocks"] if block["block_id"] != BANNER]
    same = {key: view[key] for key in _OF_A_FORM if view.get(key)}
    return {**same, "blocks": [section(sentence, block_id=BANNER), *kept]}


_OF_A_FORM = ("type", "callback_id", "title", "submit", "close", "private_metadata", "notify_on_close")


def asking_to_keep(view: View, sentence: str, fields: Iterable[str]) -> View:
    """The form again, asking why what seems to name somebody has to stay. The reason counts for these fields only."""
    unasked = [block for block in view["blocks"] if block["block_id"].split(",")[0] != KEEP]
    asked = with_words_on_top({**view, "blocks": unasked}, sentence)
    label, hint = "If it has to stay: why?", "The reason is kept beside your words."
    reason = reason_field(keep_block(fields), label, hint, optional=True)
    return {**asked, "blocks": [asked["blocks"][0], reason, *asked["blocks"][1:]]}


def keep_block(fields: Iterable[str]) -> str:
    """The name of the field for the reason tells which fields it is for. What does not fit in is asked again."""
    named = KEEP
    for name in fields:
        named = f"{named},{name}" if len(named) + len(name) < _BLOCK_ID else named
    return named


def notice_message(kind: str, heading: Heading, names: str = "", part: str = "") -> Message:
    """A message owed to somebody once. It tells that something happened, never what was answered."""
    line = _NOTICES[kind].format(
        check=f"{heading.title} · {heading.about}", ref=heading.reference, name=names, part=part
    )
    blocks = [section(line)]
    if kind == "turn":
        go = button("Open it", claims.action("resume"), claims.value(heading.run), f"Open it: {line}")
        blocks.append(actions([go], kind))
    if kind in ("corrected", "shared"):
        blocks.append(actions([button("See the answers", claims.action("see"), claims.value(heading.run))], kind))
    return Message(standalone(line), blocks)


_NOTICES: Mapping[str, str] = {
    "corrected": "An answer that you have read was corrected: {check}, ref {ref}. The answers show how it stands now.",
    "shared": "{name} has shared a check about your work with you: {check}, ref {ref}.",
    "turn": "It is your turn: {check}, ref {ref}. {name} began this check, and “{part}” is for you to fill in.",
    "part-left": (
        "Somebody who has a part in a check of yours has left Slack: {check}, ref {ref}. What was handed in is kept. "
        "If their part is still awaited, ask your QA lead who takes over; if nobody does, you can withdraw the check."
    ),
    "undelivered": "A message to {name} about {check}, ref {ref}, could not be delivered. What is stored is safe.",
    "left": (
        "{name}'s Slack account was switched off. A check of theirs is unfinished: {check}, ref {ref}. What they "
        "answered stays theirs; if the check is still needed, somebody else has to start it."
    ),
}
GONE = "This check can no longer be opened by you. Nothing that was saved is lost. Ask your QA lead if that is wrong."
"""What stands instead of a card that its reader may no longer see."""
