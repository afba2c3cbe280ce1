"""Proves the log: that its chain is whole, and that answers and all else that is kept are those it tells of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.domain.actions import AGREED, DROPPED
from bot.storage import chain
from bot.storage.actions import load_action_digests, load_step_digests
from bot.storage.answers import load_stored_digests
from bot.storage.closing_proof import ClosingsTold, unlike_closings
from bot.storage.fact_proof import FactsTold, unlike_facts
from bot.storage.runs import load_states
from bot.storage.store import Uow
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry, LogHead
from bot.storage.themes import load_mark_digests

_entry = table_of(Entry)
_head = table_of(LogHead)
_PARTS = ("answer", "words", "note")
_STATES = ("submitted", "withdrawn")
_STEP = 1000
_OF_ACTION = "action "

Item = tuple[str, str]


@dataclass
class Proof:
    """What was found. `broken` says in words where the first fault is; empty when there is none."""

    head: chain.Head
    entries: int = 0
    answers: int = 0
    broken: str = ""
    told: dict[Item, dict[str, Any]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    actions: dict[str, dict[str, str]] = field(default_factory=dict)
    """The digests of each action that was agreed and not dropped: of its words, and of how it stands."""
    steps: dict[tuple[str, int], str | None] = field(default_factory=dict)
    """The digest of the words of each thing that was done with an action."""
    facts: FactsTold = field(default_factory=FactsTold)
    closings: ClosingsTold = field(default_factory=ClosingsTold)
    marks: dict[Item, tuple[int, str]] = field(default_factory=dict)
    """The revision and the digest of what a run, or an answer, was last marked with."""


def prove(uow: Uow, kept_heads: list[chain.Head]) -> Proof:
    """Walk the whole chain, then hold every answer against the last entry about it."""
    row = uow.run(select(_head.c.sequence, _head.c.hash)).one()
    head = chain.Head(row.sequence, row.hash)
    proof = Proof(head)
    proof.broken = (
        _first_break(uow, proof)
        or _missing_head(uow, kept_heads)
        or next(_unlike_answers(uow, proof), "")
        or next(_unlike_runs(uow, proof), "")
        or next(_unlike_actions(uow, proof), "")
        or next(unlike_facts(uow, proof.facts), "")
        or next(_unlike_marks(uow, proof), "")
        or next(unlike_closings(uow, proof.closings), "")
    )
    return proof


def _first_break(uow: Uow, proof: Proof, step: int = _STEP) -> str:
    last = chain.Head(0, chain.START)
    every = select(_entry).order_by(_entry.c.sequence)
    try:
        with uow.connection.execute(every, execution_options={"yield_per": step}) as rows:
            for row in rows:
                if row.sequence != last.sequence + 1:
                    return f"entry {last.sequence + 1} is missing"
                facts = _facts(row.body)
                if row.hash != chain.hash_of(last.hash, row.body) or not _agrees(row, facts):
                    return f"entry {row.sequence} was changed"
                last = chain.Head(row.sequence, row.hash)
                proof.entries += 1
                _tell(proof, row.run, facts)
    except (DBAPIError, ValueError) as error:
        if not _is_unreadable(error):
            raise
        # Rows come in batches: once more, one by one, to name the right one.
        return f"entry {last.sequence + 1} was changed" if step == 1 else _first_break(uow, Proof(proof.head), 1)
    return "" if last == proof.head else f"entry {last.sequence + 1} is missing: the end was cut off"


def _is_unreadable(error: DBAPIError | ValueError) -> bool:
    """Whether what is stored is no text or no time at all, which no database says by a code of its own."""
    return isinstance(error, ValueError) or not {"sqlite_errorcode", "sqlstate"} & set(dir(error.orig))


def _facts(body: str) -> dict[str, Any]:
    try:
        facts = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _agrees(row: Any, facts: dict[str, Any]) -> bool:
    """Whether the columns beside the hashed text say the same."""
    beside = (row.sequence, row.verb, row.actor, row.run, row.at.isoformat())
    return beside == tuple(facts.get(key) for key in ("sequence", "verb", "actor", "run", "at"))


def _tell(proof: Proof, run: str | None, facts: dict[str, Any]) -> None:
    verb = facts.get("verb")
    proof.facts.hear(facts)
    proof.closings.hear(facts)
    if run and "answer" in facts:
        told = proof.told.setdefault((run, str(facts.get("item"))), {})
        told.update({part: facts[part] for part in _PARTS if part in facts}, sequence=facts["sequence"])
        told.update(revision=facts.get("revision"), author=facts.get("actor"))
    elif run and verb in ("started", *_STATES):
        proof.states[run] = "open" if verb == "started" else str(verb)
    elif run and verb == "marked":
        proof.marks[run, str(facts.get("item"))] = (facts.get("revision", 0), str(facts.get("marks")))
    elif str(verb).startswith(_OF_ACTION):
        _tell_action(proof, facts)


def _tell_action(proof: Proof, facts: dict[str, Any]) -> None:
    """An entry from before actions were followed tells nothing of how one stands."""
    action, verb = str(facts.get("action")), str(facts["verb"]).removeprefix(_OF_ACTION)
    stands = {"stands": str(facts["stands"])} if "stands" in facts else {}
    if verb == AGREED:
        proof.actions[action] = {"words": str(facts.get("words")), **stands}
        return
    proof.actions.get(action, {}).update(stands)
    if verb == DROPPED:
        proof.actions.pop(action, None)
    if "revision" in facts:
        proof.steps[action, int(facts["revision"])] = facts.get("words")


def _missing_head(uow: Uow, kept_heads: list[chain.Head]) -> str:
    for head in kept_heads:
        if not chain.holds(uow.connection, head):
            return f"entry {head.sequence} is not the one that was noted elsewhere: the log was cut or written anew"
    return ""


def _unlike_answers(uow: Uow, proof: Proof) -> Iterator[str]:
    for stored in load_stored_digests(uow):
        proof.answers += 1
        told = proof.told.pop((stored["run"], stored["item"]), None)
        if told is None:
            yield f"the answer to {stored['item']} of run {stored['run']} stands in no entry"
        elif any(stored[part] != told.get(part) for part in (*_PARTS, "revision", "author")):
            yield f"entry {told['sequence']} tells of another answer than the one stored"
    for (run, item), told in proof.told.items():
        yield f"entry {told['sequence']} tells of an answer to {item} of run {run} that is gone"


def _unlike_runs(uow: Uow, proof: Proof) -> Iterator[str]:
    """Where runs stand otherwise than the log's last word on them."""
    stored = load_states(uow)
    for run in sorted(stored.keys() | proof.states.keys()):
        if stored.get(run) != proof.states.get(run):
            yield f"run {run} is {stored.get(run, 'gone')}, and the log says {proof.states.get(run, 'nothing')}"


def _unlike_actions(uow: Uow, proof: Proof) -> Iterator[str]:
    """Where actions, or what was done with them, are others than those of the log."""
    for action, stored in load_action_digests(uow):
        told = proof.actions.pop(action, {})
        if not told or any(stored[part] != told[part] for part in told):
            yield f"action {action} is not the one that the log tells of"
    for action in proof.actions:
        yield f"action {action} is not the one that the log tells of"
    steps = load_step_digests(uow)
    for step in sorted(steps.keys() | proof.steps.keys()):
        if step not in steps or step not in proof.steps or steps[step] != proof.steps[step]:
            yield f"what was done with action {step[0]} is not what the log tells of"


def _unlike_marks(uow: Uow, proof: Proof) -> Iterator[str]:
    """Where something is marked otherwise than the log's last word on it."""
    stored = load_mark_digests(uow)
    for key in sorted(stored.keys() | proof.marks.keys()):
        if stored.get(key) != proof.marks.get(key):
            yield f"the themes of run {key[0]} are not those that the log tells of"
