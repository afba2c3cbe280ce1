"""The shipped files hold what the catalogue of their sources lists: every form, every id, and nothing invented."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.flows.guard import identifying_reference
from bot.frameworks.library import OTHER_FILES
from bot.frameworks.source import read_source

ROOT = Path(__file__).parents[2]
FRAMEWORKS = ("bolton-caf", "coventry-adults", "knowsley-case-audit", "knowsley-fostering")
# Rows of the sources' plans: they say who does a form when, and are no forms.
PLANS = {"bolton-caf", "coventry-adults"}
# Left out on purpose, with the catalogue's reason.
LEFT_OUT = {
    "adults-complaints-annual-report": "context only: the council's statutory report on complaints, made elsewhere",
}


def catalogue() -> dict[str, set[str]]:
    """Every id that the sources ask for, by form."""
    ids = defaultdict(set)
    with (ROOT / "tests/data/ids.tsv").open() as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            ids[row["tool"]].add(row["id"])
    return dict(ids)


CATALOGUE = catalogue()
PATHS = {
    path.name.split(".")[0]: path
    for framework in FRAMEWORKS
    for path in sorted((ROOT / "checklists" / framework).glob("*.yaml"))
    if path.name not in OTHER_FILES
}
SHIPPED = {name: read_source(path)[0] for name, path in PATHS.items()}
OF_THE_SOURCES = sorted(name for name in SHIPPED if name in CATALOGUE)


def ids_in(tree: Any) -> Iterator[str]:
    """Every id that a file gives to anything: an item, an option, a part, a fact, the subject, a timescale."""
    if isinstance(tree, list):
        for child in tree:
            yield from ids_in(child)
    elif isinstance(tree, dict):
        if "id" in tree:
            yield tree["id"]
        for child in tree.values():
            yield from ids_in(child)


def test_every_form_of_the_catalogue_is_shipped() -> None:
    assert set(CATALOGUE) - PLANS - set(LEFT_OUT) - set(SHIPPED) == set()


def test_no_form_is_there_that_the_catalogue_does_not_list() -> None:
    assert {name for name in set(SHIPPED) - set(CATALOGUE) if SHIPPED[name].get("own") != "true"} == set()


def test_what_is_left_out_is_not_there() -> None:
    assert set(LEFT_OUT) & set(SHIPPED) == set()


@pytest.mark.parametrize("name", OF_THE_SOURCES)
def test_ids_equal_the_catalogue(name: str) -> None:
    found = [taken for taken in ids_in(SHIPPED[name]) if not taken.startswith("own-")]
    assert set(found) == CATALOGUE[name]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_each_id_stands_once(name: str) -> None:
    twice = [taken for taken, count in Counter(ids_in(SHIPPED[name])).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("name", sorted(name for name in SHIPPED if SHIPPED[name].get("own") == "true"))
def test_a_form_of_our_own_says_so_and_takes_no_id_that_a_source_could_have(name: str) -> None:
    assert "not supplied" in SHIPPED[name]["source"]
    assert {taken for taken in ids_in(SHIPPED[name]) if not taken.startswith("own-")} <= CATALOGUE.get(name, set())


def test_the_catalogue_is_whole() -> None:
    assert (len(set(CATALOGUE) - PLANS), sum(map(len, CATALOGUE.values()))) == (58, 415)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_an_example_of_a_reference_would_be_taken(name: str) -> None:
    example = SHIPPED[name].get("subject", {}).get("example", "")
    assert identifying_reference(example) == ()
