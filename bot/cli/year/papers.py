"""What the year leaves besides checks: risks with their decisions, approved reports, lists that reports keep."""

from datetime import date, datetime, time, timedelta
from functools import partial

from bot.cli.history import set_clock, workday
from bot.cli.year.living import Living
from bot.flows.figures.times import quarter_of
from bot.flows.office import Actor
from bot.flows.reporting.drafts import approve_report, begin_report, load_page, write_section
from bot.flows.reporting.entries import keep_entry
from bot.flows.risks import decide_on_risk, raise_risk
from bot.frameworks.demo_year import ApprovedReport, OnceRisk
from bot.storage.keys import new_key

_AT = time(11)
_DECIDED = timedelta(days=9)
_WRITTEN = timedelta(days=20)
"""So long after its quarter a report is written."""
_DAY = timedelta(days=1)


def put_risks(living: Living) -> None:
    for risk in living.year.risks:
        on = workday(living.quarters.first + timedelta(days=risk.days))
        living.diary.put(on, partial(_raise, living, risk))


def _raise(living: Living, risk: OnceRisk, on: date) -> None:
    _go_to(living, on)
    raised = raise_risk(living.office, Actor(living.ids[risk.who]), living.framework, None, risk.words)
    if risk.decision:
        living.diary.put(workday(on + _DECIDED), partial(_decide, living, risk, raised.id))


def _decide(living: Living, risk: OnceRisk, raised: str, on: date) -> None:
    _go_to(living, on)
    decide_on_risk(living.office, Actor(living.ids[risk.by]), raised, risk.decision or "", on)


def approve_earlier(living: Living) -> None:
    """Reports of the last quarter but one: that of the last one is still to be made."""
    last = quarter_of(quarter_of(living.today).first - _DAY)
    for report in living.year.approved:
        _go_to(living, workday(last.first + _WRITTEN))
        _approve(living, report)


def _approve(living: Living, report: ApprovedReport) -> None:
    office, actor = living.office, Actor(living.ids[report.who])
    key = begin_report(office, actor, report.report)
    for box in load_page(office, actor, key).boxes:
        if not box.optional:
            write_section(office, actor, key, (box.section, box.revision), living.dice.choice(living.year.said))
    approve_report(office, actor, key)


def keep_entries(living: Living) -> None:
    """Today, in the draft that is there for it."""
    for entry in living.year.entries:
        actor = Actor(living.ids[entry.who])
        key = begin_report(living.office, actor, entry.report)
        ends = living.today + timedelta(days=entry.days_left)
        said = (str(entry.number), entry.words, ends.isoformat())
        keep_entry(living.office, actor, key, (entry.section, new_key()), said)


def _go_to(living: Living, on: date) -> None:
    set_clock(living.office, datetime.combine(on, _AT, living.office.store.clock.zone))
