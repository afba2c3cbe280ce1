"""What all sheets of a survey, or of people outside, say together in a report: whole months, from five sheets on.

Which sheets are told together is decided where all of them are put together (flows/pooled.py), so that nothing about
fewer follows from looking at both.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.papers import Block, Table, Words
from bot.domain.surveys import FEWEST, Counted
from bot.flows.counting import countable, counted, unpacked
from bot.flows.office import Office
from bot.flows.pooled import Pool, Sheet, load_pool
from bot.flows.reporting.checks import About
from bot.frameworks.item import Item
from bot.frameworks.library import Form
from bot.frameworks.report_sections import Survey
from bot.storage import surveys
from bot.storage.store import Uow

TOO_FEW = "{title}: fewer than five sheets are counted in this time, so nothing of them is shown."
_WAVES = 8

Groups = Mapping[str, Sequence[Sequence[Sheet]]]
"""By question the sheets that answered it, in groups that are told whole or not at all."""


def survey(uow: Uow, office: Office, section: Survey, about: About) -> Iterator[Block]:
    for source in section.of:
        form = office.library.forms.get(source.check)
        if form:
            asked = [item for item in countable(form.checklist) if not source.items or item.id in source.items]
            load = _of_wave if form.checklist.anonymous else _handed_in
            yield from _told(form, asked, load(uow, office, form, asked, about), section.by)


def _of_wave(uow: Uow, office: Office, form: Form, items: Sequence[Item], about: About) -> Pool:  # noqa: ARG001
    """The last wave that was counted in this time."""
    for wave in surveys.load_waves(uow, form.name, _WAVES):
        if wave.is_counted and about.draft.about.period.holds(wave.closes_on):
            sheets = [unpacked(body) for _, body in surveys.load_sheets(uow, wave.id)]
            return Pool(len(sheets), wave.closes_on, {item.id: [_that_answered(item, sheets)] for item in items})
    return Pool(0, None, {})


def _that_answered(item: Item, sheets: Sequence[Sheet]) -> list[Sheet]:
    return [sheet for sheet in sheets if item.id in sheet and not sheet[item.id].is_empty]


def _handed_in(uow: Uow, office: Office, form: Form, items: Sequence[Item], about: About) -> Pool:
    return load_pool(uow, office, form, items, about.draft.about.period, about.node)


def _told(form: Form, items: Sequence[Item], pool: Pool, by: str | None) -> Iterator[Block]:
    title = form.checklist.short_title
    if not any(len(pool.to(item)) >= FEWEST for item in items):
        yield Words(TOO_FEW.format(title=title))
        return
    yield _table(f"{title}: {pool.sheets} sheets", [_counted(item, pool.to(item)) for item in items])
    field = next((there for there in form.checklist.header if there.id == by), None)
    yield from apart(field, items, pool.answered) if field else ()


def apart(field: Item, items: Sequence[Item], answered: Groups) -> Iterator[Table]:
    """For each choice of that field, what was said in those groups in which enough chose each."""
    told = [(item, [sheet for group in _fine(field, answered[item.id]) for sheet in group]) for item in items]
    for choice in field.choices:
        theirs = [(item, [there for there in sheets if _choice(field, there) == choice.code]) for item, sheets in told]
        if any(sheets for _, sheets in theirs):
            yield _table(choice.label, [_counted(item, sheets) for item, sheets in theirs if sheets])


def _fine(field: Item, groups: Sequence[Sequence[Sheet]]) -> list[Sequence[Sheet]]:
    return [group for group in groups if _is_enough_each(field, group)]


def _is_enough_each(field: Item, sheets: Sequence[Sheet]) -> bool:
    many = Counter(_choice(field, sheet) for sheet in sheets)
    return bool(many) and min(many.values()) >= FEWEST


def _choice(field: Item, sheet: Sheet) -> int | None:
    return sheet[field.id].choice if field.id in sheet else None


def _counted(item: Item, sheets: Sequence[Sheet]) -> Counted:
    return counted(item, [sheet[item.id] for sheet in sheets])


def _table(caption: str, questions: Sequence[Counted]) -> Table:
    rows = tuple((there.ask, there.answered, _said(there), _average(there)) for there in questions)
    return Table(caption, ("Question", "Answered", "How often each answer", "Average"), rows).as_told


def _said(there: Counted) -> str:
    if there.answered is None:
        return "not shown: too few answered"
    return " · ".join(f"{many} {label}" for label, many in there.lines if many)


def _average(there: Counted) -> float | None:
    return None if there.average is None else float(there.average)
