"""/qa and its words. Everything that they do has a button somewhere too."""

import difflib
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.parts import Message
from bot.blocks.told import COMMANDS, help_message, plain_message
from bot.errors import NotAllowedError
from bot.flows.concern import concern_for
from bot.flows.refusals import record_refusal
from bot.flows.start import load_unfinished
from bot.handlers.actions import show_actions
from bot.handlers.desk import Body, Desk
from bot.handlers.draws import show_samples
from bot.handlers.duties import show_due, show_why
from bot.handlers.meetings import show_book
from bot.handlers.planning import show_plan
from bot.handlers.registers import record
from bot.handlers.reports import show_reports
from bot.handlers.risks import show_register
from bot.handlers.starting import choose, resume
from bot.handlers.summary import show_summary
from bot.handlers.surveys import show_surveys


def register(app: App, desk: Desk) -> None:
    @app.command("/qa")
    def qa(ack: Ack, body: Body) -> None:
        word, _, rest = str(body.get("text") or "").strip().partition(" ")
        flow = _SAID.get(word.casefold() or "help")
        said = flow(desk, body, rest.strip()) if flow else _unknown(word)
        if said is None:
            ack()
        else:
            message = plain_message(said) if isinstance(said, str) else said
            ack(text=message.text, blocks=message.blocks, response_type="ephemeral")


def _help(desk: Desk, body: Body, _words: str) -> Message:
    """Help is for everybody; who may not come in is told so, and what everybody may do."""
    try:
        begun = len(load_unfinished(desk.office, desk.actor(body)))
    except NotAllowedError as error:
        record_refusal(desk.office, error)
        return plain_message(f"{error} If someone may be at risk, type /qa concern: that works for everybody.")
    return help_message(begun)


def _unknown(word: str) -> str:
    near = difflib.get_close_matches(word.casefold(), COMMANDS, n=1)
    instead = f"Did you mean /qa {near[0]}?" if near else "Type /qa help to see what it knows."
    return f"/qa does not know “{word[:40]}”. {instead}"


_SAID: dict[str, Callable[[Desk, Body, str], Any]] = {
    "help": _help,
    "start": choose,
    "due": show_due,
    "why": show_why,
    "meeting": lambda desk, body, _words: show_book(desk, body),
    "risk": lambda desk, body, _words: show_register(desk, body),
    "survey": lambda desk, body, _words: show_surveys(desk, body),
    "resume": lambda desk, body, _words: resume(desk, body),
    "actions": lambda desk, body, words: show_actions(desk, body, words),
    "record": record,
    "sample": show_samples,
    "report": show_reports,
    "plan": lambda desk, body, _words: show_plan(desk, body),
    "summary": show_summary,
    "concern": lambda desk, body, _words: concern_for(desk.office, desk.known_person(body)),
}
