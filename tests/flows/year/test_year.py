"""The invented council in a whole financial year, one working day after another: who is reminded when, and of what.

What happens is kept in tests/data/year.txt. QA_WRITE_YEAR=1 writes it anew, after a change that is meant to.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from bot.blocks.parts import Block, Message
from bot.cli.history import set_clock
from bot.clock import Clock
from bot.delivery.drawing import draw
from bot.domain.duties import Status
from bot.domain.messages import DIGEST, Owed
from bot.errors import NotAllowedError
from bot.flows.digests.making import make_digests
from bot.flows.due.keeping import work_out_day
from bot.flows.office import OPERATOR, Actor
from bot.flows.parts import tell_who_came
from bot.flows.planning.months import propose_months
from bot.flows.waves import close_past_their_day
from bot.frameworks.working_days import next_working_day
from bot.playground.validation import message_problems
from bot.storage import keys, outbox
from bot.storage.tables import duties, table_of
from tests.flows.year.acts import Year
from tests.thornmere import Thornmere, thornmere_at

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
KEPT = Path(__file__).parents[2] / "data" / "year.txt"
READ = ("Ade", "Sam", "Dale", "Robin", "Ines")
"""Whose reminders are kept, a quarter's first one whole: practitioner, supervisor, two managers, who chairs Panel."""
OPENING = re.compile(r"Good morning (\w+)\.")
WHO = Actor(OPERATOR)
_MORNING = time(9, 30)
_DAY = timedelta(days=1)
_duty = table_of(duties.Duty)


@pytest.fixture
def council(sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Thornmere]:
    """The same ids each time, since who is reminded in which week of a year follows from them."""
    dice, salts = Random(7), count()  # noqa: S311 (nothing secret)
    same = SimpleNamespace(
        randbits=dice.getrandbits, choice=dice.choice, token_hex=lambda length: f"{next(salts):0{2 * length}x}"
    )
    monkeypatch.setattr(keys, "secrets", same)
    clock = Clock(ahead=datetime(2026, 4, 1, 6, tzinfo=UTC) - datetime.now(UTC))
    with thornmere_at(sqlite_address, clock) as council:
        yield council


@dataclass
class Council:
    """What a day brings, as time, delivery and people do it; said line by line."""

    there: Thornmere
    told: Counter[tuple[str, int]] = field(default_factory=Counter)
    """How many reminders each got in each quarter."""
    stands: Counter[str] = field(default_factory=Counter)
    """How often what is owed stood at each status at the end of a month."""

    def days(self) -> Iterator[str]:
        year, today = Year(self.there), next_working_day(FIRST)
        while today <= LAST:
            zone = self.there.office.store.clock.zone
            set_clock(self.there.office, datetime.combine(today, _MORNING, zone))
            yield f"{today:%A} {today.day} {today:%B %Y}"
            yield from (f"  {sentence}" for sentence in [*self._turn(), *self._reminders(today)])
            yield from (f"  {sentence}" for sentence in year.acts_on(today))
            following = next_working_day(today + _DAY)
            if following.month != today.month:
                yield f"  At the end of the month: {self._how_it_stands()}."
            today = following

    def _turn(self) -> Iterator[str]:
        office = self.there.office
        yield from close_past_their_day(office, WHO)
        tell_who_came(office, WHO)
        yield from work_out_day(office).sentences
        yield from propose_months(office, WHO)

    def _reminders(self, today: date) -> Iterator[str]:
        """Nobody gets two of one day."""
        make_digests(self.there.office, WHO, None)
        told = sorted(_lines(message.blocks) for message in self._sent())
        names = [_name_in(opening) for opening, *_ in told]
        assert len(set(names)) == len(names)
        for name, (opening, *rows) in zip(names, told, strict=True):
            if name in READ:
                yield opening
                quarter = (today.month - 4) % 12 // 3
                self.told[name, quarter] += 1
                yield from (f"  {row}" for row in rows if self.told[name, quarter] == 1)
        others = [name for name in names if name not in READ]
        if others:
            yield f"Reminded as well: {', '.join(others)}."

    def _sent(self) -> list[Message]:
        """Everything that is owed is drawn and stands; those of them that are new reminders."""
        reminders = []
        while owed := self._claimed():
            for message in owed:
                drawn = self._drawn(message)
                if drawn and message.kind == DIGEST and not message.ts:
                    reminders.append(drawn)
        return reminders

    def _claimed(self) -> list[Owed]:
        with self.there.office.store.work() as uow:
            return outbox.claim(uow, 50, timedelta(minutes=5))

    def _drawn(self, owed: Owed) -> Message | None:
        """As delivery does it: what there is nothing new to say of is let go. Slack would take each."""
        office = self.there.office
        try:
            drawn = draw(office, owed)
        except NotAllowedError:
            with office.store.work() as uow:
                outbox.let_go(uow, owed)
            return None
        assert message_problems({"text": drawn.message.text, "blocks": drawn.message.blocks}) == []
        with office.store.work() as uow:
            outbox.record_stands(uow, owed, owed.channel or "D0YEAR", owed.ts or "1.1", drawn.revision)
        return drawn.message

    def _how_it_stands(self) -> str:
        number = func.count().label("number")
        counted = select(_duty.c.status, number).group_by(_duty.c.status).order_by(_duty.c.status)
        with self.there.office.store.look() as uow:
            stands = {row.status: int(row.number) for row in uow.run(counted)}
        self.stands.update(stands)
        return ", ".join(f"{many} {status}" for status, many in stands.items())


@pytest.mark.slow
def test_a_year_in_the_life_of_the_council(council: Thornmere) -> None:
    year = Council(council)
    told = "\n".join(year.days()) + "\n"
    assert set(year.told) == {(name, quarter) for name in READ for quarter in range(4)}
    assert set(year.stands) == {status.value for status in Status}
    if os.environ.get("QA_WRITE_YEAR"):
        KEPT.write_text(told)
    assert told == KEPT.read_text()


def _lines(blocks: list[Block]) -> list[str]:
    return [_words(block) for block in blocks if block["type"] in ("section", "rich_text")]


def _words(block: Block) -> str:
    if block["type"] == "section":
        return str(block["text"]["text"]).replace("\n", " · ")
    leaves = [leaf for element in block["elements"] for leaf in element["elements"]]
    return "".join(str(leaf.get("text", "")) for leaf in leaves)


def _name_in(opening: str) -> str:
    found = OPENING.match(opening)
    assert found, opening
    return found[1]
