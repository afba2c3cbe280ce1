"""The stories of the guide, played with the real bot: each step is ticked by doing what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.request import urlopen

import pytest

from bot.playground.driver import Act, Message, Person
from tests.slack.town import done
from tests.thornmere import ThornmereTown, thornmere_town


@dataclass(frozen=True)
class Player:
    """Somebody who follows the guide: looks at people's pages and does what the steps say."""

    town: ThornmereTown

    def person(self, name: str) -> Person:
        return self.town.slack.person(f"{name}@example.org")

    def look(self, who: Person, place: str = "messages") -> str:
        with urlopen(f"{self.town.slack.url}/as/{who.id}/{place}") as response:  # noqa: S310
            page: str = response.read().decode()
        return page

    def ticked(self, story: str) -> list[int]:
        """The numbers of the steps that are done, as the page marks them for somebody whom no step waits for."""
        page = self.look(self.person("robin"))
        return [int(number) for number in re.findall(rf'id="step-{story}-(\d+)" class="step done"', page)]

    def shows(self, who: Person, *words: str) -> Message:
        """The newest message, once it says all this."""
        self.town.slack.wait(lambda: who.dm() and all(each in who.card().plain for each in words))
        return who.card()

    def press(self, who: Person, name: str, *words: str) -> None:
        done(who.click(name, on=who.card()))
        self.shows(who, *words)


@pytest.fixture
def player(sqlite_address: str) -> Iterator[Player]:
    with thornmere_town(sqlite_address) as town:
        ade = town.slack.person("ade@example.org")
        town.slack.wait(lambda: "F4-8W" in ade.transcript(), timeout=20)
        town.slack.settled()
        yield Player(town)
        assert town.slack.breaches() == []


def begin(player: Player, ade: Person) -> None:
    done(ade.slash("/qa start self-check"))
    assert player.ticked("interrupted") == [1, 2]
    ade.fill({"subject": "K9-4R", "own-experience": "I am experienced"})
    done(ade.submit())
    player.shows(ade, "CAF self-check · K9-4R", "1 of 27")
    assert player.ticked("interrupted") == [1, 2, 3]


def answer_three(player: Player, ade: Person) -> None:
    for number in (2, 3, 4):
        player.press(ade, "Yes", f"{number} of 27")


def hand_in(player: Player, ade: Person) -> None:
    done(ade.choose("⋯", "Review what is done", on=ade.card()))
    player.shows(ade, "Review · 3 of 27 done")
    player.press(ade, "Submit", "Submitted", "K9-4R")


def test_a_check_is_answered_and_interrupted(player: Player) -> None:
    ade = player.person("ade")
    assert player.ticked("interrupted") == []
    player.look(ade)
    begin(player, ade)
    answer_three(player, ade)
    assert player.ticked("interrupted") == [1, 2, 3, 4]
    ade.reload()
    assert player.ticked("interrupted") == [1, 2, 3, 4, 5]
    done(ade.open_home())
    player.town.slack.wait(lambda: (home := ade.home()) and "K9-4R · 3 of 27" in home.plain)
    done(carry_on(ade))
    assert player.ticked("interrupted") == [1, 2, 3, 4, 5, 6]
    player.shows(ade, "K9-4R", "4 of 27")
    ade.close()
    hand_in(player, ade)
    assert player.ticked("interrupted") == [1, 2, 3, 4, 5, 6, 7]
    done(ade.click("See my answers", on=ade.card()))
    assert player.ticked("interrupted") == [1, 2, 3, 4, 5, 6, 7, 8]


def carry_on(ade: Person) -> Act:
    return ade.click("resume/0", on=ade.home())


def test_the_supervisor_sees_that_it_was_done_and_no_answers(player: Player) -> None:
    sam = player.person("sam")
    player.look(sam)
    assert player.ticked("supervisor") == [1]
    done(sam.open_home())
    player.town.slack.wait(lambda: (home := sam.home()) and "Your people" in home.plain)
    assert player.ticked("supervisor") == [1, 2]
    player.look(sam, "home")
    assert player.ticked("supervisor") == [1, 2, 3]
    home = sam.home()
    assert home
    seen = home.plain.partition("Your people")[2].partition("Who can help")[0]
    assert "CAF self-check · done" in seen
    assert "[" not in seen
    assert "F3-5J" not in home.plain
    done(sam.slash("/qa resume"))
    assert player.ticked("supervisor") == [1, 2, 3, 4]
    player.town.slack.settled()
    assert "self-check" not in "".join(message.plain for message in [*sam.dm(), *sam.ephemerals()])


def test_what_was_agreed_is_followed_up(player: Player) -> None:
    sam = player.person("sam")
    player.look(sam)
    done(sam.slash("/qa actions"))
    done(sam.click("openaction/0"))
    assert player.ticked("actions") == [1, 2, 3]
    done(sam.click("Mark as done"))
    sam.fill({"What was done, and how does it show?": "Set up, and tried out with Ade"})
    done(sam.submit())
    assert player.ticked("actions") == [1, 2, 3, 4]


def test_two_people_fill_in_one_check_in_turns(player: Player) -> None:
    kit, drew = player.person("kit"), player.person("drew")
    player.look(kit)
    done(kit.slash("/qa start practice observation"))
    kit.fill({"subject": "Drew Alder", "H3": "2026-11-20", "own-role": "Team manager", "own-setting": "Home visit"})
    done(kit.submit())
    player.shows(kit, "Practice observation · Drew Alder")
    hand_in_the_part(player, kit, "Waiting for Drew Alder's part")
    assert player.ticked("turns") == [1, 2, 3]
    player.look(drew)
    player.shows(drew, "It is your turn: Practice observation")
    done(drew.click("Write your answer"))
    drew.fill({"1.1": "I want to be observed listening."})
    done(drew.submit())
    assert player.ticked("turns") == [1, 2, 3, 4, 5]
    drew.close(all=True)
    hand_in_the_part(player, drew, "Practice observation")
    assert player.ticked("turns") == [1, 2, 3, 4, 5, 6]


def hand_in_the_part(player: Player, who: Person, *words: str) -> None:
    done(who.choose("⋯", "Review what is done"))
    done(who.click("Hand in"))
    player.shows(who, *words)


def test_a_date_is_recorded_and_looked_at(player: Player) -> None:
    lin = player.person("lin")
    player.look(lin)
    done(lin.slash("/qa record medical FC-0141 yesterday"))
    done(lin.submit())
    assert player.ticked("dates") == [1, 2, 3]
    lin.close(all=True)
    done(lin.slash("/qa record FC-0141"))
    player.town.slack.wait(lambda: (view := lin.view()) and "Medical" in view.plain)
    assert player.ticked("dates") == [1, 2, 3, 4]
