"""A paper as one text, to be kept for good, and back again. The cover is not kept: it says who has this copy. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain import papers
from bot.domain.papers import Paper, Section

_KINDS: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (papers.Words, papers.Lines, papers.Table, papers.Bars, papers.Shares, papers.Run, papers.Asked)
}


def as_text(paper: Paper) -> str:
    """The same text for the same paper."""
    sections = [{"title": there.title, "blocks": list(map(_tagged, there.blocks))} for there in paper.sections]
    body = {
        "title": paper.title,
        "about": paper.about,
        "confidential": paper.confidential,
        "made_at": paper.made_at.isoformat() if paper.made_at else None,
        "sections": sections,
        "data": [asdict(table) for table in paper.data],
    }
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _tagged(block: papers.Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **asdict(block)}


def from_text(text: str) -> Paper:
    body = json.loads(text)
    return Paper(
        title=body["title"],
        about=body["about"],
        confidential=body["confidential"],
        made_at=datetime.fromisoformat(body["made_at"]) if body["made_at"] else None,
        sections=tuple(Section(there["title"], tuple(map(_block, there["blocks"]))) for there in body["sections"]),
        data=tuple(papers.Table(**_frozen(table)) for table in body["data"]),
    )


def _block(tagged: Mapping[str, Any]) -> papers.Block:
    given = {name: value for name, value in tagged.items() if name != "kind"}
    if tagged["kind"] == papers.Facts.__name__:
        return papers.Facts(tuple(papers.Fact(**fact) for fact in given["facts"]))
    block: papers.Block = _KINDS[tagged["kind"]](**_frozen(given))
    return block


def _frozen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) for name, value in given.items()}


def _tuples(value: Any) -> Any:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return tuple(_tuples(each) for each in value) if is_list else value
