"""C30, C31, C32: things arrive twice, at once, in another order, or long after."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread
from typing import Any, cast
from urllib.parse import urlencode

import pytest

from bot.domain.values import Value
from bot.flows.walk import answer_item
from bot.frameworks.library import Form
from bot.playground.driver import Act
from bot.storage.tables.runs import Answer, Run
from tests.council import Council
from tests.slack.security.letters import Json, interactive, last_sent, post, send, signed
from tests.slack.sight import answers, kept, logged, rows, run_on
from tests.slack.town import Town

pytestmark = pytest.mark.slow

SECOND = "Was there agreement"


def shows(town: Town, asked: str) -> Callable[[], bool]:
    return lambda: asked in town.ade.card().plain


# C30


def test_c30_a_command_delivered_twice_starts_one_check(either_town: Town) -> None:
    town = either_town
    town.slack.delivery("duplicate")
    assert town.ade.slash("/qa start look at my own").acked
    town.ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    town.slack.delivery("duplicate")
    assert town.ade.submit().acked
    town.slack.wait(town.ade.dm)
    town.slack.settled()
    assert len(rows(town, Run)) == 1
    assert len(town.ade.dm()) == 1


def test_c30_a_click_delivered_twice_is_one_answer(either_town: Town) -> None:
    town = either_town
    town.begin(town.ade)
    town.slack.delivery("duplicate")
    assert town.ade.click("Yes").acked
    town.slack.wait(shows(town, SECOND))
    town.slack.settled()
    run = run_on(town.ade.card())
    assert answers(town, run)["A1"] == 1
    assert [row["revision"] for row in rows(town, Answer) if row["item"] == "A1"] == [1]
    assert len([entry for entry in logged(town, "answered") if entry.get("item") == "A1"]) == 1
    assert town.ade.ephemerals() == []


def test_c30_a_form_handed_in_twice_is_kept_once(either_town: Town) -> None:
    town = either_town
    town.begin(town.ade)
    town.ade.click("Add a note")
    town.ade.fill({"note": "It was so."})
    town.slack.delivery("duplicate")
    assert town.ade.submit().acked
    town.slack.settled()
    assert [row["revision"] for row in rows(town, Answer) if row["item"] == "A1"] == [1]


def test_c30_an_event_delivered_twice_has_one_effect(either_town: Town) -> None:
    town = either_town
    town.begin(town.ade)
    town.slack.delivery("duplicate", times=2)
    town.ade.open_home()
    town.slack.deactivate(town.ade)
    town.slack.wait(town.sam.dm)
    town.slack.settled()
    assert len(town.sam.dm()) == 1
    assert len(logged(town, "switched off")) == 1


@pytest.mark.parametrize("what", ["click", "submission", "command"])
def test_c30_what_is_delivered_again_after_a_restart_has_no_second_effect(open_town: Town, what: str) -> None:
    town, ade = open_town, open_town.ade
    town.begin(ade)
    if what == "click":
        ade.click("Yes")
    elif what == "submission":
        ade.click("Add a note")
        ade.fill({"note": "It was so."})
        ade.submit()
    else:
        ade.slash("/qa resume")
    payload = last_sent(town, "slash_commands" if what == "command" else "interactive")
    town.slack.settled(quiet=0.5)
    town.stop_bot()
    town.start_bot()
    town.slack.settled(quiet=0.5)
    before, cards = kept(town), len(ade.dm())
    body = urlencode(payload).encode() if what == "command" else interactive(payload)
    for _ in range(3):
        assert post(town, body, signed(body)).status == 200
    town.slack.settled(quiet=0.5)
    assert kept(town) == before
    assert len(ade.dm()) == cards == 1


# C31


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """All of them within a few milliseconds, each as from a device of its own."""
    ready, results = Barrier(len(acts)), [None] * len(acts)

    def act(place: int) -> None:
        ready.wait()
        results[place] = acts[place]()

    threads = [Thread(target=act, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_c31_a_double_click_is_one_answer(either_town: Town) -> None:
    town = either_town
    town.begin(town.ade)
    run = run_on(town.ade.card())
    act = town.ade.click("Yes", times=2)
    assert act.acked
    assert all(repeat.acked for repeat in act.repeats)
    town.slack.wait(shows(town, SECOND))
    assert [row["revision"] for row in rows(town, Answer) if row["item"] == "A1"] == [1]
    assert answers(town, run)["A1"] == 1


def pressed(sent: Json, value: str) -> Json:
    """The same click on another button, at a moment that is the same for every device."""
    return sent | {"actions": [sent["actions"][0] | {"action_id": "answer/0", "value": value, "action_ts": "1.0"}]}


def rounds_of_two(town: Town, number: int) -> None:
    """Two devices press Yes and No of the same question, seen at the same revision, again and again."""
    assert town.bot
    council, ade = Council(town.bot.office, town.council.ids), town.ade
    town.begin(ade)
    ade.click("Add a note")
    ade.close()
    sent = last_sent(town)
    runs = [council.own_look(f"R-{at}") for at in range(number)]
    for run in runs:
        bodies = [interactive(pressed(sent, f"{run} A1 0 {code}")) for code in (1, 0)]
        replies = at_once(*(partial(post, town, body, signed(body)) for body in bodies))
        assert [reply.status for reply in replies] == [200, 200]
    town.slack.settled(timeout=60)
    stood = [row for row in rows(town, Answer) if row["item"] == "A1"]
    assert {row["run"]: row["revision"] for row in stood} == dict.fromkeys(runs, 1)
    assert sorted(entry["run"] for entry in logged(town, "overtaken")) == sorted(runs)
    told = [call for call in town.slack.calls() if "answered elsewhere" in call["arguments"].get("text", "")]
    assert {call["method"] for call in told} <= {"response_url", "chat.postEphemeral"}
    assert sum(call["answer"]["ok"] for call in told) == number
    assert len(town.ade.ephemerals()) == number


def test_c31_of_two_devices_one_answer_stands_and_the_other_is_logged_and_told(open_town: Town) -> None:
    rounds_of_two(open_town, 100)


@pytest.mark.slow
def test_c31_of_two_devices_one_answer_stands_a_thousand_times(open_town: Town) -> None:
    rounds_of_two(open_town, 1000)


def test_c31_a_second_person_pressing_the_same_button_changes_nothing(open_town: Town) -> None:
    town, bea = open_town, open_town.person("Bea")
    town.begin(town.ade)
    card = town.ade.card()
    run = run_on(card)
    acts: list[Act] = at_once(
        lambda: town.ade.press("answer/0", message=card), lambda: bea.press("answer/1", message=card)
    )
    assert all(act.acked for act in acts)
    assert answers(town, run)["A1"] == 1
    assert [entry["what"] for entry in logged(town, "refused")] == ["answer"]


# C32


def test_c32_clicks_that_arrive_in_another_order_leave_the_later_one_standing(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    card, run = ade.card(), run_on(ade.card())
    town.slack.delivery("reorder")
    acts = at_once(lambda: ade.press("answer/0", message=card), lambda: ade.press("answer/1", message=card))
    assert all(act.acked for act in acts)
    town.slack.settled()
    sent = [each["payload"]["actions"][0] for each in town.slack.deliveries() if "actions" in each["payload"]]
    later = max(sent, key=lambda action: float(action["action_ts"]))
    assert answers(town, run)["A1"] == int(later["value"][-1])


def test_c32_an_old_copy_of_the_card_does_not_overwrite_what_was_answered_since(open_town: Town) -> None:
    town, ade = open_town, open_town.ade
    town.begin(ade)
    run = run_on(ade.card())
    ade.click("Yes")
    town.slack.wait(shows(town, SECOND))
    before = kept(town)
    late = last_sent(town)
    late["actions"][0] |= {"value": f"{run} A1 0 0", "action_ts": "1.0"}
    assert send(town, late).status == 200
    told = town.slack.wait(ade.ephemerals)[-1]
    assert "answered elsewhere" in told.text
    assert answers(town, run)["A1"] == 1
    assert kept(town) == before
    assert [entry["item"] for entry in logged(town, "overtaken")] == ["A1"]


@pytest.mark.parametrize("run", ["aaaaaaaaaaaaa", "x", "-"])
def test_c32_a_check_that_is_not_there_is_explained(town: Town, run: str) -> None:
    ade = town.ade
    town.begin(ade)
    before = kept(town)
    assert ade.press("answer/0", value=f"{run} A1 0 1", on=ade.card()).acked
    assert "your QA lead" in town.slack.wait(ade.ephemerals)[-1].text
    assert kept(town) == before


def test_c32_a_finished_check_takes_no_click_and_its_card_is_drawn_as_it_is(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    old = ade.card()
    ade.choose("⋯", "Review what is done")
    town.slack.wait(shows(town, "Review"))
    ade.click("Submit")
    town.slack.wait(shows(town, "Submitted"))
    before = kept(town)
    assert ade.press("answer/0", message=old).acked
    assert "This check was submitted" in town.slack.wait(ade.ephemerals)[-1].text
    town.slack.settled()
    assert kept(town) == before
    assert "Submitted" in ade.card().plain


def test_c32_a_check_begun_with_an_older_form_goes_on_with_that_form(town: Town) -> None:
    """The file has changed since: what was begun keeps its questions, and its buttons go on working."""
    assert town.bot
    ade = town.ade
    town.begin(ade)
    run = run_on(ade.card())
    forms = cast(dict[str, Form], town.bot.office.library.forms)
    form = forms.pop("own-look")
    try:
        assert ade.click("Yes").acked
        town.slack.wait(shows(town, SECOND))
        assert answers(town, run)["A1"] == 1
    finally:
        forms["own-look"] = form
    council = Council(town.bot.office, town.council.ids)
    assert answer_item(town.bot.office, council.actor("Ade"), council.press(run, "A2"), Value(choice=1))
