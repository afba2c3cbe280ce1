"""Who may draw records for which check, who sees what was drawn, and who may change it.

Whoever may begin the check may draw for it, about those in their reach; for a meeting, whoever keeps it.
"""

from collections.abc import Iterator

from bot.domain.draws import DROPPED, Draw, Offer
from bot.domain.meetings import Meeting
from bot.domain.people import Standing
from bot.domain.runs import Subject
from bot.errors import NotAllowedError, ShownError
from bot.flows import access as house_access
from bot.flows.access import standing_of
from bot.flows.office import Actor, Office
from bot.flows.relations import may_fill_in, posts_of, selves_of, supervised_by
from bot.flows.sheets import spoken
from bot.flows.sitting import is_form_for, keeps
from bot.flows.start import subjects_of
from bot.frameworks.library import Form
from bot.frameworks.rules import ANYONE, SUPERVISOR
from bot.frameworks.schedule import Rule, Sample
from bot.storage import draws, meetings, people
from bot.storage.store import Uow

OWN, PERSON, TEAM, SERVICE, MEETING = "own", "person", "team", "service", "meeting"
GONE = "There is no such draw for you. Type /qa sample to see yours."
_NO = "You cannot draw records for this check. Whoever fills it in can; if that should be you, ask your QA lead."
_NOT_THERE = "Please choose one of those that are offered."
_NOT_YOURS = "Only whoever drew these records can change that. Ask them to."

__all__ = ["has_offers", "offers_of", "sample_of", "scopes_of", "standing_of", "to_change", "to_draw", "to_see"]


def offers_of(uow: Uow, office: Office, standing: Standing) -> list[Offer]:
    """Every check for which somebody may draw today, by title."""
    return sorted(_offers(uow, office, standing), key=lambda offer: (offer.title, offer.check))


def has_offers(uow: Uow, office: Office, standing: Standing) -> bool:
    return any(True for _ in _offers(uow, office, standing))


def _offers(uow: Uow, office: Office, standing: Standing) -> Iterator[Offer]:
    for _, rule in office.library.rules.values():
        for form in _forms(office, rule):
            if _may_draw(uow, standing, rule, form) and scopes_of(uow, office, standing, rule, form):
                yield Offer(form.framework, rule.id, form.name, rule.title, form.checklist.short_title)


def _forms(office: Office, rule: Rule) -> list[Form]:
    """The checks that look at what the rule draws."""
    if rule.sample is None:
        return []
    names = dict.fromkeys(there.check for there in rule.done_by if there.check)
    return [office.library.forms[name] for name in names if name in office.library.forms]


def _may_draw(uow: Uow, standing: Standing, rule: Rule, form: Form) -> bool:
    if sample_of(rule).of == MEETING:
        return True  # as scopes_of says, only of meetings that they keep
    try:
        house_access.to_start(uow, Actor(standing.person), form)
    except NotAllowedError:
        return False
    return True


def sample_of(rule: Rule) -> Sample:
    if rule.sample is None:
        raise ShownError("Nothing is drawn for this check now: its file has changed. Type /qa sample to begin again.")
    return rule.sample


def to_draw(
    uow: Uow, office: Office, actor: Actor, rule_id: str, checklist: str, scope: str | None = None
) -> tuple[Standing, Rule, Form, Subject]:
    """The actor's standing and what they draw for; about whom, when that is given."""
    standing = standing_of(uow, actor)
    _, rule = office.library.rules.get(rule_id, (None, None))
    forms = {form.name: form for form in _forms(office, rule)} if rule else {}
    if rule is None or checklist not in forms or not _may_draw(uow, standing, rule, forms[checklist]):
        raise NotAllowedError(_NO, actor.person, "draw", rule_id if rule else "a rule that is not there")
    offered = dict(scopes_of(uow, office, standing, rule, forms[checklist]))
    if not offered or (scope is not None and scope not in offered):
        raise NotAllowedError(_NOT_THERE if offered else _NO, actor.person, "draw", rule_id)
    kinds = {OWN: "person"}
    kind = kinds.get(sample_of(rule).of, sample_of(rule).of)
    return standing, rule, forms[checklist], Subject(kind, None if kind == SERVICE else scope)


