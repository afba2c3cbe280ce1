"""What the forms of a register ask: which facts there are to record, one fact, one fact for many subjects."""

from dataclasses import dataclass, replace
from datetime import date

from bot.domain.facts import FactForm, Filled, ManyForm, Option, Recordable, Recorded, Tick
from bot.domain.people import Standing
from bot.domain.runs import Subject
from bot.flows.due.access import find_to_do
from bot.flows.due.naming import rule_of
from bot.flows.office import Actor, Office
from bot.flows.promises import promise_of_fact
from bot.flows.references import free_reference
from bot.flows.registers import access
from bot.flows.registers.fitting import takes_words
from bot.flows.registers.record import fact_of
from bot.frameworks.library import Book
from bot.frameworks.register import Fact
from bot.storage import facts, people
from bot.storage.store import Uow

OWN = "you"
MOST = 80
"""Subjects on one form for many: more would not be looked at."""


def recordables(uow: Uow, office: Office, standing: Standing) -> list[Recordable]:
    """Every fact that this person may record, by register."""
    books = sorted(office.library.books.values(), key=lambda book: book.register.title)
    kept = [book for book in books if access.may_record(uow, standing, book)]
    return [
        Recordable(book.name, fact.id, book.register.title, fact.called, fact.many)
        for book in kept
        for fact in book.register.facts
    ]


def load_fact_form(
    office: Office, actor: Actor, name: str, fact: str, about: str = "", day: date | None = None
) -> FactForm:
    """`about` is what somebody called the subject."""
    book = office.book(name)
    with office.store.look(actor.deadline) as uow:
        standing = access.to_record(uow, actor, book)
        filled = Filled(key_called(uow, standing, book, about), day)
        return fact_form(uow, office, standing, book, fact_of(book, fact), filled)


def load_fact_form_for(office: Office, actor: Actor, name: str, fact: str, duty_id: str) -> FactForm:
    """The form for what is due: the subject, and what is named inside it, are filled in."""
    book = office.book(name)
    with office.store.look(actor.deadline) as uow:
        standing = access.to_record(uow, actor, book)
        due = find_to_do(uow, office, actor, duty_id)
        is_about = due is not None and due.subject.kind == book.register.subject.kind
        rule = rule_of(office.library, due) if due else None
        inside = due.about if due and rule and rule.per_about else None
        filled = Filled(due.subject.key, about=inside) if due and is_about else Filled()
        return fact_form(uow, office, standing, book, fact_of(book, fact), filled)


def key_called(uow: Uow, standing: Standing, book: Book, words: str) -> str | None:
    """A reference as it was said; of people and teams, the only one on offer whose name begins so."""
    if book.register.subject.kind == "reference":
        return words or None
    plain = words.casefold()
    named = [
        there.id for there in access.offered(uow, standing, book.register) if there.name.casefold().startswith(plain)
    ]
    return named[0] if plain and len(named) == 1 else None


def fact_form(uow: Uow, office: Office, standing: Standing, book: Book, fact: Fact, filled: Filled) -> FactForm:
    matter = book.register.subject
    offered = tuple(Option(there.id, there.name) for there in access.offered(uow, standing, book.register))
    form = blank_form(book, fact, offered, _holders(uow, fact.authoriser) if fact.authoriser else (), uow.today)
    free = free_reference(uow, matter.random) if matter.random else None
    return replace(form, authoriser=_title_of(office, book, fact.authoriser), free=free, filled=filled)


def blank_form(
    book: Book, fact: Fact, offered: tuple[Option, ...], authorisers: tuple[Option, ...], today: date
) -> FactForm:
    """As the register's file alone describes it."""
    register, matter = book.register, book.register.subject
    return FactForm(
        book=book.name,
        title=register.title,
        short_title=register.short_title,
        fact=fact.id,
        called=fact.called,
        ask=fact.ask,
        help=fact.help,
        subject=matter.kind,
        subject_called=matter.called,
        subject_ask=matter.ask,
        example=matter.example,
        free=None,
        offered=offered,
        about=fact.about,
        outcomes=tuple(Option(str(outcome.code), outcome.label) for outcome in fact.outcomes),
        authoriser=fact.authoriser,
        authorisers=authorisers,
        takes_words=takes_words(fact),
        for_many=fact.many,
        promise=promise_of_fact(register.readers_of(fact), is_sensitive=fact.sensitive),
        used_for=register.used_for,
        kept_for=register.kept_for,
        today=today,
        filled=Filled(),
        is_sensitive=fact.sensitive,
    )


