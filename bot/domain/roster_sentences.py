"""The sentences of an import: each step from one row to the next, in words that a QA lead can check.
What leads to a step is in flows/roster_plan.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.roster import NEVER, Fact, Row

_DAY = timedelta(days=1)

_BEGINS: Mapping[Fact, str] = {
    Fact.EMPLOYED: "{who} joins{what} from {day}",
    Fact.BELONGS: "{who} joins {what} from {day}",
    Fact.REPORTS_TO: "{who} reports to {what} from {day}",
    Fact.HOLDS: "{who} becomes {what} from {day}",
    Fact.EXISTS: "{who} is a team from {day}",
    Fact.PART_OF: "{who} is part of {what} from {day}",
    Fact.USES: "{who} works by {what} from {day}",
}
_ENDS: Mapping[Fact, str] = {
    Fact.EMPLOYED: "{who} leaves after {last}",
    Fact.BELONGS: "{who} is no longer in {what} from {day}",
    Fact.REPORTS_TO: "{who} no longer reports to {what} from {day}",
    Fact.HOLDS: "{who} is no longer {what} from {day}",
    Fact.EXISTS: "{who} is no longer a team from {day}",
    Fact.PART_OF: "{who} is no longer part of {what} from {day}",
    Fact.USES: "{who} no longer works by {what} from {day}",
}
_GOES_ON: Mapping[Fact, str] = {
    Fact.EMPLOYED: "{who} no longer leaves after {last}",
    Fact.BELONGS: "{who} stays in {what} after {last}",
    Fact.REPORTS_TO: "{who} still reports to {what} after {last}",
    Fact.HOLDS: "{who} is still {what} after {last}",
    Fact.EXISTS: "{who} stays a team after {last}",
    Fact.PART_OF: "{who} stays part of {what} after {last}",
    Fact.USES: "{who} still works by {what} after {last}",
}


@dataclass(frozen=True)
class Step:
    """A row as it was, if it was, and as it will be."""

    before: Row | None
    after: Row

    @property
    def begins(self) -> bool:
        """Whether something holds that did not, or begins on another day."""
        if self.is_void:
            return False
        return self.before is None or (self.before.value, self.before.since) != (self.after.value, self.after.since)

    @property
    def is_void(self) -> bool:
        return self.after.since == NEVER


def said_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def sentence_of(step: Step, today: date, names: Mapping[str, str]) -> str:
    """What the step means. `names` has people and teams by id."""
    who, what = names[step.after.owner], _what(step.after, names)
    if step.begins:
        return _begins(step.after, who, what)
    if step.is_void:
        return _void(step, today, who, what)
    if step.after.until is None and step.before and step.before.until:
        last = said_day(step.before.until - _DAY)
        return _GOES_ON[step.after.fact].format(who=who, what=what, last=last)
    return _ends(step.after, who, what, step.after.until or today)


def join_sentence(step: Step, team: str | None, who: str) -> str:
    """A person's first day, with their team."""
    return _begins(step.after, who, f" {team}" if team else "")


def unsupervised_sentence(who: str, day: date) -> str:
    return f"Nobody supervises {who} from {said_day(day)}"


def _begins(row: Row, who: str, what: str) -> str:
    said = _BEGINS[row.fact].format(who=who, what=what, day=said_day(row.since))
    leaves = row.fact is Fact.EMPLOYED and row.until
    return f"{said} and leaves after {said_day(leaves - _DAY)}" if leaves else said


def _ends(row: Row, who: str, what: str, day: date) -> str:
    return _ENDS[row.fact].format(who=who, what=what, day=said_day(day), last=said_day(day - _DAY))


def _void(step: Step, today: date, who: str, what: str) -> str:
    planned = max(step.before.since, today) if step.before else today
    if step.after.fact is Fact.EMPLOYED:
        return f"{who} does not join from {said_day(planned)}"
    return _ends(step.after, who, what, planned)


def _what(row: Row, names: Mapping[str, str]) -> str:
    if row.fact is Fact.HOLDS:
        post, team = row.value
        return f"{post} at {names[team]}" if team else str(post)
    return "".join(names.get(part, part) for part in row.value if part)
