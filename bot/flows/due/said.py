"""The forms in which something is said of a duty, and what is told of it to whoever is asked, and who asked."""

from bot.domain.duties import Duty
from bot.domain.duty_acts import GIVEN, REFUSED, DutyAct
from bot.domain.duty_views import Asked, News, Saying, Sight
from bot.domain.messages import DUTY_OFFERED, EXCUSE_ASKED, EXCUSE_ENDED
from bot.errors import NotAllowedError, ShownError
from bot.flows.due import access
from bot.flows.due.lists import asked_of
from bot.flows.due.naming import name_of
from bot.flows.due.rows import Reader
from bot.flows.office import Actor, Office
from bot.storage.duties import load_duty

_OVER = "This is done, or no longer asked for, so nothing has to be said. Type /qa due to see what is."

_OVERS = {GIVEN: "Answered: yes.", REFUSED: "Answered: no."}
_NOT_ASKED = "This is not asked any more."


def load_saying(office: Office, actor: Actor, duty_id: str) -> Saying:
    """What the forms to hand it over and to ask to be excused show."""
    with office.store.look(actor.deadline) as uow:
        duty, sight = access.to_duty(uow, office, actor, duty_id)
        reader = Reader(uow, office, access.standing_of(uow, actor))
        if sight is not Sight.OWN:
            raise NotAllowedError(access.NOT_YOURS, actor.person, access.SAY, duty.id)
        if not duty.status.is_open:
            raise ShownError(_OVER)
        asks = access.approver_of(uow, actor.person, duty.owner or actor.person)
        return Saying(reader.row(duty, sight), reader.name(asks) if asks else "", uow.today)


def load_request(office: Office, actor: Actor, act_id: str) -> Asked:
    """A request to be excused, for whoever decides on it. With its words."""
    with office.store.look(actor.deadline) as uow:
        act, duty = access.to_request(uow, actor, act_id)
        if not act.waits:
            raise ShownError("This was answered before. Whoever asked has been told.")
        return asked_of(Reader(uow, office, access.standing_of(uow, actor)), act, duty)


def load_news(office: Office, actor: Actor, kind: str, act_id: str, *, is_sent: bool = False) -> News:
    """What a notice says now; it is not sent to whom it no longer concerns, and once sent says what was answered."""
    with office.store.look(actor.deadline) as uow:
        act = access.to_act(uow, actor, act_id)
        duty = load_duty(uow, act.duty)
        is_over = kind in (DUTY_OFFERED, EXCUSE_ASKED) and (duty is None or not _waits(act, duty))
        if duty is None or (is_over and not is_sent):
            raise NotAllowedError("It is not theirs to answer any more.")
        reader = Reader(uow, office, access.standing_of(uow, actor))
        other = act.person if kind in (DUTY_OFFERED, EXCUSE_ASKED) else act.decided_by or ""
        is_over_them = kind == EXCUSE_ASKED or (kind == EXCUSE_ENDED and actor.person != act.person)
        sight = Sight.OVER if is_over_them else Sight.TOLD
        name, over = name_of(uow, office, duty, sight), _OVERS.get(act.state, _NOT_ASKED) if is_over else ""
        return News(kind, act.id, duty.id, name, reader.name(other), duty.due, act.until, over)


def _waits(act: DutyAct, duty: Duty) -> bool:
    return act.waits and duty.status.is_open
