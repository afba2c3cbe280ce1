"""Small payloads for the tests of the validator: one builder for each thing that stands in a message or a view."""

from typing import Any

Payload = dict[str, Any]


def plain(words: str) -> Payload:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Payload:
    return {"type": "mrkdwn", "text": words}


def message(*blocks: Payload, text: str = "A check waits for you") -> Payload:
    return {"channel": "C0HOME", "text": text, "blocks": list(blocks)}


def modal(*blocks: Payload, **more: Any) -> Payload:
    view = {"type": "modal", "title": plain("Check"), "submit": plain("Save"), "blocks": list(blocks)}
    return {**view, **more}


def home(*blocks: Payload, **more: Any) -> Payload:
    return {"type": "home", "blocks": list(blocks), **more}


def section(words: str = "Was it safe?", **more: Any) -> Payload:
    return {"type": "section", "text": mrkdwn(words), **more}


def actions(*elements: Payload, **more: Any) -> Payload:
    return {"type": "actions", "elements": list(elements), **more}


def context(*elements: Payload) -> Payload:
    return {"type": "context", "elements": list(elements)}


def field(element: Payload, label: str = "Why", **more: Any) -> Payload:
    return {"type": "input", "label": plain(label), "element": element, **more}


def button(words: str = "Yes", **more: Any) -> Payload:
    return {"type": "button", "text": plain(words), **more}


def option(words: str = "Yes", value: str = "yes", **more: Any) -> Payload:
    return {"text": plain(words), "value": value, **more}


def options(count: int) -> list[Payload]:
    return [option(f"Choice {number}", str(number)) for number in range(count)]


def select(kind: str = "static_select", **more: Any) -> Payload:
    return {"type": kind, "placeholder": plain("Choose"), **more}


def overflow(count: int = 2) -> Payload:
    return {"type": "overflow", "options": options(count)}


def image(**more: Any) -> Payload:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A door", **more}


def rich(*leaves: Payload) -> Payload:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


def leaf(words: str = "Words") -> Payload:
    return {"type": "text", "text": words}


def cell(words: str = "1") -> Payload:
    return {"type": "raw_text", "text": words}


def table(rows: int = 1, columns: int = 1, words: str = "1") -> Payload:
    return {"type": "table", "rows": [[cell(words)] * columns for _ in range(rows)]}


def data_table(rows: int = 2, columns: int = 1, words: str = "1", **more: Any) -> Payload:
    return {**table(rows, columns, words), "type": "data_table", "caption": "Visits", **more}


def pie(segments: int = 2, label: str = "Met", title: str = "Visits") -> Payload:
    chart = {"type": "pie", "segments": [{"label": label, "value": 1}] * segments}
    return {"type": "data_visualization", "title": title, "chart": chart}


def lines(series: int = 1, points: int = 2, label: str = "") -> Payload:
    labels = [f"{label}{number}" for number in range(points)]
    data = [{"label": each, "value": 1} for each in labels]
    named = [{"name": f"Team {number}", "data": data} for number in range(series)]
    chart = {"type": "line", "series": named, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": "Visits", "chart": chart}


def video(**more: Any) -> Payload:
    links = {f"{key}_url": "https://example.org/v" for key in ("video", "thumbnail", "title")}
    return {"type": "video", "alt_text": "A film", "title": plain("A film"), **links, **more}


def card(**more: Any) -> Payload:
    return {"type": "card", "body": mrkdwn("Words"), **more}


def container(*blocks: Payload, **more: Any) -> Payload:
    return {"type": "container", "title": plain("Part"), "child_blocks": list(blocks), **more}
