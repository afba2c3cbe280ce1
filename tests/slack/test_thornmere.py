"""The invented council in its Slack, with the bot: what people did before is there for them, over the wire."""

from collections.abc import Iterator

import pytest

from tests.thornmere import ThornmereTown, thornmere_town


@pytest.fixture
def thornmere(sqlite_address: str) -> Iterator[ThornmereTown]:
    with thornmere_town(sqlite_address) as town:
        yield town


def test_ade_carries_on_where_the_check_was_left(thornmere: ThornmereTown) -> None:
    ade = thornmere.slack.person("ade@example.org")
    thornmere.slack.wait(lambda: "F4-8W" in ade.transcript(), timeout=20)
    thornmere.slack.settled()
    assert "Submitted" in ade.transcript()
    assert ade.slash("/qa resume").acked
    thornmere.slack.wait(lambda: ade.dm() and "F4-8W" in ade.card().plain)
    assert ade.click("Yes").acked
    thornmere.slack.wait(lambda: "10 of 27" in ade.card().plain)
    assert thornmere.slack.breaches() == []


def test_who_is_not_on_the_list_is_told_so(thornmere: ThornmereTown) -> None:
    uma = thornmere.slack.person("uma@example.org")
    assert uma.slash("/qa start").acked
    thornmere.slack.wait(lambda: "You are not on the QA list." in uma.transcript())
