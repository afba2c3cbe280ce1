"""What falls due as the days go by: one task after another, each saying in sentences what it did.

What a task owes to people is sent by the post, and how the calendar is moved by hand is in calendar.py.
"""

import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import structlog

from bot.clock import Deadline
from bot.delivery.post import Post
from bot.errors import ShownError
from bot.flows.due.keeping import work_out_day
from bot.flows.figures.making import make_months
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.parts import tell_who_came
from bot.flows.planning.months import propose_months
from bot.flows.waves import close_past_their_day
from bot.storage import outbox
from bot.storage.calendar import catch_up, load_turned, move_calendar, record_turned

_PATIENCE = 10.0

trace = structlog.get_logger(__name__)

Task = Callable[[Office, Post, date], list[str]]
"""Does what has become due since that day, and says so."""


class Days:
    """Knows up to which day everything was done, and does the rest. One thread at a time."""

    def __init__(self, office: Office, post: Post) -> None:
        self._office = office
        self._post = post
        self._lock = threading.Lock()
        # While nobody was there, nights may have passed.
        with office.store.look() as uow:
            self._done = load_turned(uow) or uow.today - timedelta(days=1)

    def turn(self) -> list[str]:
        """What became due since the last time, be it that a night has passed or that another process moved on."""
        with self._lock:
            catch_up(self._office.store)
            return self._do_due()

    def move(self, to: date) -> list[str]:
        """Move the calendar on and do what falls due by it."""
        with self._lock:
            move_calendar(self._office.store, to, OPERATOR)
            if self._done.year != to.year:
                # In another year even old cards have to say which year was theirs. A playground holds few of them.
                self._done = date(self._done.year, 1, 1)
            return self._do_due()

    def _do_due(self) -> list[str]:
        """What fails is done at the next turn, with all that came after it."""
        today = self._office.store.clock.today()
        if today <= self._done:
            return []
        happened = [sentence for task in TASKS for sentence in task(self._office, self._post, self._done)]
        with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
            record_turned(uow, today)
        self._done = today
        return happened


def redraw_cards(office: Office, post: Post, since: date) -> list[str]:
    """A card shows the time of what was saved today, and the day as well once that is over."""
    zone = office.store.clock.zone
    with office.store.work(Deadline.after(_PATIENCE)) as uow:
        begins, ends = (datetime.combine(day, time(), zone) for day in (since, uow.today))
        runs = outbox.mark_outdated(uow, begins, ends, finished_too=since.year != uow.today.year)
    for run in runs:
        post.redraw(run)
    if not runs:
        return []
    return ["One card now shows its day." if len(runs) == 1 else f"{len(runs)} cards now show their day."]


def close_surveys(office: Office, post: Post, since: date) -> list[str]:  # noqa: ARG001 (every task takes the same)
    """A survey is open to the end of its last day."""
    return close_past_their_day(office, Actor(OPERATOR, Deadline.after(_PATIENCE)))


def tell_of_turns(office: Office, post: Post, since: date) -> list[str]:  # noqa: ARG001
    """People get another supervisor: what waited for the one before waits for them."""
    moved = tell_who_came(office, Actor(OPERATOR, Deadline.after(_PATIENCE)))
    if not moved:
        return []
    many = "One check waits" if moved == 1 else f"{moved} checks wait"
    return [f"{many} for somebody else now, who is told."]


def work_out_duties(office: Office, post: Post, since: date) -> list[str]:  # noqa: ARG001
    """With a new day checks fall due, become late or count as missed. Nothing else waits for it."""
    try:
        return work_out_day(office).sentences
    except ShownError:
        raise  # the day's work as a whole is tried again
    except Exception:
        trace.exception("what is owed could not be worked out")
        return []


def propose_yearly(office: Office, post: Post, since: date) -> list[str]:  # noqa: ARG001
    """What is owed once a year and has begun gets a month, so that the work is spread. The day does not wait for it."""
    try:
        return propose_months(office, Actor(OPERATOR))
    except Exception:
        trace.exception("months could not be proposed")
        return []  # what has none gets one on the next day


def count_months(office: Office, post: Post, since: date) -> list[str]:  # noqa: ARG001
    """A month that is over is counted for good, so that its figures can be shared. The day does not wait for it."""
    try:
        make_months(office, Actor(OPERATOR))
    except Exception:
        trace.exception("months could not be counted")  # what was not counted is counted on the next day
    return []


TASKS: tuple[Task, ...] = (redraw_cards, close_surveys, tell_of_turns, work_out_duties, propose_yearly, count_months)
