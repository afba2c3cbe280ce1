"""The one scheduled job: every 20 seconds, and at start, it does what is due. Nothing is scheduled one by one."""

import threading

from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Deadline
from bot.delivery.meeting import Meeting
from bot.delivery.post import Post

_SECONDS = 20
_HOUR = 3600.0
_DAY = 24 * _HOUR


class Pulse:
    def __init__(self, post: Post, meeting: Meeting) -> None:
        self._post = post
        self._meeting = meeting
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
        """Send what is owed. Hourly, and at start, look at finished checks too; daily, who was switched off."""
        self._post.sweep()
        if not self._look_through.left():
            self._look_through = Deadline.after(_HOUR)
            self._post.soon(self._post.look_through)
        if not self._look_at_people.left() and not self._is_looking.is_set():
            self._is_looking.set()
            self._post.soon(self._refresh)

    def close(self) -> None:
        self._scheduler.shutdown(wait=True)

    def _refresh(self) -> None:
        """A page of everybody at each beat, so that Slack's allowance lasts; what goes wrong is tried at the next."""
        try:
            if self._meeting.refresh_page():
                self._look_at_people = Deadline.after(_DAY)
                self._post.sweep()
        finally:
            self._is_looking.clear()
