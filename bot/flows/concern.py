"""Someone may be at risk: what to say, at once, whoever asks and whatever the state. No access check here."""

from contextlib import suppress

from bot.clock import Deadline
from bot.errors import ShownError
from bot.flows.office import Office
from bot.storage import people
from bot.storage.keys import is_key

ANYWHERE = (
    "If someone is in danger now, ring 999. Otherwise ring your council's duty team now. "
    "Plumbline does not make a referral."
)
_PATIENCE = 0.5


def concern_words(office: Office, framework: str) -> str:
    """The framework's own words; should its file be missing today, words that are right anywhere."""
    found = office.library.frameworks.get(framework)
    return found.concern.words if found else ANYWHERE


def concern_for(office: Office, person: str | None) -> str:
    """The route of the frameworks that somebody works by. It waits for nothing: without an answer, all routes."""
    names: set[str] = set()
    if person and is_key(person):
        with suppress(ShownError), office.store.look(Deadline.after(_PATIENCE)) as uow:
            names = set(people.load_frameworks(uow, people.load_team_of(uow, person, uow.today), uow.today))
    elif person is None:
        return ANYWHERE
    known = sorted(names & set(office.library.frameworks)) or sorted(office.library.frameworks)
    said = list(dict.fromkeys(concern_words(office, name) for name in known))
    return "\n\n".join(said) or ANYWHERE
