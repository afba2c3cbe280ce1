"""A made-up world of checks, duties and actions, drawn by hypothesis and put straight into the tables."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Table, insert, select, update

from bot.domain.duties import Status
from bot.storage.keys import new_key
from bot.storage.runs import keep_version
from bot.storage.store import Uow
from bot.storage.tables import actions, duties, runs, table_of
from tests.council import LIBRARY, TODAY, Council

TEAMS = ("East", "West", "Service", None)
PEOPLE = ("Ade", "Bea", "Sam", "Robin", "Mia", "Max", "Sid")
FORMS = ("every-kind", "work-look", "family-sheet", "own-look", "bed-look")
"""Checks: with every kind of question, about a person, of families, that nobody else reads, that a rule asks for."""
RULES = {"WIL-1": "willow", "WIL-2": "willow", "WIL-3": "willow", "WIL-4": "willow", "own-6": "willow"}
FIRST = date(2026, 1, 1)
ITEMS: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    name: {
        item.id: tuple(choice.code for choice in item.choices)
        for item in LIBRARY.forms[name].checklist.items
        if item.control.value in ("choice", "several", "found")
    }
    for name in FORMS
}
_RUN, _ANSWER, _CHOICE = table_of(runs.Run), table_of(runs.Answer), table_of(runs.AnswerChoice)
_DUTY, _ACTION, _STEP = table_of(duties.Duty), table_of(actions.Action), table_of(actions.ActionStep)
_WORDS = table_of(runs.Words)


@dataclass(frozen=True)
class Check:
    form: str
    team: str | None
    author: str
    about: str | None
    day: date
    state: str
    answers: Mapping[str, int | None]
    """None: not applicable."""
    old_measure: bool = False


@dataclass(frozen=True)
class Owed:
    rule: str
    team: str | None
    owner: str | None
    about: str
    due: date
    status: Status


@dataclass(frozen=True)
class Agreed:
    check: int
    owner: str
    due: date | None
    state: str
    closed_on: date


@dataclass(frozen=True)
class World:
    checks: tuple[Check, ...] = ()
    owed: tuple[Owed, ...] = ()
    agreed: tuple[Agreed, ...] = ()


def _day(dice: Random, last: date = TODAY) -> date:
    """More of them in one quarter than in others, so that some figures rest on enough."""
    first = dice.choice((FIRST, date(2026, 7, 1)))
    last = dice.choice((last, date(2026, 9, 30)))
    return first + timedelta(days=dice.randrange((last - first).days + 1))


def _team(dice: Random) -> str | None:
    return dice.choice((*TEAMS, "East", "East", "East"))


def _check(dice: Random) -> Check:
    form = dice.choice((*FORMS, "every-kind", "every-kind", "family-sheet"))
    checklist = LIBRARY.forms[form].checklist
    answered = {
        item: dice.choice((*codes, None) if checklist.by_id[item].not_applicable else codes)
        for item, codes in ITEMS[form].items()
        if dice.random() < 0.8
    }
    return Check(
        form=form,
        team=_team(dice),
        author=dice.choice(PEOPLE),
        about=dice.choice(PEOPLE) if checklist.subject.kept_as == "person" else None,
        day=_day(dice),
        state=dice.choice(["submitted"] * 8 + ["withdrawn", "open"]),
        answers=answered,
        old_measure=dice.random() < 0.1,
    )


def _owed(dice: Random) -> Owed:
    return Owed(
        rule=dice.choice(sorted(RULES)),
        team=_team(dice),
        owner=dice.choice((*PEOPLE, None)),
        about=dice.choice(PEOPLE),
        due=_day(dice, date(2027, 3, 31)),
        status=dice.choice(list(Status)),
    )


def _agreed(dice: Random) -> Agreed:
    return Agreed(
        check=dice.randrange(1000),
        owner=dice.choice(PEOPLE),
        due=dice.choice((None, _day(dice, date(2027, 1, 31)))),
        state=dice.choice(("open", "to-confirm", "done", "dropped")),
        closed_on=_day(dice),
    )


def made(seed: int, checks: int, owed: int, agreed: int) -> World:
    """The same for the same numbers."""
    dice = Random(seed)  # noqa: S311 (nothing secret)
    return World(
        tuple(_check(dice) for _ in range(checks)),
        tuple(_owed(dice) for _ in range(owed)),
        tuple(_agreed(dice) for _ in range(agreed)),
    )


WORLDS = st.builds(
    made, st.integers(0, 10**6), st.sampled_from((4, 40, 150)), st.sampled_from((0, 3, 60)), st.sampled_from((0, 20))
)


class _UndoneError(Exception):
    pass


@contextmanager
def living(council: Council, world: World) -> Iterator[Uow]:
    """A transaction in which this world is so; nothing of it stays."""
    try:
        with council.office.store.work() as uow:
            put(uow, council, world)
            yield uow
            raise _UndoneError
    except _UndoneError:
        pass


def put(uow: Uow, council: Council, world: World) -> None:
    for name in FORMS:
        form = LIBRARY.forms[name]
        keep_version(uow, form.version, form.framework, form.name, form.body)
    runs_made = [_run(council, check) for check in world.checks]
    answers = [
        _answer(run, check, item, code)
        for run, check in zip(runs_made, world.checks, strict=True)
        for item, code in check.answers.items()
    ]
    several = [_choice(check, row) for row, check in answers if row["counted"]]
    _insert(uow, _RUN, runs_made)
    _insert(uow, _ANSWER, [row for row, _ in answers])
    _insert(uow, _CHOICE, several)
    _insert(uow, _DUTY, [_duty(council, owed, number) for number, owed in enumerate(world.owed)])
    for agreed in world.agreed:
        if runs_made:
            _put_action(uow, council, agreed, str(runs_made[agreed.check % len(runs_made)]["id"]))


def _insert(uow: Uow, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        uow.run(insert(table), rows)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _run(council: Council, check: Check) -> dict[str, Any]:
    key, form = new_key(), LIBRARY.forms[check.form]
    kind = form.checklist.subject.kept_as
    is_reference = kind == "reference"
    return {
        "id": key,
        "reference": key[:6],
        "version": form.version,
        "subject_kind": kind,
        "subject_person": council.ids[check.about] if check.about else None,
        "subject_reference": f"K{key}" if is_reference else None,
        "subject_plain": f"k{key}" if is_reference else None,
        "author": council.ids[check.author],
        "team": council.ids[check.team] if check.team else None,
        "state": check.state,
        "started_at": _at(check.day),
        "submitted_at": _at(check.day) if check.state == "submitted" else None,
    }


def _answer(run: Mapping[str, Any], check: Check, item: str, code: int | None) -> tuple[dict[str, Any], Check]:
    asked = LIBRARY.forms[check.form].checklist.by_id[item]
    several = asked.control.value == "several"
    row = {
        "run": run["id"],
        "item": item,
        "measure": asked.measure + (1 if check.old_measure else 0),
        "choice": None if several else code,
        "not_applicable": code is None,
        "counted": several,
        "author": run["author"],
        "at": run["started_at"],
        "acted_at": run["started_at"],
        "salt": "s",
        "revision": 1,
    }
    return row, check


def _choice(check: Check, answer: Mapping[str, Any]) -> dict[str, Any]:
    return {"run": answer["run"], "item": answer["item"], "code": check.answers[answer["item"]], "many": 1}


def _duty(council: Council, owed: Owed, number: int) -> dict[str, Any]:
    return {
        "id": f"{number:013}",
        "rule": owed.rule,
        "framework": RULES[owed.rule],
        "version": "v",
        "subject_kind": "person",
        "subject_key": council.ids[owed.about],
        "period": str(number),
        "opens": owed.due - timedelta(days=30),
        "due": owed.due,
        "status": owed.status.value,
        "owner": council.ids[owed.owner] if owed.owner else None,
        "team": council.ids[owed.team] if owed.team else None,
        "count": 1,
        "done": 0,
        "details": '{"others":[],"late_to":[],"paid_by":[],"missing":[],"notices":[]}',
    }


def _put_action(uow: Uow, council: Council, agreed: Agreed, run: str) -> None:
    key, words, owner = new_key(), new_key(), council.ids[agreed.owner]
    uow.run(insert(_WORDS), [{"id": words, "salt": "s", "text": "t"}, {"id": key, "salt": "s", "text": "t"}])
    row = {"id": key, "run": run, "item": "S2", "position": 1, "words_id": words, "timescale_id": key}
    state = {"owner": owner, "due": agreed.due, "state": agreed.state, "author": owner, "at": _at(FIRST)}
    uow.run(insert(_ACTION), {**row, **state, "priority": "ordinary", "revision": 1, "salt": "s"})
    if agreed.state == "done":
        step = {"action": key, "revision": 2, "verb": "closed", "person": owner, "at": _at(agreed.closed_on)}
        uow.run(insert(_STEP), step)


def put_right(uow: Uow, dice: Random, share: float) -> None:
    """Some checks are withdrawn, some answers and some of what is owed become others, mostly the same ones."""
    status, place = dice.choice(list(Status)).value, dice.randrange(10)
    withdrawn = {"state": "withdrawn", "submitted_at": None}
    for table, values, part in ((_DUTY, {"status": status}, share), (_RUN, withdrawn, share / 4)):
        some = [key for key in uow.run(select(table.c.id)).scalars() if dice.random() < part]
        uow.run(update(table).where(table.c.id.in_(some)).values(values))
    for row in list(uow.run(select(_ANSWER).where(_ANSWER.c.choice.is_not(None)))):
        codes = next(items[row.item] for items in ITEMS.values() if row.choice in items.get(row.item, ()))
        if dice.random() < share:
            mine = (_ANSWER.c.run == row.run) & (_ANSWER.c.item == row.item)
            uow.run(update(_ANSWER).where(mine).values(choice=codes[place % len(codes)]))


@dataclass(frozen=True)
class Rows:
    """Everything as it stands in the tables, for counting it in another way."""

    runs: list[Any]
    answers: list[Any]
    choices: list[Any]
    duties: list[Any]
    actions: list[Any]
    steps: list[Any]


def rows_of(uow: Uow) -> Rows:
    return Rows(*(list(uow.run(select(table))) for table in (_RUN, _ANSWER, _CHOICE, _DUTY, _ACTION, _STEP)))
