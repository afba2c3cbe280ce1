"""From a message owed to what it says now: rendered at the moment of sending, never before."""

from dataclasses import dataclass

from bot.blocks.actions import action_message
from bot.blocks.card import card_message
from bot.blocks.digest import digest_message
from bot.blocks.duty_acts import duty_message
from bot.blocks.paper import paper_message
from bot.blocks.parts import Message
from bot.blocks.report_channels import not_posted_message
from bot.blocks.reports import ready_message
from bot.blocks.review import receipt_message, review_message
from bot.blocks.rhythm import stands_in_message, stood_down_message
from bot.blocks.risks import risk_notice
from bot.blocks.surveys import survey_notice
from bot.blocks.told import GONE, notice_message, plain_message, unreached_message
from bot.blocks.waiting import waiting_message
from bot.clock import Deadline
from bot.domain.cards import Card, Review, View, Waiting
from bot.domain.messages import (
    ABOUT_ACTIONS,
    ABOUT_DUTIES,
    ABOUT_RISKS,
    CARD,
    CORRECTED,
    DIGEST,
    REPORT_NOT_POSTED,
    REPORT_POSTED,
    REPORT_READY,
    SHARED,
    STANDS_IN,
    STOOD_DOWN,
    SURVEY_CLOSED,
    TURN,
    UNREACHED,
    Owed,
)
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.errors import NotAllowedError
from bot.flows import access
from bot.flows.action_lists import load_detail
from bot.flows.digests.page import load_page
from bot.flows.due.said import load_news
from bot.flows.office import Actor, Office
from bot.flows.reporting.drafts import load_page as load_report
from bot.flows.reporting.posting import load_not_posted, load_posted
from bot.flows.rhythm.standing_in import load_stood_down, load_stood_in
from bot.flows.risks import load_risk
from bot.flows.turns import open_to
from bot.flows.views import hold
from bot.flows.walk import load_view
from bot.flows.waves import load_ended
from bot.storage import accounts, people, runs
from bot.storage.store import Uow

_PATIENCE = 10.0


@dataclass(frozen=True)
class Drawn:
    message: Message
    revision: int


def draw(office: Office, owed: Owed) -> Drawn:
    if owed.kind in (STANDS_IN, STOOD_DOWN):
        return _about_standing_in(office, owed)
    if owed.kind == UNREACHED:
        return _unreached(office, owed)
    if owed.kind == DIGEST:
        return _digest(office, owed)
    if owed.kind == SURVEY_CLOSED:
        return _about_survey(office, owed)
    if owed.kind == REPORT_READY:
        return _about_report(office, owed)
    if owed.kind in (REPORT_POSTED, REPORT_NOT_POSTED):
        return _about_posting(office, owed)
    if owed.kind in ABOUT_RISKS:
        return _about_risk(office, owed)
    if owed.kind in ABOUT_DUTIES:
        return _about_duty(office, owed)
    if owed.kind in ABOUT_ACTIONS:
        return _about_action(office, owed)
    return _card(office, owed) if owed.kind == CARD else _notice(office, owed)


def _about_standing_in(office: Office, owed: Owed) -> Drawn:
    """Told as it is today to whoever stands in; that they no longer do, where that is so."""
    actor = Actor(owed.person, Deadline.after(_PATIENCE))
    if owed.kind == STOOD_DOWN:
        return Drawn(stood_down_message(load_stood_down(office, actor, owed.item or "")), 0)
    return Drawn(stands_in_message(load_stood_in(office, actor, owed.item or ""), office.store.clock.today()), 0)


def _unreached(office: Office, owed: Owed) -> Drawn:
    """Told to whoever is still on the list."""
    actor = Actor(owed.person, Deadline.after(_PATIENCE))
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        name = people.load_names(uow, {owed.item or ""})[owed.item or ""]
    return Drawn(unreached_message(name), 0)


def _digest(office: Office, owed: Owed) -> Drawn:
    """Before it is sent, what waits is looked at anew; from then on it shows what it listed, as that stands now."""
    actor = Actor(owed.person, Deadline.after(_PATIENCE))
    page = load_page(office, actor, owed.item or "", is_sent=owed.ts is not None)
    return Drawn(digest_message(page), page.digest.revision)


