"""`/qa summary`: the private preview, choosing another team, time or check, posting it, and opening a figure."""

import re
from datetime import date
from typing import Any

import structlog
from slack_bolt import Ack, App

from bot.blocks.claims import NOTHING
from bot.blocks.parts import Message
from bot.blocks.summary import drilled_view, posted_message, preview_message, which_message
from bot.clock import Deadline
from bot.delivery.places import UNSURE, UnsurePostError
from bot.domain.periods import Period
from bot.domain.summaries import Chosen, Place, Posted, Preview
from bot.errors import NotAllowedError, ShownError, UnusableValueError, WhichError
from bot.flows.office import Actor
from bot.flows.posting import begin_posting, choose_team, end_posting, give_team
from bot.flows.refusals import record_refusal
from bot.flows.summary import load_chosen, load_drilled, load_summary
from bot.flows.summary_download import take_summary
from bot.handlers.claims import OLD_CONTROL, day_of
from bot.handlers.desk import Body, Desk, user_of
from bot.reports.files import Kind
from bot.storage.keys import is_key

COMES = "This takes a moment. It comes to you as a direct message."
FILE_COMES = "It comes as a file, to your own conversation with Plumbline, in a moment."
_IS_POSTED = "It is posted."
_HERE = "here"
_PARTS = 7
_LONGEST = 60
_IN_STEP = 0.4

trace = structlog.get_logger(__name__)


def show_summary(desk: Desk, body: Body, words: str) -> Message | str | None:
    """What `/qa summary` answers; `/qa summary here` says which team a channel belongs to."""
    actor, place = desk.actor(body), _place_of(body)
    first, _, rest = words.partition(" ")
    if first.casefold() == _HERE:
        return give_team(desk.office, actor, place, rest)
    return _show(desk, body, actor, lambda acting: load_summary(desk.office, acting, words, place), replace=False)


