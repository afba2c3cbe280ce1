"""What people outside told us, put together: from five sheets on, by whole months, and never which sheet said what."""

from datetime import date, tzinfo

from bot.domain.desk import Startable
from bot.domain.surveys import FEWEST, Results
from bot.domain.values import Value
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows import access
from bot.flows.counting import countable, counted
from bot.flows.finding import startable
from bot.flows.office import Actor, Office
from bot.frameworks.item import Item
from bot.frameworks.library import Form
from bot.storage.answers import load_answers
from bot.storage.pools import HandedIn, load_handed_in
from bot.storage.store import Uow

TOO_FEW = (
    "Fewer than five sheets were handed in up to the end of last month, so nothing is shown to anybody yet. "
    "Sheets of this month join once it is over."
)


def load_pooled(office: Office, actor: Actor, name: str) -> Results:
    """How often each answer was given; nothing below five, no words, and no month that fewer than five came with."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        access.to_pool(uow, actor, form)
        joined, until = _whole_months(load_handed_in(uow, form.framework, name), office.store.clock.zone, uow.today)
        if until is None:
            raise UnusableValueError(TOO_FEW)
        items = countable(form.checklist)
        told = [[_comparable(uow, office, sheet, items) for sheet in together] for together in joined]
        return Results(
            title=form.checklist.title,
            of="All sheets",
            sheets=sum(map(len, joined)),
            until=until,
            questions=tuple(counted(item, _in_fives(item, told)) for item in items),
        )


def pools_of(uow: Uow, office: Office, actor: Actor) -> list[Startable]:
    """The forms of which this person may see what all sheets together say."""
    forms = sorted(office.library.forms.values(), key=lambda form: form.checklist.title)
    return [startable(form) for form in forms if form.checklist.pooled_for and _may_see(uow, actor, form)]


def _may_see(uow: Uow, actor: Actor, form: Form) -> bool:
    try:
        access.to_pool(uow, actor, form)
    except NotAllowedError:
        return False
    return True


def _whole_months(sheets: list[HandedIn], zone: tzinfo, today: date) -> tuple[list[list[HandedIn]], date | None]:
    """Those of months that are over; a month joins only with five sheets at once, with those before that waited.

    Else what one sheet said could be told from what is shown before and after it.
    """
    shown: list[list[HandedIn]] = []
    waiting: list[HandedIn] = []
    until: date | None = None
    months = sorted({_month(sheet, zone) for sheet in sheets if _month(sheet, zone) < today.replace(day=1)})
    for month in months:
        waiting += [sheet for sheet in sheets if _month(sheet, zone) == month]
        if len(waiting) >= FEWEST:
            shown, waiting, until = [*shown, waiting], [], month
    return shown, until


def _in_fives(item: Item, joined: list[list[dict[str, Value]]]) -> list[Value]:
    """The answers to one question. As whole months do, those to it join only with four others, whenever they came."""
    shown: list[Value] = []
    waiting: list[Value] = []
    for together in joined:
        waiting += [said[item.id] for said in together if item.id in said and not said[item.id].is_empty]
        if len(waiting) >= FEWEST:
            shown, waiting = [*shown, *waiting], []
    return shown


def _month(sheet: HandedIn, zone: tzinfo) -> date:
    return sheet.at.astimezone(zone).date().replace(day=1)


def _comparable(uow: Uow, office: Office, sheet: HandedIn, items: list[Item]) -> dict[str, Value]:
    """Its answers to questions that still mean what they meant then."""
    asked = office.version(uow, sheet.version).by_id
    meant = {item.id for item in items if item.id in asked and asked[item.id].measure == item.measure}
    return {item: answer.value for item, answer in load_answers(uow, sheet.run).items() if item in meant}
