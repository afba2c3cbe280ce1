"""Starting a check: what is offered, how it is found, what the form asks and refuses."""

from bot.playground.driver import Person
from tests.slack.town import Town, done


def test_start_offers_only_what_this_person_may_fill_in(town: Town) -> None:
    titles = {
        "own": "A look at my own work",
        "panel": "A look by the panel",
        "team": "A look at my team",
        "work": "A look at somebody's work",
    }
    offered = {"Ade": {"own", "panel"}, "Bea": {"own"}, "Robin": {"team", "work"}, "Sam": {"work"}, "Mia": set()}
    for name, expected in offered.items():
        person = town.person(name)
        done(person.slash("/qa start"))
        plain = town.form(person).plain
        assert {key for key, title in titles.items() if title in plain} == expected, name


def test_who_can_fill_in_nothing_is_told_whom_to_ask(town: Town) -> None:
    mia = town.person("Mia")
    done(mia.slash("/qa start"))
    assert "There is no check that you can fill in now." in town.form(mia).plain
    assert "ask your QA lead" in town.form(mia).plain


def test_one_match_by_words_opens_its_form_at_once(town: Town) -> None:
    done(town.ade.slash("/qa start my OWN"))
    assert "Which case is this about" in town.form(town.ade, "A look at my own work").plain


def test_several_matches_are_offered_to_choose_from(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start look"))
    view = town.form(ade, "Which check?", "A look at my own work", "A look by the panel", "Another look at")
    assert view.buttons == ["Start", "Start", "Start"]
    done(ade.click("Start A look by the panel"))
    assert town.form(ade, "A look by the panel", "Which case").depth == 1


def test_a_word_that_is_near_asks_did_you_mean(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start pannel"))
    town.form(ade, "No check is called “pannel”. Did you mean one of these?", "A look by the panel")
    done(ade.slash("/qa start zzzz"))
    town.form(ade, "No check is called “zzzz”. Type /qa start alone")


def test_the_form_says_who_reads_the_answers_and_asks_for_a_reference_only(town: Town) -> None:
    done(town.ade.slash("/qa start own"))
    view = town.form(town.ade)
    assert "The reference only. No names, please" in view.plain
    assert "Only you can see your answers." in view.plain
    assert "Used for: My own learning. Kept for 2 years." in view.plain


def test_the_date_is_filled_in_with_today(town: Town) -> None:
    done(town.ade.slash("/qa start own"))
    assert "When is this: [2026-11-23]" in town.form(town.ade).plain


def test_a_reference_that_tells_who_it_is_stays_in_the_form_until_a_reason_is_given(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "07700 900123", "own-sort": "Long"})
    done(ade.submit())
    view = town.form(ade, "a phone number", "If it has to stay: why?")
    assert "[07700 900123]" in view.plain
    assert "(x) Long" in view.plain
    assert ade.dm() == []
    ade.fill({"If it has to stay: why?": "It is how this team numbers its cases."})
    done(ade.submit())
    town.shows(ade, "Own look · 07700 900123", "1 of 7")


def test_what_is_missing_is_said_beside_its_field_and_nothing_begins(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "K7-3Q"})
    done(ade.submit(unchecked=True))
    assert list(town.form(ade).errors) == ["own-sort"]
    assert ade.dm() == []


def test_a_start_about_the_same_case_comes_back_to_the_open_check_and_says_so(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    first = town.shows(ade, "2 of 6")
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Long"})
    done(ade.submit())
    town.form(ade, "You have this one open already.", "did not change it")
    town.slack.wait(lambda: ade.card().ts != first.ts)
    town.shows(ade, "2 of 6")
    town.slack.wait(lambda: len(ade.dm()) == 1)


def test_a_supervisor_chooses_among_their_own_people(town: Town) -> None:
    sam = town.sam
    done(sam.slash("/qa start work look"))
    field = next(control for control in town.form(sam).controls if control["block_id"] == "subject")
    assert field["options"] == ["Ade", "Bea"]
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "Work look · Ade", "1 of 4", "you share them")


def test_a_lead_chooses_among_their_own_teams(town: Town) -> None:
    robin, most = town.person("Robin"), town.person("Max")
    for person, teams in ((robin, ["East", "Service", "West"]), (most, ["West"])):
        done(person.slash("/qa start team"))
        field = next(control for control in town.form(person).controls if control["block_id"] == "subject")
        assert field["options"] == teams
    most.fill({"subject": "West"})
    done(most.submit())
    town.shows(most, "Team look · West", "Are new people shown round")


def test_a_double_press_of_start_begins_one_check(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    ade.submit(times=2)
    town.shows(ade, "1 of 6")
    town.slack.settled(quiet=0.5)
    assert len(ade.dm()) == 1


def test_where_the_command_was_typed_it_says_where_the_check_is_now(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start look at my own", channel="general"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    done(ade.submit())
    said = "Your check is in your messages with Plumbline"
    town.slack.wait(lambda: any(said in note.plain for note in ade.ephemerals("general")))


def another_look(person: Person, case: str, covers: list[str]) -> None:
    done(person.slash("/qa start another look"))
    person.fill({"subject": case, "own-covers": covers})
    done(person.submit())


def test_where_there_should_be_only_so_many_whoever_begins_one_is_told_how_it_stands(town: Town) -> None:
    ade, bea = town.ade, town.person("Bea")
    done(bea.slash("/qa start another look"))
    town.form(bea, "0 of these were begun in the last 6 months", "Not covered yet: Trees, Hedges.")
    another_look(ade, "K7-3Q", ["Trees"])
    town.shows(ade, "K7-3Q", "2 of 2")
    done(bea.slash("/qa start another look"))
    view = town.form(bea, "1 of these was begun in the last 6 months; there should be 2 at most.")
    assert "Covered by them: Trees." in view.plain
    assert "Not covered yet: Hedges." in view.plain
    another_look(ade, "K7-4R", ["Neither"])
    town.shows(ade, "K7-4R", "2 of 2")
    another_look(bea, "K7-5S", ["Hedges"])
    town.shows(bea, "K7-5S", "2 of 2")
    done(bea.slash("/qa start another look"))
    view = town.form(bea, "3 of these were begun", "If one more is needed all the same, you can begin it.")
    assert "Not covered yet" not in view.plain
    done(ade.choose("⋯", "Withdraw this check"))
    done(ade.submit())
    town.shows(ade, "Withdrawn")
    done(bea.slash("/qa start another look"))
    town.form(bea, "2 of these were begun", "Covered by them: Trees, Hedges.")
