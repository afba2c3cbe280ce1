"""Recording a dated fact, correcting one and withdrawing a wrong one. What stood before stays, with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.facts import MISTAKES, Recorded, Said
from bot.domain.people import Standing
from bot.domain.runs import Subject
from bot.errors import FormProblemsError, ShownError
from bot.flows.office import Actor, Office
from bot.flows.registers import access
from bot.flows.registers.fitting import ABOUT, DAY, REASON, SUBJECT, WORDS, fitting, problem_of_day
from bot.flows.texts import usable_reason
from bot.frameworks.library import Book
from bot.frameworks.register import Fact
from bot.storage import facts, people, runs
from bot.storage.store import Uow
from bot.storage.words import add_words

_ENDED = "This was corrected or withdrawn meanwhile, so nothing was changed. Look at it again."
_GONE = "The register no longer has this fact. Its file may have changed."


@dataclass(frozen=True)
class Noted:
    """The fact that stands now; `already` when it stood before, so that nothing was added."""

    id: str
    already: bool = False


def record_fact(office: Office, actor: Actor, name: str, said: Said, keep_because: Mapping[str, str] = {}) -> Noted:
    """Add it. Two that say the same are one, so a second press or a second person adds nothing."""
    book = office.book(name)
    with office.store.work(actor.deadline) as uow:
        standing = access.to_record(uow, actor, book, _asked(said.subject))
        fit = fitting(uow, book.register, fact_of(book, said.fact), said, keep_because)
        return put(uow, book, fit, standing, keep_because)


def record_for_many(office: Office, actor: Actor, name: str, fact: str, day: date, subjects: Sequence[Subject]) -> int:
    """The same fact and day for each of them, all or none; how many were added to those that stood already."""
    book = office.book(name)
    with office.store.work(actor.deadline) as uow:
        standing = access.to_record(uow, actor, book)
        kind = fact_of(book, fact)
        if not kind.many:
            raise ShownError(_GONE)
        if day is None or (problem := problem_of_day(day, uow.today)):
            raise FormProblemsError({DAY: problem})
        if not subjects:
            raise FormProblemsError({SUBJECT: "Please tick at least one, or close this."})
        noted = []
        for subject in subjects:
            access.to_record(uow, actor, book, subject)
            fit = fitting(uow, book.register, kind, Said(fact, subject, day))
            noted.append(put(uow, book, fit, standing))
        return sum(not there.already for there in noted)


def put(uow: Uow, book: Book, said: Said, standing: Standing, keep_because: Mapping[str, str] = {}) -> Noted:
    """Store what fits, unless it stands already."""
    _hold(uow, book)
    there = facts.find_standing(uow, book.name, said)
    if there:
        if said.words not in (None, there.said.words):
            raise FormProblemsError({WORDS: "This date is recorded already. To add words to it, correct it."})
        return Noted(there.id, already=True)
    team = team_of(uow, said.subject, standing)
    return Noted(_add(uow, book, said, standing.person, team, None, keep_because))


def _hold(uow: Uow, book: Book) -> None:
    """Keep this version of the register, and let nobody else record by it until the transaction ends."""
    runs.keep_version(uow, book.version, book.framework, book.name, book.body)
    runs.lock_version(uow, book.version)


def _add(
    uow: Uow,
    book: Book,
    said: Said,
    author: str,
    team: str | None,
    corrects: str | None,
    keep_because: Mapping[str, str],
    **log: str,
) -> str:
    texts = {SUBJECT: said.subject.reference, ABOUT: said.about}
    # Why something that seems to name somebody has to stay is kept beside it, as with words.
    kept = {
        f"kept_{where}": add_words(uow, text, usable_reason(keep_because[where]))[1]
        for where, text in texts.items()
        if text and keep_because.get(where)
    }
    why = keep_because.get(WORDS)
    return facts.add_fact(uow, book.name, book.version, said, author, team, corrects, why, **kept, **log)


def team_of(uow: Uow, subject: Subject, standing: Standing) -> str | None:
    """The team concerned, which stays so when whoever recorded it has left."""
    if subject.person:
        return people.load_team_of(uow, subject.person, uow.today)
    return subject.team or standing.team


def correct_fact(
    office: Office, actor: Actor, fact: str, said: Said, reason: str, keep_because: Mapping[str, str] = {}
) -> Noted:
    """Put another in its place, of the same kind and about the same subject. What was corrected stays readable."""
    with office.store.work(actor.deadline) as uow:
        old = access.to_fact(uow, office, actor, fact, change=True)
        said = replace(said, fact=old.said.fact, subject=old.said.subject)
        book = office.book(old.book)
        if not old.is_standing:
            return _corrected_before(uow, book, old, said, actor, keep_because)
        _hold(uow, book)
        fit = fitting(uow, book.register, fact_of(book, old.said.fact), said, keep_because)
        if fit == old.said:
            raise FormProblemsError({DAY: "Nothing is different. Change something, or close this."})
        if facts.key_of(book.name, fit) != facts.key_of(book.name, old.said) and facts.find_standing(
            uow, book.name, fit
        ):
            raise FormProblemsError({DAY: "This is recorded already. Withdraw this one if it is there twice."})
        _refuse_own_words(book, old, reason)
        reason_digest = _end(uow, old, "corrected", reason, actor)
        return Noted(_add(uow, book, fit, actor.person, old.team, old.id, keep_because, reason=reason_digest))


def withdraw_fact(office: Office, actor: Actor, fact: str, reason: str) -> Recorded:
    """It was wrong altogether. It counts no longer, and stays readable as withdrawn."""
    with office.store.work(actor.deadline) as uow:
        old = access.to_fact(uow, office, actor, fact, change=True)
        if (old.state, old.ended_by) == ("withdrawn", actor.person):
            return old  # pressed twice
        if not old.is_standing:
            raise ShownError(_ENDED)
        _refuse_own_words(office.book(old.book), old, reason)
        digest = _end(uow, old, "withdrawn", reason, actor)
        uow.log("fact withdrawn", actor.person, fact=old.id, reason=digest)
        return old


def _corrected_before(
    uow: Uow, book: Book, old: Recorded, said: Said, actor: Actor, keep_because: Mapping[str, str]
) -> Noted:
    """Pressed twice; or somebody else was first."""
    now = facts.load_correction(uow, old.id)
    if now and now.author == actor.person:
        fit = fitting(uow, book.register, fact_of(book, said.fact), said, keep_because)
        if now.said == fit:
            return Noted(now.id, already=True)
    raise ShownError(_ENDED)


def _end(uow: Uow, old: Recorded, state: str, reason: str, actor: Actor) -> str:
    digest = facts.end_fact(uow, old.id, state, usable_reason(reason), actor.person)
    if digest is None:
        raise ShownError(_ENDED)
    return digest


def _refuse_own_words(book: Book, old: Recorded, reason: str) -> None:
    """About what is sensitive nothing is written but dates and who authorised them."""
    fact = book.register.by_id.get(old.said.fact)
    if fact and fact.sensitive and reason not in MISTAKES:
        raise FormProblemsError({REASON: "Please choose what was wrong."})


def fact_of(book: Book, fact: str) -> Fact:
    found = book.register.by_id.get(fact)
    if found is None:
        raise ShownError(_GONE)
    return found


def _asked(subject: Subject) -> Subject | None:
    """Whose reach is asked for; that nothing was chosen at all is said beside its field."""
    return subject if subject.key else None
