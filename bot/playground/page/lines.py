"""Messages as lines of a conversation: who, when, the drawn words, and the files. Reads the world, changes nothing."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup

from bot.playground import messages, reading
from bot.playground.calendar import shown_time
from bot.playground.page.drawing.blocks import draw_blocks
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import File, Message, Person, World

# Somebody's words that follow others of theirs so soon need no second name and picture; an app's cards stand apart.
SOON = 5 * 60
SHOWN_AS_PICTURE = ("image/png", "image/jpeg", "image/gif", "image/webp")
HUES = 8


@dataclass(frozen=True)
class Face:
    """The picture of somebody: initials on a colour of their own."""

    name: str
    initials: str
    hue: int
    app: bool = False


@dataclass(frozen=True)
class Attached:
    id: str
    name: str
    url: str
    picture: bool
    size: str
    deleted: bool


@dataclass(frozen=True)
class Line:
    id: str
    channel: str
    ts: str
    face: Face
    at: datetime
    body: Markup
    files: list[Attached]
    edited: bool
    only_you: bool
    in_thread: bool
    # The first of its day, and one that follows closely on another of the same author.
    new_day: bool = False
    follows: bool = False


def lines(stage: Stage, person: Person, shown: list[Message]) -> list[Line]:
    drawn = [_line(stage, person, message) for message in shown]
    firsts = [_placed(None, line) for line in drawn[:1]]
    return firsts + [_placed(before, line) for before, line in pairwise(drawn)]


def _placed(before: Line | None, line: Line) -> Line:
    new_day = before is None or before.at.date() != line.at.date()
    return replace(line, new_day=new_day, follows=before is not None and not new_day and _goes_on(before, line))


def _goes_on(before: Line, line: Line) -> bool:
    same = (before.face, before.only_you) == (line.face, line.only_you)
    return same and not line.face.app and (line.at - before.at).total_seconds() < SOON


def _line(stage: Stage, person: Person, message: Message) -> Line:
    return Line(
        id=f"m-{message.channel}-{message.ts}",
        channel=message.channel,
        ts=message.ts,
        face=face(stage.world, message.user),
        at=shown_time(stage.world, message),
        body=body(stage, person, message),
        files=[attached(stage.world.files[id_]) for id_ in message.files],
        edited=bool(message.edited_ts),
        only_you=bool(message.only_for),
        in_thread=bool(message.thread_ts),
    )


def face(world: World, user: str) -> Face:
    return portrait(user, reading.name_of(world, user), app=user == world.bot_user)


def portrait(user: str, name: str, *, app: bool = False) -> Face:
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    return Face(name, initials, sum(map(ord, user)) % HUES, app)


def body(stage: Stage, person: Person, message: Message) -> Markup:
    blocks = message.blocks or _as_blocks(message)
    values = messages.values_for(message, person.id) if message.blocks else {}
    return draw_blocks(stage, blocks, values, {}, f"{message.channel}-{message.ts}")


def _as_blocks(message: Message) -> list[Json]:
    if not message.text:
        return []
    return [{"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": message.text}}]


def attached(file: File) -> Attached:
    kind = mimetypes.guess_type(file.name)[0]
    url = f"/files/{file.id}/{quote(file.name, safe='')}"
    return Attached(file.id, file.title or file.name, url, kind in SHOWN_AS_PICTURE, _size(file.length), file.deleted)


def _size(length: int) -> str:
    if length < 1000:
        return f"{length} bytes"
    return f"{length / 1000:.0f} kB" if length < 1_000_000 else f"{length / 1_000_000:.1f} MB"
