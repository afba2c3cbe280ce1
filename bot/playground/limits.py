"""Holding what the bot sends to Slack's limits: each breach is recorded, and refused as Slack would."""

from __future__ import annotations

from bot.playground.refusal import Refusal
from bot.playground.stage import Stage
from bot.playground.validation import Problem

# Slack would take it; a person who listens to a screen reader would not.
ADVICE = "accessibility"


def hold(stage: Stage, where: str, problems: list[Problem], under: str = "") -> None:
    for problem in problems:
        stage.record.breach(where, problem.error, problem.words, problem.path)
    wrong = [problem for problem in problems if problem.error != ADVICE]
    if wrong:
        explained = (f"[ERROR] {p.words} [json-pointer:{under}/{_pointer(p.path)}]" for p in wrong)
        raise Refusal(wrong[0].error, *explained)


def _pointer(path: str) -> str:
    return path.replace("[", "/").replace("]", "").replace(".", "/")
