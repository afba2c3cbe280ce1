"""What may take a moment: within a second it is shown where it was asked for, else in a direct message that says so.

That message is what is shown in the end, too. Asking changes nothing, so what is lost here can be asked for again.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog
from slack_sdk.errors import SlackApiError

from bot.blocks.parts import Message
from bot.blocks.summary import counting_message
from bot.blocks.told import plain_message
from bot.clock import Deadline
from bot.delivery.calls import Calls, PausedError
from bot.delivery.plainer import ever_plainer, send_plainer
from bot.delivery.post import Post
from bot.delivery.urls import ResponseUrl, send_to
from bot.errors import NotAllowedError, ShownError
from bot.flows.office import Office
from bot.flows.refusals import record_refusal

_SECOND = 1.0
_LONGEST = 60.0
_WORKERS = 4
_FAILED = "That could not be counted. Nothing was changed. Please ask again in a moment."

trace = structlog.get_logger(__name__)

Work = Callable[[Deadline], Message]


@dataclass
class Job:
    """Something being worked out for somebody."""

    user: str
    is_done: threading.Event = field(default_factory=threading.Event)
    is_placed: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_late: bool = False
    result: Message | None = None
    error: Exception | None = None
    place: tuple[str, str] | None = None


class Promptly:
    def __init__(self, office: Office, calls: Calls, post: Post, patience: float = _SECOND) -> None:
        self.patience = patience
        self._office = office
        self._calls = calls
        self._post = post
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="promptly")

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def within(self, work: Work, user: str) -> Message | None:
        """What came of it, or its error, within a second; nothing where it comes as a direct message."""
        if not self.patience:
            self.to_person(work, user)
            return None
        job = Job(user)
        self._pool.submit(self._work, job, work)
        job.is_done.wait(self.patience)
        with job.lock:
            job.is_late = not job.is_done.is_set()
        if job.is_late:
            self._post.soon(lambda: self._place(job))
            return None
        if job.error:
            raise job.error
        return job.result

    def to_person(self, work: Work, user: str) -> None:
        """As a direct message from the start, where there is no other place for it."""
        job = Job(user, is_late=True)
        self._post.soon(lambda: self._place(job))
        self._pool.submit(self._work, job, work)

    def _work(self, job: Job, work: Work) -> None:
        try:
            job.result = work(Deadline.after(_LONGEST))
        except Exception as error:
            job.error = error
        with job.lock:
            job.is_done.set()
            is_late = job.is_late
        if is_late:
            self._replace(job)

    def _place(self, job: Job) -> None:
        try:
            message = counting_message()
            sent = self._calls("chat.postMessage", channel=job.user, text=message.text, blocks=message.blocks)
            job.place = (str(sent["channel"]), str(sent["ts"]))
        finally:
            job.is_placed.set()

    def _replace(self, job: Job) -> None:
        """It ends by taking the place of what said that it comes; where that did not get through, on its own."""
        message = job.result or plain_message(self._sentence(job.error))
        job.is_placed.wait(_LONGEST)
        if job.place:
            channel, ts = job.place
            self._send("chat.update", message, channel=channel, ts=ts)
        else:
            self._send("chat.postMessage", message, channel=job.user)

    def _sentence(self, error: Exception | None) -> str:
        if isinstance(error, NotAllowedError):
            record_refusal(self._office, error)
        if isinstance(error, ShownError):
            return str(error)
        trace.error("something could not be worked out", exc_info=error)
        return _FAILED

    def _send(self, method: str, message: Message, **place: str) -> None:
        try:
            self.send(method, message, **place)
        except (SlackApiError, PausedError, OSError) as error:
            trace.warning("what was worked out could not be shown", error=type(error).__name__)

    def send(self, method: str, message: Message, **given: object) -> dict[str, object]:
        return send_plainer(self._calls, method, message, **given)

    def answer(self, message: Message, url: ResponseUrl, *, replace: bool) -> None:
        """Where somebody typed or pressed, seen by them alone."""
        self._post.soon(lambda: self._answer(message, url, replace=replace))

    def _answer(self, message: Message, url: ResponseUrl, *, replace: bool) -> None:
        kind = {"response_type": "ephemeral", "replace_original": replace}
        for tried in ever_plainer(message):
            url.left -= 1
            if send_to(url, {"text": tried.text, "blocks": tried.blocks} | kind):
                return
        trace.warning("an answer was lost")
