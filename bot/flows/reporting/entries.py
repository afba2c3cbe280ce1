"""A list that the makers of a report keep with it: adding to it, and ending one before its day."""

from datetime import date

from bot.domain.reporting import Draft, Entry, EntryList
from bot.errors import FormProblemsError, ShownError, UnusableValueError
from bot.flows.office import Actor, Office
from bot.flows.reporting import access
from bot.flows.texts import REASON_LENGTH, usable
from bot.frameworks.report_sections import Entries
from bot.frameworks.reports import Report
from bot.storage import reports as storage
from bot.storage.keys import is_key
from bot.storage.store import Uow

REASON, NUMBER, ENDS = "words", "number", "ends"
MOST = 1000
_APPROVED = "This report is approved, so it stays as it is. Open the one of a later time to change its lists."
_GONE = "This list has changed in the meantime. Nothing was saved. Open the report again to see it."


def lists_of(uow: Uow, draft: Draft, report: Report) -> tuple[EntryList, ...]:
    """Each with what stands on the last day that the report tells of."""
    return tuple(
        EntryList(
            there.name,
            there.title,
            there.called,
            there.number,
            there.explained,
            tuple(storage.load_entries(uow, report.id, there.name, draft.about.period.last)),
        )
        for there in report.sections
        if isinstance(there, Entries)
    )


def keep_entry(
    office: Office, actor: Actor, key: str, named: tuple[str, str], given: tuple[str, str, str], keep: str | None = None
) -> None:
    """`named`: its list, and the key that its form brought, so that it is kept once however often it is sent in.

    `given`: its number, the reason, and its last day if one is known.
    """
    section, entry = named
    number, reason, ends = given
    with office.store.work(actor.deadline) as uow:
        _, draft, report = access.to_draft(uow, office, actor, key, change=True)
        _list(uow, draft, report, section)
        if not is_key(entry):
            raise UnusableValueError(_GONE)
        if not storage.has_entry(uow, entry):
            words = usable(reason, REASON_LENGTH, keep)
            kept = Entry(entry, _number(number), words, _day(ends, draft))
            storage.add_entry(uow, report.id, section, kept, actor.person, keep)


def end_entry(office: Office, actor: Actor, key: str, section: str, entry: str) -> None:
    with office.store.work(actor.deadline) as uow:
        _, draft, report = access.to_draft(uow, office, actor, key, change=True)
        if all(there.id != entry for there in _list(uow, draft, report, section).entries):
            raise UnusableValueError(_GONE)
        storage.end_entry(uow, entry, actor.person)


def _list(uow: Uow, draft: Draft, report: Report, section: str) -> EntryList:
    if draft.is_approved:
        raise ShownError(_APPROVED)
    found = next((there for there in lists_of(uow, draft, report) if there.section == section), None)
    if found is None:
        raise UnusableValueError(_GONE)
    return found


def _number(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given) <= MOST:
        raise FormProblemsError({NUMBER: f"Write a whole number from 1 to {MOST}. Nothing was saved."})
    return int(given)


def _day(given: str, draft: Draft) -> date | None:
    """None where no end is known."""
    if not given:
        return None
    day = date.fromisoformat(given)
    if day < draft.about.period.last:
        said = "This day lies before the end of what the report tells of. Choose a later one, or leave it empty."
        raise FormProblemsError({ENDS: said})
    return day