def _about_survey(office: Office, owed: Owed) -> Drawn:
    """Told to whoever looks after it today."""
    there = load_ended(office, Actor(owed.person, Deadline.after(_PATIENCE)), owed.item or "")
    return Drawn(survey_notice(there, office.store.clock.today()), 0)


def _about_report(office: Office, owed: Owed) -> Drawn:
    """Told to whoever may read it today."""
    return Drawn(ready_message(load_report(office, Actor(owed.person, Deadline.after(_PATIENCE)), owed.item or "")), 0)


def _about_posting(office: Office, owed: Owed) -> Drawn:
    """What stands in the channel; or for who asked for it, why nothing does."""
    actor = Actor(owed.person, Deadline.after(_PATIENCE))
    if owed.kind == REPORT_POSTED:
        return Drawn(paper_message(load_posted(office, actor, owed.item or "")), 0)
    return Drawn(not_posted_message(load_not_posted(office, actor, owed.item or "")), 0)


def _about_risk(office: Office, owed: Owed) -> Drawn:
    """Told to whoever may read it today. What it says is read by opening it, and stands in no chat."""
    page = load_risk(office, Actor(owed.person, Deadline.after(_PATIENCE)), owed.item or "")
    return Drawn(risk_notice(owed.kind, page), 0)


def _about_duty(office: Office, owed: Owed) -> Drawn:
    """Told to whoever is asked, or asked, as it stands today. Reasons are read by opening it, and stand in no chat."""
    actor = Actor(owed.person, Deadline.after(_PATIENCE))
    news = load_news(office, actor, owed.kind, owed.item or "", is_sent=owed.ts is not None)
    return Drawn(duty_message(news), 0)


def _card(office: Office, owed: Owed) -> Drawn:
    """What its reader may see of the run today; those who may no longer see it are told so."""
    run = owed.run or ""
    try:
        view = load_view(office, Actor(owed.person, Deadline.after(_PATIENCE)), run)
    except NotAllowedError:
        return Drawn(plain_message(GONE), _revision(office, run))
    return Drawn(_view_message(office, view, owed.person), view.revision)


def _view_message(office: Office, view: View, person: str) -> Message:
    match view:
        case Card():
            with office.store.look() as uow:
                whole_sections = accounts.prefers_whole_sections(uow, person)
            return card_message(view, office.store.clock.now(), whole_sections=whole_sections)
        case Review():
            return review_message(view)
        case Waiting():
            return waiting_message(view, office.store.clock.now())
        case _:
            return receipt_message(view, office.store.clock.today())


def _revision(office: Office, run: str) -> int:
    with office.store.look() as uow:
        found = runs.load_run(uow, run)
    return found.revision if found else 0


def _about_action(office: Office, owed: Owed) -> Drawn:
    """Of an action: to whoever may still read it today."""
    detail = load_detail(office, Actor(owed.person, Deadline.after(_PATIENCE)), owed.item or "")
    return Drawn(action_message(owed.kind, detail), detail.row.action.revision)


def _notice(office: Office, owed: Owed) -> Drawn:
    """Told to whoever is still to be told today: not to somebody who has left, nor of what they may no longer read."""
    actor = Actor(owed.person, Deadline.after(_PATIENCE))
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        run = runs.load_run(uow, owed.run or "")
        if run is None:
            raise LookupError(f"a notice of kind {owed.kind} about no run")
        if owed.kind in (CORRECTED, SHARED) and not access.allows(uow, office, actor, Verb.READ, run):
            raise NotAllowedError("This is not theirs to read any more.")
        if owed.kind == TURN and not _is_their_turn(uow, office, actor, run, owed.item):
            raise NotAllowedError("It is not their turn any more.")
        names = people.load_names(uow, {run.author})
        held = hold(uow, office, run)
        parts = held.checklist.part_of
        title = parts[owed.item].title if owed.item in parts else ""
        return Drawn(notice_message(owed.kind, held.heading, names[run.author], title), run.revision)


def _is_their_turn(uow: Uow, office: Office, actor: Actor, run: Run, item: str | None) -> bool:
    """A part may have been handed in, or its reader's place be somebody else's, before they could be told."""
    is_theirs = run.is_open and access.allows(uow, office, actor, Verb.ANSWER, run)
    return is_theirs and any(there.id == item for there in open_to(uow, office, actor, run).items)
