"""The house stands as designed: rooms, layers, flows that ask access first, imports that start nothing."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Told to anybody, whatever the state: asking who one is would stand in the way.
TOLD_TO_ANYBODY = {"concern_words", "concern_for"}
# Says who is asking, which goes before what they may do, or keeps what access has refused.
BEFORE_ACCESS = {
    "claim_workspace",
    "find_workspace",
    "find_account",
    "give_home",
    "has_home",
    "load_accounts",
    "record_profile",
    "record_refusal",
}
# What only files below checklists/ may say: words of the frameworks that we ship. Parts of other words do not count.
WORDS_OF_FRAMEWORKS = (
    r"e?cafs?|bolton|knowsley|coventry|mash|mosaic|ascmt|dbs|foster(s|ed|ing)?|carers?|panels?|safeguarding|"
    r"looked[ -]after|care[ -]leavers?|(supervision|case|standards)[ -]audits?|dip[ -]sampl\w+|observations?|"
    r"lead[ -]professionals?|integrated[ -]working|iw[ -]team|review[ -]group|graded[ -]care|champions?|"
    r"storyboards?|caseloads?|health[ -]check|thematic|therap(y|ies|ists?)|social[ -]work(ers?)?"
)
# A panel of the page stands at its side.
PANELS_OF_A_PAGE = re.compile(r"\bpanels?\b", re.IGNORECASE)


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "bot", root / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_the_house_as_it_is_passes(copy: Path) -> None:
    found = lint(copy)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("bot/domain/values.py", "import bot.storage.store"),
        ("bot/frameworks/model.py", "import bot.flows.access"),
        ("bot/storage/runs.py", "import bot.flows.walk"),
        ("bot/flows/walk.py", "import sqlalchemy"),
        ("bot/flows/walk.py", "import bot.cli.walk"),
        ("bot/cli/walk.py", "import slack_sdk"),
        ("bot/newroom/__init__.py", ""),
        ("bot/playground/world.py", "import bot.domain.values"),
        ("bot/handlers/desk.py", "import bot.playground.driver"),
        ("bot/blocks/card.py", "import slack_sdk"),
    ],
)
def test_a_forbidden_import_and_a_new_room_are_refused(copy: Path, place: str, line: str) -> None:
    path = copy / place
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        assert lint(copy).returncode != 0
    finally:
        path.write_text(before) if before is not None else shutil.rmtree(path.parent)


def _flows() -> list[tuple[str, ast.FunctionDef]]:
    """Every public function of flows that takes the office (or the store) and acts for somebody."""
    found = []
    for path in sorted((ROOT / "bot/flows").rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                first = node.args.args[0].annotation if node.args.args else None
                if isinstance(first, ast.Name) and first.id in ("Office", "Store"):
                    found.append((str(path), node))
    return found


def _asks_access_first(node: ast.FunctionDef, module: str) -> bool:
    """The first thing done with a unit of work is to ask access; or all is handed to a function here that does."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.With) and "store." in ast.unparse(inner.items[0]):
            return "access." in ast.unparse(inner.body[0])
    body = Path(module).read_text()
    called = re.findall(r"\b(_\w+)\(office", ast.unparse(node))
    return any(
        _asks_access_first(other, module)
        for other in ast.parse(body).body
        if isinstance(other, ast.FunctionDef) and other.name in called
    )


def test_every_flow_asks_access_first() -> None:
    flows = _flows()
    assert len(flows) > 15
    missing = {node.name for module, node in flows if not _asks_access_first(node, module)}
    assert missing == TOLD_TO_ANYBODY | BEFORE_ACCESS


def test_importing_any_module_starts_nothing() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "bot").rglob("*.py")
        if "migrations" not in path.parts and path.name != "__main__.py"
    ]
    script = (
        "import importlib, threading, socket, sqlite3\n"
        "def refuse(*a, **k): raise AssertionError('something was started')\n"
        "socket.socket.connect = refuse; sqlite3.connect = refuse\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_only_the_clock_asks_the_time() -> None:
    asking = re.compile(r"datetime\.now|datetime\.utcnow|date\.today|time\.time\(|time\.monotonic|func\.now\(")
    # The playground is another program, with a clock of its own.
    ours = [path for path in (ROOT / "bot").rglob("*.py") if "playground" not in path.parts]
    found = {path.name for path in ours if asking.search(path.read_text())}
    assert found == {"clock.py"}


def test_the_lock_files_hold_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|file:|index-url|find-links", text)


def test_every_room_and_module_says_what_lives_there() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "bot").rglob("*.py")
        if "versions" not in path.parts and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_the_code_knows_no_framework() -> None:
    words = re.compile(rf"\b({WORDS_OF_FRAMEWORKS})\b", re.IGNORECASE)
    found = []
    for path in sorted(
        path for path in (ROOT / "bot").rglob("*") if path.suffix not in ("", ".pyc") and path.is_file()
    ):
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            said = PANELS_OF_A_PAGE.sub("", line) if "playground" in path.parts else line
            found += [f"{path.relative_to(ROOT)}:{number}: {word[0]}" for word in words.finditer(said)]
    assert found == []
