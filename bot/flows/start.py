"""Starting a check and coming back to one: what is on offer, about whom, with which header."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.cards import Unfinished
from bot.domain.desk import Offer, StartForm
from bot.domain.duties import Duty
from bot.domain.people import Person, Standing, Team, Verb
from bot.domain.runs import Subject
from bot.domain.values import Answer, Press, Value
from bot.errors import FormProblemsError, IdentifyingTextError, NotAllowedError, UnusableValueError
from bot.flows import access, meeting_access, path, sheets
from bot.flows.cycles import cycle_lines
from bot.flows.due import access as due_access
from bot.flows.due.beginning import has_sample, has_taken_over, is_for, subject_for
from bot.flows.looking_back import answer_for_nothing
from bot.flows.office import Actor, Office
from bot.flows.parts import open_parts
from bot.flows.promises import promise
from bot.flows.recording import Change, fitting
from bot.flows.relations import led_by, supervised_by
from bot.flows.seen import unfinished_for
from bot.flows.texts import usable_reason, usable_reference
from bot.flows.turns import open_to, opened
from bot.flows.views import unanswered
from bot.frameworks.library import Form
from bot.frameworks.meeting_rules import MEETING
from bot.frameworks.model import Checklist
from bot.storage import meetings, outbox, people, runs
from bot.storage.answers import load_answers, put_answer
from bot.storage.duty_acts import remember_start
from bot.storage.store import Uow
from bot.storage.words import add_words

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
        standing = access.to_start(uow, actor, form)
    except NotAllowedError:
        return False
    return form.checklist.subject.kind != MEETING or bool(sheets.offered(uow, standing, form))


def load_start(office: Office, actor: Actor, name: str, duty_id: str | None = None) -> StartForm:
    """What the start of this check asks, and what is filled in beforehand; `duty_id` is what it is begun for."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        due = due_access.find_to_do(uow, office, actor, duty_id)
        due = due if due and is_for(office.library, due, form) else None
        about = subject_for(office.library, due, form) if due else None
        standing = _may_begin(uow, actor, form, about, due)
        is_open_to_all = form.checklist.subject.kind == "colleague"
        offered = [] if is_open_to_all else _offered(uow, standing, form)
        if about and about.person:
            offered = [Person(about.person, people.load_names(uow, {about.person})[about.person])]
        asked = start_form(form.name, form.checklist, offered, uow.today)
        chosen, duty = about.key if about else None, due.id if due else None
        draws = due is not None and has_sample(office.library, due)
        stead, cycle = _stead(uow, actor, due), cycle_lines(uow, office, form)
        return replace(asked, chosen=chosen, duty=duty, draws=draws, cycle=cycle, stead=stead)


def _stead(uow: Uow, actor: Actor, due: Duty | None) -> str:
    """Whoever owes it, where that is somebody else: what is begun stands under the name of who begins it."""
    owner = due.owner if due else None
    return people.load_names(uow, {owner})[owner] if owner and owner != actor.person else ""


def load_entry(office: Office, actor: Actor, name: str, meeting_id: str, seat: str | None) -> StartForm:
    """The start of the sheet about this meeting: one's own, or that of a member from outside."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        if seat:
            meeting_access.to_enter(uow, office, actor, form, meeting_id, seat, lock=False)
        else:
            access.to_start(uow, actor, form, Subject(MEETING, meeting_id))
        asked = start_form(form.name, form.checklist, sheets.offer(uow, meeting_id), uow.today)
        return replace(asked, seat=seat, cycle=cycle_lines(uow, office, form))


def start_form(
    name: str, checklist: Checklist, offered: list[Person] | list[Team] | list[Offer], today: date
) -> StartForm:
    return StartForm(
        name=name,
        title=checklist.title,
        short_title=checklist.short_title,
        subject=checklist.subject.kind,
        called=checklist.subject.called,
        ask=checklist.subject.ask,
        example=checklist.subject.example,
        offered=tuple((there.id, there.name) for there in offered),
        header=tuple(unanswered(item) for item in checklist.asked_first),
        optional=frozenset(item.id for item in checklist.header if item.optional or item.show_if),
        today=today,
        filled={item.id: given for item in checklist.asked_first if (given := getattr(item, "default", None))},
        promise=promise(checklist),
        used_for=checklist.used_for,
        kept_for=checklist.kept_for,
    )


def load_subjects(office: Office, actor: Actor, name: str) -> list[Person] | list[Team] | list[Offer]:
    """Whom, or which team or meeting, this person may start the check about; nothing where a reference is typed."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        standing = access.to_start(uow, actor, form)
        return _offered(uow, standing, form)


