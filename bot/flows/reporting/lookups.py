"""What a section shows that is no figure of the shared table: looked up in single checks, sheets and registers."""

from collections import Counter
from collections.abc import Iterator

from bot.domain.actions import OPEN, TO_CONFIRM, Action
from bot.domain.papers import Block, Words
from bot.domain.surveys import FEWEST
from bot.flows.averaged import load_averages
from bot.flows.office import Office
from bot.flows.pooled import load_told_runs
from bot.flows.reporting import spoken
from bot.flows.reporting.checks import About, Looked, load_looked, load_looked_until, may_be_read
from bot.flows.reporting.register import register_table
from bot.flows.reporting.together import survey
from bot.frameworks import report_sections as kinds
from bot.frameworks.library import Form
from bot.frameworks.report_sections import AnySection, Source
from bot.storage.actions import load_actions, load_steps
from bot.storage.store import Uow


def looked_up(uow: Uow, office: Office, section: AnySection, about: About) -> Iterator[Block]:
    match section:
        case kinds.WordsSaid():
            found = [block for source in section.of for block in _words(uow, office, source, about)]
            yield from found or [_none(about, spoken.NO_WORDS)]
        case kinds.Dates():
            dated = [block for source in section.of for block in _dates(uow, office, source, about)]
            yield from dated or [_none(about, spoken.NO_DATES)]
        case kinds.Answers():
            yield from (block for source in section.of for block in _numbers(uow, office, source, about))
        case kinds.Survey():
            yield from survey(uow, office, section, about)
        case kinds.RegisterTable():
            yield from register_table(uow, office, section, about)
        case kinds.Averages():
            tables = load_averages(uow, office, section.of, about.draft.about.period)
            yield from tables or [Words(spoken.NO_AVERAGES)]
        case kinds.Actions() if section.each:
            yield from _actions(uow, office, section, about)


def _words(uow: Uow, office: Office, source: Source, about: About) -> Iterator[Block]:
    form = office.form(source.check)
    yield from spoken.words(source, form.checklist, _readable(uow, office, form, about))


def _readable(uow: Uow, office: Office, form: Form, about: About) -> list[Looked]:
    found = [there for there in load_looked(uow, office, about, form.name) if may_be_read(there, about)]
    return _told(uow, office, form, about, found) if form.checklist.answered_for else found


def _told(uow: Uow, office: Office, form: Form, about: About, found: list[Looked]) -> list[Looked]:
    """Those of blocks that figures tell too, of which there are enough: no few follow from a month and its quarter."""
    block_of = load_told_runs(uow, office, form, about.draft.about.period, about.node)
    many = Counter(block_of[there.run.id] for there in found if there.run.id in block_of)
    return [there for there in found if many[block_of.get(there.run.id, "")] >= FEWEST]


def _dates(uow: Uow, office: Office, source: Source, about: About) -> Iterator[Block]:
    form = office.form(source.check)
    yield from spoken.dates(source, form.checklist, _readable(uow, office, form, about))


def _numbers(uow: Uow, office: Office, source: Source, about: About) -> Iterator[Block]:
    form = office.form(source.check).checklist
    if spoken.has_numbers(source, form):
        yield from spoken.numbers(source, form, load_looked(uow, office, about, source.check))


def _actions(uow: Uow, office: Office, section: kinds.Actions, about: About) -> Iterator[Block]:
    """Of checks about nobody: those that are open, and those that were agreed or dealt with in its time."""
    found = [there for name in section.checks for there in load_looked_until(uow, office, about, name)]
    told = [there for there in found if may_be_read(there, about) and there.consents_to is None]
    listed = [action for there in told for action in load_actions(uow, there.run.id)]
    listed = [action for action in listed if _counts(uow, office, action, about)]
    yield spoken.actions(listed, uow.today) if listed else _none(about, spoken.NO_ACTIONS)


def _none(about: About, said: str) -> Words:
    """To who makes it without reading checks, it says who does."""
    if about.is_by_its_makers:
        return Words(said)
    posts = " or ".join(f"the {post.replace('-', ' ')}" for post in about.report.by)
    return Words(spoken.LEFT_OUT.format(posts=posts))


def _counts(uow: Uow, office: Office, action: Action, about: About) -> bool:
    if action.state in (OPEN, TO_CONFIRM):
        return True
    times = [action.at, *(step.at for step in load_steps(uow, action.id))]
    return any(about.draft.about.period.holds(at.astimezone(office.store.clock.zone).date()) for at in times)
