"""Sheets of people outside from a CSV file: all or nothing, every bad line named, the same file once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.domain.values import NOT_APPLICABLE, Value
from bot.errors import NotAllowedError, ShownError
from bot.flows.office import OPERATOR, Actor
from bot.flows.sheet_file import Entered, columns_of, enter_sheets
from bot.storage.answers import load_answers
from bot.storage.pools import load_handed_in
from bot.storage.proof import prove
from bot.storage.tables import people as people_tables
from tests.council import START, Council, add

NAME = "family-sheet"
GOOD = """\
F1,How old are the children,f3,F4
Yes,Under five,yes,"It was kind, and quick."
middle,Not applicable,,
No,five or more,,
"""


@pytest.fixture
def birch(council: Council) -> Council:
    with council.office.store.work() as uow:
        add(uow, people_tables.Uses, team=council.ids["Service"], framework="birch", since=START)
    return council


def enter(council: Council, folder: Path, text: str, *, dry_run: bool = False, who: str = "ade@example.org") -> Entered:
    path = folder / "sheets.csv"
    path.write_text(text)
    return enter_sheets(council.office, Actor(OPERATOR), path, NAME, who, dry_run=dry_run)


def handed_in(council: Council) -> list[dict[str, Value]]:
    with council.office.store.look() as uow:
        found = load_handed_in(uow, "birch", NAME)
        return [{item: answer.value for item, answer in load_answers(uow, there.run).items()} for there in found]


def test_each_line_is_a_sheet_handed_in(birch: Council, tmp_path: Path) -> None:
    assert enter(birch, tmp_path, GOOD) == Entered(3)
    assert sorted(handed_in(birch), key=lambda sheet: -(sheet["F1"].choice or 0)) == [
        {
            "F1": Value(choice=2),
            "F2": Value(choice=1),
            "F3": Value(choice=1),
            "F4": Value(words="It was kind, and quick."),
        },
        {"F1": Value(choice=1), "F2": NOT_APPLICABLE},
        {"F1": Value(choice=0), "F2": Value(choice=2)},
    ]
    with birch.office.store.look() as uow:
        assert prove(uow, []).broken == ""


def test_a_dry_run_and_the_same_file_again_change_nothing(birch: Council, tmp_path: Path) -> None:
    assert enter(birch, tmp_path, GOOD, dry_run=True) == Entered(3)
    assert handed_in(birch) == []
    enter(birch, tmp_path, GOOD)
    assert enter(birch, tmp_path, GOOD) == Entered(before=True)
    assert enter(birch, tmp_path, GOOD, dry_run=True, who="bea@example.org") == Entered(before=True)
    assert len(handed_in(birch)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("F1\nYes\nPerhaps\n", ["3: F1: does not fit, write one of: Yes, Partly, or in progress, No."]),
        ("F1,When\nYes,Monday\n", ["1: When: is no question of this form, take the column out"]),
        ("F1,f1\nYes,No\n", ["1: F1: is there twice, keep one of the columns"]),
        ("F1,F4\nYes\n", ["2: line: has 1 cells, the first line has 2"]),
        ("F1,F3\nNo,Yes\n", ["2: F3: is answered, though it is not asked as the others are"]),
        ("F1,F4\nYes,Ring 07700 900123\n", ["2: F4: looks as if it holds a phone number, take it out"]),
        ("F1\n", ["1: file: holds no sheet"]),
        ("", ["1: file: holds no sheet"]),
        ('F1\n"Yes\n', ["2: file: cannot be read as CSV"]),
        ("F1\nno such\nYes\nnor this\n", ["2: F1: does not fit", "4: F1: does not fit"]),
    ],
)
def test_every_bad_line_is_named_and_nothing_is_entered(
    birch: Council, tmp_path: Path, text: str, said: list[str]
) -> None:
    found = [str(problem).removeprefix(f"{tmp_path}/sheets.csv:") for problem in enter(birch, tmp_path, text).problems]
    assert len(found) == len(said), found
    assert all(problem.startswith(begin) for problem, begin in zip(found, said, strict=True)), found
    assert not any("07700" in problem or "no such" in problem for problem in found)
    assert handed_in(birch) == []


def test_semicolons_and_a_byte_order_mark_are_taken(birch: Council, tmp_path: Path) -> None:
    assert enter(birch, tmp_path, "\ufeff" + GOOD.replace(", and", " and").replace(",", ";")) == Entered(3)


def test_a_file_that_is_not_there_is_said(birch: Council, tmp_path: Path) -> None:
    gone = enter_sheets(birch.office, Actor(OPERATOR), tmp_path / "x.csv", NAME, "ade@example.org", dry_run=False)
    assert "cannot be read" in str(gone.problems[0])


def test_only_who_may_fill_in_the_form_enters_sheets(birch: Council, tmp_path: Path) -> None:
    for who, said in (("quinn@example.org", "may not fill in"), ("nobody@example.org", "Nobody on the QA list")):
        with pytest.raises(ShownError, match=said):
            enter(birch, tmp_path, GOOD, who=who)
    with pytest.raises(NotAllowedError):
        enter_sheets(birch.office, birch.actor("Ade"), tmp_path / "sheets.csv", NAME, "ade@example.org", dry_run=True)
    with pytest.raises(ShownError, match="answered_for"):
        columns_of(birch.office.form("own-look"))


def test_the_columns_are_told(birch: Council) -> None:
    assert [column for column, _, _ in columns_of(birch.office.form(NAME))] == ["F1", "F2", "F3", "F4"]
    assert columns_of(birch.office.form(NAME))[1][2] == "one of: Under five, Five or more, Not applicable"


def test_the_same_file_entered_by_two_people_at_once_is_one_file(birch: Council, tmp_path: Path) -> None:
    (tmp_path / "sheets.csv").write_text(GOOD)

    def one(who: str) -> Entered:
        operator, file = Actor(OPERATOR), tmp_path / "sheets.csv"
        return enter_sheets(birch.office, operator, file, NAME, f"{who}@example.org", dry_run=False)

    with ThreadPoolExecutor(4) as pool:
        entered = list(pool.map(one, ["ade", "bea"] * 4))
    assert sorted(there.sheets for there in entered) == [0] * 7 + [3]
    assert sum(there.before for there in entered) == 7
    assert len(handed_in(birch)) == 3
