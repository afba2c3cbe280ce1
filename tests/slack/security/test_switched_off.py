"""C06: an account is switched off in the middle of a check."""

import pytest

from bot.clock import Deadline
from bot.playground.driver import Person
from bot.storage.tables.slack import Account
from tests.slack.security.letters import interactive, last_sent, post, send, signed, submission, words
from tests.slack.sight import answers, kept, logged, rows, run_on
from tests.slack.town import Town

pytestmark = pytest.mark.slow

TOLD = "Ade's Slack account was switched off."


def in_the_middle(town: Town) -> str:
    """Ade has answered the first question and has the form for a note open."""
    town.begin(town.ade)
    town.ade.click("Yes")
    town.slack.settled()
    town.ade.click("Add a note")
    assert town.ade.view()
    return run_on(town.ade.card())


def is_gone(town: Town) -> bool:
    return any(row["slack_user"] == town.ade.id and row["state"] == "gone" for row in rows(town, Account))


def notices(person: Person) -> list[str]:
    return [message.text for message in person.dm() if TOLD in message.text]


def sent_to(town: Town, person: Person) -> list[str]:
    """Everything but private notes that was sent to this person or into their conversation with the bot."""
    mine = {person.id, *(message.channel for message in person.dm())}
    return [call["method"] for call in town.slack.calls() if call["arguments"].get("channel") in mine]


def by_event(town: Town) -> None:
    town.slack.deactivate(town.ade)


def by_daily_look(town: Town) -> None:
    assert town.bot
    town.slack.delivery("late", seconds=60)
    town.slack.deactivate(town.ade)
    town.bot.pulse._look_at_people = Deadline.after(0)
    town.bot.pulse.beat()


def by_start(town: Town) -> None:
    town.stop_bot()
    town.slack.deactivate(town.ade)
    town.start_bot()


WAYS = {"by an event": by_event, "at the daily look": by_daily_look, "at the start": by_start}


@pytest.mark.parametrize("way", WAYS)
def test_c06_what_still_arrives_from_a_switched_off_account_is_refused(open_town: Town, way: str) -> None:
    town = open_town
    run = in_the_middle(town)
    click = last_sent(town)
    WAYS[way](town)
    town.slack.wait(lambda: notices(town.sam))
    town.slack.settled()
    town.slack.forget()
    before = kept(town)
    reply = send(town, submission(town, town.ade, "note", f"{run} A2 0 -", note=words("Too late.")))
    assert "switched off" in str(reply.said["errors"])
    body = interactive(click | {"actions": [click["actions"][0] | {"action_id": "answer/0", "value": f"{run} A2 0 1"}]})
    assert post(town, body, signed(body)).status == 200
    town.slack.settled()
    assert kept(town) == before
    assert [entry["what"] for entry in logged(town, "refused")] == ["come in", "come in"]
    assert sent_to(town, town.ade) == []


@pytest.mark.parametrize("way", WAYS)
def test_c06_the_supervisor_is_told_once_and_the_answers_stay(town: Town, way: str) -> None:
    run = in_the_middle(town)
    WAYS[way](town)
    town.slack.wait(lambda: notices(town.sam))
    town.slack.change_person(town.ade, title="Still gone")  # Slack tells of the account again
    assert town.bot
    town.bot.pulse._refresh()
    town.slack.settled()
    assert len(notices(town.sam)) == 1
    assert "Own look" in notices(town.sam)[0]
    assert "K7-3Q" in notices(town.sam)[0]
    assert answers(town, run)["A1"] == 1
    assert len(logged(town, "switched off")) == 1


def test_c06_nobody_is_told_of_somebody_with_nothing_begun(town: Town) -> None:
    town.ade.slash("/qa help")
    town.slack.deactivate(town.ade)
    town.slack.wait(lambda: is_gone(town))
    town.slack.settled()
    assert town.sam.dm() == []


def test_c06_somebody_switched_on_again_goes_on_where_they_were(town: Town) -> None:
    run = in_the_middle(town)
    town.slack.deactivate(town.ade)
    town.slack.wait(lambda: is_gone(town))
    town.slack.change_person(town.ade, deleted=False)
    town.slack.wait(lambda: not is_gone(town))
    town.ade.reload()
    assert town.ade.click("Yes").acked
    town.slack.settled()
    assert answers(town, run) == {"own-day": None, "own-sort": 1, "A1": 1, "A2": 1}
