"""What the benchmarks stand on: a form of any length, and a small council with checks begun, on a real disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from bot.domain.runs import Subject
from bot.domain.values import Press, Value
from bot.flows.office import Actor, Office
from bot.flows.start import start_run
from bot.flows.walk import answer_item
from bot.frameworks.library import Library, load_library
from bot.storage.migrate import migrate
from bot.storage.store import Store
from tests.council import FORMS, found

ITEMS = 20
"""Questions of a form that is clicked through, as in a usual checklist."""

_HEAD = """\
title: A form of many questions
short_title: Bench look
purpose: Made for measuring.
filled_in_by: [worker]
subject: {kind: reference, called: Case reference, ask: Which case is this about}
who_sees: [author, supervisor, line]
used_for: Measuring.
kept_for: 1 years
parts:
  - name: all
    title: All
    sections:
"""
_CLICKED = (
    "{{id: Q{n}, kind: yes-no, ask: Was the plan of visit {n} clear to all, note: {{required_on: [no]}}}}",
    "{{id: Q{n}, kind: three-point, ask: Was visit {n} long enough, not_applicable: true}}",
)
_TYPED = (
    "{{id: Q{n}, kind: narrative, ask: What went well at visit {n}, note: never}}",
    "{{id: Q{n}, kind: date, ask: When was visit {n}, show_if: [{{item: Q1, is: [yes]}}]}}",
)


def write_form(folder: Path, items: int, *, typed: bool) -> None:
    """A framework with one form: sections of ten questions to click, and with `typed` also words and dates."""
    place = folder / "maple"
    place.mkdir(parents=True)
    (place / "framework.yaml").write_text((FORMS / "maple" / "framework.yaml").read_text())
    ways = _CLICKED + _TYPED if typed else _CLICKED
    lines = [_HEAD]
    for n in range(1, items + 1):
        if n % 10 == 1:
            lines.append(f"      - title: Section {n // 10 + 1}\n        items:\n")
        lines.append(f"          - {ways[(n - 1) % len(ways)].format(n=n)}\n")
    (place / "bench-look.yaml").write_text("".join(lines))


def load_form(folder: Path) -> Library:
    library = load_library(folder)
    if not library.is_sound:
        raise ValueError([str(problem) for problem in library.problems])
    return library


@dataclass(frozen=True)
class Ground:
    """A database with checks of one worker, begun and not yet answered."""

    path: Path
    forms: Path
    office: Office
    actor: Actor
    runs: list[str]

    def click(self, run: str, number: int) -> None:
        """Answer the question of that number for the first time, through everything a click passes."""
        press = Press(run, f"Q{number}", 0, self.office.store.clock.instant())
        outcome = answer_item(self.office, self.actor, press, Value(choice=1))
        if not outcome.is_stored:
            raise AssertionError(outcome)


@contextmanager
def ground(folder: Path, runs: int) -> Iterator[Ground]:
    write_form(folder / "forms", ITEMS, typed=False)
    path = folder / "flow.db"
    store = Store(f"sqlite:///{path}", Clock())
    migrate(store)
    council = found(store)
    office, actor = Office(store, load_form(folder / "forms")), council.actor("Ade")
    begun = [start_run(office, actor, "bench-look", Subject("reference", f"K{n}"), {}).run for n in range(runs)]
    yield Ground(path, folder / "forms", office, actor, begun)
    store.close()


@contextmanager
def real_disk() -> Iterator[Path]:
    """A folder that is not in memory: there, a commit would cost nothing."""
    lines = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    memory = {Path(fields[1]) for fields in lines if fields[2] in ("tmpfs", "ramfs")}
    roots = [Path(tempfile.gettempdir()), Path("/var/tmp"), Path.cwd()]
    root = next(place for place in roots if not memory & {place, *place.parents})
    with tempfile.TemporaryDirectory(dir=root, prefix="plumbline-bench-") as folder:
        yield Path(folder)
