"""How far the stories have come: what happens in this Slack ticks their steps off. What they are is in stories.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.playground.refusal import Mistake
from bot.playground.settings import Json
from bot.playground.stories import Step, Story

Progress = dict[str, dict[str, int]]


@dataclass(frozen=True)
class StepTold:
    """A step as the panel shows it to somebody."""

    say: str
    done: bool
    # What is left of a step that has to be done several times, such as "1 of 3".
    so_far: str
    # Whom one has to become for it, by id; empty where that is not needed.
    become: str


@dataclass(frozen=True)
class StoryTold:
    id: str
    title: str
    about: str
    steps: tuple[StepTold, ...]

    @property
    def count(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def done(self) -> bool:
        return self.count == len(self.steps)

    @property
    def begun(self) -> bool:
        return self.count > 0

    @property
    def current(self) -> int:
        """The place of the first step that is not done."""
        return next((place for place, step in enumerate(self.steps) if not step.done), -1)


@dataclass
class Guide:
    stories: tuple[Story, ...]
    # How often each step has happened: story -> what the step says -> times. Kept in the world.
    progress: Progress
    changed: Callable[[], None]

    def happened(self, kind: str, who: str = "", words: str = "") -> None:
        """Something that steps may wait for; counted in every story, whichever is unfolded."""
        self._count((story, step) for story, step in self._all_steps() if step.is_met(kind, who, words))

    def _all_steps(self) -> Iterator[tuple[Story, Step]]:
        return ((story, step) for story in self.stories for step in story.steps)

    def _count(self, met: Iterable[tuple[Story, Step]]) -> None:
        for story, step in list(met):
            if not self._is_done(story, step):
                self.progress.setdefault(story.id, {})[step.say] = self._times(story, step) + 1
                self.changed()

    def _times(self, story: Story, step: Step) -> int:
        return self.progress.get(story.id, {}).get(step.say, 0)

    def _is_done(self, story: Story, step: Step) -> bool:
        return self._times(story, step) >= step.times

    def looked(self, who: str, words: Callable[[], str]) -> None:
        """Somebody's page was looked at. Its words are read only when a step waits for some.

        What stood there by chance before the steps that lead to it does not count.
        """
        self.happened("became", who)
        waiting = [(story, step) for story, step in self._all_steps() if self._waits_to_be_seen(story, step, who)]
        if waiting:
            seen = words()
            self._count((story, step) for story, step in waiting if step.is_met("sees", who, seen))

    def _waits_to_be_seen(self, story: Story, step: Step, who: str) -> bool:
        earlier = story.steps[: story.steps.index(step)]
        is_next = all(self._is_done(story, one) for one in earlier) and not self._is_done(story, step)
        return is_next and step.who in ("", who) and any(each.kind == "sees" for each in step.when)

    def delivered(self, kind: str, payload: Json, answer: object) -> None:
        """Something that a person did and that the bot has taken."""
        if kind == "slash_commands" and "command" in payload:
            self.happened("command", payload["user_id"], f"{payload['command']} {payload['text']}".strip())
        elif payload.get("type") == "block_actions":
            for action in payload["actions"]:
                self.happened("pressed", payload["user"]["id"], action["action_id"])
        elif payload.get("type") == "view_submission" and not _sent_back(answer):
            self.happened("submitted", payload["user"]["id"], payload["view"].get("callback_id", ""))
        elif payload.get("event", {}).get("type") == "app_home_opened":
            self.happened("opened", payload["event"]["user"], payload["event"]["tab"])

    def again(self, story: str) -> None:
        if story not in [each.id for each in self.stories]:
            raise Mistake(f"There is no story {story!r}.")
        self.progress.pop(story, None)
        self.changed()

    def told(self, who: str) -> list[StoryTold]:
        """Every story as this person's panel shows it."""
        return [
            StoryTold(story.id, story.title, story.about, tuple(self._told(story, step, who) for step in story.steps))
            for story in self.stories
        ]

    def _told(self, story: Story, step: Step, who: str) -> StepTold:
        times = min(self._times(story, step), step.times)
        so_far = f"{times} of {step.times}" if step.times > 1 else ""
        return StepTold(step.say, times >= step.times, so_far, step.by if step.by not in ("", who) else "")


def _sent_back(answer: object) -> bool:
    """The bot found something wrong in the form, so it is not submitted yet."""
    return isinstance(answer, dict) and answer.get("response_action") == "errors"
