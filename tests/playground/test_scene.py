"""A scene that has grown since the state was kept: who and what is new appears, and what happened stays."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.playground import saving
from bot.playground.settings import Json, Settings
from bot.playground.stage import Stage, new_stage
from bot.playground.world import Message, first_world
from tests.playground.tiny import PEOPLE

LARCH: Json = {"name": "larch", "members": ["ade@example.org", "jo@example.org"], "private": True}
LEE: Json = {"name": "Lee Moss", "email": "Lee@example.org", "title": "Panel chair", "main": True}
MEET_LEE: Json = {
    "id": "lee",
    "title": "Be Lee",
    "about": "A moment.",
    "steps": [{"say": "Be Lee.", "when": {"became": "lee"}}],
}


def left(folder: Path, **scene: tuple[Json, ...]) -> Stage:
    """A playground that has run with this scene and has kept its state."""
    settings = Settings(**{"people": PEOPLE, "channels": (LARCH,), **scene}, state=folder / "state.json")  # type: ignore[arg-type]
    stage = new_stage(settings)
    keep(stage)
    return stage


def keep(stage: Stage) -> None:
    assert stage.settings.state
    saving.write(stage.settings.state, saving.as_json(stage.world))


def again(stage: Stage, **scene: tuple[Json, ...]) -> Stage:
    return new_stage(replace(stage.settings, **scene))  # type: ignore[arg-type]


def members(stage: Stage, channel: str) -> list[str]:
    found = stage.world.channel(channel)
    assert found
    return [stage.world.people[id_].name for id_ in found.members if id_ in stage.world.people]


def test_somebody_new_and_their_story_are_there_after_a_restart(tmp_path: Path) -> None:
    grown = again(left(tmp_path), people=(*PEOPLE, LEE), stories=(MEET_LEE,))
    lee = grown.world.person("lee@example.org")
    assert lee
    assert (lee.name, lee.title, lee.main) == ("Lee Moss", "Panel chair", True)
    assert lee.id in grown.world.channels[lee.dm].members
    assert [story.id for story in grown.guide.stories] == ["lee"]


def test_new_channels_appear_and_old_ones_are_joined(tmp_path: Path) -> None:
    panel: Json = {"name": "panel", "members": ["lee@example.org"], "shared": True}
    joined = {**LARCH, "members": ["lee@example.org"]}
    grown = again(left(tmp_path), people=(*PEOPLE, LEE), channels=(joined, panel))
    assert members(grown, "larch") == ["Ade Fernhill", "Jo Teal", "Lee Moss"]
    assert members(grown, "panel") == ["Lee Moss"]
    assert (grown.world.channel("panel") or pytest.fail()).shared


def test_a_scene_without_channels_brings_new_people_into_the_usual_one(tmp_path: Path) -> None:
    grown = again(left(tmp_path, channels=()), people=(*PEOPLE, LEE))
    assert members(grown, "general") == ["Ade Fernhill", "Jo Teal", "Lee Moss"]
    assert "Lee Moss" in members(grown, "shared")


def test_titles_and_who_is_offered_first_follow_the_scene(tmp_path: Path) -> None:
    first = left(tmp_path, people=(*PEOPLE, LEE))
    retitled = {**LEE, "title": "Service manager", "main": False}
    lee = again(first, people=(*PEOPLE, retitled)).world.person("Lee")
    assert lee
    assert (lee.title, lee.main) == ("Service manager", False)


def test_what_happened_stays_as_it_was(tmp_path: Path) -> None:
    stage = left(tmp_path)
    world = stage.world
    ade, larch = world.person("ade"), world.channel("larch")
    assert ade
    assert larch
    larch.messages.append(Message(world.new_ts(), larch.id, ade.id, "Morning"))
    larch.members.remove(world.bot_user)
    ade.name, ade.deleted, world.ahead = "Ade Rowan", True, 86400.0
    keep(stage)
    same = again(stage)
    assert saving.as_json(same.world) == saving.as_json(world)


def test_the_same_scene_again_adds_nobody(tmp_path: Path) -> None:
    unaddressed: Json = {"name": "Kit Alder"}
    stage = left(tmp_path, people=(*PEOPLE, LEE, unaddressed), channels=())
    assert saving.as_json(again(stage).world) == saving.as_json(stage.world)


def test_a_large_scene_is_there_at_once() -> None:
    people = tuple({"name": f"Person {n}", "email": f"p{n}@example.org"} for n in range(5000))
    channel = {"name": "everybody", "members": [person["email"] for person in people]}
    began = time.process_time()
    world = first_world(Settings(people=people, channels=(channel, {**channel, "name": "again"})))
    assert time.process_time() - began < 1
    assert len((world.channel("again") or pytest.fail()).members) == 5001
