"""The small parts of Block Kit that we use, as plain dicts. What they say is decided by their callers.

Words are shown as plain or rich text, which have no markup, so nothing that a person typed can become any.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]

_TEXT_LENGTH = 3000
_STANDALONE = 3900
_BUTTON = 75


@dataclass(frozen=True)
class Message:
    """A message: blocks, and the words that stand alone on a lock screen and for a screen reader."""

    text: str
    blocks: list[Block]


def units(text: str) -> int:
    """Length as Slack is taken to count it."""
    return len(text.encode("utf-16-le")) // 2


def clipped(text: str, most: int) -> str:
    """Shortened for display only, at a word; what is stored stays whole."""
    if units(text) <= most:
        return text
    kept = text[: max(0, most - 1)]
    while kept and units(kept) > most - 1:
        kept = kept[:-1]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept}…"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def standalone(*sentences: str | None) -> str:
    """The `text` of a message, which Slack reads as markup."""
    whole = " ".join(sentence for sentence in sentences if sentence)
    most = _STANDALONE
    while units(said := escaped(clipped(whole, most))) > _STANDALONE:
        most = most * _STANDALONE // units(said)
    return said


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": clipped(text, _TEXT_LENGTH) or " ", "emoji": False}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(clipped(text, 150))}


def section(text: str, accessory: Block | None = None, block_id: str = "") -> Block:
    block: Block = {"type": "section", "text": plain(text)}
    if accessory:
        block["accessory"] = accessory
    return block | ({"block_id": block_id} if block_id else {})


def sections(lines: Iterable[str]) -> list[Block]:
    """Lines below one another, in as few blocks as hold them whole."""
    found: list[str] = []
    for line in lines:
        if found and units(f"{found[-1]}\n{line}") <= _TEXT_LENGTH:
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(line)
    return [section(text) for text in found]


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [plain(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def rich(*runs: tuple[str, bool]) -> Block:
    """One paragraph of words, each run bold or not."""
    leaves = [{"type": "text", "text": text} | ({"style": {"bold": True}} if bold else {}) for text, bold in runs]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}


def bold(text: str) -> Block:
    return rich((text, True))


def struck(text: str, said: str) -> Block:
    """Words with a line through them, and what became of it, for whoever cannot see the line."""
    leaves = [{"type": "text", "text": text, "style": {"strike": True}}, {"type": "text", "text": f" · {said}"}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}


def actions(elements: Sequence[Block], block_id: str) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(text: str, action: str, value: str, label: str = "", style: str = "", confirm: Block | None = None) -> Block:
    """`label` is what a screen reader says, where the visible words alone would not tell."""
    element: Block = {"type": "button", "text": plain(clipped(text, _BUTTON)), "action_id": action, "value": value}
    more = {"accessibility_label": clipped(label, _BUTTON), "style": style, "confirm": confirm}
    return element | {key: given for key, given in more.items() if given}


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    return {"title": plain(title), "text": plain(clipped(text, 300)), "confirm": plain(yes), "deny": plain(no)}


def option(text: str, value: str) -> Block:
    return {"text": plain(clipped(text, 75)), "value": value}


def overflow(action: str, options: Iterable[tuple[str, str]]) -> Block:
    return {"type": "overflow", "action_id": action, "options": [option(text, value) for text, value in options]}


def select(action: str, options: Sequence[Block], placeholder: str, initial: Block | None = None) -> Block:
    """A list to choose from; Slack filters it as one types. Long lists stand in groups of a hundred."""
    element: Block = {"type": "static_select", "action_id": action, "placeholder": plain(placeholder)}
    if len(options) <= 100:
        element["options"] = list(options)
    else:
        element["option_groups"] = [_group(options[start : start + 100]) for start in range(0, len(options), 100)]
    return element | ({"initial_option": initial} if initial else {})


def several(action: str, options: Sequence[Block], placeholder: str, initial: Sequence[Block] = ()) -> Block:
    """A list to choose any number from."""
    element = {**select(action, options, placeholder), "type": "multi_static_select"}
    return element | ({"initial_options": list(initial)} if initial else {})


def _group(options: Sequence[Block]) -> Block:
    first, last = options[0]["text"]["text"], options[-1]["text"]["text"]
    return {"label": plain(clipped(f"{clipped(first, 30)} – {clipped(last, 30)}", 75)), "options": list(options)}


def field(block_id: str, label: str, element: Block, hint: str = "", *, optional: bool = False) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    return block | ({"hint": plain(hint)} if hint else {}) | ({"optional": True} if optional else {})


def modal(
    name: str, title: str, blocks: Sequence[Block], metadata: str = "", submit: str = "", close: str = "Close"
) -> View:
    view: View = {"type": "modal", "callback_id": name, "title": plain(clipped(title, 24)), "blocks": list(blocks)}
    view |= {"close": plain(close), "private_metadata": metadata}
    return view | ({"submit": plain(submit)} if submit else {})
