"""A call that Slack would refuse, with Slack's own error code."""

from __future__ import annotations

from bot.playground.settings import Json


class Refusal(Exception):
    """Answered as {"ok": false, "error": …}; `messages` go where Slack puts its explanations."""

    def __init__(self, error: str, *messages: str, **more: str) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.more = more

    def answer(self) -> Json:
        explained = {"response_metadata": {"messages": list(self.messages)}} if self.messages else {}
        return {"ok": False, "error": self.error, **self.more, **explained}


class Mistake(LookupError):
    """Something that a person cannot do: what they name is not on their screen."""


class Absent(Mistake):
    """A control that is not there, or not yet: somebody who waits a little may see it come."""
