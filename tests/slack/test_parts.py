"""Two people in one check: parts in order, each seeing what is open to them, and a part that both write together."""

import pytest

from bot.playground.driver import Act, Message, Person
from tests.slack.sight import logged
from tests.slack.town import Town, done

NOTES = {"note C1"}


@pytest.fixture
def hazel(town: Town) -> Town:
    town.council.use("hazel")
    return town


def begin(town: Town) -> tuple[Person, Person]:
    """Sam begins to look at a visit of Ade's; Ade has been told that the first part is theirs."""
    sam, ade = town.sam, town.ade
    done(sam.slash("/qa start visit look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    card(town, sam, "Visit look · Ade", "Waiting for Ade's part, “Before the visit”. Ade was told today at ")
    town.slack.wait(lambda: any("It is your turn: Visit look · Ade" in there.plain for there in ade.dm()))
    card(town, ade, "Before the visit", "1 of 2", "Do you know why you go")
    return sam, ade


def its_card(person: Person) -> Message:
    """Notices may stand below it."""
    return [there for there in person.dm() if "It is your turn" not in there.plain][-1]


def card(town: Town, person: Person, *words: str) -> None:
    """Their card, wherever it stands in the conversation, once it holds these words."""

    def is_there() -> bool:
        return bool(person.dm()) and all(word in its_card(person).plain for word in words)

    try:
        town.slack.wait(is_there, timeout=5)
    except TimeoutError:
        raise AssertionError(f"{words} were not seen. There was:\n\n{person.transcript()}") from None


def press(person: Person, name: str, times: int = 1) -> Act:
    return done(person.click(name, on=its_card(person), times=times))


def menu(person: Person, words: str) -> None:
    done(person.choose("⋯", words, on=its_card(person)))


def hand_in(town: Town, person: Person) -> None:
    menu(person, "Review what is done")
    card(town, person, "Review")
    press(person, "Hand in")


def to_the_closing(town: Town) -> tuple[Person, Person]:
    """All parts but the one that both fill in are handed in."""
    sam, ade = begin(town)
    hand_in(town, ade)
    card(town, ade, "How it felt")
    card(town, sam, "What was seen", "Was it well prepared")
    hand_in(town, ade)
    card(town, ade, "Waiting for Sam's part")
    hand_in(town, sam)
    card(town, ade, "What I take away")
    hand_in(town, ade)
    for person in (sam, ade):
        card(town, person, "What we agree", "1 of 3", "Is there more to do")
    return sam, ade


def test_parts_in_order_over_a_restart(hazel: Town) -> None:
    sam, ade = begin(hazel)
    press(ade, "Yes")
    card(hazel, ade, "2 of 2", "What do you want to try")
    press(ade, "Write your answer")
    ade.fill({"P2": "Listening longer."})
    done(ade.submit())
    card(hazel, ade, "Review · 2 of 2 done")
    assert "Listening" not in sam.transcript()
    hazel.stop_bot()
    hazel.start_bot()
    act = press(ade, "Hand in", times=2)
    assert all(each.acked for each in act.repeats)
    card(hazel, sam, "What was seen", "1 of 2", "Was it well prepared")
    card(hazel, ade, "How it felt", "Were you pleased")
    assert len(logged(hazel, "handed in")) == 1
    assert sum("It is your turn" in there.plain for there in sam.dm()) == 1
    press(sam, "Earlier parts")
    hazel.form(sam, "What do you want to try", "Listening longer.")
    assert "Were you pleased" not in hazel.form(sam).plain
    sam.close()
    hand_in(hazel, ade)
    card(hazel, ade, "Waiting for Sam's part, “What was seen”")
    press(ade, "Read what was handed in")
    assert "Do you agree with the report" not in hazel.form(ade, "Listening longer.").plain
    ade.close()
    press(sam, its_card(sam).buttons[0])
    hand_in(hazel, sam)
    card(hazel, ade, "What I take away", "Do you agree with the report")


def test_who_has_no_part_in_it_sees_and_changes_nothing(hazel: Town) -> None:
    sam, ade = begin(hazel)
    assert "Withdraw this check" in str(its_card(sam).blocks)
    assert "Withdraw this check" not in str(its_card(ade).blocks)
    bea = hazel.person("Bea")
    done(bea.slash("/qa resume"))
    assert "Visit look" not in bea.transcript()
    answer = next(each for each in its_card(ade).controls if each["label"].endswith("Yes"))
    bea.press("answer/0", str(answer["value"]))
    sam.press("answer/0", str(answer["value"]))
    hazel.told(sam, "You cannot do this.")
    assert [entry["item"] for entry in logged(hazel, "answered")] == ["V1"]


def test_both_see_it_live_and_one_writes_at_a_time(hazel: Town) -> None:
    sam, ade = to_the_closing(hazel)
    press(ade, "Yes")
    card(hazel, sam, "1 of 3", "[Yes, chosen]", "Is there more to do")
    press(sam, "Next")
    card(hazel, sam, "2 of 3", "What do we make of it")
    press(ade, "Write your answer")
    card(hazel, sam, "Ade is writing this one.")
    menu(sam, "Whole section in one form")
    assert {"C1", "C3"} == {block["block_id"] for block in hazel.form(sam).blocks if block["type"] == "input"} - NOTES
    sam.close()
    assert "Write your answer" not in its_card(sam).buttons
    ade.fill({"C2": "It went well."})
    done(ade.submit())
    hazel.form(ade, "3 of 3", "What else")
    card(hazel, sam, "Ade's answer: 3 words.", "[Change your answer]")
    press(sam, "Next")
    card(hazel, sam, "3 of 3", "Ade is writing this one.")
    ade.close()
    card(hazel, sam, "3 of 3", "[Write your answer]")


def test_an_old_button_opens_it_to_read_and_nobody_hands_in_what_is_being_written(hazel: Town) -> None:
    sam, ade = to_the_closing(hazel)
    for person in (sam, ade):
        press(person, "Leave for now")
        card(hazel, person, "2 of 3")
    press(sam, "Write your answer")
    sam.fill({"C2": "A draft."})
    done(sam.submit())
    done(sam.choose("turn/0", "Back to the question before"))
    card(hazel, ade, "Sam is writing this one.", "Sam's answer: 2 words.")
    press(ade, "Read what is there")
    view = hazel.form(ade, "Sam is writing this one.", "A draft.")
    assert not any(block["type"] == "input" for block in view.blocks)
    done(ade.submit())
    hazel.form(ade, "3 of 3", "What else")
    ade.close()
    menu(ade, "Review what is done")
    card(hazel, ade, "Review")
    assert "This part is for both of you: make sure" in str(its_card(ade).blocks)
    press(ade, "Hand in")
    hazel.told(ade, "Sam is writing an answer just now, so this was not handed in yet.")
    sam.close()
    press(ade, "Hand in")
    for person in (sam, ade):
        card(hazel, person, "Submitted ")


def test_on_a_conflict_both_texts_are_offered_and_neither_is_lost(hazel: Town) -> None:
    sam, ade = to_the_closing(hazel)
    press(sam, "Leave for now")
    card(hazel, sam, "2 of 3")
    menu(ade, "Whole section in one form")
    press(sam, "Write your answer")
    ade.fill({"C2": "Ade's view.", "C3": "Something else."})
    done(ade.submit())
    sam.fill({"C2": "Sam's view."})
    done(sam.submit())
    view = hazel.form(sam, "Ade answered this while you were writing", "What Ade saved:", "Ade's view.")
    assert "[Sam's view.]" in view.plain
    sam.fill({"C2": "Ade's view. Sam's view."})
    done(sam.submit())
    hazel.slack.settled()
    press(ade, "Back to questions")
    press(ade, "Back")
    card(hazel, ade, "2 of 3", "Sam's answer: 4 words.")


def test_of_a_section_the_rest_is_saved_and_the_late_one_shows_both(hazel: Town) -> None:
    sam, ade = to_the_closing(hazel)
    for person in (sam, ade):
        menu(person, "Whole section in one form")
    ade.fill({"C2": "Ade's view."})
    done(ade.submit())
    sam.fill({"C2": "Sam's view.", "C3": "Something else."})
    done(sam.submit())
    hazel.form(sam, "What Ade saved:", "Ade's view.", "[Sam's view.]", "[Something else.]")
    sam.fill({"C2": ""})
    done(sam.submit())
    assert sam.view() is None
    press(sam, "Back to questions")
    card(hazel, sam, "3 of 3")
    menu(sam, "Whole section in one form")
    hazel.form(sam, "[Ade's view.]", "[Something else.]")
