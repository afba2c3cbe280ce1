"""The card: one question of a check, with its answers and the few things one can do at it."""

from dataclasses import replace
from datetime import date, datetime

from bot.blocks import claims
from bot.blocks.parts import (
    Block,
    Message,
    actions,
    bold,
    button,
    clipped,
    confirm,
    context,
    header,
    option,
    overflow,
    plain,
    section,
    select,
    standalone,
)
from bot.blocks.words import clock_time, count, word_count
from bot.domain.cards import Card, Heading, Option, Prompt
from bot.domain.values import IN_A_FORM, IN_WORDS, Control

_FEW = 5
"""More answers than this stand in a list instead of as buttons."""


def card_message(card: Card, now: datetime, *, whole_sections: bool = False) -> Message:
    prompt, run = card.prompt, card.heading.run
    part = f"{card.part} · " if card.part and card.part != prompt.section else ""
    where = f"{part}{prompt.section} · {card.number} of {card.progress.asked}"
    below = _below(card, now)
    blocks = [header(heading_line(card.heading)), context(where), bold(prompt.ask)]
    blocks += [context(prompt.help)] if prompt.help else []
    blocks += [context(said)] if (said := _said(prompt)) else []
    blocks += [context(line) for line in prompt.worked_out]
    answers = _answers(run, prompt)
    blocks += [actions(answers, claims.upon(run, prompt))] if answers else []
    blocks += offer_blocks(run, card.offer)
    blocks += [
        actions(_tools(card, whole_sections=whole_sections), f"tools/{prompt.item}/{prompt.revision}"),
        context(below),
    ]
    writing = f"{prompt.writer} is writing this one." if prompt.writer else ""
    first = (f"{heading_line(card.heading)}.", f"{where}.", prompt.ask, writing)
    return Message(standalone(*first, _choices(prompt), *prompt.worked_out, below), blocks)


def offer_blocks(run: str, offer: Prompt | None) -> list[Block]:
    """The question before has been answered in a way that may call for an action."""
    if offer is None:
        return []
    agree = button(
        "Agree an action", claims.action("agree", 1), claims.upon(run, offer), label="Agree an action for it"
    )
    said = f"An action can be agreed for the question before, which was answered: {offer.shown}."
    return [section(said, agree, block_id=f"offer/{offer.item}/{offer.revision}")]


def heading_line(heading: Heading) -> str:
    return f"{heading.title} · {heading.about}"


def _below(card: Card, now: datetime) -> str:
    saved = f"Saved {clock_time(card.saved_at, now)}. " if card.saved_at else ""
    return f"{saved}{card.promise}"


def _choices(prompt: Prompt) -> str:
    labels = [_marked(labelled(there), chosen=there.is_chosen) for there in prompt.options]
    labels += [_marked("Not applicable", chosen=prompt.is_not_applicable)] if prompt.may_not_apply else []
    return f"Answers: {', '.join(labels)}." if labels else ""


def _marked(label: str, *, chosen: bool) -> str:
    return f"{label}, chosen" if chosen else label


def _said(prompt: Prompt) -> str:
    """What stands of an answer that is not one of a few: never the words themselves."""
    lines = []
    if prompt.looks_back:
        lines.append(f"{count(len(prompt.looks_back), 'action')} agreed last time: the form lists what became of them.")
    if prompt.needs_note:
        lines.append("This answer needs a note before it counts as complete.")
    if prompt.writer:
        lines.append(f"{prompt.writer} is writing this one.")
    whose = f"{prompt.answered_by}'s answer" if prompt.answered_by else "Your answer"
    if prompt.control in IN_WORDS and prompt.shown and not prompt.is_not_applicable:
        lines.append(f"{whose}: {word_count(prompt.shown)}.")
    elif prompt.control is Control.SIGNATURE:
        lines.append(f"{prompt.shown}." if prompt.shown else _UNSIGNED[prompt.has_fallen])
    elif prompt.control is not Control.CHOICE and prompt.shown and not prompt.is_not_applicable:
        lines.append(f"{whose}: {prompt.shown}.")
    elif prompt.shown and prompt.answered_by:
        lines.append(f"Answered by {prompt.answered_by}.")
    return " ".join(lines)


_UNSIGNED = {
    False: "Not signed yet.",
    True: "This was signed, and an answer was changed after that, so it has to be read and signed again.",
}
_OPENS = {
    Control.SEVERAL: ("Choose the answers", "Change the answers"),
    Control.TALLY: ("Fill in the numbers", "Change the numbers"),
    Control.NUMBER: ("Give the number", "Change the number"),
}
_WRITES = ("Write your answer", "Change your answer")


