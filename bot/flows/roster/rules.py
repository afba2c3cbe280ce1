"""What must be right across the lines of the people and teams files: used once, leads somewhere, no circles.
What is wrong within a single line is found in roster_files.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.domain.roster import Fact, Files, PersonRow, Roster, TeamRow
from bot.flows.roster.cells import nearest
from bot.flows.roster.match import Match
from bot.frameworks.problems import Problem


def faults_in(files: Files, state: Roster, match: Match, today: date) -> Iterator[Problem]:
    """All of them, file by file."""
    if files.teams is not None:
        yield from _team_faults(files.teams_file, files.teams)
    teams = _teams(files, state, today)
    file = files.people_file
    yield from _twice(file, "email", [(row.line, row.email) for row in files.people])
    yield from _twice(file, "slack_user_id", [(row.line, row.slack_user_id) for row in files.people])
    for row in files.people:
        yield from _unknown_teams(file, row, teams)
        yield from _supervisor_faults(file, row, match)
    yield from _people_circles(file, files.people, match)


def _teams(files: Files, state: Roster, today: date) -> frozenset[str]:
    """The teams that there will be."""
    if files.teams is not None:
        return frozenset(row.name for row in files.teams)
    return frozenset(team.name for team in state.teams if state.is_so(Fact.EXISTS, team.id, today))


def _twice(file: str, column: str, said: Iterable[tuple[int, str | None]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line, word in said:
        if word and word in first:
            yield Problem(file, line, column, f"is that of line {first[word]} too", "keep one of the two")
        elif word:
            first[word] = line


def _unknown_teams(file: str, row: PersonRow, teams: frozenset[str]) -> Iterator[Problem]:
    if row.team and row.team not in teams:
        yield Problem(file, row.line, "team", f"names the unknown team {row.team}", nearest(row.team, teams))
    for post, scope in row.posts:
        if scope and scope != row.team and scope not in teams:
            wrong = f"names the unknown team {scope} after {post}@"
            yield Problem(file, row.line, "posts", wrong, nearest(scope, teams))


def _supervisor_faults(file: str, row: PersonRow, match: Match) -> Iterator[Problem]:
    if not row.supervisor_email:
        return
    supervisor = match.supervisor_of(row)
    if supervisor is None:
        wrong, instead = "is nobody's address in this file", "add a line for the supervisor or leave it empty"
        yield Problem(file, row.line, "supervisor_email", wrong, instead)
    elif supervisor.line == row.line:
        wrong, instead = "is the person's own", "write the address of whoever supervises them"
        yield Problem(file, row.line, "supervisor_email", wrong, instead)


def _team_faults(file: str, teams: tuple[TeamRow, ...]) -> Iterator[Problem]:
    by_name = {row.name: row for row in reversed(teams) if row.name}
    yield from _twice(file, "team", [(row.line, row.name) for row in teams])
    for row in teams:
        if row.parent and row.parent == row.name:
            yield Problem(file, row.line, "parent", "is the team itself", "write the team above it or leave it empty")
        elif row.parent and row.parent not in by_name:
            wrong = f"names the unknown team {row.parent}"
            yield Problem(file, row.line, "parent", wrong, nearest(row.parent, frozenset(by_name)))
    over = {row.line: by_name[row.parent].line for row in teams if row.parent in by_name and row.parent != row.name}
    for circle in _circles(over):
        wrong = f"goes round in a circle: {_said(circle, {row.line: row.name for row in teams})}"
        yield Problem(file, circle[0], "parent", wrong, "let one of them be part of another team or of none")


def _people_circles(file: str, people: tuple[PersonRow, ...], match: Match) -> Iterator[Problem]:
    above = {row.line: there.line for row in people if (there := match.supervisor_of(row)) and there.line != row.line}
    for circle in _circles(above):
        wrong = f"goes round in a circle: {_said(circle, {row.line: row.name for row in people})}"
        yield Problem(file, circle[0], "supervisor_email", wrong, "let one of them report to somebody else")


def _said(circle: Sequence[int], names: Mapping[int, str]) -> str:
    return " → ".join(f"{names[line]} (line {line})" for line in (*circle, circle[0]))


def _circles(above: Mapping[int, int]) -> Iterator[list[int]]:
    """Each circle once, from its first line on."""
    seen: set[int] = set()
    for start in above:
        way: dict[int, None] = {}
        here: int | None = start
        while here is not None and here not in seen:
            seen.add(here)
            way[here] = None
            here = above.get(here)
        if here in way:
            circle = list(way)[list(way).index(here) :]
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]
