"""What stands behind ⋯: review and its gaps, withdrawal, why something is asked, someone may be at risk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.slack.town import Town, done


@contextmanager
def spoiled(path: Path) -> Iterator[None]:
    """The database's files hold nothing that can be read, and later again what they held.

    Written over in place, and not the index in shared memory: whoever looks into a file that was cut short is killed.
    """
    kept = {each: each.read_bytes() for each in (path, path.with_name(f"{path.name}-wal")) if each.exists()}
    for each, held in kept.items():
        _write_over(each, (b"spoiled" * (len(held) // 7 + 1))[: len(held)])
    try:
        yield
    finally:
        for each, held in kept.items():
            _write_over(each, held)


def _write_over(path: Path, held: bytes) -> None:
    with path.open("r+b") as file:
        file.write(held)


ROUTE = "Ring 999 in danger, else the test desk on 01632 960 100."
ANYWHERE = "If someone is in danger now, ring 999."


def test_the_review_counts_by_section_and_jumps_to_a_gap(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.choose("⋯", "Review what is done"))
    review = town.shows(ade, "Review · 1 of 6 done", "First: 1 of 2", "Second: 0 of 4")
    assert "5 questions are open and would count as not answered." in review.plain
    done(ade.click("Answer: Which form was used"))
    town.shows(ade, "4 of 6", "Which form was used")
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.click("Back to questions"))
    town.shows(ade, "6 of 6")


def test_submitting_with_gaps_asks_first_and_says_who_will_see_it(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Review what is done"))
    review = town.shows(ade, "Review")
    asked = next(control["confirm"] for control in review.controls if control["label"] == "Submit")
    assert "6 questions are open" in asked["text"]["text"]
    assert "Only you can see your answers." in asked["text"]["text"]
    ade.click("Submit", deny=True)
    town.shows(ade, "Review")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted ", "6 not answered")


def test_withdrawing_asks_first_and_keeps_the_check_when_that_is_closed(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Withdraw this check"))
    town.form(ade, "It will count nowhere and cannot be taken up again.")
    ade.close()
    town.shows(ade, "1 of 6")
    done(ade.choose("⋯", "Withdraw this check"))
    done(ade.submit())
    assert ade.view() is None
    card = town.shows(ade, "Withdrawn", "Own look · K7-3Q")
    assert card.buttons == ["Start another"]
    town.home(ade, "Nothing is begun.", "Nothing yet.")


def test_a_check_can_be_withdrawn_from_its_review_too(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.choose("⋯", "Withdraw this check"))
    done(ade.submit())
    town.shows(ade, "Withdrawn")


def test_why_says_what_it_is_for_who_reads_it_and_how_long_it_is_kept(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Why is this asked?"))
    why = town.form(ade, "Was the plan clear", "A look at my own work (Maple, a framework for tests)")
    assert "Used for: My own learning." in why.plain
    assert "Only you can see your answers." in why.plain
    assert "Kept for 2 years." in why.plain


def test_someone_at_risk_shows_the_route_from_the_card_the_review_and_home(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Someone may be at risk"))
    town.form(ade, ROUTE)
    ade.close()
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.choose("⋯", "Someone may be at risk"))
    town.form(ade, ROUTE)
    ade.close()
    done(ade.open_home())
    town.home(ade, "Who can help")
    done(ade.click("Someone may be at risk", on="home"))
    town.form(ade, ROUTE)


def test_the_command_shows_the_route_at_once_also_to_those_whom_plumbline_has_not_met(town: Town) -> None:
    act = done(town.ade.slash("/qa concern"))
    town.told(town.ade, ROUTE)
    assert act.took < 1


@pytest.mark.parametrize("name", ["Gale", "Una", "Zed"])
def test_a_guest_and_somebody_not_on_the_list_get_a_route_too(town: Town, name: str) -> None:
    person = town.slack.person(name)
    done(person.slash("/qa help"))
    done(person.slash("/qa concern"))
    town.told(person, ROUTE)


def test_a_stranger_in_a_shared_channel_gets_a_route_too(town: Town) -> None:
    fay = town.slack.person("Fay")
    done(fay.slash("/qa help", channel="shared"))
    done(fay.slash("/qa concern", channel="shared"))
    town.told(fay, ANYWHERE, where="shared")


def test_the_route_stays_when_no_form_opens(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    town.slack.fault("views.open", "500")
    done(ade.choose("⋯", "Someone may be at risk"))
    town.told(ade, ROUTE)


def test_the_route_stays_when_the_database_is_gone(town: Town, sqlite_address: str) -> None:
    ade = town.ade
    town.begin(ade)
    with spoiled(Path(make_url(sqlite_address).database or "")):
        act = done(ade.slash("/qa concern"))
        town.told(ade, ROUTE)
        assert act.took < 3
        done(ade.choose("⋯", "Someone may be at risk", on="dm"))
        town.form(ade, ROUTE)
