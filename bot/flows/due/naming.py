"""What a duty is called, and whom or what it is about, as far as its reader may know that."""

from bot.domain.duties import Duty
from bot.domain.duty_views import DutyName, Sight
from bot.flows.office import Office
from bot.flows.shown import short_day
from bot.frameworks.library import Library
from bot.frameworks.schedule import Rule
from bot.storage import meetings, people
from bot.storage.store import Uow

_GONE = "Something that the schedule no longer asks for"
_SENSITIVE = "A date to record"
_SEEN_WHOLE = (Sight.OWN, Sight.TOLD)


def rule_of(library: Library, duty: Duty) -> Rule | None:
    """The rule as it stands in the file now, if it is still there."""
    found = library.rules.get(duty.rule)
    return found[1] if found else None


def name_of(uow: Uow, office: Office, duty: Duty, sight: Sight = Sight.OWN) -> DutyName:
    """Of what is sensitive only that there is a date to record, and in which register."""
    rule = rule_of(office.library, duty)
    if rule is None:
        return DutyName(_GONE)
    register = _sensitive_register(office.library, rule)
    if register:
        return DutyName(_SENSITIVE, register)
    return DutyName(rule.title, _about(uow, office.library, duty, rule, sight))


def title_of(library: Library, rule: Rule) -> str:
    """What anything that it asks for is called, whomever it is about."""
    return _SENSITIVE if _sensitive_register(library, rule) else rule.title


def _about(uow: Uow, library: Library, duty: Duty, rule: Rule, sight: Sight) -> str:
    subject = duty.subject
    if rule.per in ("self", "service"):
        return ""
    if subject.person:
        return people.load_names(uow, {subject.person}).get(subject.person, "")
    if subject.team:
        return people.load_team_name(uow, subject.team)
    if subject.meeting:
        name, day = meetings.load_name(uow, subject.meeting)
        return f"{name}, {short_day(day)}"
    if subject.reference and (sight in _SEEN_WHOLE or not _is_private(library, rule)):
        inside = f", {duty.about}" if rule.per_about and duty.about else ""
        return f"{subject.reference}{inside}"
    return ""


def _is_private(library: Library, rule: Rule) -> bool:
    """Whether what is checked by it is nobody's but the author's to read: then not even which case it was."""
    forms = (library.forms.get(there.check) for there in rule.done_by if there.check)
    return any(form.checklist.is_private for form in forms if form)


def _sensitive_register(library: Library, rule: Rule) -> str:
    for there in rule.happenings:
        book = library.books.get(there.register_ or "")
        fact = book.register.by_id.get(there.fact or "") if book else None
        if book and fact and fact.sensitive:
            return book.register.short_title
    return ""
