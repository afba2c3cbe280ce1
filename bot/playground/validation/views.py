"""Modals and Home tabs as views.open, update, push and publish take them.

Pages: reference/views/modal-views, reference/views/home-tab-views.
"""

import json
from collections.abc import Mapping
from typing import Any

from bot.playground.validation.between import things
from bot.playground.validation.blocks import BLOCKS
from bot.playground.validation.objects import plain
from bot.playground.validation.report import Problem, Report, join
from bot.playground.validation.rules import Flag, Kinds, Listed, Rule, String, shape

LARGEST = 250_000  # bytes


def submit_beside_inputs(value: dict[str, Any], path: str, report: Report) -> None:
    if "submit" not in value and any(block.get("type") == "input" for block in things(value, "blocks")):
        report.add(join(path, "submit"), "is required when a block is an input")


_COMMON: dict[str, Rule] = {
    "blocks": Listed(BLOCKS, 1, 100),
    "private_metadata?": String(0, 3000),
    "callback_id?": String(0, 255),
    "external_id?": String(0, 255),
}
_MODAL: dict[str, Rule] = {
    **_COMMON,
    "title": plain(24),
    "submit?": plain(24),
    "close?": plain(24),
    "clear_on_close?": Flag(),
    "notify_on_close?": Flag(),
    "submit_disabled?": Flag(),
}
VIEWS = Kinds({"modal": shape(_MODAL, submit_beside_inputs, on="modal"), "home": shape(_COMMON, on="home")}, "a view")


def view_problems(view: Mapping[str, Any]) -> list[Problem]:
    """What Slack would not take in this view."""
    return problems_of_view(dict(view), "", "modal" if view.get("type") != "home" else "home")


def problems_of_view(view: Any, path: str, surface: str) -> list[Problem]:
    report = Report(surface, "invalid_arguments")
    VIEWS.check(view, path, report)
    size = len(json.dumps(view, ensure_ascii=False, separators=(",", ":"), default=str).encode())
    if size > LARGEST:
        report.add(path, f"may have {LARGEST:,} bytes; it has {size:,}", "view_too_large")
    return report.problems
