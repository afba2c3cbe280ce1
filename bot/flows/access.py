"""Who may do what. Every flow asks here first, inside its transaction, and gets the object or a refusal.

The default table is RIGHTS; a checklist's `who_sees` narrows or widens who reads its answers.
"""

from collections.abc import Collection, Mapping

from bot.domain.actions import DROPPED, PUT_FORWARD, Action
from bot.domain.people import Relation, Standing, Verb
from bot.domain.runs import Run, Subject
from bot.errors import NotAllowedError
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.relations import (
    holds_for,
    is_in_reach,
    is_in_use,
    is_qa_lead,
    may_fill_in,
    posts_of,
    relations_to,
    relations_to_action,
    relations_to_person,
    supervised_by,
    teams_over,
)
from bot.flows.sitting import may_write, sits_for
from bot.flows.turns import fills_in, refuse_closed_part
from bot.frameworks.library import Form
from bot.frameworks.model import Checklist
from bot.frameworks.rules import ANYONE, SUPERVISOR
from bot.storage import actions, people, runs
from bot.storage.keys import is_key
from bot.storage.store import Uow

_EVERY = frozenset(Relation)

RIGHTS: Mapping[Verb, frozenset[Relation]] = {
    # Where a check has parts by other people, these are answered, and corrected, by whoever's they are; see _has_part.
    Verb.ANSWER: frozenset({Relation.AUTHOR}),
    Verb.SUBMIT: frozenset({Relation.AUTHOR}),
    Verb.WITHDRAW: frozenset({Relation.AUTHOR}),
    Verb.CORRECT: frozenset({Relation.AUTHOR}),
    Verb.SHARE: frozenset({Relation.AUTHOR}),
    Verb.MARK: frozenset({Relation.AUTHOR}),
    # Further narrowed or widened by who_sees.
    Verb.READ: frozenset({Relation.AUTHOR, Relation.SUBJECT, Relation.SUPERVISOR, Relation.LINE}),
    Verb.READ_DONE: _EVERY,
    # Of an action once its check was handed in. Nobody confirms what they own or closed; see may_follow.
    Verb.FOLLOW: frozenset({Relation.OWNER, Relation.AUTHOR, Relation.SUPERVISOR, Relation.LINE}),
    Verb.CONFIRM: frozenset({Relation.AUTHOR, Relation.SUPERVISOR, Relation.LINE}),
    Verb.EXCUSE: frozenset({Relation.SUPERVISOR, Relation.LINE, Relation.QA_LEAD}),
    Verb.EXPORT: frozenset({Relation.AUTHOR, Relation.SUBJECT, Relation.QA_LEAD}),
    Verb.COUNT: frozenset({Relation.LINE, Relation.QA_LEAD}),
    Verb.ERASE: frozenset({Relation.QA_LEAD}),
    Verb.IMPORT: frozenset({Relation.QA_LEAD}),
    Verb.CONFIGURE: frozenset({Relation.QA_LEAD}),
}

_ONLY_LOOK = frozenset({Verb.READ, Verb.READ_DONE, Verb.EXPORT})
_IN_A_PART = frozenset({Verb.ANSWER, Verb.CORRECT})
_NEED_POST = frozenset({Verb.ANSWER, Verb.SUBMIT})

UNKNOWN_PERSON = "You are not on the QA list. Ask your QA lead to add you."
_ACTION = "Only its owner, whoever wrote the check, their supervisor and their line may see this action."
_WHO_CAN: Mapping[Verb, str] = {
    Verb.START: "This check is for {posts}. If that should be you, ask your QA lead.",
    Verb.READ: "Only those the check names may read its answers: {readers}.",
    Verb.CORRECT: "Only the person who submitted a check can correct it. Ask them to.",
    Verb.MARK: "Only the person who wrote a check marks it with themes. Ask them to.",
    Verb.FOLLOW: _ACTION,
    Verb.CONFIRM: "This has to be confirmed by somebody who neither owns it nor closed it: whoever wrote the check, or "
    "the owner's supervisor or line.",
    Verb.EXCUSE: "Only a supervisor, their line or the QA lead can approve this. Ask one of them.",
}
_NO = "You cannot do this. Ask the person whose check it is, or your QA lead."


def standing_of(uow: Uow, actor: Actor) -> Standing:
    """What the actor is today; leavers and strangers are refused here, for everything."""
    standing = people.load_standing(uow, actor.person, uow.today) if is_key(actor.person) else None
    if standing is None:
        raise NotAllowedError(UNKNOWN_PERSON, actor.person, "be here")
    return standing


