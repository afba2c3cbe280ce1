"""Stories: how they are read and refused, how what happens ticks them off, and how the panel shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.playground.driver import Driver, Person
from bot.playground.server import Playground
from bot.playground.settings import Json, Settings
from bot.playground.stories import StoryError, read_stories
from bot.playground.world import World, first_world
from tests.playground.tiny import MANIFEST, PEOPLE, QUICK, Tiny, card, over_socket

STORY: Json = {
    "id": "first",
    "title": "Ask for a card",
    "about": "It takes a moment.",
    "steps": [
        {"say": "Be Ade.", "when": {"became": "ade"}},
        {"say": "Type `/tiny start`.", "who": "ade", "when": {"command": "/tiny start"}},
        {"say": "Press *Yes* twice.", "who": "ade", "when": {"pressed": "answer/", "times": 2}},
        {"say": "See it.", "who": "ade", "when": {"sees": "plan  Up to"}},
    ],
}
MORE: Json = {
    "id": "more",
    "title": "And more",
    "about": "All the rest.",
    "steps": [
        {"say": "Home or form.", "who": "jo", "when": {"any": [{"opened": "home"}, {"submitted": ""}]}},
        {"say": "Reload.", "when": {"reloaded": True}},
        {"say": "Restart.", "when": {"bot_restarted": True}},
        {"say": "Inspect.", "when": {"opened_inspector": True}},
    ],
}
TOLD = replace(QUICK, stories=(STORY, MORE))


class Told:
    """A playground with stories, the app in it, and the panel as text."""

    def __init__(self, playground: Playground, tiny: Tiny) -> None:
        self.slack, self.tiny = Driver(playground.url), tiny
        self.ade, self.jo = self.slack.person("ade"), self.slack.person("jo")

    def look(self, who: Person, place: str = "messages") -> str:
        with urlopen(f"{self.slack.url}/as/{who.id}/{place}") as response:  # noqa: S310
            page: str = response.read().decode()
        return page

    def panel(self, who: Person | None = None) -> str:
        """As Sam looks, whom no story waits for."""
        page = self.look(who or self.slack.person("sam"))
        return page[page.index('id="guide"') : page.index("</aside>")]

    def ticked(self) -> list[str]:
        """What the steps say that are done, in order, as the page marks them."""
        steps = re.findall(r'<li[^>]*class="step done".*?<span class="say">(.*?)</span>', self.panel(), re.DOTALL)
        return [re.sub(r"<[^>]+>", "", step) for step in steps]


@contextmanager
def telling(settings: Settings) -> Iterator[Told]:
    with ExitStack() as stack:
        playground = stack.enter_context(Playground(settings))
        tiny = Tiny(playground.api_url, settings)
        stack.enter_context(over_socket(tiny, playground.api_url, settings))
        told = Told(playground, tiny)
        told.slack.wait(told.slack.connections)
        yield told


@pytest.fixture
def told() -> Iterator[Told]:
    with telling(TOLD) as told:
        yield told


def test_each_step_is_ticked_when_it_happens(told: Told) -> None:
    assert told.ticked() == []
    told.look(told.ade)
    assert told.ticked() == ["Be Ade."]
    told.jo.slash("/tiny start")
    assert told.ticked() == ["Be Ade."]
    told.ade.slash("/tiny start")
    assert told.ticked() == ["Be Ade.", "Type /tiny start."]
    told.ade.click("Yes")
    assert "1 of 2" in told.panel()
    told.ade.click("Yes")
    assert told.ticked() == ["Be Ade.", "Type /tiny start.", "Press Yes twice."]
    told.look(told.ade)
    assert "Ask for a card" in told.panel()
    assert len(told.ticked()) == 4


def test_words_count_as_seen_only_where_they_were_looked_at(told: Told) -> None:
    walk_up_to_the_last_step(told)
    told.tiny.client.chat_postMessage(channel=told.jo.id, **card("Is the plan up to date?"))
    told.look(told.jo)
    told.tiny.client.chat_postMessage(channel=told.ade.id, **card("Is the plan up to date?"))
    told.look(told.ade, "about")
    assert "See it." not in told.ticked()
    told.look(told.ade)
    assert "See it." in told.ticked()


def walk_up_to_the_last_step(told: Told) -> None:
    told.look(told.ade, "about")
    told.ade.slash("/tiny start")
    for _ in range(2):
        told.ade.click("Yes")
    assert len(told.ticked()) == 3


def test_words_seen_by_chance_before_the_steps_that_lead_to_them_do_not_count(told: Told) -> None:
    told.tiny.client.chat_postMessage(channel=told.ade.id, **card("Is the plan up to date?"))
    told.look(told.ade)
    assert told.ticked() == ["Be Ade."]


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (lambda told: told.jo.open_home(), "Home or form."),
        (lambda told: told.ade.reload(), "Reload."),
        (lambda told: urlopen(f"{told.slack.url}/inspector").close(), "Inspect."),  # noqa: S310
    ],
)
def test_what_else_can_happen(told: Told, happens: Callable[[Told], object], said: str) -> None:
    assert said not in told.ticked()
    happens(told)
    assert told.ticked() == [said]


def test_a_form_counts_once_the_bot_has_taken_it(told: Told) -> None:
    told.tiny.answers = [{"response_action": "errors", "errors": {"note": "Say more."}}]
    told.jo.slash("/tiny form")
    told.jo.fill({"Note": "hm"})
    told.jo.submit()
    assert told.ticked() == []
    told.jo.submit()
    assert told.ticked() == ["Home or form."]


def test_what_the_bot_takes_late_counts_once_it_has_it(told: Told) -> None:
    told.slack.delivery("late", seconds=3.0)
    assert told.ade.slash("/tiny start").warned
    assert told.ticked() == []
    told.slack.wait(lambda: told.ticked() == ["Type /tiny start."])


def test_a_bot_that_takes_its_time_is_counted_when_it_has_answered() -> None:
    slowly = {**STORY, "steps": [{"say": "Wait.", "when": {"command": "/tiny slow"}}]}
    with telling(replace(QUICK, stories=(slowly,))) as told:
        assert told.ade.slash("/tiny slow").warned
        assert told.ticked() == []
        told.tiny.hold.set()
        told.slack.wait(lambda: told.ticked() == ["Wait."])


@pytest.mark.parametrize(("kind", "more"), [("duplicate", {}), ("late", {"seconds": 0.7})])
def test_one_press_counts_once_however_it_was_delivered(kind: str, more: Json) -> None:
    twice = {**STORY, "steps": [{"say": "Twice.", "when": {"pressed": "answer/", "times": 2}}]}
    with telling(replace(QUICK, stories=(twice,))) as told:
        told.ade.slash("/tiny start")
        told.slack.delivery(kind, **more)
        told.ade.click("Yes")
        told.slack.wait(lambda: "1 of 2" in told.panel())
        told.slack.settled()
        assert "1 of 2" in told.panel()


def test_an_event_that_was_late_and_was_sent_again_counts_once() -> None:
    twice = {**STORY, "steps": [{"say": "Twice.", "when": {"opened": "home", "times": 2}}]}
    with telling(replace(QUICK, stories=(twice,))) as told:
        told.slack.delivery("late", seconds=1.8)
        told.ade.open_home()
        told.slack.wait(lambda: len(told.tiny.seen) == 2 and "1 of 2" in told.panel())
        told.slack.settled()
        assert "1 of 2" in told.panel()


def test_a_bot_that_went_away_and_came_back_is_noticed() -> None:
    with ExitStack() as stack:
        playground = stack.enter_context(Playground(TOLD))
        tiny = Tiny(playground.api_url, TOLD)
        told = Told(playground, tiny)
        for _ in range(2):
            assert told.ticked() == []
            with over_socket(tiny, playground.api_url, TOLD):
                told.slack.wait(told.slack.connections)
                if told.slack.connected() == 2:
                    assert told.ticked() == ["Restart."]
            told.slack.wait(lambda: told.slack.connections() == 0)


def test_the_panel_shows_whose_turn_it_is_and_how_far_a_story_is(told: Told) -> None:
    panel = told.panel(told.jo)
    assert "0 of 4" in panel
    assert f'href="/as/{told.ade.id}/messages"' in panel
    assert "Become Ade Fernhill" in panel
    assert "Become Ade" not in told.panel(told.ade)
    assert "1 of 4" in told.panel(told.ade)


def test_a_story_that_is_done_says_so_and_the_next_unfolds(told: Told) -> None:
    assert re.search(r'id="story-first"[^>]* open', told.panel())
    told.look(told.ade)
    told.ade.slash("/tiny start")
    told.ade.click("Yes", times=2)
    told.look(told.ade)
    panel = told.panel()
    assert "Done" in panel
    assert not re.search(r'id="story-first"[^>]* open', panel)
    assert re.search(r'id="story-more"[^>]* open', panel)


def test_a_story_can_be_started_again(told: Told) -> None:
    told.look(told.ade)
    told.slack.ask("start-story", story="first")
    assert told.ticked() == []
    with pytest.raises(LookupError, match="no story"):
        told.slack.ask("start-story", story="other")


def test_ticks_outlast_a_restart(tmp_path: Path) -> None:
    kept = replace(TOLD, state=tmp_path / "slack.json")
    with telling(kept) as told:
        told.look(told.ade)
    with telling(kept) as told:
        assert told.ticked() == ["Be Ade."]


def test_a_playground_without_stories_has_an_empty_panel() -> None:
    with telling(QUICK) as told:
        assert "There is nothing to try here yet." in told.panel()


WORLD: World = first_world(Settings(people=PEOPLE, manifest=MANIFEST))


def wrong(**changes: object) -> Json:
    return {**STORY, **changes}


def step(**given: object) -> Json:
    return wrong(steps=[{"say": "Do it.", **given}])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["first"], "Story 1 is not a mapping"),
        ([{"id": "x"}], "Story 1 has no “title”"),
        ([wrong(note="x")], "Story 1 has “note”, which means nothing here"),
        ([wrong(id=3)], "Story 1: “id” is words, not 3"),
        ([wrong(steps=[])], "Story “first”: “steps” is a list"),
        ([STORY, STORY], "Two stories have the id “first”"),
        ([wrong(steps=[STORY["steps"][0]] * 2)], "two steps say “Be Ade.”"),
        (
            [step(when={"presed": "x"})],
            "Story “first”, step 1: nothing is called “presed”. There are: command, pressed",
        ),
        ([step(when="pressed")], "“when” names one thing"),
        ([step(when={"pressed": "x", "sees": "y"})], "a condition is one thing that happens"),
        ([step(when={"pressed": "x", "times": 0})], "“times” is a whole number from 1 to 100, not 0"),
        ([step(when={"any": []})], "“any” is a list of conditions"),
        ([step(when={"any": [{"pressed": "x", "times": 2}]})], "a condition is one thing that happens"),
        ([step(when={"reloaded": "yes"})], "“reloaded” is true or is left out, not 'yes'"),
        ([step(when={"became": "zoe"})], "there is nobody called “zoe”"),
        ([step(who="zoe", when={"reloaded": True})], "there is nobody called “zoe”"),
        ([step(when={"opened": "attic"})], "“attic” cannot be opened. There is: home"),
        ([step(when={"command": "tiny"})], "a command begins with a slash"),
        ([step(when={"sees": " "})], "“sees” is words, not ' '"),
    ],
)
def test_a_wrong_story_is_refused_with_words(given: list[Json], words: str) -> None:
    with pytest.raises(StoryError, match=re.escape(words)):
        read_stories(given, WORLD)


def test_a_server_with_a_wrong_story_does_not_start() -> None:
    with pytest.raises(StoryError, match="Story 1 has no"):
        Playground(replace(QUICK, stories=({"id": "x"},))).start()
