"""Before a summary is posted it is said what its copy leaves out: just that, and nothing where both are alike."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.figures import ActionFigures, Figures, ItemFigures, Node, Scope, Tally, Withheld, WorkRow
from bot.domain.periods import Period
from bot.flows.figures.leaving_out import left_out
from bot.flows.figures.shared import FEW_OWNERS
from tests.council import LIBRARY

SCOPE = Scope(Node(None, "Whole organisation", frozenset()), Period(date(2026, 7, 1), date(2026, 9, 30)))
ROW = WorkRow("bed-look", "A look at somebody's beds", Tally(3, 5, 0, 1, 1, 0, 0), None)
ITEM = ItemFigures("work-look", "W1", 1, "Are the records clear?", 6, told=True, counts=(("Yes", 6),))
ALONE = Figures(
    SCOPE,
    SCOPE.period.last,
    datetime(2026, 10, 9, tzinfo=UTC),
    False,
    (ROW,),
    (),
    None,
    (ITEM,),
    ActionFigures(0, 0, 0),
    (),
    (),
)
HIDDEN = replace(ITEM, told=False, counts=())
BARE = replace(ROW, now=Tally(3, None, None, None, None, None, None))
FEW = Withheld(ROW.title, FEW_OWNERS)


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        (ALONE, []),
        (replace(ALONE, answers=(HIDDEN,)), ["answers of Work look"]),
        (replace(ALONE, work=(BARE,), withheld=(FEW,)), ["what is past its date, missed or excused in Bed look"]),
        (
            replace(
                ALONE, work=(BARE,), answers=(replace(ITEM, told=False),), withheld=(FEW, Withheld("Some themes", ""))
            ),
            ["answers of Work look", "what is past its date, missed or excused in Bed look", "some themes"],
        ),
        (replace(ALONE, answers=()), []),
    ],
)
def test_what_a_copy_leaves_out(shared: Figures, said: list[str]) -> None:
    told = left_out(LIBRARY, ALONE, shared)
    assert told == (
        f"Left out in the channel, because too few people are behind it: {'; '.join(said)}." if said else ""
    )


def test_what_nobody_is_told_is_not_said_to_be_left_out() -> None:
    """Neither is what the asker does not see either, nor what only its author reads."""
    own = Withheld("A look at my own work", "only that they were done is told")
    alone = replace(ALONE, answers=(HIDDEN,), withheld=(own,))
    assert left_out(LIBRARY, alone, alone) == ""
