"""Rules of reports.yaml that need several keys at once or the files beside it: who makes a report, when, for whom.

What a single section may show is in section_rules.py.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from bot.frameworks.model import Framework
from bot.frameworks.problems import Fault, Where
from bot.frameworks.reports import OWN_CHANNEL, Report, Reports
from bot.frameworks.rules import ANYONE, unknown_post
from bot.frameworks.schedule_rules import Beside
from bot.frameworks.section_rules import faults_in_section


def faults_in_reports(reports: Reports, beside: Beside, rules: Collection[str]) -> Iterator[Fault]:
    """`rules` are the numbers of what is owed by the schedule."""
    for number, count in Counter(number for report in reports.reports for number in report.numbers).items():
        if count > 1:
            yield Fault(("reports",), f"gives the number {number} to two reports", "give each report its own")
    for index, report in enumerate(reports.reports):
        where = ("reports", index)
        if report.own != report.id.startswith("own-"):
            yield Fault((*where, "id"), "does not fit own", "begin it with own- and add own: true, or do neither")
        yield from _people(where, report, beside.posts)
        yield from _due(where, report, beside.framework)
        if report.rule and report.rule not in rules:
            wrong = f"names {report.rule}, which is no rule of schedule.yaml"
            yield Fault((*where, "rule"), wrong, "write the id of one, or take it out")
        yield from _channels(where, report)
        yield from _names(where, report)
        for place, section in enumerate(report.sections):
            yield from faults_in_section((*where, "sections", place), section, report, beside)


def _people(where: Where, report: Report, posts: Collection[str]) -> Iterator[Fault]:
    for key, named, allowed in (("by", report.by, posts), ("to", report.to, {*posts, ANYONE})):
        for index, post in enumerate(named):
            if post not in allowed:
                yield unknown_post((*where, key, index), post, allowed)


def _due(where: Where, report: Report, framework: Framework) -> Iterator[Fault]:
    there, due = (*where, "due"), report.due
    if sum(bool(given) for given in (due.each, due.in_, due.meeting)) > 1:
        yield Fault(there, "does not say when in one way", "write one of each, in and meeting, or none of them")
    if bool(due.within) != bool(due.meeting):
        yield Fault((*there, "within"), "goes together with meeting", "write both, or neither")
    if due.due_after and not (due.each or due.in_):
        yield Fault((*there, "due_after"), "is for each and in", "take it out")
    if due.meeting and due.meeting not in {kind.name for kind in framework.meetings}:
        wrong = f"names the unknown kind of meeting {due.meeting}"
        yield Fault((*there, "meeting"), wrong, "add it to the framework")
    if report.per == "team" and due.meeting:
        yield Fault((*where, "per"), "is team, and a meeting is of the whole service", "take it out")


def _channels(where: Where, report: Report) -> Iterator[Fault]:
    for index, name in enumerate(report.channels):
        there = (*where, "channels", index)
        if name in report.channels[:index]:
            yield Fault(there, f"names {name} twice", "name it once")
        elif name == OWN_CHANNEL and report.per != "team":
            wrong = "is own, and the report is about no single team"
            yield Fault(there, wrong, "name the channel by its id or its name, or make the report per team")
        elif name != OWN_CHANNEL and report.per == "team":
            wrong = "is one channel for the reports of all teams, which would be compared in front of each other"
            yield Fault(there, wrong, "write own: each team's report goes to that team's channel")


def _names(where: Where, report: Report) -> Iterator[Fault]:
    for key in ("name", "title"):
        for value, count in Counter(getattr(section, key) for section in report.sections).items():
            if count > 1:
                wrong = f"gives the {key} {value} to two sections"
                yield Fault((*where, "sections"), wrong, f"give each section its own {key}")
