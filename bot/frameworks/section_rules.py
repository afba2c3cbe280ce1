"""Rules of a report's section: the checks, items and facts that it names exist, fit its kind, and may be shown."""

from collections.abc import Callable, Iterator

from bot.frameworks import report_sections as sections
from bot.frameworks.item import Item
from bot.frameworks.kinds import (
    AnyOf,
    BoxItem,
    ChoiceItem,
    Day,
    Entries,
    Found,
    Number,
    OneOf,
    ShortText,
    TallyItem,
)
from bot.frameworks.model import Checklist
from bot.frameworks.problems import Fault, Where
from bot.frameworks.report_sections import AnySection, Source
from bot.frameworks.reports import Report
from bot.frameworks.rules import ANYONE
from bot.frameworks.schedule_rules import Beside

Fits = Callable[[Item], bool]

_WORDS: tuple[Fits, str] = lambda item: isinstance(item, BoxItem | Entries | ShortText), "that holds words"
_COUNTED: tuple[Fits, str] = (
    lambda item: isinstance(item, ChoiceItem | OneOf | AnyOf | TallyItem | Number),
    "with answers to count",
)
_NEEDED: dict[type[sections.ReportSection], tuple[Fits, str]] = {
    sections.Answers: _COUNTED,
    sections.Survey: _COUNTED,
    sections.WordsSaid: _WORDS,
    sections.Trends: (lambda item: bool(getattr(item, "good", [])), "that says which answers are good"),
    sections.Averages: (lambda item: bool(item.averages), "that works out averages"),
    sections.Dates: (lambda item: isinstance(item, Day | Found), "that holds a date"),
}
"""What an item has to be for each kind of section, and how that is said."""


def faults_in_section(where: Where, section: AnySection, report: Report, beside: Beside) -> Iterator[Fault]:
    yield from _written(where, section, report, beside)
    for index, name in enumerate(section.about):
        if name not in beside.forms:
            yield _unknown((*where, "checks", index), name)
    for index, source in enumerate(section.sources):
        yield from _source((*where, "of", index), source, _NEEDED[type(section)], beside)
        yield from _told((*where, "of", index), source, section, report, beside)
    match section:
        case sections.UnderHeading():
            yield from _heading(where, section, beside)
        case sections.RegisterTable():
            yield from _register(where, section, beside)
        case sections.Survey(by=by) if by:
            yield from _apart(where, by, section, beside)
    if isinstance(section, sections.Actions) and section.each:
        yield from _one_by_one(where, section, report, beside)
    yield from _published(where, section, report)


def _one_by_one(where: Where, section: sections.Actions, report: Report, beside: Beside) -> Iterator[Fault]:
    """Agreed actions are words too."""
    if not section.checks:
        yield Fault((*where, "checks"), "is missing", "name the checks whose actions are listed")
    for index, name in enumerate(section.checks):
        form, there = beside.forms.get(name), (*where, "checks", index)
        if form and form.subject.is_somebody:
            yield Fault(there, f"lists actions of {name}, which is about somebody", "take out each, to count them")
        elif form:
            yield from _may_read(there, Source(check=name), form, report)


def _written(where: Where, section: AnySection, report: Report, beside: Beside) -> Iterator[Fault]:
    """The words that whoever makes the report writes here."""
    if section.kind == "fill-in" and not section.ask:
        yield Fault((*where, "ask"), "is missing", "say what is to be written here")
    for key in ("begins_with", "optional"):
        if getattr(section, key) and not section.ask:
            yield Fault((*where, key), "is for words, and none are asked for", "add ask, or take it out")
    for index, source in enumerate(section.begins_with):
        there = (*where, "begins_with", index)
        yield from _source(there, source, _WORDS, beside)
        form = beside.forms.get(source.check)
        if form and form.is_private:
            yield _private(there, source)
        elif form:
            yield from _may_read(there, source, form, report)


def _source(where: Where, source: Source, needed: tuple[Fits, str], beside: Beside) -> Iterator[Fault]:
    form, (fits, said) = beside.forms.get(source.check), needed
    if form is None:
        yield _unknown((*where, "check"), source.check)
        return
    for index, name in enumerate(source.items):
        item = form.by_id.get(name)
        if item is None or not fits(item):
            wrong = f"names {name}, which is no item of {source.check} {said}"
            yield Fault((*where, "items", index), wrong, "write the id of one, or take it out")
    if not source.items and not any(fits(item) for item in form.by_id.values()):
        yield Fault((*where, "check"), f"names {source.check}, which has no item {said}", "name another check")


def _unknown(where: Where, name: str) -> Fault:
    return Fault(where, f"names the unknown checklist {name}", "write the name of a file here")


def _private(where: Where, source: Source) -> Fault:
    wrong = f"names {source.check}, whose answers only their author reads"
    return Fault((*where, "check"), wrong, "take it out: only that it was done may be told")


