"""What is due, over the wire: the lists, why, beginning with it, and everything that can be said of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.domain.duties import duty_id
from bot.domain.duty_acts import DutyAct
from bot.domain.facts import Said
from bot.domain.runs import Subject
from bot.flows.due.keeping import work_out_all
from bot.flows.registers.record import record_fact
from bot.playground.driver import Person
from bot.storage.duty_acts import load_acts_of
from bot.storage.tables import duties as tables
from bot.storage.tables import table_of
from tests.council import TODAY
from tests.duties import go_live
from tests.slack.town import Town, done

DAY = timedelta(days=1)


@pytest.fixture
def willow(town: Town) -> Town:
    """Everybody works by willow since April, and what is owed has been worked out."""
    town.stop_bot()
    go_live(town.council, date(2026, 4, 1))
    work_out_all(town.council.office)
    town.start_bot()
    return town


def sample(town: Town, about: str = "Ade") -> str:
    return duty_id("WIL-1", Subject("person", town.council.ids[about]), None, "2026-10-01")


def due_of(town: Town, person: Person, *words: str) -> Person:
    done(person.slash("/qa due"))
    town.form(person, *words)
    return person


def say(town: Town, person: Person, option: str, about: str = "Quarterly sample · Ade") -> None:
    """From the ⋯ of one row of the list that is open."""
    view = town.form(person, about)
    rows = [block["block_id"] for block in view.blocks if about in str(block.get("text"))]
    place = [block["block_id"] for block in view.blocks if block["type"] == "actions"]
    at = [block for block in place if block.partition("/")[2] == rows[0].partition("/")[2]]
    (control,) = [there for there in view.controls if there["block_id"] == at[0] and "due-more" in there["action_id"]]
    done(person.use("choose", control, view.place, option=option))


def acts(town: Town, duty: str) -> list[DutyAct]:
    with town.council.office.store.look() as uow:
        return load_acts_of(uow, [duty])


def started_from(town: Town, duty: str) -> int:
    started = table_of(tables.Started)
    with town.council.office.store.look() as uow:
        return len(uow.run(select(started.c.run).where(started.c.duty == duty)).fetchall())


def test_a_check_that_is_due_is_begun_carried_on_and_gone_when_it_is_handed_in(willow: Town) -> None:
    town, sam = (
        willow,
        due_of(willow, willow.sam, "Mine: 2 · late with others: 2", "Quarterly sample · Bea", "by Thu 31 Dec"),
    )
    done(sam.click("Start: Quarterly sample · Ade"))
    town.form(sam, "Whose beds do you look at?", "Ade")
    done(sam.submit())
    town.shows(sam, "Bed look · Ade", "1 of 1")
    assert started_from(town, sample(town)) == 1
    due_of(town, sam, "Quarterly sample · Ade")
    done(sam.click("Carry on: Quarterly sample · Ade"))
    town.form(sam, "at the foot of your messages")
    done(sam.click("Yes", on=sam.card()))
    town.shows(sam, "Review")
    done(sam.click("Submit", on=sam.card()))
    town.shows(sam, "Submitted")
    due_of(town, sam, "Mine: 1 · late with others: 2", "Quarterly sample · Bea")
    assert "sample · Ade" not in town.form(sam).plain
    sam.open_home()
    town.home(sam, "Ade\nQuarterly sample: done Mon 23 Nov, next by Wed 31 Mar 2027")
    town.home(sam, "Quarterly sample: not done yet, by Thu 31 Dec")


def test_a_look_at_ones_own_asks_which_case_and_goes_on_from_home(willow: Town) -> None:
    town, ade = willow, willow.ade
    ade.open_home()
    town.home(ade, "Past its date", "Own look", "was due ")
    done(ade.click("Start: Own look"))
    town.form(ade, "Which row is this about?")
    ade.fill({"subject": "ROW-12"})
    done(ade.submit())
    town.shows(ade, "Own row · ROW-12")
    town.home(ade, "Past its date", "[Carry on]")
    done(ade.click("Yes", on=ade.card()))
    town.shows(ade, "Review")
    done(ade.click("Submit", on=ade.card()))
    town.shows(ade, "Submitted")
    home = town.home(ade, "Nothing is due. Next comes Own look, by ")
    assert "Past its date" not in home.plain


def test_a_date_that_is_due_opens_its_form_with_the_subject_and_is_gone_when_it_is_recorded(willow: Town) -> None:
    town, ade = willow, willow.ade
    assert town.bot
    taken = Said("X1", Subject("reference", "PL-0123"), TODAY - DAY)
    record_fact(town.bot.office, town.council.actor("Ade"), "plot-dates", taken)
    due_of(town, ade, "See the plot · PL-0123", "by Fri 4 Dec")
    done(ade.click("Record"))
    assert "PL-0123" in town.form(ade, "On what date was the plot seen?").plain
    ade.fill({"day": TODAY.isoformat()})
    done(ade.submit())
    town.form(ade, "Recorded: Plot seen")
    listed = due_of(town, ade, "A date to record · Plot dates").view()
    assert listed
    assert "See the plot" not in listed.plain
    assert "PL-0123" not in listed.plain


def test_why_says_it_in_words_and_finds_it_by_a_word(willow: Town) -> None:
    town, sam = willow, willow.sam
    done(sam.slash("/qa why"))
    town.form(sam, "Which of these?", "Quarterly sample · Ade", "Quarterly sample · Bea")
    done(sam.slash("/qa why bea"))
    town.form(sam, "Each quarter you look at the beds", "due by Thu 31 Dec", "Robin would see from Fri 8 Jan 2027")
    town.form(sam, "Rule WIL-1, of Willow", "as the file stands now")
    done(sam.slash("/qa why spade"))
    town.form(sam, "Nothing that is due is called “spade”")
    done(town.person("Max").slash("/qa why"))
    town.form(town.person("Max"), "Nothing is due.")


def test_nothing_to_check_is_one_tap_and_can_be_taken_back(willow: Town) -> None:
    town, sam = willow, due_of(willow, willow.sam, "Mine: 2 · late with others: 2")
    say(town, sam, "Nothing to check in this period")
    town.form(sam, "Noted: there is nothing to check in this period.", "nothing to check, as you said today")
    say(town, sam, "Take back: there is something")
    assert "as you said" not in town.form(sam, "Taken back: it is due again.").plain
    assert [(act.kind, act.state) for act in acts(town, sample(town))] == [("nothing", "ended")]


def test_not_mine_is_offered_and_stays_until_it_is_accepted(willow: Town) -> None:
    town, sam, max_ = willow, due_of(willow, willow.sam, "Mine: 2 · late with others: 2"), willow.person("Max")
    say(town, sam, "This is not mine")
    town.form(sam, "It stays yours until somebody says that they take it on.")
    sam.fill({"to": town.person("Bea").id})
    done(sam.submit())
    assert "hold no post" in str(town.form(sam).errors)
    sam.fill({"to": max_.id})
    done(sam.submit())
    town.form(sam, "They have been asked.")
    due_of(town, sam, "Mine: 2 · late with others: 2", "Max was asked to take it on.")
    town.shows(max_, "Sam asks whether you take this on: Quarterly sample · Ade", "[Take it on]  [Decline]")
    max_.open_home()
    town.home(max_, "Offered to you", "Sam asks whether you take it on")
    done(max_.click("Take it on: Quarterly sample · Ade", on=max_.card()))
    town.told(max_, "It is yours now.")
    assert "[Decline]" not in town.shows(max_, "Sam asks whether you take this on", "Answered: yes.").plain
    town.shows(sam, "Max took this on: Quarterly sample · Ade")
    due_of(town, sam, "Mine: 1 · late with others: 2", "Quarterly sample · Bea")
    due_of(town, max_, "Mine: 1", "Quarterly sample · Ade")
    done(max_.click("Start: Quarterly sample · Ade"))
    town.form(max_, "Whose beds do you look at?", "Ade")
    done(max_.submit())
    town.shows(max_, "Bed look · Ade")


def test_a_list_that_there_is_not_is_said_to_be_none(willow: Town) -> None:
    done(willow.sam.slash("/qa due banana"))
    willow.form(willow.sam, "no list called “banana”", "/qa due people", "Quarterly sample · Bea")


def test_a_second_click_on_an_answered_offer_changes_nothing(willow: Town) -> None:
    town, sam, max_ = willow, due_of(willow, willow.sam, "Mine: 2 · late with others: 2"), willow.person("Max")
    say(town, sam, "This is not mine")
    sam.fill({"to": max_.id})
    done(sam.submit())
    town.shows(max_, "Sam asks whether you take this on")
    done(max_.click("Decline: Quarterly sample · Ade", on=max_.card(), times=2))
    town.shows(sam, "Max cannot take this on: Quarterly sample · Ade")
    assert "[Take it on]" not in town.shows(max_, "Sam asks whether you take this on", "Answered: no.").plain
    town.slack.settled()
    assert [act.state for act in acts(town, sample(town))] == ["refused"]
    assert len([message for message in sam.dm() if "cannot take this on" in message.plain]) == 1


def test_asking_to_be_excused_is_decided_on_home_and_told(willow: Town) -> None:
    town, sam, robin = willow, due_of(willow, willow.sam, "Mine: 2 · late with others: 2"), willow.person("Robin")
    say(town, sam, "Ask to be excused")
    town.form(sam, "Robin is asked, and reads what you write here.")
    sam.fill({"reason": "Ring 07700 900123", "until": "2027-01-31"})
    done(sam.submit())
    town.form(sam, "a phone number", "If it has to stay: why?")
    sam.fill({"reason": "No beds were dug.", "until": "2028-01-31"})
    done(sam.submit())
    town.form(sam, "one year from now")
    sam.fill({"reason": "No beds were dug.", "until": "2027-01-31"})
    done(sam.submit())
    town.form(sam, "It has been asked")
    due_of(town, sam, "You asked to be excused on Mon 23 Nov 2026; Robin has not answered yet.")
    notice = town.shows(robin, "Sam asks to be excused from Quarterly sample · Ade", "until Sun 31 Jan 2027")
    assert "No beds" not in notice.plain
    robin.open_home()
    town.home(robin, "Requests to be excused", "Sam asks to be excused, until Sun 31 Jan 2027")
    done(robin.click("Answer Sam", on=robin.home()))
    town.form(robin, "“No beds were dug.”")
    robin.fill({"verdict": "Refuse"})
    done(robin.submit())
    assert town.form(robin).errors == {"reason": "Please say why, so that they can plan for it."}
    robin.fill({"reason": "Two were dug."})
    done(robin.submit())
    town.form(robin, "Whoever asked is told.")
    told = town.shows(sam, "Robin did not excuse you from Quarterly sample · Ade. It is still yours")
    assert "Two were dug" not in told.plain
    assert "[Answer]" not in town.shows(robin, "Sam asks to be excused", "Answered: no.").plain
    done(sam.click("Why it was refused: Quarterly sample · Ade", on=told))
    town.form(sam, "Why it was refused: “Two were dug.”")
    assert [act.state for act in acts(town, sample(town))] == ["refused"]


def test_what_is_approved_is_not_to_be_done_until_its_day(willow: Town) -> None:
    excused(willow)


def excused(willow: Town) -> tuple[Person, Person]:
    """Sam, whom Robin excuses from the sample of Ade's work, and Robin."""
    town, sam, robin = willow, due_of(willow, willow.sam, "Mine: 2 · late with others: 2"), willow.person("Robin")
    say(town, sam, "Ask to be excused")
    sam.fill({"reason": "No beds were dug.", "until": "2027-01-31"})
    done(sam.submit())
    town.shows(robin, "Sam asks to be excused")
    done(robin.click("Answer Sam", on=robin.card()))
    robin.fill({"verdict": "Approve"})
    done(robin.submit())
    town.shows(sam, "Robin approved that you are excused from Quarterly sample · Ade until Sun 31 Jan 2027")
    due_of(town, sam, "Mine: 1 · late with others: 2", "Quarterly sample · Ade", "excused until Sun 31 Jan 2027")
    robin.open_home()
    home = town.home(robin)
    assert "Requests to be excused" not in home.plain
    return sam, robin


