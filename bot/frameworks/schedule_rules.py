"""Rules of schedule.yaml that need several keys at once or the forms beside it: what it names exists and fits."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.frameworks.model import Checklist, Framework
from bot.frameworks.problems import Fault, Where
from bot.frameworks.register import Register
from bot.frameworks.rules import BUILT_IN_POSTS, SUPERVISOR, unknown_post
from bot.frameworks.schedule import Happening, Rule, Schedule
from bot.frameworks.spans import after

ROLES = frozenset({SUPERVISOR, "author", "member", "owner"})
"""Who can owe something besides the holders of a post."""
_TOLD = frozenset({SUPERVISOR, "subject"})
_LATE = frozenset({SUPERVISOR, "line"})
_ANY_DAY = date(2026, 1, 1)
_CLOCKS = ("each", "in_", "every", "within", "once")


@dataclass(frozen=True)
class Beside:
    """What stands beside a schedule in its folder."""

    framework: Framework
    forms: Mapping[str, Checklist]
    registers: Mapping[str, Register]

    @property
    def posts(self) -> frozenset[str]:
        return BUILT_IN_POSTS | {post.name for post in self.framework.posts}


def faults_in_schedule(schedule: Schedule, beside: Beside) -> Iterator[Fault]:
    for number, count in Counter(number for rule in schedule.rules for number in rule.numbers).items():
        if count > 1:
            yield Fault(("rules",), f"gives the number {number} to two rules", "give each rule its own")
    for index, term in enumerate(schedule.terms):
        if term.last <= term.first or (index and term.first <= schedule.terms[index - 1].last):
            yield Fault(("terms", index), "is not in order", "let each term begin after the one before it has ended")
    for index, rule in enumerate(schedule.rules):
        yield from _faults(("rules", index), rule, beside)


def _faults(where: Where, rule: Rule, beside: Beside) -> Iterator[Fault]:
    if rule.own != rule.id.startswith("own-"):
        yield Fault((*where, "id"), "does not fit own", "begin it with own- and add own: true, or do neither")
    yield from _people(where, rule, beside)
    yield from _clock(where, rule)
    yield from _subjects(where, rule)
    for key in ("after", "starts"):
        there = getattr(rule, key)
        if there:
            yield from _happening((*where, key), there, beside)
    for key in ("done_by", "all_of", "first_all_of"):
        for index, there in enumerate(getattr(rule, key)):
            yield from _happening((*where, key, index), there, beside)
            if there.actions_of and rule.per != "action":
                yield Fault((*where, key, index), "is a clock only", "name what discharges it")
    yield from _sample(where, rule, beside)
    if rule.covers and not any(rule.covers in form.by_id for form in _checks(rule, beside)):
        yield Fault((*where, "covers"), "names no item of the check that discharges it", "name an item of that check")


def _sample(where: Where, rule: Rule, beside: Beside) -> Iterator[Fault]:
    """What is drawn is looked at in a check of this rule, and written into a field that it has."""
    sample, forms = rule.sample, list(_checks(rule, beside))
    if sample is None:
        return
    if not any(there.check for there in rule.done_by):
        yield Fault((*where, "sample"), "is for what a check discharges", "take it out, or name the check in done_by")
    takes = {field.id for form in forms for field in form.header if field.kind in ("short-text", "person")}
    if sample.fills and forms and sample.fills not in takes:
        wrong = "names no header field for words or a person"
        yield Fault((*where, "sample", "fills"), wrong, "name one of the check that discharges it")
    if sample.of == "meeting" and any(form.subject.kind != "meeting" for form in forms):
        yield Fault((*where, "sample", "of"), "is a meeting, and the check is about none", "write whose list it is")


def _checks(rule: Rule, beside: Beside) -> Iterator[Checklist]:
    named = {there.check for there in rule.done_by}
    return (form for name, form in beside.forms.items() if name in named)


def _people(where: Where, rule: Rule, beside: Beside) -> Iterator[Fault]:
    allowed: dict[str, Collection[str]] = {
        "owed_by": beside.posts | ROLES,
        "with": beside.posts | _TOLD,
        "late_to": beside.posts | _LATE,
        "of": beside.posts | {SUPERVISOR},
    }
    named = {"owed_by": rule.owed_by, "with": rule.with_, "late_to": rule.late_to, "of": rule.of}
    for key, posts in named.items():
        for index, post in enumerate(posts):
            if post not in allowed[key]:
                yield unknown_post((*where, key, index), post, allowed[key])


def _clock(where: Where, rule: Rule) -> Iterator[Fault]:
    given = [key.rstrip("_") for key in _CLOCKS if getattr(rule, key)]
    wanted = 0 if rule.per == "action" else 1
    if len(given) != wanted:
        yield Fault(where, "does not say how often in one way", "write one of each, in, every, within and once")
    if bool(rule.within) != bool(rule.after) and rule.per != "action":
        yield Fault((*where, "after"), "goes together with within", "write both, or neither")
    if (rule.once or rule.each == "anniversary") and not rule.starts:
        yield Fault((*where, "starts"), "is missing", "say what starts the clock")
    if rule.limits and not (rule.once and rule.starts and rule.starts.fact):
        yield Fault((*where, "limits"), "is for once after a fact with outcomes", "take it out")
    if rule.first and not (rule.every and _is_shorter(rule.first, rule.every)):
        yield Fault((*where, "first"), "is for a first one that is due sooner than every", "take it out")
    if (rule.times > 1 or rule.paced) and not (rule.each or rule.in_):
        yield Fault((*where, "times"), "is for windows", "take it out, or write each")
    if rule.due_after and not (rule.each or rule.in_):
        yield Fault((*where, "due_after"), "is for windows", "take it out, or write each")


def _is_shorter(one: str, other: str) -> bool:
    return after(_ANY_DAY, one) <= after(_ANY_DAY, other)


def _subjects(where: Where, rule: Rule) -> Iterator[Fault]:
    if rule.per == "subject" and not (rule.known or rule.after or rule.starts):
        yield Fault((*where, "known"), "is missing", "say which references there are")
    if rule.per != "subject" and (rule.known or rule.per_about):
        yield Fault((*where, "known"), "is for a rule per subject", "take it out")
    if rule.of and rule.per != "supervisee" and "member" not in rule.owed_by:
        yield Fault((*where, "of"), "is for supervisees and members of a meeting", "take it out")
    if rule.per == "meeting" and not (rule.after and rule.after.meeting):
        yield Fault((*where, "after"), "has to be a kind of meeting", "write after: {meeting: its-name}")
    if rule.per == "action" and not (rule.after and rule.after.actions_of):
        yield Fault((*where, "after"), "has to name checks", "write after: {actions_of: [a-check]}")
    if "member" in rule.owed_by and rule.per != "meeting":
        yield Fault((*where, "owed_by"), "names the members of a meeting", "write per: meeting")


def _happening(where: Where, there: Happening, beside: Beside) -> Iterator[Fault]:
    named = [key for key in ("check", "fact", "meeting", "survey", "actions_of") if getattr(there, key)]
    if len(named) != 1:
        yield Fault(where, "does not name one thing", "write one of check, fact, meeting, survey and actions_of")
    for key, names in (("check", [there.check]), ("survey", [there.survey]), ("actions_of", there.actions_of)):
        for name in filter(None, names):
            if name not in beside.forms:
                yield Fault((*where, key), f"names the unknown checklist {name}", "write the name of a file here")
    if there.meeting and there.meeting not in {kind.name for kind in beside.framework.meetings}:
        yield Fault(
            (*where, "meeting"), f"names the unknown kind of meeting {there.meeting}", "add it to the framework"
        )
    form = beside.forms.get(there.check or "")
    if there.part and form and there.part not in {part.name for part in form.parts}:
        yield Fault((*where, "part"), f"names no part of {there.check}", "write the name of one of its parts")
    if there.fact:
        yield from _fact(where, there, beside)


def _fact(where: Where, there: Happening, beside: Beside) -> Iterator[Fault]:
    register = beside.registers.get(there.register_ or "")
    if register is None:
        yield Fault((*where, "register"), "names no register of this framework", "write the name of one")
        return
    fact = register.by_id.get(there.fact or "")
    if fact is None:
        yield Fault((*where, "fact"), f"names no fact of {there.register_}", "write the id of one of its facts")
        return
    outcomes = {outcome.name for outcome in fact.outcomes}
    for index, name in enumerate(there.outcomes):
        if name not in outcomes:
            yield Fault((*where, "outcomes", index), f"names no outcome of {there.fact}", "write one of its outcomes")
