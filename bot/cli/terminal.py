"""What the terminal shows of a check: pure functions from domain values to text. Asking is in walk.py."""

import textwrap
import unicodedata
from datetime import date, datetime

from bot.blocks.waiting import awaited_line
from bot.domain.actions import Action
from bot.domain.cards import Card, Heading, Prompt, Receipt, Review, Sheet, View, Waiting
from bot.domain.values import Control

WIDTH = 88
NOT_APPLICABLE_LABEL = "Not applicable"

_HOW = {
    Control.DAY: "Type a date, such as 21/11/2026 or today.",
    Control.LINE: "Type one line.",
    Control.BOX: "Type as many lines as you like; an empty line ends and saves.",
    Control.LIST: "Type one entry a line; an empty line ends and saves.",
    Control.NUMBER: "Type a number.",
    Control.SIGNATURE: "Type sign, in full, to sign this with your name and the time.",
    Control.PERSON: "Type a name, or me.",
    Control.ACTIONS: "Type an action, or leave with /l.",
}

_MORE = {
    Control.FOUND: "Or type the date on it, such as 21/11/2026.",
    Control.SEVERAL: "Type all that are true, such as 1, 3.",
    Control.TALLY: "Type how many of each, in their order, such as 3 0 12.",
}


def visible(text: str) -> str:
    """The text with nothing in it that could steer a terminal."""
    return "".join(char if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf") else "" for char in text)


def wrapped(text: str, indent: str = "") -> str:
    """Paragraphs kept, lines folded to the width."""
    lines = visible(text).splitlines() or [""]
    return "\n".join(textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent) for line in lines)


def shown_day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def rule(heading: Heading) -> str:
    return f"── {visible(f'{heading.title} · {heading.about} · ref {heading.reference}')} ".ljust(WIDTH, "─")


def shown_view(view: View, now: datetime) -> str:
    match view:
        case Card():
            return shown_card(view, now)
        case Review():
            return shown_review(view)
        case Waiting():
            return shown_waiting(view, now)
        case Receipt():
            return shown_receipt(view, now.date())


def shown_card(card: Card, now: datetime) -> str:
    saved = f"Saved {card.saved_at.astimezone(now.tzinfo):%H:%M}. " if card.saved_at else ""
    return "\n".join(
        [
            "",
            rule(card.heading),
            f"{visible(card.prompt.section)} · {card.progress} done · question {card.number}",
            "",
            *prompt_lines(card.prompt, now.date()),
            "",
            wrapped(f"{saved}{card.promise}"),
        ]
    )


def prompt_lines(prompt: Prompt, today: date) -> list[str]:
    lines = [wrapped(prompt.ask)]
    if prompt.help:
        lines.append(wrapped(prompt.help, "    "))
    lines += [wrapped(f"Agreed last time: {line}", "    ") for line in prompt.looks_back]
    lines.append("")
    lines.append(_choices(prompt) if prompt.options else f"  {_HOW[prompt.control]}")
    if prompt.control in _MORE:
        lines.append(f"  {_MORE[prompt.control]}")
    if prompt.may_not_apply and prompt.control is not Control.CHOICE:
        lines.append("  /na if it does not apply.")
    if prompt.has_fallen:
        lines.append("  It was signed, and an answer was changed after that: please read and sign again.")
    if prompt.shown and prompt.control is not Control.CHOICE:
        lines.append(wrapped(f"Now: {prompt.shown}", "  "))
    lines += [wrapped(line, "  ") for line in prompt.worked_out]
    if prompt.note:
        lines.append(wrapped(f"Note ({len(prompt.note.split())} words): {prompt.note}", "  "))
    if prompt.needs_note:
        lines.append("  This answer still needs a note: /note")
    lines += [f"  Action: {shown_action(action, today)}" for action in prompt.actions]
    return lines


def _choices(prompt: Prompt) -> str:
    labels = [_marked(f"{option.picture} {option.label}".strip(), chosen=option.is_chosen) for option in prompt.options]
    if prompt.may_not_apply and prompt.control is Control.CHOICE:
        labels.append(_marked(NOT_APPLICABLE_LABEL, chosen=prompt.is_not_applicable))
    return "  " + "   ".join(f"[{number}] {label}" for number, label in enumerate(labels, 1))


def _marked(label: str, *, chosen: bool) -> str:
    return f"{visible(label)}, chosen" if chosen else visible(label)


def shown_action(action: Action, today: date) -> str:
    by = f"by {shown_day(action.plan.due, today)}" if action.plan.due else action.plan.timescale
    return visible(f"{action.plan.words} ({by})")


def shown_review(review: Review) -> str:
    lines = ["", rule(review.heading), f"Review · {review.progress} done", ""]
    for section in review.sections:
        lines.append(f"  {section.progress}  {visible(section.title)}")
        for gap in section.gaps:
            state = "needs a note" if gap.needs_note else "not answered"
            lines.append(wrapped(f"{gap.item}: {state}. {gap.ask}", "       "))
    gaps = len(review.gaps)
    left = f"{gaps} of them stay{'s' if gaps == 1 else ''} open and will count as not answered. " if gaps else ""
    lines += ["", wrapped(f"{left}{review.promise} Used for: {review.used_for}")]
    parts = [f"  /handin {part.name}   hands in “{visible(part.title)}”" for part in review.hand_in]
    lines += ["", *(parts or ["  /submit"]), "  /jump ITEM   /back   /answers   /withdraw   /stop"]
    return "\n".join(lines)


def shown_waiting(waiting: Waiting, now: datetime) -> str:
    lines = ["", rule(waiting.heading), *(wrapped(awaited_line(there, now)) for there in waiting.awaited)]
    lines += [wrapped(f"Handed in: {', '.join(waiting.handed_in)}.")] if waiting.handed_in else []
    return "\n".join([*lines, "", wrapped(waiting.promise), "", "  /answers reads what was handed in   /stop"])


def shown_receipt(receipt: Receipt, today: date) -> str:
    when = f" {shown_day(receipt.at.date(), today)}" if receipt.at else ""
    lines = ["", rule(receipt.heading), f"{receipt.state.capitalize()}{when}"]
    if receipt.tally:
        lines.append(f"  {receipt.tally}")
    if receipt.state == "submitted":
        entered = [f"{receipt.heading.entered}."] if receipt.heading.entered else []
        lines += ["", *entered, wrapped(receipt.promise), "", "  /answers   /correct ITEM   /share   /stop"]
    return "\n".join(lines)


def shown_sheet(sheet: Sheet, today: date) -> str:
    lines = ["", rule(sheet.heading)]
    for prompt in sheet.prompts:
        lines.append(wrapped(f"{prompt.item}  {prompt.ask}"))
        lines.append(wrapped(prompt.shown or ("" if prompt.actions else "Not answered"), "      "))
        lines += [wrapped(line, "      ") for line in prompt.worked_out]
        if prompt.note:
            lines.append(wrapped(f"Note: {prompt.note}", "      "))
        lines += [f"      Action: {shown_action(action, today)}" for action in prompt.actions]
    return "\n".join(lines)
