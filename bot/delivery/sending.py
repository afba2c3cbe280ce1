"""Sending one message owed, or redrawing it, and saying what became of it. When and how many at once is in post.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.blocks.parts import Block, Message
from bot.delivery.calls import Calls, PausedError
from bot.delivery.drawing import Drawn, draw
from bot.delivery.meeting import Meeting
from bot.delivery.places import sentence_for
from bot.delivery.plainer import send_plainer
from bot.delivery.rooms import Rooms
from bot.delivery.urls import ResponseUrls, send_to
from bot.delivery.verdicts import Step, Verdict, backoff, decide_verdict
from bot.domain.messages import REPORT_NOT_POSTED, REPORT_POSTED, UNDELIVERED, UNREACHED, Account, Owed
from bot.errors import NotAllowedError, NotPostableError, ShownError
from bot.flows.office import Office
from bot.storage import accounts, outbox, people, report_postings
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
_NOBODYS = "Whoever asked for it does not make this report any more, so nothing was posted. Please post it again."
_REPEAT = "This may be a repeat: the first copy may not have reached you."

trace = structlog.get_logger(__name__)


class Sender:
    def __init__(self, office: Office, calls: Calls, urls: ResponseUrls, meeting: Meeting, rooms: Rooms) -> None:
        self._office = office
        self._meeting = meeting
        self._rooms = rooms
        self._calls = calls
        self._urls = urls

    def send(self, owed: Owed) -> Became:
        """Try once. Whatever happens is an answer: it stands, it waits for another try, or it has failed for good."""
        try:
            return self._redraw(owed, draw(self._office, owed)) if owed.ts else self._post(owed)
        except PausedError as pause:
            return self._later(owed, pause.after)
        except NotPostableError as refusal:
            why = str(refusal)
            return Became(lambda uow: _refused(uow, owed, why))
        except NotAllowedError:
            return Became(lambda uow: _refused(uow, owed, _NOBODYS) if _is_posting(owed) else outbox.let_go(uow, owed))
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

    def _post(self, owed: Owed) -> Became:
        """What may stand already is looked for first: it stands there even if by now nobody would send it."""
        known, stands = self._look_up(owed) if owed.may_stand else (True, None)
        return stands or self._post_anew(owed, draw(self._office, owed), is_known_unsent=known)

    def _post_anew(self, owed: Owed, drawn: Drawn, *, is_known_unsent: bool) -> Became:
        channel = self._channel(owed)
        if channel is None:
            return self._later(owed, _UNTIL_THEY_ARRIVE)
        message = drawn.message if is_known_unsent else _marked(drawn.message)
        metadata = {"event_type": EVENT, "event_payload": {"id": owed.id}}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        sent = self._with_blocks(owed, "chat.postMessage", message, channel=channel, metadata=metadata, **quiet)
        return self._stands(owed, str(sent["channel"]), str(sent["ts"]), drawn.revision)

    def _channel(self, owed: Owed) -> str | None:
        """The conversation with the person, if there can be one; of what is for a channel, that."""
        if _is_posting(owed):
            return self._rooms.find(owed)
        account = self._meeting.account_of(owed.person)
        if account is None or account.state != "member":
            return None
        return account.channel or self._open(account)

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

    def _look_up(self, owed: Owed) -> tuple[bool, Became | None]:
        """Whether one could look, and that it stands if an earlier try has got through."""
        channel = self._channel(owed)
        if channel is None:
            return False, None
        try:
            found = self._calls("conversations.history", channel=channel, include_all_metadata=True, limit=100)
        except SlackApiError as error:
            if decide_verdict(error).reason in ("missing_scope", "channel_not_found"):
                return False, None
            raise
        mine = (
            message["ts"]
            for message in found["messages"]
            if message.get("metadata", {}).get("event_payload", {}).get("id") == owed.id
        )
        stands = next((str(ts) for ts in mine if ts != owed.retire_ts), None)
        return True, self._stood(owed, channel, stands) if stands else None

    def _stood(self, owed: Owed, channel: str, ts: str) -> Became:
        """What it shows may be old: it is drawn again at once."""
        found = self._stands(owed, channel, ts, 0)

        def record(uow: Uow) -> datetime:
            found.record(uow)
            return uow.instant

        return Became(record, stands=True)

    def _with_blocks(self, owed: Owed, method: str, message: Message, **given: object) -> dict[str, object]:
        """Blocks that Slack refuses are our defect: the words still reach the person."""

        def call(method: str, **asked: object) -> SlackResponse:
            self._hold(owed)
            return self._calls(method, **asked)

        return send_plainer(call, method, message, **given)

    def _stands(self, owed: Owed, channel: str, ts: str, revision: int) -> Became:
        retired = owed.retire_ts and self._retire(channel, owed.retire_ts)

        def record(uow: Uow) -> None:
            outbox.record_stands(uow, owed, channel, ts, revision)
            if _is_posting(owed):
                report_postings.record_posted(uow, owed.item or "")
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
        if _is_posting(owed):
            return _refused(uow, owed, sentence_for(reason))
        outbox.record_failed(uow, owed, reason)
        if owed.kind not in (UNDELIVERED, UNREACHED):
            for lead in people.load_holders(uow, "qa-lead", uow.today):
                if owed.run:
                    outbox.owe(uow, UNDELIVERED, lead, owed.run, once=owed.id)
                else:
                    # Reminders would fail every day; their number stands on Home.
                    outbox.owe(uow, UNREACHED, lead, item=owed.person, once=f"{uow.today:%Y-%m}")
        return uow.instant


def _is_posting(owed: Owed) -> bool:
    return owed.kind == REPORT_POSTED


def _refused(uow: Uow, owed: Owed, why: str) -> datetime:
    """Nothing is posted. Whoever asked for it is told why, and can have it posted once that is mended."""
    outbox.let_go(uow, owed)
    report_postings.record_refused(uow, owed.item or "", why)
    outbox.owe(uow, REPORT_NOT_POSTED, owed.person, item=owed.item, once=owed.id)
    return uow.instant


def _marked(message: Message) -> Message:
    said: Block = {"type": "context", "elements": [{"type": "plain_text", "text": _REPEAT, "emoji": False}]}
    return Message(f"{message.text} {_REPEAT}", [*message.blocks[:49], said])
