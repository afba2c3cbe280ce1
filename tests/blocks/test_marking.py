"""The forms for themes and for when two meet, at their largest, in letters that Slack counts twice."""

from datetime import UTC, date, datetime

import pytest

from bot.blocks.beforehand import beforehand_view
from bot.blocks.forms import note_view
from bot.blocks.themes import marking_view
from bot.domain.action_views import Row
from bot.domain.actions import Action, ActionPlan
from bot.domain.beforehand import Beforehand, Strength
from bot.domain.cards import Heading, Prompt
from bot.domain.duties import Status
from bot.domain.duty_views import Looked
from bot.domain.themes import Marked, Marking, Marks, Place
from bot.domain.values import Control
from bot.playground.validation import view_problems

TODAY = date(2026, 11, 23)
HEADING = Heading("a" * 13, "𝔸" * 24, "&" * 60, "8F2-KQ7", takes_marks=True)


def marking(themes: int, sign: str, gone: str = "") -> Marking:
    names = [f"{sign if sign.isalpha() and sign.isascii() else 't'}{n:02}{'x' * 57}" for n in range(themes)]
    places = (Place(None, "The whole check", "", True), *(Place(f"I{n}", sign * 300, sign, True) for n in range(300)))
    marks = Marks(frozenset({*names, gone} - {""}), good=True)
    offered = tuple((name, f"{n}{sign * 22}") for n, name in enumerate(names))
    at = Place("I" * 32, sign * 300, sign * 2900, False)
    return Marking(HEADING, at, Marked("I" * 32, marks, 99_999), offered, places)


@pytest.mark.parametrize("sign", ["𝔸", "&", "a"])
@pytest.mark.parametrize("themes", [1, 10, 11, 20])
def test_the_form_for_themes_fits(themes: int, sign: str) -> None:
    assert view_problems(marking_view(marking(themes, sign), saved=True)) == []
    prompt = Prompt("I" * 32, sign * 300, None, Control.BOX, "", (), may_not_apply=True, note=sign * 1500)
    assert view_problems(note_view("a" * 13, sign * 24, prompt, marking(themes, sign))) == []


def test_a_theme_that_was_taken_off_the_list_can_still_be_taken_away() -> None:
    view = marking_view(marking(3, "a", gone="night-work"))
    (field,) = [block for block in view["blocks"] if block.get("block_id", "").startswith("themes/")]
    assert "Night work" in [option["text"]["text"] for option in field["element"]["initial_options"]]


def test_one_theme_alone_and_no_answer_yet_make_a_form() -> None:
    alone = Marking(HEADING, Place(None, "The whole check", "", False), Marked(None), (("tidy", "Tidy"),), ())
    assert view_problems(marking_view(alone)) == []


@pytest.mark.parametrize("sign", ["𝔸", "&"])
def test_what_is_at_hand_before_two_meet_fits(sign: str) -> None:
    plan = ActionPlan(sign * 1000, "a" * 13, date(2026, 1, 1), sign * 150)
    action = Action("a" * 13, "a" * 13, "A1", plan, "a" * 13, datetime(2026, 1, 1, tzinfo=UTC))
    rows = tuple(Row(action, HEADING, sign * 60, True, False) for _ in range(40))
    looked = tuple(Looked(sign * 120, date(2026, 1, 1), Status.LATE, date(2026, 1, 2)) for _ in range(4))
    strengths = tuple(Strength(sign * 300, sign * 300, sign * 24, TODAY, (sign * 24,) * 21) for _ in range(8))
    assert view_problems(beforehand_view(Beforehand(sign * 60, TODAY, looked, rows, strengths), TODAY)) == []
    assert view_problems(beforehand_view(Beforehand("Ade", None, (), (), ()), TODAY)) == []


def test_each_check_is_named_once_above_what_was_good_in_it() -> None:
    look = [Strength(ask, "Yes", "Yearly look", TODAY) for ask in ("Is it clear?", "It is signed")]
    marked = Strength("The whole check", "", "First look", TODAY, ("Time", "Good practice"))
    shown = str(beforehand_view(Beforehand("Ade", None, (), (), (*look, marked)), TODAY))
    assert shown.count("Yearly look") == 1
    parts = ("Time, Good practice: The whole check", "First look", "Yearly look", "• Is it clear? Yes", "signed: Yes")
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