def _answers(run: str, prompt: Prompt) -> list[Block]:
    """The answers alone; not applicable beside them where the question allows it."""
    elements: list[Block] = []
    if prompt.writer:
        return [_opens(run, prompt, "Read what is there")] if prompt.shown else []
    match prompt.control:
        case Control.CHOICE if len(prompt.options) > _FEW:
            elements = [_list(run, prompt)]
        case Control.CHOICE:
            elements = [_choice(run, prompt, position) for position in range(len(prompt.options))]
        case Control.DAY:
            elements = [_date_picker("day", "Choose a date")]
        case Control.FOUND:
            elements = _found(run, prompt)
        case Control.PERSON:
            elements = [
                {"type": "users_select", "action_id": claims.action("person"), "placeholder": plain("Choose a person")}
            ]
        case Control.SIGNATURE if not prompt.shown:
            elements = [_sign(run, prompt)]
        case control if control in IN_A_FORM:
            first, again = _OPENS.get(control, _WRITES)
            elements = [_opens(run, prompt, again if prompt.shown and not prompt.is_not_applicable else first)]
    if prompt.may_not_apply:
        label = _marked("Not applicable", chosen=prompt.is_not_applicable)
        value = claims.upon(run, prompt, claims.NOT_APPLICABLE)
        elements.append(button(label, claims.action("answer", len(prompt.options)), value))
    return elements


def _opens(run: str, prompt: Prompt, words: str) -> Block:
    return button(words, claims.action("words"), claims.upon(run, prompt), label=f"{words}, opens a form")


def _date_picker(verb: str, placeholder: str, day: date | None = None) -> Block:
    element: Block = {"type": "datepicker", "action_id": claims.action(verb), "placeholder": plain(placeholder)}
    return element | ({"initial_date": day.isoformat()} if day else {})


def _found(run: str, prompt: Prompt) -> list[Block]:
    """A date on it says that it was found; the first button is for what has none."""
    found, not_found = prompt.options
    undated = replace(found, label=f"{found.label}, no date", is_chosen=found.is_chosen and prompt.day is None)
    return [
        _date_picker("found", "Date on it", prompt.day),
        *(_pressed(run, prompt, position, there) for position, there in enumerate((undated, not_found))),
    ]


def _sign(run: str, prompt: Prompt) -> Block:
    said = f"{prompt.ask} Your name and the time are kept. If anything above it is changed later, it is signed anew."
    sure = confirm("Sign?", said, "Sign", "Not yet")
    return button("Sign", claims.action("sign"), claims.upon(run, prompt), label=f"Sign: {prompt.ask}", confirm=sure)


def labelled(there: Option) -> str:
    return f"{there.picture} {there.label}" if there.picture else there.label


def _choice(run: str, prompt: Prompt, position: int) -> Block:
    return _pressed(run, prompt, position, prompt.options[position])


def _pressed(run: str, prompt: Prompt, position: int, there: Option) -> Block:
    label = _marked(labelled(there), chosen=there.is_chosen)
    value = claims.upon(run, prompt, str(there.code))
    return button(label, claims.action("answer", position), value, label=f"Answer: {label}")


def _list(run: str, prompt: Prompt) -> Block:
    options = [option(labelled(there), claims.upon(run, prompt, str(there.code))) for there in prompt.options]
    chosen = next((made for made, there in zip(options, prompt.options, strict=True) if there.is_chosen), None)
    return select(claims.action("choose"), options, "Choose an answer", chosen)


def _tools(card: Card, *, whole_sections: bool) -> list[Block]:
    run, prompt = card.heading.run, card.prompt
    upon = claims.upon(run, prompt)
    tools = []
    if whole_sections:
        tools.append(button("Open this section", claims.action("section"), upon, "Open this section as one form"))
    if prompt.takes_note:
        words = f"Note ({word_count(prompt.note)})" if prompt.note else "Add a note"
        tools.append(button(words, claims.action("note"), upon, label=f"{words}, opens a form"))
    if prompt.offers_action or prompt.control is Control.ACTIONS:
        words = f"{count(len(prompt.actions), 'action').capitalize()} agreed" if prompt.actions else "Agree an action"
        tools.append(button(words, claims.action("agree"), upon, label=f"{words}, opens a form"))
    if card.number > 1:
        tools.append(button("Back", claims.action("back"), upon, label="Back to the question before"))
    words = "Next" if prompt.is_answered and not prompt.needs_note else "Leave for now"
    tools.append(button(words, claims.action("leave"), upon, label=f"{words}, go to the next question"))
    if card.has_earlier:
        tools.append(button("Earlier parts", claims.action("see"), claims.value(run), "Read the parts handed in"))
    tools.append(overflow(claims.action("more"), _menu(run, prompt, may_withdraw=card.may_withdraw)))
    return tools


def _menu(run: str, prompt: Prompt, *, may_withdraw: bool) -> list[tuple[str, str]]:
    return [
        (clipped(words, 75), claims.menu(verb, run, prompt))
        for verb, words in (
            ("section", "Whole section in one form"),
            ("review", "Review what is done"),
            ("withdraw", "Withdraw this check"),
            ("why", "Why is this asked?"),
            ("risk", "Someone may be at risk"),
        )
        if may_withdraw or verb != "withdraw"
    ]
