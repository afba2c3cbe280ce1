"""How the terminal asks and tells, so that a test can hold the conversation instead of a keyboard.

/risk and /stop work wherever something is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass


class StopError(Exception):
    """The person goes away for now."""


@dataclass(frozen=True)
class Talk:
    """`line` shows a question and returns what was typed, or raises EOFError; `say` prints."""

    line: Callable[[str], str]
    say: Callable[[str], None]
    concern: str = ""

    def ask(self, question: str) -> str:
        """A line, which may be a command."""
        while (typed := self.line(question)).strip() == "/risk":
            self.say(self.concern)
        if typed.strip() == "/stop":
            raise StopError
        return typed

    def ask_words(self, question: str) -> str:
        """A line that is an answer: a command is never taken for one."""
        while (typed := self.ask(question)).strip().startswith("/"):
            self.say("Please answer this first, or press Enter. Only /risk and /stop work here.")
        return typed
