"""From steps to changes: which of them have a sentence of their own, and which go without saying.
The sentences are in domain/roster_sentences.py, the steps come from roster_steps.py.
"""

from dataclasses import replace

from bot.domain.roster import Change, Fact
from bot.domain.roster_sentences import Step


def heard(steps: list[Step]) -> list[Step]:
    """Without what goes without saying: all else ends on the day on which a person leaves or a team ends."""
    ends = [step for step in steps if step.after.fact in (Fact.EMPLOYED, Fact.EXISTS) and not step.begins]
    return [step for step in steps if step in ends or step.begins or not ends or not _is_alike(step, ends[0])]


def _is_alike(step: Step, end: Step) -> bool:
    return step.is_void or step.after.until == end.after.until


def with_silent(changes: list[Change], steps: list[Step]) -> list[Change]:
    """Steps without a sentence of their own are stored with the first change."""
    said = {row.id for change in changes for row in (*change.new, *change.amended)}
    silent = [step for step in steps if step.after.id not in said]
    if silent and changes:
        first = changes[0]
        new = tuple(step.after for step in silent if step.before is None)
        amended = tuple(step.after for step in silent if step.before)
        changes[0] = replace(first, new=(*first.new, *new), amended=(*first.amended, *amended))
    return changes


def change_of(verb: str, step: Step, sentence: str) -> Change:
    if step.before is None:
        return Change(verb, step.after.owner, sentence, new=(step.after,))
    return Change(verb, step.after.owner, sentence, amended=(step.after,))
