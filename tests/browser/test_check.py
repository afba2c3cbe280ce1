"""A check in the browser: begun, answered, interrupted, carried on, submitted; by clicking what a person clicks."""

from __future__ import annotations

from tests.browser.seat import Seat


def test_a_practitioner_is_interrupted_and_carries_on(seat: Seat) -> None:
    seat.sit_down("Ade Fernhill").command("/qa start self-check")
    seat.asks("CAF self-check")
    seat.form.get_by_label("Which CAF are you checking?").fill("K9-4R")
    seat.form.get_by_label("I am experienced").check()
    seat.press("Start")
    seat.shows("CAF self-check · K9-4R", "1 of 27")
    seat.press("Yes")
    seat.shows("2 of 27")
    seat.page.reload()
    seat.shows("2 of 27")
    seat.press("No")
    seat.shows("3 of 27", "Saved")
