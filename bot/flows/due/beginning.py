"""How a duty is begun: the check, the date or the action that pays for it, or the run that is open already."""

from collections.abc import Iterable, Iterator

from bot.domain.duties import Duty
from bot.domain.duty_views import Beginning, Sight, Way
from bot.domain.people import Standing, Verb
from bot.domain.runs import Run, Subject
from bot.errors import NotAllowedError, ShownError
from bot.flows.access import allows, may_follow, to_start
from bot.flows.due import access
from bot.flows.due.naming import name_of, rule_of
from bot.flows.office import Actor, Office
from bot.flows.registers.access import to_record
from bot.flows.relations import selves_of
from bot.frameworks.library import Form, Library
from bot.frameworks.schedule import Happening, Rule
from bot.storage import duty_acts, runs
from bot.storage.actions import load_action
from bot.storage.keys import is_key
from bot.storage.store import Uow

CHECK, FACT, PART, MEETING, SURVEY, ACTION = "check", "fact", "part", "meeting", "survey", "action"
_MEETING = "It is done when this meeting is ended. Type /qa meeting, open the meeting and end it there."
_SURVEY = "It is done when this survey is closed. Type /qa survey to open it, look after it or close it."
_PART = "It is a part of a check that somebody has begun. Type /qa resume to see the checks that are open to you."
_GONE = "The schedule no longer asks for this, so there is nothing to begin. Your QA lead can say why."
_BEGUN = "Somebody else has begun this already. When it is done it goes from what is due."
_NOT_FOR_YOU = "This is for somebody else to do. Why it is due says who that is."


def load_beginning(office: Office, actor: Actor, duty_id: str) -> Beginning:
    """What can be begun for it; the run, where one is open."""
    with office.store.look(actor.deadline) as uow:
        duty, sight = access.to_duty(uow, office, actor, duty_id)
        rule = rule_of(office.library, duty)
        if rule is None:
            raise ShownError(_GONE)
        if sight not in (Sight.OWN, Sight.TOLD):
            raise ShownError(_NOT_FOR_YOU)
        standing = access.standing_of(uow, actor)
        begun = begun_for(uow, office.library, [duty], {standing.person, *standing.stands_in_for})
        ways = tuple(ways_of(office.library, rule, duty))
        if sight is Sight.TOLD and duty.id not in begun and is_begun_by_others(uow, office.library, duty, standing):
            raise ShownError(_BEGUN)
        return Beginning(duty.id, name_of(uow, office, duty, sight), ways, begun.get(duty.id))


def ways_of(library: Library, rule: Rule, duty: Duty) -> Iterator[Way]:
    """Everything that pays for it, each once."""
    found = (_way(library, there, rule, duty) for there in (*rule.done_by, *rule.all_of, *rule.first_all_of))
    yield from dict.fromkeys(way for way in found if way)


def ways_to(library: Library, duty: Duty) -> list[Way]:
    """Those of it as the schedule asks for it now."""
    rule = rule_of(library, duty)
    return list(ways_of(library, rule, duty)) if rule else []


def _way(library: Library, there: Happening, rule: Rule, duty: Duty) -> Way | None:
    if rule.per == "action":
        return Way(ACTION, duty.about or duty.period, "Open the action")
    if there.part:
        run = duty.period.partition("/")[0]
        return Way(PART, run if is_key(run) else "", "Open the check", _PART)
    if there.check:
        form = library.forms.get(there.check)
        return Way(CHECK, form.name, form.checklist.title) if form else None
    if there.fact:
        book = library.books.get(there.register_ or "")
        fact = book.register.by_id.get(there.fact) if book else None
        return Way(FACT, f"{book.name}/{fact.id}", fact.called) if book and fact else None
    if there.meeting:
        return Way(MEETING, there.meeting, "The meeting", _MEETING)
    form = library.forms.get(there.survey or "")
    return Way(SURVEY, form.name, form.checklist.title, _SURVEY) if form else None


def begun_for(uow: Uow, library: Library, duties: Iterable[Duty], selves: Iterable[str]) -> dict[str, str]:
    """The open run of each duty that has one: the one started from it, else one of its kind about the same."""
    there = [run for person in sorted(selves) for run in runs.load_open_runs(uow, person)]
    started = duty_acts.load_started(uow, (run.id for run in there))
    found: dict[str, str] = {}
    for duty in duties:
        mine = [run for run in there if started.get(run.id) == duty.id]
        free = [run for run in there if run.id not in started and _is_about(library, duty, run)]
        if mine or free:
            found[duty.id] = (mine or free)[0].id
    return found


