"""A desk at which people and teams files are imported, day after day. All people here are invented."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.clock import Clock
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.roster.imports import ImportResult, import_people
from bot.storage import people
from bot.storage.store import Store
from bot.storage.tables import log, table_of
from bot.storage.tables import people as tables
from tests.council import LIBRARY

MONDAY = date(2026, 11, 16)
FRIDAY, SATURDAY, NEXT = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
HEADER = "email,name,team,supervisor_email,posts,started,ended,slack_user_id"
TEAMS = "team,parent,frameworks,channel,nation\nChildren's,,maple,,\nEast,Children's,,C1,\nWest,Children's,,,WLS\n"
SAM = "sam@example.org,Sam Larkspur,East,,manager,2024-01-01,,"
LEE = "lee@example.org,Lee Copperwood,West,,manager@West;qa-lead@Children's,,,"
ADE = "ade@example.org,Ade Fernhill,East,sam@example.org,worker,2024-05-01,,U0ADE"
JO = "jo@example.org,Jo Teal,East,sam@example.org,worker;panel@West,,,"
ALL = (SAM, LEE, ADE, JO)


@dataclass(frozen=True)
class DayClock(Clock):
    """Ten in the morning of one day."""

    day: date = MONDAY

    def instant(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=UTC)


@dataclass
class Desk:
    """Where the files are imported."""

    store: Store
    folder: Path
    actor: Actor = field(default=Actor(OPERATOR))

    def on(self, day: date) -> None:
        self.store.clock = DayClock(day=day)

    def bring(
        self, *rows: str, teams: str | None = TEAMS, dry_run: bool = False, ends: int | None = None
    ) -> ImportResult:
        file, teams_file = self.folder / "people.csv", self.folder / "teams.csv"
        file.write_text("\n".join([HEADER, *rows]) + "\n")
        teams_file.write_text(teams or "")
        office = Office(self.store, LIBRARY)
        return import_people(office, self.actor, file, teams_file if teams else None, dry_run, ends)

    def told(self, *rows: str, **given: Any) -> list[str]:
        """The sentences of an import without problems."""
        result = self.bring(*rows, **given)
        assert result.problems == ()
        return [change.sentence for change in result.changes]

    def wrong(self, *rows: str, **given: Any) -> list[str]:
        """The problems, as `file:line: …` without the folder."""
        result = self.bring(*rows, **given)
        assert result.changes == ()
        return [str(problem).removeprefix(f"{self.folder}/") for problem in result.problems]

    def standing(self, email: str, day: date) -> tuple[str | None, set[str], str | None] | None:
        """Team, posts and supervisor on a day, by name."""
        with self.store.look() as uow:
            key = people.find_by_email(uow, email)
            found = people.load_standing(uow, key, day) if key else None
            if key is None or found is None:
                return None
            name: Callable[[str], str] = lambda team: people.load_team_name(uow, team)  # noqa: E731
            above = people.load_supervisor(uow, key, day)
            posts = {f"{post.name}@{name(post.team) if post.team else ''}" for post in found.posts}
            return (
                name(found.team) if found.team else None,
                posts,
                people.load_names(uow, [above])[above] if above else None,
            )

    def picture(self, day: date) -> dict[str, Any]:
        """Everybody who works here on a day, and the frameworks of every team."""
        with self.store.look() as uow:
            emails = [row.email for row in uow.run(select(table_of(tables.Person)))]
        return {email: found for email in emails if email and (found := self.standing(email, day))}

    def frameworks(self, email: str, day: date) -> frozenset[str]:
        with self.store.look() as uow:
            key = people.find_by_email(uow, email)
            return people.load_frameworks(uow, people.load_team_of(uow, str(key), day), day)

    def rows(self, model: Any) -> int:
        with self.store.look() as uow:
            return int(uow.run(select(func.count()).select_from(table_of(model))).scalar_one())

    def keys(self) -> list[str]:
        """The ids of everybody ever known."""
        with self.store.look() as uow:
            return list(uow.run(select(table_of(tables.Person).c.id)).scalars())

    def logged(self) -> list[str]:
        with self.store.look() as uow:
            return [row.body for row in uow.run(select(table_of(log.Entry)).order_by(table_of(log.Entry).c.sequence))]
