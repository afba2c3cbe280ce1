"""What is understood of words: facts by name, days in the ways people write them, and what is left over."""

from datetime import date

import pytest

from bot.domain.facts import Recordable
from bot.flows.registers.said import find_day, understand

TODAY = date(2026, 11, 23)
KNOWN = [
    Recordable("trees", "T1", "Trees", "Looked at", True),
    Recordable("trees", "T2", "Trees", "Police check", False),
    Recordable("trees", "T3", "Trees", "Police letter", False),
    Recordable("people", "P1", "People", "One-to-one", True),
]


@pytest.mark.parametrize(
    ("words", "day", "rest"),
    [
        ("TR-1 12 March 2026", date(2026, 3, 12), "TR-1"),
        ("TR-1 on 12th mar 2026", date(2026, 3, 12), "TR-1"),
        ("12/03/2026 TR-1", date(2026, 3, 12), "TR-1"),
        ("12.3.2026 TR-1", date(2026, 3, 12), "TR-1"),
        ("TR-1 2026-03-12", date(2026, 3, 12), "TR-1"),
        ("TR-1 today", TODAY, "TR-1"),
        ("TR-1 Yesterday", date(2026, 11, 22), "TR-1"),
        ("TR-1 12 Dec", date(2025, 12, 12), "TR-1"),
        ("TR-1 23 Nov", TODAY, "TR-1"),
        ("TR-1 29 February", date(2024, 2, 29), "TR-1"),
        ("TR-1 30 February 2026", None, "TR-1 30 February 2026"),
        ("TR-2026-03-12", None, "TR-2026-03-12"),
        ("TR-1", None, "TR-1"),
        ("TR-1 1 May 2024 2 May 2025", date(2025, 5, 2), "TR-1 1 May 2024"),
    ],
)
def test_a_day_is_found_as_people_write_it(words: str, day: date | None, rest: str) -> None:
    assert find_day(words, TODAY) == (day, rest)


@pytest.mark.parametrize(
    ("words", "facts", "rest"),
    [
        ("looked at TR-0123 12 March 2026", ["T1"], "TR-0123"),
        ("TR-0123 Looked At", ["T1"], "TR-0123"),
        ("t2 TR-0123", ["T2"], "TR-0123"),
        ("police TR-0123", ["T2", "T3"], "TR-0123"),
        ("pol check TR-0123", ["T2"], "TR-0123"),
        ("one-to-one Ade Bell yesterday", ["P1"], "Ade Bell"),
        ("TR-0123", [], "TR-0123"),
        ("lo TR-0123", [], "lo TR-0123"),
        ("", [], ""),
    ],
)
def test_a_fact_is_found_by_its_id_or_enough_of_its_name(words: str, facts: list[str], rest: str) -> None:
    found = understand(words, KNOWN, TODAY)
    assert ([there.fact for there in found.facts], found.rest) == (facts, rest)