def to_start(uow: Uow, actor: Actor, form: Form, subject: Subject | None = None) -> Standing:
    """The actor's standing, when they may start this check, about this subject if one is given."""
    standing = standing_of(uow, actor)
    may = may_fill_in(uow, standing, form.checklist) and is_in_use(uow, standing, form)
    may = may and form.checklist.anonymous is None  # what nobody is the author of cannot be walked
    if not may or (subject and not _is_in_reach(uow, standing, form, subject)):
        raise _refusal(actor, Verb.START, form.name, form.checklist)
    return standing


def _is_in_reach(uow: Uow, standing: Standing, form: Form, subject: Subject) -> bool:
    if subject.meeting:
        return any(there.id == subject.meeting for there in sits_for(uow, standing, form))
    return is_in_reach(uow, standing, form.checklist, subject)


def to_survey(uow: Uow, actor: Actor, form: Form) -> Standing:
    """The actor's standing, when they may answer this anonymous survey."""
    standing = standing_of(uow, actor)
    may = form.checklist.anonymous and may_fill_in(uow, standing, form.checklist) and is_in_use(uow, standing, form)
    if not may:
        raise _refusal(actor, Verb.START, form.name, form.checklist)
    return standing


def to_pool(uow: Uow, actor: Actor, form: Form) -> Standing:
    """The actor's standing, when they may see what all sheets of this form say together."""
    standing, named = standing_of(uow, actor), form.checklist.pooled_for
    works_by_it = form.framework in people.load_frameworks(uow, standing.team, uow.today)
    everybody = ANYONE in named or (SUPERVISOR in named and bool(supervised_by(uow, standing)))
    if not (works_by_it and everybody) and not holds_for(uow, standing, named, form.framework):
        raise NotAllowedError(_NO, actor.person, "read what all said", form.name)
    return standing


def to_post(uow: Uow, actor: Actor, form: Form, posts: Collection[str]) -> Standing:
    """The actor's standing, when they hold one of these posts where people work by the form's framework."""
    standing = standing_of(uow, actor)
    if not holds_for(uow, standing, posts, form.framework):
        said = " or ".join(post.replace("-", " ") for post in posts)
        raise NotAllowedError(f"This is for {said}. If that should be you, ask your QA lead.", actor.person, form.name)
    return standing


def to_run(
    uow: Uow, office: Office, actor: Actor, verb: Verb, run_id: str, item: str | None = None, *, lock: bool = True
) -> Run:
    """The run, when the actor may do this to it; locked, unless they only look."""
    standing = standing_of(uow, actor)
    run = runs.load_run(uow, run_id, lock=lock and verb not in _ONLY_LOOK) if is_key(run_id) else None
    if run is None:
        raise NotAllowedError(_NO, actor.person, verb.value, "a check that is not there")
    checklist = office.checklist(uow, run)
    if not _may(uow, standing, verb, run, checklist, item) or not _has_place(uow, office, standing, verb, run):
        raise _refusal(actor, verb, run.id, checklist)
    if checklist.has_turns and verb is Verb.ANSWER and run.is_open and item in checklist.placed:
        refuse_closed_part(uow, run, checklist, checklist.part_of[item])
    return run


def allows(uow: Uow, office: Office, actor: Actor, verb: Verb, run: Run) -> bool:
    """Whether the actor may do this to a run that they have been given for another purpose."""
    standing = standing_of(uow, actor)
    may = _may(uow, standing, verb, run, office.checklist(uow, run), None)
    return may and _has_place(uow, office, standing, verb, run)


def to_action(
    uow: Uow, office: Office, actor: Actor, verb: Verb, action_id: str, *, lock: bool = True
) -> tuple[Run, Action]:
    """An action of a submitted check and that check, when the actor may do this; locked, steps come in turn."""
    standing = standing_of(uow, actor)
    run_id = actions.load_run_of(uow, action_id) if is_key(action_id) else None
    run = runs.load_run(uow, run_id, lock=lock) if run_id else None
    action = actions.load_action(uow, action_id) if run else None
    if run is None or action is None or not run.is_submitted or action.state == DROPPED:
        raise NotAllowedError(_ACTION, actor.person, verb.value, "an action that is not there")
    if not may_follow(uow, office, standing, verb, run, action):
        raise NotAllowedError(_WHO_CAN[verb], actor.person, verb.value, action.id)
    return run, action


def may_follow(uow: Uow, office: Office, standing: Standing, verb: Verb, run: Run, action: Action) -> bool:
    relations = relations_to_action(uow, standing, run, office.checklist(uow, run), action)
    if verb is Verb.CONFIRM:
        closers = [step.person for step in actions.load_steps(uow, action.id) if step.verb == PUT_FORWARD]
        if Relation.OWNER in relations or closers[-1:] == [standing.person]:
            return False
    return bool(relations & RIGHTS[verb])


