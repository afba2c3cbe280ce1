"""`check --against`: what changed files mean, in plain words, beside another folder and beside what is in use."""

import shutil
from pathlib import Path

import pytest

from tests.cli.test_check import SOUND, checked
from tests.council import FORMS, Council
from tests.frameworks.samples import CHECKLIST, lay

CASES = {
    "ask: Was the {form} filled in?": (
        "ask: Is the {form} complete?",
        "visit: re-worded: V1, from “Was the visit sheet filled in?” to “Is the visit sheet complete?”. "
        "It stays comparable.",
    ),
    "            good: [yes]": (
        "            good: [no]",
        "visit: changed in good: V1, “Was the visit sheet filled in?”. It stays comparable.",
    ),
    "            kind: three-point\n            ask: Was it read?": (
        "            kind: yes-no\n            ask: Was it read?",
        "visit: answered differently: V2, “Was it read?”. Trends would mix two meanings: raise its measure to 2 "
        "unless the meaning is the same.",
    ),
    "            ask: Was it read?": (
        "            measure: 2\n            ask: Was it understood?",
        "visit: re-measured: V2, “Was it understood?”. Its trend starts anew, as measure 2 says.",
    ),
    "          - id: V3\n            kind: narrative\n            ask: What else?\n": (
        "",
        "visit: removed: V3, “What else?”. What was answered stays; its trend ends.",
    ),
    "            ask: What else?\n": (
        "            ask: What else?\n          - {id: V4, kind: yes-no, ask: Anything left?}\n",
        "visit: added: V4, “Anything left?”. Its trend begins with the first answer.",
    ),
    "who_sees: [author, visitor@team]": (
        "who_sees: [author]",
        "visit: changed: who may read the answers. Checks already begun keep what their author was told.",
    ),
}


@pytest.mark.parametrize("old", CASES)
def test_one_change_is_one_line(tmp_path: Path, old: str) -> None:
    new, line = CASES[old]
    lay(tmp_path / "old", framework=SOUND)
    assert old in CHECKLIST
    lay(tmp_path / "new", CHECKLIST.replace(old, new, 1), SOUND)
    said = checked(tmp_path / "new", "--against", tmp_path / "old")
    assert said.output.splitlines()[:-1] == [line]
    assert said.exit_code == 0


def test_what_says_the_same_is_new_or_is_gone_is_said(tmp_path: Path) -> None:
    lay(tmp_path / "old", framework=SOUND).with_name("gone.yaml").write_text(CHECKLIST)
    lay(tmp_path / "new", framework=SOUND).with_name("more.yaml").write_text(CHECKLIST)
    said = checked(tmp_path / "new", "--against", tmp_path / "old")
    assert said.output.splitlines()[:-1] == [
        "gone: is not in these files. Checks already begun can be finished; none can be started.",
        "more: is new.",
        "visit: says the same.",
    ]


def test_a_folder_without_checklists_is_said(tmp_path: Path) -> None:
    lay(tmp_path / "new", framework=SOUND)
    said = checked(tmp_path / "new", "--against", tmp_path / "nowhere")
    assert "holds no checklists to compare with" in str(said.exception)


def test_the_files_are_put_beside_what_is_in_use(
    tmp_path: Path, sqlite_council: Council, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    sqlite_council.own_look()
    shutil.copytree(FORMS, tmp_path / "new")
    path = next((tmp_path / "new").glob("*/own-look.yaml"))
    asked = sqlite_council.office.library.forms["own-look"].checklist.items[0].ask
    path.write_text(path.read_text().replace(asked, "Is it otherwise?"))
    lines = checked(tmp_path / "new", "--against", "live").output.splitlines()
    assert f"own-look: re-worded: A1, from “{asked}” to “Is it otherwise?”. It stays comparable." in lines
    assert "work-look: is new." in lines
