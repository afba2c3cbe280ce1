"""C16: broken and hostile files. Each is refused in a moment, with its place, its key and what to write instead."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.frameworks.library import Library, load_library
from bot.frameworks.problems import MOST_FAULTS, Problem
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, lay, spoilt

ROOT = Path(__file__).parents[2]
SECONDS = 2
MEGABYTES = 200
ITEM = "          - {id: X%d, kind: date, ask: When?}\n"
DEEP = "[" * 2000

MORE = (
    CHECKLIST
    + """\
  - name: more
    title: More
    sections:
      - title: Second
        items: [{id: V4, kind: date, ask: When?, show_if: [{item: V1, is: [yes]}]}]
"""
)

# What it is: the file's whole text or bytes, and the line, the key and a piece of the sentence to expect.
Case = tuple[str | bytes, int, str, str]


def under(anchor: str, line: str) -> str:
    """The checklist with one more key below the first that is named, as deep as that one."""
    before, found, after = CHECKLIST.partition(f"{anchor}\n")
    indent = " " * (len(before) - before.rindex("\n") - 1)
    return f"{before}{found}{indent}{line}\n{after}"


def waiting(*pairs: tuple[str, str]) -> str:
    """Items that each wait for another one."""
    row = "          - {id: %s, kind: yes-no, ask: Well?, show_if: [{item: %s, is: [yes]}]}\n"
    return CHECKLIST + "".join(row % pair for pair in pairs)


# Not text, or not the YAML that we read.
NOT_OURS: dict[str, Case] = {
    "not UTF-8": (CHECKLIST.replace("each", "éach").encode("latin-1"), 3, "file", "save it as UTF-8"),
    "UTF-16": (CHECKLIST.encode("utf-16"), 1, "file", "save it as UTF-8"),
    "UTF-16 without a mark": (CHECKLIST.encode("utf-16-le"), 1, "file", "YAML does not allow"),
    "byte order mark": (CHECKLIST.encode("utf-8-sig"), 1, "file", "byte order mark"),
    "tab": (spoilt("  called:", "\tcalled:"), 7, "file", "use spaces"),
    "NUL": (spoilt("Learning.", "a\0b"), 10, "file", "a character that YAML does not allow"),
    "escape sequence": (spoilt("Learning.", "\x1b[2J"), 10, "file", "a character that YAML does not allow"),
    "NUL as an escape": (spoilt("Learning.", '"a\\0b"'), 10, "used_for", "cannot be shown"),
    "lone surrogate": (spoilt("Learning.", '"\\ud800"'), 10, "file", "backslash in double quotes"),
    "empty": ("", 1, "file", "begin with a line such as title: My form"),
    "only notes": ("# nothing\n\n", 1, "file", "begin with a line such as"),
    "a list": ("- title: Visit check\n", 1, "file", "does not hold keys and values"),
    "a word": ("visit", 1, "file", "does not hold keys and values"),
    "several documents": (f"{CHECKLIST}---\ntitle: Another\n", 31, "file", "take out the line of three hyphens"),
    "alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, "file", "write the text out in full"),
    "recursive alias": ("a: &a [*a]\n", 1, "file", "anchor or alias"),
    "alias": (spoilt("used_for: Learning.", "used_for: *words"), 10, "file", "anchor or alias"),
    "merge key": (spoilt("  kind: reference", "  <<: {kind: reference}"), 6, "<<", "is not a key of this place"),
    "merge key with an alias": (spoilt("  kind: reference", "  <<: *ready"), 6, "file", "anchor or alias"),
    "python object": (spoilt("Learning.", "!!python/object/apply:os.system [ls]"), 10, "file", "uses a tag"),
    "python name": (spoilt("Learning.", "!!python/name:os.system"), 10, "file", "exclamation mark"),
    "custom tag": (spoilt("Learning.", "!include /etc/passwd"), 10, "file", "uses a tag"),
    "plain tag": (spoilt("Learning.", "!!str 5"), 10, "file", "uses a tag"),
    "deep nesting": (f"title: {DEEP}", 1, "file", "use fewer levels"),
    "deep blocks": ("".join(f"{' ' * depth}a:\n" for depth in range(600)), 21, "file", "use fewer levels"),
    "hyphens in a row": (f"title:\n  {'- ' * 3000}x", 2, "file", "use fewer levels"),
    "a hundred thousand items": (CHECKLIST + "".join(ITEM % n for n in range(100_000)), 1, "file", "512 KB"),
    "too many entries": ("also_called: [" + "a," * 200_000 + "]", 1, "file", "too many entries"),
    "open bracket": (spoilt("[visitor]", "[visitor"), 4, "file", "bracket here that is never closed"),
    "open quote": (spoilt("What else?", '"What else?'), 30, "file", "quote here that is never closed"),
    "open quote before another": (spoilt("Learning.", '"Learning'), 13, "file", "close each quote above"),
    "second colon": (spoilt("Was it read?", "Was it: read?"), 26, "file", "quote a text that holds a colon"),
    "mark without quotes": (spoilt("Was it read?", "{form} read?"), 26, "file", "begins with {"),
    "at sign": (spoilt("Was it read?", "@you: read?"), 26, "file", "in double quotes"),
    "indented too far": (spoilt("            good:", "             good:"), 23, "file", "line up the keys"),
}

# Keys and values that the format does not have.
NOT_THE_FORMAT: dict[str, Case] = {
    "key twice": (CHECKLIST + "title: Again\n", 1, "title", "again on line 31"),
    "item's key twice": (under("ask: Was it read?", "ask: Read?"), 26, "ask", "keep one of them"),
    "unknown key": (under("kind: yes-no", "colour: red"), 22, "colour", "take it out, or use one of help"),
    "misspelt key": (spoilt("short_title", "short_titel"), 2, "short_titel", "write short_title instead"),
    "misspelt condition": (spoilt("item: V1", "itme: V1"), 27, "itme", "write item instead"),
    "python's name of a key": (spoilt("is: [yes]", "is_: [yes]"), 27, "is_", "write is instead"),
    "key of another place": (under("kind: yes-no", "title: T"), 22, "title", "take it out"),
    "key that is a list": (under("kind: yes-no", "? [a, b]\n            : c"), 22, "?", "is not a key"),
    "key that steers a terminal": (under("kind: yes-no", '"\\u202ea": b'), 22, "?a", "is not a key"),
    "missing key": (spoilt("used_for: Learning.\n", ""), 1, "used_for", "is missing"),
    "missing kind": (spoilt("            kind: yes-no\n", ""), 20, "kind", "add it, with one of yes-no"),
    "misspelt kind": (spoilt("kind: yes-no", "kind: yesno"), 21, "kind", "write yes-no, or else one of three-point"),
    "kind that is a list": (spoilt("kind: yes-no", "kind: [yes-no]"), 21, "kind", "write"),
    "kind from elsewhere": (spoilt("kind: yes-no", "kind: drawing"), 21, "kind", "write one of"),
    "item that is a word": (CHECKLIST + "          - V4\n", 31, "items", "give it its keys: id, ask, kind"),
    "word for a list": (spoilt("good: [yes]", "good: yes"), 23, "good", "put it in brackets: [yes]"),
    "list for a word": (spoilt("Learning.", "[Learning]"), 10, "used_for", "one text, without brackets"),
    "mark for a word": (spoilt("Learning.", "{form}"), 10, "used_for", "needs double quotes"),
    "nothing for a word": (spoilt("used_for: Learning.", "used_for:"), 10, "used_for", "is empty"),
    "null": (spoilt("Learning.", "null"), 10, "used_for", "leave the key out"),
    "long title": (spoilt("title: Visit check\ns", f"title: {'x' * 121}\ns"), 1, "title", "at most 120 characters"),
    "long prompt": (spoilt("Was it read?", "x" * 301), 26, "ask", "at most 300 characters"),
    "long line": (spoilt("Was it read?", "x" * 400_000), 26, "ask", "at most 300 characters"),
    "bad number": (under("kind: yes-no", "measure: many"), 22, "measure", "write a small whole number"),
    "number too small": (under("kind: yes-no", "measure: 0"), 22, "measure", "at least 1"),
    "number too large": (under("kind: yes-no", "measure: 1000"), 22, "measure", "at most 999"),
    "half a number": (under("kind: yes-no", "measure: 1.5"), 22, "measure", "whole number"),
    "enormous number": (under("kind: yes-no", f"measure: {'9' * 300_000}"), 22, "measure", "whole number"),
    "not a number": (under("kind: yes-no", "measure: .nan"), 22, "measure", "whole number"),
    "neither true nor false": (under("kind: yes-no", "own: perhaps"), 22, "own", "write true or false"),
    "day that does not exist": (spoilt("default: today", "default: 2026-02-30"), 13, "default", "write one of today"),
    "day of our own": (spoilt("default: today", "default: 2026-02-28"), 13, "default", "write one of today"),
    "kept for ever": (spoilt("3 years", "ever"), 11, "kept_for", "a period such as 3 years"),
    "kept for no time": (spoilt("3 years", "0 years"), 11, "kept_for", "a period such as 3 years"),
    "way out of the folder": (spoilt("filled_in_by: [visitor]", "filled_in_by: [../x]"), 4, "filled_in_by", "letters"),
    "way out in a part": (spoilt("name: all", "name: ../all"), 15, "name", "use lower-case letters"),
    "way out in an id": (spoilt("id: V3", "id: ../V3"), 28, "id", "use at most 32 letters"),
    "reader without a reach": (spoilt("visitor@team", "visitor"), 9, "who_sees", "a post with @team"),
    "code as a condition": (under("kind: yes-no", "show_if: \"''.__class__\""), 22, "show_if", "brackets"),
    "note that is no word": (
        under("kind: yes-no", "note: always"),
        22,
        "note",
        "never, offered, or below it the key requ",
    ),
    "note without its list": (under("kind: yes-no", "note: {needed: [no]}"), 22, "required_on", "is missing"),
    "one option": (
        spoilt("kind: narrative", "kind: one-of\n            options: [{name: a, code: 1, label: A}]"),
        30,
        "options",
        "give at least 2",
    ),
    "no items": (re.sub(r"items:\n.*", "items: []\n", CHECKLIST, flags=re.DOTALL), 19, "items", "give at least 1"),
}

# Keys that do not go together.
NOT_TOGETHER: dict[str, Case] = {
    "id twice": (spoilt("id: V3", "id: V1"), 28, "id", "uses the id V1 a second time"),
    "id of the header": (spoilt("id: V3", "id: H1"), 28, "id", "uses the id H1 a second time"),
    "id of the subject": (spoilt("  called: Visit", "  id: V2\n  called: Visit"), 25, "id", "uses the id V2"),
    "id of the part": (spoilt("  - name: all", "  - name: all\n    id: V3"), 29, "id", "uses the id V3"),
    "id of an option": (
        spoilt(
            "kind: narrative",
            "kind: one-of\n            options: [{name: a, code: 1, label: A, id: V1}, {name: b, code: 2, label: B}]",
        ),
        28,
        "id",
        "uses the id V1 a second time",
    ),
    "own id in a form that is not": (spoilt("id: V3", "id: own-3"), 28, "id", "begins with own-"),
    "part twice": (
        CHECKLIST + CHECKLIST.partition("parts:\n")[2].replace("id: V", "id: W").replace("item: V", "item: W"),
        14,
        "parts",
        "two parts named all",
    ),
    "circle of one": (waiting(("V4", "V4")), 31, "item", "waits for V4, which does not come before it"),
    "circle of two": (waiting(("V4", "V5"), ("V5", "V4")), 31, "item", "waits for V5, which does not come before"),
    "circle of three": (waiting(("V4", "V6"), ("V5", "V4"), ("V6", "V5")), 31, "item", "waits for V6, which does not"),
    "waits for no item": (waiting(("V4", "V9")), 31, "item", "points to V9, which is not there"),
    "waits for a story": (waiting(("V4", "V3")), 31, "item", "waits for V3, which offers no choices"),
    "waits for no choice": (spoilt("is: [yes]", "is: [perhaps]"), 27, "is", "write one of no, yes"),
    "long queue": (waiting(*((f"V{n}", f"V{n - 1 if n > 4 else 1}") for n in range(4, 10))), 36, "show_if", "in a row"),
    "good is no choice": (spoilt("good: [yes]", "good: [middle]"), 23, "good", "write one of no, yes"),
    "note on no choice": (
        under("kind: yes-no", "note: {required_on: [na]}"),
        22,
        "required_on",
        "write one of no, yes",
    ),
    "action on no choice": (under("kind: yes-no", "action: {offered_on: [na]}"), 22, "offered_on", "one of no, yes"),
    "note on a story": (under("kind: narrative", "note: {required_on: [no]}"), 30, "required_on", "take it out"),
    "story in the header": (
        spoilt("kind: date", "kind: narrative").replace(", default: today", ""),
        13,
        "kind",
        "start",
    ),
    "header waits for an item": (
        spoilt("default: today", "show_if: [{item: V1, is: [yes]}]"),
        13,
        "item",
        "does not come before it",
    ),
    "covers what is not offered": (
        f"{CHECKLIST}cycle: {{within: 1 year, most: 4, covers: H1}}\n",
        31,
        "covers",
        "any-of",
    ),
    "actions of no person": (
        spoilt(
            "kind: narrative", "kind: actions\n            owner: subject\n            timescale: {id: V4, ask: When?}"
        ),
        30,
        "owner",
        "needs a person as the subject",
    ),
    "part of no person": (
        spoilt("title: All of it", "title: All of it\n    by: subject"),
        17,
        "by",
        "needs a person or a colleague",
    ),
    "part after itself": (spoilt("title: All of it", "title: All of it\n    after: [all]"), 17, "after", "comes first"),
    "part after one below": (MORE.replace("title: All of it", "title: All\n    after: [more]"), 17, "after", "take it"),
    "part after no part": (
        MORE.replace("title: More", "title: More\n    after: [none]"),
        33,
        "after",
        "write one of all",
    ),
    "waits for an open part": (MORE, 35, "item", "name all under after"),
    "reader who is no person": (spoilt("[author, visitor@team]", "[subject]"), 9, "who_sees", "no person here"),
    "own without own-": (under("kind: yes-no", "own: true"), 20, "id", "write own-V1"),
    "own- without own": (spoilt("id: V3", "id: own-V3"), 28, "id", "add own: true"),
    "reader in no post": (spoilt("visitor@team", "doctor@team"), 9, "who_sees", "unknown post doctor"),
    "filled in by no post": (spoilt("filled_in_by: [visitor]", "filled_in_by: [doctor]"), 4, "filled_in_by", "visitor"),
    "supervisor with a reach": (spoilt("visitor@team", "supervisor@team"), 9, "who_sees", "write supervisor"),
    "unknown term": (spoilt("{form}", "{from}"), 22, "ask", "write {form} instead, or add it under terms"),
    "code twice": (
        spoilt(
            "kind: narrative",
            "kind: one-of\n            options: [{name: a, code: 1, label: A}, {name: b, code: 1, label: B}]",
        ),
        30,
        "options",
        "gives the code 1 to two options",
    ),
}
CHECKLISTS = NOT_OURS | NOT_THE_FORMAT | NOT_TOGETHER

FRAMEWORKS: dict[str, Case] = {
    "no concern": (re.sub(r"concern:\n(  .*\n)+", "", FRAMEWORK), 1, "concern", "is missing"),
    "no number": (spoilt("  number: 01632 960 100\n", "", FRAMEWORK), 5, "number", "is missing"),
    "number with words": (spoilt("01632 960 100", "ring us", FRAMEWORK), 8, "number", "only digits and spaces"),
    "mark in the concern": (spoilt("on {number}", "on {phone}", FRAMEWORK), 6, "say", "use only {team}, {number}"),
    "term in the purpose": (spoilt("how visits go", "the {form}", FRAMEWORK), 2, "purpose", "write the words out"),
    "term in a term": (spoilt("visit sheet", '"{form} sheet"', FRAMEWORK), 10, "form", "write the words out"),
    "label of nothing": (spoilt("middle:", "left:", FRAMEWORK), 12, "left", "write one of middle"),
    "post with a way out": (spoilt("name: visitor", "name: ../visitor", FRAMEWORK), 4, "name", "lower-case letters"),
    "post twice": (
        spoilt("title: Visitor}\n", "title: Visitor}\n  - {name: visitor, title: V}\n", FRAMEWORK),
        3,
        "posts",
        "declares visitor twice",
    ),
    "built-in post": (spoilt("name: visitor", "name: qa-lead", FRAMEWORK), 4, "name", "take it out"),
    "capital term": (spoilt("  form:", "  Form:", FRAMEWORK), 10, "Form", "use lower-case letters"),
    "terms as a list": (spoilt("  form: visit sheet", "  - form", FRAMEWORK), 9, "terms", "one to a line"),
}  # fmt: skip


def wrong_in(library: Library) -> list[Problem]:
    return [problem for problem in library.problems if not problem.is_advice]


def is_answer(problem: Problem, path: Path, case: Case) -> bool:
    _, line, key, piece = case
    return (problem.file, problem.line, problem.key) == (str(path), line, key) and piece in str(problem)


def assert_refused(folder: Path, path: Path, case: Case) -> None:
    begun = time.thread_time()
    library = load_library(folder)
    assert time.thread_time() - begun < SECONDS
    problems = wrong_in(library)
    assert any(is_answer(problem, path, case) for problem in problems), [str(problem) for problem in problems]
    assert all(str(problem).isprintable() for problem in problems)
    assert path.stem not in library.forms


@pytest.mark.parametrize("name", CHECKLISTS)
def test_c16_a_broken_checklist_is_refused(tmp_path: Path, name: str) -> None:
    path = lay(tmp_path, CHECKLISTS[name][0])
    assert_refused(tmp_path, path, CHECKLISTS[name])


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_c16_a_broken_framework_is_refused(tmp_path: Path, name: str) -> None:
    path = lay(tmp_path, framework=FRAMEWORKS[name][0]).with_name("framework.yaml")
    assert_refused(tmp_path, path, FRAMEWORKS[name])
    assert load_library(tmp_path).forms == {}


def test_c16_the_sample_itself_is_in_order(tmp_path: Path) -> None:
    lay(tmp_path)
    library = load_library(tmp_path)
    assert wrong_in(library) == []
    assert set(library.forms) == {"visit"}


def huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 1_000_000_000)


def link_away(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a gigabyte": (huge, "is larger than 512 KB"),
    "a link out of the folder": (link_away, "is not a plain file"),
    "a link to nothing": (link_to_nothing, "is not a plain file"),
    "a pipe": (os.mkfifo, "is not a plain file"),
    "a folder": (Path.mkdir, "is not a plain file"),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("file", ["visit.yaml", "framework.yaml"])
def test_c16_a_file_that_is_none_is_refused(tmp_path: Path, name: str, file: str) -> None:
    path = lay(tmp_path).with_name(file)
    path.unlink()
    make, sentence = PLACES[name]
    make(path)
    assert_refused(tmp_path, path, ("", 1, "file", sentence))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("other.yml", "ends in .yml, let its name end in .yaml"),
        ("other.YAML", "ends in .YAML, let its name end in .yaml"),
        ("Other form.yaml", "has a name that cannot be used, use lower-case letters"),
        ("..yaml.yaml", None),
        (".#visit.yaml", None),
        ("notes.txt", None),
        ("new\nline.yaml", "has a name that cannot be used"),
    ],
)
def test_c16_a_file_name_is_an_id(tmp_path: Path, name: str, sentence: str | None) -> None:
    lay(tmp_path).with_name(name).write_text(CHECKLIST)
    library = load_library(tmp_path)
    assert set(library.forms) == {"visit"}
    said = [str(problem) for problem in wrong_in(library)]
    assert len(said) == (sentence is not None)
    assert all(sentence and sentence in line and line.isprintable() for line in said)


@pytest.mark.parametrize("name", ["Garden", "my garden", "garden\x1b[2J"])
def test_c16_a_folder_name_is_an_id(tmp_path: Path, name: str) -> None:
    lay(tmp_path)
    (tmp_path / "garden").rename(tmp_path / name)
    library = load_library(tmp_path)
    assert library.forms == {}
    assert ["folder: has a name that cannot be used" in str(problem) for problem in library.problems] == [True]


def test_c16_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "elsewhere")
    (tmp_path / "here").mkdir()
    (tmp_path / "here/garden").symlink_to(tmp_path / "elsewhere/garden")
    library = load_library(tmp_path / "here")
    assert library.frameworks == {}
    assert "is a link, put the folder itself here" in str(library.problems[0])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_c16_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = lay(tmp_path)
    path.chmod(0)
    assert_refused(tmp_path, path, ("", 1, "file", "cannot be opened"))


def test_c16_an_empty_or_missing_folder_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert [problem.wrong for problem in load_library(folder).problems] == ["holds no framework"]


def test_c16_a_folder_without_framework_yaml_is_said(tmp_path: Path) -> None:
    lay(tmp_path)
    lay(tmp_path / "more").rename(tmp_path / "more/other.yaml")
    (tmp_path / "more/garden/framework.yaml").unlink()
    (tmp_path / "empty").mkdir()
    said = [str(problem) for problem in wrong_in(load_library(tmp_path))]
    assert said == [f"{tmp_path / place}:1: folder: has no framework.yaml, add one" for place in ("empty", "more")]


@pytest.mark.parametrize("place", ["visit.yaml", "visit.yml", "garden/more/visit.yaml"])
def test_c16_a_file_that_stands_beside_the_folders_or_too_deep_is_said(tmp_path: Path, place: str) -> None:
    lay(tmp_path)
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(CHECKLIST)
    (tmp_path / "demo.yaml").write_text("title: Ours\n")
    problems = [problem for problem in load_library(tmp_path).problems if not problem.is_advice]
    assert [(problem.file, problem.wrong) for problem in problems] == [
        (str(path), "is in no framework's folder, so nobody reads it")
    ]


def test_c16_the_folder_of_one_framework_is_told_from_the_folder_of_all(tmp_path: Path) -> None:
    (problem,) = load_library(lay(tmp_path).parent).problems
    assert str(problem).endswith("holds no framework, name the folder above it: garden is one framework")


def test_c16_two_checklists_with_one_name(tmp_path: Path) -> None:
    lay(tmp_path)
    (tmp_path / "garden").rename(tmp_path / "park")
    lay(tmp_path)
    library = load_library(tmp_path)
    assert [str(problem) for problem in wrong_in(library)] == [
        f"{tmp_path}/park/visit.yaml:1: file: has the name of garden/visit.yaml, give each its own name"
    ]
    assert library.forms["visit"].framework == "garden"


def test_c16_every_problem_of_every_file_is_said_at_once(tmp_path: Path) -> None:
    path = lay(tmp_path, spoilt("kind: yes-no", "kind: yesno").replace("3 years", "ever").replace("{form}", "{x}"))
    path.with_name("other.yaml").write_text("title: [")
    path.with_name("third.yaml").write_text(CHECKLIST)
    (tmp_path / "park").mkdir()
    (tmp_path / "park/framework.yaml").write_text(FRAMEWORK.replace("concern", "worry"))
    (tmp_path / "park/fourth.yaml").write_text(CHECKLIST.replace("3 years", "ever"))
    library = load_library(tmp_path)
    found = {(Path(problem.file).stem, problem.key) for problem in wrong_in(library)}
    assert found == {
        ("visit", "kind"),
        ("visit", "kept_for"),
        ("visit", "ask"),
        ("other", "file"),
        ("framework", "concern"),
        ("framework", "worry"),
        ("fourth", "kept_for"),
    }
    assert set(library.forms) == {"third"}


def test_c16_a_file_full_of_mistakes_says_the_first_and_that_there_are_more(tmp_path: Path) -> None:
    lay(tmp_path, CHECKLIST + "".join(f"colour{n}: red\n" for n in range(9_000)))
    begun = time.thread_time()
    problems = wrong_in(load_library(tmp_path))
    assert time.thread_time() - begun < SECONDS
    assert len(problems) == MOST_FAULTS + 1
    assert "has more problems than are named here, mend those first" in str(problems[-1])


@pytest.mark.parametrize("bad", ["visit.yaml", "framework.yaml"])
def test_c16_on_reload_the_good_version_stays(tmp_path: Path, bad: str) -> None:
    path = lay(tmp_path).with_name(bad)
    before = load_library(tmp_path)
    path.write_text("title: [")
    after = load_library(tmp_path, before)
    assert not after.is_sound
    assert after.forms["visit"].version == before.forms["visit"].version
    assert after.frameworks["garden"] == before.frameworks["garden"]
    assert load_library(tmp_path).forms == {}
    lay(tmp_path)
    mended = load_library(tmp_path, after)
    assert mended.is_sound
    assert mended.forms == before.forms


def test_c16_on_reload_what_was_taken_away_is_gone_and_a_changed_file_counts(tmp_path: Path) -> None:
    path = lay(tmp_path)
    before = load_library(tmp_path)
    path.write_text(CHECKLIST.replace("Was it read?", "Was it read out?"))
    assert load_library(tmp_path, before).forms["visit"].version != before.forms["visit"].version
    path.unlink()
    assert load_library(tmp_path, before).forms == {}


def test_c16_on_reload_a_form_is_not_kept_for_another_folder(tmp_path: Path) -> None:
    lay(tmp_path)
    before = load_library(tmp_path)
    (tmp_path / "garden").rename(tmp_path / "park")
    (tmp_path / "park/visit.yaml").write_text("title: [")
    assert load_library(tmp_path, before).forms == {}


PEAK = """
import json, sys, time
from pathlib import Path
from bot.frameworks.library import load_library
slowest = 0.0
for folder in sorted(Path(sys.argv[1]).iterdir()):
    begun = time.thread_time()
    assert load_library(folder).problems
    slowest = max(slowest, time.thread_time() - begun)
