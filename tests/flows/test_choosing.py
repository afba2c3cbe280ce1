"""What is drawn from a list: the same again from the same key, nobody twice before everybody once, and fairly."""

import secrets
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.domain.draws import Member, Row
from bot.flows.draws.choosing import again, allotted, chosen, list_digest, unlike

KEY = "5a" * 32
WORKERS = [None, "ade", "bea", "cal"]


@some.composite
def lists(draw: some.DrawFn) -> list[Row]:
    made = some.builds(
        Row,
        position=some.just(0),
        reference=some.text(max_size=5),
        worker=some.sampled_from(WORKERS),
        service=some.none(),
        before=some.integers(0, 2),
        covered=some.just(0),
        barred=some.booleans(),
    )
    return [replace(row, position=place) for place, row in enumerate(draw(some.lists(made, max_size=25)), 1)]


keys = some.binary(min_size=32, max_size=32).map(bytes.hex)
few = settings(max_examples=60, deadline=None)


@few
@given(keys, lists(), some.integers(0, 30))
def test_the_same_key_and_list_give_the_same_and_nothing_from_elsewhere(key: str, rows: list[Row], count: int) -> None:
    drawn = chosen(key, rows, count, "ade")
    assert drawn == chosen(key, list(reversed(rows)), count, "ade")
    by_place = {row.position: row for row in rows}
    assert len(set(drawn)) == len(drawn) <= count
    assert not [place for place in drawn if by_place[place].barred or by_place[place].worker == "ade"]
    usable = [row for row in rows if not row.barred and row.worker != "ade"]
    assert len(drawn) == min(count, len(usable))


@few
@given(keys, lists(), some.integers(1, 10))
def test_everybody_is_covered_before_anybody_is_twice(key: str, rows: list[Row], count: int) -> None:
    rows = [replace(row, worker=row.worker or "cal") for row in rows]
    drawn = set(chosen(key, rows, count))
    left = {row.worker for row in rows if not row.barred and row.position not in drawn}
    times = Counter(row.worker for row in rows if row.position in drawn)
    # Whoever could have been drawn again, or at all, was drawn at most once less than anybody else.
    assert all(times[worker] >= max(times.values()) - 1 for worker in left)


@few
@given(keys, lists(), some.integers(1, 10))
def test_no_record_is_drawn_again_before_every_other_of_its_worker(key: str, rows: list[Row], count: int) -> None:
    drawn = set(chosen(key, rows, count))
    for row in rows:
        if row.position in drawn:
            skipped = [
                there
                for there in rows
                if there.worker == row.worker and not there.barred and there.position not in drawn
            ]
            assert all(there.before >= row.before for there in skipped)


@few
@given(keys, lists(), some.integers(1, 6))
def test_a_swap_keeps_the_others_and_takes_the_next(key: str, rows: list[Row], count: int) -> None:
    drawn = chosen(key, rows, count)
    for swapped in drawn:
        after = chosen(key, rows, count, unusable={swapped})
        assert set(drawn) - {swapped} <= set(after)
        assert swapped not in after
        assert len(after) == min(count, len([row for row in rows if not row.barred]) - 1)


def test_whose_record_was_swapped_is_covered_by_another_of_theirs() -> None:
    rows = [Row(1, "A", "ade"), Row(2, "B", "ade"), Row(3, "C", "bea"), Row(4, "D", "cal", covered=1)]
    by_place = {row.position: row.worker for row in rows}
    for key in (secrets.token_hex(32) for _ in range(20)):
        first = next(place for place in chosen(key, rows, 2) if by_place[place] == "ade")
        assert {by_place[place] for place in chosen(key, rows, 2, unusable={first})} == {"ade", "bea"}


def test_a_further_round_begins_with_what_was_not_drawn() -> None:
    rows = [Row(place) for place in range(1, 7)]
    first = chosen(KEY, rows, 3)
    assert set(chosen("6b" * 32, again(rows, first), 3)) == {1, 2, 3, 4, 5, 6} - set(first)


