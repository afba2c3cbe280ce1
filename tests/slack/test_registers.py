"""Recording dates over the wire: by words and by form, for one and many, correcting, withdrawing, who sees it."""

from bot.playground.driver import Person
from bot.storage.tables.facts import Fact
from tests.council import TODAY
from tests.slack.sight import logged, rows
from tests.slack.town import Town, done


def recorded(town: Town, person: Person, words: str) -> None:
    done(person.slash(f"/qa record {words}"))
    town.form(person, "Nothing is saved yet")
    done(person.submit())
    town.form(person, "Recorded: ")


def test_words_fill_the_form_in_and_nothing_is_saved_before_record(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa record looked at TR-0123 12 March 2026"))
    view = town.form(ade, "Looked at", "Please look whether this is right", "[TR-0123]", "[2026-03-12]")
    assert "This can be read by you, the supervisor, the worker of the team and the lead of the team." in view.plain
    assert rows(town, Fact) == []
    done(ade.submit())
    town.form(ade, "Recorded: Looked at · TR-0123 · Thu 12 Mar")
    (row,) = rows(town, Fact)
    assert (row["fact"], row["subject_reference"], str(row["day"])) == ("T1", "TR-0123", "2026-03-12")
    assert len(logged(town, "fact recorded")) == 1


def test_the_form_is_reached_step_by_step_and_today_is_filled_in(town: Town) -> None:
    ade = town.ade
    ade.open_home()
    town.home(ade, "Dates of the trees that we look after")
    done(ade.click("Record a date"))
    town.form(ade, "What do you want to record?")
    ade.fill({"fact": "Pruning"})
    done(ade.submit())
    view = town.form(ade, "On what date was the tree pruned?", f"[{TODAY}]", "For a new one, TR-")
    assert "( ) Lightly" in view.plain
    ade.fill({"subject": "TR-7", "outcome": "Hard", "words": "Two big branches."})
    done(ade.submit())
    town.form(ade, "Recorded: Pruning · TR-7 · Mon 23 Nov")
    done(ade.click("See what is recorded"))
    town.form(ade, "Pruning · Hard", "Note: Two big branches.", "Recorded by Ade, Mon 23 Nov")


def test_a_double_press_records_once(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa record looked at TR-0123"))
    ade.submit(times=2)
    town.slack.settled()
    assert len(rows(town, Fact)) == 1
    done(ade.slash("/qa record looked at tr-0123 today"))
    done(ade.submit())
    town.form(ade, "That is recorded already. Nothing was added")


def test_a_reference_alone_shows_its_dates_to_those_who_may_read_them(town: Town) -> None:
    recorded(town, town.ade, "looked at TR-0123 12 March 2024")
    for name in ("Ade", "Bea", "Sid", "Robin"):
        person = town.person(name)
        done(person.slash("/qa record tr-0123"))
        view = town.form(person, "Looked at", "Tue 12 Mar 2024 · out of date since Thu 13 Mar 2025")
        assert ("Correct" in view.buttons) is (name != "Sid"), name
    for name in ("Max", "Quinn", "Mia"):
        person = town.person(name)
        done(person.slash("/qa record TR-0123"))
        assert "12 Mar" not in town.form(person, "Nothing that you may see is recorded about “TR-0123”.").plain


def test_a_date_is_corrected_with_a_reason_and_both_stay(town: Town) -> None:
    ade = town.ade
    recorded(town, ade, "looked at TR-0123 12 March 2026")
    done(ade.slash("/qa record TR-0123"))
    done(ade.click("Correct: Looked at"))
    town.form(ade, "Why is it corrected?", "[2026-03-12]")
    ade.fill({"day": "2026-03-13", "reason": "Misread."})
    done(ade.submit())
    town.form(ade, "Fri 13 Mar", "it said Thu 12 Mar before", "why: Misread.")
    assert sorted(row["state"] for row in rows(town, Fact)) == ["corrected", "standing"]


def test_what_is_wrong_altogether_is_withdrawn(town: Town) -> None:
    ade = town.ade
    recorded(town, ade, "looked at TR-0123 12 March 2026")
    done(ade.slash("/qa record TR-0123"))
    done(ade.click("Correct: Looked at"))
    done(ade.click("It is wrong altogether"))
    town.form(ade, "Why is it wrong?")
    ade.fill({"reason": "It was another tree."})
    done(ade.submit())
    view = town.form(ade, "withdrawn", "why: It was another tree.")
    assert "Correct" not in view.buttons


def test_a_date_ahead_stays_in_the_form_with_a_sentence(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa record looked at TR-0123"))
    ade.fill({"day": "2026-11-24"})
    done(ade.submit())
    assert town.form(ade).errors == {"day": "That day is still to come. A fact is recorded once it has happened."}
    ade.fill({"day": "1899-01-01"})
    done(ade.submit())
    assert "before 1900" in town.form(ade).errors["day"]
    assert rows(town, Fact) == []


def test_a_reference_that_tells_who_it_is_needs_a_reason(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa record looked at 07700 900123"))
    done(ade.submit())
    town.form(ade, "a phone number", "If it has to stay: why?")
    ade.fill({"If it has to stay: why?": "It is how this team numbers its trees."})
    done(ade.submit())
    town.form(ade, "Recorded: ")


def test_a_sensitive_date_takes_no_words_and_is_seen_by_few_and_never_in_the_chat(town: Town) -> None:
    ade, bea, robin = town.ade, town.person("Bea"), town.person("Robin")
    done(ade.slash("/qa record harm by hand TR-0123 12 March 2026"))
    view = town.form(ade, "Authorised by (Team lead)", "Only the date and who authorised it are kept")
    assert "words" not in {control["block_id"] for control in view.controls}
    ade.fill({"authoriser": "Robin"})
    done(ade.submit())
    town.form(ade, "Recorded: Harm by hand")
    done(robin.slash("/qa record TR-0123"))
    town.form(robin, "Harm by hand", "authorised by Robin")
    done(bea.slash("/qa record TR-0123"))
    town.form(bea, "Nothing that you may see")
    for person in (ade, bea, robin):
        assert person.dm() == []
        assert "Harm" not in "".join(note.plain for note in person.ephemerals())


def test_one_form_for_many_is_ticked(town: Town) -> None:
    sam = town.sam
    done(sam.slash("/qa record one-to-one"))
    done(sam.click("Several at once"))
    view = town.form(sam, "Colleague 1 to 2")
    assert "not recorded yet" in str(view.blocks)
    box = next(control for control in view.controls if control["block_id"] == "ticks/0")
    assert box["options"] == ["Ade", "Bea"]
    sam.fill({"ticks/0": ["Ade", "Bea"], "day": "2026-11-20"})
    done(sam.submit())
    town.form(sam, "Recorded: One-to-one, for 2.")
    ade = town.ade
    ade.open_home()
    town.home(ade, "Dates that are recorded about you")
    done(ade.click("See them"))
    town.form(ade, "One-to-one", "Fri 20 Nov", "Recorded by Sam")
    done(sam.slash("/qa record Ade"))
    town.form(sam, "Fri 20 Nov")


def test_many_trees_are_those_known_to_the_team(town: Town) -> None:
    recorded(town, town.ade, "looked at TR-1 12 March 2026")
    recorded(town, town.person("Bea"), "looked at TR-2 12 March 2025")
    ade = town.ade
    done(ade.slash("/qa record looked at"))
    done(ade.click("Several at once"))
    view = town.form(ade, "Recorded by you: 1 to 1", "Recorded by Bea: 1 to 1")
    assert "last Wed 12 Mar 2025" in str(view.blocks)
    done(ade.submit())
    town.form(ade, "Please tick at least one")
    ade.fill({"ticks/1": ["TR-2"]})
    done(ade.submit())
    town.form(ade, "Recorded: Looked at, for 1.")


def test_words_that_may_mean_several_are_asked_about_and_unknown_ones_kept(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa record TR-9999"))
    town.form(ade, "Nothing that you may see is recorded about “TR-9999”.", "[TR-9999]")
    ade.fill({"fact": "Looked at"})
    done(ade.submit())
    town.form(ade, "[TR-9999]", "On what date was the tree looked at?")


def test_who_keeps_no_register_can_still_look_and_is_told_whom_to_ask(town: Town) -> None:
    mia = town.person("Mia")
    done(mia.slash("/qa record"))
    view = town.form(mia, "You keep no register.")
    assert [control["block_id"] for control in view.controls] == ["subject"]
    mia.open_home()
    assert "Record a date" not in town.home(mia, "Who can help").plain


def test_a_forged_fact_of_somebody_else_is_refused(town: Town) -> None:
    recorded(town, town.ade, "looked at TR-0123 12 March 2026")
    (row,) = rows(town, Fact)
    bea, most = town.person("Bea"), town.person("Max")
    recorded(town, most, "looked at TR-1 12 March 2026")
    done(most.slash("/qa record TR-1"))
    most.press("mend/0", row["id"])
    town.form(most, "You cannot open this")
    assert len(logged(town, "refused")) == 1
    assert bea.dm() == []


def test_what_was_recorded_is_there_after_a_restart(town: Town) -> None:
    recorded(town, town.ade, "looked at TR-0123 12 March 2026")
    town.stop_bot()
    town.start_bot()
    done(town.ade.slash("/qa record TR-0123"))
    town.form(town.ade, "Thu 12 Mar")
