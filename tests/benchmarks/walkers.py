"""Two hundred people walk through their checks at once in a playground that holds the bot to Slack's rates.

Everybody reads their card and presses something on it every few seconds, always the same for the same seed.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.delivery.drawing import draw
from bot.domain.messages import CARD, Owed
from bot.domain.values import Value
from bot.handlers.claims import claim_of
from bot.playground.driver import Act, Driver, Message
from bot.playground.settings import Settings as Slack
from bot.storage.answers import load_answers
from tests.benchmarks.clicks import p99
from tests.benchmarks.crowd import Crowd, crowd
from tests.benchmarks.report import Row, Target
from tests.benchmarks.servers import bot, bot_settings, server, wait_open

PEOPLE, SECONDS, LONGEST = 200, 45.0, 3.0
BETWEEN = (2.0, 6.0)
MANIFEST = Path(__file__).parents[2] / "manifest.yaml"
_SEED = 20261123
_MOSTLY = ("answer",) * 10 + ("back", "leave")


@dataclass
class Walker:
    """One person with one check."""

    run: str
    user: str
    slack: Driver
    chance: random.Random
    between: tuple[float, float] = BETWEEN
    acts: list[Act] = field(default_factory=list)
    given: dict[str, Value] = field(default_factory=dict)

    def walk(self, until: float) -> None:
        person = self.slack.person(self.user)
        self._think(until, shortest=0)
        while time.monotonic() < until:
            card = person.card()
            action = self._choice(card)
            act = person.use("press", action, card.place)
            self.acts.append(act)
            if act.acked and action["action_id"].startswith("answer/"):
                claim = claim_of(action)
                self.given[claim.item] = claim.value
            self._think(until, self.between[0])

    def _think(self, until: float, shortest: float) -> None:
        time.sleep(max(0.0, min(self.chance.uniform(shortest, self.between[1]), until - time.monotonic())))

    def _choice(self, card: Message) -> dict[str, Any]:
        """A button of the card; not the no of a question that asks for a note then."""
        verb = self.chance.choice(_MOSTLY)
        there = [button for button in _buttons(card) if button["text"]["text"] != "No"]
        wanted = [button for button in there if button["action_id"].startswith(f"{verb}/")]
        return self.chance.choice(wanted or there)


def _buttons(card: Message) -> list[dict[str, Any]]:
    return [
        {**element, "block_id": block["block_id"]}
        for block in card.blocks
        for element in block.get("elements", [])
        if element["type"] == "button"
    ]


def row(folder: Path, people: int = PEOPLE, seconds: float = SECONDS, between: tuple[float, float] = BETWEEN) -> Row:
    with _town(folder, people) as (slack, there):
        walkers = [
            Walker(run, worker.user, slack, random.Random(_SEED + number), between)  # noqa: S311
            for number, (run, worker) in enumerate(there.workers.items())
        ]
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(people) as pool:
            list(pool.map(lambda walker: walker.walk(until), walkers))
        slack.settled(timeout=30, quiet=1.0)
        return _row(slack, there, walkers)


@contextmanager
def _town(folder: Path, people: int) -> Iterator[tuple[Driver, Crowd]]:
    """A playground with the bot in it; every card stands."""
    folder.mkdir(parents=True, exist_ok=True)
    emails = [f"w{n}@example.org" for n in range(people)]
    names = [{"name": f"Worker {n}", "email": email, "kind": "member"} for n, email in enumerate(emails)]
    (folder / "scene.json").write_text(json.dumps({"people": names}))
    begin = (
        "bot.playground",
        "serve",
        "--scene",
        str(folder / "scene.json"),
        "--manifest",
        str(MANIFEST),
        "--port",
        "0",
    )
    with ExitStack() as stack:
        playground = stack.enter_context(server(*begin))
        slack = Driver(f"http://127.0.0.1:{playground.port}")
        accounts = {person["id"]: person["dm"] for person in slack.people()}
        there = stack.enter_context(crowd(folder, accounts, people, dict(zip(accounts, emails, strict=True))))
        tokens = {"SLACK_APP_TOKEN": Slack().app_token, "SLACK_SIGNING_SECRET": ""}
        wait_open(stack.enter_context(bot(bot_settings(there, f"{slack.url}/api/") | tokens, folder / "bot.log")))
        slack.wait(lambda: len(slack.calls("chat.postMessage")) >= people, timeout=60)
        slack.settled()
        yield slack, there


def _row(slack: Driver, there: Crowd, walkers: list[Walker]) -> Row:
    acts = [act for walker in walkers for act in walker.acts]
    took, asked = sorted(act.took for act in acts), _asked(slack)
    targets = (
        Target("longest", took[-1], LONGEST, " s"),
        Target("clicks not acknowledged", sum(not act.acked or act.warned for act in acts), 0),
        Target("answers lost", sum(_lost(there, walker) for walker in walkers), 0),
        Target("cards that show something else", sum(not _is_true(there, walker) for walker in walkers), 0),
        Target("limits broken", len(slack.breaches()), 0),
        Target("calls refused for their rate", asked["refused"], 0),
    )
    middle = took[len(took) // 2]
    details = (
        f"{len(acts):,} clicks; ms: p50 {middle * 1000:.0f}, p99 {p99(took) * 1000:.0f}, longest {took[-1] * 1000:.0f}",
        f"{sum(len(walker.given) for walker in walkers):,} answers looked up in the database afterwards",
        f"cards redrawn by response_url {asked['response_url']:,} times, by chat.update {asked['chat.update']:,}",
    )
    return Row(f"{len(walkers)} people at once", "Everybody presses something every few seconds.", targets, details)


def _asked(slack: Driver) -> Counter[str]:
    """How often each method was called, and how many calls were one too many."""
    calls = slack.calls()
    return Counter(call["method"] for call in calls) + Counter(refused=sum(call.get("status") == 429 for call in calls))


def _lost(there: Crowd, walker: Walker) -> int:
    with there.office.store.look() as uow:
        kept = {item: answer.value for item, answer in load_answers(uow, walker.run).items()}
    return sum(kept.get(item) != value for item, value in walker.given.items())


def _is_true(there: Crowd, walker: Walker) -> bool:
    """One card, and it shows what the database holds."""
    person, now = there.workers[walker.run].person, there.office.store.clock.instant()
    owed = Owed("", CARD, person, walker.run, None, None, None, None, 0, may_stand=False, leased_until=now)
    drawn, shown = draw(there.office, owed).message, walker.slack.person(walker.user).dm()
    return len(shown) == 1 and shown[0].text == drawn.text and _plainly(shown[0].blocks) == _plainly(drawn.blocks)


def _plainly(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what Slack adds by itself: names of blocks that have none."""
    return [{key: value for key, value in block.items() if key != "block_id"} for block in blocks]
