"""What every handler works with: who is asking, the office behind, and the ways to show something in return.

Handlers are short: say who is asking, call a flow, ack. What a flow does is not decided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.blocks.parts import Message, View
from bot.blocks.told import plain_message, with_words_on_top
from bot.clock import Deadline
from bot.delivery.aside import Aside
from bot.delivery.follower import Follower
from bot.delivery.meeting import Meeting
from bot.delivery.parcels import Parcels
from bot.delivery.places import Places
from bot.delivery.post import Post
from bot.delivery.promptly import Promptly
from bot.delivery.urls import ResponseUrl, ResponseUrls
from bot.delivery.verdicts import Step, decide_verdict
from bot.errors import NotAllowedError, ShownError
from bot.flows.arrivals import find_account, person_of
from bot.flows.office import Actor, Office

Body = Mapping[str, Any]

PATIENCE = 2.5
"""Seconds for the whole of a click: lock, database and opening a form. Slack gives three."""
_OURS_OR_NONE = (Step.PLAIN, Step.STOP, Step.NEVER)
"""Pressing again would not help: the form breaks a limit, the token or a scope is not good."""
ELSEWHERE = "Plumbline is open to people of its own workspace only."

_TYPED = "typed"

trace = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Desk:
    office: Office
    post: Post
    aside: Aside
    parcels: Parcels
    meeting: Meeting
    follower: Follower
    urls: ResponseUrls
    promptly: Promptly
    places: Places
    team: str
    token: str
    api_url: str | None

    def actor(self, body: Body) -> Actor:
        """Who is asking, by the account that Slack names; or a refusal."""
        deadline = Deadline.after(PATIENCE)
        if self.team not in teams_of(body):
            raise NotAllowedError(ELSEWHERE, "stranger", "come in")
        return Actor(person_of(self.meeting.meet(user_of(body), deadline)), deadline)

    def known_person(self, body: Body) -> str | None:
        """Who is asking, as far as is known without asking anybody: "" where that is not known, none from elsewhere."""
        if self.team not in teams_of(body):
            return None
        try:
            account = find_account(self.office, user_of(body))
        except ShownError:
            return ""
        if account and account.state == "stranger":
            return None
        return (account.person if account else None) or ""

    def url(self, body: Body) -> ResponseUrl | None:
        address = str(body.get("response_url") or "")
        url = self.urls.read(address) if address else None
        if address and url is None:
            trace.warning("an address that does not lead to Slack was not followed")
        return url

    def acted(self, body: Body, actor: Actor, run: str, *, look_again: bool = False) -> None:
        """Something was done at a card: it is drawn again soon. `look_again`: what was clicked may be old."""
        ts, url = str((body.get("container") or {}).get("message_ts") or ""), self.url(body)
        if ts and url:
            self.urls.keep(run, actor.person, ts, url)
        if look_again:
            self.post.redraw_for(run, actor.person)
        else:
            self.post.redraw(run)

    def in_step(self, deadline: Deadline | None) -> None:
        """What is due is as what was stored before decides it. No more than half of a click is spent on that."""
        self.follower.follow_by(Deadline.after((deadline.left() if deadline else PATIENCE) / 2))

    def tell(self, body: Body, said: Message | str) -> None:
        """A note that only the person who pressed sees."""
        message = plain_message(said) if isinstance(said, str) else said
        channel = str((body.get("channel") or {}).get("id") or body.get("channel_id") or "")
        self.aside.tell(message, self.url(body), channel, user_of(body))

    def remember(self, body: Body) -> None:
        """Where a command was typed, so that what comes of its form can be told there."""
        url = self.url(body) if "command" in body else None
        if url and not str(body.get("channel_id", "")).startswith("D"):
            self.urls.keep(_TYPED, user_of(body), _TYPED, url)

    def tell_back(self, body: Body, sentence: str) -> None:
        """Say something where this person typed their last command, if they typed one lately."""
        url = self.urls.take(_TYPED, user_of(body), _TYPED)
        if url:
            self.aside.tell(plain_message(sentence), url)

    def open(self, body: Body, view: View, deadline: Deadline | None) -> None:
        """A form; from within another one it takes that one's place. It must open before the trigger is over."""
        client = self._client(deadline)
        if "view" in body and body["view"].get("type") == "modal":
            client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
        else:
            client.views_open(trigger_id=str(body["trigger_id"]), view=view)

    def open_after(self, body: Body, view: View, deadline: Deadline | None) -> bool:
        """A form that follows something stored. That it does not open never means that it was not stored."""
        try:
            self.open(body, view, deadline)
        except (SlackApiError, OSError) as error:
            trace.warning("a form did not open", error=type(error).__name__)
            return False
        return True

    def open_first(self, body: Body, view: View, deadline: Deadline | None) -> None:
        """A form that was asked for. When it does not open, the person is told to press again."""
        try:
            self.open(body, view, deadline)
        except (SlackApiError, OSError) as error:
            if decide_verdict(error).step in _OURS_OR_NONE:
                raise
            trace.warning("a form did not open", error=type(error).__name__)
            raise ShownError("Slack was too slow to open that. Nothing was changed. Please press it again.") from error

    def say_above(self, body: Body, sentence: str, deadline: Deadline | None) -> None:
        """In the form in which something was pressed: it stays, with what was typed in it."""
        if "view" in body and body["view"].get("type") == "modal":
            self.open_after(body, with_words_on_top(body["view"], sentence), deadline)

    def _client(self, deadline: Deadline | None) -> WebClient:
        left = deadline.left() if deadline else PATIENCE
        address = self.api_url or WebClient.BASE_URL
        # urllib takes whole seconds or parts of one alike; the SDK's type says int.
        return WebClient(self.token, address, timeout=max(0.2, left), retry_handlers=[])  # type: ignore[arg-type]


def user_of(body: Body) -> str:
    """The account that Slack says is acting, whatever kind of thing it sends."""
    user = body.get("user") or body.get("event", {}).get("user") or {}
    named = user.get("id") if isinstance(user, Mapping) else user
    return str(body.get("user_id") or named or "")


def teams_of(body: Body) -> set[str]:
    """The workspace that this comes from; of somebody from elsewhere in a shared channel, both do not agree."""
    home = str(body.get("team_id") or (body.get("team") or {}).get("id") or "")
    user = body.get("user")
    own = str(user.get("team_id") or home) if isinstance(user, Mapping) else home
    return {own} if own == home else set()
