"""Commands, clicks, modals and the Home tab, over both ways to be connected."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.playground.conftest import Town
from tests.playground.tiny import button, card, form


def test_a_command_is_answered_to_the_person_alone(town: Town) -> None:
    act = town.ade.slash("/tiny help")
    assert (act.acked, act.warned) == (True, False)
    assert [message.plain for message in town.ade.ephemerals()] == ["Type `start`."]
    assert town.jo.ephemerals() == []
    town.ade.reload()
    assert town.ade.ephemerals() == []


def test_a_button_is_pressed_by_its_label_and_the_message_changes(town: Town) -> None:
    town.ade.slash("/tiny start")
    card_seen = town.ade.card()
    assert "up to date" in card_seen.plain
    assert card_seen.buttons == ["Yes", "No"]
    assert town.ade.click("Yes").acked
    pressed = town.tiny.seen[-1]
    assert pressed["actions"][0]["value"] == "yes"
    assert pressed["container"]["message_ts"] == card_seen.ts
    town.tiny.client.chat_update(channel=card_seen.channel, ts=card_seen.ts, text="Thank you.")
    assert town.ade.card().plain == "Thank you."
    assert town.ade.card().edited
    assert town.slack.breaches() == []


def test_a_menu_a_date_and_a_person_are_chosen(town: Town) -> None:
    town.ade.slash("/tiny start")
    town.ade.choose("⋯", "Skip")
    assert town.tiny.seen[-1]["actions"][0]["selected_option"]["value"] == "skip"
    town.ade.pick_day("day", "2026-11-21")
    assert town.tiny.seen[-1]["actions"][0]["selected_date"] == "2026-11-21"
    town.ade.choose("who", "Jo Teal")
    assert town.tiny.seen[-1]["actions"][0]["selected_user"] == town.jo.id
    assert town.tiny.seen[-1]["state"]["values"]["answers"]["day"]["selected_date"] == "2026-11-21"


def test_a_confirmation_that_is_declined_sends_nothing(town: Town) -> None:
    town.ade.slash("/tiny start")
    sent = len(town.tiny.seen)
    assert not town.ade.click("No", deny=True).acked
    assert len(town.tiny.seen) == sent
    assert town.ade.click("No").acked


def test_two_clicks_at_once_are_two_payloads(town: Town) -> None:
    town.ade.slash("/tiny start")
    act = town.ade.click("Yes", times=2)
    assert act.acked
    assert [repeat.acked for repeat in act.repeats] == [True]
    assert len(town.tiny.seen) == 3


def test_an_altered_payload_reaches_the_bot_as_it_was_altered(town: Town) -> None:
    town.ade.slash("/tiny start")
    old = town.ade.card()
    town.tiny.client.chat_update(channel=old.channel, ts=old.ts, **card("Another question"))
    town.ade.press("answer/yes", value="forged", message=old, block_id="elsewhere")
    seen = town.tiny.seen[-1]
    assert (seen["actions"][0]["value"], seen["actions"][0]["block_id"]) == ("forged", "elsewhere")
    assert seen["message"]["text"] == "Is the plan *up to date*?"


def test_a_button_that_has_gone_can_still_be_pressed_in_an_old_picture(town: Town) -> None:
    town.ade.slash("/tiny start")
    old = town.ade.card()
    town.tiny.client.chat_update(channel=old.channel, ts=old.ts, text="Closed.")
    assert town.ade.press("answer/yes", message=old).acked
    assert town.tiny.seen[-1]["actions"][0]["block_id"] == "answers"
    assert town.ade.press("invented").acked
    assert town.tiny.seen[-1]["actions"][0]["action_id"] == "invented"


def test_a_form_keeps_what_was_typed_and_closes_when_it_is_saved(town: Town) -> None:
    town.ade.slash("/tiny form")
    town.ade.fill({"Note": "all well", "Mark": "Met"})
    town.ade.click("Redraw")
    view = town.ade.view()
    assert view
    assert view.title == "Redrawn"
    assert "all well" in view.plain
    assert town.ade.submit().acked
    values = town.tiny.seen[-1]["view"]["state"]["values"]
    assert values["note"]["words"]["value"] == "all well"
    assert values["mark"]["grade"]["selected_option"]["value"] == "met"
    assert town.ade.view() is None


def test_what_is_required_or_too_long_is_held_back_by_slack_itself(town: Town) -> None:
    town.ade.slash("/tiny form")
    sent = len(town.tiny.seen)
    town.ade.submit()
    view = town.ade.view()
    assert view
    assert view.errors == {"note": "Please complete this required field."}
    town.ade.fill({"Note": "x" * 21})
    assert town.ade.submit().status == "not sent"
    assert len(town.tiny.seen) == sent


def test_errors_stand_beside_their_field(town: Town) -> None:
    town.tiny.answers = [{"response_action": "errors", "errors": {"note": "Say more."}}]
    town.ade.slash("/tiny form")
    town.ade.fill({"Note": "hm"})
    town.ade.submit()
    view = town.ade.view()
    assert view
    assert view.errors == {"note": "Say more."}
    assert "! Say more." in view.plain
    town.tiny.answers = [{"response_action": "errors", "errors": {"nowhere": "Lost."}}]
    assert town.ade.submit().warned
    assert "nowhere" in town.slack.breaches()[-1]["words"]


def test_a_view_in_an_answer_that_breaks_a_limit_is_trouble_and_a_breach(town: Town) -> None:
    town.tiny.answers = [{"response_action": "update", "view": form("A title far longer than it may be")}]
    town.ade.slash("/tiny form")
    town.ade.fill({"Note": "hm"})
    act = town.ade.submit()
    assert act.warning == "We had some trouble connecting. Try again?"
    assert town.slack.breaches()


def test_views_stack_three_deep_and_no_deeper(town: Town) -> None:
    town.ade.slash("/tiny form")
    town.ade.click("Deeper")
    town.ade.click("Deeper")
    view = town.ade.view()
    assert view
    assert view.depth == 3
    assert town.ade.click("Deeper").warned
    assert town.slack.calls("views.push")[-1]["answer"]["error"] == "push_limit_reached"
    town.ade.close()
    assert town.tiny.seen[-1]["is_cleared"] is False
    town.ade.close(all=True)
    assert town.tiny.seen[-1]["is_cleared"] is True
    assert "state" not in town.tiny.seen[-1]["view"]
    assert town.ade.view() is None


def test_a_submission_can_push_update_and_clear(town: Town) -> None:
    town.tiny.answers = [
        {"response_action": "push", "view": form("Second")},
        {"response_action": "update", "view": form("Changed")},
        {"response_action": "clear"},
    ]
    town.ade.slash("/tiny form")
    titles = []
    for _ in range(3):
        town.ade.fill({"Note": "hm"})
        town.ade.submit()
        view = town.ade.view()
        titles.append((view.title, view.depth) if view else None)
    assert titles == [("Second", 2), ("Changed", 2), None]


def test_an_old_hash_is_refused(town: Town) -> None:
    town.ade.slash("/tiny form")
    view = town.ade.view()
    assert view
    town.tiny.client.views_update(view_id=view.id, hash=view.hash, view=form("Newer"))
    assert (
        _error(lambda: town.tiny.client.views_update(view_id=view.id, hash=view.hash, view=form())) == "hash_conflict"
    )
    town.ade.close()
    assert _error(lambda: town.tiny.client.views_update(view_id=view.id, view=form())) == "not_found"


def _error(call: object) -> str:
    with pytest.raises(SlackApiError) as raised:
        call()  # type: ignore[operator]
    return str(raised.value.response["error"])


def test_a_trigger_is_good_once_and_for_three_seconds(town: Town) -> None:
    town.ade.slash("/tiny form")
    used = town.tiny.seen[-1]["trigger_id"]
    client = town.tiny.client
    assert _error(lambda: client.views_open(trigger_id=used, view=form())) == "exchanged_trigger_id"
    town.ade.slash("/tiny nothing")
    town.slack.skip(3.1)
    late = town.tiny.seen[-1]["trigger_id"]
    assert _error(lambda: client.views_open(trigger_id=late, view=form())) == "expired_trigger_id"
    assert _error(lambda: client.views_open(trigger_id="1.2.x", view=form())) == "invalid_trigger_id"


def test_the_home_tab_is_each_persons_own(town: Town) -> None:
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button("Begin", "begin")]}]}
    town.tiny.client.views_publish(user_id=town.ade.id, view=home)
    assert town.ade.open_home().acked
    assert town.tiny.seen[-1]["event"]["view"]["type"] == "home"
    assert town.jo.home() is None
    town.ade.click("Begin")
    assert town.tiny.seen[-1]["view"]["type"] == "home"
    assert "response_url" not in town.tiny.seen[-1]


def test_a_bot_that_is_slow_or_broken_is_a_warning(town: Town) -> None:
    act = town.ade.slash("/tiny slow")
    assert (act.acked, act.warned) == (False, True)
    assert "operation_timeout" in town.ade.notice()
    assert town.ade.slash("/tiny long").warned
    assert town.slack.breaches()


def test_a_control_that_is_not_there_is_said_with_what_is(town: Town) -> None:
    town.ade.slash("/tiny start")
    ade = town.ade
    ade.patience = 0
    with pytest.raises(LookupError, match="Yes, No"):
        ade.click("Perhaps")
    with pytest.raises(LookupError, match="not a valid command"):
        town.ade.slash("/other")


def test_nothing_comes_from_a_deactivated_person(town: Town) -> None:
    town.ade.slash("/tiny start")
    sent = len(town.tiny.seen)
    town.slack.deactivate(town.ade)
    town.slack.wait(lambda: town.tiny.seen[-1].get("event", {}).get("type") == "user_change")
    assert town.tiny.seen[-1]["event"]["user"]["deleted"] is True
    assert town.ade.click("Yes").status == "deactivated"
    assert len(town.tiny.seen) == sent + 1
    assert town.tiny.client.chat_postMessage(channel=town.ade.id, text="Still possible.")["ok"]


def test_a_stranger_acts_in_the_shared_channel_and_is_known_as_one(town: Town) -> None:
    robin = town.slack.person("robin@example.org")
    robin.slash("/tiny help", channel="shared")
    assert town.tiny.seen[-1]["channel_name"] == "shared"
    user = town.tiny.client.users_info(user=robin.id)["user"]
    assert user["is_stranger"] is True
    assert user["team_id"] != town.tiny.client.auth_test()["team_id"]
    assert town.tiny.client.users_info(user=town.slack.person("Sam").id)["user"]["is_restricted"] is True
