"""Every form as Slack would get it, held against Slack's limits before anybody meets one that it refuses."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.blocks.card import card_message
from bot.blocks.forms import form_pages, note_view, section_view, words_view
from bot.blocks.parts import Message, View
from bot.blocks.review import receipt_message, review_message
from bot.blocks.sheet import correct_view, sheet_view
from bot.blocks.start import start_view
from bot.blocks.surveys import survey_view
from bot.domain.cards import Form as SectionForm
from bot.domain.cards import Sheet
from bot.domain.meetings import Point
from bot.domain.people import Person
from bot.domain.runs import Run, Subject
from bot.domain.surveys import Wave
from bot.flows import views
from bot.flows.meetings import POINT_LENGTH
from bot.flows.start import start_form
from bot.flows.surveys import survey_form
from bot.frameworks.agenda import expand
from bot.frameworks.library import Form
from bot.playground.validation import message_problems, view_problems

_LONGEST_NAME = "M" * 80
_KEY = "a" * 13
_NOW = datetime(2026, 12, 30, 23, 59, tzinfo=UTC)


def faults_in_slack(form: Form) -> Iterator[str]:
    """What Slack would refuse of this form, each with the question or page that it is about."""
    for where, shown in _everything(form):
        if isinstance(shown, Message):
            found = message_problems({"text": shown.text, "blocks": shown.blocks}, method="chat.update")
        else:
            found = view_problems(shown)
        yield from (f"{form.name}: {where}: {problem.path}: {problem.words}" for problem in found)


def _everything(form: Form) -> Iterator[tuple[str, Message | View]]:
    if form.checklist.anonymous:
        wave = Wave(_KEY, form.name, form.framework, form.version, "open", _NOW.date())
        yield "the survey", survey_view(survey_form(wave, form.checklist), _NOW.date())
        return
    held = _held(form)
    checklist = held.checklist
    people = [Person(_KEY, _LONGEST_NAME)]
    yield "the start", start_view(start_form(form.name, checklist, people, _NOW.date()), "U0123456789")
    for item in checklist.items:
        card = views.card(held, item)
        yield item.id, card_message(card, _NOW)
        yield item.id, words_view(card)
        yield item.id, note_view(_KEY, checklist.short_title, card.prompt)
        yield item.id, correct_view(_KEY, card.prompt, 0)
    for part in checklist.parts:
        for section in part.sections:
            prompts = tuple(views.prompt(held, item) for item in section.items)
            for page in form_pages(prompts):
                yield section.title, section_view(SectionForm(held.heading, prompts, page[0].item))
    prompts = tuple(views.prompt(held, item) for item in checklist.items)
    every = frozenset(prompt.item for prompt in prompts)
    yield "the answers", sheet_view(Sheet(held.heading, prompts, every), 0)
    yield "the review", review_message(views.review(held))
    yield "the receipt", receipt_message(views.receipt(held), _NOW.date())


def _held(form: Form) -> views.Held:
    """A check just begun, about somebody with as long a name as there can be."""
    subject = Subject("reference", "W" * 40)
    run = Run(
        id=_KEY,
        reference="ABCDEF",
        version=form.version,
        checklist=form.name,
        framework=form.framework,
        subject=subject,
        author=_KEY,
        team=None,
        state="open",
        revision=999,
        started_at=_NOW,
        submitted_at=None,
        shared_at=None,
    )
    checklist = expand(form.checklist, [Point(999, "W" * POINT_LENGTH)])
    return views.Held(run, checklist, {}, [], {_KEY: _LONGEST_NAME}, _LONGEST_NAME)
