"""What people of the invented council do of their own accord in the course of a financial year, by the flows they use.

Who is reminded of what meanwhile is in test_year.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.cli.dates import note_date
from bot.cli.history import Convener, Historian, set_clock
from bot.domain.duties import Duty
from bot.flows.due.acts import ask_to_be_excused, decide_request, say_nothing
from bot.flows.office import Actor
from bot.flows.rhythm.absences import record_absence
from bot.frameworks.demo import PastCheck, PastDate, PastMeeting
from bot.frameworks.working_days import next_working_day
from bot.storage.duties import load_owned
from bot.storage.duty_acts import load_acts_of
from tests.thornmere import THORNMERE, Thornmere

PANEL = ["ines", "mo", "bryn", "lin"]
_NOTES = next(file.notes for file in THORNMERE.histories.values() if file.notes)
_DAY = timedelta(days=1)
_AFTERNOON = time(16)


@dataclass
class Year:
    """`held` has the meetings that were set up, by name."""

    council: Thornmere
    held: dict[str, str] = field(default_factory=dict)

    def acts_on(self, today: date) -> Iterator[str]:
        """What is done in the afternoon of this working day, in sentences."""
        for month, day, act in ACTS:
            if month in (0, today.month) and next_working_day(today.replace(day=day)) == today:
                set_clock(
                    self.council.office, datetime.combine(today, _AFTERNOON, self.council.office.store.clock.zone)
                )
                yield act(self, today)

    def actor(self, who: str) -> Actor:
        return self.council.actor(who)

    def owed(self, who: str, rule: str) -> Duty:
        """The oldest one of this rule that somebody has open."""
        with self.council.office.store.look() as uow:
            owned = load_owned(uow, [self.council.ids[who]])
        return min((duty for duty in owned if duty.rule == rule), key=lambda duty: duty.due)


Act = Callable[[Year, date], str]


def check(who: str, form: str, about: str) -> Act:
    def act(year: Year, today: date) -> str:
        people = {person: key for key, person in year.council.ids.items()}
        past = PastCheck(who=who, check=form, about=about, begun=1, finished=1)
        office, ids, held = year.council.office, year.council.ids, year.held
        Historian(office, ids, people, _NOTES, past, today + _DAY, held).write()
        return f"{who.title()} hands in {office.form(form).checklist.title}, about {about}."

    return act


def supervision(who: str, about: str) -> Act:
    def act(year: Year, today: date) -> str:
        noted = {"register": "fostering-staff-supervision-tracker", "fact": "F8", "days_ago": 1}
        past = PastDate.model_validate({**noted, "who": who, "about": about})
        note_date(year.council.office, year.council.ids, past, today + _DAY, 1)
        return f"{who.title()} has met {about.title()} for supervision."

    return act


def panel(name: str) -> Act:
    def act(year: Year, today: date) -> str:
        convener = Convener(year.council.office, year.council.ids, today + _DAY)
        meeting = PastMeeting(
            name=name, kind="fostering-panel", who="pip", begun=1, members=PANEL, agenda=["FC-0141", "FC-0152"]
        )
        convener.set_up("knowsley-fostering", meeting)
        year.held |= convener.held["knowsley-fostering"]
        return f"{name} has met."

    return act


def away(who: str, days: int, stand_in: str | None = None) -> Act:
    def act(year: Year, today: date) -> str:
        last = today + days * _DAY
        covered = year.council.ids[stand_in] if stand_in else None
        record_absence(year.council.office, year.actor(who), None, today + _DAY, last, covered)
        instead = f", and {stand_in.title()} stands in" if stand_in else ""
        return f"{who.title()} is away from tomorrow to {last:%-d %B}{instead}."

    return act


def nothing_to_check(who: str, rule: str) -> Act:
    def act(year: Year, _: date) -> str:
        say_nothing(year.council.office, year.actor(who), year.owed(who, rule).id)
        return f"{who.title()} says that there is nothing to check for {rule}."

    return act


def excused(who: str, rule: str, by: str) -> Act:
    def act(year: Year, today: date) -> str:
        duty, office = year.owed(who, rule), year.council.office
        ask_to_be_excused(
            office, year.actor(who), duty.id, "Nobody in the team works with it this term.", today + 90 * _DAY
        )
        with office.store.look() as uow:
            (asked,) = (one for one in load_acts_of(uow, [duty.id]) if one.waits)
        decide_request(office, year.actor(by), asked.id, "", approve=True)
        return f"{who.title()} is excused from {rule} by {by.title()}."

    return act


ACTS: tuple[tuple[int, int, Act], ...] = (
    # In which month, or in each; from which day of it on, the first working day; what.
    (0, 9, supervision("dale", "lin")),
    (0, 10, check("dale", "fostering-dip-sample-manager", "FC-0141")),
    (0, 10, check("dale", "fostering-dip-sample-manager", "FC-0127")),
    *((month, 10, supervision("dale", "asha")) for month in (4, 6, 8, 10, 12, 2)),
    *((month, 12, check("sam", "caf-supervisor-checklist", "jo")) for month in (6, 9, 2)),
    *((month, 20, check("ade", "caf-practitioner-self-assessment", "F8-3R")) for month in (6, 9, 3)),
    *((month, 20, check("bryn", "caf-practitioner-self-assessment", "F8-3R")) for month in (6, 12)),
    (5, 15, excused("kit", "ADU-3", by="nell")),
    (6, 18, nothing_to_check("sam", "KCA-1")),
    (7, 8, panel("Panel of July")),
    (7, 10, check("ines", "fostering-panel-qa-form", "Panel of July")),
    (7, 17, away("sam", 16, stand_in="mo")),
    (8, 3, check("dale", "fostering-case-audit", "FC-0127")),  # July's, in the first days of August
    (9, 15, check("dale", "fostering-case-audit", "FC-0141")),
    (9, 18, away("lee", 35)),
    (10, 14, panel("Panel of October")),
    (10, 20, check("ines", "fostering-panel-feedback-form", "Panel of October")),
    (1, 13, panel("Panel of January")),
    (1, 29, nothing_to_check("mo", "KCA-1")),
)
