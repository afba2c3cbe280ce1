"""Acting as somebody from a terminal: the screen as text with numbered controls. Works on a pipe too."""

from __future__ import annotations

import contextlib
import select
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from bot.playground.driver import Act, Driver, Json, Person

HELP = (
    "Type a command such as /qa help, a number, or one of: home, dm, submit, close, close all, reload, quit. "
    "To choose or fill in, give the number and the words: 3 Met in part."
)
NEWEST = 3


def sit_down(url: str, who: str, typed: TextIO, shown: TextIO) -> int:
    """The whole conversation; 0 when it ended as it should."""
    try:
        slack = Driver(url)
        seat = Seat(slack, slack.person(who), shown)
    except LookupError as error:
        shown.write(f"{error.args[0]}\n")
        return 1
    except OSError:
        shown.write(f"There is no playground at {url}. Start one with: python -m bot.playground serve\n")
        return 1
    seat.show()
    with contextlib.suppress(KeyboardInterrupt):
        for line in seat.lines(typed):
            if line == "quit":
                break
            try:
                seat.do(line)
            except OSError:
                shown.write("The playground does not answer any more. Is it still running?\n")
                return 1
    return 0


@dataclass
class Seat:
    slack: Driver
    person: Person
    shown: TextIO
    looking_at: str = "dm"
    controls: list[tuple[Json, Any]] = field(default_factory=list)
    last: str = ""

    def lines(self, typed: TextIO) -> Iterator[str]:
        """What is typed; while nobody types, the screen is redrawn when it changes."""
        self.prompt()
        watch = typed.isatty()
        while True:
            while watch and not select.select([typed], [], [], 0.5)[0]:
                self.refresh()
            line = typed.readline()
            if not line:
                return
            if line.strip():
                yield line.strip()
            self.prompt()

    def prompt(self) -> None:
        self.write("> ", end="")

    def write(self, words: str, end: str = "\n") -> None:
        self.shown.write(words + end)
        self.shown.flush()

    def refresh(self) -> None:
        if self.picture() != self.last:
            self.write("")
            self.show()
            self.prompt()

    def show(self) -> None:
        self.last = self.picture()
        self.write(self.last)

    def picture(self) -> str:
        """The screen as text; also numbers the controls on it."""
        screen = self.person.screen()
        self.controls = []
        parts = [self._view(screen["view"])] if screen["view"] else self._page(screen)
        if screen["notice"]:
            parts.append(f"(!) {screen['notice']}")
        return "\n\n".join(parts)

    def _page(self, screen: Json) -> list[str]:
        if self.looking_at == "home":
            home = screen["home"]
            return [
                f"== Home ==\n{home['plain']}\n{self._numbered(home, 'home')}" if home else "The Home tab is empty."
            ]
        seen = [*screen["dm"], *screen["ephemerals"]["dm"]]
        newest = sorted(seen, key=lambda message: float(message["ts"]))[-NEWEST:]
        return [self._message(message) for message in newest] or ["There are no messages yet."]

    def _home(self, home: Json) -> str:
        return f"== Home ==\n{home['plain']}\n{self._numbered(home, 'home')}"

    def _message(self, message: Json) -> str:
        private = " (only you can see this)" if message["ephemeral"] else ""
        place = {"channel": message["channel"], "ts": message["ts"]}
        return f"-- {message['by']}{private} --\n{message['plain']}\n{self._numbered(message, place)}".rstrip()

    def _view(self, view: Json) -> str:
        errors = [f"(!) {words}" for words in view["errors"].values()]
        ends = f"submit: {view['submit']}   " if view["submit"] else ""
        numbered = self._numbered(view, {"view_id": view["id"]})
        return "\n".join([f"== {view['title']} ==", view["plain"], numbered, *errors, f"{ends}close"])

    def _numbered(self, part: Json, place: Any) -> str:
        lines = []
        for control in part["controls"]:
            self.controls.append((control, place))
            lines.append(f"  {len(self.controls)}. {_described(control)}")
        return "\n".join(lines)

    def do(self, line: str) -> None:
        try:
            act = self._act(line)
        except LookupError as error:
            self.write(str(error.args[0]))
            return
        if act:
            self.slack.settled(timeout=5.0)
        self.show()

    def _act(self, line: str) -> Act | None:
        word, _, rest = line.partition(" ")
        if word.startswith("/"):
            return self.person.slash(line)
        if word.isdigit():
            return self._use(int(word), rest)
        if word == "submit":
            return self.person.submit()
        if word == "close":
            return self.person.close(all=rest == "all")
        if word in ("home", "dm"):
            self.looking_at = word
            return self.person.open_home() if word == "home" else None
        if word == "reload":
            self.person.reload()
            return None
        raise LookupError(HELP)

    def _use(self, number: int, words: str) -> Act:
        if not 0 < number <= len(self.controls):
            raise LookupError(f"There is no {number} on the screen.")
        control, place = self.controls[number - 1]
        on = place if isinstance(place, str) else dict(place)
        if control["kind"] == "button":
            return self.person.use("press", control, on)
        if not words:
            raise LookupError(f"Say what: {number} and then {_wanted(control)}.")
        return self.person.use("choose", control, on, option=_meant(control, words))


def _described(control: Json) -> str:
    if control["kind"] == "button":
        return f"press: {control['label']}"
    now = f" = {control['shown']}" if control["shown"] else ""
    options = f" ({', '.join(control['options'])})" if control["options"] else ""
    return f"{_verb(control)}: {control['label']}{now}{options}"


def _verb(control: Json) -> str:
    return "fill in" if control["kind"].endswith("_input") else "choose"


def _wanted(control: Json) -> str:
    if control["options"]:
        return "one of: " + ", ".join(control["options"])
    return {"datepicker": "a date such as 2026-11-21", "users_select": "a name"}.get(control["kind"], "the words")


def _meant(control: Json, words: str) -> Any:
    """An option by its label or its position; several with commas where several may be chosen."""
    options = control["options"]
    if control["kind"].startswith("multi_") or control["kind"] == "checkboxes":
        return [_option(options, word.strip()) for word in words.split(",")]
    return _option(options, words)


def _option(options: list[str], words: str) -> str:
    folded = {option.casefold(): option for option in options}
    return folded.get(words.casefold(), words)
