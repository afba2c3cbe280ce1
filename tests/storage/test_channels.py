"""Which team a channel belongs to, and taking a posting in hand: once, again after a refusal, again after a while."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.domain.periods import Period
from bot.domain.summaries import Chosen, Place
from bot.storage import channels
from bot.storage.keys import new_key
from bot.storage.tables import channels as tables
from bot.storage.tables import people, table_of
from tests.council import Council

_TEAM, _POSTING = table_of(people.Team), table_of(tables.Posting)
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))


def named_in_file(council: Council, team: str, channel: str) -> None:
    with council.office.store.work() as uow:
        uow.run(update(_TEAM).where(_TEAM.c.id == council.ids[team]).values(channel=channel))


@pytest.mark.parametrize(
    ("in_file", "place", "team"),
    [
        ("", Place("C1", "east"), None),
        ("east", Place("C1", "east"), "East"),
        ("#East", Place("C1", "east"), "East"),
        ("C1", Place("C1", "renamed"), "East"),
        ("east", Place("C1", ""), None),
        ("", Place("C1", ""), None),
        ("", Place("", ""), None),
        ("east", Place("C1", "east-social"), None),
    ],
)
def test_the_teams_file_names_a_channel_by_id_or_name(
    council: Council, in_file: str, place: Place, team: str | None
) -> None:
    named_in_file(council, "East", in_file)
    with council.office.store.look() as uow:
        assert channels.load_team_of_channel(uow, place) == (council.ids[team] if team else None)


def test_what_was_said_in_slack_goes_before_the_file_and_can_be_changed(council: Council) -> None:
    named_in_file(council, "East", "C1")
    for team in ("West", "Service"):
        with council.office.store.work() as uow:
            channels.keep_team_of_channel(uow, "C1", council.ids[team], council.ids["Quinn"])
        with council.office.store.look() as uow:
            assert channels.load_team_of_channel(uow, Place("C1", "east")) == council.ids[team]


def claim(council: Council, chosen: Chosen, name: str = "Quinn") -> int:
    with council.office.store.work() as uow:
        return channels.claim_posting(uow, chosen, council.ids[name])


def test_a_summary_is_in_one_hand_at_a_time_and_stands_once(council: Council) -> None:
    chosen = Chosen(new_key(), council.ids["East"], QUARTER, channel="C1")
    assert claim(council, chosen) == 1
    assert claim(council, chosen) == 0
    with council.office.store.work() as uow:
        channels.release_posting(uow, chosen.key)
    assert claim(council, chosen) == 1
    with council.office.store.work() as uow:
        uow.run(update(_POSTING).values(claimed_at=uow.instant - timedelta(minutes=1)))
    assert claim(council, chosen, "Mia") == 0
    assert claim(council, chosen) == 2
    with council.office.store.work() as uow:
        channels.record_posted(uow, chosen.key, "1.0")
        uow.run(update(_POSTING).values(claimed_at=uow.instant - timedelta(minutes=1)))
    assert claim(council, chosen) == 0


def test_a_copy_of_the_same_in_the_same_channel_is_found_once_it_is_being_posted(council: Council) -> None:
    chosen = Chosen(new_key(), council.ids["East"], QUARTER, channel="C1")
    again = chosen.but(key=new_key())
    claim(council, chosen)
    with council.office.store.work() as uow:
        under_way = channels.load_standing(uow, again)
        assert under_way
        assert not under_way.is_sure
        assert channels.load_standing(uow, chosen) is None
        channels.record_posted(uow, chosen.key, "1.0")
        there = channels.load_standing(uow, again)
        assert there
        assert (there.person, there.is_sure) == (council.ids["Quinn"], True)
        assert timedelta(0) <= uow.now - there.at < timedelta(minutes=1)
        for other in ({"team": None}, {"channel": "C2"}, {"framework": "maple"}, {"form": "own-look"}):
            assert channels.load_standing(uow, again.but(**other)) is None


def test_what_slack_refused_stands_in_nobodys_way(council: Council) -> None:
    chosen = Chosen(new_key(), None, QUARTER, channel="C1")
    claim(council, chosen)
    with council.office.store.work() as uow:
        channels.release_posting(uow, chosen.key)
        assert channels.load_standing(uow, chosen.but(key=new_key())) is None