def scopes_of(uow: Uow, office: Office, standing: Standing, rule: Rule, form: Form) -> list[tuple[str, str]]:
    """Whose records somebody may draw from, by id and name."""
    match sample_of(rule).of:
        case "own":
            return [(standing.person, "My own records")]
        case "person":
            return [(person, name) for person, name in _people(uow, standing, form) if _is_meant(uow, person, rule)]
        case "team":
            return [
                (team.id, team.name) for team in people.load_teams_under(uow, _teams(uow, standing, form), uow.today)
            ]
        case "meeting":
            return [(meeting.id, spoken(meeting)) for meeting in _kept(uow, office, standing, form)]
        case _:
            return [(SERVICE, "The service")]


def _people(uow: Uow, standing: Standing, form: Form) -> list[tuple[str, str]]:
    about = subjects_of(uow, standing, form.checklist) if form.checklist.subject.is_somebody else None
    return [(person.id, person.name) for person in (supervised_by(uow, standing) if about is None else about)]


def _is_meant(uow: Uow, person: str, rule: Rule) -> bool:
    """Whether the rule is about people like this one."""
    there = people.load_standing(uow, person, uow.today) if rule.of else None
    if not rule.of or there is None:
        return not rule.of
    return there.holds(rule.of) or (SUPERVISOR in rule.of and bool(people.load_supervisees(uow, [person], uow.today)))


def _teams(uow: Uow, standing: Standing, form: Form) -> set[str]:
    """Those over which they hold a post that fills the check in; else their own."""
    named = form.checklist.filled_in_by
    held = {post.team for post in posts_of(uow, standing) if post.name in named and post.team}
    mine = {standing.team} if standing.team and (ANYONE in named or SUPERVISOR in named) else set()
    return held | mine if may_fill_in(uow, standing, form.checklist) else set()


def _kept(uow: Uow, office: Office, standing: Standing, form: Form) -> list[Meeting]:
    framework = office.library.frameworks.get(form.framework)
    kinds = framework.meetings if framework else []
    there = [each for kind in kinds for each in meetings.load_meetings_of_kind(uow, form.framework, kind.name)]
    return [meeting for meeting in there if is_form_for(form, meeting) and keeps(uow, office, standing, meeting)]


def to_see(uow: Uow, office: Office, actor: Actor, draw_id: str) -> tuple[Standing, Draw]:
    """The draw, when the actor drew it, keeps its meeting, or sits there and it was shared out."""
    return _there(uow, office, actor, draw_id, lock=False, change=False)


def to_change(uow: Uow, office: Office, actor: Actor, draw_id: str) -> tuple[Standing, Draw]:
    """The draw, locked, when the actor drew it or keeps its meeting."""
    return _there(uow, office, actor, draw_id, lock=True, change=True)


def _there(uow: Uow, office: Office, actor: Actor, draw_id: str, *, lock: bool, change: bool) -> tuple[Standing, Draw]:
    standing = standing_of(uow, actor)
    draw = draws.load_draw(uow, draw_id, lock=lock)
    if draw is None or draw.state == DROPPED or not may_see(uow, office, standing, draw):
        raise NotAllowedError(GONE, actor.person, "see a draw", draw.id if draw else "a draw that is not there")
    if change and not may_change(uow, office, standing, draw):
        raise NotAllowedError(_NOT_YOURS, actor.person, "change a draw", draw.id)
    return standing, draw


def may_change(uow: Uow, office: Office, standing: Standing, draw: Draw) -> bool:
    """Its author, or a stand-in; of a meeting whoever keeps it. What is drawn from one's own work is one's own."""
    is_own = draw.scope.person == draw.author
    if draw.author in ({standing.person} if is_own else selves_of(standing)):
        return True
    meeting = meetings.load_meeting(uow, draw.scope.meeting) if draw.scope.meeting else None
    return meeting is not None and keeps(uow, office, standing, meeting)


def may_see(uow: Uow, office: Office, standing: Standing, draw: Draw) -> bool:
    if may_change(uow, office, standing, draw):
        return True
    meeting = meetings.load_meeting(uow, draw.scope.meeting) if draw.scope.meeting and draw.anonymised_by else None
    return meeting is not None and standing.person in meeting.members
