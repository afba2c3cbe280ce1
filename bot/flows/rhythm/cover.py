"""Who is reminded in somebody's place. Pure; what a stand-in may do is decided in access.py."""

from bot.domain.rhythm import Cover


def reader_of(person: str, cover: Cover) -> str | None:
    """They themselves; while they are away their stand-in, else their supervisor; nobody for who has left.

    A stand-in or supervisor who is away too is passed over in the same way.
    """
    if person not in cover.here:
        return None
    above: list[str] = []
    while person not in above:
        there = _present(person, cover)
        if there:
            return there
        above.append(person)
        person = cover.supervisor.get(person, person)
    return None


def _present(person: str, cover: Cover) -> str | None:
    """The first who is at work: they, their stand-in, that one's stand-in and so on."""
    passed: set[str] = set()
    while person in cover.away and person not in passed:
        passed.add(person)
        person = cover.away[person] or person
    return person if person in cover.here and person not in cover.away else None
