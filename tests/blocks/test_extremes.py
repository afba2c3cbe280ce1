"""The largest form that the format allows, in letters that Slack counts twice, still fits everywhere."""

import copy
from pathlib import Path

import pytest
import yaml

from bot.blocks.parts import clipped, escaped, standalone, units
from bot.cli.drawn import faults_in_slack
from bot.frameworks.library import load_library

FRAMEWORK = Path(__file__).parents[1] / "data/checklists/maple/framework.yaml"
WIDE = "𝔸"
AMPERSAND = "&"


def item(number: int, sign: str) -> dict[str, object]:
    many = range(20 if number % 40 < 3 else 2)
    options = [{"name": f"n{code}", "code": code, "label": f"{code} {sign * 57}"} for code in many]
    return {
        "id": f"{'x' * 28}{number:03}",
        "kind": "one-of",
        "ask": sign * 300,
        "help": sign * 1000,
        "options": options,
        "not_applicable": True,
    }


def largest(sign: str) -> dict[str, object]:
    narrative = {"id": "N1", "kind": "narrative", "ask": sign * 300, "help": sign * 1000}
    sections = [
        {"title": f"{n} {sign * 117}", "items": [item(n * 40 + m, sign) for m in range(30)]} for n in range(2)
    ] + [{"title": sign * 120, "items": [narrative]}]
    return {
        "title": sign * 120,
        "short_title": sign * 24,
        "purpose": sign * 1000,
        "filled_in_by": ["worker"],
        "subject": {"kind": "person", "called": sign * 60, "ask": sign * 300},
        "who_sees": ["author", "subject", "supervisor", "line"],
        "used_for": sign * 1000,
        "kept_for": "3 years",
        "header": [{**item(999, sign), "not_applicable": False}],
        "parts": [{"name": "all", "title": sign * 120, "sections": sections}],
    }


@pytest.mark.parametrize("sign", [WIDE, AMPERSAND])
def test_the_largest_form_is_never_refused_by_slack(tmp_path: Path, sign: str) -> None:
    folder = tmp_path / "maple"
    folder.mkdir()
    (folder / "framework.yaml").write_text(FRAMEWORK.read_text())
    (folder / "huge.yaml").write_text(yaml.safe_dump(copy.deepcopy(largest(sign)), allow_unicode=True))
    library = load_library(tmp_path)
    assert [str(problem) for problem in library.problems if not problem.is_advice] == []
    assert list(faults_in_slack(library.forms["huge"])) == []


def test_shortening_counts_as_slack_does_and_says_that_it_shortened() -> None:
    assert clipped("short", 10) == "short"
    assert clipped("several words here", 12) == "several…"
    assert units(clipped(WIDE * 50, 24)) <= 24
    assert clipped(WIDE * 50, 24).endswith("…")


def test_the_words_that_stand_alone_fit_whatever_escaping_adds() -> None:
    said = standalone(AMPERSAND * 3900, "and more")
    assert units(said) <= 4000
    assert not said.rstrip("…").endswith(("&", "&a", "&am", "&amp"))
    assert escaped("<!channel> & co") == "&lt;!channel&gt; &amp; co"