def to_person(uow: Uow, actor: Actor, verb: Verb, person: str) -> str:
    """The person's id, when the actor may do this about them."""
    standing = standing_of(uow, actor)
    relations = relations_to_person(uow, standing, person)
    if person == standing.person:
        relations |= {Relation.SUBJECT}
    if not relations & RIGHTS[verb]:
        raise NotAllowedError(_WHO_CAN.get(verb, _NO), actor.person, verb.value, person)
    return person


def to_house(uow: Uow, actor: Actor, verb: Verb) -> None:
    """Passes when the actor may do this to people and frameworks as a whole."""
    if actor.person == OPERATOR:
        return
    if not is_qa_lead(uow, standing_of(uow, actor)) or Relation.QA_LEAD not in RIGHTS[verb]:
        raise NotAllowedError("Only the QA lead can do this. Ask them to.", actor.person, verb.value)


def _may(uow: Uow, standing: Standing, verb: Verb, run: Run, checklist: Checklist, item: str | None) -> bool:
    if verb is Verb.READ:
        return _may_read(uow, standing, run, checklist)
    if checklist.has_turns and verb in _IN_A_PART:
        return _has_part(uow, standing, verb, run, checklist, item)
    relations = relations_to(uow, standing, run, checklist)
    if verb is Verb.EXPORT:
        own = relations & {Relation.AUTHOR, Relation.SUBJECT}
        return bool(own) and _may_read(uow, standing, run, checklist)
    if verb is Verb.ANSWER and item is not None and item not in checklist.part_of:
        return False
    if not relations & RIGHTS[verb]:
        return False
    needs_post = verb in _NEED_POST and relations & RIGHTS[verb] == {Relation.AUTHOR} and not run.seat
    return not needs_post or may_fill_in(uow, standing, checklist)


def _has_place(uow: Uow, office: Office, standing: Standing, verb: Verb, run: Run) -> bool:
    """A sheet about a meeting is written by who sits there today, or keeps it and enters what another one said."""
    return not run.subject.meeting or verb not in _NEED_POST or may_write(uow, office, standing, run)


def _has_part(uow: Uow, standing: Standing, verb: Verb, run: Run, checklist: Checklist, item: str | None) -> bool:
    """Whether an item stands in a part of theirs; without one, whether they have a part. The start is the author's."""
    relations = relations_to(uow, standing, run, checklist)
    if item is None or item in checklist.placed:
        parts = checklist.parts if item is None else [checklist.part_of[item]]
        others = relations - {Relation.AUTHOR}
        if any(fills_in(standing, run, others, part) for part in parts):
            return True
        is_author = any(fills_in(standing, run, relations, part) for part in parts)
    else:
        is_author = item in checklist.by_id and Relation.AUTHOR in relations
    return is_author and (verb is not Verb.ANSWER or may_fill_in(uow, standing, checklist))


def _may_read(uow: Uow, standing: Standing, run: Run, checklist: Checklist) -> bool:
    """Of an open check that several people fill in, each reads what turns.py says."""
    relations = relations_to(uow, standing, run, checklist)
    if Relation.AUTHOR in relations:
        return True
    if checklist.has_turns and any(fills_in(standing, run, relations, part) for part in checklist.parts):
        return True
    return run.is_submitted and _is_named(uow, standing, run, checklist, relations)


def is_reader(uow: Uow, office: Office, standing: Standing, run: Run) -> bool:
    """Whether `who_sees` names them for this check, be it their own or not."""
    checklist = office.checklist(uow, run)
    relations = relations_to(uow, standing, run, checklist) - {Relation.AUTHOR}
    return run.is_submitted and _is_named(uow, standing, run, checklist, relations)


def _is_named(uow: Uow, standing: Standing, run: Run, checklist: Checklist, relations: frozenset[Relation]) -> bool:
    if run.shared_at is None:
        relations -= {Relation.SUBJECT}
    if any(relation.value in checklist.who_sees for relation in relations):
        return True
    return any(_reads_by_post(uow, standing, run, reader) for reader in checklist.who_sees)


def _reads_by_post(uow: Uow, standing: Standing, run: Run, reader: str) -> bool:
    if run.subject.person == standing.person and run.shared_at is None:
        return False  # a post does not open what is about oneself
    post, _, scope = reader.partition("@")
    held = {there for there in posts_of(uow, standing) if there.name == post}
    if scope == "anywhere":
        return bool(held)
    over = teams_over(uow, run.concerns) if scope == "team" else []
    return any(there.team in over for there in held)


def _refusal(actor: Actor, verb: Verb, about: str, checklist: Checklist) -> NotAllowedError:
    posts = " or ".join(post.replace("-", " ") for post in checklist.filled_in_by)
    readers = ", ".join(reader.partition("@")[0].replace("-", " ") for reader in checklist.who_sees)
    sentence = _WHO_CAN.get(verb, _NO).format(posts=posts, readers=readers)
    return NotAllowedError(sentence, actor.person, verb.value, about)
