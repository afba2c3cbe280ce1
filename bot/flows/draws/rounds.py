"""What a draw's list, keys and swaps give, step by step. Pure, so that it can be done over at any time."""

from collections.abc import Iterator, Sequence

from bot.domain.draws import SWAPPED, Draw, Row
from bot.flows.draws.choosing import again, chosen


def auditor_of(draw: Draw) -> str | None:
    """Who must not be given their own record: whoever draws, but from their own work; in a meeting each member."""
    is_own = draw.scope.person == draw.author
    return None if is_own or draw.scope.kind == "meeting" else draw.author


def rows_in(draw: Draw, number: int) -> Sequence[Row]:
    """The list as a round finds it: what an earlier one drew comes after the rest."""
    rows: Sequence[Row] = draw.every_row
    for earlier in range(1, number):
        rows = again(rows, {pick.position for pick in draw.picks if pick.round == earlier})
    return rows


def unusable_before(draw: Draw, number: int) -> set[int]:
    """What was swapped in earlier rounds."""
    return {pick.position for pick in draw.picks if pick.state == SWAPPED and pick.round < number}


def drawn_in(draw: Draw, number: int, key: str, unusable: set[int]) -> list[int]:
    """The positions that a round's key gives, in the order of the draw."""
    return chosen(key, rows_in(draw, number), draw.count, auditor_of(draw), unusable)


def last_round(draw: Draw) -> int:
    return draw.rounds[-1].number if draw.rounds else 0


def standing_now(draw: Draw) -> list[int]:
    """What stands after all swaps, in the order of the draw."""
    number = last_round(draw)
    swapped = {pick.position for pick in draw.picks if pick.state == SWAPPED}
    return drawn_in(draw, number, draw.rounds[-1].key, swapped) if draw.rounds else []


def rows_named(draw: Draw, positions: Sequence[int]) -> Iterator[Row]:
    by_place = {row.position: row for row in draw.every_row}
    return (by_place[position] for position in positions)
