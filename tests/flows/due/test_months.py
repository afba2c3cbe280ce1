"""A month that somebody has chosen: they are reminded at its beginning, and it stays due by its day."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.duties import Acts, Duty, Status
from tests.flows.due.village import SUPERVISEE, day, duties, look, rule

YEARLY = rule(**SUPERVISEE, each="financial-year")


def of_ade(found: list[Duty]) -> Duty:
    return next(duty for duty in found if duty.subject.key == "ade")


@pytest.mark.parametrize(
    ("month", "notice"),
    [
        ("2026-10-01", "2026-10-01"),
        ("2026-08-01", "2026-08-03"),  # a Saturday
        ("2027-01-01", "2027-01-04"),  # a holiday, then a weekend
        ("2026-04-01", "2026-04-01"),
        ("2026-03-01", "2026-04-01"),  # it opens in April
    ],
)
def test_it_is_noticed_at_the_beginning_of_the_month(month: str, notice: str) -> None:
    ade = of_ade(duties(YEARLY, "2026-04-01"))
    chosen = Acts(months={ade.id: day(month)})
    found = of_ade(duties(YEARLY, "2026-04-01", acts=chosen))
    assert set(found.notices) - set(ade.notices) == {day(notice)}
    assert (found.due, replace(found, notices=(), next_change_on=None, status=ade.status)) == (
        date(2027, 3, 31),
        replace(ade, notices=(), next_change_on=None),
    )


def test_from_then_on_it_is_due_and_not_before() -> None:
    ade = of_ade(duties(YEARLY, "2026-04-01"))
    chosen = Acts(months={ade.id: day("2026-10-01")})
    for today, status in (("2026-09-30", Status.PLANNED), ("2026-10-01", Status.DUE)):
        assert of_ade(duties(YEARLY, today, acts=chosen)).status is status


def test_what_is_done_before_its_month_is_done() -> None:
    ade = of_ade(duties(YEARLY, "2026-04-01"))
    chosen = Acts(months={ade.id: day("2026-10-01")})
    found = duties(YEARLY, "2026-10-02", look("ade", "2026-05-05"), acts=chosen)
    assert of_ade(found).status is Status.DONE
