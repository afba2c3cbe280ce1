"""Dates read in from CSV files: well-meant, careless and hostile ones, long ones, and the same one twice."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.runs import Subject
from bot.errors import NotAllowedError
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.registers.imports import COLUMNS, FactsRead, import_facts
from bot.flows.registers.leaf import load_leaf
from bot.flows.registers.record import correct_fact, withdraw_fact
from tests.council import TODAY, Council
from tests.flows.test_registers import MEETINGS, TREES, days, looked_at

HEADER = ",".join(COLUMNS)
LINES = (
    "T1,TR-1,,2026-03-12,,,,ade@example.org",
    "Pruning,TR-1,,12/03/2026,Hard,,Two branches.,BEA@example.org",
    "T3,TR-2,B-1,2026-03-12,,,,",
    "T4,TR-2,,2026-03-12,,robin@example.org,,ade@example.org",
)


def read(
    council: Council,
    folder: Path,
    *lines: str,
    book: str = TREES,
    dry: bool = False,
    head: str = HEADER,
    mark: str = "",
) -> FactsRead:
    path = folder / "dates.csv"
    path.write_text(mark + "\n".join((head, *lines)) + "\n", encoding="utf-8")
    return import_facts(council.office, Actor(OPERATOR), book, path, "ade@example.org", dry_run=dry)


def said(result: FactsRead) -> list[str]:
    return [str(problem).partition("dates.csv:")[2] for problem in result.problems]


def test_a_file_is_read_in_and_twice_changes_nothing(council: Council, tmp_path: Path) -> None:
    dry = read(council, tmp_path, *LINES, dry=True)
    assert (dry.added, dry.before, dry.problems) == (4, 0, ())
    assert days(council, subject=Subject("reference", "TR-1")) == []
    first = read(council, tmp_path, *LINES)
    assert (first.added, first.before, first.problems) == (4, 0, ())
    again = read(council, tmp_path, *LINES, LINES[0])
    assert (again.added, again.before) == (0, 5)
    lines = load_leaf(council.office, council.actor("Robin"), Subject("reference", "TR-1")).lines
    assert [(line.called, line.by, line.outcome, line.words) for line in lines] == [
        ("Looked at", "Ade", None, None),
        ("Pruning", "Bea", "Hard", "Two branches."),
    ]
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""


def test_what_was_corrected_or_withdrawn_since_stays_so(sqlite_council: Council, tmp_path: Path) -> None:
    council, other = sqlite_council, "T1,TR-2,,2026-03-12,,,,"
    read(council, tmp_path, LINES[0], other)
    for reference in ("TR-1", "TR-2"):
        (line,) = load_leaf(council.office, council.actor("Ade"), Subject("reference", reference)).lines
        if reference == "TR-1":
            new = looked_at(day=TODAY, subject=Subject("reference", reference))
            correct_fact(council.office, council.actor("Ade"), line.id, new, "Misread.")
        else:
            withdraw_fact(council.office, council.actor("Ade"), line.id, "Another tree.")
    assert read(council, tmp_path, LINES[0], other).added == 0
    assert days(council, subject=Subject("reference", "TR-1")) == [("Looked at", TODAY)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("T9,TR-1,,2026-03-12,,,,", "3: fact: is not in this register, write one of T1, T2"),
        (",TR-1,,2026-03-12,,,,", "3: fact: is empty, write the id or the name"),
        ("T1,,,2026-03-12,,,,", "3: subject: is empty, say which Tree it is about"),
        ("T1,TR-1,,,,,,", "3: date: is empty, write it like"),
        ("T1,TR-1,,2026-02-30,,,,", "3: date: is not a date, write it like"),
        ("T1,TR-1,,03/2026,,,,", "3: date: is not a date, write it like"),
        ("T1,TR-1,,1896-03-12,,,,", "3: date: is too far away"),
        (f"T1,TR-1,,{TODAY + timedelta(days=1)},,,,", "3: date: cannot be recorded, That day is still to come."),
        ("T1,TR-1,B-1,2026-03-12,,,,", "3: about: cannot be recorded, This fact is about nothing else."),
        ("T3,TR-1,,2026-03-12,,,,", "3: about: cannot be recorded, Please say: Which branch."),
        ("T2,TR-1,,2026-03-12,,,,", "3: outcome: cannot be recorded, Please choose one of the outcomes offered."),
        ("T2,TR-1,,2026-03-12,Harsh,,,", "3: outcome: is not one of the outcomes, write one of hard, light"),
        ("T1,TR-1,,2026-03-12,Hard,,,", "3: outcome: is not asked for this fact, leave it empty"),
        ("T4,TR-1,,2026-03-12,,,,", "3: authoriser: cannot be recorded, Please name who authorised it"),
        ("T4,TR-1,,2026-03-12,,bea@example.org,,", "3: authoriser: cannot be recorded, Please name who authorised it"),
        ("T4,TR-1,,2026-03-12,,robin@example.org,It was,", "3: words: cannot be recorded, This holds no words"),
        ("T1,TR-1,,2026-03-12,,,Fine,", "3: words: cannot be recorded, This holds no words"),
        ("T2,TR-1,,2026-03-12,Hard,,Ring 07700 900123,", "3: words: cannot be recorded, This looks as if it holds"),
        ("T1,07700 900123,,2026-03-12,,,,", "3: subject: cannot be recorded, This looks as if it holds a phone number"),
        ("T1,TR-1,,2026-03-12,,,,nobody@example.org", "3: recorded_by: is nobody on the QA list"),
        ("T1,TR-1,,2026-03-12,,,,mia@example.org", "3: recorded_by: may not record this, Only a worker or lead"),
        ("T1,TR-1,,2026-03-12,,,,lou@example.org", "3: recorded_by: may not record this, You are not on the QA list"),
        ('T1,"=HYPERLINK(""http://x"")",,2026-03-12,,,,', "3: subject: begins like a formula"),
        ("T1,@SUM(A1),,2026-03-12,,,,", "3: subject: begins like a formula"),
        ("T2,TR-1,,2026-03-12,Hard,,-1+1,", "3: words: begins like a formula"),
        ("T1,TR\x00-1,,2026-03-12,,,,", "3: subject: holds a character that cannot be stored"),
        ("T1," + "X" * 41 + ",,2026-03-12,,,,", "3: subject: cannot be recorded, This has 41 characters"),
        ("T1,TR-1,,2026-03-12,,,", "3: line: has 7 cells, the first line has 8"),
        ('T1,"TR-1,,2026-03-12,,,,', "3: file: cannot be read as CSV from here on"),
    ],
)
def test_every_bad_line_is_named_and_nothing_is_stored(
    sqlite_council: Council, tmp_path: Path, line: str, problem: str
) -> None:
    result = read(sqlite_council, tmp_path, LINES[0], line)
    assert any(there.startswith(problem) for there in said(result)), said(result)
    assert all(there.isprintable() for there in said(result))
    assert days(sqlite_council, subject=Subject("reference", "TR-1")) == []


def test_all_bad_lines_are_named_at_once(sqlite_council: Council, tmp_path: Path) -> None:
    result = read(sqlite_council, tmp_path, "T9,TR-1,,x,,,,", LINES[0], "T1,,,2026-03-12,,,,")
    assert [there.split(":")[0] for there in said(result)] == ["2", "2", "4"]
    assert result.added == 0


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("fact,subject", "1: about: is missing from the first line"),
        (f"{HEADER},name", "1: name: is not a column of this file"),
    ],
)
def test_a_wrong_first_line_is_said(sqlite_council: Council, tmp_path: Path, head: str, problem: str) -> None:
    assert any(there.startswith(problem) for there in said(read(sqlite_council, tmp_path, LINES[0], head=head)))


def test_semicolons_and_a_byte_order_mark_are_taken(sqlite_council: Council, tmp_path: Path) -> None:
    lines = [line.replace(",", ";") for line in LINES]
    result = read(sqlite_council, tmp_path, *lines, head=HEADER.replace(",", ";"), mark="\ufeff")
    assert (result.added, result.problems) == (4, ())


def test_people_are_named_by_their_address(sqlite_council: Council, tmp_path: Path) -> None:
    good = "P1,ade@example.org,,2026-11-20,,,,sam@example.org"
    bad = "P1,max@example.org,,2026-11-20,,,,sam@example.org"
    assert "may not record this" in said(read(sqlite_council, tmp_path, good, bad, book=MEETINGS))[0]
    assert read(sqlite_council, tmp_path, good, book=MEETINGS).added == 1


def test_a_file_that_is_not_there_is_said(sqlite_council: Council, tmp_path: Path) -> None:
    result = import_facts(sqlite_council.office, Actor(OPERATOR), TREES, tmp_path / "none.csv", None, dry_run=False)
    assert "cannot be read" in str(result.problems[0])


def test_only_the_qa_lead_and_the_operator_import(sqlite_council: Council, tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_text(HEADER)
    for name in ("Ade", "Mia"):
        with pytest.raises(NotAllowedError):
            import_facts(
                sqlite_council.office, sqlite_council.actor(name), TREES, tmp_path / "dates.csv", None, dry_run=True
            )


@pytest.mark.slow
def test_ten_thousand_lines_are_read_in(sqlite_council: Council, tmp_path: Path) -> None:
    lines = [f"T1,TR-{number},,2026-03-12,,,," for number in range(10_000)]
    begun = time.perf_counter()
    assert read(sqlite_council, tmp_path, *lines).added == 10_000
    assert read(sqlite_council, tmp_path, *lines).before == 10_000
    assert time.perf_counter() - begun < 60
