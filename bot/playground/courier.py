"""Brings payloads to the bot over whichever way it is connected, waits 3 s, and repeats events that failed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.playground.faults import DeliveryFault
from bot.playground.outcome import Outcome, Parcel
from bot.playground.posting import Posting
from bot.playground.settings import Json
from bot.playground.sockets import Sockets
from bot.playground.stage import Stage

RETRY_REASONS = {
    "timed out": "http_timeout",
    "connection_failed": "connection_failed",
    "no connection": "connection_failed",
    "too_many_redirects": "too_many_redirects",
}


@dataclass
class Errand:
    """One parcel, however often it is sent. The guide counts it once, as soon as the bot has taken it."""

    parcel: Parcel
    taken: bool = False


@dataclass
class Courier:
    stage: Stage
    sockets: Sockets
    posting: Posting | None
    # Held here so that nothing under way is forgotten.
    tasks: set[asyncio.Future[Any]] = field(default_factory=set)
    # Released when a later payload has overtaken the one that waits here.
    overtaken: asyncio.Event | None = None

    async def deliver(self, parcel: Parcel) -> Outcome:
        """The first attempt; events that fail are tried again in the background."""
        errand = Errand(parcel)
        with self.stage.record.under_way():
            outcome = await self._attempt_with_faults(errand)
        if parcel.is_event and not outcome.acked and not outcome.no_retry:
            self._later(self._retry(errand, outcome))
        return outcome

    async def _attempt_with_faults(self, errand: Errand) -> Outcome:
        fault = self.stage.faults.take_delivery()
        if fault is None:
            outcome = await self._attempt(errand, self._within_patience)
            self._overtake()
            return outcome
        return await self._attempt(errand, lambda sending: self._faulty(fault, sending))

    async def _faulty(self, fault: DeliveryFault, send: Callable[[], Awaitable[Outcome]]) -> Outcome:
        if fault.kind == "duplicate":
            first, _ = await asyncio.gather(self._within_patience(send), self._within_patience(send))
            return first
        if fault.kind == "late":
            return await self._within_patience(lambda: self._after(asyncio.sleep(fault.seconds), send))
        self.overtaken = asyncio.Event()
        return await self._within_patience(lambda: self._after(self._wait_to_be_overtaken(), send))

    async def _after(self, first: Awaitable[object], send: Callable[[], Awaitable[Outcome]]) -> Outcome:
        await first
        return await send()

    async def _wait_to_be_overtaken(self) -> None:
        if self.overtaken:
            await self.overtaken.wait()

    def _overtake(self) -> None:
        if self.overtaken:
            self.overtaken.set()

    async def _attempt(
        self,
        errand: Errand,
        carry: Callable[[Callable[[], Awaitable[Outcome]]], Awaitable[Outcome]],
        attempt: int = 0,
        reason: str = "",
    ) -> Outcome:
        entry = self.stage.record.delivery(errand.parcel.kind, errand.parcel.payload, attempt)
        began = time.monotonic()
        outcome = await carry(lambda: self._send(errand, attempt, reason))
        outcome = replace(outcome, took=time.monotonic() - began)
        entry |= {"acked": outcome.acked, "status": outcome.status, "answer": outcome.answer, "took": outcome.took}
        self.stage.record.moved()
        return outcome

    async def _send(self, errand: Errand, attempt: int, reason: str) -> Outcome:
        """To its end, which may come long after the person was warned."""
        way, parcel = self.posting or self.sockets, errand.parcel
        outcome = await way.send(parcel, attempt, reason)
        if outcome.acked and not errand.taken:
            errand.taken = True
            self.stage.guide.delivered(parcel.kind, parcel.payload, outcome.answer)
        return outcome

    async def _within_patience(self, send: Callable[[], Awaitable[Outcome]]) -> Outcome:
        # A late sending goes on in the background: the bot gets it, the person has been warned.
        sending = asyncio.ensure_future(send())
        done, _ = await asyncio.wait({sending}, timeout=self.stage.settings.patience)
        if done:
            return sending.result()
        self.tasks.add(sending)
        sending.add_done_callback(self.tasks.discard)
        return Outcome(acked=False, status="timed out")

    async def _retry(self, errand: Errand, outcome: Outcome) -> None:
        for number, wait in enumerate(self.stage.settings.retry_waits, start=1):
            await asyncio.sleep(wait)
            reason = RETRY_REASONS.get(outcome.status, "http_error")
            outcome = await self._attempt(errand, self._within_patience, number, reason)
            if outcome.acked or outcome.no_retry:
                return

    def _later(self, doing: Awaitable[None]) -> None:
        task = asyncio.ensure_future(doing)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def send_event(self, payload: Json) -> Outcome | None:
        """Delivered if the manifest subscribes to it."""
        if payload["event"]["type"] not in self.stage.settings.events:
            return None
        return await self.deliver(Parcel("events_api", payload))

    def tell(self, payload: Json) -> None:
        """An event that nobody waits for."""
        self._later(self._tell(payload))

    async def _tell(self, payload: Json) -> None:
        await self.send_event(payload)

    async def close(self) -> None:
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.sockets.drop()
        if self.posting:
            await self.posting.close()
