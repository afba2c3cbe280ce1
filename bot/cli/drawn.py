"""Every form as Slack would get it, held against Slack's limits before anybody meets one that it refuses."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.blocks.card import card_message
from bot.blocks.forms import action_view, form_pages, note_view, section_view, words_view
from bot.blocks.meetings import collation_view
from bot.blocks.parts import Message, View
from bot.blocks.review import receipt_message, review_message
from bot.blocks.sheet import correct_view, pages, sheet_view
from bot.blocks.start import choose_view, start_view
from bot.blocks.surveys import results_view, survey_view
from bot.blocks.told import why_view
from bot.blocks.waiting import waiting_message
from bot.cli.drawn_check import KEY, NAME, NOW, begun, filled
from bot.domain.cards import Awaited, Card, Sheet, Waiting
from bot.domain.cards import Form as SectionForm
from bot.domain.desk import Found, Startable, Why
from bot.domain.meetings import Collation, Said
from bot.domain.people import Person
from bot.domain.surveys import Counted, Results, Wave
from bot.domain.values import IN_A_FORM, Control
from bot.flows import views
from bot.flows.actions import Agreeing
from bot.flows.counting import countable
from bot.flows.cycles import told_of_cycle
from bot.flows.promises import promise
from bot.flows.start import start_form
from bot.flows.surveys import survey_form
from bot.frameworks.kinds import BOX_LENGTH
from bot.frameworks.library import Form
from bot.frameworks.meeting_rules import MEETING
from bot.frameworks.model import Checklist
from bot.playground.validation import message_problems, view_problems

Shown = Iterator[tuple[str, Message | View]]


def faults_in_slack(form: Form) -> Iterator[str]:
    """What Slack would refuse of this form, each with the question or page that it is about."""
    for where, shown in _everything(form):
        if isinstance(shown, Message):
            found = message_problems({"text": shown.text, "blocks": shown.blocks}, method="chat.update")
        else:
            found = view_problems(shown)
        yield from (f"{form.name}: {where}: {problem.path}: {problem.words}" for problem in found)


def _everything(form: Form) -> Shown:
    if form.checklist.anonymous:
        wave = Wave(KEY, form.name, form.framework, form.version, "open", NOW.date())
        yield "the survey", survey_view(survey_form(wave, form.checklist), NOW.date())
        yield "the results", results_view(_results(form.checklist), form.name, NOW.date(), chosen=KEY)
        return
    yield from _at_the_start(form)
    new, full = begun(form), filled(form)
    for held in (new, full):
        for item in held.checklist.items:
            yield item.id, card_message(views.card(held, item), NOW, whole_sections=True)
        yield "the review", review_message(views.review(held))
    for item in full.checklist.items:
        yield from ((item.id, shown) for shown in _at(views.card(full, item)))
    yield from _by_section(full)
    yield from _answers(full)
    yield from ((item.id, why_view(_why(form.checklist, item.ask, item.help))) for item in form.checklist.items)
    if form.checklist.pooled_for:
        yield "all sheets together", results_view(_results(form.checklist), form.name, NOW.date(), verb="pooled")
    if form.checklist.subject.kind == MEETING:
        yield from (("all sheets", collation_view(_collation(full), page)) for page in range(2))
    yield "waiting", waiting_message(_waiting(full), NOW)
    yield "the receipt", receipt_message(views.receipt(_handed_in(full), share_with=NAME), NOW.date())


def _at_the_start(form: Form) -> Shown:
    checklist = form.checklist
    row = Startable(form.name, checklist.title, checklist.purpose)
    yield "the list", choose_view(Found((row,)), "")
    asked = start_form(form.name, checklist, [Person(KEY, NAME)], NOW.date())
    told = tuple(told_of_cycle(checklist, checklist.cycle, 999, set())) if checklist.cycle else ()
    yield "the start", start_view(replace(asked, cycle=told), "U0123456789")


def _at(card: Card) -> Iterator[View]:
    """Every form that opens from one question."""
    heading, prompt = card.heading, card.prompt
    if prompt.control in IN_A_FORM:
        yield words_view(card)
    if prompt.takes_note:
        yield note_view(KEY, heading.title, prompt)
    if prompt.offers_action or prompt.control is Control.ACTIONS:
        yield action_view(Agreeing(heading, prompt, NAME, "U0123456789", NOW.date(), is_private=False, confirmed=True))


def _by_section(held: views.Held) -> Shown:
    for part in held.checklist.parts:
        for section in part.sections:
            prompts = tuple(views.prompt(held, item) for item in section.items)
            for page in form_pages(prompts):
                yield section.title, section_view(SectionForm(held.heading, prompts, page[0].item))


def _answers(held: views.Held) -> Shown:
    """Page by page, and each as it is corrected."""
    prompts = tuple(views.prompt(held, item) for item in (*held.checklist.header, *held.checklist.items))
    sheet = Sheet(held.heading, prompts, frozenset(prompt.item for prompt in prompts))
    yield from (("the answers", sheet_view(sheet, number)) for number in range(pages(sheet)))
    yield from ((prompt.item, correct_view(KEY, prompt, 0)) for prompt in prompts)


def _results(checklist: Checklist) -> Results:
    """Of very many, in as many teams as can be chosen from."""
    teams = tuple((f"{KEY}{number}", NAME, 9999) for number in range(90))
    questions = tuple(
        Counted(item.ask, 9999, tuple((there.label, 9999) for there in item.choices), Decimal("9999.9"))
        for item in countable(checklist)
    )
    return Results(checklist.title, NAME, 9999, NOW.date(), questions, teams)


def _collation(held: views.Held) -> Collation:
    """Of four who had much to say."""
    said = tuple(Said(item.ask, "W" * BOX_LENGTH) for item in held.checklist.items for _ in range(4))
    return Collation(KEY, held.run.checklist, held.heading.title, NAME, 999, 999, said)


def _why(checklist: Checklist, ask: str, help_: str | None) -> Why:
    told = promise(checklist)
    return Why(NAME, checklist.title, checklist.purpose, ask, help_, checklist.used_for, told, "3 years", "abc", False)


def _waiting(held: views.Held) -> Waiting:
    """For everybody, of every part."""
    titles = tuple(part.title for part in held.checklist.parts)
    awaited = tuple(Awaited(title, (NAME, NAME), NOW) for title in titles)
    return Waiting(held.heading, awaited, titles, promise(held.checklist), 999, may_withdraw=True)


def _handed_in(held: views.Held) -> views.Held:
    return replace(held, run=replace(held.run, state="submitted", submitted_at=NOW))
