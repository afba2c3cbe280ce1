"""Risks to quality: raised, found, decided. Their words stand with all words."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.domain.risks import DECIDED, OPEN, Decision, Risk
from bot.storage.keys import is_key, new_reference
from bot.storage.store import Uow
from bot.storage.tables import risks as tables
from bot.storage.tables import table_of
from bot.storage.words import add_words, words_table

_risk = table_of(tables.Risk)
_said = words_table.alias("said")
_decided = words_table.alias("decided")

_AS_THEY_ARE = ("id", "reference", "framework", "lead", "run", "author", "team", "at", "state")

_ALL = (
    select(_risk, _said.c.text, _decided.c.text.label("decision"))
    .join(_said, _said.c.id == _risk.c.words_id)
    .outerjoin(_decided, _decided.c.id == _risk.c.decision_id)
)


def add_risk(uow: Uow, risk: Risk, keep: str | None) -> None:
    words_id, words_digest = add_words(uow, risk.words, keep)
    row: dict[str, Any] = {name: getattr(risk, name) for name in _AS_THEY_ARE}
    uow.run(insert(_risk), row | {"words_id": words_id})
    uow.log("risk raised", risk.author, risk=risk.id, words=words_digest)


def free_reference(uow: Uow) -> str:
    reference = new_reference()
    while uow.run(select(_risk.c.id).where(_risk.c.reference == reference)).first():
        reference = new_reference()
    return reference


def load_risk(uow: Uow, risk: str, *, lock: bool = False) -> Risk | None:
    if not is_key(risk):
        return None
    found = _ALL.where(_risk.c.id == risk)
    row = uow.run(found.with_for_update(of=_risk) if lock else found).first()
    return _risk_of(row) if row else None


def load_open(uow: Uow) -> list[Risk]:
    """All that wait for a decision, the first one first."""
    return _many(uow, _ALL.where(_risk.c.state == OPEN).order_by(_risk.c.at, _risk.c.id))


def load_raised_by(uow: Uow, person: str, most: int) -> list[Risk]:
    """Those that this person raised, the latest first."""
    return _many(uow, _ALL.where(_risk.c.author == person).order_by(_risk.c.at.desc(), _risk.c.id).limit(most))


def load_decided_by(uow: Uow, person: str, most: int) -> list[Risk]:
    """Those that this person decided, the latest first."""
    return _many(
        uow, _ALL.where(_risk.c.decided_by == person).order_by(_risk.c.decided_at.desc(), _risk.c.id).limit(most)
    )


def load_standing(uow: Uow, framework: str, since: datetime, until: datetime) -> list[Risk]:
    """Of one framework: raised before the end of this time and not decided before it began, the first one first."""
    undecided = _risk.c.decided_at.is_(None) | (_risk.c.decided_at >= since)
    stood = (_risk.c.framework == framework, _risk.c.at < until, undecided)
    return _many(uow, _ALL.where(*stood).order_by(_risk.c.at, _risk.c.id))


def _many(uow: Uow, found: Any) -> list[Risk]:
    return [_risk_of(row) for row in uow.run(found).fetchall()]


def _risk_of(row: Row[Any]) -> Risk:
    decision = Decision(row.decision, row.decided_by, row.decided_on) if row.state == DECIDED else None
    return Risk(
        id=row.id,
        reference=row.reference,
        framework=row.framework,
        run=row.run,
        words=row.text,
        author=row.author,
        team=row.team,
        at=row.at,
        lead=row.lead,
        state=row.state,
        decision=decision,
    )


def decide(uow: Uow, risk: str, decision: Decision, keep: str | None) -> None:
    words_id, words_digest = add_words(uow, decision.words, keep)
    values = {"state": DECIDED, "decision_id": words_id, "decided_by": decision.by, "decided_on": decision.on}
    uow.run(update(_risk).where(_risk.c.id == risk).values(**values, decided_at=uow.now))
    uow.log("risk decided", decision.by, risk=risk, words=words_digest)
