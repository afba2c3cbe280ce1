"""What a control carries to say which act it stands for. It comes back as a claim, read in handlers/claims.py.

`action_id` is verb/position; `value` is run, item, revision seen and choice. A control without a value of its own,
such as a date picker, has the same in its `block_id`.
"""

from bot.domain.cards import Prompt

NOTHING = "-"
"""Stands for what a value leaves out."""
NOT_APPLICABLE = "na"


def value(run: str, item: str | None = None, seen: int | None = None, choice: str | None = None) -> str:
    parts = [run, item, None if seen is None else str(seen), choice]
    return " ".join(part or NOTHING for part in parts)


def upon(run: str, prompt: Prompt, choice: str | None = None) -> str:
    return value(run, prompt.item, prompt.revision, choice)


def menu(verb: str, run: str, prompt: Prompt | None = None) -> str:
    """What an option of the ⋯ menu carries: the verb before the rest."""
    return f"{verb} {upon(run, prompt) if prompt else value(run)}"


def action(verb: str, position: int = 0) -> str:
    return f"{verb}/{position}"
