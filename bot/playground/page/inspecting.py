"""The inspector's addresses: its rows as a fragment, rendered only when asked for, and the JSON of one row."""

from __future__ import annotations

from functools import partial

from aiohttp import web
from jinja2 import Environment

from bot.playground import inspector, mischief
from bot.playground.page.numbers import number
from bot.playground.stage import Stage
from bot.playground.world import Person

UNSTORED = {"Cache-Control": "no-store"}


def routes(stage: Stage, templates: Environment) -> list[web.AbstractRouteDef]:
    return [
        web.get("/inspector", partial(_rows, stage, templates)),
        web.get("/inspector/{number}", partial(_details, stage, templates)),
    ]


def shown(stage: Stage, person: Person) -> dict[str, tuple[mischief.Mischief, ...]]:  # noqa: ARG001  # for everybody
    """What the closed drawer holds already: the trouble that can be asked for."""
    return {"calls": mischief.CALLS, "deliveries": mischief.DELIVERIES}


async def _rows(stage: Stage, templates: Environment, request: web.Request) -> web.StreamResponse:
    """With `since`, nothing at all while nothing has happened; `after` leaves out what was cleared away."""
    since = request.query.get("since", "")
    if not since:
        stage.guide.happened("opened_inspector")
    if since == str(stage.record.changes):
        return web.Response(status=204, headers=UNSTORED)
    html = templates.get_template("inspector_rows.html").render(
        changes=stage.record.changes,
        newest=stage.record.entries,
        rows=inspector.rows(stage, number(request.query.get("after", "")) or 0),
        breaches=stage.record.breaches,
        armed=mischief.armed(stage.faults),
        used_up=mischief.used_up(stage.faults),
    )
    return web.Response(text=html, content_type="text/html", headers=UNSTORED)


async def _details(stage: Stage, templates: Environment, request: web.Request) -> web.StreamResponse:
    wanted = number(request.match_info["number"])
    if wanted is None:
        return web.Response(status=400, text="The inspector numbers what it shows; that is no such number.")
    found = inspector.details(stage, wanted)
    if found is None:
        return web.Response(status=404, text="That is no longer kept.")
    html = templates.get_template("inspector_entry.html").render(asked=found[0], answered=found[1])
    return web.Response(text=html, content_type="text/html", headers=UNSTORED)
