"""Each fact of each register that we ship is recorded in Slack by somebody whose it is, and stored as it was given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.domain.facts import FactForm
from bot.flows.registers.forms import load_fact_form
from bot.flows.registers.leaf import load_meant
from bot.frameworks.register import Fact
from bot.playground.driver import Person
from bot.storage.tables import facts as tables
from bot.storage.tables import table_of
from tests.thornmere import LIBRARY, ThornmereTown

pytestmark = pytest.mark.slow


def keeper(town: ThornmereTown, book: str, fact: str) -> tuple[str, FactForm]:
    """The first of the council's people who is offered this fact, and the form that they get."""
    office = town.council.office
    for key in town.council.ids:
        offered = getattr(load_meant(office, town.council.actor(key), ""), "facts", ())
        if (book, fact) in [(there.book, there.fact) for there in offered]:
            return key, load_fact_form(office, town.council.actor(key), book, fact)
    raise AssertionError(f"Nobody in the council keeps {fact} of {book}.")


FACTS = [
    pytest.param(name, fact, id=f"{name}-{fact.id}")
    for name, book in LIBRARY.books.items()
    for fact in book.register.facts
]


@pytest.mark.parametrize(("name", "fact"), FACTS)
def test_it_is_recorded_in_slack_and_stored_as_it_was_given(thornmere: ThornmereTown, name: str, fact: Fact) -> None:
    key, form = keeper(thornmere, name, fact.id)
    person = thornmere.slack.person(f"{key}@example.org")
    day = form.today - timedelta(days=len(fact.called))
    subject, said_as = subject_of(form)
    fields = {
        "subject": said_as,
        "day": day.isoformat(),
        "about": "partner" if form.about else None,
        "outcome": form.outcomes[-1].label if form.outcomes else None,
        "authoriser": form.authorisers[0].label if form.authoriser else None,
        "words": "Seen and talked over" if form.takes_words else None,
    }
    assert person.slash("/qa record").acked
    person.fill({"fact": f"{name}/{fact.id}"})
    assert person.submit().acked
    person.fill({field: value for field, value in fields.items() if value is not None})
    assert person.submit().acked
    assert "Recorded: " in said(person)
    person.close(all=True)
    row = stored(thornmere, fact.id, day)
    assert (row["book"], row["outcome"]) == (name, int(form.outcomes[-1].key) if form.outcomes else None)
    assert subject in (row["subject_reference"], row["subject_person"], row["subject_team"])
    assert row["author"] == thornmere.council.ids[key]
    assert row["authoriser"] == (form.authorisers[0].key if form.authoriser else None)


def subject_of(form: FactForm) -> tuple[str | None, str | None]:
    """As it is stored, and as it is filled in; of the service as a whole nothing is asked."""
    if form.subject == "service":
        return None, None
    if form.subject == "reference":
        return "T9-9Z", "T9-9Z"
    return form.offered[0].key, form.offered[0].label


def stored(town: ThornmereTown, fact: str, day: date) -> dict[str, object]:
    table = table_of(tables.Fact)
    with town.council.office.store.look() as uow:
        rows = uow.run(select(table).where(table.c.fact == fact, table.c.day == day)).mappings().all()
    return dict(rows[-1])


def said(person: Person) -> str:
    view = person.view()
    assert view, person.transcript()
    return view.plain
