"""Made-up figures for tests of what people see."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.figures import (
    ActionFigures,
    Covered,
    Figures,
    ItemFigures,
    Month,
    Node,
    Scope,
    Tally,
    ThemeFigures,
    Withheld,
    WorkRow,
)
from bot.domain.periods import Period

EAST = Node("e" * 13, "East", frozenset({"e" * 13}))
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
AT = datetime(2026, 11, 21, 10, 41, tzinfo=UTC)

WORK = (
    WorkRow("sample", "Quarterly sample", Tally(20, 30, 2, 3, 1, 2, 0), Tally(12, 15, 0, 0, 3, 0, 0)),
    WorkRow("observation", "Yearly look", Tally(11, 14, 0, 1, 0, 0, 0), None),
)
ANSWERS = (
    ItemFigures(
        "sample", "plan", 1, "Does the plan lead to change?", 30, True, (("Yes", 26), ("No", 4)), 26, 30, 9, 15
    ),
    ItemFigures("sample", "moves", 1, "Are moves planned?", 27, True, (("Yes", 14), ("No", 13)), 14, 27),
    ItemFigures("sample", "rare", 1, "Was it urgent?", 3, False),
)
FULL = Figures(
    scope=Scope(EAST, QUARTER),
    until=date(2026, 11, 21),
    made_at=AT,
    shared=False,
    work=WORK,
    months=(Month(date(2026, 10, 1), 18, 20), Month(date(2026, 11, 1), 13, 24)),
    covered=Covered(11, 14),
    answers=ANSWERS,
    actions=ActionFigures(12, 9, 3),
    themes=(ThemeFigures("recording", "recording", 6), ThemeFigures("kind", "kindness", 2, good_practice=True)),
    withheld=(Withheld("Was it urgent", "it rests on fewer than 5 records."),),
)


def figures(**changed: Any) -> Figures:
    return replace(FULL, **changed)
