"""Making an approved report again where its figures are others by now: it shows both, and the old one stays."""

from collections.abc import Collection

from bot.domain.closings import Closing, Difference
from bot.domain.papers import Section, Table, Words
from bot.domain.reporting import Draft
from bot.errors import ShownError
from bot.flows.figures.closing import differences, load_closing, load_closing_as, record_restatement
from bot.flows.figures.shared import CHANGES
from bot.flows.office import Actor, Office
from bot.flows.reporting import access
from bot.flows.reporting.published import NOTE, as_published
from bot.flows.shown import short_day
from bot.storage import reports as storage
from bot.storage.store import Uow

NOT_APPROVED = "This report is not approved yet. Until then it is counted anew each time it is opened."
THE_SAME = "All was counted again, and its figures are the same. The report stays as it is."
TOO_FEW = (
    "All was counted again. A few checks were changed since, too few to be told: whoever compares two copies could "
    "read off what they say. The report stays as it is."
)


def restate_report(office: Office, actor: Actor, key: str) -> str:
    """A draft that begins with the words of the old one; the one that is there already, if it was begun."""
    with office.store.work(actor.deadline) as uow:
        _, draft, _ = access.to_draft(uow, office, actor, key, change=True)
        if not draft.is_approved:
            raise ShownError(NOT_APPROVED)
        begun = storage.find_draft(uow, draft.about.after)
        if begun:
            return begun.id
        closing = record_restatement(uow, office, actor.person, draft.framework, draft.about.period)
        if not _what_is_new(uow, draft, closing):
            raise ShownError(TOO_FEW if _is_kept_back(closing) else THE_SAME)
        made = storage.add_draft(uow, draft.about.after, draft.framework, actor.person)
        storage.copy_wordings(uow, draft.id, made.id)
        return made.id


def _is_kept_back(closing: Closing) -> bool:
    return any(there.what == CHANGES for figures in closing.figures for there in figures.withheld)


def closing_for(uow: Uow, draft: Draft) -> Closing | None:
    """A report that is made again tells what was counted last, even before it is approved."""
    return load_closing(uow, draft.framework, draft.about.period) if draft.about.before else None


def restated_in(
    uow: Uow, office: Office, draft: Draft, closing: Closing | None, teams: Collection[str], *, is_published: bool
) -> list[Section]:
    """What is another figure now than in the report before; of these teams. To anybody, only as they may be read."""
    before = storage.find_draft(uow, draft.about.before) if draft.about.before else None
    if before is None or before.approved_at is None or closing is None:
        return []
    day = short_day(before.approved_at.astimezone(office.store.clock.zone).date())
    said = f"This report was approved on {day}. What was counted since then is shown here beside what it said."
    found = [there for there in _what_is_new(uow, before, closing) if there.team in teams]
    told = as_published if is_published else str
    shown = ((there.team, there.what, told(there.before), told(there.after)) for there in found)
    rows = tuple(row for row in shown if row[2] != row[3])
    if not rows:
        return [Section(TITLE, (Words(f"{said} None of its own figures is another one."),))]
    note = NOTE if is_published else ""
    return [Section(TITLE, (Words(said), Table("Figures that are different now", _COLUMNS, rows, note)))]


TITLE = "What is told anew"
_COLUMNS = ("Team", "Figure", "As it was told", "As it is")


def _what_is_new(uow: Uow, draft: Draft, closing: Closing) -> tuple[Difference, ...]:
    told = load_closing_as(uow, draft.closing or "")
    return differences(told, closing) if told else ()
