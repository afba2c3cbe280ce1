"""A morning on which everybody gets a reminder: the real worker against a playground that keeps Slack's limits.

At the usual 90 a minute five thousand take most of an hour. Here the ceiling is set higher, so that a share of them
takes a minute; whoever is new costs two calls more, of which Slack takes fifty a minute, and that is not sped up.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy import func, select

from bot.clock import Clock, Deadline
from bot.domain.messages import DIGEST
from bot.flows.office import OPERATOR, Actor, Office
from bot.frameworks.working_days import next_working_day
from bot.playground.driver import Driver
from bot.storage.calendar import move_calendar
from bot.storage.migrate import migrate
from bot.storage.store import Store
from bot.storage.tables import duties, table_of
from bot.storage.tables import slack as tables
from tests.benchmarks.crowd import hire
from tests.benchmarks.ground import Ground
from tests.benchmarks.report import Row, Target
from tests.benchmarks.servers import bot, bot_settings, server
from tests.benchmarks.walkers import MANIFEST
from tests.council import FORMS, LIBRARY, add, found
from tests.duties import go_live

EVERYBODY, USUAL = 5000, 90
PEOPLE, NEW, A_MINUTE = 500, 30, 500
LONGER = 1.5
_NEW_A_MINUTE = 45
_SAVED_UP = 5 / 60
"""The part of a minute that may come at once."""
_DAY = timedelta(days=1)
_message = table_of(tables.Message)


def row(folder: Path, people: int = PEOPLE, new: int = NEW, a_minute: int = A_MINUTE) -> Row:
    with _town(folder, people, new, a_minute) as (slack, office):
        allowed = 60 * (people / a_minute + new / _NEW_A_MINUTE)
        took = _wait_sent(slack, office, people + new, Deadline.after(6 * allowed + 120))
        return _row(slack, people + new, a_minute, took, allowed)


@contextmanager
def _town(folder: Path, people: int, new: int, a_minute: int) -> Iterator[tuple[Driver, Office]]:
    folder.mkdir(parents=True, exist_ok=True)
    names = [{"name": f"Worker {n}", "email": f"w{n}@example.org", "kind": "member"} for n in range(people + new)]
    (folder / "scene.json").write_text(json.dumps({"people": names}))
    scene = ("--scene", str(folder / "scene.json"), "--manifest", str(MANIFEST), "--port", "0")
    with ExitStack() as stack:
        playground = stack.enter_context(server("bot.playground", "serve", *scene))
        slack = Driver(f"http://127.0.0.1:{playground.port}")
        path = folder / "morning.db"
        office = Office(Store(f"sqlite:///{path}", Clock()), LIBRARY)
        stack.callback(office.store.close)
        actor = _set_up(office, slack, people)
        settings = bot_settings(Ground(path, FORMS, office, actor, []), f"{slack.url}/api/")
        settings |= {"QA_DIGESTS_PER_MINUTE": str(a_minute), "SLACK_SIGNING_SECRET": ""}
        stack.enter_context(bot(settings, folder / "worker.log", "worker"))
        yield slack, office


def _set_up(office: Office, slack: Driver, known: int) -> Actor:
    """It is the morning of a working day, and everybody has something of their own to do that is past its date."""
    migrate(office.store)
    council, today = found(office.store), office.store.clock.today()
    with office.store.work(Deadline.after(60)) as uow:
        for number, account in enumerate(slack.people()):
            channel = account["dm"] if number < known else None
            worker = hire(uow, council.ids["East"], account["id"], channel, account["email"])
            about = {"subject_kind": "person", "subject_key": worker.person, "about": None}
            add(uow, duties.LastDone, rule="WIL-2", day=today - 120 * _DAY, **about)
    go_live(council, today - 100 * _DAY)
    move_calendar(office.store, next_working_day(today + _DAY), OPERATOR)
    return council.actor("Ade")


def _wait_sent(slack: Driver, office: Office, many: int, deadline: Deadline) -> float:
    """The seconds from the first to the last."""
    while deadline.left() and _count(office) < many:
        Event().wait(0.5)
    slack.settled(timeout=20, quiet=1.0)
    at = sorted(call["at"] for call in slack.calls("chat.postMessage"))
    return float(at[-1] - at[0]) if at else 0.0


def _count(office: Office) -> int:
    with office.store.look() as uow:
        sent = select(func.count()).select_from(_message).where(_message.c.kind == DIGEST, _message.c.ts.is_not(None))
        return int(uow.run(sent).scalar_one())


def _row(slack: Driver, many: int, a_minute: int, took: float, allowed: float) -> Row:
    calls = slack.calls()
    posts = [call for call in calls if call["method"] == "chat.postMessage"]
    copies = Counter(call["arguments"]["channel"] for call in posts)
    refused = sum(call.get("status") == 429 for call in calls)
    targets = (
        Target("calls refused for their rate", refused, 0),
        Target("people without theirs, or with two", many - sum(each == 1 for each in copies.values()), 0),
        Target("most in any minute", _most_in_a_minute(posts), a_minute * (1 + _SAVED_UP) + 1),
        Target("seconds, of what the ceiling allows", took / allowed, LONGER),
        Target("limits broken", len(slack.breaches()), 0),
    )
    details = (
        f"{many} reminders in {took:.0f} s by a ceiling of {a_minute} a minute, {NEW} of them to people who are new",
        f"not sped up: {EVERYBODY:,} take {EVERYBODY / USUAL:.0f} minutes at the usual {USUAL} a minute",
    )
    return Row("Reminders for everybody", "The worker on a morning on which all get one.", targets, details)


def _most_in_a_minute(posts: Sequence[Mapping[str, Any]]) -> int:
    at = sorted(float(call["at"]) for call in posts)
    return max((bisect_left(at, first + 60) - number for number, first in enumerate(at)), default=0)
