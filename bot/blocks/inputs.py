"""One question as a field of a form. The other direction, from what was filled in to a value, is handlers/forms.py."""

from bot.blocks.claims import NOT_APPLICABLE
from bot.blocks.parts import Block, clipped, field, option, plain, section, select, units
from bot.domain.cards import Prompt
from bot.domain.values import Control
from bot.flows.texts import NOTE_LENGTH, REASON_LENGTH
from bot.frameworks.kinds import BOX_LENGTH, LINE_LENGTH

ANSWER = "answer"
"""The action_id of every field that holds an answer."""
_RADIOS = 10


def answer_field(prompt: Prompt, block_id: str, hint: str = "", *, optional: bool = True) -> Block:
    """Optional by default: a gap is allowed in a check, and says so at its end."""
    element = _element(prompt)
    if element is None:
        return section(f"{prompt.ask} Actions are agreed on the check itself.", block_id=block_id)
    said = hint or prompt.help or ""
    return field(block_id, prompt.ask, element, said, optional=optional)


def _element(prompt: Prompt) -> Block | None:
    match prompt.control:
        case Control.CHOICE:
            return _choice(prompt)
        case Control.LINE:
            return text_input(ANSWER, LINE_LENGTH, prompt.shown or "")
        case Control.BOX | Control.LIST:
            return text_input(ANSWER, BOX_LENGTH, prompt.shown or "", multiline=True)
        case Control.DAY:
            chosen = {"initial_date": prompt.day.isoformat()} if prompt.day else {}
            return {"type": "datepicker", "action_id": ANSWER, **chosen}
        case Control.PERSON:
            return users_select("Choose a person")
        case _:
            return None


def users_select(placeholder: str) -> Block:
    return {"type": "users_select", "action_id": ANSWER, "placeholder": plain(clipped(placeholder, 150))}


def text_input(action: str, longest: int, initial: str = "", *, multiline: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action, "max_length": longest, "multiline": multiline}
    # What has more units than Slack lets into a box cannot be filled in beforehand without being cut.
    return element | ({"initial_value": initial} if initial and units(initial) <= longest else {})


def _choice(prompt: Prompt) -> Block:
    options = [option(there.label, str(there.code)) for there in prompt.options]
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