def _offered(uow: Uow, standing: Standing, form: Form) -> list[Person] | list[Team] | list[Offer]:
    is_about_meeting = form.checklist.subject.kind == MEETING
    return sheets.offered(uow, standing, form) if is_about_meeting else subjects_of(uow, standing, form.checklist)


def subjects_of(uow: Uow, standing: Standing, checklist: Checklist) -> list[Person] | list[Team]:
    match checklist.subject.kind:
        case "person":
            return supervised_by(uow, standing)
        case "colleague":
            return people.load_everybody(uow, uow.today)
        case "team":
            return led_by(uow, standing, checklist)
        case _:
            return []


def load_unfinished(office: Office, actor: Actor) -> list[Unfinished]:
    """The checks that this person, or somebody they stand in for, has not finished; their own first, newest first."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        return unfinished_runs(uow, office, actor, standing)


def unfinished_runs(uow: Uow, office: Office, actor: Actor, standing: Standing) -> list[Unfinished]:
    people_of_theirs = [actor.person, *sorted(standing.stands_in_for)]
    begun = {run.id: run for person in people_of_theirs for run in runs.load_open_runs(uow, person)}
    theirs = [run for run in begun.values() if access.allows(uow, office, actor, Verb.READ, run)]
    found = [unfinished_for(uow, office, actor, run) for run in theirs]
    return sorted(found, key=lambda there: bool(there.waits_for))


def start_run(
    office: Office,
    actor: Actor,
    name: str,
    subject: Subject,
    header: Mapping[str, Value],
    keep_because: Mapping[str, str] = {},
    seat: str | None = None,
    duty_id: str | None = None,
) -> Started:
    """Begin the check with its header filled in, or come back to the open one about the same subject.

    `keep_because` says, by field, why something that seems to name somebody has to stay. `seat` is that of a member
    from outside, for whom the actor enters the sheet. `duty_id` is what it is begun for.
    """
    form = office.form(name)
    with office.store.work(actor.deadline) as uow:
        due = due_access.find_to_do(uow, office, actor, duty_id)
        due = due if due and is_for(office.library, due, form, subject) else None
        standing = (
            meeting_access.to_enter(uow, office, actor, form, subject.meeting or "", seat)
            if seat
            else _may_begin(uow, actor, form, subject, due)
        )
        people.lock_person(uow, actor.person)  # two starts at once are one start
        about = _fitting_subject(uow, form.checklist, subject, keep_because.get(SUBJECT_FIELD))
        there = _open_already(uow, actor, form, about, seat)
        if there:
            outbox.bring_again(uow, there, actor.person)
            return Started(there, resumed=True)
        if about.meeting and not form.checklist.answered_for:
            sheets.refuse_another(uow, form, about.meeting, actor.person, seat)
        known = _days_of_meeting(uow, form.checklist, about)
        answers = _fitting_header(uow, actor, form.checklist, {**header, **known}, keep_because)
        runs.keep_version(uow, form.version, form.framework, form.name, form.body)
        run_id = runs.begin_run(uow, form.version, about, actor.person, standing.team, seat)
        kept = _keep_reason(uow, about, keep_because.get(SUBJECT_FIELD))
        uow.log("started", actor.person, run_id, version=form.version, **kept)
        if due:
            remember_start(uow, run_id, due.id)
        answers |= _nothing_to_look_back_on(uow, office, actor, run_id)
        for answer in answers.values():
            measure = form.checklist.by_id[answer.item].measure
            why = keep_because.get(answer.item)
            put_answer(uow, run_id, answer, measure=measure, before=None, kept_because=why)
        sheets.refuse_nothing_asked(uow, office, form, run_id)
        outbox.owe_card(uow, run_id, actor.person)
        _sit_down(uow, office, actor, run_id, answers)
    return Started(run_id, resumed=False)


def _may_begin(uow: Uow, actor: Actor, form: Form, subject: Subject | None, due: Duty | None) -> Standing:
    """Whoever took over what is due about somebody may check that too, though they do not supervise them."""
    return access.to_start(uow, actor, form, None if has_taken_over(uow, actor, due) else subject)


def _sit_down(uow: Uow, office: Office, actor: Actor, run_id: str, answers: dict[str, Answer]) -> None:
    """The author is at the first question that is theirs; whoever else has a part to begin with is told."""
    run = access.to_run(uow, office, actor, Verb.READ, run_id)
    checklist = open_to(uow, office, actor, run)
    runs.join_run(uow, run_id, actor.person, path.next_open(checklist, answers, [], None))
    if checklist.has_turns:
        open_parts(uow, office, actor, run, opened(checklist, ()))


def _nothing_to_look_back_on(uow: Uow, office: Office, actor: Actor, run_id: str) -> dict[str, Answer]:
    run = runs.load_run(uow, run_id)
    return answer_for_nothing(uow, office, run, office.checklist(uow, run), actor.person) if run else {}


def _fitting_subject(uow: Uow, checklist: Checklist, subject: Subject, keep_because: str | None) -> Subject:
    if subject.kind != checklist.subject.kept_as or (subject.kind == "service") != (not subject.key):
        raise FormProblemsError({SUBJECT_FIELD: f"Please say which {checklist.subject.called} this is about."})
    if subject.person and people.load_standing(uow, subject.person, uow.today) is None:
        raise FormProblemsError({SUBJECT_FIELD: "Please choose somebody on the QA list."})
    if subject.kind != "reference":
        return subject
    try:
        return Subject("reference", usable_reference(subject.key or "", keep_because))
    except UnusableValueError as error:
        keepable = {SUBJECT_FIELD} if isinstance(error, IdentifyingTextError) else set()
        raise FormProblemsError({SUBJECT_FIELD: str(error)}, keepable) from error


def _open_already(uow: Uow, actor: Actor, form: Form, about: Subject, seat: str | None) -> str | None:
    """The open check about the same subject. Of somebody else's answers each sheet is one of its own, once begun."""
    for run in runs.load_open_runs(uow, actor.person):
        whose = (run.checklist, run.author, run.seat)
        is_it = whose == (form.name, actor.person, seat) and _is_same(run.subject, about)
        if is_it and not (form.checklist.answered_for and _is_begun(uow, form, run.id)):
            return run.id
    return None


