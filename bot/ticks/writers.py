"""Whoever took up an answer to write it and went away: after a while it is anybody's, and the cards say so.

How long that is, and who may take one up, is in flows/writing.py.
"""

from bot.clock import Deadline
from bot.flows.office import Office
from bot.storage import runs
from bot.storage.parts import load_over, release_over

_PATIENCE = 10.0


def let_go_of_what_is_over(office: Office) -> None:
    with office.store.look(Deadline.after(_PATIENCE)) as uow:
        over = load_over(uow)
    for run in over:
        with office.store.work(Deadline.after(_PATIENCE)) as uow:
            if runs.load_run(uow, run, lock=True) and release_over(uow, run):
                runs.bump(uow, run)
