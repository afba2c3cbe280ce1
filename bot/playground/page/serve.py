"""The page's addresses and the headers of its answers. What it shows is in `shown`, how it looks in the templates."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from bot.playground import reading
from bot.playground.page import inspecting, live, parts, shown
from bot.playground.page.numbers import number
from bot.playground.stage import Stage
from bot.playground.world import Person

HERE = Path(__file__).parent
STATIC = HERE / "static"
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def routes(stage: Stage) -> list[web.AbstractRouteDef]:
    return [
        web.get("/", partial(_first, stage)),
        web.get("/as/{person}", partial(_first, stage)),
        web.get("/as/{person}/{place}", partial(_look, stage)),
        web.get("/live", partial(live.serve, stage)),
        *inspecting.routes(stage, TEMPLATES),
        web.static("/static", STATIC),
    ]


async def guard(request: web.Request, response: web.StreamResponse) -> None:
    """Put on every answer as it leaves."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-cache"


async def _first(stage: Stage, request: web.Request) -> web.StreamResponse:
    who = request.match_info.get("person")
    person = stage.world.person(who) if who else next(iter(stage.world.people.values()), None)
    if person is None:
        return _lost(stage, f"There is nobody called {who} here." if who else "There is nobody here.")
    raise web.HTTPFound(f"/as/{person.id}/messages")


async def _look(stage: Stage, request: web.Request) -> web.StreamResponse:
    who, place = request.match_info["person"], request.match_info["place"]
    person = stage.world.person(who)
    if person is None:
        return _lost(stage, f"There is nobody called {who} here.")
    channel = stage.world.channel(place)
    true_place = channel.id if channel and not channel.im else place
    if not shown.is_place(stage, person, true_place):
        return _lost(stage, f"{person.name} has no place called {place}.")
    if (person.id, true_place) != (who, place):
        raise web.HTTPFound(f"/as/{person.id}/{true_place}")
    return _html(_rendered(stage, person, place, request.query.get("shown", "")))


def _rendered(stage: Stage, person: Person, place: str, wanted: str) -> str:
    stage.guide.looked(person.id, lambda: reading.words_at(stage, person, place))
    page = shown.page(stage, person, place, number(wanted) or shown.NEWEST)
    return TEMPLATES.get_template("page.html").render(
        page=page,
        stage=stage,
        person=person,
        parts=parts.known(stage, person),
        day=_day,
        version=stage.version,
    )


def _lost(stage: Stage, words: str) -> web.Response:
    first, others = shown.offered(stage.world)
    people = [shown.somebody(person, "messages", here=False) for person in [*first, *others]]
    return _html(TEMPLATES.get_template("lost.html").render(words=words, people=people), status=404)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status, headers={"Cache-Control": "no-store"})


def _day(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y}"
