"""The invented people of the preview: enough of them that whoever a checklist names is there."""

import csv
import tempfile
from pathlib import Path

from bot.clock import Deadline
from bot.domain.people import Person
from bot.errors import ShownError
from bot.flows.meetings import Change, set_up
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.roster.imports import import_people
from bot.flows.start import load_startable
from bot.frameworks.library import Form, Library
from bot.frameworks.meeting_rules import MEETING
from bot.storage import people

_TEAM = "Larch Team"
_MEETING = "A first meeting"
_AGENDA = "K7-3Q\nK9-1A"
_HEADER = ["email", "name", "team", "supervisor_email", "posts", "started", "ended", "slack_user_id"]


_NAMES = {
    "ade@example.org": "Ade Fernhill",
    "jo@example.org": "Jo Teal",
    "sam@example.org": "Sam Larkspur",
    "robin@example.org": "Robin Ashdown",
}


def _rows(library: Library) -> list[list[str]]:
    posts = ";".join(sorted(library.posts))
    told = [
        ("ade@example.org", "sam@example.org", posts),
        ("jo@example.org", "sam@example.org", posts),
        ("sam@example.org", "robin@example.org", posts),
        ("robin@example.org", "", f"{posts};manager;qa-lead"),
    ]
    return [[email, _NAMES[email], _TEAM, above, held.strip(";"), "", "", ""] for email, above, held in told]


def invite_cast(office: Office) -> list[Person]:
    """Import them the way a council imports its own people, and return them."""
    with tempfile.TemporaryDirectory() as folder:
        teams = _write(
            Path(folder) / "teams.csv", ["team", "parent", "frameworks", "channel", "nation"], [_team(office)]
        )
        file = _write(Path(folder) / "people.csv", _HEADER, _rows(office.library))
        result = import_people(office, Actor(OPERATOR, Deadline.after(60)), file, teams, dry_run=False, ends=None)
    if result.problems:
        raise ShownError("\n".join(map(str, result.problems)))
    with office.store.look() as uow:
        return people.load_everybody(uow, uow.today)


def _team(office: Office) -> list[str]:
    return [_TEAM, "", ";".join(sorted(office.library.frameworks)), "", "ENG"]


def _write(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def convene(office: Office, cast: list[Person], form: Form) -> None:
    """A meeting of theirs for a form that is about one; the one of the last time, if it is still there."""
    subject, framework = form.checklist.subject, office.library.frameworks[form.framework]
    if subject.kind != MEETING:
        return
    kind = (subject.meetings or [there.name for there in framework.meetings])[0]
    given = Change(_MEETING, office.store.clock.today(), _AGENDA, tuple(person.id for person in cast))
    keeper = next(person for person in cast if person.name == _NAMES["robin@example.org"])
    set_up(office, Actor(keeper.id), form.framework, kind, given)


def pick_walker(office: Office, cast: list[Person], form: Form, name: str) -> Person:
    """The person named, else the first who may fill the form in."""
    named = [person for person in cast if name.casefold() in person.name.casefold()]
    for person in named:
        if form in load_startable(office, Actor(person.id)):
            return person
    raise ShownError(f"Nobody called {name} may fill this in. There are: {', '.join(there.name for there in cast)}.")
