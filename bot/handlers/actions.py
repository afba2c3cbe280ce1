"""Actions after their check is handed in: the lists, one of them, and what is done with it."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.actions import WHY, deed_view, detail_view, list_view
from bot.blocks.parts import View
from bot.blocks.told import told_view
from bot.domain.action_views import Which
from bot.domain.actions import Deed, Seen
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows.action_lists import load_action_list, load_detail
from bot.flows.actions import OWNER_FIELD, UNTIL_FIELD
from bot.flows.office import Actor
from bot.flows.upkeep import close_action, confirm_action, move_date, pass_on, reopen_action, return_action
from bot.handlers.claims import OLD_CONTROL, day_of, leaf_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next, open_next
from bot.handlers.forms import chosen_person, day_in, reason_in, words_in

NOT_YOURS_NOW = "Saved. You no longer follow this action, so it is not shown here."


def show_actions(desk: Desk, body: Body, words: str) -> None:
    """What `/qa actions` opens; a word says which list."""
    actor = desk.actor(body)
    which = next((there for there in Which if there.value == words.casefold()), Which.MINE)
    desk.open_first(body, _list(desk, actor, which), actor.deadline)


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^action(s|page)/"))
    def pick(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (which, page) = desk.actor(body), leaf_of(action, Which)
        desk.open_first(body, _list(desk, actor, which, page), actor.deadline)
        ack()

    @app.action(re.compile("^openaction/"))
    def one(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor = desk.actor(body)
        desk.open_first(body, detail_view(load_detail(desk.office, actor, str(action.get("value")))), actor.deadline)
        ack()

    @app.action(re.compile("^deed/"))
    def begin(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        actor, (deed, seen) = desk.actor(body), _claim(action.get("value"))
        if deed is Deed.CONFIRM:
            confirm_action(desk.office, actor, seen)
            _after(desk, body)
            open_next(desk, body, actor, lambda: _shown(desk, actor, seen))
        else:
            desk.open_first(body, deed_view(load_detail(desk.office, actor, seen.action), deed), actor.deadline)
        ack()

    @app.view("deed")
    def done(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (deed, seen) = desk.actor(body), _claim(view["private_metadata"])
        _FLOWS[deed](desk, actor, seen, view)
        _after(desk, body)
        ack_with_next(ack, lambda: _shown(desk, actor, seen))


def _list(desk: Desk, actor: Actor, which: Which, page: int = 0) -> View:
    rows = load_action_list(desk.office, actor, which)
    return list_view(rows, which, page, desk.office.store.clock.today())


def _claim(value: object) -> tuple[Deed, Seen]:
    deed, action, revision = [*str(value).split(" "), "", ""][:3]
    if deed not in {there.value for there in Deed} or not (revision.isascii() and revision.isdigit()):
        raise UnusableValueError(OLD_CONTROL)
    return Deed(deed), Seen(action, int(revision[:9]))


def _after(desk: Desk, body: Body) -> None:
    desk.post.sweep()
    desk.aside.publish_home(user_of(body))


def _shown(desk: Desk, actor: Actor, seen: Seen) -> View:
    """As it stands now; whoever passes it on may have nothing more to do with it."""
    try:
        return detail_view(load_detail(desk.office, actor, seen.action))
    except NotAllowedError:
        return told_view("Action", NOT_YOURS_NOW)


def _move(desk: Desk, actor: Actor, seen: Seen, view: dict[str, Any]) -> None:
    day = day_of(day_in(view, UNTIL_FIELD))
    move_date(desk.office, actor, seen, day, words_in(view, WHY), reason_in(view, WHY))


def _hand_over(desk: Desk, actor: Actor, seen: Seen, view: dict[str, Any]) -> None:
    pass_on(desk.office, actor, seen, chosen_person(desk, view, OWNER_FIELD) or "nobody")


def _with_words(flow: Callable[..., object]) -> Callable[[Desk, Actor, Seen, dict[str, Any]], None]:
    def act(desk: Desk, actor: Actor, seen: Seen, view: dict[str, Any]) -> None:
        flow(desk.office, actor, seen, words_in(view, WHY), reason_in(view, WHY))

    return act


_FLOWS: dict[Deed, Callable[[Desk, Actor, Seen, dict[str, Any]], None]] = {
    Deed.CLOSE: _with_words(close_action),
    Deed.CONFIRM: lambda desk, actor, seen, _view: confirm_action(desk.office, actor, seen),
    Deed.RETURN: _with_words(return_action),
    Deed.REOPEN: _with_words(reopen_action),
    Deed.HAND_OVER: _hand_over,
    Deed.MOVE: _move,
}
