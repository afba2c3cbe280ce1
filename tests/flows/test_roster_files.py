"""Bad people and teams files: each with exactly the lines that its author reads. All people here are invented."""

from pathlib import Path

import pytest

from bot.domain.roster import Files, PersonRow, Roster, TeamRow
from bot.flows.roster.files import read_people, read_teams
from bot.flows.roster.match import match_people
from bot.flows.roster.rules import faults_in
from bot.frameworks.problems import Problem
from tests.council import LIBRARY, TODAY

HEADER = b"email,name,team,supervisor_email,posts,started,ended,slack_user_id\n"
TEAM_HEADER = b"team,parent,frameworks,channel,nation\n"
FRAMEWORKS = f"write one of {', '.join(sorted(LIBRARY.frameworks))}"
POSTS = f"write one of {', '.join(sorted({'manager', 'qa-lead', *LIBRARY.posts}))}"


def people_from(path: Path, held: bytes) -> tuple[tuple[PersonRow, ...] | None, list[str]]:
    path.write_bytes(held)
    problems: list[Problem] = []
    read = read_people(path, LIBRARY, problems)
    return (read[1] if read else None), [said(problem, path) for problem in problems]


def teams_from(path: Path, held: bytes) -> tuple[tuple[TeamRow, ...] | None, list[str]]:
    path.write_bytes(held)
    problems: list[Problem] = []
    read = read_teams(path, LIBRARY, problems)
    return (read[1] if read else None), [said(problem, path) for problem in problems]


def said(problem: Problem, path: Path) -> str:
    return str(problem).removeprefix(f"{path}:")


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (",Ade Fernhill,,,,,,", ["2: email: is empty and so is slack_user_id, give at least one of them"]),
        ("ade@example.org,,,,,,,", ["2: name: is empty, write the name that people know"]),
        ("ade@example.org,\u200b,,,,,,", ["2: name: is empty, write the name that people know"]),
        ("ade at example,Ade,,,,,,", ["2: email: is not an e-mail address, write one like name@example.org"]),
        ("ade@example,Ade,,,,,,", ["2: email: is not an e-mail address, write one like name@example.org"]),
        (f"{'a' * 64}@{'b' * 250}.org,Ade,,,,,,", ["2: email: is too long, use at most 254 characters"]),
        (f"ade@example.org,{'A' * 81},,,,,,", ["2: name: is too long, use at most 80 characters"]),
        (f"ade@example.org,Ade,{'T' * 81},,,,,", ["2: team: is too long, use at most 80 characters"]),
        (
            "ade@example.org,A\x00de,,,,,,",
            ["2: name: holds a character that cannot be stored, type it again, on one line"],
        ),
        (
            'ade@example.org,"Ade\nFernhill",,,,,,',
            ["2: name: holds a character that cannot be stored, type it again, on one line"],
        ),
        (
            "ade@example.org,Ade,,sam,,,,",
            ["2: supervisor_email: is not an e-mail address, write one like name@example.org"],
        ),
        ("ade@example.org,Ade,,,dancer,,,", [f"2: posts: names the unknown post dancer, {POSTS}"]),
        ("ade@example.org,Ade,,,wroker,,,", ["2: posts: names the unknown post wroker, write worker"]),
        (
            "ade@example.org,Ade,,,supervisor,,,",
            ["2: posts: names supervisor, take it out: it follows from supervisor_email"],
        ),
        (
            "ade@example.org,Ade,,,worker@,,,",
            ["2: posts: names no team after worker@, write the team, or the post without @"],
        ),
        ("ade@example.org,Ade,,,,31/02/2026,,", ["2: started: is not a date, write it like 2026-11-23 or 23/11/2026"]),
        ("ade@example.org,Ade,,,,01/02/26,,", ["2: started: is not a date, write it like 2026-11-23 or 23/11/2026"]),
        ("ade@example.org,Ade,,,,,9999-12-31,", ["2: ended: is too far away, write a year from 1950 to 2100"]),
        ("ade@example.org,Ade,,,,2026-02-02,2026-02-01,", ["2: ended: is before started, write the last day worked"]),
        (
            "ade@example.org,Ade,,,,,,W1 2",
            ["2: slack_user_id: is not a Slack user id, write one like U012AB3CD or leave it empty"],
        ),
        (
            "ade@example.org,Fernhill, Ade,,,,,,",
            ["2: line: has 9 cells, the first line has 8, put a text that holds a comma in quotation marks"],
        ),
        (
            "x,,,,boss,later,,",
            [
                "2: email: is not an e-mail address, write one like name@example.org",
                "2: name: is empty, write the name that people know",
                "2: started: is not a date, write it like 2026-11-23 or 23/11/2026",
                f"2: posts: names the unknown post boss, {POSTS}",
            ],
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, row: str, problems: list[str]) -> None:
    _, found = people_from(tmp_path / "people.csv", HEADER + row.encode())
    assert sorted(found) == sorted(problems)


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (",,,,", []),
        (",East,,,", ["2: team: is empty, write the name that people know"]),
        ("Ea;st,,,,", ["2: team: holds a semicolon, write the name without it"]),
        ("East,,oak,,", [f"2: frameworks: names the unknown framework oak, {FRAMEWORKS}"]),
        ("East,,mapel;maple,,", ["2: frameworks: names the unknown framework mapel, write maple"]),
        ("East,,,,GB", ["2: nation: is not one of the nations, write one of ENG, WLS, SCT, NIR or leave it empty"]),
        (f"East,,,{'c' * 81},", ["2: channel: is too long, use at most 80 characters"]),
    ],
)
def test_a_bad_team_is_named(tmp_path: Path, row: str, problems: list[str]) -> None:
    _, found = teams_from(tmp_path / "teams.csv", TEAM_HEADER + row.encode())
    assert found == problems


