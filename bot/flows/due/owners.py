"""Who owes it on a day, who is told besides, and who sees it once it is late. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.domain.duties import Occasion
from bot.domain.runs import Subject
from bot.flows.due.council import Found
from bot.flows.due.ledger import Ledger
from bot.frameworks.rules import SUPERVISOR

_MOST = 5
"""As many are told besides, at the most."""


class Owners:
    """Asked for one subject on one day. `by` started the clock; `recent` are the newest things known of the subject."""

    def __init__(
        self,
        ledger: Ledger,
        subject: Subject,
        about: str | None,
        day: date,
        by: Occasion | None,
        recent: Sequence[Occasion],
    ) -> None:
        self._ledger, self._council = ledger, ledger.council
        self._subject, self._about, self._day = subject, about, day
        self._by, self._recent = by, recent

    def first(self, owed_by: Sequence[str], *, is_self: bool) -> Found | None:
        """The first who can be found, in the order of the file."""
        if is_self and self._subject.person:
            return self._own_post(owed_by)
        return next((found for name in owed_by for found in self._named(name)), None)

    def besides(self, names: Iterable[str], owner: str | None) -> tuple[str, ...]:
        found = dict.fromkeys(found.person for name in names for found in self._named(name))
        return tuple(person for person in found if person != owner)[:_MOST]

    def above(self, names: Iterable[str], owner: str | None) -> tuple[str, ...]:
        """supervisor: of whoever owes it; line: the next above."""
        found: list[str] = []
        for name in names:
            if name in (SUPERVISOR, "line"):
                found += self._up(owner, 1 if name == SUPERVISOR else 2)
            else:
                found += [there.person for there in self._named(name)]
        return tuple(person for person in dict.fromkeys(found) if person != owner)[:_MOST]

    def team(self, owner: str | None) -> str | None:
        """Where it is counted."""
        if self._subject.team:
            return self._subject.team
        person = self._subject.person or owner
        return self._council.team_of(person, self._day) if person else self._team()

    def _own_post(self, owed_by: Sequence[str]) -> Found | None:
        person = self._subject.person or ""
        spans = [span for span in self._council.holding(person, owed_by) if span.holds(self._day)]
        works = self._council.works(person, self._day)
        return Found(person, spans[0].since) if spans and works else None

    def _named(self, name: str) -> Iterator[Found]:
        match name:
            case "supervisor":
                yield from self._supervisor()
            case "author" | "owner":
                yield from self._here(self._author())
            case "member":
                yield from self._here(self._about)
            case "subject":
                yield from self._here(self._subject.person)
            case _:
                yield from self._holders(name)

    def _here(self, person: str | None) -> Iterator[Found]:
        """Somebody who still works here; who has left hands over to whoever supervised them."""
        if person and self._council.works(person, self._day):
            begun = self._by.day if self._by else self._day
            yield Found(person, max(self._since(person), min(begun, self._day)))
        elif person:
            successor = self._council.last_supervisor(person)
            if successor and self._council.works(successor, self._day):
                left = max((span.until for span in self._council.working(person) if span.until), default=self._day)
                yield Found(successor, max(left, self._since(successor)))

    def _since(self, person: str) -> date:
        return next((span.since for span in self._council.working(person) if span.holds(self._day)), self._day)

    def _supervisor(self) -> Iterator[Found]:
        person = self._subject.person or self._author()
        found = self._council.supervisor_of(person, self._day) if person else None
        if found:
            yield found

    def _author(self) -> str | None:
        one = self._by or (self._recent[-1] if self._recent else None)
        return one.author if one else None

    def _holders(self, post: str) -> Iterator[Found]:
        """Of a reference first whoever recorded something about it last; then by team; then anybody who holds it."""
        if self._subject.meeting:
            seated = set(self._ledger.seats.get(self._subject.meeting, ()))
            yield from (found for found in self._council.holders(post, self._day) if found.person in seated)
        if self._subject.reference:
            for one in reversed(self._recent):
                yield from self._council.holds(one.author or "", post, self._day)
        over = self._council.teams_over(self._team(), self._day)
        for team in over:
            yield from self._council.holders(post, self._day, team)
        if not self._subject.team and not self._subject.person:
            yield from self._council.holders(post, self._day)

    def _team(self) -> str | None:
        """The team concerned."""
        if self._subject.team:
            return self._subject.team
        if self._subject.person:
            return self._council.team_of(self._subject.person, self._day)
        teams = (one.team for one in (self._by, *reversed(self._recent)) if one and one.team)
        return next(teams, None)

    def _up(self, owner: str | None, steps: int) -> list[str]:
        person = owner
        for _ in range(steps):
            found = self._council.supervisor_of(person, self._day) if person else None
            person = found.person if found else None
        return [person] if person else []
