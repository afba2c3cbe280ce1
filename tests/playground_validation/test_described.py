"""Messages and views drawn from the description itself: small and well formed, so nothing may be found wrong."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.playground.validation import message_problems, view_problems
from bot.playground.validation.blocks import BLOCKS
from bot.playground.validation.report import Report, units
from bot.playground.validation.rules import Flag, Kinds, Listed, Mapped, Number, OneOf, Shape, String, Tallied
from tests.playground_validation.payloads import message, modal

WORDS = st.sampled_from(["Yes", "7 days", "Été", "Home 😀"])
numbers = count()


def drawn(rule: Any, draw: Callable[..., Any], surface: str) -> Any:
    """A small value that follows the rule."""
    match rule:
        case String():
            return _string(rule, draw)
        case Number():
            return int(rule.low or 0) + (0 if rule.low == int(rule.low or 0) else 1)
        case OneOf():
            return draw(st.sampled_from(rule.values))
        case Listed():
            return [drawn(rule.rule, draw, surface) for _ in range(max(rule.low, 1))]
        case Mapped():
            return {"key": drawn(rule.rule, draw, surface) if rule.rule else "value"}
        case Tallied():
            return drawn(rule.rule, draw, surface)
        case Shape():
            return _object(rule, draw, surface)
        case Kinds():
            kind = draw(st.sampled_from(sorted(name for name, shape in rule.shapes.items() if surface in shape.on)))
            return {"type": kind, **_object(rule.shapes[kind], draw, surface)}
        case Flag():
            return draw(st.booleans())
        case _:
            return False  # focus_on_load


def _string(rule: String, draw: Callable[..., Any]) -> str:
    if rule.unique:
        return f"id-{next(numbers)}"
    if rule.pattern:
        fits = st.from_regex(rule.pattern, fullmatch=True).filter(lambda text: units(text) <= (rule.high or 100))
        return str(draw(fits))
    return str(draw(WORDS))


def _object(shape: Shape, draw: Callable[..., Any], surface: str) -> dict[str, Any]:
    """Every key drawn, then optional ones dropped: those at odds with each other, and some at random."""
    value = {key: drawn(rule, draw, surface) for key, rule in shape.keys.items()}
    loose = [key for key in shape.keys if key not in shape.required]
    while _odds(shape, value, surface) and loose:
        dropped = min(loose, key=lambda key: _odds(shape, _without(value, key), surface))
        value = _without(value, dropped)
        loose.remove(dropped)
    assume(not _odds(shape, value, surface))
    for key in loose:
        if draw(st.booleans()) and not _odds(shape, _without(value, key), surface):
            value = _without(value, key)
    return value


def _without(value: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: part for name, part in value.items() if name != key}


def _odds(shape: Shape, value: dict[str, Any], surface: str) -> int:
    report = Report(surface, "odd")
    for also in shape.also:
        also(value, "", report)
    return len(report.problems)


def block(draw: Callable[..., Any], kind: str, surface: str) -> dict[str, Any]:
    return {"type": kind, **_object(BLOCKS.shapes[kind], draw, surface)}


relaxed = partial(settings, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("kind", sorted(kind for kind, shape in BLOCKS.shapes.items() if "message" in shape.on))
@relaxed(max_examples=12)
@given(st.data())
def test_a_message_drawn_from_the_description_passes(kind: str, data: st.DataObject) -> None:
    assert message_problems(message(block(data.draw, kind, "message"))) == []


@pytest.mark.parametrize("kind", sorted(kind for kind, shape in BLOCKS.shapes.items() if "modal" in shape.on))
@relaxed(max_examples=12)
@given(st.data())
def test_a_modal_drawn_from_the_description_passes(kind: str, data: st.DataObject) -> None:
    assert view_problems(modal(block(data.draw, kind, "modal"))) == []


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "options", "rows", "chart"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", sorted(BLOCKS.shapes))
@relaxed(max_examples=20)
@given(st.dictionaries(st.sampled_from(["text", "elements", "element", "rows", "chart", "child_blocks"]), JUNK))
def test_rubbish_is_reported_and_never_breaks_the_validator(kind: str, rubbish: dict[str, Any]) -> None:
    message_problems({"text": "x", "blocks": [{"type": kind, **rubbish}, rubbish]})
    view_problems({"type": "modal", "blocks": [{"type": kind, **rubbish}]})
