"""The words with which a heading's box begins: what was written in a check that whoever opens the box may read."""

from collections.abc import Iterator

from bot.domain.people import Standing
from bot.domain.runs import Run
from bot.flows.access import is_reader
from bot.flows.office import Office
from bot.flows.reporting.checks import About, load_lately
from bot.flows.reporting.spoken import texts_of
from bot.flows.texts import NOTE_LENGTH
from bot.frameworks.report_sections import AnySection, Source
from bot.storage.store import Uow


def begins(uow: Uow, office: Office, standing: Standing, section: AnySection, about: About) -> str:
    texts = [text for source in section.begins_with for text in _texts(uow, office, standing, source, about)]
    return "\n\n".join(texts)[:NOTE_LENGTH]


def _texts(uow: Uow, office: Office, standing: Standing, source: Source, about: About) -> Iterator[str]:
    """Of the last one that this person may read."""
    lately = load_lately(uow, office, about, source.check)
    looked = next((there for there in lately if _reads(uow, office, standing, there.run)), None)
    if looked:
        yield from texts_of(source, office.form(source.check).checklist, looked)


def _reads(uow: Uow, office: Office, standing: Standing, run: Run) -> bool:
    return run.author == standing.person or is_reader(uow, office, standing, run)
