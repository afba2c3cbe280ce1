"""Months that are proposed, in a reminder: in the first weeks of the financial year and of a framework, not all year.

On Home they stand for as long as nobody has said yes to them. How they are proposed: months.py.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.domain.digest_views import Proposed
from bot.domain.digests import Item, Kind
from bot.domain.duties import duty_id
from bot.domain.people import Standing
from bot.domain.runs import Subject
from bot.flows.digests.became import Became
from bot.flows.office import Office
from bot.flows.planning.months import count_proposed, yearly_of
from bot.frameworks.windows import windows
from bot.storage.go_live import load_go_lives
from bot.storage.store import Uow

_SHOWN_FOR = timedelta(days=30)


def proposals(uow: Uow, office: Office, instead: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    """By whoever owes it: nobody chooses a month in somebody's place because of a reminder."""
    live, year = load_go_lives(uow), next(windows("financial-year", uow.today)).first
    newest: dict[str, date] = {}
    for duty, chosen in yearly_of(uow, office.library, [who for who, reader in instead.items() if who == reader]):
        if duty.owner and chosen and not chosen.is_accepted:
            begun = (first for first in (year, live.get(duty.framework)) if first and _is_near(first, uow.today))
            newest[duty.owner] = max([newest.get(duty.owner, date.min), *begun])
    for owner, stage in newest.items():
        if stage > date.min:
            # Its own id, so that it is told once for each of those days.
            about = duty_id("months", Subject("person", owner), None, stage.isoformat())
            yield owner, Item(Kind.MONTHS, about, stage)


def _is_near(first: date, today: date) -> bool:
    return first <= today < first + _SHOWN_FOR


def proposed_to(uow: Uow, office: Office, standing: Standing) -> tuple[Proposed, Became]:
    """What the row says, and what became of it."""
    left = count_proposed(uow, office.library, standing)
    return Proposed(left), Became("they wait on Home", is_closed=False) if left else Became("chosen", is_closed=True)
