"""One question as a field of a form. The other direction, from what was filled in to a value, is handlers/forms.py."""

from bot.blocks.claims import NOT_APPLICABLE
from bot.blocks.parts import Block, clipped, context, field, option, plain, section, sections, select, units
from bot.domain.cards import Option, Prompt, Scale
from bot.domain.values import Control
from bot.flows.texts import NOTE_LENGTH, REASON_LENGTH
from bot.frameworks.kinds import BOX_LENGTH, LINE_LENGTH, MOST_COUNT

ANSWER = "answer"
"""The action_id of every field that holds an answer."""
DAY = "day"
"""The part of a field that holds the date beside a choice."""
_RADIOS = 10
"""More options than this stand in a list."""


def answer_fields(prompt: Prompt, block_id: str) -> list[Block]:
    """All the fields that one question takes. Those after the first have its name with a stroke and more behind it."""
    if prompt.writer:
        stands = [context("What is saved so far:"), section(prompt.shown)] if prompt.shown else []
        return [section(f"{prompt.ask} {prompt.writer} is writing this one.", block_id=block_id), *stands]
    match prompt.control:
        case Control.TALLY:
            told = [section(prompt.ask), context(_joined(prompt.help, "An empty field counts as none."))]
            fields = (_many(there, block_id) for there in prompt.options)
            return [*told, *fields, *map(context, prompt.worked_out)]
        case Control.FOUND:
            day = field(part(block_id, DAY), "Date on it", _date(prompt), optional=True)
            return [answer_field(prompt, block_id), day, *map(context, prompt.worked_out)]
        case _:
            before = sections(["Agreed last time:", *prompt.looks_back]) if prompt.looks_back else []
            return [*before, answer_field(prompt, block_id), *map(context, prompt.worked_out)]


def part(block_id: str, name: str | int) -> str:
    return f"{block_id}/{name}"


def answer_field(prompt: Prompt, block_id: str, hint: str = "", *, optional: bool = True) -> Block:
    """Optional by default: a gap is allowed in a check, and says so at its end."""
    element = _element(prompt)
    if element is None:
        return section(f"{prompt.ask} {_ELSEWHERE[prompt.control]}", block_id=block_id)
    if prompt.control in (Control.SEVERAL, Control.NUMBER, Control.LIST):
        hint = hint or _joined(prompt.help, prompt.hint)
    return field(block_id, prompt.ask, element, hint or prompt.help or "", optional=optional)


_ELSEWHERE = {
    Control.ACTIONS: "Actions are agreed on the check itself.",
    Control.SIGNATURE: "It is signed on the check itself.",
}


def _joined(*sentences: str | None) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _element(prompt: Prompt) -> Block | None:
    written = "" if prompt.is_not_applicable else prompt.shown or ""
    match prompt.control:
        case Control.CHOICE | Control.FOUND:
            return _choice(prompt)
        case Control.SEVERAL:
            return _several(prompt)
        case Control.LINE:
            return text_input(ANSWER, LINE_LENGTH, written)
        case Control.BOX | Control.LIST:
            return text_input(ANSWER, BOX_LENGTH, written, multiline=True)
        case Control.NUMBER if prompt.scale:
            return _number(prompt.scale, prompt.number)
        case Control.DAY:
            return _date(prompt)
        case Control.PERSON:
            return users_select("Choose a person")
        case _:
            return None


def _date(prompt: Prompt) -> Block:
    return {"type": "datepicker", "action_id": ANSWER} | (
        {"initial_date": prompt.day.isoformat()} if prompt.day else {}
    )


def _number(scale: Scale, given: str | None) -> Block:
    element: Block = {"type": "number_input", "action_id": ANSWER, "is_decimal_allowed": scale.decimals > 0}
    more = {"min_value": scale.least, "max_value": scale.most, "initial_value": given}
    return element | {key: value for key, value in more.items() if value is not None}


def _many(there: Option, block_id: str) -> Block:
    given = None if there.many is None else str(there.many)
    scale = Scale("0", str(MOST_COUNT), 0, None)
    return field(part(block_id, there.code), there.label, _number(scale, given), optional=True)


def _several(prompt: Prompt) -> Block:
    """Boxes to tick; a list to pick from where there are more than Slack shows as boxes."""
    options = [option(there.label, str(there.code)) for there in prompt.options]
    chosen = [made for made, there in zip(options, prompt.options, strict=True) if there.is_chosen]
    element: Block = {"type": "checkboxes", "action_id": ANSWER, "options": options}
    if len(options) > _RADIOS:
        element |= {"type": "multi_static_select", "placeholder": plain("Choose all that are true")}
    return element | ({"initial_options": chosen} if chosen else {})


def users_select(placeholder: str) -> Block:
    return {"type": "users_select", "action_id": ANSWER, "placeholder": plain(clipped(placeholder, 150))}


def text_input(action: str, longest: int, initial: str = "", *, multiline: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action, "max_length": longest, "multiline": multiline}
    # What has more units than Slack lets into a box cannot be filled in beforehand without being cut.
    return element | ({"initial_value": initial} if initial and units(initial) <= longest else {})


def _choice(prompt: Prompt) -> Block:
    options = [option(f"{there.picture} {there.label}".strip(), str(there.code)) for there in prompt.options]
    chosen = [made for made, there in zip(options, prompt.options, strict=True) if there.is_chosen]
    if prompt.may_not_apply:
        options.append(option("Not applicable", NOT_APPLICABLE))
        chosen += options[-1:] if prompt.is_not_applicable else []
    if len(options) > _RADIOS:
        return select(ANSWER, options, "Choose an answer", chosen[0] if chosen else None)
    element: Block = {"type": "radio_buttons", "action_id": ANSWER, "options": options}
    return element | ({"initial_option": chosen[0]} if chosen else {})


def note_field(block_id: str, note: str | None, label: str, *, optional: bool = True) -> Block:
    shown = text_input(ANSWER, NOTE_LENGTH, note or "", multiline=True)
    return field(block_id, clipped(label, 150), shown, optional=optional)


def reason_field(block_id: str, label: str, hint: str = "", *, optional: bool = False) -> Block:
    return field(block_id, label, text_input(ANSWER, REASON_LENGTH), hint, optional=optional)