@pytest.mark.parametrize(
    ("held", "problems"),
    [
        (
            HEADER.replace(b"email,n", b"Email,n"),
            ["1: email: is missing", "1: Email: is not a column of this file"],
        ),
        (HEADER.replace(b",posts", b""), ["1: posts: is missing"]),
        (HEADER.replace(b"\n", b",name,\n"), ["1: name: is there twice", "1: column 10: is not a column of this file"]),
        (b"", [f"1: {name}: is missing" for name in HEADER.decode().strip().split(",")]),
        (HEADER + b"a@example.org,Ade\nb@example.org,\xff\xfe\n", ["3: file: is not in UTF-8"]),
        ("email,name".encode("utf-16"), ["1: file: is not in UTF-8"]),
        (HEADER + b'a@example.org,"Ade,,,,,,\n', ["2: file: cannot be read as CSV"]),
        (HEADER + b"x" * 5_000_000, ["1: file: is larger than 5 MB"]),
    ],
)
def test_a_file_that_cannot_be_used_as_a_whole(tmp_path: Path, held: bytes, problems: list[str]) -> None:
    rows, found = people_from(tmp_path / "people.csv", held)
    assert rows is None
    assert len(found) == len(problems)
    assert all(there.startswith(start) for there, start in zip(found, problems, strict=True)), found


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_people(tmp_path / "people.csv", LIBRARY, problems) is None
    assert read_teams(tmp_path, LIBRARY, problems) is None
    assert [problem.wrong for problem in problems] == ["cannot be read", "cannot be read"]


def test_what_excel_saves_is_read(tmp_path: Path) -> None:
    """A byte-order mark, carriage returns, empty lines, British dates, capitals, spaces, another order of columns."""
    held = (
        b"\xef\xbb\xbfname,email,team,supervisor_email,posts,started,ended,slack_user_id\r\n"
        b",,,,,,,\r\n"
        b'"Fernhill,  Ade ",ADE@Example.org, East ,Sam@example.org,worker; panel@West ;worker,1/5/2024,20/11/2026,'
        b"U0ADE\r\n"
    )
    rows, problems = people_from(tmp_path / "people.csv", held)
    assert problems == []
    assert rows is not None
    assert [str(row.started) for row in rows] == ["2024-05-01"]
    (ade,) = rows
    assert (ade.line, ade.name, ade.email, ade.team) == (3, "Fernhill, Ade", "ade@example.org", "East")
    assert (ade.supervisor_email, ade.slack_user_id) == ("sam@example.org", "U0ADE")
    assert ade.posts == (("worker", "East"), ("panel", "West"))
    assert str(ade.until) == "2026-11-21"


def test_a_line_number_is_where_the_line_begins(tmp_path: Path) -> None:
    _, problems = people_from(tmp_path / "people.csv", HEADER + b'a@example.org,"A\nB",,,,,,\n\nx,Jo Teal,,,,,,\n')
    assert [line.split(":")[0] for line in problems] == ["2", "5"]


def test_what_takes_several_lines() -> None:
    people = (
        PersonRow(2, "Ade Fernhill", "ade@example.org", "Eas", "ade@example.org", (("lead", "West"),)),
        PersonRow(3, "Jo Teal", "ade@example.org", None, "kit@example.org", (), slack_user_id="U1"),
        PersonRow(4, "Sam Larkspur", None, None, None, (("lead", "Far"),), slack_user_id="U1"),
    )
    teams = (TeamRow(2, "East"), TeamRow(3, "West", "Westt"), TeamRow(4, "East"))
    files = Files(people, teams)
    found = [str(problem) for problem in faults_in(files, Roster(), match_people(people, Roster()), TODAY)]
    assert found == [
        "teams.csv:4: team: is that of line 2 too, keep one of the two",
        "teams.csv:3: parent: names the unknown team Westt, write West",
        "people.csv:3: email: is that of line 2 too, keep one of the two",
        "people.csv:4: slack_user_id: is that of line 3 too, keep one of the two",
        "people.csv:2: team: names the unknown team Eas, write East",
        "people.csv:2: supervisor_email: is the person's own, write the address of whoever supervises them",
        "people.csv:3: supervisor_email: is nobody's address in this file, "
        "add a line for the supervisor or leave it empty",
        "people.csv:4: posts: names the unknown team Far after lead@, write one of East, West",
    ]
