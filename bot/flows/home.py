"""What somebody comes back to: their own page, how they like to work, and bringing a card to the foot of the chat."""

from dataclasses import replace

from bot.domain.action_views import Which
from bot.domain.desk import Colleague, Done, Help, Home
from bot.domain.people import Person, Verb
from bot.domain.runs import Run, Subject
from bot.flows import access, path, summary_access
from bot.flows.action_lists import action_rows
from bot.flows.draws.access import has_offers
from bot.flows.due.lists import due_book
from bot.flows.due.people import looked_at
from bot.flows.due.teams import late_lines
from bot.flows.finding import startable
from bot.flows.go_live import schedulable_by
from bot.flows.meetings import book_of
from bot.flows.office import Actor, Office
from bot.flows.planning.months import count_proposed
from bot.flows.pooled import pools_of
from bot.flows.recording import refuse_closed
from bot.flows.registers.forms import recordables
from bot.flows.registers.leaf import recorded_about
from bot.flows.relations import is_qa_lead, supervised_by
from bot.flows.rhythm.presence import presence_of
from bot.flows.risks import register_of
from bot.flows.start import startable_forms, unfinished_runs
from bot.flows.turns import open_to
from bot.flows.views import hold
from bot.flows.waves import surveys_of
from bot.storage import accounts, outbox, people, runs
from bot.storage.actions import load_actions
from bot.storage.answers import load_answers
from bot.storage.pulse import load_pulse
from bot.storage.store import Uow

_RECENT = 5


def load_home(office: Office, actor: Actor) -> Home:
    """What is begun, what can be started, what was done last, who can help."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        supervised = supervised_by(uow, standing)
        done = _done(uow, office, runs.load_recent(uow, actor.person, _RECENT))
        about_them = runs.load_shared_with(uow, actor.person, _RECENT)
        unfinished = unfinished_runs(uow, office, actor, standing)
        actions = action_rows(uow, office, standing, Which.MINE)
        elsewhere = {*(there.heading.run for there in unfinished), *(row.action.id for row in actions)}
        shared = [run for run in about_them if access.allows(uow, office, actor, Verb.READ, run)]
        return Home(
            unfinished=tuple(unfinished),
            startable=tuple(map(startable, startable_forms(uow, office, actor))),
            done=done,
            shared=_done(uow, office, shared),
            people=_colleagues(uow, office, actor, supervised),
            helpers=tuple(_helpers(uow, office, standing.team)),
            whole_sections=accounts.prefers_whole_sections(uow, actor.person),
            actions=tuple(actions),
            due=due_book(uow, office, standing, elsewhere),
            late=tuple(late_lines(uow, office, standing)),
            meetings=book_of(uow, office, standing),
            risks=register_of(uow, office, standing),
            surveys=tuple(surveys_of(uow, office, actor)),
            has_summary=bool(summary_access.nodes_of(uow, office, standing)),
            pools=tuple(pools_of(uow, office, actor)),
            samples=has_offers(uow, office, standing),
            registers=tuple(dict.fromkeys(there.title for there in recordables(uow, office, standing))),
            proposed_months=count_proposed(uow, office.library, standing),
            going_live=tuple(schedulable_by(uow, office, standing)),
            is_recorded=recorded_about(uow, office, standing, Subject("person", standing.person)),
            pulse=load_pulse(uow).read_in(office.store.clock.zone) if is_qa_lead(uow, standing) else None,
            presence=presence_of(uow, office, standing, supervised),
        )


def _done(uow: Uow, office: Office, finished: list[Run]) -> tuple[Done, ...]:
    zone = office.store.clock.zone
    return tuple(
        Done(hold(uow, office, run).heading, run.submitted_at.astimezone(zone)) for run in finished if run.submitted_at
    )


def _colleagues(uow: Uow, office: Office, actor: Actor, supervised: list[Person]) -> tuple[Colleague, ...]:
    looked = looked_at(uow, office, (person.id for person in supervised))
    found = (_colleague(uow, office, actor, person) for person in supervised)
    return tuple(replace(there, looked=looked.get(there.id, ())) for there in found)


def _colleague(uow: Uow, office: Office, actor: Actor, person: Person) -> Colleague:
    """Somebody whom the actor supervises, also in somebody's stead."""
    for run in runs.load_recent(uow, person.id, _RECENT):
        if run.submitted_at and access.allows(uow, office, actor, Verb.READ_DONE, run):
            title = office.checklist(uow, run).short_title
            return Colleague(person.id, person.name, title, run.submitted_at.astimezone(office.store.clock.zone))
    return Colleague(person.id, person.name, None, None)


def _helpers(uow: Uow, office: Office, team: str | None) -> list[Help]:
    """Those of the frameworks that the team works by, each once."""
    names = sorted(people.load_frameworks(uow, team, uow.today) & set(office.library.frameworks))
    helpers = [Help(there.who, there.about) for name in names for there in office.library.frameworks[name].help]
    return list(dict.fromkeys(helpers))


def prefer_whole_sections(office: Office, actor: Actor, *, whole: bool) -> list[str]:
    """Remember that somebody likes a whole section as one form, or one question at a time; which checks show it."""
    with office.store.work(actor.deadline) as uow:
        access.standing_of(uow, actor)
        accounts.prefer_whole_sections(uow, actor.person, whole=whole)
        uow.log("preference", actor.person, whole_sections=whole)
        return [run.id for run in runs.load_open_runs(uow, actor.person)]


def likes_whole_sections(office: Office, actor: Actor) -> bool:
    with office.store.look(actor.deadline) as uow:
        access.standing_of(uow, actor)
        return accounts.prefers_whole_sections(uow, actor.person)


def bring_card(office: Office, actor: Actor, run_id: str) -> None:
    """Have the card of an open check at the foot of the chat again, wherever the old one is, or was."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.READ, run_id)
        refuse_closed(run)
        if not runs.has_joined(uow, run.id, actor.person):
            _join_where_it_is_open(uow, office, actor, run)
        outbox.owe_card(uow, run.id, actor.person)
        outbox.bring_again(uow, run.id, actor.person)


def _join_where_it_is_open(uow: Uow, office: Office, actor: Actor, run: Run) -> None:
    answers, actions = load_answers(uow, run.id), load_actions(uow, run.id)
    place = path.next_open(open_to(uow, office, actor, run), answers, actions, None)
    runs.join_run(uow, run.id, actor.person, place)
