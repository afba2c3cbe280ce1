"""The plain page at /: who there is, and what one of them sees. Read only; acting is done from the terminal."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from bot.playground import reading
from bot.playground.stage import Stage

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True)


async def serve(stage: Stage, request: web.Request) -> web.StreamResponse:
    who = request.query.get("as", "")
    person = stage.world.person(who) if who else None
    screen = reading.screen(stage, person) if person else None
    everybody = sorted(stage.world.people.values(), key=lambda each: each.name)
    html = TEMPLATES.get_template("page.html").render(
        people=everybody, person=person, screen=screen, who=who, bot=stage.world.bot_name, url=stage.url
    )
    return web.Response(text=html, content_type="text/html", status=404 if who and not person else 200)
