"""How long the files that people were given stand in Slack: each until its day, then it is deleted there.

Who asked for one can ask for it again. When this is done is in ticks.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import structlog
from slack_sdk.errors import SlackApiError

from bot.delivery.calls import Calls, PausedError
from bot.delivery.verdicts import Step, Verdict, decide_verdict
from bot.flows.office import OPERATOR, Office
from bot.storage import accounts, given_files, pace
from bot.storage.given_files import GivenFile

_PACE = "files"
_MOST = 50
_GONE = {"file_not_found", "file_deleted"}
_WAITS = (Step.AGAIN, Step.STOP)

trace = structlog.get_logger(__name__)


class Shelf:
    def __init__(self, office: Office, calls: Calls, keep_days: int, a_minute: int) -> None:
        self._office = office
        self._calls = calls
        self._keep = timedelta(days=keep_days)
        self._a_minute = a_minute

    def put(self, files: Sequence[str], user: str) -> date:
        """Written down before anybody sees them, so that none is forgotten; says when they will be deleted."""
        with self._office.store.work() as uow:
            until = uow.today + self._keep
            account = accounts.load_account(uow, user)
            given_files.give_out(uow, files, until, (account and account.person) or OPERATOR)
        return until

    def has_some_over(self) -> bool:
        with self._office.store.look() as uow:
            return bool(given_files.load_over(uow, 1))

    def clear(self) -> int:
        """Delete what is over, as much of it as the pace allows; says how many. It may be cut off and done again."""
        with self._office.store.work() as uow:
            waiting = given_files.load_over(uow, _MOST)
            over = pace.take(uow, _PACE, waiting, self._a_minute, is_cheap=lambda _: False)
        gone = 0
        for given in over:
            verdict = self._delete(given)
            if verdict and verdict.step in _WAITS:
                break
            gone += self._record(given, verdict)
        return gone

    def _delete(self, given: GivenFile) -> Verdict | None:
        """What kept Slack from it."""
        try:
            self._calls("files.delete", file=given.file)
        except PausedError as pause:
            return Verdict(Step.AGAIN, "paused", pause.after)
        except (SlackApiError, OSError) as error:
            return decide_verdict(error)
        return None

    def _record(self, given: GivenFile, verdict: Verdict | None) -> bool:
        is_gone = verdict is None or verdict.reason in _GONE
        with self._office.store.work() as uow:
            if is_gone:
                given_files.record_gone(uow, given, OPERATOR, was_there=verdict is None)
            elif verdict:
                trace.warning("a file could not be deleted", file=given.id, reason=verdict.reason)
                given_files.record_stuck(uow, given, verdict.reason)
        return is_gone
