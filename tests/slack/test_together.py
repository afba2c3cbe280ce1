"""Several hands on one check: a stand-in, double clicks, old copies, disorder, a changed file, somebody moved away."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from sqlalchemy import update

from bot.frameworks.library import load_library
from bot.playground.driver import Message, Person
from bot.storage.tables import people as tables
from bot.storage.tables import table_of
from tests.council import FORMS, TODAY
from tests.slack.town import Town, done

GONE = "This check can no longer be opened by you. Nothing that was saved is lost."
OVERTAKEN = "This question was answered elsewhere in the meantime, so what you pressed changed nothing."


def sam_looks_at_ade(town: Town) -> Person:
    sam = town.sam
    done(sam.slash("/qa start work look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "1 of 4")
    return sam


def sid_carries_on(town: Town) -> Person:
    sid = town.person("Sid")
    done(sid.slash("/qa resume"))
    town.shows(sid, "Work look · Ade", "1 of 4", "Are the records clear")
    return sid


def test_a_stand_in_finds_the_open_checks_of_whoever_is_away_and_answers_them(town: Town) -> None:
    sam = sam_looks_at_ade(town)
    sid = town.person("Sid")
    done(sid.open_home())
    town.home(sid, "Work look · Ade · 0 of 4")
    done(sid.click("Carry on", on="home"))
    town.shows(sid, "Work look · Ade", "1 of 4")
    sid.close()
    done(sid.click("Yes"))
    town.shows(sid, "2 of 4", "Are visits on time")
    town.shows(sam, "1 of 4", "[Yes, chosen]")


def test_of_two_answers_the_first_stands_and_the_other_person_is_told_privately(town: Town) -> None:
    sam, sid = sam_looks_at_ade(town), sid_carries_on(town)
    before = sam.card()
    done(sid.click("Yes"))
    town.shows(sam, "[Yes, chosen]")
    done(sam.press("answer/2", message=before, value=value_of(before, "No")))
    town.told(sam, OVERTAKEN)
    assert sid.ephemerals()[1:] == []
    town.shows(sam, "1 of 4", "[Yes, chosen]")


def test_when_the_absence_ends_the_stand_in_is_refused_and_the_card_says_so(town: Town) -> None:
    sam_looks_at_ade(town)
    sid = sid_carries_on(town)
    with town.council.office.store.work() as uow:
        uow.run(update(table_of(tables.Away)).values(since=TODAY.replace(day=1), until=TODAY))
    done(sid.click("Yes"))
    town.told(sid, "You cannot do this. Ask the person whose check it is, or your QA lead.")
    assert town.shows(sid, GONE).buttons == []
    town.shows(town.sam, "1 of 4", "[Yes]  [Halfway]  [No]")


def test_who_has_left_in_the_middle_is_refused_and_the_card_says_so(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    with town.council.office.store.work() as uow:
        employed = table_of(tables.Employed)
        uow.run(update(employed).where(employed.c.person == town.council.ids["Ade"]).values(until=TODAY))
    done(ade.click("Yes"))
    town.told(ade, "You are not on the QA list.")
    town.shows(ade, GONE)


def test_who_has_lost_the_post_is_refused_and_keeps_what_was_answered(town: Town) -> None:
    bea = town.person("Bea")
    town.begin(bea)
    done(bea.click("Yes"))
    town.shows(bea, "2 of 6")
    with town.council.office.store.work() as uow:
        holds = table_of(tables.Holds)
        uow.run(update(holds).where(holds.c.person == town.council.ids["Bea"]).values(until=TODAY))
    done(bea.click("Yes"))
    town.told(bea, "You cannot do this.")
    town.shows(bea, "2 of 6", "[Yes]  [No]")


def test_a_double_click_is_one_answer_and_one_step(either_town: Town) -> None:
    town, ade = either_town, either_town.ade
    town.begin(ade)
    act = ade.click("Yes", times=2)
    assert all(each.acked for each in (act, *act.repeats))
    town.shows(ade, "2 of 6")
    town.slack.settled(quiet=0.5)
    town.shows(ade, "2 of 6")
    assert ade.ephemerals() == []


def test_a_click_on_an_old_picture_of_the_card_changes_that_answer_and_moves_nobody(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    old = ade.card()
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.press("answer/1", message=old))
    town.shows(ade, "2 of 7", "Was there agreement")


def test_an_old_copy_that_could_not_be_taken_away_still_works_and_goes_then(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    old = ade.card()
    town.slack.fault("chat.delete", "error", error="internal_error")
    done(ade.slash("/qa resume"))
    town.slack.wait(lambda: len(ade.dm()) == 2)
    town.slack.settled()
    done(ade.click("Yes", on=old))
    town.slack.wait(lambda: len(ade.dm()) == 1)
    assert town.shows(ade, "2 of 6").ts != old.ts


def test_clicks_that_arrive_in_the_wrong_order_end_with_the_later_one(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    town.slack.forget()
    town.slack.delivery("reorder")
    with ThreadPoolExecutor(1) as other:
        first = other.submit(ade.click, "Yes")
        town.slack.wait(town.slack.deliveries)
        done(ade.click("No"))
        done(first.result())
    town.shows(ade, "2 of 7")
    done(ade.click("Back"))
    town.shows(ade, "1 of 7", "[No, chosen]")


def test_what_is_delivered_twice_happens_once(town: Town) -> None:
    ade = town.ade
    town.slack.delivery("duplicate")
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    town.slack.delivery("duplicate")
    done(ade.submit())
    town.shows(ade, "1 of 6")
    if ade.view():  # the second was answered first, that there is one already
        ade.close()
    town.slack.delivery("duplicate")
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    town.slack.settled(quiet=0.5)
    town.shows(ade, "2 of 6")
    assert len(ade.dm()) == 1


def test_an_open_check_goes_on_as_it_began_when_its_file_is_edited(town: Town, tmp_path: Path) -> None:
    ade = town.ade
    town.begin(ade)
    edit(town, tmp_path, "Was there agreement", "Did all agree")
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6", "Was there agreement")
    done(ade.choose("⋯", "Why is this asked?"))
    town.form(ade, "The form has changed since this check was begun; it goes on as it began.")
    ade.close()
    town.begin(ade, "K7-9Z")
    done(ade.click("Yes"))
    town.shows(ade, "Own look · K7-9Z", "2 of 6", "Did all agree")


def test_an_open_check_goes_on_when_its_file_is_gone_and_no_new_one_is_begun(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.slash("/qa start own"))
    assert town.bot
    office = town.bot.office
    kept = {name: form for name, form in office.library.forms.items() if name != "own-look"}
    office.library = replace(office.library, forms=kept)
    ade.fill({"subject": "K7-9Z", "own-sort": "Short"})
    done(ade.submit())
    assert "There is no check of that name now." in str(town.form(ade).errors)
    ade.close()
    done(ade.click("Yes"))
    town.shows(ade, "Own look · K7-3Q", "2 of 6")


def edit(town: Town, folder: Path, old: str, new: str) -> None:
    """The checklist's author changes a question while the bot runs."""
    shutil.copytree(FORMS, folder / "forms")
    file = folder / "forms" / "maple" / "own-look.yaml"
    file.write_text(file.read_text().replace(old, new))
    assert town.bot
    town.bot.office.library = load_library(folder / "forms")


def value_of(card: Message, label: str) -> str:
    return str(next(control["value"] for control in card.controls if control["label"] in (label, f"Answer: {label}")))
