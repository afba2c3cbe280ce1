"""Who is reminded in somebody's place: stand-ins, theirs, the supervisor, nobody; and never in a circle."""

import pytest

from bot.domain.rhythm import Cover
from bot.flows.rhythm.cover import reader_of

SUPERVISOR = {"Ade": "Sam", "Bea": "Sam", "Cy": "Sam", "Sam": "Robin"}
ALL = frozenset({"Ade", "Bea", "Cy", "Sam", "Robin"})


@pytest.mark.parametrize(
    ("away", "here", "reader"),
    [
        ({}, ALL, "Ade"),
        ({"Bea": None}, ALL, "Ade"),
        ({"Ade": "Bea"}, ALL, "Bea"),
        ({"Ade": None}, ALL, "Sam"),
        ({"Ade": "Bea"}, ALL - {"Bea"}, "Sam"),  # who was to stand in has left
        ({"Ade": "Bea", "Bea": "Cy"}, ALL, "Cy"),
        ({"Ade": "Bea", "Bea": None}, ALL, "Sam"),
        ({"Ade": "Bea", "Bea": "Ade"}, ALL, "Sam"),
        ({"Ade": "Bea", "Bea": "Cy", "Cy": "Bea"}, ALL, "Sam"),
        ({"Ade": None, "Sam": None}, ALL, "Robin"),
        ({"Ade": None, "Sam": "Cy"}, ALL, "Cy"),
        ({"Ade": None, "Sam": "Ade"}, ALL, "Robin"),
        ({"Ade": None, "Sam": None, "Robin": None}, ALL, None),
        ({"Ade": None}, ALL - {"Sam", "Robin"}, None),
        ({}, ALL - {"Ade"}, None),
        ({"Ade": "Bea"}, ALL - {"Ade"}, None),  # who has left owes nothing
    ],
)
def test_who_is_reminded_of_what_is_ades(away: dict[str, str | None], here: frozenset[str], reader: str | None) -> None:
    assert reader_of("Ade", Cover(here, away, SUPERVISOR)) == reader


def test_who_has_nobody_above_them_and_nobody_in_their_place() -> None:
    assert reader_of("Robin", Cover(ALL, {"Robin": None}, SUPERVISOR)) is None


def test_two_who_supervise_each_other_do_not_lead_round_for_ever() -> None:
    cover = Cover(ALL, {"Ade": None, "Sam": None}, {"Ade": "Sam", "Sam": "Ade"})
    assert reader_of("Ade", cover) is None
