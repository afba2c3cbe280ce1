"""A stage with two people, a team's channel and one uploaded picture, to draw for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.playground.controls import completed, shown_values
from bot.playground.page.drawing.blocks import draw_blocks
from bot.playground.settings import Json, Settings
from bot.playground.stage import Stage, new_stage
from bot.playground.world import Channel, File
from tests.playground.page.drawing.reading import Read, read

PEOPLE = (
    {"id": "U0ADE", "name": "Ade Bakare", "email": "ade@example.org"},
    {"id": "U0SAM", "name": "Sam Okoro", "email": "sam@example.org"},
)

Drawn = Callable[..., Read]


def new() -> Stage:
    stage = new_stage(Settings(people=PEOPLE))
    stage.url = "http://127.0.0.1:8000"
    stage.world.channels["C0TEAM"] = Channel("C0TEAM", "team-east", ["U0ADE"])
    stage.world.files["F0DOOR"] = File("F0DOOR", "front door.png", 3, data="AAAA", done=True)
    return stage


@pytest.fixture(scope="session")
def stage() -> Stage:
    return new()


@pytest.fixture
def drawn(stage: Stage) -> Drawn:
    """Draws blocks as Slack keeps them, with their first values."""

    def draw(*blocks: Json, values: Json | None = None, errors: dict[str, str] | None = None) -> Read:
        kept = completed(list(blocks))
        return read(draw_blocks(stage, kept, shown_values(kept, values or {}), errors or {}, "m1"))

    return draw
