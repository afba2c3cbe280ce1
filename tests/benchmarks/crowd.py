"""Many workers with accounts in Slack and checks begun, in the bench's council."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from bot.clock import Clock
from bot.domain.messages import Account
from bot.domain.runs import Subject
from bot.flows.office import Actor, Office
from bot.flows.start import start_run
from bot.storage import accounts
from bot.storage.migrate import migrate
from bot.storage.store import Store, Uow
from bot.storage.tables import people as tables
from tests.benchmarks.ground import ITEMS, Ground, load_form, write_form
from tests.council import START, add, found


@dataclass(frozen=True)
class Worker:
    """Somebody here, and in Slack."""

    person: str
    user: str


@dataclass(frozen=True)
class Crowd(Ground):
    """`workers` says whose each of the runs is."""

    workers: dict[str, Worker]


@contextmanager
def crowd(folder: Path, slack: dict[str, str], runs: int, emails: dict[str, str] | None = None) -> Iterator[Crowd]:
    """A worker for each account in Slack, given with its conversation; runs are begun by them in turn.

    Where Slack is asked who they are, the addresses have to be those that it knows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    forms, path = folder / "forms", folder / "crowd.db"
    write_form(forms, ITEMS, typed=False)
    store = Store(f"sqlite:///{path}", Clock())
    migrate(store)
    office, council = Office(store, load_form(forms)), found(store)
    with store.work() as uow:
        known = emails or {}
        workers = [hire(uow, council.ids["East"], user, channel, known.get(user)) for user, channel in slack.items()]
    whose = {_begin(office, worker, n): worker for n, worker in enumerate(islice(cycle(workers), runs))}
    yield Crowd(path, forms, office, council.actor("Ade"), list(whose), whose)
    store.close()


def hire(uow: Uow, team: str, user: str, channel: str | None, email: str | None = None) -> Worker:
    """Without a conversation they are new: nobody here has met their account, which is found by its e-mail address."""
    person = add(uow, tables.Person, name=f"Worker {user}", email=email or f"{user.lower()}@example.org")
    times = {"person": person, "since": START, "until": None}
    add(uow, tables.Employed, **times)
    add(uow, tables.Belongs, team=team, **times)
    add(uow, tables.Holds, post="worker", team=team, **times)
    if channel:
        accounts.keep_account(uow, Account(user, person))
        accounts.keep_channel(uow, user, channel)
    return Worker(person, user)


def _begin(office: Office, worker: Worker, number: int) -> str:
    return start_run(office, Actor(worker.person), "bench-look", Subject("reference", f"K{number}"), {}).run
