"""Files for one person, in their own conversation with the bot: a message that says it is being made, then the file.

The message ends by saying what became of it. Whether somebody may have a file is decided before, in flows.
"""

import threading
from collections.abc import Sequence
from datetime import date

import structlog
from slack_sdk.errors import SlackApiError

from bot.blocks.parts import Message
from bot.blocks.told import plain_message
from bot.blocks.words import day
from bot.delivery.calls import Calls, PausedError
from bot.delivery.post import Post
from bot.delivery.shelf import Shelf
from bot.delivery.uploads import upload
from bot.domain.papers import Paper
from bot.errors import ShownError
from bot.reports.files import File, Kind, files_of

_MAKING = "{what} is being made. If this message still says so in a few minutes, please ask for it again."
_THERE = "{what} is here, as a file. It was made for you alone: take care whom you pass it on to."
_UNTIL = "{which} deleted from Slack on {day}; ask for it again at any time."
_NO_TABLE = "{what} has no table, so there is nothing to give as text. Please ask for it as a PDF."
_FAILED = "{what} could not be made. Nothing is lost. Please tell your QA lead that it failed."

trace = structlog.get_logger(__name__)


class Parcels:
    def __init__(self, calls: Calls, post: Post, shelf: Shelf, api_url: str | None) -> None:
        self._calls = calls
        self._post = post
        self._shelf = shelf
        self._api_url = api_url
        # One file at a time, however many are asked for, so that making them takes no more room than one does.
        self._one_by_one = threading.Lock()

    def send(self, user: str, what: str, paper: Paper, kinds: Sequence[Kind] = (Kind.PDF,), name: str = "") -> None:
        """Soon, and lost when the process ends: it can be asked for again.

        `what` begins a sentence; `name` is that of the file, where the paper's own title does not do.
        """
        self._post.soon(lambda: self._send(user, what, paper, kinds, name))

    def _send(self, user: str, what: str, paper: Paper, kinds: Sequence[Kind], name: str) -> None:
        channel = str(self._calls("conversations.open", users=user)["channel"]["id"])
        progress = self._say(channel, plain_message(_MAKING.format(what=what)))
        try:
            with self._one_by_one:
                files = [file for kind in kinds for file in files_of(paper, kind, name)]
            said = self._hand_over(user, channel, what, files) if files else _NO_TABLE.format(what=what)
        except ShownError as error:
            said = str(error)
        except Exception:
            trace.exception("a file could not be made")
            said = _FAILED.format(what=what)
        self._end(channel, progress, plain_message(said))

    def _hand_over(self, user: str, channel: str, what: str, files: Sequence[File]) -> str:
        until: list[date] = []
        upload(self._calls, self._api_url, channel, files, lambda ids: until.append(self._shelf.put(ids, user)))
        which = "This file is" if len(files) == 1 else "These files are"
        return f"{_THERE.format(what=what)} {_UNTIL.format(which=which, day=day(until[0]))}"

    def _say(self, channel: str, message: Message) -> str | None:
        try:
            made = self._calls("chat.postMessage", channel=channel, text=message.text, blocks=message.blocks)
        except (SlackApiError, PausedError, OSError) as error:
            trace.warning("a word about a file was lost", error=type(error).__name__)
            return None
        return str(made["ts"])

    def _end(self, channel: str, progress: str | None, message: Message) -> None:
        """In the place of the message that it is being made, or as a new one where that cannot be."""
        if progress is None:
            self._say(channel, message)
            return
        try:
            self._calls("chat.update", channel=channel, ts=progress, text=message.text, blocks=message.blocks)
        except (SlackApiError, PausedError, OSError) as error:
            trace.warning("a word about a file was not changed", error=type(error).__name__)
            self._say(channel, message)
