"""What is said of a duty: it is another's, there is nothing to check, somebody should be excused; and the answers.

Until somebody else says yes a duty stays whose it was. What each of these changes is worked out from what is stored.
"""

from datetime import date

from bot.domain.digests import LIVES
from bot.domain.duties import Duty, Status
from bot.domain.duty_acts import ASKED, ENDED, EXCUSE, GIVEN, HANDOVER, NOTHING, REFUSED, DutyAct
from bot.domain.messages import (
    DUTY_DECLINED,
    DUTY_OFFERED,
    DUTY_TAKEN,
    EXCUSE_ASKED,
    EXCUSE_ENDED,
    EXCUSE_GIVEN,
    EXCUSE_REFUSED,
)
from bot.errors import FormProblemsError, ShownError
from bot.flows.due import access
from bot.flows.due.beginning import can_take_over
from bot.flows.due.clocks import LATE_DAYS
from bot.flows.due.naming import rule_of
from bot.flows.office import Actor, Office
from bot.flows.texts import REASON_LENGTH, usable
from bot.frameworks.library import Library
from bot.frameworks.schedule import Rule
from bot.frameworks.spans import after
from bot.frameworks.working_days import add_working_days
from bot.storage import digests, duty_acts, outbox, people
from bot.storage.duties import load_duty
from bot.storage.store import Uow

REASON_FIELD = "reason"
UNTIL_FIELD = "until"
TO_FIELD = "to"
_LONGEST = "1 year"
_OVER = "This is done, or no longer asked for, so nothing was changed. Type /qa due to see what is."
_ANSWERED = "This was answered before, so nothing was changed. Type /qa due to see how it stands."
_NOT_THIS = (
    "This cannot be passed over so: it is about something that is there to be checked. You can ask to be excused."
)
_NOT_EXCUSED = "This is not excused now, so nothing was changed. Type /qa due to see how it stands."
_TOO_LATE = "Its time is over, so it cannot be done for that time any more. It stays excused."
_YOUR_OWN = "This is for you yourself, so nobody else can do it for you. You can ask to be excused."
_NOBODY = "There is nobody who could approve this. Tell your QA lead, who can see why."
_NOT_TODAY = "This was said on another day, so it cannot be taken back here. Start the check if there is something."


def say_nothing(office: Office, actor: Actor, duty_id: str) -> None:
    """There is nothing to check in this period. Nobody has to approve that; it is counted by itself."""
    with office.store.work(actor.deadline) as uow:
        duty = access.to_own(uow, actor, duty_id)
        if _standing(uow, duty, NOTHING, GIVEN):
            return
        _refuse_closed(duty)
        if not may_be_nothing(office.library, rule_of(office.library, duty)):
            raise ShownError(_NOT_THIS)
        _end_all(uow, duty, actor.person, ASKED)
        duty_acts.add_act(uow, duty.id, NOTHING, actor.person)


def take_back(office: Office, actor: Actor, duty_id: str) -> None:
    """On the same day; later the figures stand."""
    with office.store.work(actor.deadline) as uow:
        duty = access.to_own(uow, actor, duty_id)
        zone = office.store.clock.zone
        for act in _standing(uow, duty, NOTHING, GIVEN):
            if act.at.astimezone(zone).date() != uow.today:
                raise ShownError(_NOT_TODAY)
            _settle(uow, act, ENDED, actor.person)


def may_be_nothing(library: Library, rule: Rule | None) -> bool:
    """Where records are looked at and there may be none; not where what is to be checked is known to be there."""
    if rule is None or rule.within or rule.per not in ("self", "supervisee", "team", "service"):
        return False
    forms = (library.forms.get(there.check) for there in rule.done_by if there.check)
    is_about_record = any(form.checklist.subject.kind == "reference" for form in forms if form)
    return rule.sample is not None or (is_about_record and rule.per in ("self", "team"))


def can_be_anothers(rule: Rule | None) -> bool:
    """What somebody owes for themselves is nobody else's to do; an action is passed on where it stands."""
    return rule is not None and rule.per not in ("self", "action") and "member" not in rule.owed_by


def ask_to_be_excused(
    office: Office, actor: Actor, duty_id: str, reason: str, until: date, keep_because: str | None = None
) -> None:
    """Ask the post that approves it, once. The same asked again is the same; something else takes its place."""
    with office.store.work(actor.deadline) as uow:
        duty = access.to_own(uow, actor, duty_id)
        _refuse_closed(duty)
        said = usable(reason, REASON_LENGTH, keep_because)
        if not uow.today <= until <= after(uow.today, _LONGEST):
            raise FormProblemsError({UNTIL_FIELD: "Please give a day from today to one year from now."})
        if any((act.words, act.until) == (said, until) for act in _standing(uow, duty, EXCUSE, ASKED)):
            return
        to = access.approver_of(uow, actor.person, duty.owner or actor.person)
        if to is None:
            raise ShownError(_NOBODY)
        _end_all(uow, duty, actor.person, ASKED)
        act = duty_acts.add_act(uow, duty.id, EXCUSE, actor.person, to, said, until, keep_because)
        outbox.owe(uow, EXCUSE_ASKED, to, item=act)
        _show_anew(uow, actor.person, duty)


