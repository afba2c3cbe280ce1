"""`/qa plan`: what falls to whom in the twelve months ahead, as far as the reader's people and teams go."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bot.domain.duties import Duty
from bot.domain.people import Standing, Team
from bot.domain.planning import Ahead, Coming, Line, Month
from bot.domain.spreading import month_of
from bot.flows import access
from bot.flows.due.naming import name_of
from bot.flows.office import Actor, Office
from bot.flows.planning.coverage import coverage_of
from bot.flows.planning.forecast import forecast, last_day, months_ahead
from bot.flows.planning.months import shown, yearly_of
from bot.flows.relations import is_qa_lead, posts_of, selves_of, supervised_by
from bot.frameworks.library import Library
from bot.storage import duties as stored
from bot.storage import go_live, people, plan_months
from bot.storage.duties import OPEN
from bot.storage.store import Uow

_MONTHS = 12
_BACK = timedelta(days=2 * 366)
"""What was due longer ago than this and was never done is not planned for."""
OWN = "You"


def load_ahead(office: Office, actor: Actor) -> Ahead:
    """The plan of the teams that the reader looks after; of their own work alone, where there is none."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        teams = teams_of(uow, standing)
        months = months_ahead(uow.today, _MONTHS)
        every = _duties(uow, standing, teams, last_day(months))
        duties = [duty for duty in every if _may_be_seen(duty, office.library)]
        chosen = plan_months.load_months(uow, (duty.id for duty in duties))
        accepted = {key: there.month for key, there in chosen.items() if there.is_accepted}
        coming = forecast(duties, office.library.rules, accepted, uow.today, last_day(months))
        names = {team.id: team.name for team in teams}
        titles = {duty.rule: name_of(uow, office, duty).title for duty in duties}
        yearly = yearly_of(uow, office.library, selves_of(standing))
        return Ahead(
            months=tuple(_month(first, coming, names, titles, office.library) for first in months),
            yearly=tuple(shown(uow, office, yearly)),
            coverage=tuple(coverage_of(uow, office, standing, duties)),
            is_own=not teams,
            not_live=tuple(_not_live(uow, office)),
        )


def teams_of(uow: Uow, standing: Standing) -> list[Team]:
    """Those in which the reader supervises somebody, those that they manage, and all for a QA lead."""
    held = {post.team for post in posts_of(uow, standing) if post.team and post.name in ("manager", "qa-lead")}
    if is_qa_lead(uow, standing):
        held |= {above for team in list(held) for above in people.load_teams_over(uow, team, uow.today)}
    below = {people.load_team_of(uow, person.id, uow.today) for person in supervised_by(uow, standing)}
    return people.load_teams_under(uow, {team for team in held | below if team}, uow.today)


def _duties(uow: Uow, standing: Standing, teams: Sequence[Team], until: date) -> list[Duty]:
    """Each once: what is counted at these teams, and what the reader owes wherever it is counted."""
    found = stored.load_of_team(uow, (team.id for team in teams), uow.today - _BACK, until) if teams else []
    own = stored.load_owned(uow, selves_of(standing), OPEN)
    return list({duty.id: duty for duty in [*found, *own]}.values())


def _may_be_seen(duty: Duty, library: Library) -> bool:
    """What nobody may foresee stands in no plan."""
    return duty.rule in library.rules and not library.rules[duty.rule][1].unforeseen


def _month(
    first: date, coming: Iterable[Coming], names: Mapping[str, str], titles: Mapping[str, str], library: Library
) -> Month:
    many: defaultdict[str, Counter[str]] = defaultdict(Counter)
    minutes: Counter[str] = Counter()
    for there in coming:
        if month_of(there.due) == first:
            team, rule = names.get(there.team or "", OWN), library.rules[there.rule][1]
            many[team][titles[there.rule]] += there.count
            minutes[team] += there.count * rule.minutes
    lines = (Line(team, tuple(many[team].most_common()), minutes[team]) for team in sorted(many))
    return Month(first, tuple(lines))


def _not_live(uow: Uow, office: Office) -> Iterable[tuple[str, date]]:
    days = go_live.load_go_lives(uow)
    for name, framework in sorted(office.library.frameworks.items()):
        if name in office.library.plans and name in days and days[name] > uow.today:
            yield framework.title, days[name]
