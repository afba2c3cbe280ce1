"""Who may record in a register and read from it. The file says so: `kept_by`, and `who_sees` of a fact or of them all.

As everywhere, a stand-in may what the person away may.
"""

from bot.domain.facts import Recorded
from bot.domain.people import Person, Post, Relation, Standing, Team
from bot.domain.runs import Subject
from bot.errors import NotAllowedError
from bot.flows.access import standing_of
from bot.flows.office import Actor, Office
from bot.flows.relations import posts_of, relations_to_person, supervised_by, teams_over
from bot.frameworks.library import Book
from bot.frameworks.register import Register
from bot.frameworks.rules import SUPERVISOR
from bot.storage import facts, people
from bot.storage.keys import is_key
from bot.storage.store import Uow

_NOT_YOURS = "You cannot open this. Those whom the register names can; your QA lead knows who they are."

__all__ = ["may_correct", "may_read", "may_record", "offered", "standing_of", "teams_kept", "to_fact", "to_record"]


def to_record(uow: Uow, actor: Actor, book: Book, subject: Subject | None = None) -> Standing:
    """The actor's standing, when they may record in this register, about this subject if one is given."""
    standing = standing_of(uow, actor)
    if not may_record(uow, standing, book) or (subject and not _is_in_reach(uow, standing, book.register, subject)):
        keepers = " or ".join(post.replace("-", " ") for post in book.register.kept_by)
        sentence = f"Only a {keepers} concerned records here. If that should be you, ask your QA lead."
        raise NotAllowedError(sentence, actor.person, "record", book.name)
    return standing


def to_fact(uow: Uow, office: Office, actor: Actor, fact: str, *, change: bool = False) -> Recorded:
    """What was recorded, when the actor may read it, and may change it if they want to; then it is locked."""
    standing = standing_of(uow, actor)
    recorded = facts.load_fact(uow, fact, lock=change) if is_key(fact) else None
    if recorded is None or not may_read(uow, office, standing, recorded):
        raise NotAllowedError(_NOT_YOURS, actor.person, "read a fact", fact if recorded else "a fact that is not there")
    if change and not may_correct(uow, office, standing, recorded):
        sentence = "Only whoever recorded this, or keeps the register for that team, can change it. Ask them to."
        raise NotAllowedError(sentence, actor.person, "correct a fact", fact)
    return recorded


def may_record(uow: Uow, standing: Standing, book: Book) -> bool:
    """Whether they keep this register, and a team of theirs works by its framework."""
    keeps = bool(_posts(uow, standing, book.register))
    if not keeps and not (SUPERVISOR in book.register.kept_by and supervised_by(uow, standing)):
        return False
    teams = {standing.team, *teams_kept(uow, standing, book.register)}
    return any(book.framework in people.load_frameworks(uow, team, uow.today) for team in teams)


def offered(uow: Uow, standing: Standing, register: Register) -> list[Person] | list[Team]:
    """The people or the teams about whom they may record; nothing where a reference is typed."""
    match register.subject.kind:
        case "person":
            return _people(uow, standing, register)
        case "team":
            return people.load_teams_under(uow, teams_kept(uow, standing, register), uow.today)
        case _:
            return []


def may_read(uow: Uow, office: Office, standing: Standing, recorded: Recorded) -> bool:
    """The file as it is now says who reads; where it no longer has this fact, the one by which it was recorded."""
    register, fact = office.fact(uow, recorded)
    readers = register.readers_of(fact)
    relations = {relation.value for relation in _relations(uow, standing, recorded)}
    if relations & set(readers) or (not fact.sensitive and Relation.AUTHOR.value in relations):
        return True
    if recorded.said.subject.person == standing.person:
        return False  # a post does not open what is about oneself
    over = _teams_over(uow, recorded)
    return any(_reads_by_post(uow, standing, reader, over) for reader in readers)


def may_correct(uow: Uow, office: Office, standing: Standing, recorded: Recorded) -> bool:
    """Whoever may record about the subject, and either recorded this or keeps the register for the team concerned."""
    book = office.library.books.get(recorded.book)
    if book is None or recorded.said.fact not in book.register.by_id:
        return False
    if not may_record(uow, standing, book) or not _is_in_reach(uow, standing, book.register, recorded.said.subject):
        return False
    over = set(_teams_over(uow, recorded))
    return (
        recorded.author in {standing.person, *standing.stands_in_for}
        or any(post.team in over for post in _posts(uow, standing, book.register))
        or (SUPERVISOR in book.register.kept_by and Relation.SUPERVISOR in _relations(uow, standing, recorded))
    )


def _relations(uow: Uow, standing: Standing, recorded: Recorded) -> frozenset[Relation]:
    found: set[Relation] = set(relations_to_person(uow, standing, recorded.concerns))
    is_me = recorded.said.subject.person == standing.person
    # Nobody stands in for whoever recorded something about themselves.
    if recorded.author in ({standing.person} if is_me else {standing.person, *standing.stands_in_for}):
        found.add(Relation.AUTHOR)
    if is_me:
        found.add(Relation.SUBJECT)
    return frozenset(found)


def _reads_by_post(uow: Uow, standing: Standing, reader: str, over: list[str]) -> bool:
    post, _, scope = reader.partition("@")
    held = {there for there in posts_of(uow, standing) if there.name == post}
    return bool(held) if scope == "anywhere" else any(there.team in over for there in held)


def _teams_over(uow: Uow, recorded: Recorded) -> list[str]:
    """The team concerned and those above it; it is known also when whoever recorded the fact has left."""
    now = teams_over(uow, recorded.concerns) if recorded.said.subject.person else []
    return now or people.load_teams_over(uow, recorded.team, uow.today)


def _is_in_reach(uow: Uow, standing: Standing, register: Register, subject: Subject) -> bool:
    if subject.kind != register.subject.kind:
        return False
    return subject.key in {there.id for there in offered(uow, standing, register)} if _is_listed(subject) else True


def _is_listed(subject: Subject) -> bool:
    return subject.kind in ("person", "team")


def _people(uow: Uow, standing: Standing, register: Register) -> list[Person]:
    """Those they supervise, where supervisors keep the register, and those in the teams for which they keep it."""
    found = {person.id: person for person in people.load_members(uow, _reach(uow, standing, register), uow.today)}
    if SUPERVISOR in register.kept_by:
        found |= {person.id: person for person in supervised_by(uow, standing)}
    found.pop(standing.person, None)
    return sorted(found.values(), key=lambda person: person.name)


def _reach(uow: Uow, standing: Standing, register: Register) -> list[str]:
    return [team.id for team in people.load_teams_under(uow, teams_kept(uow, standing, register), uow.today)]


def teams_kept(uow: Uow, standing: Standing, register: Register) -> set[str]:
    """The teams for which they keep this register by a post."""
    return {post.team for post in _posts(uow, standing, register) if post.team}


def _posts(uow: Uow, standing: Standing, register: Register) -> frozenset[Post]:
    """The posts by which they keep this register."""
    return frozenset(post for post in posts_of(uow, standing) if post.name in register.kept_by)
