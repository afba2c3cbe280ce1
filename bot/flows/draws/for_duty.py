"""Drawing for what is due: the form, filled in with whom it is about, or what was drawn for it already."""

from bot.domain.draws import DRAWN, Draw, DrawForm, Shown
from bot.domain.duties import Duty
from bot.domain.runs import Subject
from bot.flows.draws import access
from bot.flows.draws.shown import draw_form, shown
from bot.flows.due import access as due_access
from bot.flows.office import Actor, Office
from bot.storage import draws

_LATEST = 20


def load_draw_for(office: Office, actor: Actor, duty_id: str, checklist: str) -> DrawForm | Shown:
    """What to draw for this duty and check; what was drawn since it was open goes on."""
    with office.store.look(actor.deadline) as uow:
        duty, _ = due_access.to_duty(uow, office, actor, duty_id)
        standing, rule, form, scope = access.to_draw(uow, office, actor, duty.rule, checklist)
        scope = duty.subject if duty.subject.kind == scope.kind else scope
        for draw in draws.load_last(uow, [standing.person], [], _LATEST):
            if _is_for(draw, duty, checklist, scope):
                return shown(uow, office, standing, draw)
        return draw_form(uow, office, standing, rule, form, scope.key)


def _is_for(draw: Draw, duty: Duty, checklist: str, scope: Subject) -> bool:
    is_its = (draw.rule, draw.checklist) == (duty.rule, checklist) and scope.key in (None, draw.scope.key)
    return is_its and draw.state == DRAWN and draw.at.date() >= duty.opens