def _is_begun(uow: Uow, form: Form, run: str) -> bool:
    """Whether more was answered than what the start asks."""
    return not load_answers(uow, run).keys() <= {field.id for field in form.checklist.header}


def _is_same(one: Subject, other: Subject) -> bool:
    """A reference typed in small letters is the same case."""
    return (one.kind, (one.key or "").casefold()) == (other.kind, (other.key or "").casefold())


def _keep_reason(uow: Uow, about: Subject, why: str | None) -> dict[str, str]:
    """Why a reference that seems to name somebody has to stay, kept beside it."""
    if not (why and about.reference):
        return {}
    return {"kept": add_words(uow, about.reference, usable_reason(why))[1]}


def _days_of_meeting(uow: Uow, checklist: Checklist, about: Subject) -> dict[str, Value]:
    if about.meeting is None:
        return {}
    _, day = meetings.load_name(uow, about.meeting)
    return {field.id: Value(day=day) for field in checklist.header if field not in checklist.asked_first}


def _fitting_header(
    uow: Uow, actor: Actor, checklist: Checklist, header: Mapping[str, Value], keep_because: Mapping[str, str]
) -> dict[str, Answer]:
    """The header as answers. Every field that is asked must be there, unless it is optional."""
    answers: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    keepable: set[str] = set()
    for field in checklist.header:
        given = header.get(field.id)
        if given is None or not path.is_asked(checklist, answers, field):
            if not field.optional and path.is_asked(checklist, answers, field):
                problems[field.id] = field.hint
            continue
        press = Press("", field.id, 0, uow.instant)
        try:
            _, change = fitting(uow, checklist, press, Change(given, keep_because=keep_because.get(field.id)))
        except UnusableValueError as error:
            problems[field.id] = str(error)
            keepable |= {field.id} if isinstance(error, IdentifyingTextError) else set()
        else:
            value = change.value or given
            answers[field.id] = Answer(field.id, value, None, 1, actor.person, uow.now, uow.instant)
    if problems:
        raise FormProblemsError(problems, keepable)
    return answers
