"""The people and teams files, line by line: from cells to rows, with everything that is wrong in a single line.
What takes several lines, or what is already known, is in roster_rules.py.
"""

import re
from datetime import date, timedelta
from pathlib import Path

from bot.domain.roster import PersonRow, TeamRow
from bot.flows.roster.cells import Cells, lines_of, nearest, read_bytes
from bot.frameworks.library import Library
from bot.frameworks.problems import Problem
from bot.frameworks.rules import BUILT_IN_POSTS, SUPERVISOR

PEOPLE_COLUMNS = ("email", "name", "team", "supervisor_email", "posts", "started", "ended", "slack_user_id")
TEAM_COLUMNS = ("team", "parent", "frameworks", "channel", "nation")
NATIONS = ("ENG", "WLS", "SCT", "NIR")

_NAME_LENGTH = 80
_LIST_LENGTH = 2000
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)+", re.A | re.I)
_SLACK_ID = re.compile(r"[UW][A-Z\d]+", re.A)


def read_people(path: Path, library: Library, problems: list[Problem]) -> tuple[bytes, tuple[PersonRow, ...]] | None:
    """The bytes and their rows, or nothing when the file as a whole cannot be used."""
    held = read_bytes(path, problems)
    lines = lines_of(str(path), held, PEOPLE_COLUMNS, problems) if held is not None else None
    if held is None or lines is None:
        return None
    posts = BUILT_IN_POSTS | library.posts
    return held, tuple(_person(cells, posts) for cells in lines)


def read_teams(path: Path, library: Library, problems: list[Problem]) -> tuple[bytes, tuple[TeamRow, ...]] | None:
    """As with people."""
    held = read_bytes(path, problems)
    lines = lines_of(str(path), held, TEAM_COLUMNS, problems) if held is not None else None
    if held is None or lines is None:
        return None
    return held, tuple(_team(cells, frozenset(library.frameworks)) for cells in lines)


def _person(cells: Cells, posts: frozenset[str]) -> PersonRow:
    """What could be read. A line with a problem still counts as a person, so that others may name them."""
    if cells.is_empty("email") and cells.is_empty("slack_user_id"):
        cells.note("email", "is empty and so is slack_user_id", "give at least one of them")
    email = _email(cells, "email")
    team = cells.text("team", _NAME_LENGTH)
    started, ended = _days(cells)
    return PersonRow(
        cells.line,
        _required(cells, "name"),
        email,
        team,
        _email(cells, "supervisor_email"),
        _posts(cells, posts, team),
        started,
        ended + timedelta(days=1) if ended else None,
        _slack_id(cells),
    )


def _required(cells: Cells, column: str) -> str:
    if cells.is_empty(column):
        cells.note(column, "is empty", "write the name that people know")
    return cells.text(column, _NAME_LENGTH) or ""


def _email(cells: Cells, column: str) -> str | None:
    said = cells.shaped(column, 254, _EMAIL, "is not an e-mail address", "write one like name@example.org")
    return said.lower() if said else None


def _slack_id(cells: Cells) -> str | None:
    wrong, instead = "is not a Slack user id", "write one like U012AB3CD or leave it empty"
    return cells.shaped("slack_user_id", 20, _SLACK_ID, wrong, instead)


def _days(cells: Cells) -> tuple[date | None, date | None]:
    started, ended = cells.day("started"), cells.day("ended")
    if started and ended and ended < started:
        cells.note("ended", "is before started", "write the last day worked")
    return started, ended


def _posts(cells: Cells, known: frozenset[str], team: str | None) -> tuple[tuple[str, str | None], ...]:
    found: list[tuple[str, str | None]] = []
    for part in cells.parts("posts", _LIST_LENGTH):
        post, at, scope = (word.strip() for word in part.partition("@"))
        if post == SUPERVISOR:
            cells.note("posts", "names supervisor", "take it out: it follows from supervisor_email")
        elif post not in known:
            cells.note("posts", f"names the unknown post {post}", nearest(post, known))
        elif at and not scope:
            cells.note("posts", f"names no team after {post}@", "write the team, or the post without @")
        else:
            found.append((post, scope or team))
    return tuple(dict.fromkeys(found))


def _team(cells: Cells, known: frozenset[str]) -> TeamRow:
    name = _required(cells, "team")
    if ";" in name:
        cells.note("team", "holds a semicolon", "write the name without it")
    return TeamRow(
        cells.line,
        name,
        cells.text("parent", _NAME_LENGTH),
        _frameworks(cells, known),
        cells.text("channel", _NAME_LENGTH),
        _nation(cells),
    )


def _frameworks(cells: Cells, known: frozenset[str]) -> tuple[str, ...]:
    found = cells.parts("frameworks", _LIST_LENGTH)
    for name in found:
        if name not in known:
            cells.note("frameworks", f"names the unknown framework {name}", nearest(name, known))
    return tuple(found)


def _nation(cells: Cells) -> str:
    said = cells.text("nation", _NAME_LENGTH) or NATIONS[0]
    if said not in NATIONS:
        cells.note("nation", "is not one of the nations", f"write one of {', '.join(NATIONS)} or leave it empty")
        return NATIONS[0]
    return said
