"""Going live in Slack: the QA lead sets a day on Home and moves it; nobody else is offered it."""

from tests.slack.sight import logged
from tests.slack.town import Town, done


def test_the_qa_lead_sets_a_day_and_moves_it_until_it_has_come(town: Town) -> None:
    quinn = town.person("Quinn")
    quinn.open_home()
    town.home(quinn, "Going live", "Linden, a framework about samples for tests", "Nothing is owed by it yet.")
    done(quinn.click("Set a day"))
    town.form(quinn, "From which day?", "Nothing is late for time before it")
    quinn.fill({"day": "2026-11-30"})
    done(quinn.submit())
    town.form(quinn, "Linden, a framework about samples for tests goes live on Mon 30 Nov 2026.")
    quinn.close()
    town.home(quinn, "Goes live on Mon 30 Nov.")
    done(quinn.click("Move the day"))
    quinn.fill({"day": "2026-11-20"})
    quinn.submit()
    town.form(quinn, "That day is past.")
    quinn.fill({"day": "2026-11-23"})
    done(quinn.submit())
    town.form(quinn, "on Mon 23 Nov 2026.")
    quinn.close()
    town.home(quinn, "Live since Mon 23 Nov.")
    assert "Move the day" not in town.home(quinn).buttons
    assert [entry["day"] for entry in logged(town, "go-live set")] == ["2026-11-30", "2026-11-23"]


def test_nobody_else_is_offered_it(town: Town) -> None:
    for name in ("Ade", "Sam", "Robin"):
        town.person(name).open_home()
        assert "Going live" not in town.home(town.person(name), "Start something").plain
