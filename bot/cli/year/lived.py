"""The year as a whole: month after month what is owed is worked out, decided on and done, and the months are counted.

How one framework's duties are kept is in living.py.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.cli.history import Convener, set_clock
from bot.cli.year.besides import put_besides
from bot.cli.year.diary import Diary
from bot.cli.year.living import Living
from bot.cli.year.papers import approve_earlier, keep_entries, put_risks
from bot.cli.year.quarters import Quarters, begins
from bot.cli.year.surveying import put_surveys
from bot.domain.duties import Duty
from bot.flows.due.keeping import work_out_all
from bot.flows.figures.making import make_months
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.rhythm.absences import record_absence
from bot.frameworks.demo import Demo
from bot.frameworks.demo_year import OnceAway
from bot.frameworks.spans import months_after
from bot.storage import people
from bot.storage.duties import load_of_rules

_EARLY = time(7)
_MONTHS_AHEAD = 2
"""For so long is decided at a time: what is owed shows itself two months ahead."""
Tell = Callable[[int, int, str], None]


def live_through(
    office: Office, council: Demo, ids: Mapping[str, str], convener: Convener, diary: Diary, now: datetime, tell: Tell
) -> None:
    """Everything in the diary, which has what the files tell day by day, and all that was owed besides."""
    today = now.date()
    lives = _lives(office, council, ids, convener, diary, today)
    first = begins(today)
    months = (today.year - first.year) * 12 + today.month - first.month + 1
    for living in lives.values():
        put_risks(living)
        put_surveys(living)
    for away in council.council.year.away if council.council.year else ():
        diary.put(today - timedelta(days=away.ago), partial(_leave, office, ids, away), step=0, is_told=True)
    for number in range(months):
        month = months_after(first, number)
        if number % _MONTHS_AHEAD == 0:
            set_clock(office, datetime.combine(month, _EARLY, now.tzinfo))
            _decide(office, lives, months_after(month, _MONTHS_AHEAD))
        if number % 3 == 0:
            for living in lives.values():
                put_besides(living, month)
        diary.live_until(months_after(month, 1))
        tell(number + 1, months, "months")
    set_clock(office, now)
    _decide(office, lives, date.max)
    diary.live_until(date.max)
    set_clock(office, now)
    work_out_all(office)
    for living in lives.values():
        approve_earlier(living)
    set_clock(office, now)
    make_months(office, Actor(OPERATOR))
    for living in lives.values():
        keep_entries(living)


def _leave(office: Office, ids: Mapping[str, str], away: OnceAway, on: date) -> None:
    set_clock(office, datetime.combine(on, _EARLY, office.store.clock.zone))
    last = on + timedelta(days=away.days - 1)
    record_absence(office, Actor(ids[away.who]), None, on, last, ids[away.stand_in] if away.stand_in else None)


def _lives(
    office: Office, council: Demo, ids: Mapping[str, str], convener: Convener, diary: Diary, today: date
) -> dict[str, Living]:
    with office.store.look() as uow:
        named = ((people.find_team(uow, team.name), team.name) for team in council.council.teams)
        teams = {team: name for team, name in named if team}
    told = council.council.year.quarters if council.council.year else []
    found = {}
    for name, file in council.histories.items():
        if file.year:
            quarters = Quarters(begins(today), file.year, told)
            workers = _workers(council, file.teams)
            found[name] = Living(office, name, file, file.year, ids, convener, diary, quarters, today, teams, workers)
    return found


def _workers(council: Demo, teams: Collection[str]) -> list[str]:
    """Those who report to somebody and lead nobody, in these teams and the ones below."""
    among, people = set(teams), council.council.people
    among |= {team.name for team in council.council.teams if team.part_of in among}
    leading = {person.reports_to for person in people.values()}
    return [key for key, person in people.items() if person.team in among and person.reports_to and key not in leading]


def _decide(office: Office, lives: Mapping[str, Living], again: date) -> None:
    work_out_all(office)
    with office.store.look() as uow:
        owed = load_of_rules(uow, office.library.rules)
    for living in lives.values():
        living.decides_next = again
        mine = [duty for duty in owed if duty.framework == living.framework]
        for duty in sorted(mine, key=lambda duty: _readable(duty, living)):
            living.decide(duty)


def _readable(duty: Duty, living: Living) -> tuple[str, ...]:
    """In an order that does not depend on random keys, so that the dice fall the same each time."""
    key = duty.subject.key or ""
    held = {meeting: name for name, meeting in living.held.items()}
    about = living.keys.get(key) or living.teams.get(key) or held.get(key) or key
    return (duty.due.isoformat(), duty.rule, living.keys.get(duty.owner or "", ""), about, duty.about or "")
