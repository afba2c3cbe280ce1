"""What a report shows besides its figures: how they moved, what was looked up, samples, and risks."""

from collections.abc import Mapping, Sequence

from bot.domain.figures import Scope
from bot.domain.papers import Block, Table, Words
from bot.domain.risks import Risk
from bot.flows.office import Office
from bot.flows.reporting.checks import About
from bot.flows.reporting.lookups import looked_up
from bot.flows.reporting.moving import came_back, moved
from bot.flows.reporting.samples import samples
from bot.flows.reporting.times import instants
from bot.frameworks import report_sections as kinds
from bot.frameworks.report_sections import AnySection
from bot.storage import risks
from bot.storage.store import Uow


def besides_of(uow: Uow, office: Office, about: About) -> Mapping[str, Sequence[Block]]:
    """By the heading's name."""
    return {section.name: _beside(uow, office, section, about) for section in about.report.sections}


def _beside(uow: Uow, office: Office, section: AnySection, about: About) -> Sequence[Block]:
    scope = Scope(about.node, about.draft.about.period, about.draft.framework)
    match section:
        case kinds.Trends():
            return moved(uow, office, section, scope)
        case kinds.Themes():
            return came_back(uow, office, about.draft.framework, about.node, scope.period)
        case kinds.Method():
            return list(samples(uow, office, about))
        case kinds.Risks():
            return _risks(uow, office, about)
        case _:
            return list(looked_up(uow, office, section, about))


def _risks(uow: Uow, office: Office, about: About) -> list[Block]:
    """Those that stood in its time, with what was decided; without who raised them."""
    since, until = instants(about.draft.about.period, office.store.clock.zone)
    stood = risks.load_standing(uow, about.draft.framework, since, until)
    found = [there for there in stood if about.node.id is None or there.team in about.node.teams]
    if not found:
        return [Words("No risk to quality was raised in this time, and none waited from before.")]
    rows = tuple((there.words, _since(office, there), _decided(there)) for there in found)
    return [Table("Risks to quality", ("What was raised", "When", "What was decided"), rows)]


def _since(office: Office, risk: Risk) -> str:
    return f"{risk.at.astimezone(office.store.clock.zone):%b %Y}"


def _decided(risk: Risk) -> str:
    return risk.decision.words if risk.decision else "Waits for a decision"
