"""The stories of the guide, played with the real bot: each step is ticked by doing what it says.

One council for all of them, since each is about other people or other forms. The calendar is moved last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.playground.driver import Act, Message, Person, View
from tests.slack.test_run_record import fetched, with_file
from tests.slack.town import CLOCK, done
from tests.thornmere import ThornmereTown, thornmere_town, wait_for_the_morning

LIST = ("D7-1M", "F3-5J", "F4-8W", "K2-8W", "K3-6Q", "K5-2P")


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
        page = self.look(self.person("pip"))
        return [int(number) for number in re.findall(rf'id="step-{story}-(\d+)" class="step done"', page)]

    def shows(self, who: Person, *words: str) -> Message:
        """The newest message, once it says all this."""
        self.town.slack.wait(lambda: who.dm() and all(each in who.card().plain for each in words))
        return who.card()

    def form(self, who: Person, *words: str) -> View:
        """The form that is open, once it says all this."""

        def saying() -> View | None:
            view = who.view()
            return view if view and all(each in view.plain for each in words) else None

        found = self.town.slack.wait(saying)
        assert found
        return found

    def press(self, who: Person, name: str, *words: str) -> None:
        done(who.click(name, on=who.card()))
        self.shows(who, *words)


@pytest.fixture(scope="module")
def player(shared_path: Path) -> Iterator[Player]:
    with thornmere_town(f"sqlite:///{shared_path}", CLOCK, shared_path.parent) as town:
        wait_for_the_morning(town)
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
    seen = home.plain.partition("Your people")[2].partition("Your days")[0]
    assert "CAF self-check · done" in seen
    assert "[" not in seen.replace("[⋯]", "")  # which is about days and meetings
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


def test_a_supervisor_draws_a_sample_and_begins_with_it(player: Player) -> None:
    sam = player.person("sam")
    player.look(sam)
    done(sam.slash("/qa sample quarterly"))
    player.form(sam, "Which CAFs has this practitioner finished in this quarter?")
    sam.fill({"Whose records?": "Ade Fernhill", "list": "\n".join(LIST), "report": "Finished CAFs", "rows": "6"})
    done(sam.submit())
    drawn = player.form(sam, "Quarterly sample · Ade Fernhill", "of your report, in its order")
    assert player.ticked("sample") == [1, 2, 3]
    (reference,) = [each for each in LIST if each in drawn.plain]
    done(sam.click("Start: CAF supervisor check", on=drawn))
    form = player.form(sam, "Which CAFs did you look at?")
    assert f"[{reference}]" in form.plain
    sam.fill({"own-reason": "Quarterly sample of finished CAFs"})
    done(sam.submit())
    player.shows(sam, "CAF supervisor check · Ade Fernhill", "1 of 10")
    assert player.ticked("sample") == [1, 2, 3, 4, 5]


def test_a_manager_sees_the_figures_opens_one_and_shares_them(player: Player) -> None:
    robin, sam, place = player.person("robin"), player.person("sam"), "children-and-families"
    player.look(robin)
    done(robin.slash("/qa summary", channel=place))
    seen = summary(player, robin, "Children and Families · Oct–Dec 2026")
    done(robin.click("Break down", on=seen))
    form = player.form(robin, "Which figure?", "All checks", "By team:")
    done(robin.choose("Which figure?", "CAF line manager and supervisor checklist", on=form))
    player.form(robin, "Quarterly sample (CAF-4)")
    robin.close(all=True)
    assert player.ticked("summary") == [1, 2, 3]
    done(robin.choose("Period", "Last quarter: Jul–Sep 2026", on=seen))
    done(robin.click("Post here", on=summary(player, robin, "Children and Families · Jul–Sep 2026")))
    assert player.ticked("summary") == [1, 2, 3, 4, 5]
    player.town.slack.wait(lambda: sam.channel(place), timeout=20)
    (posted,) = sam.channel(place)
    assert "Posted by Robin Ashdown" in posted.plain
    assert "Ade" not in posted.plain + posted.text
    player.look(sam, posted.channel)
    assert player.ticked("summary") == [1, 2, 3, 4, 5, 6]


def summary(player: Player, who: Person, heading: str) -> Message:
    """The newest preview, once it is headed so."""

    def newest() -> Message | None:
        found = [there for there in who.ephemerals("children-and-families") if heading in there.plain]
        return found[-1] if found else None

    shown = player.town.slack.wait(newest)
    assert shown
    return shown


def test_the_quarterly_report_is_written_and_comes_as_a_file(player: Player) -> None:
    wren = player.person("wren")
    player.look(wren)
    done(wren.slash("/qa report"))
    listed = player.form(wren, "Quarterly quality report", "Jul–Sep 2026 · was due Fri 30 Oct")
    (row,) = [control for control in listed.controls if control["value"] == "R-ADU-1 -"]
    done(wren.use("press", row, listed.place))
    player.form(wren, "Quarterly quality report · Whole organisation · Jul–Sep 2026")
    done(wren.click("Write"))
    wren.fill({"words": "Audits began late, since the first list came late."})
    done(wren.submit())
    player.form(wren, "Audits began late")
    assert player.ticked("report") == [1, 2, 3, 4]
    done(wren.click("Get it as a PDF"))
    assert player.ticked("report") == [1, 2, 3, 4, 5]
    wren.close(all=True)
    message = player.town.slack.wait(lambda: with_file(wren), timeout=20)
    assert message
    assert message.files[0]["name"].startswith("quarterly-quality-report")
    assert fetched(message).startswith(b"%PDF")


def test_the_quarters_end_comes_and_everybody_is_told(player: Player) -> None:
    sam, robin = player.person("sam"), player.person("robin")
    player.town.slack.ask("calendar", to="2026-12-31")
    player.look(sam)
    told = player.shows(sam, "Good morning Sam", "Quarterly sample · Tam Elder\ndue today")
    player.look(sam)
    done(sam.choose("due-more/3", "Why is this due?", on=told))
    player.town.slack.wait(lambda: (view := sam.view()) and view.title == "Why is this due?")
    assert player.ticked("quarter")[:4] == [1, 2, 3, 4] and 6 not in player.ticked("quarter")
    player.shows(robin, "Good morning Robin", "Of your people, past its date")
    player.look(robin)
    assert player.ticked("quarter") == [1, 2, 3, 4, 5, 6]