def _told(where: Where, source: Source, section: AnySection, report: Report, beside: Beside) -> Iterator[Fault]:
    """What the people who answered were told about who reads their answers holds in a report too."""
    form = beside.forms.get(source.check)
    if form is None:
        return
    pooled = bool(form.anonymous or form.answered_for)
    if form.is_private and not isinstance(section, sections.Survey):
        yield _private(where, source)
    if isinstance(section, sections.Survey):
        yield from _may_see_together(where, source, form, report)
    if isinstance(section, sections.Survey) and not pooled:
        wrong = f"names {source.check}, which is no survey and no feedback sheet"
        yield Fault((*where, "check"), wrong, "show it in a section of kind answers")
    if isinstance(section, sections.Answers | sections.Trends) and pooled:
        wrong = f"names {source.check}, whose sheets are only shown all together"
        yield Fault((*where, "check"), wrong, "show it in a section of kind survey")
    if isinstance(section, sections.Trends) and section.along == "meetings" and form.subject.kind != "meeting":
        yield Fault((*where, "check"), f"names {source.check}, which is not about a meeting", "write along: months")
    if isinstance(section, sections.WordsSaid):
        yield from _may_read(where, source, form, report)
        yield from _consented(where, source, form)


def _may_read(where: Where, source: Source, form: Checklist, report: Report) -> Iterator[Fault]:
    """Some post that makes the report reads the words already: a report opens nothing to anybody."""
    readers = {reader.partition("@")[0] for reader in form.who_sees if "@" in reader}
    if form.anonymous:
        readers = set(form.anonymous.comments_to)
    elif "author" in form.who_sees:
        readers |= set(form.filled_in_by)
    if not readers & set(report.by):
        wrong = f"shows words of {source.check}, which nobody who makes this report may read"
        yield Fault((*where, "check"), wrong, "take it out, or name a post in by that may read them")


def _may_see_together(where: Where, source: Source, form: Checklist, report: Report) -> Iterator[Fault]:
    """Some post that makes the report sees already what all sheets of a survey say together."""
    watchers = {*form.pooled_for, *(form.anonymous.opened_by if form.anonymous else [])}
    if watchers and not watchers & {ANYONE, *report.by}:
        wrong = f"shows the results of {source.check}, which nobody who makes this report may see"
        yield Fault((*where, "check"), wrong, "take it out, or name a post in by that may see them")


def _consented(where: Where, source: Source, form: Checklist) -> Iterator[Fault]:
    """Words about somebody's practice need their consent."""
    if not form.subject.is_somebody:
        return
    open_to_share = set(form.consent_to or form.by_id) if form.consent else set()
    if not source.items or set(source.items) - open_to_share:
        wrong = f"shows words of {source.check} about somebody who is not asked whether they may be passed on"
        yield Fault((*where, "items"), wrong, "name only items to which its consent applies")


def _heading(where: Where, section: sections.UnderHeading, beside: Beside) -> Iterator[Fault]:
    headings = sorted(heading.name for heading in beside.framework.headings)
    if section.heading not in headings:
        instead = f"write one of {', '.join(headings)}" if headings else "add headings in framework.yaml"
        yield Fault((*where, "heading"), f"names the unknown heading {section.heading}", instead)
    elif not any(section.heading in item.feeds for form in beside.forms.values() for item in form.by_id.values()):
        wrong = f"names {section.heading}, which no item feeds"
        yield Fault((*where, "heading"), wrong, "add feeds to an item, or take it out", is_advice=True)


def _register(where: Where, section: sections.RegisterTable, beside: Beside) -> Iterator[Fault]:
    register = beside.registers.get(section.register_)
    if register is None:
        yield Fault((*where, "register"), "names no register of this framework", "write the name of one")
        return
    for index, name in enumerate(section.facts):
        fact = register.by_id.get(name)
        if fact is None:
            wrong = f"names {name}, which is no fact of {section.register_}"
            yield Fault((*where, "facts", index), wrong, "write the id of one of its facts")
        elif fact.who_sees:
            yield Fault((*where, "facts", index), f"names {name}, which only a few may read", "take it out")


def _apart(where: Where, by: str, section: sections.Survey, beside: Beside) -> Iterator[Fault]:
    for source in section.of:
        form = beside.forms.get(source.check)
        field = next((field for field in form.header if field.id == by), None) if form else None
        if form and not isinstance(field, ChoiceItem | OneOf):
            wrong = f"names {by}, which is no header field of {source.check} that offers choices"
            yield Fault((*where, "by"), wrong, "write the id of one, or take it out")


def _published(where: Where, section: AnySection, report: Report) -> Iterator[Fault]:
    """What anybody may read holds figures, and the words of whoever made it."""
    single = isinstance(section, sections.WordsSaid | sections.Entries | sections.Risks | sections.Dates)
    if report.published and isinstance(section, sections.Survey | sections.Trends):
        wrong = "shows shares of figures that are hidden in a report that is published"
        yield Fault((*where, "kind"), wrong, "show answers, or ask for words with fill-in")
    if report.published and (single or getattr(section, "each", False) or getattr(section, "by_team", False)):
        wrong = "shows single records in a report that is published"
        yield Fault((*where, "kind"), wrong, "show figures, or ask for words with fill-in")