def _title_of(office: Office, book: Book, post: str | None) -> str | None:
    framework = office.library.frameworks[book.framework]
    titles = {there.name: there.title for there in framework.posts}
    return titles.get(post, post.replace("-", " ")) if post else None


def _holders(uow: Uow, post: str) -> tuple[Option, ...]:
    holders = people.load_holders(uow, post, uow.today)
    names = people.load_names(uow, holders)
    return tuple(Option(person, names[person]) for person in sorted(holders, key=lambda person: names[person]))


def load_correction_form(office: Office, actor: Actor, fact: str) -> FactForm:
    """The fact as it stands, to be put right."""
    with office.store.look(actor.deadline) as uow:
        old = access.to_fact(uow, office, actor, fact, change=True)
        book = office.book(old.book)
        standing = access.standing_of(uow, actor)
        form = fact_form(uow, office, standing, book, fact_of(book, old.said.fact), _as_it_stands(old))
        return replace(form, corrects=old.id)


def _as_it_stands(old: Recorded) -> Filled:
    said = old.said
    outcome = None if said.outcome is None else str(said.outcome)
    return Filled(said.subject.key, said.day, said.about, outcome, said.authoriser, said.words)


def load_many_form(office: Office, actor: Actor, name: str, fact: str) -> ManyForm:
    """Whom the fact can be ticked for: those for whom it was never recorded, then the longest ago."""
    book = office.book(name)
    with office.store.look(actor.deadline) as uow:
        standing = access.to_record(uow, actor, book)
        kind = fact_of(book, fact)
        subjects = _known(uow, standing, book)
        last = facts.load_last_days(uow, book.name, kind.id, (there.subject for there in subjects))
        names = people.load_names(uow, {there.by for there in subjects if there.by}) | {standing.person: OWN}
        ticks = [
            Tick(there.subject.key or "", there.label, last.get(facts.plain(there.subject)), names.get(there.by, ""))
            for there in subjects
        ]
        return many_form(book, kind, ticks, uow.today)


def many_form(book: Book, fact: Fact, ticks: list[Tick], today: date) -> ManyForm:
    offered = tuple(sorted(ticks, key=lambda tick: (tick.by != OWN, tick.by, tick.last or date.min, tick.label)))
    return ManyForm(
        book=book.name,
        short_title=book.register.short_title,
        fact=fact.id,
        called=fact.called,
        ask=fact.ask,
        subject=book.register.subject.kind,
        subject_called=book.register.subject.called,
        offered=offered[:MOST],
        more=max(0, len(offered) - MOST),
        promise=promise_of_fact(book.register.readers_of(fact), is_sensitive=fact.sensitive),
        today=today,
    )


@dataclass(frozen=True)
class _Known:
    subject: Subject
    label: str
    by: str = ""
    """Who recorded something about it last: of a reference that is whose it is."""


def _known(uow: Uow, standing: Standing, book: Book) -> list[_Known]:
    """People and teams of theirs; references about which they, or their team, recorded something before."""
    register = book.register
    if register.subject.kind != "reference":
        kind = register.subject.kind
        return [_Known(Subject(kind, there.id), there.name) for there in access.offered(uow, standing, register)]
    kinds = [fact.id for fact in register.facts if not fact.sensitive]
    authors = [standing.person, *standing.stands_in_for]
    teams = access.teams_kept(uow, standing, register) | ({standing.team} if standing.team else set())
    ticked = [fact.id for fact in register.facts if fact.many]
    known = facts.load_known(uow, book.name, kinds, ticked, authors, sorted(teams))
    return [_Known(Subject("reference", reference), reference, author) for reference, author in known.items()]