def test_what_is_excused_can_be_done_after_all_as_whoever_asked_says(willow: Town) -> None:
    town, (sam, robin) = willow, excused(willow)
    before = len(robin.dm())
    say(town, sam, "It can be done after all")
    view = town.form(sam, "It is due again, by the date it had before.", "Mine: 2 · late with others: 2")
    assert "excused until" not in view.plain
    town.shows(robin, "Sam says that this can be done after all: Quarterly sample · Ade. It is due again")
    town.slack.settled()
    assert len(robin.dm()) == before + 1
    assert [act.state for act in acts(town, sample(town))] == ["ended"]
    say(town, due_of(town, sam, "Quarterly sample · Ade"), "Ask to be excused")
    town.form(sam, "Robin is asked")


def test_what_is_excused_can_be_done_after_all_as_whoever_approved_it_says(willow: Town) -> None:
    town, (sam, robin) = willow, excused(willow)
    done(robin.slash("/qa due people"))
    town.form(robin, "My people's: 1", "Quarterly sample · Ade", "excused until Sun 31 Jan 2027 · Sam is to do it")
    done(robin.click("Why: Quarterly sample · Ade", on=robin.card()))
    town.form(robin, "It was excused until Sun 31 Jan 2027.", "[It can be done after all]")
    done(robin.click("It can be done after all"))
    town.form(robin, "It is due again, by the date it had before.")
    town.shows(sam, "Robin says that this can be done after all: Quarterly sample · Ade.")
    due_of(town, sam, "Mine: 2 · late with others: 2")


