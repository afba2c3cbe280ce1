"""`/qa report`: the list, one report, writing under its headings, approving it, and getting it as a file."""

import re
from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.claims import NOTHING
from bot.blocks.paper import paper_message
from bot.blocks.parts import View
from bot.blocks.reports import WORDS, box_view, list_view, page_view
from bot.blocks.told import told_view
from bot.blocks.words import count
from bot.domain.reporting import Approved
from bot.errors import NotApprovedError, UnusableValueError, WrittenElsewhereError
from bot.flows.office import Actor
from bot.flows.reporting.asked import find_report
from bot.flows.reporting.drafts import approve_report, begin_report, empty_section, load_page, write_section
from bot.flows.reporting.lists import load_reports
from bot.flows.reporting.posting import choose_channel, drop_channel, post_again
from bot.flows.reporting.restating import restate_report
from bot.flows.reporting.taking import take_report
from bot.handlers.claims import OLD_CONTROL, number_of, parts_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next, follow
from bot.handlers.forms import reason_in, words_in
from bot.reports.files import Kind
from bot.storage.keys import is_key

COMES = "It comes as a file, to your own conversation with Plumbline, in a moment."
COMES_AS_MESSAGE = "It comes as a message, to your own conversation with Plumbline."
TAKEN_OUT = "These words are taken out."
CHANGED = "Somebody wrote there in the meantime, so nothing was taken out. Open it again to see what stands there."
_KINDS = {"reportpdf": Kind.PDF, "reportsheet": Kind.XLSX, "reporttext": Kind.CSV}


def show_reports(desk: Desk, body: Body, words: str) -> None:
    """What `/qa report` opens: the list, or the one that is meant."""
    actor = desk.actor(body)
    if words:
        found = find_report(desk.office, actor, words)
        _open(desk, body, actor, begin_report(desk.office, actor, found.number, found.team, period=found.period))
    else:
        _list(desk, body, actor)


def _list(desk: Desk, body: Body, actor: Actor, page: int = 0) -> None:
    desk.open_first(body, list_view(load_reports(desk.office, actor), page, _today(desk)), actor.deadline)


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^reportpage/"))
    def turn(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        _list(desk, body, desk.actor(body), number_of(str(action.get("value"))))
        ack()

    @app.action(re.compile("^report/"))
    def one(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, value = desk.actor(body), str(action.get("value"))
        _open(desk, body, actor, value if is_key(value) else _begun(desk, actor, value))
        ack()

    @app.action(re.compile("^reportbox/"))
    def write(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (key, _, name) = desk.actor(body), str(action.get("value")).partition(" ")
        desk.open_first(body, _box(desk, actor, key, name), actor.deadline)
        ack()

    @app.view("reportbox")
    def written(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (key, name, seen) = desk.actor(body), parts_of(view["private_metadata"], 3)
        typed, named = words_in(view, WORDS), (name, "" if seen == NOTHING else seen)
        try:
            write_section(desk.office, actor, key, named, typed, reason_in(view, WORDS))
        except WrittenElsewhereError:
            ack(response_action="update", view=_box(desk, actor, key, name, typed))
        else:
            ack_with_next(ack, lambda: page_view(load_page(desk.office, actor, key), _today(desk)))

    @app.action(re.compile("^reportempty/"))
    def empty(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (key, name, seen) = desk.actor(body), parts_of(action.get("value"), 3)
        said = ""
        try:
            empty_section(desk.office, actor, key, (name, seen))
        except WrittenElsewhereError:
            said = CHANGED
        page = follow(lambda: page_view(load_page(desk.office, actor, key), _today(desk), said))
        desk.open_after(body, page or told_view("Report", said or TAKEN_OUT), actor.deadline)
        ack()

    @app.action(re.compile("^reportapprove/"))
    def approve(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, key = desk.actor(body), str(action.get("value"))
        try:
            said = _approved(approve_report(desk.office, actor, key))
        except NotApprovedError as error:
            said = str(error)
        desk.post.sweep()
        page = follow(lambda: page_view(load_page(desk.office, actor, key), _today(desk), said))
        desk.open_after(body, page or told_view("Report", said), actor.deadline)
        ack()

    @app.action(re.compile("^reportagain/"))
    def again(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        _open(desk, body, actor, restate_report(desk.office, actor, str(action.get("value"))))
        ack()

    _register_posting(app, desk)
    _register_taking(app, desk)


def _approved(became: Approved) -> str:
    """Where it goes now."""
    told = f", and {count(became.readers, 'reader')} will be told" if became.readers else ""
    posted = f" Its figures are being posted in {count(became.channels, 'channel')}." if became.channels else ""
    return f"It is approved{told}.{posted}"


def _register_posting(app: App, desk: Desk) -> None:
    @app.action(re.compile("^reportchannel/"))
    def choose(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, key = desk.actor(body), str(action.get("block_id")).partition(" ")[2]
        choose_channel(desk.office, actor, key, str(action.get("selected_conversation") or ""))
        _posted(desk, body, actor, key)
        ack()

    @app.action(re.compile("^report(drop|post)/"))
    def change(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, posting = desk.actor(body), str(action.get("value"))
        act = drop_channel if str(action["action_id"]).startswith("reportdrop") else post_again
        _posted(desk, body, actor, act(desk.office, actor, posting))
        ack()


def _posted(desk: Desk, body: Body, actor: Actor, key: str) -> None:
    """The report as it stands now, in the place of what it was."""
    desk.post.sweep()
    desk.open_after(body, page_view(load_page(desk.office, actor, key), _today(desk)), actor.deadline)


def _register_taking(app: App, desk: Desk) -> None:
    @app.action(re.compile("^report(pdf|sheet|text)/"))
    def take(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, key = desk.actor(body), str(action.get("value"))
        kind = _KINDS[str(action["action_id"]).partition("/")[0]]
        paper = take_report(desk.office, actor, key)
        desk.say_above(body, COMES, actor.deadline)
        ack()
        desk.parcels.send(user_of(body), f"{paper.title} · {paper.about}", paper, (kind,))

    @app.action(re.compile("^reportmessage/"))
    def read_here(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, key = desk.actor(body), str(action.get("value"))
        message = paper_message(take_report(desk.office, actor, key))
        desk.say_above(body, COMES_AS_MESSAGE, actor.deadline)
        ack()
        desk.post.soon(lambda: desk.promptly.send("chat.postMessage", message, channel=user_of(body)))


def _begun(desk: Desk, actor: Actor, claim: str) -> str:
    """What a control carries: which report, of which team, by which meeting."""
    number, team, meeting, *_ = [*claim.split(" "), NOTHING, NOTHING]
    return begin_report(desk.office, actor, number, _or_none(team), _or_none(meeting))


def _or_none(part: str) -> str | None:
    return None if part == NOTHING else part


def _box(desk: Desk, actor: Actor, key: str, name: str, typed: str | None = None) -> View:
    page = load_page(desk.office, actor, key)
    box = next((there for there in page.boxes if there.section == name), None)
    if box is None:
        raise UnusableValueError(OLD_CONTROL)
    return box_view(page, box, typed)


def _open(desk: Desk, body: Body, actor: Actor, key: str) -> None:
    desk.open_first(body, page_view(load_page(desk.office, actor, key), _today(desk)), actor.deadline)


def _today(desk: Desk) -> date:
    return desk.office.store.clock.today()
