"""Each form that we ship is completed in Slack by those whose it is, and what is stored is what they gave."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.values import Value
from bot.errors import NotAllowedError
from bot.flows.meetings import Change, set_up
from bot.flows.office import Actor
from bot.flows.start import load_startable, load_subjects
from bot.frameworks.library import Form
from bot.frameworks.model import Checklist
from bot.playground.driver import Person
from bot.storage import runs
from bot.storage.actions import load_actions
from bot.storage.answers import load_answers
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from tests.thornmere import LIBRARY, ThornmereTown
from tests.tools.walker import Walker

pytestmark = pytest.mark.slow


def starter(town: ThornmereTown, form: Form) -> tuple[str, dict[str, Any]]:
    """The first of the council's people who may start it, and about whom or what."""
    office = town.council.office
    kind = form.checklist.subject.kind
    for key, person in town.council.ids.items():
        actor = Actor(person)
        meeting = meeting_with(town, form, person) if kind == "meeting" else None
        if form.name not in [each.name for each in load_startable(office, actor)]:
            continue
        if kind == "service":
            return key, {}
        if kind == "reference":
            return key, {"subject": f"T{list(LIBRARY.forms).index(form.name) + 10}-4X"}
        if kind == "colleague":
            return key, {"subject": next(f"{other}@example.org" for other in town.council.ids if other != key)}
        if meeting or (offered := load_subjects(office, actor, form.name)):
            return key, {"subject": meeting or offered[0].id}
    raise AssertionError(f"Nobody in the council can start {form.name}.")


def those_who_fill_it_in(town: ThornmereTown, run: str, first: str) -> list[Person]:
    """Whoever began it, and whom it is about where parts of it are theirs."""
    with town.council.office.store.look() as uow:
        found = runs.load_run(uow, run)
    assert found
    keys = {id_: key for key, id_ in town.council.ids.items()}
    is_theirs = any(part.by in ("subject", "both") for part in checklist_of(town, run).parts)
    others = {keys[found.subject.person]} - {first} if found.subject.person and is_theirs else set()
    return [town.slack.person(f"{key}@example.org") for key in (first, *sorted(others))]


def meeting_with(town: ThornmereTown, form: Form, member: str) -> str | None:
    """A meeting of a kind that the form is about, with this person in it, set up by whoever may."""
    office = town.council.office
    kinds = form.checklist.subject.meetings or [
        there.name for there in office.library.frameworks[form.framework].meetings
    ]
    number = list(town.council.ids.values()).index(member)
    given = Change(f"Meeting {number} for {form.name}", office.store.clock.today(), "T1-1A\nT2-2B", (member,))
    for keeper in town.council.ids.values():
        with suppress(NotAllowedError):
            return set_up(office, Actor(keeper), form.framework, kinds[0], given)
    return None


def newest_run(town: ThornmereTown, form: Form) -> str:
    run, version = table_of(tables.Run), table_of(tables.Version)
    with town.council.office.store.look() as uow:
        found = uow.run(
            select(run.c.id)
            .join(version, version.c.digest == run.c.version)
            .where(version.c.checklist == form.name)
            .order_by(run.c.started_at.desc())
        )
        return str(found.scalars().first())


def checklist_of(town: ThornmereTown, run: str) -> Checklist:
    """As it is asked in this check, with the agenda of its meeting."""
    with town.council.office.store.look() as uow:
        found = runs.load_run(uow, run)
        assert found
        return town.council.office.checklist(uow, found)


@pytest.mark.parametrize("name", [name for name, form in LIBRARY.forms.items() if not form.checklist.anonymous])
def test_it_is_completed_and_what_is_stored_is_what_was_given(thornmere: ThornmereTown, name: str) -> None:
    form = LIBRARY.forms[name]
    key, subject = starter(thornmere, form)
    person = thornmere.slack.person(f"{key}@example.org")
    clock = thornmere.council.office.store.clock
    council = thornmere.council.ids
    accounts = {thornmere.slack.person(f"{key}@example.org").id: id_ for key, id_ in council.items()}
    walker = Walker(thornmere.slack, form, clock.today(), council["mo"], accounts)
    walker.begin(person, subject)
    run = newest_run(thornmere, form)
    walker.checklist = checklist_of(thornmere, run)
    walker.complete(those_who_fill_it_in(thornmere, run, key))
    with thornmere.council.office.store.look() as uow:
        answers = load_answers(uow, run)
        stored = {item: answer.value for item, answer in answers.items()}
        notes = {item: answer.note for item, answer in answers.items() if answer.note}
        agreed = {action.item: action.plan.words for action in load_actions(uow, run)}
    assert stored == {item: value for item, value in walker.given.items() if value != Value()}
    assert notes == walker.notes
    assert agreed == walker.actions
    assert thornmere.slack.breaches() == []
