"""Freezing a list: it is read, compared with the last one, stored and hashed before any random key is drawn.

What is drawn from it is in drawing.py.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.domain.draws import DRAWN, FROZEN, Draw, Given, Row
from bot.domain.runs import Subject
from bot.errors import FormProblemsError, IdentifyingTextError, UnusableValueError
from bot.flows.draws import access
from bot.flows.draws.choosing import list_digest, unlike
from bot.flows.draws.lists import read_list
from bot.flows.office import Actor, Office
from bot.flows.texts import usable, usable_reason
from bot.frameworks.schedule import Rule
from bot.frameworks.spans import after
from bot.storage import draws, people
from bot.storage.keys import new_key, new_salt
from bot.storage.store import Uow

REPORT, DAY, ROWS, COUNT = "report", "day", "rows", "count"
REPORT_LENGTH = 80
MOST_ROWS = 10_000
MOST_DRAWN = 40
YEAR = "12 months"
"""In which it counts how often a record was drawn, and whose."""


def freeze(
    office: Office, actor: Actor, rule_id: str, checklist: str, given: Given, keep_because: str | None
) -> tuple[Draw, bool]:
    """The stored list, and whether it was stored just now. It is read before, so that nobody waits for that to save."""
    report, rows = read_given(office, actor, rule_id, checklist, given, keep_because)
    with office.store.work(actor.deadline) as uow:
        standing, rule, form, scope = access.to_draw(uow, office, actor, rule_id, checklist, given.scope)
        people.lock_person(uow, actor.person)  # sent in twice, it is one list
        made = Draw(
            id=new_key(),
            reference=draws.free_reference(uow),
            framework=form.framework,
            rule=rule.id,
            checklist=form.name,
            scope=scope,
            author=standing.person,
            report=report,
            report_day=given.report_day,
            rows=given.rows,
            count=given.count,
            salt=new_salt(),
            digest="",
            state=FROZEN,
            is_unlike=False,
            at=uow.now,
            anonymised_by=None,
            listed=with_history(uow, rule, scope, rows),
        )
        alike = draws.load_alike(uow, made)
        if same := next((draw for draw in alike if _is_same(draw, made)), None):
            return same, False
        before = next((draw for draw in alike if draw.state == DRAWN), None)
        digest = list_digest(made.salt, made.rows, made.count, made.listed)
        made = replace(made, is_unlike=bool(before and unlike_last(made, before)), digest=digest)
        draws.add_draw(uow, made, usable_reason(keep_because) if keep_because else None)
        return made, True


def read_given(
    office: Office, actor: Actor, rule_id: str, checklist: str, given: Given, keep_because: str | None
) -> tuple[str, tuple[Row, ...]]:
    """The name of the report and the rows of the list, if there is one; or everything that is wrong with them."""
    with office.store.look(actor.deadline) as uow:
        access.to_draw(uow, office, actor, rule_id, checklist, given.scope)
        report = _fitting(uow, given, keep_because)
        rows = read_list(uow, given.text, keep_because, is_file=given.is_file) if given.text.strip() else ()
    if rows and len(rows) != given.rows:
        sentence = f"The list has {len(rows)} rows, so the report should have {len(rows)} too. Please look again."
        raise FormProblemsError({ROWS: sentence})
    return report, rows


def _fitting(uow: Uow, given: Given, keep_because: str | None) -> str:
    """The name of the report, or everything that is wrong beside the list, each beside its field."""
    problems: dict[str, str] = {}
    keepable: set[str] = set()
    report = given.report
    try:
        report = " ".join(usable(given.report, REPORT_LENGTH, keep_because).split())
    except UnusableValueError as error:
        problems[REPORT] = str(error)
        keepable |= {REPORT} if isinstance(error, IdentifyingTextError) else set()
    if not 1 <= given.rows <= MOST_ROWS:
        problems[ROWS] = f"Please give the number of rows in figures, from 1 to {MOST_ROWS}."
    if not 1 <= given.count <= MOST_DRAWN:
        problems[COUNT] = f"Please give how many to draw in figures, from 1 to {MOST_DRAWN}."
    if given.report_day > uow.today:
        problems[DAY] = "That day is still to come. Give the day on which the report was made."
    if problems:
        raise FormProblemsError(problems, keepable)
    return report


def with_history(uow: Uow, rule: Rule, scope: Subject, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each with a salt and what the rule has drawn before: how often in a year, and whether too lately."""
    sample = access.sample_of(rule)
    year = after(uow.today, f"-{YEAR}")
    bar = after(uow.today, f"-{sample.not_within}") if sample.not_within else None
    since = datetime.combine(min(year, bar or year) - timedelta(days=1), time(), UTC)
    drawn = draws.load_drawn_since(uow, rule.id, since, scope.person if sample.of == access.OWN else None)
    lately = [(reference.casefold(), worker) for reference, worker, at in drawn if at.date() > year]
    often = Counter(reference for reference, _ in lately)
    covered = Counter(worker for _, worker in lately if worker)
    barred = {reference.casefold() for reference, _, at in drawn if bar and at.date() > bar}
    return tuple(
        replace(
            row,
            before=often[(row.reference or "").casefold()],
            covered=covered[row.worker] if row.worker else 0,
            barred=(row.reference or "").casefold() in barred,
            salt=new_salt(),
        )
        for row in rows
    )


def _is_same(one: Draw, other: Draw) -> bool:
    """The same report, row by row. That rows were drawn from it meanwhile makes it no other."""
    told = [
        (draw.report.casefold(), draw.report_day, draw.rows, [(row.reference, row.worker) for row in draw.listed])
        for draw in (one, other)
    ]
    return told[0] == told[1]


def unlike_last(draw: Draw, before: Draw) -> str:
    references = [row.reference or "" for row in draw.listed]
    return unlike(draw.rows, references, before.rows, [row.reference or "" for row in before.listed])
