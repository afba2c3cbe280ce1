"""Risks to the quality of the service: raise one, from a check or not; see one's own; decide on one.

Somebody in danger is another matter and never comes here: concern.py.
"""

from datetime import date

from bot.domain.messages import RISK_DECIDED, RISK_RAISED
from bot.domain.people import Standing, Verb
from bot.domain.risks import OPEN, Decision, Line, Page, Raising, Register, Risk, Route
from bot.domain.runs import Run
from bot.errors import ClosedRunError, FormProblemsError, ShownError
from bot.flows import access, risk_access
from bot.flows.concern import concern_words
from bot.flows.office import Actor, Office
from bot.flows.texts import usable
from bot.flows.views import hold, spoken
from bot.frameworks.library import Library
from bot.storage import outbox, people, risks, runs
from bot.storage.keys import new_key
from bot.storage.store import Uow

RISK_LENGTH = 2000
DAY_FIELD = "decided-on"
_RECENT = 20
_NOWHERE = "Your frameworks do not say where a risk to quality goes. Tell your QA lead, who can add it."


def load_raising(office: Office, actor: Actor, run_id: str | None) -> Raising:
    """What the form for raising one shows: from a check, the route of its framework; else those one works by."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        if run_id is None:
            raising = Raising(_routes(uow, office, standing))
        else:
            run = access.to_run(uow, office, actor, Verb.READ, run_id)
            heading = hold(uow, office, run).heading
            raising = Raising(_route(office, run.framework), run.id, f"{heading.title} · {heading.about}")
        if not raising.routes:
            raise ShownError(_NOWHERE)
        return raising


def _routes(uow: Uow, office: Office, standing: Standing) -> tuple[Route, ...]:
    names = sorted(people.load_frameworks(uow, standing.team, uow.today))
    return tuple(route for name in names for route in _route(office, name))


def _route(office: Office, framework: str) -> tuple[Route, ...]:
    found = office.library.frameworks.get(framework)
    if found is None or found.risk is None:
        return ()
    lead = _title(office.library, framework, found.risk.lead)
    return (Route(framework, found.title, found.risk.say, lead, concern_words(office, framework)),)


def _title(library: Library, framework: str, post: str) -> str:
    found = library.frameworks.get(framework)
    titles = {there.name: there.title for there in found.posts} if found else {}
    return titles.get(post, post.replace("-", " "))


def raise_risk(
    office: Office, actor: Actor, framework: str, run_id: str | None, words: str, keep_because: str | None = None
) -> Risk:
    """Keep it and tell whoever decides, once. The same words again, while it is open, are the same risk."""
    with office.store.work(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        run = access.to_run(uow, office, actor, Verb.READ, run_id) if run_id else None
        found = office.library.frameworks.get(framework)
        may = run.framework == framework if run else framework in people.load_frameworks(uow, standing.team, uow.today)
        if found is None or found.risk is None or not may:
            raise ShownError(_NOWHERE)
        said = usable(words, RISK_LENGTH, keep_because)
        people.lock_person(uow, actor.person)  # sent in twice, it is one risk
        for there in risks.load_raised_by(uow, actor.person, _RECENT):
            if there.is_open and (there.framework, there.words) == (framework, said):
                return there
        source = run.id if run and not office.checklist(uow, run).is_private else None
        raised = Risk(
            id=new_key(),
            reference=risks.free_reference(uow),
            framework=framework,
            run=source,
            words=said,
            author=actor.person,
            team=standing.team,
            at=uow.now,
            lead=found.risk.lead,
            state=OPEN,
        )
        risks.add_risk(uow, raised, keep_because)
        for person in sorted(risk_access.leads_of(uow, raised)):
            outbox.owe(uow, RISK_RAISED, person, item=raised.id)
        return raised


def load_register(office: Office, actor: Actor) -> Register:
    with office.store.look(actor.deadline) as uow:
        return register_of(uow, office, access.standing_of(uow, actor))


def register_of(uow: Uow, office: Office, standing: Standing) -> Register:
    to_decide = [risk for risk in risks.load_open(uow) if risk_access.may_decide(uow, standing, risk)]
    raised = risks.load_raised_by(uow, standing.person, _RECENT)
    routes = _routes(uow, office, standing)
    zone = office.store.clock.zone
    lines = [tuple(_line(risk, risk.at.astimezone(zone).date()) for risk in some) for some in (to_decide, raised)]
    concern = "\n\n".join(dict.fromkeys(route.concern for route in routes))
    return Register(lines[0], lines[1], concern, bool(routes))


def _line(risk: Risk, on: date) -> Line:
    return Line(risk.id, spoken(risk.reference), on, risk.decision.on if risk.decision else None)


def load_risk(office: Office, actor: Actor, risk_id: str) -> Page:
    with office.store.look(actor.deadline) as uow:
        risk = risk_access.to_risk(uow, actor, risk_access.READ, risk_id)
        standing = access.standing_of(uow, actor)
        named = {risk.author} | ({risk.decision.by} if risk.decision else set())
        names = people.load_names(uow, named)
        return Page(
            risk=risk,
            on=risk.at.astimezone(office.store.clock.zone).date(),
            raised_by=names[risk.author],
            decided_by=names[risk.decision.by] if risk.decision else "",
            lead=_title(office.library, risk.framework, risk.lead),
            about=_source(uow, office, actor, runs.load_run(uow, risk.run) if risk.run else None),
            may_decide=risk.is_open and risk_access.may_decide(uow, standing, risk),
            today=uow.today,
        )


def _source(uow: Uow, office: Office, actor: Actor, run: Run | None) -> str:
    """The check that it was raised from, for those who may read that anyway."""
    if run is None or not access.allows(uow, office, actor, Verb.READ, run):
        return ""
    heading = hold(uow, office, run).heading
    return f"{heading.title} · {heading.about} · ref {heading.reference}"


def decide_on_risk(
    office: Office, actor: Actor, risk_id: str, words: str, on: date, keep_because: str | None = None
) -> None:
    """Keep the decision and tell whoever raised it, once."""
    with office.store.work(actor.deadline) as uow:
        risk = risk_access.to_risk(uow, actor, risk_access.DECIDE, risk_id)
        said = usable(words, RISK_LENGTH, keep_because)
        if risk.decision:
            if (risk.decision.by, risk.decision.words) == (actor.person, said):
                return
            raise ClosedRunError("This risk was decided on before, so nothing was changed. The decision stands there.")
        if on > uow.today or on < risk.at.astimezone(office.store.clock.zone).date():
            sentence = "Please give a day from the one on which it was raised to today."
            raise FormProblemsError({DAY_FIELD: sentence})
        risks.decide(uow, risk.id, Decision(said, actor.person, on), keep_because)
        if risk.author != actor.person:
            outbox.owe(uow, RISK_DECIDED, risk.author, item=risk.id)
