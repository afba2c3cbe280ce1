"""What people do in the year though no rule asks for it: family feedback, dates, meetings. Spread over each quarter."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from bot.cli.year.checking import Wanted
from bot.cli.year.living import Living
from bot.flows.figures.times import quarter_of
from bot.frameworks.demo_year import OftenCheck, OftenDate, OftenMeeting

_DAY = timedelta(days=1)


def put_besides(living: Living, first: date) -> None:
    """All of a quarter that begins on this day."""
    year = living.year
    for check in year.checks:
        for on in _days(living, check.a_quarter, first):
            living.diary.put(on, partial(_check, living, check))
    for fact in year.dates:
        for on in _days(living, fact.a_quarter, first):
            living.diary.put(on, partial(_date, living, fact))
    for kind in year.meetings:
        for on in _days(living, kind.a_quarter, first):
            living.diary.put(on, partial(_meeting, living, kind), step=0)


def _days(living: Living, a_quarter: Sequence[int], first: date) -> Iterator[date]:
    """Working days, evenly apart but for a few days."""
    many = living.quarters.of(a_quarter, first)
    length = (quarter_of(first).last - first).days
    for number in range(many):
        day = first + ((number + 0.5) * length / many + living.dice.uniform(-0.3, 0.3) * length / many) * _DAY
        yield day - max(0, day.weekday() - 4) * _DAY if day - first > 2 * _DAY else day


def _check(living: Living, often: OftenCheck, on: date) -> None:
    records, name = living.records, often.check
    kind = living.office.form(name).checklist.subject.kind
    about = records.in_turn(f"{name} about", often.about) if often.about else records.about(name, on)
    header = {item: records.in_turn(f"{name} {item}", said) for item, said in often.header.items()}
    good = living.quarters.of(often.good, on) if often.good else living.quarters.went(on).good
    who = records.in_turn(f"{name} by", often.who)
    living.check(Wanted(who, name, None if kind == "service" else about, on, header, good, often.mostly))


def _date(living: Living, often: OftenDate, on: date) -> None:
    records, name = living.records, f"{often.register_} {often.fact} {often.who[0]}"
    about = records.in_turn(f"{name} about", often.about) if often.about else records.about(often.fact, on)
    outcome = records.in_turn(f"{name} outcome", often.outcomes) if often.outcomes else None
    living.record(often.register_, often.fact, records.in_turn(f"{name} by", often.who), about, on, outcome, None)


def _meeting(living: Living, kind: OftenMeeting, on: date) -> None:
    living.meet(kind, on)
