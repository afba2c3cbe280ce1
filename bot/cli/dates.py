"""Records one date of the invented council in a register, by the flow that people go through."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bot.cli.history import set_clock, workday
from bot.domain.facts import Said
from bot.domain.runs import Subject
from bot.errors import ShownError
from bot.flows.office import Actor, Office
from bot.flows.registers.record import record_fact
from bot.frameworks.demo import PastDate
from bot.storage import people

_AT = time(16)


def note_date(office: Office, ids: Mapping[str, str], past: PastDate, today: date, days: int) -> None:
    """Recorded so many days ago, of the day that it says. One that is refused is a mistake in the file."""
    on = workday(today - timedelta(days=past.days_ago))
    recorded = max(on, workday(today - timedelta(days=days)))
    set_clock(office, datetime.combine(recorded, _AT, office.store.clock.zone))
    book = office.book(past.register_)
    codes = {outcome.name: outcome.code for outcome in book.register.by_id[past.fact].outcomes}
    subject = _subject(office, ids, book.register.subject.kind, past.about)
    said = Said(past.fact, subject, on, about=past.inside, outcome=codes[past.outcome] if past.outcome else None)
    try:
        record_fact(office, Actor(ids[past.who]), book.name, said)
    except ShownError as error:
        entry = f"{past.who}'s {past.fact} of {past.days_ago} days ago"
        raise ShownError(f"demo.yaml: {entry} was refused, so nothing was made: {error}") from error


def _subject(office: Office, ids: Mapping[str, str], kind: str, about: str | None) -> Subject:
    if kind == "person":
        return Subject(kind, ids[about or ""])
    if kind == "team":
        with office.store.look() as uow:
            return Subject(kind, people.find_team(uow, about or ""))
    return Subject(kind, about)
