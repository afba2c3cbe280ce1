"""One check of the year: what it is about, how it is answered, marked and what is agreed in it; then written."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.cli.history import Historian
from bot.cli.year.quarters import Quarters
from bot.cli.year.records import Records
from bot.domain.actions import Action
from bot.flows.office import Office
from bot.frameworks.demo import PastAction, PastCheck
from bot.frameworks.demo_year import Year
from bot.frameworks.item import Item
from bot.frameworks.kinds import ActionList, PersonItem, ShortText
from bot.frameworks.library import Form

_REFERENCE = re.compile(r"[A-Z][0-9]-[0-9][A-Z]\b")
_IN_TURNS = 12
"""Days between the first part of a check and its last."""
_TERMS = (14, 21, 28, 42, 60)


@dataclass(frozen=True)
class Wanted:
    """A check that somebody hands in on a day."""

    who: str
    check: str
    about: str | None
    on: date
    header: Mapping[str, str]
    good: int
    mostly: str = "yes"


@dataclass
class Checking:
    """By one framework. `held` has its meetings by name."""

    office: Office
    ids: Mapping[str, str]
    keys: Mapping[str, str]
    notes: list[str]
    today: date
    year: Year
    quarters: Quarters
    records: Records
    dice: Random
    held: Mapping[str, str]
    workers: Collection[str]
    """Those whose work is looked at."""

    def write(self, wanted: Wanted) -> list[Action]:
        """What was agreed in it."""
        form = self.office.form(wanted.check)
        past = self._past(form, wanted)
        historian = Historian(self.office, self.ids, self.keys, self.notes, past, self.today, self.held)
        historian.write()
        return historian.agreed

    def _past(self, form: Form, wanted: Wanted) -> PastCheck:
        days, checklist = (self.today - wanted.on).days, form.checklist
        actions = [] if checklist.is_private else self._actions(form, wanted.on)
        weak = self.year.weak.get(form.name, {})
        return PastCheck(
            who=wanted.who,
            check=form.name,
            about=wanted.about,
            header=self._header(form, wanted),
            begun=days + _IN_TURNS if checklist.has_turns else days,
            finished=days,
            mostly=wanted.mostly,
            often=wanted.good,
            less={item: self.quarters.of(shares, wanted.on) for item, shares in weak.items()},
            answers={action.item: answer for action, answer in actions if answer},
            actions=[action for action, _ in actions],
            themes=[] if checklist.is_private else self._themes(wanted.on),
            good_practice=not checklist.is_private and self._happens(self.year.good_practice, wanted.on),
        )

    def _header(self, form: Form, wanted: Wanted) -> dict[str, str]:
        asked = form.checklist.asked_first
        lines = {item.id: self._line(item) for item in asked if isinstance(item, ShortText)}
        others = sorted(set(self.workers) - {wanted.who})
        people = [item for item in asked if isinstance(item, PersonItem) and not item.default]
        return lines | {item.id: self.dice.choice(others) for item in people} | dict(wanted.header)

    def _line(self, item: ShortText) -> str:
        """As its example; a reference of its own where that is one."""
        example = item.example or self.dice.choice(self.notes)
        return self.records.invented() if _REFERENCE.match(example) else example

    def _themes(self, on: date) -> list[str]:
        return [name for name, shares in self.year.marked.items() if self._happens(shares, on)]

    def _happens(self, shares: list[int], on: date) -> bool:
        return self.dice.randrange(100) < self.quarters.of(shares, on)

    def _actions(self, form: Form, on: date) -> list[tuple[PastAction, str | None]]:
        """At most one, and the answer that it follows from."""
        sections = [section for part in form.checklist.parts for section in part.sections if not section.show_if]
        always = [item for section in sections for item in section.items if not item.show_if]
        room = [(item, self._before(item)) for item in always if self._has_room(item)]
        if not room or not self.year.agreed or not self._happens(self.year.agreed_in, on):
            return []
        item, answer = self.dice.choice(room)
        words, days = self.dice.choice(self.year.agreed), self.dice.choice(_TERMS)
        return [(PastAction(item=item.id, words=words, in_days=days), answer)]

    def _has_room(self, item: Item) -> bool:
        return isinstance(item, ActionList) or bool(item.action and item.action.offered_on)

    def _before(self, item: Item) -> str | None:
        return item.action.offered_on[0] if item.action and not isinstance(item, ActionList) else None