def _place_of(body: Body) -> Place:
    return Place(str(body.get("channel_id") or ""), str(body.get("channel_name") or ""))


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^summary/"))
    def from_home(ack: Ack, body: Body) -> None:
        actor = desk.actor(body)
        work = _work(desk, actor, lambda acting: load_summary(desk.office, acting, "", Place()))
        desk.promptly.to_person(work, user_of(body))
        ack()

    @app.action(re.compile("^summaryask/"))
    def ask(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, words = desk.actor(body), str(action.get("value"))
        place = Place(str((body.get("channel") or {}).get("id") or ""), _name_of(body))
        said = _show(desk, body, actor, lambda acting: load_summary(desk.office, acting, words, place), replace=True)
        if said:
            desk.tell(body, said)
        ack()

    @app.action(re.compile("^summary(team|period|check)/"))
    def choose(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, chosen = desk.actor(body), _changed(action)
        _show_chosen(desk, body, actor, chosen)
        ack()

    @app.action(re.compile("^summaryown/"))
    def give(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, chosen = desk.actor(body), read_chosen(str(action.get("block_id")).partition(" ")[2])
        said = choose_team(desk.office, actor, Place(chosen.channel, _name_of(body)), _option_of(action))
        _show_chosen(desk, body, actor, chosen)
        desk.tell(body, said)
        ack()

    @app.action(re.compile("^summaryfile/"))
    def download(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, chosen = desk.actor(body), read_chosen(str(action.get("block_id")))
        kind = next((kind for kind in Kind if kind.value == _option_of(action)), Kind.PDF)
        paper = take_summary(desk.office, actor, chosen)
        desk.parcels.send(user_of(body), f"{paper.title} · {paper.about}", paper, (kind,))
        desk.tell(body, FILE_COMES)
        ack()

    @app.action(re.compile("^summarypost/"))
    def post(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, chosen = desk.actor(body), read_chosen(str(action.get("value")))
        desk.post.soon(lambda: _post(desk, body, actor.person, chosen))
        ack()

    @app.action(re.compile("^summarydrill/"))
    def drill(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, chosen = desk.actor(body), read_chosen(str(action.get("value")))
        drilled = load_drilled(desk.office, actor, chosen)
        desk.open_first(body, drilled_view(drilled, desk.office.store.clock.now()), actor.deadline)
        ack()

    @app.action(re.compile("^summarycounted/"))
    def counted(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, chosen = desk.actor(body), read_chosen(str(body["view"]["private_metadata"]))
        drilled = load_drilled(desk.office, actor, chosen, _option_of(action))
        desk.open_first(body, drilled_view(drilled, desk.office.store.clock.now()), actor.deadline)
        ack()


def _show(desk: Desk, body: Body, actor: Actor, look: Any, *, replace: bool) -> Message | str | None:
    """The preview where it was asked for, if it is there within a second; what is to be said otherwise."""
    message = desk.promptly.within(_work(desk, actor, look), user_of(body))
    if message is None:
        return COMES
    url = desk.url(body)
    if url is None:
        return message
    desk.promptly.answer(message, url, replace=replace)
    return None


def _show_chosen(desk: Desk, body: Body, actor: Actor, chosen: Chosen) -> None:
    """In the place of the preview that stands there."""
    name = _name_of(body)
    said = _show(desk, body, actor, lambda acting: load_chosen(desk.office, acting, chosen, name), replace=True)
    if said:
        desk.tell(body, said)


def _name_of(body: Body) -> str:
    return str((body.get("channel") or {}).get("name") or "")


def _work(desk: Desk, actor: Actor, look: Any) -> Any:
    """Counted anew by a deadline of its own, after what was stored lately has come into step."""

    def work(deadline: Deadline) -> Message:
        desk.in_step(Deadline.after(_IN_STEP))
        try:
            preview: Preview = look(Actor(actor.person, deadline))
        except WhichError as error:
            return which_message(str(error), error.choices, error.unknown)
        return preview_message(preview)

    return work


def _post(desk: Desk, body: Body, person: str, chosen: Chosen) -> None:
    """Look at the channel, keep that it is posted, post it, and tell whoever pressed what became of it."""
    try:
        place = desk.places.look_up(chosen.channel, user_of(body))
        posted = begin_posting(desk.office, Actor(person, Deadline.after(_LONGEST)), chosen, place)
        _send(desk, person, posted)
    except ShownError as error:
        if isinstance(error, NotAllowedError):
            record_refusal(desk.office, error)
        desk.tell(body, str(error))
    except Exception:
        trace.exception("a summary could not be posted")
        desk.tell(body, UNSURE)
    else:
        desk.tell(body, _IS_POSTED)


def _send(desk: Desk, person: str, posted: Posted) -> None:
    """A refusal by Slack leaves it open to be pressed again at once; an answer that was lost, after a while."""
    actor = Actor(person, Deadline.after(_LONGEST))
    try:
        ts = desk.places.post(posted.channel, posted_message(posted, desk.office.store.clock.now()))
    except UnsurePostError:
        raise
    except ShownError:
        end_posting(desk.office, actor, posted, None)
        raise
    end_posting(desk.office, actor, posted, ts)


def _changed(action: dict[str, Any]) -> Chosen:
    """With the option that was just chosen in one of the lists."""
    chosen, value = read_chosen(str(action.get("block_id"))), _option_of(action)
    match str(action["action_id"]).partition("/")[0]:
        case "summaryteam":
            return chosen.but(team=_or_none(value))
        case "summaryperiod":
            first, _, last = value.partition(" ")
            return chosen.but(period=_period(first, last))
        case _:
            kind, _, name = value.partition("/")
            return chosen.but(form=name if kind == "c" else None, framework=name if kind == "f" else None)


def _option_of(action: dict[str, Any]) -> str:
    return str((action.get("selected_option") or {}).get("value") or "")


def read_chosen(text: str) -> Chosen:
    """What a control carries; a claim, so anything may stand there."""
    parts = text.split(" ")
    if len(parts) != _PARTS or not is_key(parts[0]):
        raise UnusableValueError(OLD_CONTROL)
    key, team, first, last, framework, form, channel = parts
    named = {"framework": _or_none(framework), "form": _or_none(form)}
    return Chosen(key, _or_none(team), _period(first, last), **named, channel=_or_none(channel) or "")


def _or_none(part: str) -> str | None:
    return None if part == NOTHING else part


def _period(first: str, last: str) -> Period:
    begins, ends = _day(first), _day(last)
    if begins > ends:
        raise UnusableValueError(OLD_CONTROL)
    return Period(begins, ends)


def _day(text: str) -> date:
    try:
        return day_of(text)
    except UnusableValueError as error:
        raise UnusableValueError(OLD_CONTROL) from error
