"""What happened, found by what a rule looks for; and whom it happened to. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from bot.domain.duties import Occasion, World
from bot.domain.runs import Subject
from bot.flows.due.council import Council
from bot.frameworks.schedule import Happening, Rule

Key = tuple[str, str]
"""Whom or what something counts for, and who or what inside that."""


class Ledger:
    """A world, made ready to be asked."""

    def __init__(self, world: World, council: Council | None = None) -> None:
        self.world = world
        self.council = council or Council(world.stints, world.teams)
        self._by_name: dict[tuple[str, str, str], list[Occasion]] = defaultdict(list)
        for there in sorted(world.occasions, key=lambda there: (there.day, there.id)):
            self._by_name[there.kind, there.name, there.state].append(there)

    @cached_property
    def seats(self) -> dict[str, tuple[str, ...]]:
        """The members of each meeting."""
        return {there.meeting: there.members for there in self.world.seats}

    def starts(self, there: Happening) -> list[Occasion]:
        """What starts a clock, in order of its days."""
        is_begun = bool(there.part or there.meeting or there.actions_of)
        found = list(self._matching(there, "opened" if is_begun else "done"))
        if there.first:
            found = list({(one.author, one.name): one for one in reversed(found)}.values())
        return sorted(found, key=lambda one: (one.day, one.id))

    def ends(self, wanted: Iterable[Happening]) -> list[Occasion]:
        """What discharges something, in order of its days."""
        found = {one.id: one for there in wanted for one in self._matching(there, "done")}
        return sorted(found.values(), key=lambda one: (one.day, one.id))

    def before(self, rule: str) -> list[Occasion]:
        """When it was last done before the framework went live, as a file told."""
        return self._by_name.get(("before", rule, "done"), [])

    def _matching(self, there: Happening, state: str) -> Iterator[Occasion]:
        for kind, name in names_of(there):
            for one in self._by_name.get((kind, name, state), []):
                if not there.outcomes or one.outcome in there.outcomes:
                    yield one


def names_of(there: Happening) -> list[tuple[str, str]]:
    """By what kind and name occasions of this happening are kept."""
    if there.actions_of:
        return [("action", name) for name in there.actions_of]
    if there.check:
        return [("check", f"{there.check}/{there.part}" if there.part else there.check)]
    if there.fact:
        return [("fact", f"{there.register_}/{there.fact}")]
    return [("meeting", there.meeting)] if there.meeting else [("survey", there.survey or "")]


def folded(text: str | None) -> str:
    return (text or "").casefold()


def counts_for(rule: Rule, one: Occasion) -> Key | None:
    """Whom or what an occasion discharges this rule for; nothing where it is about something else."""
    inside = folded(one.about) if rule.per_about else ""
    match rule.per:
        case "self":
            who = one.subject.person if one.kind == "before" else one.author
            return (who, "") if who else None
        case "supervisee":
            return (one.subject.person, "") if one.subject.person else None
        case "team":
            team = one.subject.team or one.team
            return (team, "") if team else None
        case "subject":
            return (folded(one.subject.reference), inside) if one.subject.reference else None
        case "meeting":
            member = (one.author or "") if "member" in rule.owed_by else ""
            return (one.subject.meeting or "", member)
        case "action":
            return (one.about or "", "")
    return ("", "")


def key_of(rule: Rule, subject: Subject, about: str | None) -> Key:
    """The same for the one it is owed about."""
    if rule.per == "action":
        return (about or "", "")
    inside = about or "" if rule.per == "meeting" else folded(about)
    key = folded(subject.key) if rule.per == "subject" else subject.key or ""
    return (key, inside)
