"""What the playground sends in conversations with the real bot, and what the bot answers, is as Slack documents it."""

import json
from collections.abc import Iterator
from typing import Any

from tests.playground_validation.shapes import EXAMPLES, example, undocumented
from tests.slack.town import Town, done

METHODS = json.loads((EXAMPLES / "requests.json").read_text(encoding="utf-8"))["methods"]


def test_a_conversation_holds_to_the_documented_shapes(either_town: Town) -> None:
    town = either_town
    have_a_conversation(town)
    emitted = [*deliveries(town), *answers(town)]
    assert {name for name, _ in emitted} >= {
        *("slash_command", "block_actions_button", "block_actions_overflow", "block_actions_datepicker"),
        *("block_actions_users_select", "block_actions_view", "view_submission", "event_app_home_opened"),
        *("chat.postMessage", "views.open", "views.publish", "users.info", "conversations.open"),
        *("view_submission_answer_update", "view_submission_answer_errors"),
    }
    assert [(name, problem) for name, shape in emitted for problem in undocumented(example(name), shape)] == []


def test_the_bot_calls_methods_with_documented_arguments_only(town: Town) -> None:
    have_a_conversation(town)
    called = [call for call in town.slack.calls() if call["method"] in METHODS]
    assert called
    for call in called:
        documented = METHODS[call["method"]]
        given = set(call["arguments"]) - {"token"}
        assert given <= {*documented["required"], *documented["optional"]}, call["method"]
        assert given >= set(documented["required"]), call["method"]


def have_a_conversation(town: Town) -> None:
    ade = town.ade
    done(ade.open_home())
    town.home(ade, "Who can help")
    done(ade.slash("/qa start look"))
    done(ade.click("Start A look at my own work"))
    ade.fill({"subject": "K7-3Q"})
    done(ade.submit(unchecked=True))
    ade.fill({"own-sort": "Short"})
    done(ade.submit())
    town.shows(ade, "1 of 6")
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.choose("⋯", "Why is this asked?"))
    ade.close()
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.click("Answer: What went well"))
    town.shows(ade, "3 of 6")
    done(ade.click("Write your answer"))
    ade.fill({"B1": "Much."})
    done(ade.submit())
    done(ade.submit())
    town.shows(ade, "5 of 6")
    ade.close() if ade.view() else None
    done(ade.pick_day("day/0", "2026-11-20"))
    town.shows(ade, "6 of 6")
    done(ade.choose("person/0", "Bea"))
    town.shows(ade, "Review")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted ")
    town.slack.settled()


def deliveries(town: Town) -> Iterator[tuple[str, Any]]:
    for delivery in town.slack.deliveries():
        payload = delivery["payload"]
        if delivery["kind"] == "slash_commands":
            yield "slash_command", payload
        elif delivery["kind"] == "events_api":
            yield f"event_{payload['event']['type']}", payload
        elif payload["type"] == "block_actions":
            yield f"block_actions_{'view' if 'view' in payload else payload['actions'][0]['type']}", payload
        else:
            yield payload["type"], payload
            if delivery["answer"]:
                yield f"view_submission_answer_{delivery['answer']['response_action']}", delivery["answer"]


def answers(town: Town) -> Iterator[tuple[str, Any]]:
    for call in town.slack.calls():
        if call["method"] in METHODS and call["answer"].get("ok"):
            yield call["method"], call["answer"]
