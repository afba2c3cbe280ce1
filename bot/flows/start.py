"""Starting a check and coming back to one: what is on offer, about whom, with which header."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.cards import Unfinished
from bot.domain.people import Person, Team, Verb
from bot.domain.runs import Subject
from bot.domain.values import Answer, Press, Value
from bot.errors import FormProblemsError, NotAllowedError, UnusableValueError
from bot.flows import access, path
from bot.flows.office import Actor, Office
from bot.flows.recording import Change, fitting
from bot.flows.relations import led_by, supervised_by
from bot.flows.texts import REFERENCE_LENGTH, usable
from bot.flows.views import hold, unfinished
from bot.frameworks.library import Form
from bot.frameworks.model import Checklist
from bot.storage import outbox, people, runs
from bot.storage.answers import put_answer
from bot.storage.store import Uow

SUBJECT_FIELD = "subject"


@dataclass(frozen=True)
class Started:
    """The run to walk; `resumed` when it was open already, in which case nothing of the new start was stored."""

    run: str
    resumed: bool


def load_startable(office: Office, actor: Actor) -> list[Form]:
    """The checks that this person may fill in today, by title."""
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        return startable_forms(uow, office, actor)


def startable_forms(uow: Uow, office: Office, actor: Actor) -> list[Form]:
    forms = sorted(office.library.forms.values(), key=lambda form: form.checklist.title)
    return [form for form in forms if _may_start(uow, actor, form)]


def _may_start(uow: Uow, actor: Actor, form: Form) -> bool:
    try:
        access.to_start(uow, actor, form)
    except NotAllowedError:
        return False
    return True


def load_subjects(office: Office, actor: Actor, name: str) -> list[Person] | list[Team]:
    """Whom or which team this person may start the check about; nothing where a reference is typed."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        standing = access.to_start(uow, actor, form)
        match form.checklist.subject.kind:
            case "person":
                return supervised_by(uow, standing)
            case "team":
                return led_by(uow, standing, form.checklist)
            case _:
                return []


def load_unfinished(office: Office, actor: Actor) -> list[Unfinished]:
    """The checks that this person began and has not finished, newest first."""
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        return unfinished_runs(uow, office, actor)


def unfinished_runs(uow: Uow, office: Office, actor: Actor) -> list[Unfinished]:
    begun = runs.load_open_runs(uow, actor.person)
    mine = [run for run in begun if access.allows(uow, office, actor, Verb.READ, run)]
    return [unfinished(hold(uow, office, run)) for run in mine]


def start_run(
    office: Office,
    actor: Actor,
    name: str,
    subject: Subject,
    header: Mapping[str, Value],
    keep_because: str | None = None,
) -> Started:
    """Begin the check with its header filled in, or come back to the open one about the same subject."""
    form = office.form(name)
    with office.store.work(actor.deadline) as uow:
        standing = access.to_start(uow, actor, form, subject)
        people.lock_person(uow, actor.person)  # two starts at once are one start
        about = _fitting_subject(form.checklist, subject, keep_because)
        for run in runs.load_open_runs(uow, actor.person):
            if (run.checklist, run.subject, run.author) == (name, about, actor.person):
                outbox.bring_again(uow, run.id, actor.person)
                return Started(run.id, resumed=True)
        answers = _fitting_header(uow, actor, form.checklist, header, keep_because)
        runs.keep_version(uow, form.version, form.framework, form.name, form.body)
        run_id = runs.begin_run(uow, form.version, about, actor.person, standing.team)
        uow.log("started", actor.person, run_id, version=form.version)
        for answer in answers.values():
            measure = form.checklist.by_id[answer.item].measure
            put_answer(uow, run_id, answer, measure=measure, before=None, kept_because=keep_because)
        runs.join_run(uow, run_id, actor.person, path.next_open(form.checklist, answers, [], None))
        outbox.owe_card(uow, run_id, actor.person)
    return Started(run_id, resumed=False)


def _fitting_subject(checklist: Checklist, subject: Subject, keep_because: str | None) -> Subject:
    if subject.kind != checklist.subject.kind or (subject.kind == "service") != (subject.key is None):
        raise FormProblemsError({SUBJECT_FIELD: f"Please say which {checklist.subject.called} this is about."})
    if subject.kind != "reference":
        return subject
    try:
        return Subject("reference", usable(subject.key or "", REFERENCE_LENGTH, keep_because).replace("\n", " "))
    except UnusableValueError as error:
        raise FormProblemsError({SUBJECT_FIELD: str(error)}) from error


def _fitting_header(
    uow: Uow, actor: Actor, checklist: Checklist, header: Mapping[str, Value], keep_because: str | None
) -> dict[str, Answer]:
    """The header as answers. Every field that is asked must be there, unless it is optional."""
    answers: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    for field in checklist.header:
        given = header.get(field.id)
        if given is None or not path.is_asked(checklist, answers, field):
            if not field.optional and path.is_asked(checklist, answers, field):
                problems[field.id] = field.hint
            continue
        press = Press("", field.id, 0, uow.instant)
        try:
            _, change = fitting(uow, checklist, press, Change(given, keep_because=keep_because))
        except UnusableValueError as error:
            problems[field.id] = str(error)
        else:
            value = change.value or given
            answers[field.id] = Answer(field.id, value, None, 1, actor.person, uow.instant, uow.instant)
    if problems:
        raise FormProblemsError(problems)
    return answers
