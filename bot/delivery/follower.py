"""Duties are kept in step as soon as something is stored that decides them, before they are shown, and at every beat.

What follows from an entry of the log is in flows/due.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event

import structlog

from bot.clock import Deadline
from bot.delivery.post import Post
from bot.errors import ShownError
from bot.flows.due.following import follow
from bot.flows.due.news import IGNORED
from bot.flows.office import Office
from bot.storage.chain import Line

_BEHIND = "what is owed is not in step"

trace = structlog.get_logger(__name__)


class Follower:
    def __init__(self, office: Office, post: Post, followed: Callable[[], object]) -> None:
        """`followed` is called each time that it is done and nobody waits for it."""
        self._office = office
        self._post = post
        self._followed = followed
        self._is_coming = Event()
        office.store.heard = self.heard

    def heard(self, lines: Sequence[Line]) -> None:
        """Something was stored. Nobody waits for what comes of it."""
        if self._is_coming.is_set() or all(line.verb in IGNORED for line in lines):
            return
        self._is_coming.set()
        with suppress(RuntimeError):  # the post is closing: whoever starts next follows
            self._post.soon(self.follow)

    def follow(self) -> None:
        """Whatever goes wrong here is tried at the next beat, and keeps nothing else from being done."""
        self._is_coming.clear()
        try:
            self._follow(None)
            self._followed()
        except ShownError as error:
            trace.warning(_BEHIND, why=str(error))
        except Exception:
            trace.exception("what is owed could not be worked out")

    def follow_by(self, deadline: Deadline) -> None:
        """Somebody waits to see what is due. What cannot be in step by then is shown as it is.

        What went wrong is written down at the next beat; doing it here could take longer than they wait.
        """
        try:
            self._follow(deadline)
        except Exception as error:
            trace.warning(_BEHIND, why=type(error).__name__)

    def _follow(self, by: Deadline | None) -> None:
        """Whoever it was that followed, the reminders that it changes are seen to."""
        if follow(self._office, by=by):
            self._post.sweep()
