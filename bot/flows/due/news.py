"""What the log tells since it was followed last, as far as it decides what is owed: which rules, about whom. Pure but
for looking up what an entry names by its id.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from bot.domain.runs import Subject
from bot.domain.sought import Line, Touch, Within
from bot.flows.due.looking import Subjects, looks_at, looks_at_firsts, sought_by, subjects_of
from bot.flows.office import Office
from bot.frameworks.schedule import Rule
from bot.storage.duties import load_duties
from bot.storage.occasions import load_occasions
from bot.storage.store import Uow
from bot.storage.touched import (
    load_touched_facts,
    load_touched_meetings,
    load_touched_runs,
    load_touched_waves,
)

IGNORED = frozenset(
    {
        "answered", "overtaken", "read", "read together", "refused", "preference", "shared", "hours chosen",
        "facts imported", "sheets entered", "survey opened", "agenda added", "agenda taken off", "meeting renamed",
        "risk raised", "risk decided", "switched off", "calendar moved", "put off",
    }
)  # fmt: skip
"""What decides nothing, and much of the log."""
_EVERYTHING = frozenset({"people imported", "go-live set"})
_ABSENCES = frozenset({"absence entered", "absence changed", "absence ended"})
_MEETS = frozenset({"next meeting agreed", "next meeting open"})
CHANGES_PEOPLE = _EVERYTHING | _ABSENCES

Stale = dict[str, Subjects]
"""By rule, about whom it has to be worked out anew."""


@dataclass
class News:
    """What has changed, by ids."""

    is_general: bool = False
    """All has to be worked out anew."""
    people_at: int | None = None
    """The last entry by which people changed."""
    runs: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    meetings: set[str] = field(default_factory=set)
    waves: set[str] = field(default_factory=set)
    duties: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    meet: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        found = (self.runs, self.facts, self.meetings, self.waves, self.duties, self.absent, self.meet)
        return not self.is_general and not any(found)


def news_in(lines: Iterable[Line]) -> News:
    """An entry of a kind that is not known here is taken by what it names."""
    news = News()
    named = {"fact": news.facts, "corrects": news.facts, "meeting": news.meetings, "wave": news.waves}
    named |= {"duty": news.duties}
    for line in lines:
        news.is_general |= line.verb in _EVERYTHING
        if line.verb in CHANGES_PEOPLE:
            news.people_at = line.sequence
        if line.verb in _ABSENCES | _MEETS:
            (news.absent if line.verb in _ABSENCES else news.meet).add(str(line.facts["person"]))
        if line.run:
            news.runs.add(line.run)
        for name, ids in named.items():
            if isinstance(line.facts.get(name), str):
                ids.add(str(line.facts[name]))
    return news


def stale_by(uow: Uow, office: Office, news: News) -> Stale:
    """What has to be worked out anew because of it."""
    touches = list(
        chain(
            load_touched_runs(uow, news.runs),
            load_touched_facts(uow, news.facts),
            load_touched_meetings(uow, news.meetings),
            load_touched_waves(uow, news.waves),
        )
    )
    found: dict[str, list[Subjects]] = defaultdict(list)
    for rule_id, (plan, rule) in office.library.rules.items():
        mine = [touch for touch in touches if touch.framework == plan.framework and looks_at(rule, touch)]
        firsts = [touch for touch in mine if looks_at_firsts(rule, touch)]
        if firsts:
            mine += _others_of(uow, office, rule, plan.framework, firsts)
        found[rule_id] += [subjects_of(rule, touch) for touch in mine]
        found[rule_id] += list(_by_people(rule, news))
    for duty in load_duties(uow, news.duties).values():
        found[duty.rule].append(frozenset([duty.subject]))
    return {rule: _together(about) for rule, about in found.items() if about and rule in office.library.rules}


def _others_of(uow: Uow, office: Office, rule: Rule, framework: str, touches: list[Touch]) -> Iterator[Touch]:
    """All by the same people: one may have been their first so far, or be it now."""
    authors = frozenset(touch.author for touch in touches if touch.author)
    sought = sought_by([rule], framework, office.library)
    for one in load_occasions(uow, office.store.clock.zone, sought, Within(authors=authors)):
        yield Touch(framework, one.kind, one.name, one.subject, one.author, one.team)


def _by_people(rule: Rule, news: News) -> Iterator[Subjects]:
    """Who is away pauses what is owed about them, and need not be covered; a supervision that is agreed moves it."""
    if news.absent and rule.covers:
        yield None
    if news.absent and rule.per == "supervisee":
        yield frozenset(Subject("person", person) for person in news.absent)
    if news.meet and rule.at_supervision:
        yield frozenset(Subject("person", person) for person in news.meet)


def _together(about: list[Subjects]) -> Subjects:
    return None if any(one is None for one in about) else frozenset(chain.from_iterable(one for one in about if one))
