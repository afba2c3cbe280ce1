"""Setting the day from which a framework's duties count. Reading what was last done before is in last_done.py."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.clock import Deadline
from bot.domain.go_live import GoLive, Schedulable, refuse_go_live
from bot.domain.people import Standing, Verb
from bot.errors import UnusableValueError
from bot.flows import access
from bot.flows.last_done import Told, read_last_done
from bot.flows.office import Actor, Office
from bot.flows.relations import is_qa_lead
from bot.storage import go_live as storage
from bot.storage.store import Uow

PATIENCE = 120.0
_NOTHING_TOLD = Told((), 0, ())


@dataclass(frozen=True)
class GoneLive:
    """What was set, or would be; with a line that cannot be read, nothing was."""

    framework: str
    title: str
    day: date
    before: date | None
    told: Told


def load_schedulable(office: Office, actor: Actor) -> list[Schedulable]:
    """Every framework that says what is owed."""
    with office.store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        return _schedulable(uow, office)


def schedulable_by(uow: Uow, office: Office, standing: Standing) -> list[Schedulable]:
    """The same for Home, and nothing for whoever does not set days."""
    return _schedulable(uow, office) if is_qa_lead(uow, standing) else []


def _schedulable(uow: Uow, office: Office) -> list[Schedulable]:
    days, frameworks = storage.load_go_lives(uow), office.library.frameworks
    found = (
        Schedulable(name, frameworks[name].title, days.get(name), len(plan.schedule.rules))
        for name, plan in office.library.plans.items()
    )
    return sorted(found, key=lambda there: there.title)


def set_go_live(
    office: Office, actor: Actor, framework: str, day: date, file: Path | None = None, *, dry_run: bool = False
) -> GoneLive:
    """From that day on its duties count. With a file, what it says was last done counts as done then."""
    deadline = actor.deadline or Deadline.after(PATIENCE)
    with office.store.look(deadline) if dry_run else office.store.work(deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        _refuse_unknown(office, framework)
        before = storage.load_go_live(uow, framework, lock=not dry_run)
        told = read_last_done(uow, office.library, framework, file) if file else _NOTHING_TOLD
        _refuse_day(day, uow.today, before, told)
        if not dry_run and not told.problems:
            storage.record_go_live(uow, framework, day, actor.person)
            storage.record_last_done(uow, told.last)
        title = office.library.frameworks[framework].title
        return GoneLive(framework, title, day, before.day if before else None, told)


def _refuse_day(day: date, today: date, before: GoLive | None, told: Told) -> None:
    """The same day once more with a file is no move: what a file tells can come later than the day."""
    if not (before and before.day == day and told.lines):
        refuse_go_live(day, today, before)


def _refuse_unknown(office: Office, framework: str) -> None:
    if framework not in office.library.plans:
        known = ", ".join(sorted(office.library.plans)) or "none"
        raise UnusableValueError(f"There is no schedule of that name. Frameworks that have one: {known}.")
