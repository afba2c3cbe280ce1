"""Importing the people and teams files: all of it in one transaction, or nothing and every problem named.
What is wrong with a file is found in files.py and rules.py, what changes in plan.py.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Deadline
from bot.domain.people import Verb
from bot.domain.roster import Change, Fact, Files, Roster
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.roster.contacts import CONTACT_CHANGED
from bot.flows.roster.files import read_people, read_teams
from bot.flows.roster.match import match_people
from bot.flows.roster.plan import TEAM_CHANGED, leavers_by_absence, plan_import
from bot.flows.roster.rules import faults_in
from bot.frameworks.library import Library
from bot.frameworks.problems import Problem
from bot.storage.roster import load_roster, lock_roster, record_changes
from bot.storage.store import Uow

PATIENCE = 60.0
_FEW = 3
"""So many may always be left out of a file without being asked about."""

__all__ = ["ImportResult", "import_people", "plan_import"]


@dataclass(frozen=True)
class ImportResult:
    """What was changed, or would be; with a problem, nothing was."""

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def count(self) -> int:
        """How many changes there are, warnings left out."""
        return sum(not change.is_warning for change in self.changes)


@dataclass
class _Reading:
    """Both files as read. `files` is nothing when one of them cannot be used as a whole."""

    files: Files | None = None
    digests: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def import_people(
    office: Office, actor: Actor, people_file: Path, teams_file: Path | None, dry_run: bool, ends: int | None
) -> ImportResult:
    """Make people, teams, lines and posts what the files say from today on.

    `ends` confirms how many people may leave because the file leaves them out, where that is more than a third.
    """
    read = _read(people_file, teams_file, office.library)
    deadline = actor.deadline or Deadline.after(PATIENCE)
    if dry_run:
        with office.store.look(deadline) as uow:
            access.to_house(uow, actor, Verb.IMPORT)
            return _planned(uow, read, ends)
    with office.store.work(deadline) as uow:
        access.to_house(uow, actor, Verb.IMPORT)
        lock_roster(uow)
        result = _planned(uow, read, ends)
        if result.count:
            record_changes(uow, result.changes)
            _log(uow, actor, result, read)
        return result


def _read(people_file: Path, teams_file: Path | None, library: Library) -> _Reading:
    """Before the transaction, which then has less to do while others wait."""
    read = _Reading()
    people = read_people(people_file, library, read.problems)
    teams = read_teams(teams_file, library, read.problems) if teams_file else None
    if people is None or (teams_file and teams is None):
        return read
    read.digests["digest"] = hashlib.sha256(people[0]).hexdigest()
    if teams:
        read.digests["teams_digest"] = hashlib.sha256(teams[0]).hexdigest()
    read.files = Files(people[1], teams[1] if teams else None, str(people_file), str(teams_file or ""))
    return read


def _planned(uow: Uow, read: _Reading, ends: int | None) -> ImportResult:
    if read.files is None:
        return ImportResult(problems=tuple(read.problems))
    state = load_roster(uow, uow.today)
    match = match_people(read.files.people, state)
    problems = [*read.problems, *faults_in(read.files, state, match, uow.today)]
    problems = problems or _too_many_leave(uow, read.files, state, ends)
    if problems:
        return ImportResult(problems=tuple(sorted(problems, key=lambda problem: (problem.file, problem.line))))
    return ImportResult(tuple(plan_import(uow.today, read.files, state)))


def _too_many_leave(uow: Uow, files: Files, state: Roster, ends: int | None) -> list[Problem]:
    """A file that was cut short must not end half the service."""
    employed = sum(state.is_so(Fact.EMPLOYED, person.id, uow.today) for person in state.people)
    leave = len(leavers_by_absence(uow.today, files, state))
    if leave <= _FEW or leave * 3 <= employed or leave == ends:
        return []
    wrong = f"leaves out {leave} of the {employed} people who work here, and so ends their work today"
    return [Problem(files.people_file, 1, "file", wrong, f"add them, or confirm it with --ends {leave}")]


def _log(uow: Uow, actor: Actor, result: ImportResult, read: _Reading) -> None:
    """One entry for the import and one for each person or team that it changes."""
    uow.log("people imported", actor.person, changes=result.count, **read.digests)
    verbs: dict[str, str] = {}
    # Whoever leaves with a corrected address has left: that weighs more.
    for change in sorted(result.changes, key=lambda change: change.verb == CONTACT_CHANGED):
        verbs.setdefault(change.about, change.verb)
    for about, verb in verbs.items():
        uow.log(verb, actor.person, **{"team" if verb == TEAM_CHANGED else "person": about})
