"""How a share of good answers moved from month to month, in words: a form takes no chart."""

from collections.abc import Sequence

from bot.blocks.parts import Block, bold, section, sections
from bot.blocks.words import count
from bot.domain.trends import Point, Trend


def trend_blocks(trend: Trend | None) -> list[Block]:
    if trend is None:
        return []
    points = _worth_telling(trend.points)
    if not points:
        return [bold("Month by month"), section("No month can be told: in each, too few were asked.")]
    median = [f"Median of these months: {_percent(float(trend.median))}."] if trend.median is not None else []
    lines = [f"{point.month:%b %Y}: {_line(point)}" for point in points]
    return [bold("Month by month: good answers"), *sections(lines), section(" ".join([*median, trend.said]))]


def came_up_blocks(came_up: Sequence[tuple[str, int | None]]) -> list[Block]:
    """Of a theme: whether it came back."""
    if not came_up:
        return []
    lines = [f"{name}: {'too few to tell' if many is None else count(many, 'check')}" for name, many in came_up]
    times = sum(bool(many) for _, many in came_up)
    again = f"It came up in {times} of these {len(came_up)} times" if times > 1 else "It did not come up before"
    return [bold("Did it come back?"), *sections(lines), section(f"{again}.")]


def _worth_telling(points: Sequence[Point]) -> Sequence[Point]:
    """From the first month that can be told to the last one."""
    told = [number for number, point in enumerate(points) if point.share is not None]
    return points[told[0] : told[-1] + 1] if told else ()


def _line(point: Point) -> str:
    share = point.share
    return "too few to tell" if share is None else f"{point.good} of {point.of} ({_percent(float(share))})"


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"
