"""The invented council, and how other programs take it: people and teams files, the scene of a playground Slack."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import BadFilesError
from bot.flows.roster.files import PEOPLE_COLUMNS, TEAM_COLUMNS
from bot.frameworks.demo import EVERYBODY, CouncilFile, Demo, DemoPerson, email_of
from bot.frameworks.demo_files import load_demo
from bot.frameworks.library import Library
from bot.frameworks.problems import Problem

PEOPLE_FILE, TEAMS_FILE, SCENE_FILE = "people.csv", "teams.csv", "scene.json"

OURS = Path(__file__).parents[2] / "checklists"


def demo_of(folder: Path, library: Library) -> Demo:
    """The council of this folder, with our people where it describes none."""
    problems: list[Problem] = []
    found = load_demo(folder, library, problems, otherwise=OURS)
    if found is None:
        raise BadFilesError("\n".join(map(str, problems)) or f"No demo.yaml in {folder} describes an invented council.")
    return found


def write_files(demo: Demo, folder: Path) -> tuple[Path, Path]:
    """Both files that an import reads; where they stand."""
    folder.mkdir(parents=True, exist_ok=True)
    return (
        _write(folder / PEOPLE_FILE, PEOPLE_COLUMNS, _people_rows(demo)),
        _write(folder / TEAMS_FILE, TEAM_COLUMNS, _team_rows(demo)),
    )


def write_scene(demo: Demo, folder: Path) -> Path:
    path = folder / SCENE_FILE
    path.write_text(json.dumps(demo_scene(demo), indent=1), encoding="utf-8")
    return path


def demo_scene(demo: Demo) -> dict[str, list[Any]]:
    """Who and what there is in Slack, and what a newcomer can try there."""
    council = demo.council
    people = [_in_slack(key, person) for key, person in council.people.items()]
    channels = [
        {
            "name": channel.name,
            "members": [email_of(key) for key in _members(council, channel.members)],
            "private": channel.private,
            "shared": channel.shared,
        }
        for channel in council.channels
    ]
    stories = [story for file in demo.histories.values() for story in file.stories]
    return {"people": people, "channels": channels, "stories": stories}


def _in_slack(key: str, person: DemoPerson) -> dict[str, Any]:
    kind = "guest" if person.guest else "member"
    return {"name": person.name, "email": email_of(key), "kind": kind, "title": person.title, "main": person.main}


def _members(council: CouncilFile, named: list[str]) -> list[str]:
    wanted = set(named)
    # A team comes below the one that it is part of, so one look is enough.
    for team in council.teams:
        if team.part_of in wanted:
            wanted.add(team.name)
    return [
        key
        for key, person in council.people.items()
        if {key, person.team} & wanted or (EVERYBODY in wanted and not person.guest)
    ]


def _people_rows(demo: Demo) -> Iterator[list[str]]:
    held: defaultdict[str, list[str]] = defaultdict(list)
    for file in demo.histories.values():
        for post, holders in file.posts.items():
            for holder in holders:
                key, at, team = holder.partition("@")
                held[key].append(f"{post}{at}{team}")
    for key, person in demo.council.people.items():
        if person.team:
            above = email_of(person.reports_to) if person.reports_to else ""
            posts = ";".join([*person.posts, *held[key]])
            yield [email_of(key), person.name, person.team, above, posts, "", "", ""]


def _team_rows(demo: Demo) -> Iterator[list[str]]:
    for team in demo.council.teams:
        uses = sorted(name for name, file in demo.histories.items() if team.name in file.teams)
        yield [team.name, team.part_of or "", ";".join(uses), team.channel or "", ""]


def _write(path: Path, header: tuple[str, ...], rows: Iterator[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path
