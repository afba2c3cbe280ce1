"""Home: what is begun, what can be started, what was done, who can help."""

import pytest

from bot.playground.driver import View
from tests.slack.town import Town, done


def test_home_says_in_each_empty_group_that_it_is_empty(town: Town) -> None:
    bea = town.person("Bea")
    done(bea.open_home())
    home = town.home(bea, "Carry on\nNothing is begun.", "Done last\nNothing yet.", "Who can help")
    assert "A look at my own work\nA private form with conditions." in home.plain
    assert home.buttons == [
        *(["Start"] * 3 + ["Record a date", "My hours", "I'm away"]),
        "Someone may be at risk",
        "Show me whole sections",
    ]
    mia = town.person("Mia")
    done(mia.open_home())
    town.home(mia, "There is no check that you can fill in now.")


def test_home_starts_a_check(town: Town) -> None:
    ade = town.ade
    done(ade.open_home())
    town.home(ade, "Start something")
    done(ade.click("Start A look at my own work", on="home"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    done(ade.submit())
    town.shows(ade, "Own look · K7-3Q")


def test_home_shows_how_far_a_check_is(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.open_home())
    home = town.home(ade, "Own look · K7-3Q · 1 of 6")
    row = next(control for control in home.controls if control["action_id"] == "resume/0")
    assert row["label"] == "Carry on"


def test_home_is_drawn_again_when_a_check_is_begun_submitted_or_withdrawn(town: Town) -> None:
    ade = town.ade
    done(ade.open_home())
    town.home(ade, "Nothing is begun.")
    town.begin(ade, "K7-1A")
    town.home(ade, "Own look · K7-1A · 0 of 6")
    done(ade.choose("⋯", "Review what is done", on="dm"))
    town.shows(ade, "Review")
    done(ade.click("Submit", on="dm"))
    home = town.home(ade, "Nothing is begun.", "· Own look · K7-1A · ref ")
    assert "See my answers" in home.buttons
    done(ade.click("See my answers", on="home"))
    town.form(ade, "page 1 of 1", "Was the plan clear\nNot answered")
    ade.close()
    town.begin(ade, "K7-2B")
    town.home(ade, "Own look · K7-2B · 0 of 6")
    done(ade.choose("⋯", "Withdraw this check", on="dm"))
    done(ade.submit())
    town.home(ade, "Nothing is begun.")


def test_home_shows_eight_rows_and_says_how_many_more(town: Town) -> None:
    ade = town.ade
    for case in range(10):
        town.council.own_look(f"K7-{case}")
    done(ade.open_home())
    home = town.home(ade, "And 2 more: /qa start or /qa resume lists them.")
    assert home.buttons.count("Carry on") == 8
    done(ade.slash("/qa resume"))
    assert town.told(ade, "Which check?").buttons == ["Carry on"] * 10


def test_home_tells_a_supervisor_that_a_check_was_done_and_opens_none_of_its_answers(town: Town) -> None:
    sam = town.sam
    done(sam.open_home())
    town.home(sam, "Your people\nAde\nNothing to show yet.", "Bea\nNothing to show yet.")
    town.begin(town.ade)
    done(town.ade.choose("⋯", "Review what is done", on="dm"))
    town.shows(town.ade, "Review")
    done(town.ade.click("Submit", on="dm"))
    done(sam.open_home())
    home = town.home(sam, "Ade\nOwn look · done Mon 23 Nov", "You see that a check was done, not what was answered.")
    assert "K7-3Q" not in home.plain
    assert not [name for name in home.buttons if "answers" in name]
    done(town.ade.open_home())
    assert "Your people" not in town.home(town.ade, "Carry on").plain


def test_home_of_somebody_who_may_not_come_in_says_so_and_still_has_the_route(town: Town) -> None:
    for name, sentence in (("Una", "You are not on the QA list."), ("Gale", "not open to guests")):
        person = town.slack.person(name)
        done(person.open_home())
        assert town.home(person, sentence).buttons == ["Someone may be at risk"]
        done(person.click("Someone may be at risk", on="home"))
        town.form(person, "the test desk on 01632 960 100")


@pytest.mark.parametrize("kind", ["429", "500", "reset-before"])
def test_a_home_that_slack_did_not_take_is_there_at_a_later_beat(town: Town, kind: str) -> None:
    town.slack.fault("views.publish", kind)
    town.ade.open_home()
    town.slack.settled()
    assert town.ade.home() is None
    assert town.bot

    def beat() -> View | None:
        town.bot.pulse.beat()  # type: ignore[union-attr]
        return town.ade.home()

    assert town.slack.wait(beat)
