"""Who knocks at the real bot: forged, replayed and malformed requests change nothing and leave one line each.

What the door answers to all kinds of rubbish is tested in tests/doors; here it is the bot behind it.
"""

from collections.abc import Callable

import pytest

from tests.doors.conftest import Log
from tests.slack.security.letters import Reply, interactive, last_sent, post, signed
from tests.slack.sight import answers, kept, logged, run_on
from tests.slack.town import Town


def click_of_ade(town: Town) -> bytes:
    """The body of a click that would store Yes, which has not been delivered."""
    town.begin(town.ade)
    town.ade.click("Add a note")
    town.ade.close()
    payload = last_sent(town)
    payload["actions"][0] |= {"action_id": "answer/0", "value": f"{run_on(town.ade.card())} A1 0 1"}
    town.slack.settled()
    return interactive(payload)


def refused(log: Log) -> list[str]:
    return [entry["why"] for entry in log.said("request refused")]


FORGERIES: dict[str, Callable[[bytes], dict[str, str]]] = {
    "without a signature": lambda _: {},
    "with a wrong signature": lambda body: signed(body) | {"X-Slack-Signature": f"v0={'0' * 64}"},
    "with one byte changed": lambda body: signed(body + b"x"),
    "signed with another secret": lambda body: signed(body, secret="another"),  # noqa: S106
}


@pytest.mark.parametrize("how", FORGERIES)
def test_c01_a_click_that_slack_did_not_sign_changes_nothing(log: Log, open_town: Town, how: str) -> None:
    body = click_of_ade(open_town)
    before = kept(open_town)
    reply = post(open_town, body, FORGERIES[how](body))
    assert reply.status == 401
    assert kept(open_town) == before
    assert len(refused(log)) == 1


@pytest.mark.parametrize(("late", "status"), [(299, 200), (302, 401), (-302, 401)])
def test_c02_an_old_click_counts_for_five_minutes(log: Log, open_town: Town, late: int, status: int) -> None:
    body = click_of_ade(open_town)
    run = run_on(open_town.ade.card())
    assert post(open_town, body, signed(body, late)).status == status
    assert ("A1" in answers(open_town, run)) is (status == 200)
    assert len(refused(log)) == (status != 200)


def test_c02_a_click_replayed_within_five_minutes_has_one_effect(open_town: Town) -> None:
    body = click_of_ade(open_town)
    headers = signed(body, 290)
    first = post(open_town, body, headers)
    stored, written = kept(open_town), logged(open_town, "answered")
    assert len(written) > 0
    second = post(open_town, body, headers)
    assert (first.status, second.status) == (200, 200)
    assert kept(open_town) == stored
    assert logged(open_town, "answered") == written


def test_c02_a_click_replayed_after_another_one_does_not_bring_the_old_answer_back(open_town: Town) -> None:
    body = click_of_ade(open_town)
    run = run_on(open_town.ade.card())
    assert post(open_town, body, signed(body)).status == 200
    open_town.shows(open_town.ade, "2 of 6")
    open_town.ade.click("Back")
    open_town.shows(open_town.ade, "1 of 6")
    open_town.ade.click("No")
    assert answers(open_town, run)["A1"] == 0
    assert post(open_town, body, signed(body)).status == 200
    assert answers(open_town, run)["A1"] == 0


MALFORMED: list[dict[str, str]] = [
    {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=aa"} for stamp in ("", "abc", "1e9", "9" * 400)
] + [{"X-Slack-Signature": "v0=aa"}, {"X-Slack-Request-Timestamp": "1763700000", "X-Slack-Signature": "v0=é"}]


def test_c03_malformed_headers_are_refused_in_a_line_each_and_change_nothing(log: Log, open_town: Town) -> None:
    body = click_of_ade(open_town)
    before = kept(open_town)
    replies: list[Reply] = [post(open_town, body, headers) for headers in MALFORMED]
    assert {reply.status for reply in replies} == {401}
    assert not any("Traceback" in reply.text for reply in replies)
    assert kept(open_town) == before
    assert len(refused(log)) == len(MALFORMED)
    assert "exception" not in log.text
