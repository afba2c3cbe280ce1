"""Being away, being back, one's own hours, and when two meet next: from Home, in forms that ask for no reason."""

import pytest

from bot.flows.rhythm.agreed import load_hours
from bot.playground.driver import Person, View
from bot.storage import accounts
from bot.storage.tables import slack, table_of
from tests.slack.town import Town, done, looked_at


def at_home(town: Town, name: str, *words: str) -> tuple[Person, View]:
    person = town.person(name)
    done(person.open_home())
    return person, town.home(person, "Your days", *words)


def no_more(town: Town, person: Person, words: str) -> None:
    """Home is drawn without these words, soon."""
    town.slack.wait(lambda: (home := person.home()) and words not in home.plain)


def goes(town: Town, person: Person, first: str, last: str, **more: str) -> None:
    done(person.click("I'm away", on="home"))
    town.form(person, "Dates only: no reason is asked, and none is kept.")
    person.fill({"first": first, "last": last, **more})
    done(person.submit())


def test_somebody_says_that_they_are_away_changes_it_and_is_back(town: Town) -> None:
    ade, _ = at_home(town, "Ade", "You are reminded from 9:00 on Monday to Friday")
    goes(town, ade, "2026-12-07", "2026-12-11", **{"stand-in": "Bea"})
    town.home(ade, "You are away from Mon 7 Dec to Fri 11 Dec. Bea stands in.")
    town.shows(town.person("Bea"), "Ade is away from Mon 7 Dec to Fri 11 Dec and has named you to stand in.")
    done(ade.click("Change", on="home"))
    town.form(ade, "First day away: [2026-12-07]", "Last day away: [2026-12-11]")
    ade.fill({"First day away": "2026-11-23"})
    done(ade.submit())
    town.home(ade, "You are away until Fri 11 Dec. Bea stands in.")
    bea, home = at_home(town, "Bea", "You stand in for Ade until Fri 11 Dec.")
    assert "You are away" not in home.plain
    town.shows(bea, "Ade is away until Fri 11 Dec and has named you to stand in.")
    done(ade.click("I'm back", on="home"))
    no_more(town, ade, "You are away")
    town.shows(bea, "You no longer stand in for Ade")
    at_home(town, "Bea")
    no_more(town, bea, "stand in")
    assert len(bea.dm()) == 3


def test_what_has_not_begun_is_taken_out_in_its_form(town: Town) -> None:
    ade, _ = at_home(town, "Ade")
    goes(town, ade, "2026-12-07", "2026-12-11")
    town.home(ade, "You are away from Mon 7 Dec to Fri 11 Dec.")
    done(ade.click("I'm away", on="home"))
    town.form(ade, "You are away from Mon 7 Dec to Fri 11 Dec.")
    ade.fill({"last": "2026-12-24"})
    done(ade.click("Change"))
    town.form(ade, "First day away: [2026-12-07]", "Last day away: [2026-12-11]")  # not what was given before
    done(ade.click("I'm not going"))
    form = town.form(ade, "Last day away: [datepicker]")
    assert "7 Dec" not in form.plain
    ade.close()
    no_more(town, ade, "7 Dec")


def test_what_cannot_be_is_said_at_its_field_and_what_was_given_stays(town: Town) -> None:
    ade, _ = at_home(town, "Ade")
    goes(town, ade, "2026-12-11", "2026-12-07")
    town.form(ade, "Please give a last day that is not before the first.")
    ade.fill({"last": "2026-12-18", "stand-in": "Una"})
    done(ade.submit())
    town.form(ade, "That person is not on the QA list.")
    ade.fill({"stand-in": "Bea"})
    done(ade.submit())
    assert ade.view() is None
    goes(town, ade, "2026-12-14", "2026-12-20")
    town.form(ade, "This overlaps with days away from Fri 11 Dec 2026 to Fri 18 Dec 2026. Nothing was saved.")


def test_a_supervisor_enters_and_ends_days_of_one_of_their_people(town: Town) -> None:
    sam, _ = at_home(town, "Sam", "Ade\nNothing to show yet.")
    done(sam.choose("colleague/0", "Ade is away", on="home"))
    form = town.form(sam, "Ade is away", "Checks of their work wait until they are back.")
    assert "stands in" not in form.plain
    sam.fill({"first": "2026-11-23", "last": "2026-11-25"})
    done(sam.submit())
    town.home(sam, "Ade\nNothing to show yet.\nAway until Wed 25 Nov")
    at_home(town, "Ade", "You are away until Wed 25 Nov.")
    done(sam.choose("colleague/0", "Ade is back", on="home"))
    no_more(town, sam, "Away until")
    ade, _ = at_home(town, "Ade")
    no_more(town, ade, "You are away")


