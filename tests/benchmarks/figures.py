"""Figures over a million answers, on both databases: a team and the whole organisation, a quarter and the one before.

Beside each figure stands the fastest SQL that counts the same, over the driver alone.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, text

from bot.clock import Clock, Deadline
from bot.domain.duties import Status
from bot.domain.figures import Scope
from bot.flows.figures.live import load_figures
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.questions import questions_of
from bot.flows.figures.records import load_answered
from bot.flows.figures.times import before, quarter_of, up_to
from bot.flows.office import Office
from bot.frameworks.library import Form
from bot.storage.keys import new_key
from bot.storage.migrate import migrate
from bot.storage.runs import keep_version
from bot.storage.store import Store, Uow
from bot.storage.tables import duties, people, runs, table_of
from tests.benchmarks import quarterly, summaries
from tests.benchmarks.report import Row, Target
from tests.conftest import postgres_server
from tests.council import START
from tests.thornmere import LIBRARY

ANSWERS, TEAMS, PEOPLE, DUTIES, DAYS, FORMS = 1_000_000, 50, 1000, 20_000, 730, 5
RATIO, SECONDS = 2.0, 1.0
_LONG = 1200.0
_run, _duty = table_of(runs.Run), table_of(duties.Duty)
_FILL = """
INSERT INTO answer (run, item, measure, choice, not_applicable, counted, author, at, acted_at, salt, revision)
SELECT r.id, i.item, i.measure, (CAST(r.reference AS INTEGER) * 7 + i.n * 3 + CAST(r.reference AS INTEGER) / 11) % 2,
       false, false, r.author, r.submitted_at, r.submitted_at, '0123456789abcdef0123456789abcdef', 1
FROM run r JOIN ({items}) i ON i.version = r.version
"""
_BY_HAND = """
WITH checks AS MATERIALIZED (
    SELECT id, CASE version {places} END * 2 + CASE WHEN submitted_at < {start} THEN 1 ELSE 0 END AS number FROM run
    WHERE state = 'submitted' AND submitted_at >= {earlier} AND submitted_at < {end} {team})
