"""The guide as the page shows it: the stories with their words drawn. How far they are is kept in guide.py."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.guide import StepTold, StoryTold
from bot.playground.page.drawing.mrkdwn import draw_mrkdwn
from bot.playground.stage import Stage
from bot.playground.world import Person


def shown(stage: Stage, person: Person) -> list[StoryTold]:
    return [
        replace(story, steps=tuple(_drawn(stage, step) for step in story.steps))
        for story in stage.guide.told(person.id)
    ]


def _drawn(stage: Stage, step: StepTold) -> StepTold:
    return replace(step, say=draw_mrkdwn(stage.world, step.say))