def test_the_qa_lead_enters_days_of_anybody_and_others_of_those_below_them(town: Town) -> None:
    for name, whose, allowed in (("Quinn", "Sid", True), ("Mia", "Ade", True), ("Mia", "Sid", False)):
        person, _ = at_home(town, name)
        done(person.click("Somebody else is away", on="home"))
        town.form(person, "Who is away?")
        person.fill({"person": whose})
        done(person.submit())
        if not allowed:
            town.form(person, "Only they themselves, their supervisor, their line and the QA lead")
            continue
        town.form(person, f"{whose} is away")
        person.fill({"first": "2026-11-30", "last": "2026-12-01"})
        done(person.submit())
        assert person.view() is None
        at_home(town, whose, "You are away from Mon 30 Nov to Tue 1 Dec.")
    done(town.person("Quinn").click("Somebody else is away", on="home"))
    town.person("Quinn").fill({"person": "Sid"})
    done(town.person("Quinn").submit())
    town.form(town.person("Quinn"), "Sid is away from Mon 30 Nov to Tue 1 Dec.")
    done(town.person("Quinn").click("Take it out"))
    assert "30 Nov" not in town.form(town.person("Quinn"), "First day away").plain


def test_somebody_chooses_their_hours(town: Town) -> None:
    ade, home = at_home(town, "Ade", "from 9:00 on Monday to Friday, but not on bank holidays")
    assert "(Europe" not in home.plain
    done(ade.click("My hours", on="home"))
    town.form(ade, "your time zone in Slack: Europe/London")
    ade.fill({"hour": "8:00", "days": ["Monday", "Thursday"]})
    done(ade.submit())
    town.home(ade, "from 8:00 on Monday and Thursday")
    done(ade.click("My hours", on="home"))
    ade.fill({"days": []})
    done(ade.submit(unchecked=True))
    town.form(ade, "Please choose at least one day.")


def test_the_hours_are_those_of_the_time_zone_in_slack_also_after_a_move(town: Town) -> None:
    ade, _ = at_home(town, "Ade")
    town.slack.change_person(ade, zone="Europe/Paris")
    town.slack.settled()
    _, _ = at_home(town, "Ade", "from 9:00 (Europe/Paris time)")
    with town.council.office.store.look() as uow:
        account = accounts.load_account_of(uow, town.council.ids["Ade"])
    assert account
    assert account.tz == "Europe/Paris"
    assert load_hours(town.council.office, town.council.actor("Ade")).zone.key == "Europe/Paris"


def test_the_zone_of_who_was_met_before_zones_were_kept_is_learnt(town: Town) -> None:
    at_home(town, "Ade")
    town.slack.change_person(town.ade, zone="Europe/Madrid")
    town.slack.settled()
    at_home(town, "Ade", "(Europe/Madrid time)")
    with town.council.office.store.work() as uow:
        uow.run(table_of(slack.Account).update().values(tz=None))
    at_home(town, "Ade", "from 9:00 on Monday")
    assert town.bot
    town.bot.pulse._refresh()
    at_home(town, "Ade", "(Europe/Madrid time)")


def test_a_supervisor_and_one_of_their_people_see_when_they_meet(town: Town) -> None:
    sam, _ = at_home(town, "Sam")
    done(sam.choose("colleague/0", "When do you next meet Ade?", on="home"))
    sam.fill({"meeting-day": "2026-12-03"})
    done(sam.submit())
    town.home(sam, "Ade\nNothing to show yet.\nYou next meet on Thu 3 Dec")
    at_home(town, "Ade", "You meet Sam on Thu 3 Dec.")
    done(sam.choose("colleague/0", "When do you next meet Ade?", on="home"))
    sam.fill({"meeting-day": "2026-11-22"})
    done(sam.submit())
    town.form(sam, "Please give a day from today to a year from now.")


@pytest.mark.parametrize(
    ("action", "before"), [("away/0", ""), ("absence/0", ""), ("returned/0", ""), ("colleague/0", "returned ")]
)
def test_a_forged_control_changes_nothing(town: Town, action: str, before: str) -> None:
    ade, _ = at_home(town, "Ade")
    goes(town, ade, "2026-11-23", "2026-12-11")
    home = town.home(ade, "You are away until Fri 11 Dec.")
    absence = next(control["value"] for control in home.controls if control["action_id"] == "returned/0")
    value = town.council.ids["Ade"] if action == "away/0" else before + absence
    bea, _ = at_home(town, "Bea")
    assert bea.press(action, value, on="home", selected_option={"value": value}).acked
    town.form(bea, "Only they themselves, their supervisor, their line and the QA lead")
    at_home(town, "Ade", "You are away until Fri 11 Dec.")


def test_a_card_for_when_two_meet_opens_from_home(town: Town) -> None:
    sam = looked_at(town)
    done(sam.open_home())
    town.home(sam, "Your people")
    done(sam.choose("colleague/0", "Before you meet Ade", on="home"))
    view = town.form(sam, "No day is agreed on which you meet next.", "Open actions", "Strengths to mention")
    assert "Work look, Mon 23 Nov:\n• Are the records clear: Yes\n" in view.plain
