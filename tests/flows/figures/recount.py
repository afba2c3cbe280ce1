"""The same figures once more, by loops over all rows: slow, plain, and without the code that they are compared with."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain.figures import ActionFigures, Covered, Scope, Tally
from bot.domain.periods import Period
from tests.council import LIBRARY, TODAY
from tests.flows.figures.world import ITEMS, Rows

TOOL_OF = {"WIL-1": "bed-look", "WIL-2": "own-row", "WIL-3": "bed-look", "WIL-4": "WIL-4", "own-6": "own-row"}
UNFORESEEN = {"own-6"}
COVERING = {"WIL-1", "WIL-3"}
FORM_OF = {form.version: form for form in LIBRARY.forms.values()}


def _is_there(scope: Scope, team: str | None) -> bool:
    return scope.node.id is None or team in scope.node.teams


def _duties(rows: Rows, scope: Scope, period: Period) -> Iterator[Any]:
    for duty in rows.duties:
        is_hidden = duty.rule in UNFORESEEN and duty.status in ("planned", "due", "late") and duty.due > TODAY
        is_meant = scope.framework in (None, duty.framework) and scope.form in (None, TOOL_OF[duty.rule])
        if is_meant and not is_hidden and _is_there(scope, duty.team) and period.first <= duty.due <= period.last:
            yield duty


def tallies(rows: Rows, scope: Scope, period: Period) -> dict[str, Tally]:
    counts: dict[str, Counter[str]] = {}
    for duty in _duties(rows, scope, period):
        counts.setdefault(TOOL_OF[duty.rule], Counter())[duty.status] += 1
    return {tool: _tally(there) for tool, there in counts.items()}


def _tally(counts: Mapping[str, int]) -> Tally:
    of = {name: counts.get(name, 0) for name in ("done", "done late", "late", "missed", "planned", "due")}
    expected = sum(of.values())
    done = of["done"] + of["done late"]
    others = counts.get("excused", 0), counts.get("nothing to check", 0)
    return Tally(done, expected, of["done late"], of["late"], of["missed"], *others)


def covered(rows: Rows, scope: Scope) -> Covered | None:
    people: dict[str, bool] = {}
    for duty in _duties(rows, scope, scope.period):
        if duty.rule in COVERING and duty.status not in ("excused", "nothing to check", "paused"):
            people[duty.subject_key] = people.get(duty.subject_key, False) or duty.status in ("done", "done late")
    return Covered(sum(people.values()), len(people)) if people else None


def _handed_in(rows: Rows, scope: Scope, period: Period) -> Iterator[Any]:
    for run in rows.runs:
        form = FORM_OF[run.version]
        is_meant = scope.framework in (None, form.framework) and scope.form in (None, form.name)
        is_meant = is_meant and not form.checklist.is_private and _is_there(scope, run.team)
        if run.state == "submitted" and is_meant and period.holds(run.submitted_at.date()):
            yield run


@dataclass(frozen=True)
class Asked:
    records: int
    people: int
    counts: dict[int | None, int]


def answers(rows: Rows, scope: Scope, period: Period) -> dict[tuple[str, str], Asked]:
    return {
        key: Asked(len(there), len({person for person, _ in there}), dict(Counter(code for _, code in there)))
        for key, by_run in given(rows, scope, period).items()
        if key[1] in ITEMS[key[0]]
        for there in [list(by_run.values())]
    }


def given(rows: Rows, scope: Scope, period: Period) -> dict[tuple[str, str], dict[str, tuple[str, int | None]]]:
    """To each question of each check, who is asked about and what was answered, by run."""
    found: dict[tuple[str, str], dict[str, tuple[str, int | None]]] = {}
    runs = {run.id: run for run in _handed_in(rows, scope, period)}
    several = {(choice.run, choice.item): choice.code for choice in rows.choices}
    for answer in rows.answers:
        run = runs.get(answer.run)
        if run is None or answer.measure != FORM_OF[run.version].checklist.by_id[answer.item].measure:
            continue
        code = several.get((answer.run, answer.item)) if answer.counted else answer.choice
        key = (FORM_OF[run.version].name, answer.item)
        found.setdefault(key, {})[run.id] = (run.subject_person or run.author, code)
    return found


def stands(rows: Rows, scope: Scope, period: Period) -> dict[str, dict[str, tuple[str | None, str]]]:
    """Of each tool who owes what is owed, and how it stands."""
    found: dict[str, dict[str, tuple[str | None, str]]] = {}
    for duty in _duties(rows, scope, period):
        found.setdefault(TOOL_OF[duty.rule], {})[duty.id] = (duty.owner, duty.status)
    return found


def checks_of(rows: Rows, scope: Scope, period: Period, form: str) -> int:
    return sum(FORM_OF[run.version].name == form for run in _handed_in(rows, scope, period))


def is_enough(asked: Asked, form: str, scope: Scope) -> bool:
    if form == "family-sheet":
        return asked.records >= (5 if scope.node.id is None else 10)
    return asked.records >= 5 and asked.people >= 3


def action_figures(rows: Rows, scope: Scope) -> ActionFigures:
    every = Period(date(2000, 1, 1), date(2100, 1, 1))
    runs = {run.id: run for run in _handed_in(rows, scope, every)}
    closed_on = {step.action: step.at.date() for step in rows.steps}
    closed = opened = late = 0
    late_on = min(scope.period.last + timedelta(days=1), TODAY)
    for action in rows.actions:
        if action.run not in runs or action.state == "dropped":
            continue
        ended = closed_on.get(action.id) if action.state == "done" else None
        closed += bool(ended and scope.period.holds(ended))
        is_open = ended is None or ended > scope.period.last
        if is_open and runs[action.run].submitted_at.date() <= scope.period.last:
            opened += 1
            late += bool(action.due and action.due < late_on)
    return ActionFigures(closed, opened, late)
