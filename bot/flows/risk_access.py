"""Who may read a risk to quality and who decides on it: who raised it, and the post that it goes to."""

from bot.domain.people import Standing
from bot.domain.risks import Risk
from bot.errors import NotAllowedError
from bot.flows.access import standing_of
from bot.flows.office import Actor
from bot.storage import people, risks
from bot.storage.store import Uow

READ = "read a risk"
DECIDE = "decide on a risk"
_NO = "Only who raised this risk, and who decides on it, can open it."


def leads_of(uow: Uow, risk: Risk) -> frozenset[str]:
    """Who holds the post over the team that it was raised in; else whoever holds it; else the QA leads."""
    holders = people.load_holders(uow, risk.lead, uow.today)
    over = set(people.load_teams_over(uow, risk.team, uow.today))
    near = [holder for holder in holders if _is_over(uow, holder, risk.lead, over)]
    return frozenset(near or holders or people.load_holders(uow, "qa-lead", uow.today))


def _is_over(uow: Uow, holder: str, post: str, teams: set[str]) -> bool:
    standing = people.load_standing(uow, holder, uow.today)
    return standing is not None and any(held.name == post and held.team in teams for held in standing.posts)


def may_decide(uow: Uow, standing: Standing, risk: Risk) -> bool:
    """Nobody decides on what they raised themselves, as long as there is somebody else."""
    leads = leads_of(uow, risk)
    selves = {standing.person} | standing.stands_in_for
    return bool(leads & selves) and (standing.person != risk.author or leads == {standing.person})


def may_read(uow: Uow, standing: Standing, risk: Risk) -> bool:
    decided = risk.decision is not None and risk.decision.by == standing.person
    leads = leads_of(uow, risk)
    return standing.person == risk.author or decided or bool(leads & ({standing.person} | standing.stands_in_for))


def to_risk(uow: Uow, actor: Actor, verb: str, risk_id: str) -> Risk:
    """The risk, when the actor may do this to it; locked, unless they only look."""
    standing = standing_of(uow, actor)
    risk = risks.load_risk(uow, risk_id, lock=verb == DECIDE)
    if risk is None:
        raise NotAllowedError(_NO, actor.person, verb, "a risk that is not there")
    may = may_decide if verb == DECIDE else may_read
    if not may(uow, standing, risk):
        raise NotAllowedError(_NO, actor.person, verb, risk.id)
    return risk
