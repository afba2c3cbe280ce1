"""Sending one message owed, or redrawing it, and saying what became of it. When and how many at once is in post.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_sdk.errors import SlackApiError

from bot.blocks.parts import Block, Message
from bot.delivery.calls import Calls, PausedError
from bot.delivery.drawing import Drawn, draw
from bot.delivery.meeting import Meeting
from bot.delivery.urls import ResponseUrls, send_to
from bot.delivery.verdicts import Step, Verdict, backoff, decide_verdict
from bot.domain.messages import UNDELIVERED, Account, Owed
from bot.errors import NotAllowedError, ShownError
from bot.flows.office import Office
from bot.storage import accounts, outbox, people
from bot.storage.store import Uow


@dataclass(frozen=True)
class Became:
    """What became of a message: how to write it down, which says when it is tried again if it is; and if it stands."""

    record: Callable[[Uow], datetime | None]
    stands: bool = False


class LateError(Exception):
    """So little is left of the lease that another could have the message before this is done."""


EVENT = "plumbline_message"
_MOST_TRIES = 12
_UNTIL_THEY_ARRIVE = 3600.0
"""Seconds until somebody without an account in Slack is looked for again."""
_ONE_CALL = timedelta(seconds=11)
"""Longer than one call may take."""
_REPEAT = "This may be a repeat: the first copy may not have reached you."

trace = structlog.get_logger(__name__)


class Sender:
    def __init__(self, office: Office, calls: Calls, urls: ResponseUrls, meeting: Meeting) -> None:
        self._office = office
        self._meeting = meeting
        self._calls = calls
        self._urls = urls

    def send(self, owed: Owed) -> Became:
        """Try once. Whatever happens is an answer: it stands, it waits for another try, or it has failed for good."""
        try:
            drawn = draw(self._office, owed)
            return self._redraw(owed, drawn) if owed.ts else self._post(owed, drawn)
        except PausedError as pause:
            return self._later(owed, pause.after)
        except NotAllowedError:
            return Became(lambda uow: outbox.record_failed(uow, owed, "not theirs any more"))
        except (LateError, ShownError):
            return self._later(owed, backoff(owed.tries))
        except SlackApiError as error:
            return self._settle(owed, decide_verdict(error))
        except Exception as error:
            trace.exception("a message could not be sent", message=owed.id, kind=owed.kind)
            return self._settle(owed, decide_verdict(error))

    def _redraw(self, owed: Owed, drawn: Drawn) -> Became:
        channel, ts = owed.channel or "", owed.ts or ""
        account = self._meeting.account_of(owed.person)
        if account and account.state == "gone":
            # Nothing is sent there; should the account come back, its first click draws the card.
            return self._stands(owed, channel, ts, drawn.revision)
        if not self._redraw_by_url(owed, drawn.message):
            self._with_blocks(owed, "chat.update", drawn.message, channel=channel, ts=ts)
        return self._stands(owed, channel, ts, drawn.revision)

    def _hold(self, owed: Owed) -> None:
        """Two copies of one message, or an older state over a newer one, are worse than a later try."""
        if owed.leased_until - self._office.store.clock.instant() < _ONE_CALL:
            raise LateError

    def _redraw_by_url(self, owed: Owed, message: Message) -> bool:
        """By far the most redraws answer a click, whose own address spares the workspace's allowance of updates."""
        card = (owed.run or "", owed.person, owed.ts or "")
        for stray in self._urls.strays(*card):
            send_to(stray, {"delete_original": True})
        self._hold(owed)
        url = self._urls.take(*card)
        body = {"replace_original": True, "text": message.text, "blocks": message.blocks}
        return url is not None and send_to(url, body)

    def _post(self, owed: Owed, drawn: Drawn) -> Became:
        account = self._meeting.account_of(owed.person)
        if account is None or account.state != "member":
            return self._later(owed, _UNTIL_THEY_ARRIVE)
        channel = account.channel or self._open(account)
        known, stands = self._look_up(owed, channel) if owed.may_stand else (True, "")
        if stands:
            # What it shows may be old: it is drawn again at once.
            return self._stands(owed, channel, stands, 0)
        message = drawn.message if known else _marked(drawn.message)
        metadata = {"event_type": EVENT, "event_payload": {"id": owed.id}}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        sent = self._with_blocks(owed, "chat.postMessage", message, channel=channel, metadata=metadata, **quiet)
        return self._stands(owed, str(sent["channel"]), str(sent["ts"]), drawn.revision)

    def _open(self, account: Account) -> str:
        """The conversation with the person, kept before anything is sent there, so that it can be looked through."""
        try:
            channel = str(self._calls("conversations.open", users=account.slack_user)["channel"]["id"])
        except SlackApiError as error:
            if decide_verdict(error).reason != "missing_scope":
                raise
            return account.slack_user
        with self._office.store.work() as uow:
            accounts.keep_channel(uow, account.slack_user, channel)
        return channel

    def _look_up(self, owed: Owed, channel: str) -> tuple[bool, str]:
        """Whether one could look, and where the message stands if an earlier try has got through."""
        try:
            found = self._calls("conversations.history", channel=channel, include_all_metadata=True, limit=100)
        except SlackApiError as error:
            if decide_verdict(error).reason in ("missing_scope", "channel_not_found"):
                return False, ""
            raise
        mine = (
            message["ts"]
            for message in found["messages"]
            if message.get("metadata", {}).get("event_payload", {}).get("id") == owed.id
        )
        stands = next((str(ts) for ts in mine if ts != owed.retire_ts), "")
        return True, stands

    def _with_blocks(self, owed: Owed, method: str, message: Message, **given: object) -> dict[str, object]:
        """Blocks that Slack refuses are our defect: the words alone still reach the person."""
        self._hold(owed)
        try:
            return _data(self._calls(method, text=message.text, blocks=message.blocks, **given).data)
        except SlackApiError as error:
            if decide_verdict(error).step is not Step.PLAIN:
                raise
            trace.error("blocks were refused", method=method, reason=decide_verdict(error).reason)
            self._hold(owed)
            return _data(self._calls(method, text=message.text, blocks=[], **given).data)

    def _stands(self, owed: Owed, channel: str, ts: str, revision: int) -> Became:
        retired = owed.retire_ts and self._retire(channel, owed.retire_ts)

        def record(uow: Uow) -> None:
            outbox.record_stands(uow, owed, channel, ts, revision)
            if retired:
                outbox.record_retired(uow, owed)

        return Became(record, stands=True)

    def _retire(self, channel: str, ts: str) -> bool:
        """Take an old copy away. One that is gone already is as good; one that stays still works."""
        try:
            self._calls("chat.delete", channel=channel, ts=ts)
        except SlackApiError as error:
            return decide_verdict(error).step in (Step.ANEW, Step.NEVER)
        except (PausedError, OSError):
            return False
        return True

    def _later(self, owed: Owed, seconds: float) -> Became:
        """Nothing was sent now. What may have been sent before is still to be looked for."""
        wait = timedelta(seconds=seconds)
        if owed.may_stand:
            return Became(lambda uow: outbox.put_off(uow, owed, uow.instant + wait, "waits"))
        return Became(lambda uow: outbox.release(uow, owed, uow.instant + wait))

    def _settle(self, owed: Owed, verdict: Verdict) -> Became:
        trace.warning("a message waits", message=owed.id, kind=owed.kind, tries=owed.tries, reason=verdict.reason)
        match verdict.step:
            case Step.ANEW if owed.ts:
                return Became(lambda uow: outbox.lose_place(uow, owed))
            case Step.AGAIN | Step.STOP:
                return self._later(owed, verdict.after)
            case Step.ODD if owed.tries < _MOST_TRIES:
                return self._later(owed, backoff(owed.tries))
            case Step.UNSURE if owed.ts:
                return self._later(owed, backoff(owed.tries))
            case Step.UNSURE:
                wait = timedelta(seconds=backoff(owed.tries))
                return Became(lambda uow: outbox.put_off(uow, owed, uow.instant + wait, verdict.reason))
        return Became(lambda uow: self._fail(uow, owed, verdict.reason))

    def _fail(self, uow: Uow, owed: Owed, reason: str) -> datetime:
        """It will not be tried again by itself: the QA leads are told, once, unless it was that which failed."""
        outbox.record_failed(uow, owed, reason)
        if owed.kind != UNDELIVERED and owed.run:
            for lead in people.load_holders(uow, "qa-lead", uow.today):
                outbox.owe(uow, UNDELIVERED, lead, owed.run, once=owed.id)
        return uow.instant


def _data(answer: object) -> dict[str, object]:
    return answer if isinstance(answer, dict) else {}


def _marked(message: Message) -> Message:
    said: Block = {"type": "context", "elements": [{"type": "plain_text", "text": _REPEAT, "emoji": False}]}
    return Message(f"{message.text} {_REPEAT}", [*message.blocks[:49], said])
