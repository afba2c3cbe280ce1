"""Files that have stood in Slack for long enough, as time sees to them: one process at a time deletes them there."""

import threading
from datetime import timedelta

from bot.clock import Deadline
from bot.delivery.shelf import Shelf
from bot.flows.office import Office
from bot.storage.tasks import claim_task, record_done

_TASK = "files"
_LEASE = timedelta(minutes=5)
_PATIENCE = 10.0


class Files:
    """One thread at a time; another one finds that there is nothing to do."""

    def __init__(self, office: Office, shelf: Shelf) -> None:
        self._office = office
        self._shelf = shelf
        self._lock = threading.Lock()

    def beat(self) -> list[str]:
        """Some of those whose day has come; the rest at the next beats. It says so."""
        with self._lock:
            gone = self._clear() if self._shelf.has_some_over() else 0
        if not gone:
            return []
        return ["One file was deleted from Slack." if gone == 1 else f"{gone} files were deleted from Slack."]

    def _clear(self) -> int:
        with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
            turn = claim_task(uow, _TASK, _LEASE)
        if turn is None:
            return 0
        gone = self._shelf.clear()
        with self._office.store.work(Deadline.after(_PATIENCE)) as uow:
            record_done(uow, turn, uow.instant)
        return gone
