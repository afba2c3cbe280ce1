"""The worked example of docs/first-framework.md does what the page says, file by file, mistake included."""

import re
from pathlib import Path

import pytest
from typer.testing import Result

from bot.cli.conversation import conversation
from bot.frameworks.library import load_library
from tests.cli.test_check import checked
from tests.frameworks.test_schema import as_editors_read, validator

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/first-framework.md").read_text()
FOLDER = Path("my-checklists")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each file that the page shows, written where its first line says."""
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
        path = Path(block.splitlines()[0].removeprefix("# "))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block)
    return FOLDER / "home-visits/home-visit-check.yaml"


def test_it_is_fine_as_it_stands(written: Path) -> None:
    said = checked(FOLDER)
    assert (said.exit_code, said.output) == (0, "1 checklist in 1 framework is fine.\n")
    assert written.exists()


@pytest.mark.parametrize(("name", "schema"), [("framework", "framework"), ("home-visit-check", "checklist")])
def test_it_follows_the_schema_that_editors_use(written: Path, name: str, schema: str) -> None:
    text = written.with_name(f"{name}.yaml").read_text()
    found = validator(f"{schema}.schema.json").iter_errors(as_editors_read(text))
    assert [problem.message for problem in found] == []


def test_the_mistake_is_answered_as_the_page_says(written: Path) -> None:
    text = written.read_text()
    assert "good: [yes]" in text
    written.write_text(text.replace("good: [yes]", "good: [yse]"))
    said: Result = checked(FOLDER)
    shown = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)[0]
    assert said.output == shown


def test_the_conversation_holds_every_question(written: Path) -> None:
    form = load_library(FOLDER).forms[written.stem]
    said = conversation(form.checklist)
    assert all(item.ask in said for item in form.checklist.items)


def test_the_pages_lead_to_each_other() -> None:
    assert "](first-framework.md)" in (ROOT / "docs/framework-author.md").read_text()
    assert "](framework-author.md)" in PAGE
