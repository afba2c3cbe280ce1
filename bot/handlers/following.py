"""What follows something stored: the next page, the next section, a form that opens by itself.

Nothing that goes wrong here may look as if what was done had not been stored.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import structlog
from slack_bolt import Ack

from bot.blocks import claims
from bot.blocks import forms as drawn
from bot.blocks.both import both_view, that_fit
from bot.blocks.parts import View
from bot.domain.cards import Card
from bot.domain.values import IN_A_FORM
from bot.flows.actions import load_agreeing
from bot.flows.home import likes_whole_sections
from bot.flows.office import Actor
from bot.flows.themes import load_marking
from bot.flows.walk import load_card, load_section, load_view
from bot.flows.writing import take_up
from bot.handlers.desk import Body, Desk

Seen = TypeVar("Seen")

trace = structlog.get_logger(__name__)


def follow(look: Callable[[], Seen]) -> Seen | None:
    """What is seen, or nothing when it cannot be."""
    try:
        return look()
    except Exception:
        trace.exception("what follows could not be shown")
        return None


def ack_with_next(ack: Ack, look: Callable[[], View | None]) -> None:
    """The next form in the place of the one sent in, or none."""
    view = follow(look)
    if view:
        ack(response_action="update", view=view)
    else:
        ack()


def ack_with_both(
    ack: Ack, desk: Desk, actor: Actor, view: Mapping[str, Any], late: Mapping[str, Sequence[str]]
) -> None:
    """What came too late is not saved, and what stands now is shown above it."""
    both = both_form(desk, actor, view, late)
    if both:
        ack(response_action="update", view=both)
    else:
        ack(response_action="errors", errors={fields[0]: TOO_LATE for fields in late.values()})


def both_form(desk: Desk, actor: Actor, view: Mapping[str, Any], late: Mapping[str, Sequence[str]]) -> View | None:
    """The form with what stands now, if that can be read. `late`: the fields of each question that came too late."""
    run, *rest = str(view["private_metadata"]).split(" ")
    late = that_fit(dict(view), late)
    prompts = follow(lambda: {item: load_card(desk.office, actor, run, item).prompt for item in late})
    if prompts is None:
        return None
    if view["callback_id"] == "section":
        seen = dict(pair.rpartition("=")[::2] for pair in rest[0].split(","))
        seen |= {item: str(prompt.revision) for item, prompt in prompts.items()}
        metadata = f"{run} {','.join(f'{item}={revision}' for item, revision in seen.items())}"
    else:
        metadata = next(claims.upon(run, prompt) for prompt in prompts.values())
    above = {late[item][0]: prompt for item, prompt in prompts.items()}
    fields = [field for named in late.values() for field in named]
    return both_view(dict(view), above, fields, metadata)


TOO_LATE = (
    "This was answered elsewhere in the meantime, so yours was not saved. "
    "Copy it if you need it, close this form, and look at the check."
)


def open_next(desk: Desk, body: Body, actor: Actor, look: Callable[[], View | None]) -> bool:
    """Whether there was a form to open."""
    view = follow(look)
    if view:
        desk.open_after(body, view, actor.deadline)
    return view is not None


def note_form(desk: Desk, actor: Actor, run: str, item: str) -> View:
    card = load_card(desk.office, actor, run, item)
    marking = load_marking(desk.office, actor, run, item) if card.heading.takes_marks else None
    return drawn.note_view(run, card.heading.title, card.prompt, marking)


def action_form(desk: Desk, actor: Actor, run: str, item: str) -> View:
    return drawn.action_view(load_agreeing(desk.office, actor, run, item))


def words_form(desk: Desk, actor: Actor, run: str, item: str) -> View:
    return _page(desk, actor, load_card(desk.office, actor, run, item))


def next_words(desk: Desk, actor: Actor, run: str) -> View | None:
    """On to the next question in the same form while it is one for words; else back to the card."""
    view = load_view(desk.office, actor, run)
    return _page(desk, actor, view) if isinstance(view, Card) and view.prompt.control in IN_A_FORM else None


def turned_to(desk: Desk, actor: Actor, run: str) -> View | None:
    """The question at which this person is now, whatever its kind; none at the review."""
    view = load_view(desk.office, actor, run)
    return _page(desk, actor, view) if isinstance(view, Card) else None


def _page(desk: Desk, actor: Actor, card: Card) -> View:
    """Where somebody else could write it at the same time, it is taken up first, and their card says so."""
    run, prompt = card.heading.run, card.prompt
    if prompt.is_shared and prompt.control in IN_A_FORM:
        card = take_up(desk.office, actor, run, prompt.item)
        desk.post.redraw(run)
    return drawn.words_view(card)


def next_section(desk: Desk, actor: Actor, run: str, shown: Sequence[str]) -> View | None:
    """The rest of a long section; the section after it for those who like whole ones; else back to the card."""
    view = load_view(desk.office, actor, run)
    if not isinstance(view, Card):
        return None
    form = load_section(desk.office, actor, run, view.prompt.item)
    goes_on = any(prompt.item in shown for prompt in form.prompts) and view.prompt.item not in shown
    return drawn.section_view(form) if goes_on or likes_whole_sections(desk.office, actor) else None


def liked_section(desk: Desk, actor: Actor, run: str) -> View | None:
    """The section where this person is, if they like to see all of it."""
    view = load_view(desk.office, actor, run)
    if not isinstance(view, Card) or not likes_whole_sections(desk.office, actor):
        return None
    return drawn.section_view(load_section(desk.office, actor, run, view.prompt.item))