status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
print(json.dumps([slowest, int(status["VmHWM"].split()[0]) / 1024]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
def test_c16_all_of_them_stay_small_in_memory(tmp_path: Path) -> None:
    for number, (content, *_) in enumerate(CHECKLISTS.values()):
        lay(tmp_path / f"checklist-{number}", content)
    for number, (content, *_) in enumerate(FRAMEWORKS.values()):
        lay(tmp_path / f"framework-{number}", framework=content)
    lay(tmp_path / "huge").unlink()
    huge(tmp_path / "huge/garden/visit.yaml")
    command = [sys.executable, "-c", PEAK, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    seconds, megabytes = json.loads(done.stdout)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


# Files as large as they may be, made to cost as much as they can.
COSTLY: dict[str, str] = {
    "items": CHECKLIST + "".join(ITEM % n for n in range(2_400)),
    "conditions": waiting(*((f"V{n}", f"V{n - 1}") for n in range(4, 1_000))),
    "self-conditions": waiting(*((f"V{n}", f"V{n}") for n in range(4, 1_000))),
    "marks": spoilt("Was it read?", "{a" * 200_000 + "}"),
    "long mark": spoilt("Was it read?", '"{' + "a" * 400_000 + '}"'),
    "unknown marks": spoilt("Was it read?", '"' + "{a}" * 150_000 + '"'),
    "long key": CHECKLIST + f"? {'k' * 400_000}\n: x\n",
    "bad kinds": CHECKLIST + "".join(ITEM.replace("date", "dat") % n for n in range(2_400)),
    "words as items": CHECKLIST + "          - x\n" * 19_000,
    "unknown posts": spoilt("filled_in_by: [visitor]", f"filled_in_by: [{'a, ' * 19_000}a]"),
    "choices": spoilt("good: [yes]", f"good: [{'maybe, ' * 19_000}no]"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_c16_the_costliest_files_are_refused_in_time(tmp_path: Path, name: str) -> None:
    path = lay(tmp_path, COSTLY[name])
    begun = time.thread_time()
    library = load_library(tmp_path)
    assert time.thread_time() - begun < SECONDS
    problems = [problem for problem in wrong_in(library) if problem.file == str(path)]
    assert 0 < len(problems) <= 2 * MOST_FAULTS + 2
    assert max(len(str(problem)) for problem in problems) < 1_000 + len(str(path))


PIECES = [
    *"{}[]:-#&*!|>'\"%@`?, \n\t\x00\x85\u2028",
    "---\n",
    "? ",
    "<<: ",
    "|\n",
    "\\",
    "\ufeff",
    "\U0001f600",
    "null",
    "  ",
]


@given(
    damage=st.lists(st.tuples(st.integers(0, len(CHECKLIST)), st.integers(0, 40), st.sampled_from(PIECES)), max_size=4)
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_c16_no_damage_makes_it_crash(tmp_path: Path, damage: list[tuple[int, int, str]]) -> None:
    text = CHECKLIST
    for at, length, piece in damage:
        text = text[:at] + piece + text[at + length :]
    lay(tmp_path, text)
    library = load_library(tmp_path)
    assert (wrong_in(library) == []) is ("visit" in library.forms)
    assert all(str(problem).isprintable() and "does not fit (" not in str(problem) for problem in wrong_in(library))
