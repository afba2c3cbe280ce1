"""Coming back to a check: from its card, by command, from Home, on another device, after a restart, after a loss."""

from bot.playground.driver import Message
from tests.slack.town import Town, done


def came_anew(town: Town, old: Message) -> Message:
    """The card stands below everything else again, and only once."""
    town.slack.wait(lambda: town.ade.dm() and town.ade.card().ts != old.ts and len(town.ade.dm()) == 1)
    return town.ade.card()


def test_resume_with_nothing_begun_says_how_to_begin(town: Town) -> None:
    done(town.ade.slash("/qa resume"))
    town.told(town.ade, "You have not begun anything that is not finished. Type /qa start to begin a check.")


def test_resume_with_one_brings_its_card_to_the_foot_and_takes_the_old_copy_away(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    old = town.shows(ade, "2 of 6")
    done(ade.slash("/qa resume"))
    town.told(ade, "Own look · K7-3Q: It is at the foot of your messages")
    assert "2 of 6" in came_anew(town, old).plain
    done(ade.click("Yes"))
    town.shows(ade, "3 of 6")


def test_resume_with_several_asks_which(town: Town) -> None:
    ade = town.ade
    town.begin(ade, "K7-1A")
    town.begin(ade, "K7-2B")
    done(ade.slash("/qa resume"))
    asked = town.told(ade, "Own look · K7-1A · 0 of 6", "Own look · K7-2B · 0 of 6")
    assert asked.buttons == ["Carry on", "Carry on"]
    assert ade.card().plain.startswith("Own look · K7-2B")
    done(ade.click("Carry on: Own look · K7-1A · 0 of 6", on="ephemeral"))
    town.shows(ade, "Own look · K7-1A")
    town.told(ade, "It is at the foot of your messages")
    town.slack.wait(lambda: len(ade.dm()) == 2)


def test_home_carries_on_and_says_where_the_check_is(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    old = ade.card()
    done(ade.open_home())
    town.home(ade, "Own look · K7-3Q · 0 of 6")
    done(ade.click("Carry on", on="home"))
    town.form(ade, "It is at the foot of your messages")
    came_anew(town, old)


def test_what_was_answered_on_one_device_is_there_on_another(town: Town) -> None:
    phone, desk = town.ade, town.person("Ade")
    town.begin(phone)
    done(phone.click("Yes"))
    town.shows(desk, "2 of 6")
    done(desk.click("Yes"))
    town.shows(phone, "3 of 6")
    phone.reload()
    town.shows(phone, "3 of 6", "What went well")


def test_a_check_goes_on_after_a_restart_of_the_bot(either_town: Town) -> None:
    town, ade = either_town, either_town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    town.stop_bot()
    town.start_bot()
    done(ade.click("Yes"))
    town.shows(ade, "3 of 6")
    assert len(ade.dm()) == 1


def test_a_click_while_the_bot_is_down_is_warned_about_and_changes_nothing(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    town.stop_bot()
    assert ade.click("Yes").warned
    town.start_bot()
    town.shows(ade, "1 of 6")
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")


def test_after_the_message_was_deleted_resume_brings_it_anew(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    old = ade.card()
    town.slack.delete_message(old)
    done(ade.slash("/qa resume"))
    assert "1 of 6" in came_anew(town, old).plain


def test_after_the_message_was_deleted_the_next_act_elsewhere_brings_it_anew(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Whole section in one form"))
    old = ade.card()
    town.slack.delete_message(old)
    ade.fill({"A1": "Yes", "A2": "Yes"})
    done(ade.submit())
    assert "3 of 6" in came_anew(town, old).plain


def test_a_finished_check_is_not_carried_on(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.slash("/qa help"))
    help_ = town.told(ade, "Carry on (1 begun)")
    done(ade.open_home())
    row = next(control for control in town.home(ade, "Own look").controls if control["action_id"] == "resume/0")
    done(ade.choose("⋯", "Review what is done", on="dm"))
    town.shows(ade, "Review")
    done(ade.click("Submit", on="dm"))
    town.shows(ade, "Submitted ")
    done(ade.click("Carry on (1 begun)", on=help_))
    town.told(ade, "You have not begun anything that is not finished.")
    town.home(ade, "Nothing is begun.")
    done(ade.press("resume/0", value=row["value"], on="home"))
    town.form(ade, "This check was submitted, so nothing was changed.")
    assert len(ade.dm()) == 1
