"""Many units of work as one transaction: each sees what those before it did, and all of them happen or none.

For filling a database with what flows would have done one by one. Serving people goes through store.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Deadline
from bot.storage.store import Store, Uow


class Batch(Store):
    """A store whose units of work share one transaction. A refusal inside it is the end of all of them."""

    def __init__(self, store: Store, whole: Uow) -> None:
        vars(self).update(vars(store))
        self._whole = whole

    @contextmanager
    def work(self, deadline: Deadline | None = None) -> Iterator[Uow]:
        with self.look(deadline) as uow:
            yield uow
        self._whole.lines += uow.lines

    @contextmanager
    def look(self, deadline: Deadline | None = None) -> Iterator[Uow]:  # noqa: ARG002 (that of the whole counts)
        yield self._uow(self._whole.connection)


@contextmanager
def in_one_transaction(store: Store, deadline: Deadline) -> Iterator[Batch]:
    """It commits when the block ends. Its clock may be set; that of the store itself stays."""
    with store.work(deadline) as whole:
        yield Batch(store, whole)