SELECT a.item, (checks.number * 1000 + a.measure) * 1000 + coalesce(a.choice, 0) AS packed, count(*)
FROM checks JOIN answer a ON a.run = checks.id GROUP BY 1, 2
"""
"""The fastest that we know: what is grouped by stands in one text and one whole number."""
_PEOPLE_BY_HAND = """
SELECT version, submitted_at < {start}, count(*), count(DISTINCT coalesce(subject_person, author)) FROM run
WHERE state = 'submitted' AND submitted_at >= {earlier} AND submitted_at < {end} {team} GROUP BY 1, 2
"""


def rows(folder: Path, answers: int = ANSWERS, rounds: int = 5) -> Iterator[Row]:
    folder.mkdir(parents=True, exist_ok=True)
    yield from _both("SQLite", f"sqlite:///{folder / 'figures.db'}", folder, answers, rounds)
    with postgres_server() as url:
        address = url.set(database="base").render_as_string(False)
        yield from _both("PostgreSQL", address, folder, answers, rounds)


def _both(name: str, address: str, folder: Path, answers: int, rounds: int) -> Iterator[Row]:
    with _filled(address, answers) as there:
        yield _row(name, there, answers, rounds)
        yield summaries.row(name, address, there.office, folder / name, rounds)
        yield quarterly.row(name, there.office, rounds)


def _row(name: str, there: "_There", answers: int, rounds: int) -> Row:
    with there.office.store.look(Deadline.after(_LONG)) as uow:
        nodes = load_nodes(uow, uow.today)
        period = quarter_of(quarter_of(uow.today).first - timedelta(days=1))
        ways = [("organisation", Scope(nodes[0], period)), ("team", Scope(nodes[1], period))]
        ratios, seconds, details = [], [], []
        for words, scope in ways:
            ours, by_hand = _side_by_side(uow, there, scope, rounds)
            whole = _median([_once(partial(load_figures, uow, there.office, scope)) for _ in range(rounds)])
            ratios.append(Target(f"{words} + quarter against SQL by hand", ours / by_hand, RATIO))
            seconds.append(Target(f"whole summary, {words}", whole, SECONDS, " s"))
            details.append(f"{words}: {ours * 1000:.0f} ms against {by_hand * 1000:.0f} ms")
    title = f"Figures over {answers:,} answers, {name}"
    meaning = (
        "Answers of a quarter beside the quarter before, with how many people they are about; and all of a summary."
    )
    return Row(title, meaning, (*ratios, *seconds), tuple(details))


@dataclass(frozen=True)
class _There:
    office: Office


def _side_by_side(uow: Uow, there: _There, scope: Scope, rounds: int) -> tuple[float, float]:
    """Medians, taken in turns. Both see the same number of answers."""
    ours, by_hand = [], []
    until = up_to(scope.period, uow.today)
    for _ in range(rounds):
        by_hand.append(_once(lambda: _by_hand(uow, scope)))
        ours.append(_once(lambda: load_answered(uow, there.office, scope, until)))
    counted = sum(item.records for item in load_answered(uow, there.office, scope, until) if item.told)
    plainly = sum(many for _, packed, many in _by_hand(uow, scope) if packed // 1_000_000 % 2 == 0)
    if scope.node.id is None and counted != plainly:
        raise AssertionError(scope)
    return _median(ours), _median(by_hand)


def _by_hand(uow: Uow, scope: Scope) -> list[Any]:
    is_sqlite = uow.connection.dialect.name == "sqlite"
    days = before(scope.period).first, scope.period.first, scope.period.last + timedelta(days=1)
    earlier, start, end = (_instant(day, is_sqlite=is_sqlite) for day in days)
    team = f"AND team = '{scope.node.id}'" if scope.node.id else ""
    places = " ".join(f"WHEN '{form.version}' THEN {place}" for place, form in enumerate(_forms()))
    cursor = uow.connection.connection.cursor()
    for statement in (_PEOPLE_BY_HAND, _BY_HAND):
        cursor.execute(statement.format(places=places, earlier=earlier, start=start, end=end, team=team))
        found = cursor.fetchall()
    return list(found)


def _instant(day: date, *, is_sqlite: bool) -> str:
    at = datetime.combine(day, clock_time(), Clock().zone).astimezone(UTC)
    return f"'{at:%Y-%m-%d %H:%M:%S.%f}'" if is_sqlite else f"'{at.isoformat()}'"


@contextmanager
def _filled(address: str, answers: int) -> Iterator[_There]:
    store = Store(address, Clock())
    migrate(store)
    with store.work(Deadline.after(_LONG)) as uow:
        _fill(uow, answers)
    with store.work(Deadline.after(_LONG)) as uow:
        uow.run(text("ANALYZE"))
    yield _There(Office(store, LIBRARY))
    store.close()


def _fill(uow: Uow, answers: int) -> None:
    dice = Random(1)  # noqa: S311 (nothing secret)
    teams, workers = [new_key() for _ in range(TEAMS)], [new_key() for _ in range(PEOPLE)]
    uow.run(insert(table_of(people.Team)), [{"id": key, "name": f"Team {n}"} for n, key in enumerate(teams)])
    uow.run(insert(table_of(people.Person)), [{"id": key, "name": f"Person {n}"} for n, key in enumerate(workers)])
    used = [{"team": key, "framework": name, "since": START} for key in teams for name in LIBRARY.frameworks]
    uow.run(insert(table_of(people.Uses)), [{"id": new_key(), **each} for each in used])
    forms = _forms()
    for form in forms:
        keep_version(uow, form.version, form.framework, form.name, form.body)
    each = sum(len(list(questions_of(form))) for form in forms) / len(forms)
    places = [(worker, teams[n % TEAMS]) for n, worker in enumerate(workers)]
    made = [_check(dice, forms[n % len(forms)], places, uow.now, n) for n in range(round(answers / each))]
    uow.run(insert(_run), made)
    uow.run(text(_FILL.format(items=" UNION ALL ".join(_items(forms)))))
    uow.run(insert(_duty), [_owed(dice, n, places, uow.today) for n in range(DUTIES)])


def _forms() -> list[Form]:
    """Those with most questions that are answered yes or no, or by more."""
    open_ones = [
        form for form in LIBRARY.forms.values() if not form.checklist.is_private and not form.checklist.anonymous
    ]
    plain = [form for form in open_ones if all(item.control.value == "choice" for item in questions_of(form))]
    return sorted(plain, key=lambda form: -len(list(questions_of(form))))[:FORMS]


def _items(forms: list[Form]) -> Iterator[str]:
    for form in forms:
        for n, item in enumerate(questions_of(form)):
            yield f"SELECT '{form.version}' AS version, '{item.id}' AS item, {item.measure} AS measure, {n} AS n"


def _check(dice: Random, form: Form, places: list[tuple[str, str]], now: datetime, number: int) -> dict[str, object]:
    at, (author, team) = now - timedelta(days=dice.randrange(DAYS), hours=1), dice.choice(places)
    who = {"version": form.version, "author": author, "team": team, "state": "submitted", "subject_kind": "service"}
    return {"id": new_key(), "reference": f"{number:06}", **who, "started_at": at, "submitted_at": at}


def _owed(dice: Random, number: int, places: list[tuple[str, str]], today: date) -> dict[str, object]:
    plan, rule = dice.choice(list(LIBRARY.rules.values()))
    owner, team = dice.choice(places)
    due = today - timedelta(days=dice.randrange(DAYS))
    who = {"framework": plan.framework, "version": "v", "subject_kind": "person", "subject_key": owner, "owner": owner}
    stands = {"rule": rule.id, "team": team, "period": str(number), "opens": due, "due": due, "count": 1, "done": 0}
    status = dice.choice([Status.DONE] * 5 + [Status.MISSED, Status.DONE_LATE, Status.EXCUSED]).value
    details = '{"others": [], "late_to": [], "paid_by": [], "missing": [], "notices": []}'
    return {"id": f"{number:013}", **who, **stands, "status": status, "details": details}


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _median(took: list[float]) -> float:
    return statistics.median(took)
