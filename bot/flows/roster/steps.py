"""From the rows that hold to those that should: which close, which open, which were never true and are put right.
One owner and one kind of fact at a time, and pure; what should hold is decided in roster_plan.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.roster import NEVER, Fact, Row
from bot.domain.roster_sentences import Step

NewKey = Callable[[], str]
_MANY_AT_A_TIME = frozenset({Fact.HOLDS, Fact.USES})


@dataclass(frozen=True)
class Want:
    """What should hold from `since` on, until the day before `until`."""

    value: tuple[str | None, ...]
    since: date
    until: date | None


@dataclass(frozen=True)
class Settling:
    """The day of the import, and where ids come from."""

    today: date
    new_key: NewKey

    def steps(
        self, fact: Fact, owner: str, rows: Iterable[Row], wants: Iterable[Want], gone: date | None = None
    ) -> list[Step]:
        """What is no longer wanted ends today, or on the past day `gone` since which its owner is not there."""
        loose, missing, kept = list(rows), [], []
        for want in wants:
            row = next((row for row in loose if row.value == want.value and self._may_stay(row, want)), None)
            if row is None:
                missing.append(want)
            else:
                loose.remove(row)
                kept.append(Step(row, self._moved(row, want)))
        closed = [Step(row, replace(row, until=self._end(row, gone))) for row in loose if row.since < self.today]
        unheld = [row for row in loose if row.since >= self.today]
        return [
            *closed,
            *(step for step in kept if step.before != step.after),
            *self._fill(fact, owner, unheld, missing),
        ]

    def _may_stay(self, row: Row, want: Want) -> bool:
        """A row that has held on a past day keeps its first day, so it cannot stand for what only begins."""
        return row.since >= self.today or want.since <= self.today

    def _moved(self, row: Row, want: Want) -> Row:
        since = row.since if row.since < self.today else want.since
        return row if (since, want.until) == (row.since, row.until) else replace(row, since=since, until=want.until)

    def _end(self, row: Row, gone: date | None) -> date:
        return gone if gone and row.since < gone < self.today else self.today

    def _fill(self, fact: Fact, owner: str, unheld: list[Row], missing: list[Want]) -> list[Step]:
        """Rows that begin today or later cannot be closed, and none is ever deleted.

        They have held on no past day, so nothing that was true is lost when they are amended in place: to what is
        wanted instead, where there is one such fact at a time, else to a day on which nothing holds.
        """
        steps: list[Step] = []
        for want in missing:
            before = unheld.pop(0) if unheld and fact not in _MANY_AT_A_TIME else None
            key = before.id if before else self.new_key()
            steps.append(Step(before, Row(fact, key, owner, want.value, want.since, want.until)))
        void = (replace(row, since=NEVER, until=NEVER + timedelta(days=1)) for row in unheld)
        return [*(Step(row, after) for row, after in zip(unheld, void, strict=True)), *steps]
