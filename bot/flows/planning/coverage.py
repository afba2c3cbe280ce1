"""Who is not covered yet by rules about each of several people: by name to their supervisor, else by number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.duties import Duty, Status
from bot.domain.people import Standing
from bot.domain.planning import Coverage
from bot.flows.due.naming import name_of
from bot.flows.office import Office
from bot.flows.relations import selves_of, supervised_by
from bot.frameworks.schedule import Rule
from bot.storage import people
from bot.storage.store import Uow

_OUT = frozenset({Status.EXCUSED, Status.NOTHING, Status.PAUSED})
_DONE = frozenset({Status.DONE, Status.DONE_LATE})
_NOBODY = "nobody"


@dataclass(frozen=True)
class _Reader:
    uow: Uow
    theirs: frozenset[str]
    selves: frozenset[str]

    def may_name(self, person: str, duty: Duty) -> bool:
        """Whoever supervises them, or owes it and so has to know."""
        return person in self.theirs or duty.owner in self.selves


def coverage_of(uow: Uow, office: Office, standing: Standing, duties: Iterable[Duty]) -> list[Coverage]:
    """Of each rule with a window that holds today, and of what it covers in that."""
    reader = _Reader(uow, frozenset(there.id for there in supervised_by(uow, standing)), selves_of(standing))
    current: defaultdict[tuple[str, date], list[Duty]] = defaultdict(list)
    for duty in duties:
        rule = office.library.rules[duty.rule][1] if duty.rule in office.library.rules else None
        if rule and is_covering(rule) and duty.opens <= uow.today <= duty.due and duty.status not in _OUT:
            current[duty.rule, duty.due].append(duty)
    found = (_coverage(reader, office, some) for some in current.values())
    return sorted(found, key=lambda there: (there.until, there.title))


def is_covering(rule: Rule) -> bool:
    """In its window everybody is to be looked at: one duty for each, or one that names who is still missing."""
    return bool(rule.each or rule.in_) and (rule.per == "supervisee" or bool(rule.covers))


def _coverage(reader: _Reader, office: Office, duties: list[Duty]) -> Coverage:
    wanted = sum(duty.count if duty.missing or _covers(office, duty) else 1 for duty in duties)
    missing = [(person, duty) for duty in duties for person in _missing(duty, covers=_covers(office, duty))]
    named = {person for person, duty in missing if reader.may_name(person, duty)}
    others = Counter(duty.owner or _NOBODY for person, duty in missing if person not in named)
    names = people.load_names(reader.uow, {*named, *others} - {_NOBODY})
    return Coverage(
        title=name_of(reader.uow, office, duties[0]).title,
        until=duties[0].due,
        total=wanted,
        done=wanted - len(missing),
        missing=tuple(sorted(names[person] for person in named)),
        elsewhere=tuple(sorted((names.get(owner, _NOBODY), many) for owner, many in others.items())),
    )


def _covers(office: Office, duty: Duty) -> bool:
    return bool(office.library.rules[duty.rule][1].covers)


def _missing(duty: Duty, *, covers: bool) -> Iterator[str]:
    if covers:
        yield from duty.missing
    elif duty.status not in _DONE and duty.subject.person:
        yield duty.subject.person
