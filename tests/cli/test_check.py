"""`check` as it is typed and read."""

import re
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli.check import check
from bot.frameworks.library import load_library
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, lay, spoilt

ROOT = Path(__file__).parents[2]
SOUND = FRAMEWORK.replace("01632 960 100", "111")


def checked(*words: str | Path) -> Result:
    app = typer.Typer()
    app.command()(check)
    return CliRunner().invoke(app, [str(word) for word in words])


def test_what_we_ship_is_fine_and_only_advised_on() -> None:
    said = checked(ROOT / "checklists")
    lines = said.output.splitlines()
    assert said.exit_code == 0
    library = load_library(ROOT / "checklists")
    held = f"{len(library.forms)} checklists, {len(library.books)} registers and {len(library.reports)} reports"
    assert lines[-1] == f"{held} in {len(library.frameworks)} frameworks are fine."
    for line, framework in zip(lines[:-1], sorted(library.frameworks), strict=True):
        assert line.startswith(f"advice: {ROOT}/checklists/{framework}/framework.yaml:")
        assert line.endswith("number: is an example, not a real number, write your own")


def test_the_folder_is_that_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path / "ours", framework=SOUND)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_CHECKLISTS", "ours")
    said = checked()
    assert (said.exit_code, said.output) == (0, "1 checklist in 1 framework is fine.\n")


def test_every_problem_is_one_line_and_the_last_line_counts_them(tmp_path: Path) -> None:
    path = lay(tmp_path, CHECKLIST.replace("3 years", "ever").replace("kind: yes-no", "kind: yesno"))
    path.with_name("other.yml").touch()
    said = checked(tmp_path)
    lines = said.output.splitlines()
    assert said.exit_code == 1
    assert [line.startswith("advice: ") for line in lines] == [True, False, False, False, False]
    assert f"{path}:11: kept_for: is not of the right form, write a period such as 3 years or 18 months" in lines
    assert all(re.fullmatch(r"(advice: )?\S+:\d+: \w+: .+, .+", line) for line in lines[:-1])
    assert lines[-1] == "3 problems."


def test_one_problem_is_one(tmp_path: Path) -> None:
    lay(tmp_path, spoilt("3 years", "ever"), SOUND)
    assert checked(tmp_path).output.splitlines()[-1] == "1 problem."


def test_a_folder_with_nothing_in_it_is_a_problem(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        said = checked(folder, "--schema")
        assert said.exit_code == 1
        assert "holds no framework, add a folder with a framework.yaml" in said.output


def test_the_schemas_are_written_when_asked_for(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "checklists/bolton-caf", tmp_path / "bolton-caf")
    assert checked(tmp_path).exit_code == 0
    assert list(tmp_path.glob("*.json")) == []
    said = checked(tmp_path, "--schema")
    assert said.exit_code == 0
    for name in ("framework.schema.json", "checklist.schema.json", "council.schema.json", "demo.schema.json"):
        assert f"Wrote {tmp_path / name}" in said.output
        assert (tmp_path / name).read_text() == (ROOT / "checklists" / name).read_text()


def lay_council(folder: Path) -> None:
    """The invented council with one of its frameworks, which takes less time to look at than all of them."""
    shutil.copytree(ROOT / "checklists/bolton-caf", folder / "bolton-caf")
    shutil.copy(ROOT / "checklists/demo.yaml", folder)


def test_the_files_of_the_invented_council_are_looked_at_too(tmp_path: Path) -> None:
    lay_council(tmp_path / "all")
    path = tmp_path / "all/bolton-caf/demo.yaml"
    path.write_text(path.read_text().replace("who: noor", "who: nor"))
    said = checked(tmp_path / "all")
    assert said.exit_code == 1
    assert re.search(r"bolton-caf/demo\.yaml:\d+: who: names the unknown person nor, write noor\n", said.output)


def test_a_story_that_the_playground_would_refuse_is_a_problem(tmp_path: Path) -> None:
    lay_council(tmp_path / "all")
    path = tmp_path / "all/bolton-caf/demo.yaml"
    path.write_text(path.read_text().replace("when: {became: ade}", "when: {turned: ade}"))
    said = checked(tmp_path / "all")
    assert said.exit_code == 1
    assert "The playground would refuse: Story “interrupted”, step 1: nothing is called “turned”." in said.output
    assert said.output.splitlines()[-1] == "1 problem."
