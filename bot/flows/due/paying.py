"""Which of the things that happened discharges which term: each at most one, the oldest that is open. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.duties import Occasion
from bot.flows.due.clocks import LATE_DAYS, Term
from bot.frameworks.schedule import Rule
from bot.frameworks.working_days import add_working_days


@dataclass
class Paid:
    """What counts for a term so far."""

    term: Term
    needed: int
    by: list[Occasion] = field(default_factory=list)
    missing: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        return len(self.by) >= self.needed and not self.missing

    @property
    def done_on(self) -> date | None:
        return max((one.day for one in self.by), default=None) if self.is_done else None


def last_day(term: Term, nation: str) -> date:
    """Of a window: what is done later counts for the next."""
    return add_working_days(term.due, LATE_DAYS, nation) if term.is_window else date.max


def pay(rule: Rule, terms: Sequence[Term], marks: Sequence[Occasion], ids: Sequence[str], nation: str) -> list[Paid]:
    """`ids` are those of the duties that the terms are: what was begun from one of them counts for it."""
    found = [Paid(term, rule.times) for term in terms]
    if rule.every:
        for there in found:
            there.by = [there.term.paid] if there.term.paid else []
        return found
    chosen = dict(zip(ids, found, strict=True))
    for mark in marks:
        begun_from = chosen.get(mark.duty or "")
        if begun_from and _counts(begun_from, mark, nation):
            begun_from.by.append(mark)
        else:
            oldest = sorted((there for there in found if _counts(there, mark, nation)), key=_oldest)
            if oldest:
                oldest[0].by.append(mark)
    return found


def _oldest(there: Paid) -> tuple[date, str]:
    return (there.term.due, there.term.period)


def _counts(there: Paid, mark: Occasion, nation: str) -> bool:
    is_open, is_early = len(there.by) < there.needed, there.term.is_early
    return is_open and (is_early or there.term.opens <= mark.day) and mark.day <= last_day(there.term, nation)


def cover(there: Paid, wanted: Sequence[str], marks: Sequence[Occasion], nation: str) -> None:
    """Everybody is to be named in one of those that fall in the term: who is not yet is missing."""
    until = last_day(there.term, nation)
    inside = [mark for mark in marks if there.term.opens <= mark.day <= until]
    first = {mark.covers: mark for mark in reversed(inside) if mark.covers in wanted}
    there.by = sorted(first.values(), key=lambda mark: (mark.day, mark.id))
    there.needed = len(wanted)
    there.missing = tuple(person for person in wanted if person not in first)


def add_all_of(there: Paid, wanted: Sequence[Sequence[Occasion]], nation: str) -> None:
    """Each of these has to have happened as well: of something done, on its day or later and before the next one."""
    if not there.by:
        return
    since = there.by[0].day if there.term.paid else there.term.opens
    until = last_day(there.term, nation)
    for found in wanted:
        fits = [
            one for one in found if since <= one.day <= until and not (there.term.ends and one.day >= there.term.ends)
        ]
        there.by = [*there.by, *fits[:1]]
        there.needed += 1
