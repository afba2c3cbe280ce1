"""A process that does nothing but send what is owed, to be killed at any moment; quick to begin, since it is forked."""

import multiprocessing
import os
from multiprocessing.connection import Connection
from threading import Event
from typing import Any

from bot.clock import Clock
from bot.delivery import post as posting
from bot.delivery import sending
from bot.delivery.calls import Calls
from bot.delivery.meeting import Meeting
from bot.delivery.places import Places
from bot.delivery.post import Post
from bot.delivery.rooms import Rooms
from bot.delivery.sending import Sender
from bot.delivery.urls import ResponseUrls
from bot.flows.office import Office
from bot.storage.calendar import catch_up
from bot.storage.store import Store
from tests.council import LIBRARY
from tests.slack.faults import shortly

_BEGUN = multiprocessing.get_context("forkserver")
_BEGUN.set_forkserver_preload([__name__])


def deliver(address: str, token: str, api_url: str, clock: Clock, begun: Connection) -> None:
    """Until it is killed. What it has in hand is another's after a second, not after half a minute."""
    posting._LEASE, sending._ONE_CALL = shortly.LEASE, shortly.ONE_CALL
    store = Store(address, clock)
    catch_up(store)
    office, calls = Office(store, LIBRARY), Calls(token, api_url)
    meeting = Meeting(office, calls, "T0PLAYGROUND")
    rooms = Rooms(office, meeting, Places(calls, meeting, "U0BOT"))
    post = Post(office, Sender(office, calls, ResponseUrls(api_url), meeting, rooms))
    post.start()
    begun.send(os.getpid())
    while True:
        post.sweep()
        Event().wait(0.2)


class Courier:
    def __init__(self, *given: Any) -> None:
        ours, theirs = _BEGUN.Pipe()
        self._process = _BEGUN.Process(target=deliver, args=(*given, theirs), daemon=True)
        self._process.start()
        theirs.close()
        ours.recv()
        ours.close()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
