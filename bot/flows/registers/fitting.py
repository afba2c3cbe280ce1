"""Whether what somebody says fits the fact that the register describes: every field at once, each with its sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.facts import Said
from bot.domain.runs import Subject
from bot.errors import FormProblemsError, IdentifyingTextError, UnusableValueError
from bot.flows.texts import NOTE_LENGTH, usable, usable_reference
from bot.frameworks.register import Fact, Register
from bot.storage import people
from bot.storage.keys import is_key
from bot.storage.store import Uow

SUBJECT, DAY, ABOUT, OUTCOME, AUTHORISER, WORDS = "subject", "day", "about", "outcome", "authoriser", "words"
REASON = "reason"
"""Why something is corrected or withdrawn."""
_FIRST = date(1900, 1, 1)


@dataclass
class _Fitting:
    """What is wrong so far, by field; `keepable` may stay as it is once a reason is given."""

    keep_because: Mapping[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    keepable: set[str] = field(default_factory=set)

    def reference(self, where: str, given: str) -> str:
        return self._held(where, given, lambda why: " ".join(usable_reference(given, why).split()))

    def text(self, where: str, given: str) -> str:
        return self._held(where, given, lambda why: usable(given, NOTE_LENGTH, why))

    def _held(self, where: str, given: str, usable_as: Callable[[str | None], str]) -> str:
        try:
            return usable_as(self.keep_because.get(where))
        except UnusableValueError as error:
            self.problems[where] = str(error)
            self.keepable |= {where} if isinstance(error, IdentifyingTextError) else set()
            return given

    def need(self, where: str, sentence: str, *, holds: bool) -> None:
        if not holds:
            self.problems[where] = sentence


def fitting(uow: Uow, register: Register, fact: Fact, said: Said, keep_because: Mapping[str, str] = {}) -> Said:
    """What is said as it will be stored, or everything that is wrong with it. `subject` has been let through before."""
    it = _Fitting(keep_because)
    said = replace(said, subject=_subject(it, register, said.subject), about=_about(it, fact, said.about))
    if problem := problem_of_day(said.day, uow.today):
        it.problems[DAY] = problem
    codes = [outcome.code for outcome in fact.outcomes]
    fits = said.outcome in codes if codes else said.outcome is None
    it.need(OUTCOME, "Please choose one of the outcomes offered.", holds=fits)
    _authoriser(it, uow, fact, said)
    if said.words is not None:
        it.need(WORDS, "This holds no words, only the date. Please take them out.", holds=takes_words(fact))
        said = replace(said, words=it.text(WORDS, said.words))
    if it.problems:
        raise FormProblemsError(it.problems, it.keepable)
    return said


def takes_words(fact: Fact) -> bool:
    return fact.words == "offered" and not fact.sensitive


def problem_of_day(day: date, today: date) -> str | None:
    if day > today:
        return "That day is still to come. A fact is recorded once it has happened."
    return "That is before 1900. Please look at the year again." if day < _FIRST else None


def _subject(it: _Fitting, register: Register, subject: Subject) -> Subject:
    which = f"Please say which {register.subject.called} this is about."
    if subject.kind != register.subject.kind or (subject.kind == "service") != (subject.key is None):
        it.problems[SUBJECT] = which
    elif subject.kind == "reference":
        return Subject("reference", it.reference(SUBJECT, subject.key or ""))
    return subject


def _about(it: _Fitting, fact: Fact, about: str | None) -> str | None:
    if about is None:
        it.need(ABOUT, f"Please say: {fact.about}. A reference or a role, no name.", holds=fact.about is None)
        return None
    it.need(ABOUT, "This fact is about nothing else. Please take it out.", holds=fact.about is not None)
    return it.reference(ABOUT, about)


def _authoriser(it: _Fitting, uow: Uow, fact: Fact, said: Said) -> None:
    if fact.authoriser is None:
        it.need(AUTHORISER, "Nobody has to authorise this. Please take it out.", holds=said.authoriser is None)
        return
    post = fact.authoriser.replace("-", " ")
    held = said.authoriser is not None and any(
        _holds(uow, said.authoriser, fact.authoriser, day) for day in _days(uow, said)
    )
    it.need(AUTHORISER, f"Please name who authorised it: somebody who holds the post {post}.", holds=held)


def _days(uow: Uow, said: Said) -> tuple[date, date]:
    """Whoever holds the post now, or held it on that day: who held it long ago may not be known here."""
    return uow.today, said.day


def _holds(uow: Uow, person: str, post: str, day: date) -> bool:
    standing = people.load_standing(uow, person, day) if is_key(person) else None
    return standing is not None and standing.holds([post])
