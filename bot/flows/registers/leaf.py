"""Everything recorded about one subject that its reader may see, and what somebody means by words after /qa record."""

from datetime import timedelta

from bot.domain.facts import Choosing, FactForm, Filled, Leaf, Line, Recordable, Recorded
from bot.domain.people import Standing
from bot.domain.runs import Subject
from bot.errors import ShownError
from bot.flows.office import Actor, Office
from bot.flows.registers import access
from bot.flows.registers.forms import fact_form, key_called, recordables
from bot.flows.registers.record import fact_of
from bot.flows.registers.said import Understood, understand
from bot.flows.texts import REFERENCE_LENGTH
from bot.frameworks.library import Book
from bot.frameworks.spans import after
from bot.frameworks.working_days import Nation
from bot.storage import facts, people
from bot.storage.store import Uow

_MYSELF = ("me", "myself")
_NOBODY = "This belongs to somebody or something that is not there any more. Type /qa record to look again."


def load_leaf(office: Office, actor: Actor, subject: Subject) -> Leaf:
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        is_me = subject.kind == "person" and subject.key is None
        if not is_me and not _is_there(uow, subject):
            raise ShownError(_NOBODY)
        return _leaf(uow, office, standing, Subject("person", standing.person) if is_me else subject)


def load_meant(office: Office, actor: Actor, words: str) -> FactForm | Choosing | Leaf:
    """What somebody means: the form for one fact, several to choose from, or what is recorded about something."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        known = recordables(uow, office, standing)
        meant = understand(words, known, uow.today)
        if len(meant.facts) == 1:
            return _form(uow, office, standing, meant.facts[0], meant)
        if meant.facts:
            return Choosing(meant.facts, meant.rest, meant.day, "Which of these do you mean?")
        if not words.strip():
            return Choosing(tuple(known))
        leaf = _leaf(uow, office, standing, _subject_called(uow, standing, meant.rest))
        if leaf.lines:
            return leaf
        opening = f"Nothing that you may see is recorded about “{meant.rest[:REFERENCE_LENGTH]}”."
        return Choosing(tuple(known), meant.rest, meant.day, opening)


def _form(uow: Uow, office: Office, standing: Standing, there: Recordable, meant: Understood) -> FactForm:
    book = office.book(there.book)
    fact = fact_of(book, there.fact)
    rest, outcome = meant.rest, None
    for option in fact.outcomes:
        if rest.casefold().endswith(option.label.casefold()):
            rest, outcome = rest[: -len(option.label)].strip(), str(option.code)
    return fact_form(
        uow, office, standing, book, fact, Filled(key_called(uow, standing, book, rest), meant.day, outcome=outcome)
    )


def _subject_called(uow: Uow, standing: Standing, words: str) -> Subject:
    plain = words.casefold()
    if plain in _MYSELF:
        return Subject("person", standing.person)
    named = [person.id for person in people.load_everybody(uow, uow.today) if person.name.casefold() == plain]
    if len(named) == 1:
        return Subject("person", named[0])
    team = people.find_team(uow, words)
    return Subject("team", team) if team else Subject("reference", words)


def _leaf(uow: Uow, office: Office, standing: Standing, subject: Subject) -> Leaf:
    every = facts.load_facts_about(uow, subject)
    seen = [there for there in every if access.may_read(uow, office, standing, there)]
    by_id = {there.id: there for there in seen}
    names = people.load_names(
        uow, {person for there in seen for person in (there.author, there.said.authoriser) if person}
    )
    newest: set[tuple[str, str, str]] = set()
    lines = []
    for there in seen:
        if there.state != "corrected":
            lines.append(_line(uow, office, standing, there, by_id, names, newest))
    may = any(book.register.subject.kind == subject.kind for book in _kept(uow, office, standing))
    lines.sort(key=lambda line: (line.title, line.called, line.about or "", -line.day.toordinal()))
    return Leaf(_name(uow, subject, seen), subject, tuple(lines), may)


def _kept(uow: Uow, office: Office, standing: Standing) -> list[Book]:
    return [book for book in office.library.books.values() if access.may_record(uow, standing, book)]


def _line(
    uow: Uow,
    office: Office,
    standing: Standing,
    there: Recorded,
    by_id: dict[str, Recorded],
    names: dict[str, str],
    newest: set[tuple[str, str, str]],
) -> Line:
    register, fact = office.fact(uow, there)
    said, about = there.said, (there.said.about or "").casefold()
    is_newest = there.is_standing and (there.book, said.fact, about) not in newest
    if is_newest:
        newest.add((there.book, said.fact, about))
    until = after(said.day, fact.within, _nation(office, there)) if fact.within and is_newest else None
    old = by_id.get(there.corrects or "")
    return Line(
        id=there.id,
        title=register.title,
        called=fact.called,
        day=said.day,
        about=said.about,
        outcome=next((outcome.label for outcome in fact.outcomes if outcome.code == said.outcome), None),
        authoriser=names.get(said.authoriser or ""),
        words=said.words,
        by=names[there.author],
        at=there.at.astimezone(office.store.clock.zone),
        is_newest=is_newest,
        out_since=until + timedelta(days=1) if until and until < uow.today else None,
        may_correct=there.is_standing and access.may_correct(uow, office, standing, there),
        instead_of=old.said.day if old else None,
        why=there.reason or (old.reason if old else None),
        is_withdrawn=there.state == "withdrawn",
    )


def _is_there(uow: Uow, subject: Subject) -> bool:
    """A person and a team are claims until they are found."""
    if subject.person:
        return bool(people.load_names(uow, [subject.person]))
    return not subject.team or bool(people.load_teams_under(uow, [subject.team], uow.today))


def _name(uow: Uow, subject: Subject, seen: list[Recorded]) -> str:
    if subject.person:
        return people.load_names(uow, [subject.person])[subject.person]
    if subject.team:
        return people.load_team_name(uow, subject.team)
    return next((there.said.subject.reference or "" for there in seen), subject.key or "")


def _nation(office: Office, there: Recorded) -> Nation:
    book = office.library.books.get(there.book)
    return office.library.frameworks[book.framework].nation if book else "england"


def recorded_about(uow: Uow, office: Office, standing: Standing, subject: Subject) -> bool:
    """Whether there is something for this person to read about it."""
    return any(access.may_read(uow, office, standing, there) for there in facts.load_facts_about(uow, subject))
