"""Many clicks at once, and Slack asking for a pause: the right card in the end, by few calls, with nobody waiting."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import select

from bot.clock import Deadline
from bot.playground.driver import Person
from bot.storage.tables import people as tables
from bot.storage.tables import table_of
from tests.council import START, add
from tests.slack.sight import answers, run_on
from tests.slack.town import Town

pytestmark = pytest.mark.slow

SECOND = "Was there agreement"


def redraws(town: Town) -> int:
    by_url = [call for call in town.slack.calls("response_url") if call["arguments"].get("replace_original")]
    return len(by_url) + len(town.slack.calls("chat.update"))


def shows(person: Person, asked: str) -> bool:
    return bool(person.dm()) and asked in person.card().plain


def test_twenty_clicks_in_a_second_end_with_the_right_card_after_a_few_redraws(either_town: Town) -> None:
    town, ade = either_town, either_town.ade
    town.begin(ade)
    card, run = ade.card(), run_on(ade.card())
    town.slack.forget()
    for at in range(20):
        assert ade.press(f"answer/{(at + 1) % 2}", message=card).acked
        Event().wait(0.03)
    town.slack.wait(lambda: shows(ade, SECOND))
    town.slack.settled(quiet=0.5)
    assert answers(town, run)["A1"] == 1
    ade.click("Back")
    town.slack.wait(lambda: "[Yes, chosen]" in ade.card().plain)
    assert redraws(town) <= 7
    assert len(ade.dm()) == 1


@pytest.mark.parametrize("kind", ["chat.update", "chat.postMessage"])
def test_a_pause_that_slack_asks_for_holds_that_method_only_and_nobody_waits(town: Town, kind: str) -> None:
    ade, bea = town.ade, town.person("Bea")
    town.begin(ade)
    town.slack.forget()
    if kind == "chat.update":
        town.slack.fault("response_url", "500", times=5)
        town.slack.fault("chat.update", "429", seconds=2)
        assert ade.click("Yes").took < 1
        town.slack.wait(lambda: town.slack.calls("chat.update"))
        town.begin(bea, "K2-2B")  # others are still sent
        assert len(town.slack.calls("chat.update")) == 1
        town.slack.wait(lambda: shows(ade, SECOND))
    else:
        town.slack.fault("chat.postMessage", "429", seconds=2)
        assert bea.slash("/qa start look at my own").took < 1
        bea.fill({"subject": "K2-2B", "own-sort": "Short"})
        assert bea.submit().took < 1
        town.slack.wait(lambda: town.slack.calls("chat.postMessage"))
        assert ade.click("Yes").took < 1
        town.slack.wait(lambda: shows(ade, SECOND))
        assert not bea.dm()
        assert len(town.slack.calls("chat.postMessage")) == 1
        town.slack.wait(bea.dm)
    first, second = [call["at"] for call in town.slack.calls(kind)][:2]
    assert second - first >= 1.9
    assert len(town.slack.calls(kind)) == 2


def hire(town: Town, number: int) -> list[Person]:
    """New workers in the east, in Slack and on the list."""
    team = table_of(tables.Team)
    with town.council.office.store.work(Deadline.after(30)) as uow:
        east = uow.run(select(team.c.id).where(team.c.name == "East")).scalar_one()
        for at in range(number):
            person = add(uow, tables.Person, name=f"Worker {at}", email=f"worker{at}@example.org")
            add(uow, tables.Employed, person=person, since=START)
            add(uow, tables.Belongs, person=person, team=east, since=START)
            add(uow, tables.Holds, person=person, post="worker", team=east, since=START)
    return [town.slack.add_person(f"Worker {at}", f"worker{at}@example.org") for at in range(number)]


def begin(person: Person) -> None:
    person.slash("/qa start look at my own")
    person.fill({"subject": "K7-3Q", "own-sort": "Short"})
    assert person.submit().acked


def test_forty_people_answering_at_once_use_up_no_updates(town: Town) -> None:
    people = hire(town, 40)
    with ThreadPoolExecutor(10) as hands:
        list(hands.map(begin, people))
        town.slack.wait(lambda: len(town.slack.calls("chat.postMessage")) == 40)
        town.slack.settled()
        town.slack.forget()
        acts = list(hands.map(lambda person: person.click("Yes"), people))
    assert max(act.took for act in acts) < 3
    town.slack.wait(lambda: redraws(town) >= 40)
    town.slack.settled(quiet=0.5)
    assert all(shows(person, SECOND) for person in people)
    assert town.slack.calls("chat.update") == []
    assert redraws(town) == 40
