"""Every form of a register as Slack would get it, at its largest, held against Slack's limits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.blocks.leaves import leaf_view
from bot.blocks.parts import View
from bot.blocks.registers import choosing_view, fact_view, many_view, withdraw_view
from bot.domain.facts import Choosing, Filled, Leaf, Line, Option, Recordable, Tick
from bot.domain.runs import Subject
from bot.flows.registers.forms import MOST, blank_form, many_form
from bot.frameworks.library import Book
from bot.frameworks.register import Fact
from bot.playground.validation import view_problems

_KEY = "a" * 13
_REFERENCE = "W" * 40
_NAME = "M" * 80
_NOW = datetime(2026, 12, 30, 23, 59, tzinfo=UTC)
_SUBJECT = Subject("reference", _REFERENCE)


def faults_in_book(book: Book) -> Iterator[str]:
    """What Slack would refuse, each with the fact that it is about."""
    for where, view in _everything(book):
        yield from (f"{book.name}: {where}: {problem.path}: {problem.words}" for problem in view_problems(view))


def _everything(book: Book) -> Iterator[tuple[str, View]]:
    register = book.register
    known = tuple(Recordable(book.name, fact.id, register.title, fact.called, fact.many) for fact in register.facts)
    yield "the facts to choose from", choosing_view(Choosing(known, _REFERENCE, _NOW.date(), _NAME))
    yield "withdrawing", withdraw_view(_KEY)
    for fact in register.facts:
        yield from ((fact.id, view) for view in _views(book, fact))
    lines = tuple(_line(book, fact) for fact in register.facts)
    yield "what is recorded", leaf_view(Leaf(_NAME, _SUBJECT, lines, may_record=True), 0, _NOW.date())


def _views(book: Book, fact: Fact) -> Iterator[View]:
    people = (Option(_KEY, _NAME),)
    form = replace(blank_form(book, fact, people, people, _NOW.date()), free=_REFERENCE)
    filled = Filled(_REFERENCE, _NOW.date(), _REFERENCE, None, _KEY, None)
    yield fact_view(form)
    yield fact_view(replace(form, filled=filled, corrects=_KEY))
    if fact.many:
        ticks = [Tick(f"{_KEY}{number}", _NAME, _NOW.date(), f"{_NAME}{number}") for number in range(MOST + 1)]
        yield many_view(many_form(book, fact, ticks, _NOW.date()))


def _line(book: Book, fact: Fact) -> Line:
    outcome = max((outcome.label for outcome in fact.outcomes), key=len, default=None)
    long = "w" * 3000
    return Line(
        id=f"{fact.id}{_KEY}",
        title=book.register.title,
        called=fact.called,
        day=_NOW.date(),
        about=_REFERENCE,
        outcome=outcome,
        authoriser=_NAME,
        words=long,
        by=_NAME,
        at=_NOW,
        is_newest=True,
        out_since=_NOW.date(),
        may_correct=True,
        instead_of=_NOW.date(),
        why="w" * 500,
    )