@pytest.mark.parametrize(
    "rows",
    [[Row(place) for place in range(1, 11)], [Row(place, f"K{place}", f"w{place % 5}") for place in range(1, 11)]],
    ids=["places", "workers"],
)
def test_over_many_keys_every_record_has_the_same_chance(rows: list[Row]) -> None:
    """Chi-square with 9 degrees of freedom: 27.9 is passed once in a thousand times; the keys are always the same."""
    times = Counter(place for seed in range(2000) for place in chosen(f"{seed:064x}", rows, 2))
    expected = 2000 * 2 / 10
    assert sum((times[row.position] - expected) ** 2 / expected for row in rows) < 27.9


def test_pairs_are_as_likely_as_each_other() -> None:
    """44 degrees of freedom: 78.7 once in a thousand times."""
    pairs = Counter(frozenset(chosen(f"{seed:064x}", [Row(n) for n in range(1, 11)], 2)) for seed in range(2000))
    expected = 2000 / 45
    assert len(pairs) == 45
    assert sum((there - expected) ** 2 / expected for there in pairs.values()) < 78.7


MEMBERS = [
    Member("s1", "ade", frozenset({"east", "service"})),
    Member("s2", "bea", frozenset({"west"})),
    Member("s3", None, frozenset({"school"})),
]


@few
@given(keys, some.lists(some.sampled_from([None, "East", "west", "School"]), max_size=9))
def test_nobody_looks_at_a_record_of_their_own_service_and_it_goes_round(key: str, services: list[str | None]) -> None:
    rows = [Row(place, f"K{place}", None, service) for place, service in enumerate(services, 1)]
    given_out = allotted(key, rows, MEMBERS)
    by_seat = {member.seat: member for member in MEMBERS}
    for row in rows:
        seat = given_out[row.position]
        assert seat is not None
        assert (row.service or "").casefold() not in by_seat[seat].services
    if set(services) == {None}:
        times = [Counter(given_out.values())[member.seat] for member in MEMBERS]
        assert max(times) - min(times) <= 1


def test_nobody_looks_at_their_own_and_where_nobody_is_left_nobody_is_named() -> None:
    rows = [Row(1, "K1", "ade"), Row(2, "K2", None, "West")]
    assert allotted(KEY, rows, MEMBERS[:1]) == {1: None, 2: "s1"}
    assert allotted(KEY, rows, []) == {1: None, 2: None}


def test_the_digest_changes_with_every_part_of_the_list() -> None:
    row = Row(1, "K1", "ade", "East")
    told = [
        list_digest("s", 1, 1, [row]),
        list_digest("t", 1, 1, [row]),
        list_digest("s", 2, 1, [row]),
        list_digest("s", 1, 2, [row]),
        *(
            list_digest("s", 1, 1, [replace(row, **change)])
            for change in (
                {"position": 2},
                {"reference": "K2"},
                {"worker": None},
                {"service": None},
                {"before": 1},
                {"covered": 1},
                {"barred": True},
            )
        ),
    ]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (range(10), range(10), ""),
        (range(13), range(10), ""),
        (range(14), range(10), "This list has 14 rows and the last one had 10: many more."),
        (range(6), range(10), "This list has 6 rows and the last one had 10: many fewer."),
        (range(5, 15), range(10), ""),
        (range(6, 16), range(10), "Of the 10 records in the last list, only 4 are in this one."),
    ],
)
def test_a_list_much_unlike_the_last_is_said_to_be(now: range, then: range, said: str) -> None:
    assert unlike(len(now), [f"k{n}" for n in now], len(then), [f"K{n}" for n in then]) == said


def test_of_rows_without_references_only_their_number_is_compared() -> None:
    assert unlike(10, [], 10, ["K1"]) == ""
    assert unlike(20, [], 10, []) != ""
