"""The invented council in its Slack, with the bot: what people did before is there for them, over the wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.driver import Person, View
from tests.thornmere import THORNMERE, ThornmereTown, thornmere_town


@pytest.fixture(scope="module")
def thornmere(shared_path: Path) -> Iterator[ThornmereTown]:
    """One for all: each test acts in a corner of its own."""
    with thornmere_town(f"sqlite:///{shared_path}") as town:
        yield town


def test_ade_carries_on_where_the_check_was_left(thornmere: ThornmereTown) -> None:
    ade = thornmere.slack.person("ade@example.org")
    thornmere.slack.wait(lambda: "F4-8W" in ade.transcript(), timeout=20)
    thornmere.slack.settled()
    assert "Submitted" in ade.transcript()
    assert ade.slash("/qa resume").acked
    thornmere.slack.wait(lambda: ade.dm() and "F4-8W" in ade.card().plain)
    assert ade.click("Yes").acked
    thornmere.slack.wait(lambda: "10 of 27" in ade.card().plain)
    assert thornmere.slack.breaches() == []


def test_who_is_not_on_the_list_is_told_so(thornmere: ThornmereTown) -> None:
    uma = thornmere.slack.person("uma@example.org")
    assert uma.slash("/qa start").acked
    thornmere.slack.wait(lambda: "You are not on the QA list." in uma.transcript())


def test_a_manager_asks_for_a_summary_in_the_channel_of_her_service(thornmere: ThornmereTown) -> None:
    robin = thornmere.slack.person("robin@example.org")
    assert robin.slash("/qa summary last quarter", channel="children-and-families").acked
    thornmere.slack.wait(lambda: "Children and Families · " in robin.transcript(), timeout=20)
    (seen,) = robin.ephemerals("children-and-families")
    assert "people's work looked at" in seen.text
    assert not [person.name for person in THORNMERE.council.people.values() if person.name in seen.text + seen.plain]


def seen(town: ThornmereTown, person: Person, *words: str) -> View:
    """The form that is open, with these words in it."""
    view = town.slack.wait(lambda: person.view())
    assert view
    assert all(word in view.plain for word in words), view.plain
    return view


def record(town: ThornmereTown, person: Person, words: str, **fields: str) -> None:
    assert person.slash(f"/qa record {words}").acked
    seen(town, person, "Nothing is saved yet")
    person.fill(fields)
    assert person.submit().acked
    seen(town, person, "Recorded: ")


def test_the_review_groups_sheets_are_put_together_and_a_third_one_joins_them(thornmere: ThornmereTown) -> None:
    wren, pip = (thornmere.slack.person(f"{name}@example.org") for name in ("wren", "pip"))
    assert wren.slash("/qa meeting").acked
    listed = seen(thornmere, wren, "Autumn term", "Summer term")
    opens = next(control for control in listed.controls if control["label"] == "Open")
    assert wren.press(opens["action_id"], opens["value"]).acked
    page = seen(thornmere, wren, "Partner agency's reviewer (from outside)")
    menu = next(control["options"] for control in page.controls if control["kind"] == "overflow")
    assert [said for said in menu if "Enter" in said] == [
        "Enter their sheet: CAF review group check",
        "Enter their sheet: CAF summary sheet",
    ]
    wren.close()
    assert wren.slash("/qa meeting").acked
    assert wren.click("All sheets: CAF review group check").acked
    before = seen(thornmere, wren, "What 2 sheets handed in say", "D1-3E: ", "D4-9A: Is there an agreed date")
    assert pip.slash("/qa meeting").acked
    assert pip.click("Fill in: CAF review group check").acked
    assert pip.submit().acked
    thornmere.slack.wait(lambda: pip.dm() and "D1-3E · Your share · 1 of 2" in pip.card().plain)
    assert pip.click("No").acked  # Pip has no copy of the first one, and is not asked about it
    thornmere.slack.wait(lambda: "D4-9A · Your share · 2 of 2" in pip.card().plain)
    assert pip.click("Yes").acked
    thornmere.slack.wait(lambda: "D4-9A · CAF process · 3 of 19" in pip.card().plain)
    assert pip.click("Yes").acked
    thornmere.slack.wait(lambda: "4 of 19" in pip.card().plain)
    assert pip.choose("⋯", "Review what is done").acked
    thornmere.slack.wait(lambda: "Review" in pip.card().plain)
    assert pip.click("Submit").acked
    thornmere.slack.wait(lambda: "Submitted" in pip.card().plain)
    wren.close()
    assert wren.slash("/qa meeting").acked
    assert wren.click("All sheets: CAF review group check").acked
    after = seen(thornmere, wren, "What 3 sheets handed in say")
    assert before.plain != after.plain
    assert "Pip" not in after.plain
    assert thornmere.slack.breaches() == []


def test_fostering_indicators_are_recorded_and_read_by_the_posts_that_the_file_names(thornmere: ThornmereTown) -> None:
    lin, asha, dale, robin, ade = (
        thornmere.slack.person(f"{name}@example.org") for name in ("lin", "asha", "dale", "robin", "ade")
    )
    record(thornmere, lin, "DBS check FC-0123 12 March 2023", about="Partner")
    record(thornmere, lin, "Medical FC-0124 12 March 2026")
    record(thornmere, lin, "Adverse check FC-0123 1 June 2026", authoriser="Robin Ashdown")
    assert lin.slash("/qa record Discussion in supervision").acked
    assert lin.click("Several at once").acked
    seen(thornmere, lin, "Recorded by you: 1 to 5")
    lin.fill({"ticks/0": ["FC-0123", "FC-0124"]})
    assert lin.submit().acked
    seen(thornmere, lin, "Recorded: Discussion in supervision, for 2.")
    for person, sees_all in ((dale, True), (robin, True), (asha, False)):
        assert person.slash("/qa record FC-0123").acked
        view = seen(thornmere, person, "DBS check", "out of date since", "Discussion in supervision")
        assert ("Adverse check" in view.plain, "authorised by Robin Ashdown" in view.plain) == (sees_all, sees_all)
    assert ade.slash("/qa record FC-0123").acked
    seen(thornmere, ade, "Nothing that you may see is recorded")
    ade.close()
    record(thornmere, ade, "Feedback at closure D7-1M today", outcome="Not right or not safe to ask")
    assert thornmere.slack.breaches() == []


def due_of(town: ThornmereTown, person: Person) -> str:
    town.slack.settled()
    assert person.slash("/qa due").acked
    view = seen(town, person, "Mine: ")
    person.close()
    return view.plain


def test_what_is_recorded_decides_at_once_what_is_due_by_the_shipped_schedule(thornmere: ThornmereTown) -> None:
    noor, mo = (thornmere.slack.person(f"{name}@example.org") for name in ("noor", "mo"))
    assert "First check of a CAF · Noor Heather" not in due_of(thornmere, mo)
    record(thornmere, noor, "CAF used K5-1D today", outcome="I am new to the CAF")
    noor.close()
    assert "Self-check of a new CAF · K5-1D" in due_of(thornmere, noor)
    record(thornmere, noor, "CAF reviewed K5-1D today")
    noor.close()
    assert "Ask the family for feedback on the review · K5-1D" in due_of(thornmere, noor)
    record(thornmere, noor, "Feedback at a review K5-1D today", outcome="Preferred not to")
    noor.close()
    listed = due_of(thornmere, noor)
    assert "Ask the family for feedback on the review · K5-1D" not in listed
    assert "Self-check of a new CAF · K5-1D" in listed
    assert "First check of a CAF · Noor Heather" in due_of(thornmere, mo)
    assert thornmere.slack.breaches() == []


def test_what_families_say_waits_for_five_of_a_quarter_and_who_leads_panel_sees_what_members_wrote(
    thornmere: ThornmereTown,
) -> None:
    ade, ines = (thornmere.slack.person(f"{name}@example.org") for name in ("ade", "ines"))
    assert ade.open_home().acked
    home = thornmere.slack.wait(lambda: ade.home())
    assert home
    assert "CAF parent and carer feedback sheet" in home.plain
    assert ade.click("See", on="home").acked
    seen(thornmere, ade, "Fewer than five sheets are counted so far", "they wait for more")
    assert ines.slash("/qa meeting").acked
    assert ines.click("All sheets: Panel quality form").acked
    seen(thornmere, ines, "What 2 sheets handed in say", "FC-0141: ", "Matching policy: ")


def test_good_practice_is_sent_in_by_anyone_and_shared_as_its_owner_chooses(thornmere: ThornmereTown) -> None:
    slack = thornmere.slack
    nell, drew = (slack.person(f"{name}@example.org") for name in ("nell", "drew"))
    assert nell.slash("/qa start storyboard").acked
    nell.fill({"subject": "Drew Alder"})
    assert nell.submit().acked
    slack.wait(lambda: nell.dm() and "The story · 1 of 3" in nell.card().plain)
    assert nell.click("Good practice").acked
    slack.wait(lambda: "2 of 3" in nell.card().plain)
    assert nell.click("Write your answer").acked
    nell.fill({"own-story": "Call the daughter on 07700 900123."})
    assert nell.submit().acked
    seen(thornmere, nell, "This looks as if it holds a phone number. Nothing was saved.")
    nell.fill({"own-story": "A kettle was moved, and somebody could make tea again."})
    assert nell.submit().acked
    nell.fill({"own-learning": "Look at the room first."})
    assert nell.submit().acked
    slack.wait(lambda: "Review · 3 of 3 done" in nell.card().plain)
    assert nell.click("Hand in").acked
    slack.wait(lambda: "Waiting for Drew Alder's part" in nell.card().plain)
    slack.wait(lambda: drew.dm() and "It is your turn: Storyboard" in drew.transcript())
    assert drew.click("Open it").acked
    slack.settled()  # the card comes to the foot of the conversation
    slack.wait(lambda: "May it be shared?" in drew.card().plain)
    assert drew.click("Yes, without my name").acked
    slack.wait(lambda: "Hand in" in drew.card().buttons)
    assert drew.click("Hand in").acked
    slack.wait(lambda: "Submitted" in drew.card().plain)
    assert drew.click("See my answers").acked
    assert drew.click("Correct").acked
    drew.fill({"own-consent": "No", "reason": "I changed my mind."})
    assert drew.submit().acked
    slack.wait(lambda: "Corrected" in (drew.view() or nell.card()).plain)
    assert nell.click("See my answers").acked
    view = seen(thornmere, nell, "May it be shared?\nNo", "Corrected")
    assert view.buttons.count("Correct") == 3  # all but Drew's own answer
    assert slack.breaches() == []
