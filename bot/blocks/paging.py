"""What does not fit into one form, page by page, and the buttons that turn it. What is on a page draws it."""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.blocks import claims
from bot.blocks.parts import Block, button

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


def leaf_of(every: Sequence[Shown], page: int, most: int) -> tuple[Sequence[Shown], int, int]:
    """What stands on a page, `most` to each; which page that is, as a list may be shorter by now; and the last one."""
    last = max(0, (len(every) - 1) // most)
    page = min(max(page, 0), last)
    return every[page * most : (page + 1) * most], page, last


def turns(page: int, last: int, verb: str, value_of: Callable[[int], str] = str) -> list[Block]:
    """To the page before and to the next one, where there are such. `value_of`: what a button to a page carries."""
    there = [("Page before", page - 1)] * (page > 0) + [("Next page", page + 1)] * (page < last)
    return [button(words, claims.action(verb, to), value_of(to)) for words, to in there]
