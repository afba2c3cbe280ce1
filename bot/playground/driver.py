"""What tests and the terminal act through: people at their screens, faults, and the record. Thin and synchronous."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, TypeVar
from urllib.parse import urlsplit

Json = dict[str, Any]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Act:
    """What came of something a person did."""

    acked: bool
    warned: bool
    took: float
    status: str
    answer: Any = None
    # What Slack put on the screen when it warned.
    warning: str = ""
    # The other acts of a click that was made several times at once.
    repeats: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Message:
    ts: str
    channel: str
    text: str
    plain: str
    blocks: list[Json]
    buttons: list[str]
    controls: list[Json]
    by: str
    ephemeral: bool
    edited: bool
    thread_ts: str
    metadata: Json
    files: list[Json]
    snapshot: Json

    @property
    def place(self) -> Json:
        return {"channel": self.channel, "ts": self.ts}


@dataclass(frozen=True)
class View:
    id: str
    type: str
    title: str
    submit: str
    close: str
    callback_id: str
    private_metadata: str
    plain: str
    blocks: list[Json]
    buttons: list[str]
    controls: list[Json]
    values: Json
    errors: dict[str, str]
    hash: str
    depth: int

    @property
    def place(self) -> Json:
        return {"view_id": self.id}


class NotThere(LookupError):
    """A control that is not on the screen."""


On = Message | View | str | None


class Driver:
    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def ask(self, asked: str, **given: Any) -> Any:
        """One question to the server's people's side."""
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=90)
        try:
            connection.request("POST", f"/-/{asked}", json.dumps(given), {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise (NotThere if answer.get("absent") else LookupError)(answer["mistake"])
        return answer

    def person(self, who: str) -> Person:
        return Person(self, self.ask("see", who=who)["person"]["id"])

    def people(self) -> list[Json]:
        found: list[Json] = self.ask("people")["people"]
        return found

    # waiting

    def settled(self, timeout: float = 10.0, quiet: float = 0.15) -> bool:
        """True once nothing has gone to the bot or come from it for a short while."""
        done: bool = self.ask("settled", timeout=timeout, quiet=quiet)["settled"]
        return done

    def wait(self, predicate: Callable[[], Found], timeout: float = 10.0) -> Found:
        """What the predicate answers as soon as that is true; it is asked at every change."""
        until = time.monotonic() + timeout
        while True:
            version = self.ask("status")["version"]
            found = predicate()
            if found:
                return found
            if time.monotonic() > until:
                raise TimeoutError(f"Nothing came of it in {timeout} seconds.")
            self.changed(version, timeout=0.1)

    def changed(self, since: int, timeout: float) -> int:
        version: int = self.ask("changed", since=since, timeout=timeout)["version"]
        return version

    def connections(self) -> int:
        """How many Socket Mode connections are open now."""
        count: int = self.ask("status")["connections"]
        return count

    def connected(self) -> int:
        """How many Socket Mode connections there have been."""
        count: int = self.ask("status")["connected"]
        return count

    # trouble

    def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        self.ask("fault", method=method, kind=kind, times=times, **more)

    def delivery(self, kind: str, **more: Any) -> None:
        self.ask("delivery", kind=kind, **more)

    def clear_faults(self) -> None:
        self.ask("clear-faults")

    def skip(self, seconds: float) -> None:
        """Triggers and response_urls grow this much older at once."""
        self.ask("skip", seconds=seconds)

    def lift_scope(self, scope: str) -> None:
        self.ask("lift-scope", scope=scope)

    def verify_address(self) -> Act:
        return _act(self.ask("verify-address"))

    def check_ssl(self) -> Act:
        return _act(self.ask("check-ssl"))

    # the world

    def add_person(self, name: str, email: str, kind: str = "member") -> Person:
        return Person(self, self.ask("add-person", name=name, email=email, kind=kind)["id"])

    def change_person(self, person: Person | str, **facts: Any) -> None:
        self.ask("change-person", who=_id(person), **facts)

    def deactivate(self, person: Person | str) -> None:
        self.change_person(person, deleted=True)

    def add_channel(self, name: str, members: list[Person] | None = None, **more: bool) -> str:
        id_: str = self.ask("add-channel", name=name, members=[each.id for each in members or []], **more)["id"]
        return id_

    def archive(self, channel: str) -> None:
        self.ask("change-channel", channel=channel, archived=True)

    def remove_bot(self, channel: str) -> None:
        self.ask("change-channel", channel=channel, bot=False)

    def delete_message(self, message: Message) -> None:
        self.ask("delete-message", **message.place)

    # the record

    def calls(self, method: str | None = None) -> list[Json]:
        found: list[Json] = self.ask("calls", **({"method": method} if method else {}))["calls"]
        return found

    def deliveries(self) -> list[Json]:
        found: list[Json] = self.ask("deliveries")["deliveries"]
        return found

    def breaches(self) -> list[Json]:
        found: list[Json] = self.ask("breaches")["breaches"]
        return found

    def forget(self) -> None:
        """Empties the record."""
        self.ask("forget")


class Person:
    """Somebody at their screen. A control is named by its label, accessibility label or action_id."""

    def __init__(self, slack: Driver, id_: str) -> None:
        self.slack = slack
        self.id = id_
        # How long this person looks for a control before they say that it is not there.
        self.patience = 3.0

    def __repr__(self) -> str:
        return f"Person({self.id!r})"

    # acting

    def slash(self, text: str, channel: str | None = None) -> Act:
        return self._act("slash", text=text, channel=channel)

    def say(self, text: str, channel: str | None = None) -> Act:
        return self._act("say", text=text, channel=channel)

    def click(self, name: str, on: On = None, times: int = 1, *, confirm: bool = True, deny: bool = False) -> Act:
        refuses = deny or not confirm
        return self._act("press", name=name, on=_place(on), times=times, deny=refuses)

    def press(
        self, action: str, value: Any = None, message: Message | None = None, on: On = None, **altered: Any
    ) -> Act:
        """A payload as nobody's client would send it: another value or block_id, or an old picture of a message."""
        changes = altered if value is None else altered | {"value": value}
        seen = message.snapshot if message else None
        return self._act("forge", name=action, on=_place(message or on), altered=changes, seen=seen)

    def choose(self, name: str, option: Any, on: On = None) -> Act:
        return self._act("choose", name=name, option=option, on=_place(on))

    def pick_day(self, name: str, day: str, on: On = None) -> Act:
        return self.choose(name, day, on)

    def fill(self, fields: dict[str, Any], on: On = None) -> Act:
        return self._act("fill", fields={key: _plain(value) for key, value in fields.items()}, on=_place(on))

    def submit(self, times: int = 1, *, unchecked: bool = False) -> Act:
        """`unchecked` sends also what Slack's own client would have held back as incomplete."""
        return self._act("submit", times=times, unchecked=unchecked)

    def close(self, all: bool = False) -> Act:
        return self._act("close", all=all)

    def open_home(self, tab: str = "home") -> Act:
        return self._act("open_home", tab=tab)

    def reload(self) -> None:
        self._act("reload")

    def use(self, act: str, control: Json, on: Any, **more: Any) -> Act:
        """`press` or `choose` on one control exactly, as a numbered list offers it."""
        return self._act(act, name=control["action_id"], block_id=control["block_id"], on=on, **more)

    def _act(self, act: str, **given: Any) -> Act:
        until = time.monotonic() + self.patience
        while True:
            version = self.slack.ask("status")["version"]
            try:
                return _act(self.slack.ask("act", act=act, who=self.id, **given))
            except NotThere:
                if time.monotonic() > until:
                    raise
            self.slack.changed(version, timeout=0.1)

    # reading

    def screen(self) -> Json:
        screen: Json = self.slack.ask("see", who=self.id)
        return screen

    def dm(self) -> list[Message]:
        return [Message(**message) for message in self.screen()["dm"]]

    def card(self) -> Message:
        """The newest message in the conversation with the bot."""
        found = self.dm()
        if not found:
            raise LookupError("There is no message yet.")
        return found[-1]

    def view(self) -> View | None:
        found = self.screen()["view"]
        return View(**found) if found else None

    def home(self) -> View | None:
        found = self.screen()["home"]
        return View(**found) if found else None

    def ephemerals(self, channel: str = "dm") -> list[Message]:
        return [Message(**message) for message in self.screen()["ephemerals"][channel]]

    def channel(self, name: str) -> list[Message]:
        return [Message(**message) for message in self.screen()["channels"][name]]

    def notice(self) -> str:
        """Slack's own warning on the screen, if there is one."""
        notice: str = self.screen()["notice"]
        return notice

    def transcript(self) -> str:
        return transcript(self.screen())


