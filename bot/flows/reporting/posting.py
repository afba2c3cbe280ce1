"""Posting figures of an approved report in channels: in which, whether they may stand there, and what a copy shows."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.messages import REPORT_POSTED
from bot.domain.papers import Paper, Table
from bot.domain.reporting import Draft, NotPosted, Posting
from bot.domain.summaries import Place
from bot.errors import NotAllowedError, NotPostableError, ShownError, UnusableValueError
from bot.flows.office import Actor, Office
from bot.flows.reporting import access
from bot.flows.reporting.kept import from_text
from bot.flows.reporting.restating import TITLE as TOLD_ANEW
from bot.flows.reporting.sections import AT_A_GLANCE
from bot.flows.shown import short_day
from bot.flows.summary_access import to_place
from bot.frameworks.reports import OWN_CHANNEL, Report
from bot.storage import outbox, people
from bot.storage import report_postings as storage
from bot.storage.reports import load_body
from bot.storage.store import Uow

ALREADY = "Its figures are posted there already, or are being posted now."
NOT_A_CHANNEL = "Figures are posted in channels alone, not in a conversation of two or a few. Choose a channel."
_NO_CHANNEL = (
    "{team} has no channel yet, so nothing was posted. Your QA lead types /qa summary here {team} in the team's "
    "channel; then post it again."
)
_ID = re.compile("[CG][A-Z0-9]{6,19}")


def choose_channel(office: Office, actor: Actor, key: str, channel: str) -> None:
    """Its figures are posted there once it is approved; at once, if it is."""
    with office.store.work(actor.deadline) as uow:
        _, draft, _ = access.to_draft(uow, office, actor, key, change=True)
        if not _ID.fullmatch(channel):
            raise UnusableValueError(NOT_A_CHANNEL)
        posting = storage.add_posting(uow, draft.id, channel, actor.person, is_chosen=True)
        if draft.is_approved:
            _post(uow, posting, actor.person)


def drop_channel(office: Office, actor: Actor, key: str) -> str:
    """The report of which figures are not to be posted there after all."""
    with office.store.work(actor.deadline) as uow:
        posting, draft, _ = access.to_posting(uow, office, actor, key, change=True)
        if posting.tries:
            raise ShownError(ALREADY)
        storage.drop_posting(uow, posting, actor.person)
        return draft.id


def post_again(office: Office, actor: Actor, key: str) -> str:
    """After it was refused, in the name of whoever asks for it now; which report that is."""
    with office.store.work(actor.deadline) as uow:
        posting, draft, _ = access.to_posting(uow, office, actor, key, change=True)
        _post(uow, posting, actor.person)
        return draft.id


def post_approved(uow: Uow, draft: Draft, report: Report, person: str) -> int:
    """Where its file says and its maker has chosen; in how many channels."""
    for name in report.channels:
        storage.add_posting(uow, draft.id, name, person, is_chosen=False)
    postings = storage.load_postings(uow, draft.id)
    for posting in postings:
        _post(uow, posting, person)
    return len(postings)


def _post(uow: Uow, posting: Posting, person: str) -> None:
    if posting.tries and not posting.refused:
        raise ShownError(ALREADY)
    tries = storage.begin_posting(uow, posting, person)
    outbox.owe(uow, REPORT_POSTED, person, item=posting.id, once=str(tries))


def load_posting(office: Office, actor: Actor, key: str) -> Posting:
    """With its channel as the id or the name of one."""
    with office.store.look(actor.deadline) as uow:
        posting, draft, _ = access.to_posting(uow, office, actor, key)
        return replace(posting, channel=_channel(uow, posting, draft))


def _channel(uow: Uow, posting: Posting, draft: Draft) -> str:
    """The teams file names one with or without the sign that stands before a channel's name."""
    if posting.channel != OWN_CHANNEL or draft.about.team is None:
        return posting.channel
    found = storage.load_channel_of(uow, draft.about.team)
    if found is None:
        raise NotPostableError(_NO_CHANNEL.format(team=people.load_team_name(uow, draft.about.team)))
    return found if _ID.fullmatch(found) else f"#{found.lstrip('#').lower()}"


def claim_place(office: Office, actor: Actor, key: str, place: Place) -> None:
    """From here on it is the one copy in this channel; refused where its figures may not stand there.

    Where a file names a channel for the whole organisation, that says enough of whose channel it is.
    """
    with office.store.work(actor.deadline) as uow:
        posting, draft, _ = access.to_posting(uow, office, actor, key)
        if posting.is_chosen or draft.about.team:
            to_place(uow, draft.about.team, place)
        if not storage.claim_place(uow, posting, place.id):
            raise NotPostableError(ALREADY)


def load_posted(office: Office, actor: Actor, key: str) -> Paper:
    """Its figures as they were approved, and the words written for it; nothing that stands in single checks."""
    with office.store.look(actor.deadline) as uow:
        _, draft, report = access.to_posting(uow, office, actor, key)
        paper = from_text(load_body(uow, draft.id) or "")
        return replace(_figures_of(paper, report), cover=tuple(_cover(uow, office, draft)))


def load_not_posted(office: Office, actor: Actor, key: str) -> NotPosted:
    """Told as long as it is so."""
    with office.store.look(actor.deadline) as uow:
        posting, draft, report = access.to_posting(uow, office, actor, key)
        if not posting.refused:
            raise NotAllowedError("It is posted by now, or being posted.")
        return NotPosted(posting, report.title, draft.about.time)


def _figures_of(paper: Paper, report: Report) -> Paper:
    """Only what is known to be meant for it: a heading that is no longer in the file is left out."""
    shown = {AT_A_GLANCE, TOLD_ANEW, *report.posted}
    sections = tuple(section for section in paper.sections if section.title in shown)
    data = tuple(block for section in sections for block in section.blocks if isinstance(block, Table))
    return replace(paper, sections=sections, data=data)


def _cover(uow: Uow, office: Office, draft: Draft) -> Iterator[tuple[str, str]]:
    if draft.approved_by and draft.approved_at:
        day = draft.approved_at.astimezone(office.store.clock.zone).date()
        name = people.load_names(uow, {draft.approved_by})[draft.approved_by]
        yield "Approved", f"{short_day(day)} by {name}"
    yield "All of it", "its readers open it with /qa report"
