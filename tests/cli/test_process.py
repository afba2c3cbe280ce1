"""The README's first minute with the real program: walk, kill it in the middle, carry on, submit, and prove it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
FORM = "caf-practitioner-self-assessment"


class Program:
    """The program with its input and output in our hands."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=folder,
            env=surroundings(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
        )
        self.shown = ""

    def type(self, *lines: str) -> None:
        assert self._process.stdin
        for line in lines:
            self._process.stdin.write(f"{line}\n".encode())

    def wait_for(self, words: str) -> None:
        assert self._process.stdout
        while words not in self.shown:
            piece = os.read(self._process.stdout.fileno(), 65536)
            assert piece, f"ended without {words!r}: {self.shown}"
            self.shown += piece.decode()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()

    def end(self) -> str:
        out, _ = self._process.communicate(timeout=30)
        self.shown += out.decode()
        return self.shown


def surroundings() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    return {**kept, "PYTHONPATH": str(ROOT), "QA_CHECKLISTS": str(ROOT / "checklists")}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=folder, env=surroundings(), capture_output=True, text=True, check=False)


@pytest.fixture
def walker(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path, "preview", FORM, "--walk")
    yield program
    program.kill()


@pytest.mark.slow
def test_walk_kill_resume_submit_verify(tmp_path: Path, walker: Program) -> None:
    walker.type("K7-3Q", "", "1", "yes", "yes", "yes")
    walker.wait_for("3 of 27 done")
    walker.kill()

    again = Program(tmp_path, "preview", FORM, "--walk")
    again.type("", "no", "/note", "We ran out of time.", "/review", "/submit", "/stop")
    shown = again.end()
    assert "K7-3Q" in shown
    assert ": 3 of 27 done" in shown
    assert "4 of 27 done" in shown
    assert re.search(r"Submitted \w{3} \d+ \w{3}", shown)
    assert "3 yes · 1 no · 23 not answered" in shown

    proof = run(tmp_path, "verify", "--database", "sqlite:///data/preview.db", "--heads", "heads.txt")
    assert proof.returncode == 0, proof.stderr
    assert "The log is whole" in proof.stdout
    assert run(tmp_path, "verify", "--database", "sqlite:///data/preview.db", "--heads", "heads.txt").returncode == 0
    (tmp_path / "heads.txt").write_text("3:" + "0" * 64 + "\n")
    broken = run(tmp_path, "verify", "--database", "sqlite:///data/preview.db", "--heads", "heads.txt")
    assert broken.returncode == 1
    assert "entry 3 is not the one that was noted elsewhere" in broken.stderr


def test_the_path_is_printed_and_fresh_forgets(tmp_path: Path, walker: Program) -> None:
    walker.type("K7-3Q", "", "1", "yes", "/stop")
    assert str(tmp_path / "data/preview.db") in walker.end()
    fresh = Program(tmp_path, "preview", FORM, "--walk", "--fresh")
    fresh.type("K8-1A", "", "1", "/stop")
    assert "You began" not in fresh.end()


@pytest.mark.parametrize("form", ["caf-practitioner-self-assessment", "caf-supervisor-checklist"])
def test_a_printed_preview_holds_every_question(tmp_path: Path, form: str) -> None:
    shown = run(tmp_path, "preview", form)
    assert shown.returncode == 0
    ids = re.findall(r"^ +- id: (\S+)", (ROOT / f"checklists/bolton-caf/{form}.yaml").read_text(), re.MULTILINE)
    assert len(ids) > 8
    assert all(re.search(rf"^{re.escape(item)}  ", shown.stdout, re.MULTILINE) for item in ids)


def test_an_unknown_checklist_is_answered_with_those_there_are(tmp_path: Path) -> None:
    shown = run(tmp_path, "preview", "nonsense")
    assert shown.returncode == 1
    assert "caf-supervisor-checklist" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_settings_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "check"]
    env = {**surroundings(), "QA_TIMEZONE": "Europe/Nowhere"}
    shown = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert "QA_TIMEZONE" in shown.stderr
    assert "Europe/London" in shown.stderr
    assert "Traceback" not in shown.stderr
