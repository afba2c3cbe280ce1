"""Images and files of the playground. Nothing is fetched from elsewhere.

An image of another address is drawn as its description in a frame.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from bot.playground.page.drawing.canvas import Canvas, Spot
from bot.playground.page.drawing.markup import NOTHING, box, joined, tag
from bot.playground.page.drawing.mrkdwn import draw_text
from bot.playground.settings import Json
from bot.playground.world import File

_OURS = re.compile(r"/files/(?P<id>[^/?#]+)/")


def draw_image(spot: Spot, block: Json) -> Markup:
    """The block: title above, as Slack has it."""
    world = spot.canvas.world
    title = tag("figcaption", draw_text(world, block["title"])) if block.get("title") else NOTHING
    return tag("figure", title, _picture(spot.canvas, block), class_="block-image")


def draw_small(spot: Spot, element: Json) -> Markup:
    """The element, beside a section or within a context."""
    return _picture(spot.canvas, element)


def draw_file(spot: Spot, block: Json) -> Markup:
    file = spot.canvas.world.files.get(block.get("external_id", ""))
    if file is None or file.deleted:
        return box(block, f"block {block.get('external_id', '')}".strip())
    shown = tag("a", file.title or file.name, href=_address(file), target="_blank", rel="noopener")
    return tag("div", shown, class_="block-file")


def _picture(canvas: Canvas, part: Json) -> Markup:
    words = part.get("alt_text", "")
    if file := _file(canvas, part):
        return tag("img", src=_address(file), alt=words, class_="picture")
    host = urlsplit(part.get("image_url", "")).hostname if "image_url" in part else None
    where = tag("small", f"Image from {host}, not fetched here" if host else "Image not in the playground")
    return tag("span", joined([tag("span", words), where]), class_="picture elsewhere", role="img", aria_label=words)


def _file(canvas: Canvas, part: Json) -> File | None:
    given = part.get("slack_file", {})
    url = given.get("url") or part.get("image_url", "")
    ours = _OURS.search(url) if url.startswith((canvas.stage.url or "\0", "/files/")) else None
    return canvas.world.files.get(given.get("id") or (ours["id"] if ours else ""))


def _address(file: File) -> str:
    return f"/files/{quote(file.id)}/{quote(file.name, safe='')}"
