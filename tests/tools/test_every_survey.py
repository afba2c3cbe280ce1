"""Each anonymous survey that we ship is opened, answered, closed and counted in Slack."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.domain.values import Value
from bot.errors import NotAllowedError
from bot.flows.office import Actor
from bot.flows.surveys import load_open_surveys
from bot.flows.waves import load_results, load_surveys
from bot.playground.driver import Person
from tests.thornmere import LIBRARY, ThornmereTown
from tests.tools.typed import typed_for

pytestmark = pytest.mark.slow
ENOUGH = 5


def people_who(town: ThornmereTown, may: Callable[[Actor], bool]) -> Iterator[str]:
    for key in town.council.ids:
        try:
            if may(town.council.actor(key)):
                yield key
        except NotAllowedError:
            continue


@pytest.mark.parametrize("name", [name for name, form in LIBRARY.forms.items() if form.checklist.anonymous])
def test_it_is_opened_answered_by_five_closed_and_counted(thornmere: ThornmereTown, name: str) -> None:
    checklist, office = LIBRARY.forms[name].checklist, thornmere.council.office
    today = office.store.clock.today()
    leads = people_who(thornmere, lambda who: any(there.may_keep for there in load_surveys(office, who)))
    lead = thornmere.slack.person(f"{next(leads)}@example.org")
    assert lead.slash("/qa survey").acked
    assert lead.click("Open it").acked
    lead.fill({"closes": (today + timedelta(days=7)).isoformat()})
    assert lead.submit().acked
    answering = people_who(thornmere, lambda who: name in [there.name for there in load_open_surveys(office, who)])
    given: dict[str, list[Value]] = {item.id: [] for item in checklist.items}
    for number, key in zip(range(ENOUGH), list(answering), strict=False):
        person = thornmere.slack.person(f"{key}@example.org")
        assert person.slash(f"/qa start {checklist.title}").acked
        answers = {item.id: typed_for(item, number + n, today, "") for n, item in enumerate(checklist.items)}
        for asked, typed in answers.items():
            given[asked].append(typed.value)
        person.fill({field: value for typed in answers.values() for field, value in typed.fields.items()})
        assert person.submit().acked
        assert "kept apart from your name" in said(person)
        person.close(all=True)
    assert lead.slash("/qa survey").acked
    assert lead.click("Close it now").acked
    lead.close(all=True)
    results = load_results(office, thornmere.council.actor(key_of(thornmere, lead)), name)
    assert results.sheets == ENOUGH
    counted = {there.ask: dict(there.lines) for there in results.questions}
    for item in checklist.items:
        chosen = [value.choice for value in given[item.id] if value.choice is not None]
        labels = {choice.label: chosen.count(choice.code) for choice in item.choices}
        assert not chosen or counted[item.ask] == labels, item.id


def said(person: Person) -> str:
    view = person.view()
    assert view, person.transcript()
    return view.plain


def key_of(town: ThornmereTown, person: Person) -> str:
    return next(key for key in town.council.ids if town.slack.person(f"{key}@example.org").id == person.id)
