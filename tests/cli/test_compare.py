"""`check --against`: what changed files mean, in plain words, beside another folder and beside what is in use."""

import shutil
from pathlib import Path

import pytest

from bot.domain.facts import Said
from bot.domain.runs import Subject
from bot.flows.registers.record import record_fact
from tests.cli.test_check import SOUND, checked
from tests.council import FORMS, TODAY, Council
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
    "purpose: Use it after each visit.": (
        "purpose: Use it within a week of each visit.",
        "visit: changed: when and why to use it. Everything stays comparable.",
    ),
    "    title: All of it\n": (
        "    title: All of it\n    by: supervisor\n",
        "visit: changed: who fills in “All of it”, or when it opens. Checks already begun go on as they began.",
    ),
    "filled_in_by: [visitor]\n": (
        "filled_in_by: [visitor]\ncycle: {within: 1 year, most: 4}\n",
        "visit: changed: how many there should be in a time. Everything stays comparable.",
    ),
    "  - {id: H1, kind: date": (
        "  - {id: H0, kind: yes-no, ask: Anybody in}\n  - {id: H1, kind: date",
        "visit: added: H0, “Anybody in”. Its trend begins with the first answer.",
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


CHANGES = {
    "kept_by: [": "kept_by: [qa-lead, ",
    "within: 1 year": "within: 2 years",
    "was the tree pruned": "was the tree cut",
    "The day on which it was finished.": "The last day of it.",
    "name: hard": "name: harder",
    "ask: On what date was the branch": "ask: When was the branch",
}


def test_a_changed_register_is_said_too(tmp_path: Path) -> None:
    for place in ("old", "new"):
        shutil.copytree(FORMS / "maple", tmp_path / place / "maple")
    path = tmp_path / "new/maple/tree-dates.register.yaml"
    text = path.read_text()
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)
    lines = checked(tmp_path / "new", "--against", tmp_path / "old").output.splitlines()
    assert [line.removeprefix("tree-dates: ") for line in lines if line.startswith("tree-dates: ")] == [
        "changed: who keeps it. Checks already begun keep what their author was told.",
        "changed in within: T1, “On what date was the tree looked at?”. It stays comparable.",
        "answered differently: T2, “On what date was the tree cut?”. Trends would mix two meanings: "
        "take a new id unless the meaning is the same.",
        "re-worded: T3, from “On what date was the branch tested?” to “When was the branch tested?”. "
        "It stays comparable.",
    ]
    assert "own-look: says the same." in lines


def test_a_section_that_is_asked_in_other_cases_is_said_for_each_of_its_items(tmp_path: Path) -> None:
    kind = "every-kind"
    for place, names in (("old", "worker, helper"), ("new", "worker")):
        shutil.copytree(FORMS / "maple", tmp_path / place / "maple")
        path = tmp_path / place / f"maple/{kind}.yaml"
        path.write_text(path.read_text().replace("is: [worker, helper]", f"is: [{names}]"))
    lines = checked(tmp_path / "new", "--against", tmp_path / "old").output.splitlines()
    changed = [line for line in lines if line.startswith(f"{kind}: ")]
    assert [line.partition(",")[0] for line in changed] == [
        f"{kind}: changed in show_if: {item}" for item in ("K5", "K6", "K7")
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
    pruned = Said("T2", Subject("reference", "TR-0123"), TODAY, outcome=2)
    record_fact(sqlite_council.office, sqlite_council.actor("Ade"), "tree-dates", pruned)
    shutil.copytree(FORMS, tmp_path / "new")
    path = next((tmp_path / "new").glob("*/own-look.yaml"))
    asked = sqlite_council.office.library.forms["own-look"].checklist.items[0].ask
    path.write_text(path.read_text().replace(asked, "Is it otherwise?"))
    book = path.with_name("tree-dates.register.yaml")
    book.write_text(book.read_text().replace("was the tree pruned", "was the tree cut"))
    lines = checked(tmp_path / "new", "--against", "live").output.splitlines()
    assert f"own-look: re-worded: A1, from “{asked}” to “Is it otherwise?”. It stays comparable." in lines
    assert any(line.startswith("tree-dates: re-worded: T2, from “On what date was the tree pruned?”") for line in lines)
    assert "work-look: is new." in lines
