"""A form that came too late: what somebody else saved in the meantime, above what was typed, so that neither is lost.

Whether it came too late is decided by the rule of revisions, in flows/recording.py.
"""

from collections.abc import Mapping, Sequence
from itertools import islice

from bot.blocks.parts import Block, View, context, section
from bot.blocks.told import with_words_on_top
from bot.domain.cards import Prompt


def both_view(view: View, late: Mapping[str, Prompt], fields: Sequence[str], metadata: str) -> View:
    """The form as it was sent in, with what stands now above the first field of each question that came too late.

    `fields`: all the fields of these questions. They forget what they were opened with, so that whatever is typed in
    them counts as given: saving again replaces what stands, knowingly.
    """
    blocks: list[Block] = []
    for block in view["blocks"]:
        if str(block.get("block_id", "")).startswith(_STANDS):
            continue
        if block["block_id"] in late:
            blocks += _stands(block["block_id"], late[block["block_id"]])
        blocks.append(_typed_anew(block) if block["block_id"] in fields else block)
    who = " and ".join(dict.fromkeys(_who(prompt) for prompt in late.values()))
    said = f"{who} answered this while you were writing. Yours is not saved yet: both are below, and neither is lost."
    return with_words_on_top({**view, "blocks": blocks, "private_metadata": metadata}, said)


def that_fit(view: View, late: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """As many of the questions as there is room to show at once. The others come up when these are saved."""
    room = _MOST_BLOCKS - len(view["blocks"])
    return dict(islice(late.items(), max(1, room // _PER_QUESTION)))


_MOST_BLOCKS = 98
"""Of a hundred, without the sentence on top and a reason that may be asked for."""
_PER_QUESTION = 4
_STANDS = "stands/"


def _who(prompt: Prompt) -> str:
    return prompt.answered_by or "Somebody else"


def _stands(field: str, prompt: Prompt) -> list[Block]:
    found = [(prompt.shown or "No answer", "answer"), *([(f"Note: {prompt.note}", "note")] if prompt.note else [])]
    lead = {**context(f"What {prompt.answered_by or 'somebody else'} saved:"), "block_id": f"{_STANDS}{field}"}
    told = [section(words, block_id=f"{_STANDS}{field}/{name}") for words, name in found]
    advice = "Save what should stand now. To leave it as it is, empty your box, or close this form."
    return [lead, *told, {**context(advice), "block_id": f"{_STANDS}{field}/advice"}]


def _typed_anew(block: Block) -> Block:
    element = {key: given for key, given in block["element"].items() if not key.startswith("initial_")}
    return {**block, "element": element}
