"""`/qa summary` as its reader knows it: from the command in a channel until the preview stands there.

The real bot and a playground, each a process of its own, on a database that is large already.
"""

import json
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.flows.due.looking import schedules_of
from bot.flows.office import Office
from bot.playground.driver import Driver, Person
from bot.playground.settings import Settings as Slack
from bot.storage.calendar import record_turned
from bot.storage.followed import load_followed, record_followed
from bot.storage.store import Uow
from bot.storage.tables import people as tables
from tests.benchmarks.crowd import hire
from tests.benchmarks.report import Row, Target
from tests.benchmarks.servers import Server, bot, server, wait_open
from tests.benchmarks.walkers import MANIFEST
from tests.council import START, add
from tests.thornmere import CHECKLISTS

SECONDS, MOST_LEFT = 1.0, 6.0
_AGAIN = 20
_LONG = 120.0
_LEAD = {"name": "Lead", "email": "lead@example.org", "kind": "member"}
_CHANNEL = "general"


@dataclass(frozen=True)
class _Desk:
    """A QA lead before their screen, and the bot that answers."""

    lead: Person
    bot: Server

    def ask(self, words: str) -> float:
        """Seconds from typing it until one more preview stands there, be it in the channel or, late, beside it."""
        before, began = self._previews(), time.perf_counter()
        self.lead.slash(f"/qa summary {words}", _CHANNEL)
        self.lead.slack.wait(lambda: self._previews() > before, timeout=_LONG)
        return time.perf_counter() - began

    def _previews(self) -> int:
        seen = [*self.lead.ephemerals(_CHANNEL), *self.lead.dm()]
        return sum(any(block["type"] == "header" for block in message.blocks) for message in seen)


def row(name: str, address: str, office: Office, folder: Path, rounds: int) -> Row:
    """The bot holds a little more with each kind of summary it meets; after that, nothing more."""
    with _desk(address, office, folder) as desk:
        asked = {"organisation": "last quarter", "team": "last quarter Team 0"}
        for words in asked.values():
            desk.ask(words)
        took = {of: [desk.ask(words) for _ in range(rounds)] for of, words in asked.items()}
        before = desk.bot.resident
        for _ in range(_AGAIN):
            desk.ask(asked["organisation"])
        left = desk.bot.resident - before
    seconds = (
        Target(f"{of}, until it stands there", statistics.median(each), SECONDS, " s") for of, each in took.items()
    )
    targets = (*seconds, Target(f"left in memory by {_AGAIN} more", left, MOST_LEFT, " MB"))
    details = tuple(f"{of}: {', '.join(f'{one:.2f}' for one in each)} s" for of, each in took.items())
    return Row(f"/qa summary, {name}", "From the command in a channel to the preview in it.", targets, details)


@contextmanager
def _desk(address: str, office: Office, folder: Path) -> Iterator[_Desk]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scene.json").write_text(json.dumps({"people": [_LEAD]}))
    scene = ("--scene", str(folder / "scene.json"), "--manifest", str(MANIFEST), "--port", "0")
    with ExitStack() as stack:
        slack = Driver(f"http://127.0.0.1:{stack.enter_context(server('bot.playground', 'serve', *scene)).port}")
        account = slack.people()[0]
        with office.store.work() as uow:
            _hire(uow, account)
            _have_turned(uow, office)
        settings = {
            "QA_DATABASE_URL": address,
            "QA_CHECKLISTS": str(CHECKLISTS),
            "SLACK_BOT_TOKEN": Slack().bot_token,
            "SLACK_APP_TOKEN": Slack().app_token,
            "SLACK_SIGNING_SECRET": "",
            "SLACK_API_URL": f"{slack.url}/api/",
        }
        running = stack.enter_context(bot(settings, folder / "bot.log"))
        wait_open(running)
        slack.wait(slack.connections, timeout=_LONG)
        slack.settled(timeout=_LONG, quiet=2.0)
        yield _Desk(slack.person(account["id"]), running)


def _hire(uow: Uow, account: dict[str, str]) -> None:
    team = add(uow, tables.Team, name="Quality")
    lead = hire(uow, team, account["id"], account["dm"], account["email"])
    add(uow, tables.Holds, person=lead.person, post="qa-lead", team=team, since=START, until=None)


def _have_turned(uow: Uow, office: Office) -> None:
    """What a new day brings has been seen to, so that nothing else is worked out meanwhile."""
    record_turned(uow, uow.today)
    seen = replace(load_followed(uow), worked_out_on=uow.today, schedules=schedules_of(office.library))
    record_followed(uow, seen)
