"""Beginning a check and coming back to one: from a command, a button, or Home."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.claims import NOTHING
from bot.blocks.start import SUBJECT, choose_view, start_view
from bot.blocks.told import told_view, unfinished_message
from bot.domain.desk import StartForm
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.flows.finding import find_forms
from bot.flows.home import bring_card
from bot.flows.office import Actor
from bot.flows.start import load_entry, load_start, load_startable, load_unfinished, start_run
from bot.flows.surveys import load_open_surveys
from bot.handlers.claims import claim_of
from bot.handlers.desk import Body, Desk, user_of
from bot.handlers.following import ack_with_next, liked_section, open_next
from bot.handlers.forms import chosen_in, reason_in, value_in, words_in
from bot.handlers.surveys import open_survey

RESUMED = (
    "You have this one open already. It is at the foot of your messages with Plumbline, as you left it; "
    "what you have just filled in here did not change it."
)
IN_YOUR_MESSAGES = "Your check is in your messages with Plumbline, under Apps."
AT_THE_FOOT = "It is at the foot of your messages with Plumbline now, as you left it."
NOTHING_BEGUN = "You have not begun anything that is not finished. Type /qa start to begin a check."


def register(app: App, desk: Desk) -> None:
    @app.action(re.compile("^begin/"))
    def begin(ack: Ack, body: Body) -> None:
        choose(desk, body, "")
        ack()

    @app.action(re.compile("^start/"))
    def start(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        _begin(desk, body, desk.actor(body), str(action.get("value")))
        ack()

    @app.view("start")
    def started(ack: Ack, body: Body, view: dict[str, Any]) -> None:
        actor, (name, seat, duty) = desk.actor(body), _metadata(view)
        form = _form(desk, actor, name, view, seat, duty)
        begun = start_run(desk.office, actor, name, *_filled(desk, form, view), _reasons(form, view), seat, duty)
        desk.acted(body, actor, begun.run)
        if begun.resumed:
            ack(response_action="update", view=told_view(form.short_title, RESUMED))
        else:
            desk.aside.publish_home(user_of(body))
            desk.tell_back(body, IN_YOUR_MESSAGES)
            ack_with_next(ack, lambda: liked_section(desk, actor, begun.run))

    @app.action(re.compile("^resume/"))
    def carry_on(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        run = claim_of(action).run
        if run:
            bring(desk, body, run)
        else:
            desk.tell(body, resume(desk, body))
        ack()


def choose(desk: Desk, body: Body, words: str) -> None:
    """The form straight away where there is no doubt which check is meant; else the ones to choose from."""
    desk.remember(body)
    actor = desk.actor(body)
    forms = [*load_startable(desk.office, actor), *load_open_surveys(desk.office, actor)]
    found = find_forms(forms, words)
    if found.sure and len(found.checks) == 1:
        _begin(desk, body, actor, found.checks[0].name)
    else:
        desk.open_first(body, choose_view(found, words), actor.deadline)


def _begin(desk: Desk, body: Body, actor: Actor, name: str) -> None:
    """The start of a check, or all of a survey, which is one page and no check."""
    if desk.office.form(name).checklist.anonymous:
        open_survey(desk, body, actor, name)
    else:
        form = load_start(desk.office, actor, name)
        desk.open_first(body, start_view(form, user_of(body)), actor.deadline)


def resume(desk: Desk, body: Body) -> Any:
    """Bring the one that is begun, or ask which; what to say about it."""
    actor = desk.actor(body)
    begun = load_unfinished(desk.office, actor)
    if len(begun) == 1:
        heading = begun[0].heading
        bring_card(desk.office, actor, heading.run)
        desk.post.redraw(heading.run)
        open_next(desk, body, actor, lambda: liked_section(desk, actor, heading.run))
        return f"{heading.title} · {heading.about}: {AT_THE_FOOT}"
    return unfinished_message(begun) if begun else NOTHING_BEGUN


def bring(desk: Desk, body: Body, run: str) -> None:
    actor = desk.actor(body)
    bring_card(desk.office, actor, run)
    desk.post.redraw(run)
    if open_next(desk, body, actor, lambda: liked_section(desk, actor, run)):
        return
    if "view" in body:
        desk.open_after(body, told_view("Carry on", AT_THE_FOOT), actor.deadline)
    else:
        desk.tell(body, AT_THE_FOOT)


def _metadata(view: dict[str, Any]) -> tuple[str, str | None, str | None]:
    """Which check, for whose seat, for what that is due."""
    name, seat, duty = [*str(view["private_metadata"]).split(" "), NOTHING, NOTHING][:3]
    return name, None if seat == NOTHING else seat, None if duty == NOTHING else duty


def begin_for(desk: Desk, body: Body, actor: Actor, name: str, duty: str) -> None:
    """The start of a check for something that is due."""
    form = load_start(desk.office, actor, name, duty)
    desk.open_first(body, start_view(form, user_of(body)), actor.deadline)


def _form(desk: Desk, actor: Actor, name: str, view: dict[str, Any], seat: str | None, duty: str | None) -> StartForm:
    if seat:
        return load_entry(desk.office, actor, name, chosen_in(view, SUBJECT), seat)
    return load_start(desk.office, actor, name, duty)


def _reasons(form: StartForm, view: dict[str, Any]) -> dict[str, str]:
    fields = [SUBJECT, *(field.item for field in form.header)]
    return {field: why for field in fields if (why := reason_in(view, field))}


def _filled(desk: Desk, form: StartForm, view: dict[str, Any]) -> tuple[Subject, dict[str, Value]]:
    """Whom or what it is about, and the header."""
    given = {field.item: value_in(desk, view, field.item) for field in form.header}
    header = {item: value for item, value in given.items() if value}
    match form.subject:
        case "colleague" if form.offered:
            return Subject("person", chosen_in(view, SUBJECT) or "nobody"), header
        case "service":
            return Subject("service"), header
        case "reference":
            return Subject("reference", words_in(view, SUBJECT)), header
        case "colleague":
            chosen = value_in(desk, view, SUBJECT)
            return Subject("person", chosen.person if chosen else None), header
        case kind:
            return Subject(kind, chosen_in(view, SUBJECT) or "nobody"), header
