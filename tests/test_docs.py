"""What the docs say and the program does: every setting, command and key of the format is documented, and no other."""

import json
import re
from pathlib import Path
from typing import get_args

import yaml
from typer.main import get_command

from bot.blocks.told import COMMANDS
from bot.cli.doctor import REASONS
from bot.cli.main import app
from bot.frameworks.kinds import AnyItem
from bot.frameworks.report_sections import AnySection
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
AUTHOR = (ROOT / "docs/framework-author.md").read_text()
OPERATOR = (ROOT / "docs/operator.md").read_text()


def test_every_setting_is_documented() -> None:
    names = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert set(re.findall(r"^\| `([A-Z_]+)`", OPERATOR, re.MULTILINE)) == names


def test_every_command_and_option_is_documented() -> None:
    command = get_command(app)
    names = set(getattr(command, "commands", {}))
    assert names == set(re.findall(r"^\| `python -m bot (\w+)", OPERATOR, re.MULTILINE))
    options = {option for line in OPERATOR.splitlines() for option in re.findall(r"`(--[a-z-]+)", line)}
    assert options == _options(command) - {"--help"}


def _options(command: object) -> set[str]:
    own = {name for parameter in getattr(command, "params", []) for name in parameter.opts if name.startswith("--")}
    return own.union(*(_options(inner) for inner in getattr(command, "commands", {}).values()))


def test_every_scope_of_the_manifest_has_its_reason() -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yaml").read_text())
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    assert scopes == set(re.findall(r"^\| `([a-z:.]+)` \|", OPERATOR, re.MULTILINE)) == set(REASONS)


def test_every_word_of_the_command_is_in_the_manifest_and_in_the_practitioners_page() -> None:
    hint = yaml.safe_load((ROOT / "manifest.yaml").read_text())["features"]["slash_commands"][0]["usage_hint"]
    assert set(hint.split(" | ")) == set(COMMANDS)
    page = (ROOT / "docs/practitioner.md").read_text()
    assert {word for word in COMMANDS if word != "help" and f"`/qa {word}`" not in page} == set()


def test_every_key_and_kind_of_the_format_is_documented() -> None:
    names = ("framework", "checklist", "register", "schedule", "reports")
    schemas = [json.loads((ROOT / f"checklists/{name}.schema.json").read_text()) for name in names]
    keys = {key for schema in schemas for key in _keys(schema)}
    missing = {key for key in keys if f"`{key}`" not in AUTHOR}
    assert missing == set()
    every = (*get_args(get_args(AnyItem)[0]), *get_args(get_args(AnySection)[0]))
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in every}
    assert {kind for kind in kinds if f"`{kind}`" not in AUTHOR} == set()


def _keys(schema: dict[str, object]) -> set[str]:
    shapes = [schema, *dict(schema.get("$defs", {})).values()]  # type: ignore[call-overload]
    return {key for shape in shapes for key in shape.get("properties", {})}


def test_the_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text())
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_picture_is_shown_with_words_for_those_who_cannot_see_it() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    shown = [(page, *found) for page in pages for found in re.findall(r"!\[(.*?)\]\(([^)]+)\)", page.read_text())]
    assert [where for page, _, where in shown if not (page.parent / where).exists()] == []
    assert [where for _, words, where in shown if len(words.split()) < 4] == []
    drawn = {picture.name for picture in (ROOT / "docs" / "pictures").iterdir()}
    assert drawn == {Path(where).name for _, _, where in shown}