def parts_of(library: Library, duties: Iterable[Duty]) -> set[str]:
    """The runs of which a part is what some of these ask for."""
    return {way.name for duty in duties for way in ways_to(library, duty) if way.kind == PART and way.name}


def _is_about(library: Library, duty: Duty, run: Run) -> bool:
    rule = rule_of(library, duty)
    if rule is None or run.checklist not in {there.check for there in rule.done_by if not there.part}:
        return False
    if rule.per == "self":
        return run.author == duty.owner
    return run.subject.spelled == duty.subject.spelled


def subject_for(library: Library, duty: Duty, form: Form) -> Subject | None:
    """Whom or what its check is about, where the duty says so. What somebody owes themselves is about anything."""
    rule = rule_of(library, duty)
    is_told = rule is not None and rule.per not in ("self", "action")
    return duty.subject if is_told and duty.subject.kind == form.checklist.subject.kept_as else None


def has_sample(library: Library, duty: Duty) -> bool:
    """Whether records are drawn for it, by whoever is to do it."""
    rule = rule_of(library, duty)
    return rule is not None and rule.sample is not None and rule.sample.of != MEETING


def is_for(library: Library, duty: Duty, form: Form, subject: Subject | None = None) -> bool:
    """Whether a check by this form, about this subject if one is given, is a way of doing it."""
    rule = rule_of(library, duty)
    if rule is None or form.name not in {there.check for there in rule.done_by if not there.part}:
        return False
    wanted = subject_for(library, duty, form)
    return wanted is None or subject is None or wanted.spelled == subject.spelled


def has_taken_over(uow: Uow, actor: Actor, duty: Duty | None) -> bool:
    """Whether the actor owes it because they said yes to somebody, who could do it about whomever it is."""
    if duty is None or duty.owner != actor.person:
        return False
    return any(act.kind == "handover" and act.holds for act in duty_acts.load_acts_of(uow, [duty.id]))


def may_begin(uow: Uow, office: Office, standing: Standing, duty: Duty) -> bool:
    """Whether somebody who is told of it can do it as well, and nobody has begun."""
    if is_begun_by_others(uow, office.library, duty, standing):
        return False
    return any(_leads_on(uow, office, standing, way, duty) for way in ways_to(office.library, duty))


def is_begun_by_others(uow: Uow, library: Library, duty: Duty, standing: Standing) -> bool:
    others = {person for person in (duty.owner, *duty.others) if person} - selves_of(standing)
    return duty.id in begun_for(uow, library, [duty], others)


def _leads_on(uow: Uow, office: Office, standing: Standing, way: Way, duty: Duty) -> bool:
    actor = Actor(standing.person)
    match way.kind:
        case kind if kind == PART:
            run = runs.load_run(uow, way.name)
            return run is not None and allows(uow, office, actor, Verb.READ, run)
        case kind if kind == ACTION:
            action = load_action(uow, way.name)
            run = runs.load_run(uow, action.run) if action else None
            return bool(action and run and may_follow(uow, office, standing, Verb.FOLLOW, run, action))
        case kind if kind == CHECK:
            return _is_open_to(uow, office, actor, way, duty, subject_for(office.library, duty, office.form(way.name)))
        case kind if kind == FACT:
            return _is_open_to(uow, office, actor, way, duty)
    return False


def can_take_over(uow: Uow, office: Office, person: str, duty: Duty) -> bool:
    """Whether some way of doing it is open to them by their posts. Of whom a check is about the duty itself decides."""
    ways = ways_to(office.library, duty)
    return not ways or any(_is_open_to(uow, office, Actor(person), way, duty) for way in ways)


def _is_open_to(uow: Uow, office: Office, actor: Actor, way: Way, duty: Duty, about: Subject | None = None) -> bool:
    try:
        if way.kind == CHECK:
            to_start(uow, actor, office.form(way.name), about)
        elif way.kind == FACT:
            book = office.book(way.name.partition("/")[0])
            to_record(uow, actor, book, duty.subject if duty.subject.kind == book.register.subject.kind else None)
    except NotAllowedError:
        return False
    return True
