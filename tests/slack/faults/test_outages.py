"""Slack is away for long, answers oddly, or refuses for good; somebody leaves in the meantime."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.clock import Deadline
from bot.delivery import post
from bot.flows.finish import correct_answer, read_answers
from bot.flows.office import Actor
from bot.storage.tables import people as people_tables
from bot.storage.tables import slack as slack_tables
from bot.storage.tables import table_of
from tests.council import TODAY
from tests.slack.sight import rows, run_on
from tests.slack.town import Town, done, looked_at

pytestmark = pytest.mark.slow

MESSAGE = table_of(slack_tables.Message)


def set_messages(town: Town, **values: Any) -> None:
    with town.council.office.store.work() as uow:
        uow.run(update(MESSAGE).values(**values))


def kept_waiting(town: Town) -> dict[str, Any]:
    (message,) = [row for row in rows(town, slack_tables.Message) if row["kind"] == "card"]
    return message


def sweep(town: Town) -> None:
    assert town.bot
    town.bot.post.sweep()


def test_a_card_arrives_however_long_slack_was_away(town: Town) -> None:
    ade = town.ade
    town.slack.fault("chat.postMessage", "500", times=2)
    done(ade.slash("/qa start look at my own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    done(ade.submit())
    town.slack.wait(lambda: kept_waiting(town)["state"] == "unsure")
    set_messages(town, tries=400)  # as after days
    sweep(town)
    town.slack.wait(lambda: town.slack.calls("chat.postMessage")[1:])
    town.slack.settled()
    assert kept_waiting(town)["state"] in ("unsure", "claimed")
    set_messages(town, next_try_at=town.council.office.store.clock.instant() - timedelta(seconds=1))
    sweep(town)
    town.shows(ade, "1 of 6")
    assert len(ade.dm()) == 1


def test_a_click_draws_a_card_that_an_odd_answer_had_left_behind(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    town.slack.fault("response_url", "500")
    town.slack.fault("chat.update", "error", error="is_archived")
    done(ade.click("Yes"))
    town.slack.wait(lambda: kept_waiting(town)["state"] == "failed")
    done(ade.press("note/0", message=ade.card()))  # what stands there is old, but it can be pressed
    ade.close()
    done(ade.press("leave/0", value=f"{run_on(ade.card())} A2 0 -", message=ade.card()))
    town.shows(ade, "3 of 6")


def test_a_click_draws_at_once_although_updates_are_paused(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    town.slack.fault("response_url", "500")
    town.slack.fault("chat.update", "429", seconds=300)
    done(ade.click("Yes"))
    town.slack.wait(lambda: town.slack.calls("chat.update"))
    town.slack.settled()
    done(ade.press("leave/0", value=f"{run_on(ade.card())} A2 0 -", message=ade.card()))
    town.shows(ade, "3 of 6")
    assert len(town.slack.calls("chat.update")) == 1


def test_the_qa_lead_is_told_once_of_a_message_that_cannot_be_delivered(town: Town) -> None:
    ade, quinn = town.ade, town.person("Quinn")
    town.slack.fault("chat.postMessage", "error", error="channel_not_found")
    done(ade.slash("/qa start look at my own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    done(ade.submit())
    town.shows(quinn, "A message to Ade about Own look · K7-3Q", "could not be delivered")
    town.slack.settled()
    assert len(quinn.dm()) == 1


def leaves(town: Town, name: str) -> None:
    employed = table_of(people_tables.Employed)
    with town.council.office.store.work() as uow:
        uow.run(update(employed).where(employed.c.person == town.council.ids[name]).values(until=TODAY))


def test_who_has_left_is_told_nothing_more(town: Town) -> None:
    sam = looked_at(town)
    done(sam.click("Share with Ade"))
    town.shows(town.ade, "Sam has shared")
    run, office = run_on(sam.card()), town.council.office
    read_answers(office, Actor(town.council.ids["Ade"]), run)
    leaves(town, "Ade")
    town.slack.forget()
    correct_answer(office, Actor(town.council.ids["Sam"]), town.council.press(run, "S1", 1), "Wrong file.", note="n")
    sweep(town)
    town.slack.wait(lambda: [m for m in rows(town, slack_tables.Message) if m["reason"] == "nothing to say any more"])
    town.slack.settled()
    assert town.slack.calls("chat.postMessage") == []


def test_a_busy_post_sends_nothing_twice(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease that is nearly over when a sender comes to it is given back, not used."""
    ade = town.ade
    monkeypatch.setattr(post, "_LEASE", timedelta(seconds=5))
    done(ade.slash("/qa start look at my own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    done(ade.submit())
    town.slack.settled(quiet=0.5)
    assert town.slack.calls("chat.postMessage") == []
    monkeypatch.undo()
    set_messages(town, next_try_at=town.council.office.store.clock.instant() - timedelta(seconds=1))
    sweep(town)
    town.shows(ade, "1 of 6")
    assert len(town.slack.calls("chat.postMessage")) == 1


def test_the_post_outlives_a_change_that_cannot_be_written(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    assert town.bot

    def unwritable(_: object) -> None:
        raise RuntimeError("not this one")

    town.bot.post._changes.put(unwritable)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")


def test_the_daily_look_goes_on_where_it_was_held_up(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    assert town.bot
    town.slack.delivery("late", seconds=60)
    town.slack.deactivate(ade)
    town.slack.fault("users.list", "500")
    town.bot.pulse._look_at_people = Deadline.after(0)
    for _ in range(3):
        town.bot.pulse.beat()
        town.slack.settled()
    assert len(town.slack.calls("users.list")) >= 2
    account = [row for row in rows(town, slack_tables.Account) if row["slack_user"] == ade.id]
    assert account[0]["state"] == "gone"
