"""Registers as files: what loads, what is refused and with which words, and that a version follows the content."""

from pathlib import Path

import pytest

from bot.frameworks.library import Book, load_library
from tests.council import LIBRARY
from tests.frameworks.samples import lay, spoilt

REGISTER = """\
title: Dates of the beds
short_title: Bed dates
purpose: Add to it after each dig.
kept_by: [visitor]
who_sees: [author, visitor@team]
used_for: Knowing what is late.
kept_for: 6 years
subject: {kind: reference, called: Bed, ask: "Which bed?", random: B}
facts:
  - {id: B1, called: Dug, ask: "When was the {form} dug?", within: 3 years, many: true}
  - id: B2
    called: Poison found
    ask: When was it found?
    authoriser: visitor
    sensitive: true
    who_sees: [author]
  - id: own-fed
    called: Fed
    ask: When was it fed?
    own: true
    outcomes:
      - {name: little, code: 1, label: A little}
      - {name: much, code: 2, label: Much}
"""


def shelve(folder: Path, text: str = REGISTER, name: str = "beds.register.yaml") -> Path:
    path = lay(folder).parent / name
    path.write_text(text)
    return path


def problems(folder: Path, text: str) -> list[str]:
    shelve(folder, text)
    return [str(problem).partition(".yaml:")[2] for problem in load_library(folder).problems]


def book(folder: Path, text: str = REGISTER) -> Book:
    shelve(folder, text)
    library = load_library(folder)
    assert library.is_sound, [str(problem) for problem in library.problems]
    return library.books["beds"]


def test_a_register_is_loaded_beside_the_checklists_in_the_frameworks_own_words(tmp_path: Path) -> None:
    found = book(tmp_path)
    assert found.register.by_id["B1"].ask == "When was the visit sheet dug?"
    assert found.register.by_id["B1"].within == "3 years"
    assert found.register.readers_of(found.register.by_id["B2"]) == ["author"]
    assert found.register.readers_of(found.register.by_id["B1"]) == ["author", "visitor@team"]
    assert list(load_library(tmp_path).forms) == ["visit"]


def test_the_invented_registers_are_in_order() -> None:
    library = LIBRARY
    assert {"tree-dates", "one-to-ones"} <= set(library.books)
    assert library.is_sound


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("kept_by: [visitor]", "kept_by: [visiter]", "4: kept_by: names the unknown post visiter, "),
        ("visitor@team]", "gardener@team]", "5: who_sees: names the unknown post gardener, "),
        ("[author, visitor@team]", "[subject]", "5: who_sees: names the subject, which is no person here, take it out"),
        ("kind: reference", "kind: team", "8: random: is for references only, take it out"),
        ("random: B", "random: b", "8: random: is not of the right form, use one to six capital letters, such as FC"),
        ("3 years", "ages", "10: within: is not of the right form, write a number and days, working days, weeks, "),
        ("id: B2", "id: B1", "9: facts: uses the id b1 for two facts, give each fact its own id"),
        ("called: Fed", "called: dug", "9: facts: uses the called dug for two facts, give each fact its own called"),
        ("id: own-fed", "id: B3", "17: id: is the id of an own fact, write own-B3, or take out own: true"),
        ("    own: true\n", "", "17: id: begins with own- though the fact is not marked so, add own: true"),
        ("authoriser: visitor", "authoriser: boss", "14: authoriser: names the unknown post boss, "),
        (
            "    who_sees: [author]\n",
            "",
            "11: who_sees: is missing from a sensitive fact, name the few who may read it",
        ),
        (
            "who_sees: [author]",
            "who_sees: [line]",
            "16: who_sees: lets nobody who could correct it read it, add author",
        ),
        (
            "    sensitive: true",
            "    sensitive: true\n    words: offered",
            "16: words: is not for a sensitive fact, which holds no words, take it out",
        ),
        (
            "name: much",
            "name: little",
            "21: outcomes: gives the name little to two outcomes, give each outcome its own",
        ),
        ("code: 2", "code: 1", "21: outcomes: gives the code 1 to two outcomes, give each outcome its own code"),
        (
            "      - {name: much, code: 2, label: Much}\n",
            "",
            "21: outcomes: leaves nothing to choose, give at least 2, or take them out",
        ),
        (
            "    own: true",
            "    own: true\n    many: true",
            "22: outcomes: cannot be said in one form for many, take it out, or take out many: true",
        ),
        (
            "3 years, many",
            "3 years, about: plot, many",
            "10: about: cannot be said in one form for many, take it out, ",
        ),
        (
            "who_sees: [author, v",
            "who_see: [author, v",
            "5: who_see: is not a key of this place, write who_sees instead",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = problems(tmp_path, spoilt(old, new, REGISTER))
    assert any(said.startswith(problem) for said in found), found


def test_a_register_and_a_checklist_may_not_share_a_name(tmp_path: Path) -> None:
    shelve(tmp_path, name="visit.register.yaml")
    problem = load_library(tmp_path).problems[-1]
    assert problem.wrong == "has the name of garden/visit.register.yaml"


def test_a_file_gone_bad_leaves_what_was_there_before(tmp_path: Path) -> None:
    book(tmp_path)
    before = load_library(tmp_path)
    shelve(tmp_path, "title: x")
    after = load_library(tmp_path, before)
    assert not after.is_sound
    assert after.books == before.books
    assert load_library(tmp_path).books == {}


def test_a_version_follows_the_content_and_not_the_layout(tmp_path: Path) -> None:
    first = book(tmp_path).version
    assert book(tmp_path, f"# a note\n{REGISTER}").version == first
    assert book(tmp_path, spoilt("called: Fed", "called: Watered", REGISTER)).version != first