def decide_request(
    office: Office, actor: Actor, act_id: str, reason: str, keep_because: str | None = None, *, approve: bool
) -> None:
    """Whoever asked is told. Refusing needs a reason."""
    with office.store.work(actor.deadline) as uow:
        act, duty = access.to_request(uow, actor, act_id, lock=True)
        state = GIVEN if approve else REFUSED
        if not _is_new(act, state):
            return
        if approve:
            _refuse_closed(duty)
            _settle(uow, act, state, actor.person)
        else:
            if not reason.strip():
                raise FormProblemsError({REASON_FIELD: "Please say why, so that they can plan for it."})
            _settle(uow, act, state, actor.person, usable(reason, REASON_LENGTH, keep_because))
        if act.person != actor.person:
            outbox.owe(uow, EXCUSE_GIVEN if approve else EXCUSE_REFUSED, act.person, item=act.id)


def end_excusal(office: Office, actor: Actor, duty_id: str) -> None:
    """It can be done after all: it is owed again as if it had never been excused. Said twice is said once."""
    with office.store.work(actor.deadline) as uow:
        duty = access.to_excused(uow, actor, duty_id)
        given = _standing(uow, duty, EXCUSE, GIVEN)
        if not given and _standing(uow, duty, EXCUSE, ENDED):
            return
        if not given or duty.status is not Status.EXCUSED:
            raise ShownError(_NOT_EXCUSED)
        if not can_still_be_done(office.library, duty, uow.today):
            raise ShownError(_TOO_LATE)
        for act in given:
            _settle(uow, act, ENDED, actor.person)
        for person in {given[-1].person, given[-1].to} - {actor.person, None}:
            outbox.owe(uow, EXCUSE_ENDED, str(person), item=given[-1].id)


def can_still_be_done(library: Library, duty: Duty, today: date) -> bool:
    """Of a window: what is done some days after it counts for the next."""
    framework, is_window = library.frameworks.get(duty.framework), duty.period == duty.opens.isoformat()
    nation = framework.nation if framework else "england"
    return not is_window or today <= add_working_days(duty.due, LATE_DAYS, nation)


def offer_duty(office: Office, actor: Actor, duty_id: str, to: str) -> None:
    """Ask somebody to take it over. It stays whose it is until they say yes; a new offer ends the one before."""
    with office.store.work(actor.deadline) as uow:
        duty = access.to_own(uow, actor, duty_id)
        _refuse_closed(duty)
        if not can_be_anothers(rule_of(office.library, duty)):
            raise ShownError(_YOUR_OWN)
        if people.load_standing(uow, to, uow.today) is None:
            raise FormProblemsError({TO_FIELD: "Please choose somebody on the QA list."})
        if to in (duty.owner, duty.subject.person):
            raise FormProblemsError({TO_FIELD: "Please choose somebody else: it is theirs already, or about them."})
        if not can_take_over(uow, office, to, duty):
            raise FormProblemsError({TO_FIELD: "They hold no post that may do this. Please choose somebody who does."})
        if any(act.to == to for act in _standing(uow, duty, HANDOVER, ASKED)):
            return
        _end_all(uow, duty, actor.person, ASKED)
        act = duty_acts.add_act(uow, duty.id, HANDOVER, actor.person, to)
        outbox.owe(uow, DUTY_OFFERED, to, item=act)
        _show_anew(uow, actor.person, duty)


def answer_offer(office: Office, actor: Actor, act_id: str, *, accept: bool) -> str:
    """Whoever offered it is told; the duty's id. With a yes it is theirs from today."""
    with office.store.work(actor.deadline) as uow:
        act = access.to_offer(uow, actor, act_id)
        state = GIVEN if accept else REFUSED
        if not _is_new(act, state):
            return act.duty
        if accept:
            duty_acts.lock_duty(uow, act.duty)
            duty = load_duty(uow, act.duty)
            _refuse_closed(duty)
            for earlier in _standing(uow, duty, HANDOVER, GIVEN):
                _settle(uow, earlier, ENDED, actor.person)
        _settle(uow, act, state, actor.person)
        if act.person != actor.person:
            outbox.owe(uow, DUTY_TAKEN if accept else DUTY_DECLINED, act.person, item=act.id)
        return act.duty


def _settle(uow: Uow, act: DutyAct, state: str, by: str, answer: str | None = None) -> None:
    """Where it was asked there is nothing to answer any more, and the reminders say how it stands."""
    duty_acts.settle_act(uow, act, state, by, answer)
    if act.kind != NOTHING:
        outbox.say_anew(uow, DUTY_OFFERED if act.kind == HANDOVER else EXCUSE_ASKED, act.id)
    _show_anew(uow, act.person, load_duty(uow, act.duty))


def _show_anew(uow: Uow, person: str, duty: Duty | None) -> None:
    """In the reminders of whoever asked, and of whose it is."""
    whose = {person, duty.owner} if duty and duty.owner else {person}
    digests.bump_of(uow, whose, add_working_days(uow.today, -LIVES))


def _is_new(act: DutyAct, state: str) -> bool:
    """Whether it still waits; the same answer a second time is no mistake, another one is."""
    if not act.waits and act.state != state:
        raise ShownError(_ANSWERED)
    return act.waits


def _refuse_closed(duty: Duty | None) -> None:
    if duty is None or not duty.status.is_open:
        raise ShownError(_OVER)


def _standing(uow: Uow, duty: Duty | None, kind: str, state: str) -> list[DutyAct]:
    said = duty_acts.load_acts_of(uow, [duty.id]) if duty else []
    return [act for act in said if (act.kind, act.state) == (kind, state)]


def _end_all(uow: Uow, duty: Duty, by: str, state: str) -> None:
    """Whatever was asked before is over when something else is said."""
    for act in duty_acts.load_acts_of(uow, [duty.id]):
        if act.state == state:
            _settle(uow, act, ENDED, by)