def transcript(screen: Json) -> str:
    """Everything on a screen as text."""
    parts = [f"{message['by']}: {message['plain']}" for message in screen["dm"]]
    parts += [f"(only you) {message['plain']}" for message in screen["ephemerals"]["dm"]]
    for name, messages in screen["channels"].items():
        parts += [f"#{name} {message['by']}: {message['plain']}" for message in messages]
        parts += [f"#{name} (only you) {message['plain']}" for message in screen["ephemerals"][name]]
    if screen["home"]:
        parts.append(f"Home: {screen['home']['plain']}")
    if screen["view"]:
        parts.append(f"{screen['view']['title']}\n{screen['view']['plain']}")
    if screen["notice"]:
        parts.append(screen["notice"])
    return "\n\n".join(parts)


def _act(answer: Json) -> Act:
    return Act(
        answer["acked"],
        answer.get("warned", False),
        answer.get("took", 0.0),
        answer["status"],
        answer.get("answer"),
        answer.get("warning", ""),
        tuple(_act(repeat) for repeat in answer.get("repeats", [])),
    )


def _place(on: On) -> Any:
    return on.place if isinstance(on, Message | View) else on


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | list | dict | None) else str(value)


def _id(person: Person | str) -> str:
    return person.id if isinstance(person, Person) else person
