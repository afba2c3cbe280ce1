"""What is said to one person and owed to nobody: private notes beside what they pressed, and their Home."""

from collections import deque

import structlog
from slack_sdk.errors import SlackApiError

from bot.blocks.home import closed_home, home_view
from bot.blocks.parts import Message, View
from bot.clock import Deadline
from bot.delivery.calls import Calls, PausedError
from bot.delivery.follower import Follower
from bot.delivery.meeting import Meeting
from bot.delivery.post import Post
from bot.delivery.urls import ResponseUrl, send_to
from bot.delivery.verdicts import Step, decide_verdict
from bot.errors import NotAllowedError
from bot.flows.arrivals import give_home, has_home, person_of
from bot.flows.home import load_home
from bot.flows.office import Actor, Office

trace = structlog.get_logger(__name__)

_PATIENCE = 10.0


class Aside:
    def __init__(self, office: Office, calls: Calls, post: Post, meeting: Meeting, follower: Follower) -> None:
        self._office = office
        self._meeting = meeting
        self._calls = calls
        self._post = post
        self._follower = follower
        self._behind: deque[str] = deque()

    def tell(self, message: Message, url: ResponseUrl | None, channel: str = "", user: str = "") -> None:
        """A note that only this person sees; it may be missed, so it is never the only copy of anything."""
        self._post.soon(lambda: self._tell(message, url, channel, user))

    def _tell(self, message: Message, url: ResponseUrl | None, channel: str, user: str) -> None:
        body = {"text": message.text, "blocks": message.blocks}
        quiet = {"response_type": "ephemeral", "replace_original": False}
        if url and url.is_good:
            url.left -= 1
            if send_to(url, body | quiet):
                return
        try:
            self._calls("chat.postEphemeral", channel=channel or self._conversation(user), user=user, **body)
        except (SlackApiError, PausedError) as error:
            trace.warning("a private note was lost", error=type(error).__name__)

    def _conversation(self, user: str) -> str:
        """Where to say it to somebody who pressed something on Home, which is in no conversation."""
        return str(self._calls("conversations.open", users=user)["channel"]["id"])

    def publish_home(self, user: str) -> None:
        """Home as it is now, for whoever ever opened it."""
        self._post.soon(lambda: self._publish(user) if has_home(self._office, user) else None)

    def open_home(self, user: str) -> None:
        """Home, which somebody looks at."""
        self._post.soon(lambda: self._open(user))

    def catch_up(self) -> None:
        """Whose Home could not be published."""
        for _ in range(len(self._behind)):
            self.publish_home(self._behind.popleft())

    def _open(self, user: str) -> None:
        if not has_home(self._office, user):
            self._meeting.meet(user)
            give_home(self._office, user)
        self._publish(user)

    def _publish(self, user: str) -> None:
        """Where Slack does not take it at this moment, it is drawn again at a later beat."""
        try:
            self._calls("views.publish", user_id=user, view=self._home(user))
        except Exception as error:
            if isinstance(error, PausedError) or decide_verdict(error).step in (Step.AGAIN, Step.UNSURE):
                self._behind.append(user)
            raise

    def _home(self, user: str) -> View:
        try:
            person = person_of(self._meeting.meet(user))
            self._follower.follow_by(Deadline.after(_PATIENCE))
            home = load_home(self._office, Actor(person, Deadline.after(_PATIENCE)))
        except NotAllowedError as error:
            return closed_home(str(error))
        return home_view(home, self._office.store.clock.today())