def test_forged_clicks_change_nothing(willow: Town) -> None:
    """Max is over nobody of East: neither the duty nor what was asked of it is his."""
    town, sam, ade, max_ = (
        willow,
        due_of(willow, willow.sam, "Mine: 2 · late with others: 2"),
        willow.ade,
        willow.person("Max"),
    )
    say(town, sam, "Ask to be excused")
    sam.fill({"reason": "No beds were dug.", "until": "2027-01-31"})
    done(sam.submit())
    town.shows(town.person("Robin"), "Sam asks to be excused")
    (act,) = acts(town, sample(town))
    for person in (ade, max_):
        person.open_home()
        town.home(person, "Start something")
    done(ade.slash("/qa why own"))
    town.form(ade, "Everybody looks at a row")
    for action, value in (
        ("due-say/3", f"nothing {sample(town)}"),
        ("due-say/3", f"take-back {sample(town)}"),
        ("due-say/3", f"excuse {sample(town)}"),
        ("due-say/3", f"not-mine {sample(town)}"),
        ("due-say/3", f"why {sample(town)}"),
        ("due-say/3", f"burn {sample(town)}"),
        ("due-say/3", "nothing"),
    ):
        before = [there for there in (town.form(ade).controls) if there["action_id"].startswith("due-say")]
        if not before:
            done(ade.slash("/qa why own"))
            town.form(ade, "Everybody looks at a row")
            before = [there for there in (town.form(ade).controls) if there["action_id"].startswith("due-say")]
        ade.press(before[0]["action_id"] if before else action, value=value)
        town.slack.settled()
    assert acts(town, sample(town)) == [act]
    assert started_from(town, sample(town)) == 0
    assert "Quarterly sample" not in ade.transcript()


def test_a_supervisor_and_a_manager_have_lists_of_their_own(willow: Town) -> None:
    town, sam, mia = willow, due_of(willow, willow.sam, "Mine: 2 · late with others: 2"), willow.person("Mia")
    done(sam.choose("due/0", "My people's"))
    town.form(sam, "My people's: 2", "Own look", "Ade is to do it")
    done(mia.slash("/qa due teams"))
    team = town.form(mia, "My teams", "East", "0 of 4 done · 2 past their date")
    assert "Ade" not in team.plain
    mia.open_home()
    town.home(mia, "Your lines", "0 of 4 done")


def test_more_than_a_page_is_turned(willow: Town) -> None:
    town, ade = willow, willow.ade
    assert town.bot
    for number in range(17):
        taken = Said("X1", Subject("reference", f"PL-{number:04}"), TODAY - DAY)
        record_fact(town.bot.office, town.council.actor("Ade"), "plot-dates", taken)
    due_of(town, ade, "Mine: 18", "Own look")
    done(ade.click("Next page"))
    town.form(ade, "[Page before]")
    ade.open_home()
    town.home(ade, "Later", "And 9 more.")
