"""How the terminal asks and tells, so that a test can hold the conversation instead of a keyboard."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Talk:
    """`ask` shows a question and returns the line typed, or raises EOFError; `say` prints."""

    ask: Callable[[str], str]
    say: Callable[[str], None]
