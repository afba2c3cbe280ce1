"""Channels: what Slack says of one before something is posted there, and posting it. Nobody else is let read it."""

from collections.abc import Iterator

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.blocks.parts import Message
from bot.delivery.calls import Calls, PausedError
from bot.delivery.meeting import Meeting
from bot.delivery.plainer import send_plainer
from bot.delivery.verdicts import Step, decide_verdict
from bot.domain.summaries import Place
from bot.errors import NotPostableError, ShownError

_SHARED = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")
_PER_PAGE = 200
_MOST_UNKNOWN = 100
"""So many are asked about one by one; each takes a call."""

NOT_HERE = "Plumbline is not in this channel, so nothing was posted. Type /invite @Plumbline in it, then post it again."
SHARED = (
    "This channel is shared with another organisation, so nothing was posted. Figures stay among people of your own: "
    "post them in a channel that is not shared."
)
GUESTS = (
    "A guest is in this channel, so nothing was posted. Figures stay among people of your own organisation: post them "
    "in a channel without guests, or ask whoever looks after Slack to take the guest out."
)
TOO_MANY = (
    "There are too many people in this channel whom Plumbline does not know to be sure that none is a guest, so "
    "nothing was posted. Post it in the team's own channel."
)
NOT_MEMBER = "You are not in this channel, so nothing was posted. Join it, and post it again."
ARCHIVED = "This channel is archived, so nothing was posted. Choose one that is in use."
NO_SCOPE = (
    "Plumbline may not ask Slack who is in this channel, so nothing was posted. Ask whoever looks after Slack to "
    "give it channels:read, and groups:read for private channels."
)
NO_CHANNEL = "This is no channel, so nothing was posted. Figures are posted in channels alone: choose one."
BUSY = "Slack is busy just now, so nothing was posted. Please post it again in a minute."
UNSURE = "Slack did not say whether it was posted. Look in the channel; if it is not there, press Post here again."
REFUSED = "Slack does not let Plumbline post in this channel. Ask whoever looks after Slack. Nothing was posted."

_SAID = {
    "not_in_channel": NOT_HERE,
    "channel_not_found": NOT_HERE,
    "is_archived": ARCHIVED,
    "missing_scope": NO_SCOPE,
    "method_not_supported_for_channel_type": NO_CHANNEL,
}


class UnsurePostError(ShownError):
    """It may stand there."""


class Places:
    def __init__(self, calls: Calls, meeting: Meeting, bot_user: str) -> None:
        self._bot_user = bot_user
        self._calls = calls
        self._meeting = meeting

    def look_up(self, channel: str, user: str | None) -> Place:
        """The channel by Slack's own word. Refused where it is shared, has guests, is archived, or one of us is not.

        `channel` is its id, or with a # its name; `user` has to be in it, if one is given.
        """
        if not channel:
            raise NotPostableError(NO_CHANNEL)
        try:
            place = self._place(self._find(channel[1:]) if channel.startswith("#") else channel)
            self._check_members(place, user)
        except (PausedError, OSError) as error:
            raise ShownError(BUSY) from error
        except SlackApiError as error:
            raise _refusal(error) from error
        return place

    def _find(self, name: str) -> str:
        """Its id, among the channels that Plumbline can see."""
        kinds = {"types": "public_channel,private_channel", "exclude_archived": "true"}
        found = (there for page in self._pages("conversations.list", **kinds) for there in page["channels"])
        channel = next((str(there["id"]) for there in found if there.get("name") == name), None)
        if channel is None:
            raise NotPostableError(NOT_HERE)
        return channel

    def _place(self, wanted: str) -> Place:
        channel = self._calls("conversations.info", channel=wanted)["channel"]
        if channel.get("is_im") or channel.get("is_mpim"):
            raise NotPostableError(NO_CHANNEL)
        if any(channel.get(key) for key in _SHARED):
            raise NotPostableError(SHARED)
        if channel.get("is_archived"):
            raise NotPostableError(ARCHIVED)
        if not channel.get("is_member"):
            raise NotPostableError(NOT_HERE)
        return Place(wanted, str(channel.get("name") or ""))

    def _check_members(self, place: Place, user: str | None) -> None:
        members = {
            there for page in self._pages("conversations.members", channel=place.id) for there in page["members"]
        }
        if user is not None and user not in members:
            raise NotPostableError(NOT_MEMBER)
        states = self._meeting.states_of(members - {self._bot_user}, _MOST_UNKNOWN)
        if states is None:
            raise NotPostableError(TOO_MANY)
        if states & {"stranger", "guest"}:
            raise NotPostableError(SHARED if "stranger" in states else GUESTS)

    def _pages(self, method: str, **given: str) -> Iterator[SlackResponse]:
        cursor = ""
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = self._calls(method, limit=_PER_PAGE, **given, **more)
            yield page
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    def post(self, channel: str, message: Message) -> str:
        """Where it stands now."""
        quiet = {"unfurl_links": False, "unfurl_media": False}
        try:
            sent = send_plainer(self._calls, "chat.postMessage", message, channel=channel, **quiet)
        except PausedError as error:
            raise ShownError(BUSY) from error
        except (SlackApiError, OSError) as error:
            if decide_verdict(error).step is Step.UNSURE:
                raise UnsurePostError(UNSURE) from error
            raise _refusal(error) from error
        return str(sent["ts"])


def _refusal(error: Exception) -> ShownError:
    verdict = decide_verdict(error)
    if verdict.step in (Step.AGAIN, Step.UNSURE):
        return ShownError(BUSY)
    return NotPostableError(sentence_for(verdict.reason))


def sentence_for(reason: str) -> str:
    """What to do about it, by Slack's own word for why it takes nothing there."""
    return _SAID.get(reason, REFUSED)
