"""The calendar as the playground asks for it: what day it is, where it may be moved to, and moving it to the end."""

import threading
from collections.abc import Mapping

from bot.clock import Deadline
from bot.delivery.post import Post
from bot.domain.calendar import choices, day_from
from bot.flows.office import Office
from bot.storage import outbox
from bot.storage.calendar import catch_up
from bot.storage.falling_due import count_due, find_next_due
from bot.ticks.days import Days
from bot.ticks.digests import Digests
from bot.ticks.files import Files

_UNTIL_SENT = 20.0
_LOOK = 0.05

Shown = Mapping[str, object]


class Calendar:
    def __init__(self, office: Office, post: Post, days: Days, digests: Digests, files: Files) -> None:
        self._office = office
        self._post = post
        self._days = days
        self._digests = digests
        self._files = files

    def shown(self) -> Shown:
        """The day, the time and the days on offer."""
        catch_up(self._office.store)
        clock = self._office.store.clock
        now = clock.now()
        with self._office.store.look() as uow:
            next_due = find_next_due(uow, now.date())
        offered = [{"label": choice.label, "to": choice.to.isoformat()} for choice in choices(now.date(), next_due)]
        return {
            "today": now.date().isoformat(),
            "now": now.isoformat(),
            "zone": clock.zone.key,
            "choices": offered,
        }

    def move(self, to: object) -> Shown:
        """On to that day; back when what fell due by it is done and sent, with what that was in sentences."""
        happened = [*self._days.move(day_from(to)), *self._due_today(), *self._digests.now(), *self._files.beat()]
        self._post.sweep()
        self._post.look_through()
        if not self._is_all_sent(Deadline.after(_UNTIL_SENT)):
            happened.append("Some messages are still on their way.")
        return {**self.shown(), "happened": happened or ["Nothing fell due."]}

    def _due_today(self) -> list[str]:
        with self._office.store.look() as uow:
            counted = zip(count_due(uow, uow.today), ("check", "action"), strict=True)
        return [
            f"{many} {noun} is due today." if many == 1 else f"{many} {noun}s are due today."
            for many, noun in counted
            if many
        ]

    def _is_all_sent(self, deadline: Deadline) -> bool:
        pause = threading.Event()
        while self._under_way():
            if not deadline.left():
                return False
            pause.wait(_LOOK)
        return True

    def _under_way(self) -> int:
        with self._office.store.look() as uow:
            return outbox.count_under_way(uow)
