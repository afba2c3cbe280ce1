"""Risks to quality: the form that raises one, the list, one to decide on, and the notices.

Each says plainly that somebody in danger is another matter, and what to do then.
"""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, text_input
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    context,
    divider,
    field,
    header,
    modal,
    option,
    section,
    select,
    standalone,
)
from bot.blocks.words import day
from bot.domain.cards import Heading
from bot.domain.messages import RISK_RAISED
from bot.domain.risks import Line, Page, Raising, Register, Route
from bot.flows.risks import DAY_FIELD, RISK_LENGTH

WORDS = "words"
ROUTE = "route"
_ON_HOME = 4
_NOT_DANGER = "This is about the quality of the service. It is not for a person who may be in danger."
_NOBODY = "Please name nobody: no names, addresses or numbers of people."


def raise_buttons(heading: Heading) -> list[Block]:
    """At a check of a framework that says where such a risk goes."""
    if not heading.raises_risks:
        return []
    return [button("Raise a quality risk", claims.action("quality"), heading.run)]


def raise_view(raising: Raising) -> View:
    first = raising.routes[0]
    blocks = [bold(_NOT_DANGER), *_danger(raising.routes)]
    if len(raising.routes) == 1:
        blocks += [section(first.say)]
        metadata = f"{raising.run or claims.NOTHING} {first.framework}"
    else:
        blocks += [section(f"{route.title}: {route.say}") for route in raising.routes[:10]]
        options = [option(route.title, route.framework) for route in raising.routes]
        blocks.append(field(ROUTE, "Which does it belong to?", select(ANSWER, options, "Choose one")))
        metadata = f"{raising.run or claims.NOTHING} {claims.NOTHING}"
    said = "What gets in the way of good work, and what could come of it?"
    blocks.append(field(WORDS, said, text_input(ANSWER, RISK_LENGTH, multiline=True), _NOBODY))
    blocks.append(context(_who_reads(raising, first)))
    return modal("quality", "Raise a quality risk", blocks, metadata, submit="Raise it", close="Cancel")


def _danger(routes: Sequence[Route]) -> list[Block]:
    said = dict.fromkeys(route.concern for route in routes)
    return [section(f"If someone may be at risk of harm: {words}") for words in said]


def _who_reads(raising: Raising, first: Route) -> str:
    lead = f"the {first.lead}" if len(raising.routes) == 1 else "the post that it names for this"
    apart = f" They do not get your answers in {raising.about}." if raising.about else ""
    return f"It goes to {lead}, with your name and what you write here.{apart} You are told what is decided."


def register_view(register: Register, today: date) -> View:
    blocks = [bold(_NOT_DANGER)]
    blocks += [section(f"If someone may be at risk of harm: {register.concern}")] if register.concern else []
    if register.to_decide:
        blocks += [divider(), bold("For you to decide"), *_rows(register.to_decide, "Decide", today)]
    raised = _rows(register.raised, "Open", today) or [section("You have raised none.")]
    blocks += [divider(), bold("Raised by you"), *raised]
    if register.may_raise:
        new = button("Raise a quality risk", claims.action("quality"), claims.NOTHING)
        blocks += [divider(), actions([new], "quality")]
    return modal("risks", "Risks to quality", blocks)


def _rows(lines: Sequence[Line], words: str, today: date) -> list[Block]:
    return [_row(position, line, words, today) for position, line in enumerate(lines[:20])]


def _row(position: int, line: Line, words: str, today: date) -> Block:
    state = f"decided {day(line.decided_on, today)}" if line.decided_on else "waits for a decision"
    said = f"Ref {line.reference} · raised {day(line.on, today)} · {state}"
    see = button(words, claims.action("openrisk", position), line.id, label=f"{words} ref {line.reference}")
    return section(said, see, block_id=f"{words}/{line.id}")


def risks_group(register: Register, today: date) -> list[Block]:
    """On Home, for who decides: what waits for them."""
    left = len(register.to_decide) - _ON_HOME
    more = [context(f"And {left} more: /qa risk lists them.")] if left > 0 else []
    return [header("Risks to quality"), *_rows(register.to_decide[:_ON_HOME], "Decide", today), *more]


def risk_view(page: Page) -> View:
    risk, today = page.risk, page.today
    blocks = [context(f"Ref {risk.reference[:3]}-{risk.reference[3:]} · raised {day(page.on, today)}")]
    blocks += [bold(f"Raised by {page.raised_by}"), section(risk.words)]
    blocks += [context(f"Raised from: {page.about}")] if page.about else []
    if risk.decision:
        blocks += [bold(f"Decided by {page.decided_by}, {day(risk.decision.on, today)}"), section(risk.decision.words)]
    elif page.may_decide:
        picker = {"type": "datepicker", "action_id": ANSWER, "initial_date": today.isoformat()}
        words = text_input(ANSWER, RISK_LENGTH, multiline=True)
        blocks += [field(WORDS, "What is decided?", words, _NOBODY), field(DAY_FIELD, "On which day?", picker)]
        blocks.append(context(f"{page.raised_by} is told that you have decided, and can read it."))
    else:
        blocks.append(section(f"It waits for the {page.lead} to decide."))
    submit = "Decide" if page.may_decide else ""
    return modal("decide", "A risk to quality", blocks, risk.id, submit=submit)


def risk_notice(kind: str, page: Page) -> Message:
    """That there is something to read; never the words."""
    reference = f"{page.risk.reference[:3]}-{page.risk.reference[3:]}"
    if kind == RISK_RAISED:
        said = f"A risk to quality was raised, ref {reference}. It is for you to decide on it."
    else:
        said = f"The risk to quality that you raised, ref {reference}, has been decided on."
    see = button("Open it", claims.action("openrisk"), page.risk.id, label=f"Open the risk, ref {reference}")
    return Message(standalone(said), [section(said), actions([see], "openrisk")])
