"""Which teams figures can be about, and whose figures somebody may see alone."""

import pytest
from sqlalchemy import insert

from bot.domain.figures import Node
from bot.flows import access
from bot.flows.figures.nodes import EVERYBODY, load_entitled, load_nodes
from bot.storage.tables import people as tables
from bot.storage.tables import table_of
from tests.council import START, TODAY, Council, add


def test_the_organisation_comes_first_and_each_team_before_its_parts(sqlite_council: Council) -> None:
    ids = sqlite_council.ids
    with sqlite_council.office.store.look() as uow:
        nodes = load_nodes(uow, TODAY)
    assert nodes == (
        Node(None, EVERYBODY, frozenset({ids["Service"], ids["East"], ids["West"]})),
        Node(ids["Service"], "Service", frozenset({ids["Service"], ids["East"], ids["West"]})),
        Node(ids["East"], "East", frozenset({ids["East"]})),
        Node(ids["West"], "West", frozenset({ids["West"]})),
    )


def test_a_team_that_is_no_more_is_none_to_ask_about(sqlite_council: Council) -> None:
    with sqlite_council.office.store.work() as uow:
        add(uow, tables.Exists, team=sqlite_council.ids["West"], since=START, until=TODAY)
        assert [node.name for node in load_nodes(uow, TODAY)] == [EVERYBODY, "Service", "East"]


@pytest.mark.parametrize(
    ("name", "teams"),
    [
        ("Quinn", [EVERYBODY, "Service", "East", "West"]),
        ("Mia", ["East"]),
        ("Max", ["West"]),
        ("Ade", []),
        ("Sam", []),
        ("Robin", []),
    ],
)
def test_a_qa_lead_sees_all_and_a_manager_their_teams(sqlite_council: Council, name: str, teams: list[str]) -> None:
    assert _entitled(sqlite_council, name) == teams


def test_who_supervises_everybody_in_a_team_sees_it(sqlite_council: Council) -> None:
    council = sqlite_council
    with council.office.store.work() as uow:
        row = {"id": "mia", "person": council.ids["Mia"], "supervisor": council.ids["Sam"], "since": START}
        uow.run(insert(table_of(tables.ReportsTo)), row)
    assert _entitled(council, "Sam") == ["East"]
    assert _entitled(council, "Robin") == ["East"]


def test_a_post_that_is_told_opens_what_it_is_held_over(sqlite_council: Council) -> None:
    assert _entitled(sqlite_council, "Robin", "lead") == [EVERYBODY, "Service", "East", "West"]


def _entitled(council: Council, name: str, *posts: str) -> list[str]:
    with council.office.store.look() as uow:
        standing = access.standing_of(uow, council.actor(name))
        return [node.name for node in load_entitled(uow, standing, posts)]
