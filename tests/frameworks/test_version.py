"""A version follows what a form says, not how its file is laid out, and holds all that people read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.frameworks.library import load_library
from bot.frameworks.version import digest_of, revive
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, form_of, spoilt

ROOT = Path(__file__).parents[2]
FORMS = [
    *load_library(ROOT / "checklists").forms.values(),
    *load_library(ROOT / "tests/data/checklists").forms.values(),
]
WORDS = [word for word in re.findall(r"(?<=: )[A-Z][\w ]+(?=[.?\n])", CHECKLIST) if not re.fullmatch(r"[VH]\d", word)]


def turned_round(tree: Any) -> Any:
    """The tree with the keys of every mapping in the opposite order."""
    if isinstance(tree, list):
        return [turned_round(child) for child in tree]
    return {key: turned_round(tree[key]) for key in reversed(tree)} if isinstance(tree, dict) else tree


def test_order_comments_and_layout_change_nothing(tmp_path: Path) -> None:
    before = form_of(tmp_path).version
    tree = yaml.load(CHECKLIST, Loader=yaml.BaseLoader)  # noqa: S506 (makes texts only)
    for text in (
        yaml.safe_dump(turned_round(tree), sort_keys=False, width=30),
        json.dumps(tree, indent=7),
        "# a note\n---\n" + CHECKLIST.replace("\n", "  # a note\n").replace("V1\n", "V1\n\n") + "\n\n",
        CHECKLIST.replace("\n", "\r\n"),
        spoilt("Use it after each visit.", ">-\n  Use it\n  after each visit.\n"),
    ):
        assert form_of(tmp_path, text).version == before


@pytest.mark.parametrize(
    "line",
    ["measure: 1", "own: false", "note: offered", "show_if: []", "optional: no", "not_applicable: False"],
)
def test_a_default_written_out_changes_nothing(tmp_path: Path, line: str) -> None:
    before = form_of(tmp_path).version
    assert form_of(tmp_path, spoilt("- id: V1\n", f"- id: V1\n            {line}\n")).version == before


@pytest.mark.parametrize("words", WORDS)
def test_any_word_changes_it(tmp_path: Path, words: str) -> None:
    before = form_of(tmp_path).version
    assert form_of(tmp_path, re.sub(rf": {words}\b", f": {words} too", CHECKLIST)).version != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("good: [yes]", "good: [no]"),
        ("is: [yes]", "is: [no]"),
        ("[author, visitor@team]", "[author]"),
        ("[author, visitor@team]", "[visitor@team, author]"),
        ("3 years", "4 years"),
        ("kind: three-point", "kind: yes-no"),
        ("id: V3", "id: V4"),
        ("ask: Was it read?", "ask: Was it read?\n            measure: 2"),
        ("ask: What else?", "ask: What else?\n            note: never"),
        (", default: today", ""),
    ],
)
def test_any_other_change_changes_it(tmp_path: Path, old: str, new: str) -> None:
    before = form_of(tmp_path).version
    assert form_of(tmp_path, spoilt(old, new)).version != before


def test_a_new_word_for_a_term_is_a_new_version(tmp_path: Path) -> None:
    before = form_of(tmp_path)
    after = form_of(tmp_path, framework=spoilt("form: visit sheet", "form: visit record", FRAMEWORK))
    assert before.version != after.version
    assert "visit sheet" in before.body
    assert "visit record" in after.body


def test_a_new_label_is_a_new_version_unless_the_item_has_its_own(tmp_path: Path) -> None:
    renamed = spoilt("middle: Halfway", "middle: On the way", FRAMEWORK)
    own = spoilt("kind: three-point", "kind: three-point\n            middle: Nearly")
    assert form_of(tmp_path).version != form_of(tmp_path, framework=renamed).version
    assert form_of(tmp_path, own).version == form_of(tmp_path, own, renamed).version


def test_other_words_of_the_framework_change_no_version(tmp_path: Path) -> None:
    other = FRAMEWORK.replace("Shows how visits go.", "Says how visits went.").replace("960 100", "960 101")
    assert form_of(tmp_path).version == form_of(tmp_path, framework=f"{other}help: []\n").version


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_stored_version_revives_to_the_same_form(form: Any) -> None:
    assert revive(form.body) == form.checklist
    assert form.version == digest_of(form.framework, form.name, form.body)


# No marks: a name in braces has to be declared.
TEXT = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="{}"), min_size=1, max_size=60)


@given(ask=TEXT, said=TEXT)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_survives_being_stored(tmp_path: Path, ask: str, said: str) -> None:
    quoted = json.dumps(ask, ensure_ascii=False)
    form = form_of(
        tmp_path, spoilt("What else?", quoted), spoilt("visit sheet", json.dumps(said, ensure_ascii=False), FRAMEWORK)
    )
    kept = revive(form.body)
    assert kept == form.checklist
    assert kept.by_id["V3"].ask == ask
    assert kept.by_id["V1"].ask == f"Was the {said} filled in?"
