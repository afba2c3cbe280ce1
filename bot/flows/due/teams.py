"""How far teams are with what was to be done in this quarter: numbers, and no names."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from bot.domain.duties import Duty, Status
from bot.domain.duty_views import Late, Team
from bot.domain.people import Standing
from bot.domain.people import Team as PeopleTeam
from bot.flows.due.naming import title_of
from bot.flows.office import Office
from bot.flows.relations import is_qa_lead, posts_of
from bot.frameworks.windows import Window, windows
from bot.storage import people
from bot.storage.duties import count_late, load_of_team
from bot.storage.store import Uow

_NO_TEAM = "No team"
_DONE = (Status.DONE, Status.DONE_LATE)
_PAST = (Status.LATE, Status.MISSED)
_NOT_EXPECTED = (Status.EXCUSED, Status.NOTHING, Status.PAUSED, Status.PLANNED)


def managed_teams(uow: Uow, standing: Standing) -> list[PeopleTeam]:
    """The teams that they manage, and those that are part of them."""
    managed = {post.team for post in posts_of(uow, standing) if post.name == "manager" and post.team}
    return people.load_teams_under(uow, managed, uow.today) if managed else []


def team_lines(uow: Uow, office: Office, teams: list[PeopleTeam]) -> list[Team]:
    """A line for each team: of this quarter of the year, and what is late from before it."""
    quarter, year = next(windows("quarter", uow.today)), timedelta(days=366)
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in load_of_team(uow, (team.id for team in teams), uow.today - year, uow.today + year):
        if not _is_hidden(office, duty, uow.today):
            found[duty.team or ""].append(duty)
    lines = (_line(team, found[team.id], quarter) for team in teams)
    return [line for line in lines if line.expected or line.past or line.missing]


def late_lines(uow: Uow, office: Office, standing: Standing) -> list[Late]:
    """For a QA lead, what is past its date in every team; the team with the most first."""
    if not is_qa_lead(uow, standing):
        return []
    found: dict[str | None, Counter[str]] = defaultdict(Counter)
    for (team, rule), many in count_late(uow).items():
        if rule in office.library.rules:
            found[team][title_of(office.library, office.library.rules[rule][1])] += many
    lines = (
        Late(people.load_team_name(uow, team) if team else _NO_TEAM, tuple(titles.most_common()))
        for team, titles in found.items()
    )
    return sorted(lines, key=lambda line: (-line.many, line.team))


def _is_hidden(office: Office, duty: Duty, today: date) -> bool:
    """What nobody may foresee does not show in numbers either before its day."""
    found = office.library.rules.get(duty.rule)
    return found is not None and found[1].unforeseen and duty.status.is_open and duty.due > today


def _line(team: PeopleTeam, duties: list[Duty], quarter: Window) -> Team:
    """A person who is still to be covered by several is one person."""
    statuses = [duty.status for duty in duties if _counts(duty, quarter)]
    return Team(
        name=team.name,
        expected=sum(status not in _NOT_EXPECTED for status in statuses),
        done=sum(status in _DONE for status in statuses),
        past=sum(status in _PAST for status in statuses),
        excused=statuses.count(Status.EXCUSED),
        nothing=statuses.count(Status.NOTHING),
        missing=len({person for duty in duties if duty.status.is_open for person in duty.missing}),
    )


def _counts(duty: Duty, quarter: Window) -> bool:
    return duty.status is Status.LATE or quarter.first <= duty.due <= quarter.last
