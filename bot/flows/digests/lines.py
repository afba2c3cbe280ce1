"""What waits, as lines for one reader, and what became of what waits no more: of a reminder, and of the lists.

What waits is found in gathering.py. Nothing is stored here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.action_views import Row
from bot.domain.digest_views import Begun, Line, Of
from bot.domain.digests import Item, Kind, Listed
from bot.domain.duties import Duty
from bot.domain.duty_views import DutyRow, Sight
from bot.domain.people import Standing, Verb
from bot.flows import access
from bot.flows.action_lists import rows_for
from bot.flows.digests.became import GONE, NOT_THEIRS, Became, action_became, duty_became, run_became
from bot.flows.digests.gathering import waiting_for
from bot.flows.digests.talks import talk_of
from bot.flows.due.access import sight_of
from bot.flows.due.naming import name_of
from bot.flows.due.rows import Reader
from bot.flows.office import Actor, Office
from bot.flows.planning.proposed import proposed_to
from bot.flows.relations import supervised_by
from bot.flows.reporting.owing import report_of_row
from bot.flows.views import heading_of
from bot.storage import people, runs
from bot.storage.actions import load_action
from bot.storage.digests import load_told
from bot.storage.duties import load_duties
from bot.storage.store import Uow

_OF_DUTIES = (Kind.DUTY, Kind.TOLD, Kind.LATE)
_ACTIONS = (Kind.ACTION, Kind.LED)


def waiting_lines(uow: Uow, office: Office, standing: Standing) -> list[tuple[Item, Line]]:
    """All that waits for somebody now, whatever a reminder lists and what none has come to yet."""
    items = waiting_for(uow, office, standing)
    snoozed = load_told(uow, [standing.person], ())[standing.person].snoozed
    return lines_for(uow, office, standing, snoozed).waiting(items)


def lines_for(uow: Uow, office: Office, standing: Standing, snoozed: Mapping[str, date]) -> "Lines":
    return Lines(uow, office, standing, snoozed, {person.id for person in supervised_by(uow, standing)})


@dataclass
class Lines:
    """Makes lines for one reader."""

    uow: Uow
    office: Office
    standing: Standing
    snoozed: Mapping[str, date]
    people: Collection[str]
    """Whom they supervise."""
    duties: dict[str, Duty] = field(default_factory=dict)
    rows: dict[str, DutyRow] = field(default_factory=dict)

    def waiting(self, items: list[Item]) -> list[tuple[Item, Line]]:
        self._look_up(item.about for item in items if item.kind in _OF_DUTIES)
        found = ((item, self._of(item.kind, item.about)[0]) for item in items)
        return [(item, self._waiting(item, of)) for item, of in found if of is not None]

    def of(self, listed: list[Listed], items: Mapping[str, Item]) -> list[tuple[Listed, Line, bool]]:
        """What was listed, as it stands now, and whether it is settled: no more will come of it for this reader.
        `items`: what waits still, by what each is about; why it stands there may change.
        """
        self._look_up(there.about for there in listed if there.kind in _OF_DUTIES)
        return [(there, *self._listed(there, items.get(there.about))) for there in listed]

    def _look_up(self, ids: Iterable[str]) -> None:
        """As its reader may see each now: what is read in somebody's place may be named less, or not at all."""
        self.duties = load_duties(self.uow, ids)
        sights = [(duty, sight_of(self.uow, self.office, self.standing, duty)) for duty in self.duties.values()]
        rows = Reader(self.uow, self.office, self.standing).rows((duty, sight) for duty, sight in sights if sight)
        self.rows = {row.id: row for row in rows}

    def _listed(self, there: Listed, item: Item | None) -> tuple[Line, bool]:
        of, became, called = self._of(there.kind, there.about)
        if item is None or of is None:
            over = became.said if of else NOT_THEIRS
            line = Line(there.kind, of, called, over, is_of_people=self._is_of_people(there.about), stood=there.stood)
        else:
            line = replace(self._waiting(item, of), stood=there.stood)
        return line, became.is_closed or line.over == NOT_THEIRS

    def _waiting(self, item: Item, of: Of) -> Line:
        away = people.load_names(self.uow, [item.instead_of])[item.instead_of] if item.instead_of else ""
        until = self.snoozed.get(item.about)
        put_off = until if until and until > self.uow.today else None
        led = self._is_of_people(item.about)
        return Line(item.kind, of, instead_of=away, is_of_people=led, put_off=put_off)

    def _is_of_people(self, about: str) -> bool:
        duty = self.duties.get(about)
        return duty is None or duty.owner in self.people

    def _of(self, kind: Kind, about: str) -> tuple[Of, Became, str]:
        """It as it is seen, what became of it, and what such a thing is called."""
        if kind in _OF_DUTIES:
            duty = self.duties.get(about)
            called = name_of(self.uow, self.office, duty, Sight.COUNTED).title if duty else ""
            return self.rows.get(about), duty_became(duty, self.standing), called
        if kind is Kind.MEETS:
            return *talk_of(self.uow, self.office, self.standing, about), "A meeting of two"
        if kind is Kind.MONTHS:
            return *proposed_to(self.uow, self.office, self.standing), "Months for yearly checks"
        if kind is Kind.REPORT:
            return *report_of_row(self.uow, self.office, self.standing, about), "A report"
        return self._action(kind, about) if kind in _ACTIONS else self._begun(about)

    def _action(self, kind: Kind, about: str) -> tuple[Row | None, Became, str]:
        action = load_action(self.uow, about)
        if action is None:
            return None, GONE, ""
        row = next(iter(rows_for(self.uow, self.office, self.standing, [action])), None)
        return row, action_became(action, kind, self.uow), "Action of a check"

    def _begun(self, about: str) -> tuple[Begun | None, Became, str]:
        run = runs.load_run(self.uow, about)
        if run is None:
            return None, GONE, ""
        heading = heading_of(self.uow, self.office, run)
        if not access.allows(self.uow, self.office, Actor(self.standing.person), Verb.READ_DONE, run):
            return None, GONE, heading.title
        begun = Begun(run.id, f"{heading.title} · {heading.about}")
        return begun, run_became(self.uow, self.office, self.standing, run), heading.title
