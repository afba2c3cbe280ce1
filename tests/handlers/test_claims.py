"""What a control claims to stand for is read strictly: anything but a list and one of its pages is refused."""

from enum import Enum
from typing import Any

import pytest

from bot.errors import UnusableValueError
from bot.handlers.claims import leaf_of


class Lists(Enum):
    MINE = "mine"
    TEAM = "team"


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ({"value": "mine"}, (Lists.MINE, 0)),
        ({"value": "team 3"}, (Lists.TEAM, 3)),
        ({"selected_option": {"value": "team"}}, (Lists.TEAM, 0)),
        ({"selected_option": {"value": "mine"}, "value": "team 2"}, (Lists.MINE, 0)),
    ],
)
def test_a_list_and_its_page_are_read_alike_from_buttons_and_menus(
    action: dict[str, Any], found: tuple[Lists, int]
) -> None:
    assert leaf_of(action, Lists) == found


@pytest.mark.parametrize("value", ["", "nobody's", "MINE", "mine ²", "mine -1", "mine 1 2", "mine 1000000000", None])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(UnusableValueError, match="older message"):
        leaf_of({"value": value}, Lists)
