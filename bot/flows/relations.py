"""How people stand to runs, to other people and to teams on a day. Says nothing about what that allows."""

from collections.abc import Collection

from bot.domain.actions import Action
from bot.domain.people import Person, Post, Relation, Standing, Team
from bot.domain.runs import Run, Subject
from bot.frameworks.library import Form
from bot.frameworks.meeting_rules import MEETING
from bot.frameworks.model import Checklist
from bot.frameworks.rules import ANYONE, SUPERVISOR
from bot.storage import people
from bot.storage.store import Uow


def relations_to(uow: Uow, standing: Standing, run: Run, checklist: Checklist) -> frozenset[Relation]:
    """How the actor, or somebody they stand in for, stands to the run today."""
    found: set[Relation] = set()
    # What only its author may read is nobody else's, not even a stand-in's.
    personal = {standing.person} if checklist.is_private else selves_of(standing)
    # Nobody stands in for the author of a check about themselves.
    if run.author in ({standing.person} if run.subject.person == standing.person else personal):
        found.add(Relation.AUTHOR)
    if run.subject.person in personal:
        found.add(Relation.SUBJECT)
    return frozenset(found) | relations_to_person(uow, standing, run.concerns)


def relations_to_person(uow: Uow, standing: Standing, person: str) -> frozenset[Relation]:
    """How the actor stands to a person. Nobody is their own supervisor or their own line, also as a stand-in."""
    found: set[Relation] = set()
    selves = selves_of(standing)
    if person != standing.person:
        line = people.load_line(uow, person, uow.today)
        if line[:1] and line[0] in selves:
            found.add(Relation.SUPERVISOR)
        if selves & set(line[1:]) or _manages(uow, standing, person):
            found.add(Relation.LINE)
    if is_qa_lead(uow, standing):
        found.add(Relation.QA_LEAD)
    return frozenset(found)


def relations_to_action(
    uow: Uow, standing: Standing, run: Run, checklist: Checklist, action: Action
) -> frozenset[Relation]:
    """How the actor stands to an action: to the check where it was agreed, and to whoever is to do it."""
    if checklist.is_private and run.author != standing.person:
        return frozenset()
    found = relations_to(uow, standing, run, checklist) | relations_to_person(uow, standing, action.plan.owner)
    return found | ({Relation.OWNER} if action.plan.owner in selves_of(standing) else frozenset())


def selves_of(standing: Standing) -> frozenset[str]:
    """The actor and whoever they stand in for today."""
    return standing.stands_in_for | {standing.person}


def reach_of(uow: Uow, standing: Standing) -> frozenset[str]:
    """Everybody whose supervisor or line the actor is today: the other end of `relations_to_person`."""
    below: set[str] = set()
    ahead: frozenset[str] | set[str] = selves_of(standing)
    while ahead:
        ahead = {person.id for person in people.load_supervisees(uow, ahead, uow.today)} - below
        below |= ahead
    managed = {post.team for post in posts_of(uow, standing) if post.name == "manager" and post.team}
    teams = people.load_teams_under(uow, managed, uow.today)
    members = {person.id for person in people.load_members(uow, (team.id for team in teams), uow.today)}
    return frozenset(below | members) - {standing.person}


def posts_of(uow: Uow, standing: Standing) -> frozenset[Post]:
    """The actor's posts and those of whoever they stand in for."""
    held = standing.posts
    for other in standing.stands_in_for:
        away = people.load_standing(uow, other, uow.today)
        held |= away.posts if away else frozenset()
    return held


def teams_over(uow: Uow, person: str) -> list[str]:
    return people.load_teams_over(uow, people.load_team_of(uow, person, uow.today), uow.today)


def _manages(uow: Uow, standing: Standing, person: str) -> bool:
    managed = {post.team for post in posts_of(uow, standing) if post.name == "manager"}
    return bool(managed) and bool(managed & set(teams_over(uow, person)))


def managers_of(uow: Uow, person: str) -> list[str]:
    """Who manages their team, then who manages one above it."""
    held = [people.load_standing(uow, holder, uow.today) for holder in people.load_holders(uow, "manager", uow.today)]
    return [
        standing.person
        for team in teams_over(uow, person)
        for standing in held
        if standing and any((post.name, post.team) == ("manager", team) for post in standing.posts)
    ]


def is_qa_lead(uow: Uow, standing: Standing) -> bool:
    return any(post.name == "qa-lead" for post in posts_of(uow, standing))


def may_fill_in(uow: Uow, standing: Standing, checklist: Checklist) -> bool:
    """Whether the checklist names a post of theirs; `supervisor` is whoever supervises somebody today."""
    if ANYONE in checklist.filled_in_by or standing.holds(checklist.filled_in_by):
        return True
    if standing.stands_in_for and any(post.name in checklist.filled_in_by for post in posts_of(uow, standing)):
        return True
    return SUPERVISOR in checklist.filled_in_by and bool(supervised_by(uow, standing))


def supervised_by(uow: Uow, standing: Standing) -> list[Person]:
    """The people whom the actor supervises today, also in somebody's stead; never the actor."""
    supervised = people.load_supervisees(uow, selves_of(standing), uow.today)
    return [person for person in supervised if person.id != standing.person]


def led_by(uow: Uow, standing: Standing, checklist: Checklist) -> list[Team]:
    """The teams for which the actor holds a post that this checklist names."""
    teams = {post.team for post in posts_of(uow, standing) if post.name in checklist.filled_in_by and post.team}
    return people.load_teams_under(uow, teams, uow.today)


def is_in_use(uow: Uow, standing: Standing, form: Form) -> bool:
    """Whether a team of theirs, or one where they hold a post that the checklist names, works by the framework.

    What anyone may fill in is there for those above such a team as well; what is about a meeting, for who sits in it.
    """
    if form.checklist.subject.kind == MEETING:
        return True
    named = form.checklist.filled_in_by
    teams = {post.team for post in posts_of(uow, standing) if post.name in named or ANYONE in named} | {standing.team}
    if ANYONE in named:
        teams |= {team.id for team in people.load_teams_under(uow, {team for team in teams if team}, uow.today)}
    return any(form.framework in people.load_frameworks(uow, team, uow.today) for team in teams)


def holds_for(uow: Uow, standing: Standing, posts: Collection[str], framework: str) -> bool:
    """Whether they hold one of these posts over some team that works by the framework, or in one that does."""
    held = {post.team for post in posts_of(uow, standing) if post.name in posts and post.team}
    teams = people.load_teams_under(uow, held, uow.today)
    return any(framework in people.load_frameworks(uow, team.id, uow.today) for team in teams)


def holds_over(uow: Uow, standing: Standing, posts: Collection[str], team: str) -> bool:
    """Whether they hold one of these posts at this team, or at one that it is part of."""
    held = {post.team for post in posts_of(uow, standing) if post.name in posts and post.team}
    return any(there.id == team for there in people.load_teams_under(uow, held, uow.today))


def is_in_reach(uow: Uow, standing: Standing, checklist: Checklist, subject: Subject) -> bool:
    if subject.person and checklist.subject.kind == "person":
        return any(person.id == subject.person for person in supervised_by(uow, standing))
    if subject.team:
        return any(team.id == subject.team for team in led_by(uow, standing, checklist))
    return True
