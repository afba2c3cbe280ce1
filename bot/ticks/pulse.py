"""The one scheduled job: every 20 seconds, and at start, it does what is due. Nothing is scheduled one by one."""

import threading

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Deadline
from bot.delivery.aside import Aside
from bot.delivery.follower import Follower
from bot.delivery.meeting import Meeting
from bot.delivery.post import Post
from bot.errors import ShownError
from bot.flows.office import Office
from bot.ticks.days import Days
from bot.ticks.digests import Digests
from bot.ticks.files import Files
from bot.ticks.writers import let_go_of_what_is_over

_SECONDS = 20
_HOUR = 3600.0
_DAY = 24 * _HOUR

trace = structlog.get_logger(__name__)


class Pulse:
    def __init__(
        self,
        office: Office,
        post: Post,
        aside: Aside,
        meeting: Meeting,
        follower: Follower,
        days: Days,
        digests: Digests,
        files: Files,
    ) -> None:
        self._office = office
        self._post = post
        self._aside = aside
        self._days = days
        self._digests = digests
        self._files = files
        self._meeting = meeting
        self._follower = follower
        self._look_at_people = Deadline.after(0)
        self._look_through = Deadline.after(0)
        self._is_looking = threading.Event()
        self._scheduler = BackgroundScheduler(timezone="UTC")

    def start(self) -> None:
        job = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self.beat, "interval", seconds=_SECONDS, **job)
        self._scheduler.start()
        self.beat()

    def beat(self) -> None:
        """Do and send what is due. Hourly, and at start, look at finished checks too; daily, who was switched off."""
        self._turn()
        self._follower.follow()
        self._post.soon(self._digests.beat)
        self._post.soon(self._files.beat)
        self._post.sweep()
        self._aside.catch_up()
        if not self._look_through.left():
            self._look_through = Deadline.after(_HOUR)
            self._post.soon(self._post.look_through)
        if not self._look_at_people.left() and not self._is_looking.is_set():
            self._is_looking.set()
            self._post.soon(self._refresh)

    def close(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _turn(self) -> None:
        """What cannot be done while the database is away is done at a later beat."""
        try:
            self._days.turn()
            let_go_of_what_is_over(self._office)
        except ShownError as error:
            trace.warning("the day's work waits", why=str(error))

    def _refresh(self) -> None:
        """A page of everybody at each beat, so that Slack's allowance lasts; what goes wrong is tried at the next."""
        try:
            if self._meeting.refresh_page():
                self._look_at_people = Deadline.after(_DAY)
                self._post.sweep()
        finally:
            self._is_looking.clear()
