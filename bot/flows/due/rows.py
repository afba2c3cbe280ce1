"""A duty as a row of a list: what its reader reads of it, and what can be done about it. Which rows: lists.py."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.duties import Duty, Status
from bot.domain.duty_acts import EXCUSE, HANDOVER, DutyAct
from bot.domain.duty_views import DutyRow, Say, Sight
from bot.domain.people import Standing
from bot.flows.due import access
from bot.flows.due.acts import can_be_anothers, can_still_be_done, may_be_nothing
from bot.flows.due.beginning import ACTION, CHECK, FACT, PART, begun_for, may_begin, ways_of
from bot.flows.due.naming import name_of, rule_of
from bot.flows.office import Office
from bot.flows.relations import selves_of
from bot.flows.shown import short_day
from bot.storage import duty_acts, people
from bot.storage.store import Uow

_BUTTONS = {CHECK: "Start", FACT: "Record", PART: "Open", ACTION: "Open"}


@dataclass
class Reader:
    """Somebody who looks at duties, and what was looked up for them already."""

    uow: Uow
    office: Office
    standing: Standing
    names: dict[str, str] = field(default_factory=dict)

    @property
    def selves(self) -> frozenset[str]:
        return selves_of(self.standing)

    def name(self, person: str) -> str:
        if person not in self.names:
            self.names |= people.load_names(self.uow, {person})
        return self.names.get(person, "")

    def rows(self, seen: Iterable[tuple[Duty, Sight]]) -> list[DutyRow]:
        """Each once: first what they owe themselves, last what others are late with; of each the most urgent first."""
        sights = {duty.id: (duty, sight) for duty, sight in reversed(list(seen))}
        mine = [duty for duty, sight in sights.values() if sight in (Sight.OWN, Sight.TOLD)]
        begun = begun_for(self.uow, self.office.library, mine, self.selves)
        said: dict[str, list[DutyAct]] = {}
        excused = [duty for duty, _ in sights.values() if duty.status is Status.EXCUSED]
        for act in duty_acts.load_acts_of(self.uow, [duty.id for duty in (*mine, *excused)]):
            said.setdefault(act.duty, []).append(act)
        order = sorted(sights.values(), key=lambda seen: (seen[0].due, seen[0].id))
        rows = [self._row(duty, sight, duty.id in begun, said.get(duty.id, [])) for duty, sight in order]
        return sorted(rows, key=lambda row: (row.is_late_with_others, row.sight is not Sight.OWN))

    def row(self, duty: Duty, sight: Sight) -> DutyRow:
        return self.rows([(duty, sight)])[0]

    def _row(self, duty: Duty, sight: Sight, is_begun: bool, said: list[DutyAct]) -> DutyRow:
        is_theirs = duty.owner == self.standing.person
        waiting = [act for act in said if act.waits]
        grace = duty.grace_until is not None and self.uow.today <= duty.grace_until
        return DutyRow(
            id=duty.id,
            name=name_of(self.uow, self.office, duty, sight),
            status=duty.status,
            due=duty.due,
            owner="" if is_theirs or duty.owner is None else self.name(duty.owner),
            sight=sight,
            button=self._button(duty, sight, is_begun=is_begun),
            count=duty.count,
            done=duty.done,
            missing=len(duty.missing) if duty.status.is_open else 0,
            waits=" ".join(self._waits(act) for act in waiting),
            before_them=is_theirs and grace and duty.status is Status.LATE,
            says=self.says(duty, sight, said),
            excused_until=next((act.until for act in reversed(said) if _lets_off(act)), None),
        )

    def _button(self, duty: Duty, sight: Sight, *, is_begun: bool) -> str:
        rule = rule_of(self.office.library, duty)
        if rule is None or not duty.status.is_open or sight not in (Sight.OWN, Sight.TOLD):
            return ""
        if is_begun:
            return "Carry on"
        if sight is Sight.TOLD and not may_begin(self.uow, self.office, self.standing, duty):
            return ""
        ways = list(ways_of(self.office.library, rule, duty))
        return _BUTTONS.get(ways[0].kind, "How to") if ways else ""

    def _waits(self, act: DutyAct) -> str:
        asked = self.name(act.to or "")
        if act.kind == HANDOVER:
            return f"{asked} was asked to take it on."
        who = "You" if act.person == self.standing.person else self.name(act.person)
        on = short_day(act.at.astimezone(self.office.store.clock.zone).date())
        return f"{who} asked to be excused on {on}; {asked} has not answered yet."

    def says(self, duty: Duty, sight: Sight, said: list[DutyAct]) -> tuple[Say, ...]:
        """What can be said of it now. Nobody but who owes it says more than when to be reminded."""
        if duty.status is Status.EXCUSED:
            return (Say.WHY, Say.CAN_BE_DONE) if self._can_be_done(duty, said) else (Say.WHY,)
        later = (Say.WHY, Say.SNOOZE) if duty.status.is_open else (Say.WHY,)
        if sight is not Sight.OWN:
            return later if sight in (Sight.TOLD, Sight.LATE) else (Say.WHY,)
        if duty.status is Status.NOTHING:
            return (Say.WHY, Say.TAKE_BACK) if self._was_said_today(said) else (Say.WHY,)
        if not duty.status.is_open:
            return (Say.WHY,)
        rule = rule_of(self.office.library, duty)
        others = [Say.NOT_MINE] if can_be_anothers(rule) else []
        nothing = [Say.NOTHING] if may_be_nothing(self.office.library, rule) else []
        return (*later, *others, *nothing, Say.EXCUSE)

    def _can_be_done(self, duty: Duty, said: list[DutyAct]) -> bool:
        is_in_time = can_still_be_done(self.office.library, duty, self.uow.today)
        return is_in_time and any(map(_lets_off, said)) and access.may_end(self.uow, self.standing, duty)

    def _was_said_today(self, said: list[DutyAct]) -> bool:
        zone = self.office.store.clock.zone
        return any(
            act.kind == "nothing" and act.holds and act.at.astimezone(zone).date() == self.uow.today for act in said
        )


def _lets_off(act: DutyAct) -> bool:
    return act.kind == EXCUSE and act.holds
