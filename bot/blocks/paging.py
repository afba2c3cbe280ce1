"""What does not fit into one form, page by page. How a page is drawn and turned belongs to what is on it."""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.blocks.parts import Block

MOST_BLOCKS = 90
"""A hundred are the most in a form, and some stand around what is shown or may come on top."""
MOST_BYTES = 200_000
"""A form may have 250,000."""

Shown = TypeVar("Shown")


def paged(every: Sequence[Shown], blocks_of: Callable[[Shown], list[Block]], most: int) -> list[list[Shown]]:
    """As many to a page as there is room for, and no more than `most`; at least one page, and one on each."""
    pages: list[list[Shown]] = [[]]
    blocks = size = 0
    for there in every:
        made = blocks_of(there)
        large = len(json.dumps(made, ensure_ascii=False).encode())
        if pages[-1] and (len(pages[-1]) == most or blocks + len(made) > MOST_BLOCKS or size + large > MOST_BYTES):
            pages.append([])
            blocks = size = 0
        pages[-1].append(there)
        blocks, size = blocks + len(made), size + large
    return pages
