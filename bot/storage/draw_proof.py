"""What the log tells of one draw, step by step. Doing the draw over is in flows/draws/proof.py."""

import json
from typing import Any

from sqlalchemy import select

from bot.storage.draws import DREW, FROZE, SWAP
from bot.storage.store import Uow
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry

_entry = table_of(Entry)


def load_told(uow: Uow, draw: str) -> list[dict[str, Any]]:
    """Its entries in the order in which they were chained."""
    told = select(_entry.c.body).where(_entry.c.verb.in_((FROZE, DREW, SWAP)), _entry.c.body.contains(draw))
    found = [json.loads(body) for body in uow.run(told.order_by(_entry.c.sequence)).scalars()]
    return [entry for entry in found if entry.get("draw") == draw]
