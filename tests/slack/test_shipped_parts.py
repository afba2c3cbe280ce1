"""Forms that we ship and that two people fill in, walked by two of the invented council: who sees what, and when."""

from collections.abc import Iterator

import pytest

from bot.frameworks.kinds import ActionList
from bot.playground.driver import Message, Person
from tests.slack.town import done
from tests.thornmere import LIBRARY, ThornmereTown, thornmere_town

pytestmark = pytest.mark.slow


@pytest.fixture
def thornmere(sqlite_address: str) -> Iterator[ThornmereTown]:
    with thornmere_town(sqlite_address) as town:
        town.slack.settled(timeout=30)
        yield town
        assert town.slack.breaches() == []


NOTICES = ("It is your turn", "An action is yours")


class Pair:
    """Kit, who supervises, and somebody whom Kit supervises."""

    def __init__(self, town: ThornmereTown, worker: str) -> None:
        self.town = town
        self.kit, self.worker = (
            town.slack.person(f"{name}@example.org") for name in ("kit", worker.split()[0].lower())
        )
        self.name = worker

    def card(self, person: Person) -> Message:
        """Notices may stand below it."""
        return [there for there in person.dm() if not there.plain.startswith(NOTICES)][-1]

    def shows(self, person: Person, *words: str) -> None:
        def is_there() -> bool:
            return bool(person.dm()) and all(word in self.card(person).plain for word in words)

        try:
            self.town.slack.wait(is_there, timeout=10)
        except TimeoutError:
            raise AssertionError(f"{words} were not seen. There was:\n\n{person.transcript()}") from None

    def press(self, person: Person, *names: str) -> None:
        for name in names:
            done(person.click(name, on=self.card(person)))
            self.town.slack.settled()

    def write(self, person: Person, **pages: str) -> None:
        """One page after another, from the card that asks the first of them."""
        done(person.click("words/0", on=self.card(person)))
        for item, words in pages.items():
            person.fill({item.replace("_", "."): words})
            done(person.submit())
        if person.view():
            person.close()
        self.town.slack.settled()

    def day(self, person: Person) -> None:
        done(person.choose("day/0", "2026-11-25", on=self.card(person)))
        self.town.slack.settled()

    def review(self, person: Person) -> None:
        if "Review · " not in self.card(person).plain:
            done(person.choose("⋯", "Review what is done", on=self.card(person)))
        self.shows(person, "Review")

    def begin(self, words: str, **fields: str) -> None:
        done(self.kit.slash(f"/qa start {words}"))
        self.kit.fill({"subject": self.name, **fields})
        done(self.kit.submit())
        self.town.slack.settled()


def test_an_observation_from_planning_to_the_next_supervision(thornmere: ThornmereTown) -> None:
    pair = Pair(thornmere, "Lee Hawthorn")
    kit, lee = pair.kit, pair.worker
    header = {"own-role": "Team manager", "own-setting": "Home visit", "H3": "2026-11-25"}
    pair.begin("practice observation", **header)
    for person in (kit, lee):
        pair.shows(person, "Planning together", "1 of 2")
    done(lee.choose("⋯", "Whole section in one form", on=pair.card(lee)))
    lee.fill({"own-way": ["2"], "own-introduction": "When the visit is arranged."})
    done(lee.submit())
    pair.shows(kit, "Lee Hawthorn's answer: A visit")
    pair.review(kit)
    pair.press(kit, "Hand in")
    pair.shows(kit, "Waiting for Lee Hawthorn's part, “Before the observation”. Lee Hawthorn was told today at ")
    pair.write(lee, **{"1_1": "A first visit.", "1_2": "To listen first."})
    assert "listen" not in kit.transcript()
    pair.press(lee, "Hand in")
    pair.shows(lee, "After the observation", "1 of 4")
    pair.shows(kit, "The observer's report", "1 of 5")
    # Side by side; what the worker learns is not open, be it by name, before the report is in.
    pair.write(lee, **{"1_3": "Better than I thought."})
    pair.review(lee)
    pair.press(lee, "Hand in: After the observation")
    assert "What the worker learns" not in pair.card(lee).plain
    pair.write(kit, **{"2_1": "Very capable."})
    pair.press(kit, "Agree an action")
    asked = LIBRARY.forms["adults-practice-observation"].checklist.by_id["2.2"]
    assert isinstance(asked, ActionList)
    assert asked.timescale.ask in kit.view().plain  # type: ignore[union-attr]
    kit.fill({"words": "Read about anchors."})
    done(kit.submit())
    pair.review(kit)
    assert "Very capable." not in lee.transcript()
    pair.press(kit, "Hand in: The observer's report")
    pair.press(kit, "Yes", "They agreed")
    pair.write(kit, **{"2_3": "Kind and clear."})
    pair.press(kit, "Yes")
    pair.review(kit)
    pair.press(kit, "Hand in")
    pair.shows(lee, "What the worker learns from it", "1 of 3")
    done(lee.click("Earlier parts", on=pair.card(lee)))
    done(lee.click("Next page"))
    assert all(words in lee.view().plain for words in ("Very capable.", "Read about anchors."))  # type: ignore[union-attr]
    lee.close()
    pair.write(lee, **{"1_4": "To take more time."})
    for person in (kit, lee):
        pair.press(person, "Sign")
        pair.day(person)
        pair.press(person, "Hand in")
    for person in (kit, lee):
        pair.shows(person, "At the next supervision", "1 of 3")
    pair.day(kit)
    pair.shows(lee, "Kit Briar's answer: Wed 25 Nov 2026.")
    pair.write(kit, **{"own-views": "Agrees with it."})
    pair.press(kit, "Yes")
    pair.press(kit, "Hand in")
    for person in (kit, lee):
        pair.shows(person, "Submitted ", "1 action")
    done(lee.open_home())
    thornmere.slack.wait(lambda: "Practice observation" in str(lee.home()).partition("Shared with you")[2])
    done(lee.slash("/qa actions"))
    assert "Read about anchors." in lee.view().plain  # type: ignore[union-attr]


def test_audits_together_and_the_next_one_begins_with_what_was_agreed(thornmere: ThornmereTown) -> None:
    for words, worker, more in (
        ("practice standards", "Lee Hawthorn", {"own-safeguarding": "No"}),
        ("therapy standards", "Drew Alder", {}),
    ):
        pair = Pair(thornmere, worker)
        kit, other = pair.kit, pair.worker
        header = {"H3": "A4-7K", "own-transferred": "No", **more}
        pair.begin(words, **header)
        pair.write(kit, **{"1": "Clear and recent."})
        pair.shows(other, "Kit Briar's answer: 3 words.")
        pair.press(other, "Next")
        done(kit.click("words/0", on=pair.card(kit)))
        pair.shows(other, "Kit Briar is writing this one.")
        kit.close()
        pair.shows(other, "[Write your answer]")
        pair.review(kit)
        pair.press(kit, "Back to questions")
        thornmere.slack.settled()
        pair.press(kit, "Agree an action")
        kit.fill({"words": "Read about anchors."})
        done(kit.submit())
        pair.review(kit)
        pair.press(kit, "Hand in")
        pair.shows(kit, f"Waiting for {worker}'s part, “May it be shared?”")
        pair.review(other)
        pair.press(other, "Hand in")
        for person in (kit, other):
            pair.shows(person, "Submitted ", "1 action")
        pair.begin(words, **header)
        pair.shows(kit, "Since last time", "1 of ", "1 action agreed last time")
        done(kit.click("words/0", on=pair.card(kit)))
        assert f"Read about anchors. · {worker}, by " in kit.view().plain  # type: ignore[union-attr]
        kit.close()
