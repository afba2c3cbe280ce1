"""Row 3: a long form from its file to every card of its walk, without a database."""

import statistics
import time
from datetime import UTC, date, datetime
from pathlib import Path

from bot.cli.terminal import shown_card
from bot.domain.runs import Run, Subject
from bot.domain.values import Answer, Control, Value
from bot.flows.path import asked_items
from bot.flows.views import Held, card
from bot.frameworks.item import Item
from bot.frameworks.library import Form
from tests.benchmarks.ground import load_form, write_form
from tests.benchmarks.report import Row, Target

ROUNDS, ITEMS, MOST = 7, 50, 50.0
_NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
_VALUES = {
    Control.CHOICE: Value(choice=1),
    Control.DAY: Value(day=date(2026, 11, 23)),
    Control.BOX: Value(words="It went well, and everybody came. " * 5),
}


def row(folder: Path) -> Row:
    write_form(folder / "long", ITEMS, typed=True)
    rounds = [_once(folder / "long") for _ in range(ROUNDS + 1)][1:]
    loading, drawing = (statistics.median(part) for part in zip(*rounds, strict=True))
    whole = statistics.median(map(sum, rounds))
    meaning = "From the file to every question as it is shown, all of them answered."
    details = (f"read and checked in {loading:.1f} ms, drawn in {drawing:.1f} ms",)
    return Row(f"A form of {ITEMS} questions", meaning, (Target("ready within", whole, MOST, " ms"),), details)


def _once(folder: Path) -> tuple[float, float]:
    """Milliseconds to load and to draw."""
    began = time.perf_counter()
    form = load_form(folder).forms["bench-look"]
    loaded = time.perf_counter()
    held = _held(form)
    shown = [shown_card(card(held, item), _NOW) for item in asked_items(form.checklist, held.answers)]
    drawn = time.perf_counter()
    if len(shown) != ITEMS:
        raise AssertionError(len(shown))
    return (loaded - began) * 1000, (drawn - loaded) * 1000


def _held(form: Form) -> Held:
    about = Subject("reference", "K7-3Q")
    run = Run("r", "8F2KQ7", form.version, form.name, form.framework, about, "a", None, "open", 1, _NOW, None, None)
    answers = {item.id: _answer(item) for item in form.checklist.items}
    return Held(run, form.checklist, answers, [], {}, "K7-3Q")


def _answer(item: Item) -> Answer:
    return Answer(item.id, _VALUES[item.control], None, 1, "a", _NOW, _NOW)
