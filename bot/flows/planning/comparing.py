"""What other schedules would mean for the people who are here: worked out by both, and nothing is stored."""

from collections import defaultdict
from dataclasses import replace

from bot.clock import Deadline
from bot.domain.changes import Changed
from bot.domain.duties import Duty
from bot.domain.people import Verb
from bot.flows import access
from bot.flows.due.keeping import owed_by_all
from bot.flows.office import Actor, Office
from bot.frameworks.library import Library
from bot.storage.store import Uow

PATIENCE = 600.0


def compare_schedules(office: Office, actor: Actor, other: Library) -> list[Changed]:
    """By rule, how what is open today would differ by these files; rules of no change are left out."""
    with office.store.look(actor.deadline or Deadline.after(PATIENCE)) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        now, then = _open(uow, office), _open(uow, replace(office, library=other, council=None))
    titles = {name: rule.title for library in (office.library, other) for name, (_, rule) in library.rules.items()}
    found = (_changed(rule, titles[rule], now[rule], then[rule]) for rule in sorted({*now, *then}))
    return [change for change in found if not change.is_nothing]


def _open(uow: Uow, office: Office) -> defaultdict[str, dict[str, Duty]]:
    found: defaultdict[str, dict[str, Duty]] = defaultdict(dict)
    for rule, duties in owed_by_all(uow, office):
        found[rule.id] = {duty.id: duty for duty in duties if duty.status.is_open}
    return found


def _changed(rule: str, title: str, now: dict[str, Duty], then: dict[str, Duty]) -> Changed:
    both = now.keys() & then.keys()
    return Changed(
        rule=rule,
        title=title,
        adds=len(then.keys() - now.keys()),
        removes=len(now.keys() - then.keys()),
        moves=sum(now[key].due != then[key].due for key in both),
        passes_on=sum(now[key].owner != then[key].owner for key in both),
    )
