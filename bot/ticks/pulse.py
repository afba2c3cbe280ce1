"""The one scheduled job: every 20 seconds, and at start, it does what is due. Nothing is scheduled one by one."""

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Deadline
from bot.delivery.meeting import Meeting
from bot.delivery.post import Post

_SECONDS = 20
_DAY = 24 * 3600.0

trace = structlog.get_logger(__name__)


class Pulse:
    def __init__(self, post: Post, meeting: Meeting) -> None:
        self._post = post
        self._meeting = meeting
        self._look_at_people = Deadline.after(0)
        self._scheduler = BackgroundScheduler(timezone="UTC")

    def start(self) -> None:
        job = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self.beat, "interval", seconds=_SECONDS, **job)
        self._scheduler.start()
        self.beat()

    def beat(self) -> None:
        """Send what is owed; once a day, and at start, look who was switched off in Slack."""
        self._post.sweep()
        if not self._look_at_people.left():
            self._look_at_people = Deadline.after(_DAY)
            self._post.soon(self._refresh)

    def close(self) -> None:
        self._scheduler.shutdown(wait=True)

    def _refresh(self) -> None:
        self._meeting.refresh()
        self._post.sweep()
