"""Rules of a register's file that need several keys at once: posts that exist, ids used once, little about much."""

from collections import Counter
from collections.abc import Collection, Iterator

from bot.frameworks.model import Framework
from bot.frameworks.problems import Fault, Where
from bot.frameworks.register import Fact, Register
from bot.frameworks.rules import BUILT_IN_POSTS, SUPERVISOR, faults_in_reader, unknown_post


def faults_in_register(register: Register, framework: Framework) -> Iterator[Fault]:
    declared = BUILT_IN_POSTS | {post.name for post in framework.posts}
    for index, post in enumerate(register.kept_by):
        if post not in declared | {SUPERVISOR}:
            yield unknown_post(("kept_by", index), post, declared | {SUPERVISOR})
    yield from _readers((), register.who_sees, register, declared)
    yield from _matter(register)
    yield from _ids(register)
    for index, fact in enumerate(register.facts):
        yield from _fact(("facts", index), fact, register, declared)


def _readers(where: Where, readers: list[str], register: Register, declared: Collection[str]) -> Iterator[Fault]:
    for index, reader in enumerate(readers):
        yield from faults_in_reader((*where, "who_sees", index), reader, declared)
        if reader == "subject" and register.subject.kind != "person":
            yield Fault((*where, "who_sees", index), "names the subject, which is no person here", "take it out")


def _matter(register: Register) -> Iterator[Fault]:
    if register.subject.random and register.subject.kind != "reference":
        yield Fault(("subject", "random"), "is for references only", "take it out")


def _ids(register: Register) -> Iterator[Fault]:
    for key in ("id", "called"):
        for value, count in Counter(getattr(fact, key).casefold() for fact in register.facts).items():
            if count > 1:
                yield Fault(("facts",), f"uses the {key} {value} for two facts", f"give each fact its own {key}")


def _fact(where: Where, fact: Fact, register: Register, declared: Collection[str]) -> Iterator[Fault]:
    if fact.own and not fact.id.startswith("own-"):
        yield Fault((*where, "id"), "is the id of an own fact", f"write own-{fact.id}, or take out own: true")
    if not fact.own and fact.id.startswith("own-"):
        yield Fault((*where, "id"), "begins with own- though the fact is not marked so", "add own: true")
    if fact.authoriser and fact.authoriser not in declared:
        yield unknown_post((*where, "authoriser"), fact.authoriser, declared)
    for key in ("name", "code"):
        for value, count in Counter(getattr(outcome, key) for outcome in fact.outcomes).items():
            if count > 1:
                wrong = f"gives the {key} {value} to two outcomes"
                yield Fault((*where, "outcomes"), wrong, f"give each outcome its own {key}")
    if len(fact.outcomes) == 1:
        yield Fault((*where, "outcomes"), "leaves nothing to choose", "give at least 2, or take them out")
    yield from _readers(where, fact.who_sees, register, declared)
    yield from _many(where, fact)
    if fact.sensitive:
        yield from _sensitive(where, fact, register)


def _many(where: Where, fact: Fact) -> Iterator[Fault]:
    """One form for many holds a tick for each subject and one date: there is no room for anything of each one's own."""
    for key in ("about", "authoriser", "sensitive", "outcomes"):
        if fact.many and getattr(fact, key):
            yield Fault((*where, key), "cannot be said in one form for many", "take it out, or take out many: true")


def _sensitive(where: Where, fact: Fact, register: Register) -> Iterator[Fault]:
    if fact.words != "never":
        yield Fault((*where, "words"), "is not for a sensitive fact, which holds no words", "take it out")
    if fact.outcomes:
        yield Fault((*where, "outcomes"), "is not for a sensitive fact, which holds a date only", "take it out")
    if not fact.who_sees:
        yield Fault((*where, "who_sees"), "is missing from a sensitive fact", "name the few who may read it")
    elif not {"author", *register.kept_by} & {reader.partition("@")[0] for reader in fact.who_sees}:
        advice = "add author, or one of the posts in kept_by"
        yield Fault((*where, "who_sees"), "lets nobody who could correct it read it", advice, is_advice=True)
