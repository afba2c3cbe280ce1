"""Duties of the tests' council by the schedule of willow, put straight into the table as if worked out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.domain.duties import Duty, Status
from bot.domain.duty_acts import DutyAct
from bot.domain.runs import Subject
from bot.domain.shifts import Shift
from bot.storage.duties import load_duty, record_shifts
from bot.storage.duty_acts import load_acts_of
from bot.storage.tables import duties as tables
from bot.storage.tables import slack, table_of
from tests.council import START, TODAY, Council

WILLOW = "willow"
LATER = TODAY + timedelta(days=38)
PLAIN_DUTY = Duty(
    rule="R-1",
    framework="any",
    version="v",
    subject=Subject("service"),
    about=None,
    period="2026-10-01",
    opens=date(2026, 10, 1),
    due=date(2026, 12, 31),
    status=Status.DUE,
    owner="somebody",
    owner_since=None,
    others=(),
    late_to=(),
    team=None,
    count=1,
    done=0,
    paid_by=(),
    done_on=None,
    missing=(),
    notices=(),
    next_change_on=None,
)
"""Nobody has done anything about it yet."""


def go_live(council: Council, day: date = date(2026, 10, 1)) -> Council:
    """Everybody works by willow, which counts from that day on."""
    council.use(WILLOW)
    with council.office.store.work() as uow:
        row = {"framework": WILLOW, "day": day, "set_by": council.ids["Quinn"], "set_at": uow.now}
        uow.run(insert(table_of(tables.GoLive)), row)
    return council


def owe(council: Council, rule: str = "WIL-1", about: str = "Ade", owner: str | None = "Sam", **given: Any) -> Duty:
    """Something due by the end of the year, unless it is said otherwise; about a person, or a reference."""
    is_person = about in council.ids
    subject = Subject("person", council.ids[about]) if is_person else Subject("reference", about)
    duty = replace(
        PLAIN_DUTY,
        rule=rule,
        framework=WILLOW,
        version=council.office.library.plans[WILLOW].version,
        subject=subject,
        due=LATER,
        owner=council.ids[owner] if owner else None,
        owner_since=START,
        team=council.ids["East"],
        notices=(TODAY, LATER),
        next_change_on=LATER + timedelta(days=1),
    )
    return keep(council, replace(duty, **given))


def keep(council: Council, duty: Duty) -> Duty:
    """As it stands now."""
    with council.office.store.work() as uow:
        record_shifts(uow, [Shift(load_duty(uow, duty.id), duty)])
    return duty


def people(council: Council, *names: str) -> tuple[str, ...]:
    return tuple(council.ids[name] for name in names)


def acts_of(council: Council, duty: Duty) -> list[DutyAct]:
    with council.office.store.look() as uow:
        return load_acts_of(uow, [duty.id])


def told(council: Council, kind: str) -> list[str]:
    """Who is owed a message of this kind, by name."""
    message = table_of(slack.Message)
    names = {key: name for name, key in council.ids.items()}
    with council.office.store.look() as uow:
        found = uow.run(select(message.c.person).where(message.c.kind == kind)).scalars()
        return sorted(names[person] for person in found)
