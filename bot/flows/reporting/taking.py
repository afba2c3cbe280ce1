"""Getting a report as a file: for oneself alone, with a cover that says who has it, and a line in the log."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.papers import Paper
from bot.domain.reporting import Draft
from bot.flows.office import Actor, Office
from bot.flows.reporting import access
from bot.flows.reporting.checks import reader_of
from bot.flows.reporting.gathering import paper_of
from bot.flows.reporting.kept import from_text
from bot.flows.shown import short_day
from bot.storage import people
from bot.storage import reports as storage
from bot.storage.store import Uow


def take_report(office: Office, actor: Actor, key: str) -> Paper:
    """What was approved, as it was then; else the draft as it stands."""
    with office.store.work(actor.deadline) as uow:
        standing, draft, report = access.to_draft(uow, office, actor, key)
        body = storage.load_body(uow, draft.id) if draft.is_approved else None
        paper = from_text(body) if body else paper_of(uow, office, draft, report, reader_of(uow, standing))
        uow.log("export", actor.person, report=draft.id, state=draft.state, rows=lines_of(paper))
        return replace(paper, cover=tuple(_cover(uow, office, actor, draft, paper)))


def _cover(uow: Uow, office: Office, actor: Actor, draft: Draft, paper: Paper) -> Iterator[tuple[str, str]]:
    wanted = {actor.person, *filter(None, (draft.approved_by,))}
    names = people.load_names(uow, wanted)
    zone = office.store.clock.zone
    yield "Made for", names.get(actor.person, "")
    yield "Made", f"{short_day(uow.today)} {uow.now.astimezone(zone):%H:%M}"
    yield "What it is of", paper.about
    if draft.approved_by and draft.approved_at:
        yield "Approved", f"{short_day(draft.approved_at.astimezone(zone).date())} by {names[draft.approved_by]}"
    else:
        yield "State", "A draft: nobody has approved it"
    yield "Lines in its tables", str(lines_of(paper))
    yield "Read by", "Take care whom you pass it on to: it was made for you"


def lines_of(paper: Paper) -> int:
    """All lines of its tables."""
    blocks = (block for section in paper.sections for block in section.blocks)
    return sum(len(getattr(block, "rows", ())) for block in blocks)
