"""The schemas for editors: as current as the model, valid themselves, and true of every file that we ship."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.frameworks.schema import SCHEMAS, schema_text, write_schemas
from tests.frameworks.samples import CHECKLIST, FRAMEWORK

ROOT = Path(__file__).parents[2]
SHIPPED = sorted([*ROOT.glob("checklists/*/*.yaml"), *ROOT.glob("tests/data/checklists/*/*.yaml")])


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2 as far as our files need it: only true, false and whole numbers are anything but text."""


AsEditorsRead.yaml_implicit_resolvers = {}
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))


def as_editors_read(text: str) -> Any:
    return yaml.load(text, Loader=AsEditorsRead)  # noqa: S506 (a safe loader that types less)


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "checklists" / name).read_text()))


def schema_named_in(path: Path) -> str:
    if path.name.endswith(".register.yaml"):
        return "register.schema.json"
    named = {f"{name}.yaml": f"{name}.schema.json" for name in ("framework", "demo", "schedule", "reports")}
    return named.get(path.name, "checklist.schema.json")


def test_the_people_file_follows_its_own() -> None:
    people = ROOT / "checklists/demo.yaml"
    assert people.read_text().startswith("# yaml-language-server: $schema=council.schema.json\n")
    problems = validator("council.schema.json").iter_errors(as_editors_read(people.read_text()))
    assert [problem.message for problem in problems] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_written_schema_is_current(name: str) -> None:
    written = (ROOT / "checklists" / name).read_text()
    assert written == schema_text(SCHEMAS[name]), "run: python -m bot check --schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_valid(name: str) -> None:
    schema = validator(name).schema
    Draft202012Validator.check_schema(schema)
    assert isinstance(schema, dict)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_every_shipped_file_follows_it(path: Path) -> None:
    problems = validator(schema_named_in(path)).iter_errors(as_editors_read(path.read_text()))
    assert [problem.message for problem in problems] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("checklists/*/*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_file_names_its_schema(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    named = first.partition("$schema=")[2]
    assert (path.parent / named).resolve() == ROOT / "checklists" / schema_named_in(path)


def test_a_yes_stays_a_word() -> None:
    assert as_editors_read("good: [yes]\nown: true\nmeasure: 2\nid: 5.3") == {
        "good": ["yes"],
        "own": True,
        "measure": 2,
        "id": "5.3",
    }


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("framework.schema.json", FRAMEWORK, "terms:", "term:"),
        ("framework.schema.json", FRAMEWORK, "concern:", "worry:"),
        ("framework.schema.json", FRAMEWORK, "  middle:", "  left:"),
        ("checklist.schema.json", CHECKLIST, "short_title:", "short:"),
        ("checklist.schema.json", CHECKLIST, "kind: yes-no", "kind: yesno"),
        ("checklist.schema.json", CHECKLIST, "is: [yes]", "is_: [yes]"),
        ("checklist.schema.json", CHECKLIST, "good: [yes]", "help: "),
        ("checklist.schema.json", CHECKLIST, "3 years", "for ever"),
    ],
)
def test_a_mistake_is_marked_while_typing(name: str, text: str, old: str, new: str) -> None:
    assert validator(name).is_valid(as_editors_read(text))
    assert old in text
    assert not validator(name).is_valid(as_editors_read(text.replace(old, new)))


def test_keys_are_explained_and_never_null() -> None:
    text = schema_text(SCHEMAS["checklist.schema.json"])
    item = json.loads(text)["$defs"]["YesNo"]["properties"]
    assert "trends" in item["measure"]["description"]
    assert '"null"' not in text


def test_the_schemas_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    assert [path.name for path in write_schemas(tmp_path)] == list(SCHEMAS)
    assert all(json.loads(path.read_text()) for path in tmp_path.iterdir())
