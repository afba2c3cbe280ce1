"""Who works where, holds what, supervises whom and is away, on every day: questions about people without a database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.duties import Stint, TeamStint
from bot.flows.due.spans import Span, common, joined

_DEEPEST = 20


@dataclass(frozen=True)
class Found:
    """Somebody, and since when they have been what was asked for."""

    person: str
    since: date


class Council:
    """Made once from all the rows, and asked many times."""

    def __init__(self, stints: Iterable[Stint], teams: Iterable[TeamStint]) -> None:
        self._of: dict[tuple[str, str], list[Stint]] = defaultdict(list)
        self._posts: dict[str, list[Stint]] = defaultdict(list)
        self._posts_at: dict[tuple[str, str], list[Stint]] = defaultdict(list)
        self._below: dict[str, list[Stint]] = defaultdict(list)
        self._teams: dict[tuple[str, str], list[TeamStint]] = defaultdict(list)
        self._uses: dict[tuple[str, str], list[Span]] = {}
        self._frameworks: dict[tuple[str, str], list[Span]] = {}
        for stint in stints:
            self._of[stint.person, stint.what].append(stint)
            if stint.what == "post":
                self._posts[stint.value or ""].append(stint)
                self._posts_at[stint.value or "", stint.team or ""].append(stint)
            elif stint.what == "reports-to":
                self._below[stint.value or ""].append(stint)
        for there in teams:
            self._teams[there.team, there.what].append(there)

    def working(self, person: str) -> list[Span]:
        return joined(_spans(self._of.get((person, "works"), [])))

    def works(self, person: str, day: date) -> bool:
        return any(stint.holds_on(day) for stint in self._of.get((person, "works"), []))

    def away(self, person: str) -> list[Span]:
        return joined(_spans(self._of.get((person, "away"), [])))

    def team_of(self, person: str, day: date) -> str | None:
        return next((stint.value for stint in self._of.get((person, "team"), []) if stint.holds_on(day)), None)

    def supervised(self) -> Iterator[str]:
        """Everybody who ever had a supervisor."""
        return (person for person, what in self._of if what == "reports-to")

    def under_supervision(self, person: str) -> list[Span]:
        """While they have one, whoever it is."""
        return joined(_spans(self._of.get((person, "reports-to"), [])))

    def supervisor_of(self, person: str, day: date) -> Found | None:
        for stint in self._of.get((person, "reports-to"), []):
            if stint.holds_on(day) and stint.value and self.works(stint.value, day):
                return Found(stint.value, stint.since)
        return None

    def last_supervisor(self, person: str) -> str | None:
        """Whoever supervised them last, be it long ago."""
        stints = self._of.get((person, "reports-to"), [])
        return max(stints, key=lambda stint: stint.since).value if stints else None

    def supervisees_of(self, person: str, day: date) -> list[str]:
        below = self._below.get(person, [])
        return sorted({stint.person for stint in below if stint.holds_on(day) and self.works(stint.person, day)})

    def supervising(self, person: str) -> list[Span]:
        """While they supervise somebody."""
        return joined(_spans(self._below.get(person, [])))

    def stints_of(self, post: str) -> list[Stint]:
        """Everybody who ever held it, where and when."""
        return self._posts.get(post, [])

    def holding(self, person: str, posts: Iterable[str]) -> list[Span]:
        """While they hold one of these posts, wherever."""
        wanted = set(posts)
        return joined(_spans(stint for stint in self._of.get((person, "post"), []) if stint.value in wanted))

    def holders(self, post: str, day: date, team: str | None = None) -> list[Found]:
        """Who works here and holds it, at one team if that is named; who came first stands first."""
        return self._holding(self._posts.get(post, []) if team is None else self._posts_at.get((post, team), []), day)

    def holds(self, person: str, post: str, day: date) -> list[Found]:
        """That somebody works here and holds it, wherever."""
        return self._holding([stint for stint in self._of.get((person, "post"), []) if stint.value == post], day)

    def _holding(self, stints: Iterable[Stint], day: date) -> list[Found]:
        held = [stint for stint in stints if stint.holds_on(day) and self.works(stint.person, day)]
        return [Found(person, since) for since, person in sorted((stint.since, stint.person) for stint in held)]

    def teams_over(self, team: str | None, day: date) -> list[str]:
        """The team itself and those that it is part of."""
        over: list[str] = []
        while team and team not in over and len(over) < _DEEPEST:
            over.append(team)
            team = next((up.value for up in self._teams.get((team, "part-of"), []) if up.holds_on(day)), None)
        return over

    def using(self, framework: str) -> list[Span]:
        """While some team works by it."""
        return joined(
            Span(there.since, there.until)
            for (_, what), stints in self._teams.items()
            if what == "uses"
            for there in stints
            if there.value == framework
        )

    def team_using(self, team: str, framework: str, depth: int = 0) -> list[Span]:
        """While a team works by it, or is part of one that does."""
        known = self._uses.get((team, framework))
        if known is None and depth < _DEEPEST:
            own = [stint for stint in self._teams.get((team, "uses"), []) if stint.value == framework]
            spans = _team_spans(own)
            for up in self._teams.get((team, "part-of"), []):
                spans += common(_team_spans([up]), self.team_using(up.value, framework, depth + 1))
            known = self._uses[team, framework] = joined(spans)
        return known or []

    def person_using(self, person: str, framework: str) -> list[Span]:
        """While their team works by it."""
        known = self._frameworks.get((person, framework))
        if known is None:
            known = []
            for stint in self._of.get((person, "team"), []):
                known += common([Span(stint.since, stint.until)], self.team_using(stint.value or "", framework))
            known = self._frameworks[person, framework] = joined(known)
        return known


def _spans(stints: Iterable[Stint]) -> list[Span]:
    return [Span(stint.since, stint.until) for stint in stints]


def _team_spans(stints: Iterable[TeamStint]) -> list[Span]:
    return [Span(stint.since, stint.until) for stint in stints]
