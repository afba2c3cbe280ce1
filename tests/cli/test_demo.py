"""The invented council in a database: what is said in the files is there, the same each time, all of it or nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.filling import fill_demo, is_unpeopled
from bot.cli.growth import grown
from bot.cli.history import workday
from bot.cli.main import app
from bot.cli.scene import demo_of, demo_scene
from bot.clock import Clock
from bot.domain.cards import Receipt
from bot.errors import NotAllowedError, ShownError
from bot.flows.arrivals import claim_workspace
from bot.flows.finish import read_answers
from bot.flows.home import load_home
from bot.flows.office import Office
from bot.flows.start import load_unfinished
from bot.flows.walk import load_view
from bot.frameworks.demo import PastCheck
from bot.storage.store import Store
from tests.council import FORMS, TODAY, FixedClock
from tests.council import LIBRARY as TEST_FORMS
from tests.thornmere import LIBRARY, THORNMERE, Thornmere, thornmere_at

PASTS = [past for file in THORNMERE.histories.values() for past in file.history]
LISTED = [person for person in THORNMERE.council.people.values() if person.team]
_RUNS = """
    SELECT person.name, checklist, subject_reference, subject_person, state, started_at, submitted_at, shared_at,
           run.id FROM run JOIN person ON person.id = run.author JOIN version ON version.digest = run.version
    ORDER BY started_at, person.name
"""


@pytest.fixture(scope="module")
def filled(shared_path: Path) -> Iterator[tuple[Thornmere, Path]]:
    """The council for those tests that only look at it."""
    with thornmere_at(f"sqlite:///{shared_path}", FixedClock()) as council:
        yield council, shared_path


def rows(path: Path, query: str) -> list[Any]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


def state_of(past: PastCheck) -> str:
    return "submitted" if past.finished else "withdrawn" if past.withdrawn else "open"


def is_there(past: PastCheck, run: tuple[Any, ...], council: Thornmere) -> bool:
    """Whether this run is the check of the file, begun and finished on its days."""
    name, checklist, reference, person, state, started, submitted, shared, _ = run
    days = {past.begun: started, past.finished: submitted, past.shared: shared}
    dated = all(
        (at or "").startswith(str(workday(TODAY - timedelta(days=ago)))) for ago, at in days.items() if ago is not None
    )
    about = past.about in (reference, None) or council.ids.get(past.about or "") == person
    who = THORNMERE.council.people[past.who].name
    return (name, checklist, state) == (who, past.check, state_of(past)) and dated and (about or not reference)


def test_every_check_of_the_files_is_there_in_its_state_and_on_its_days(filled: tuple[Thornmere, Path]) -> None:
    council, path = filled
    runs = rows(path, _RUNS)
    assert len(runs) == len(PASTS)
    for past in PASTS:
        assert any(is_there(past, run, council) for run in runs), past


def test_it_is_there_on_both_databases_and_people_find_what_is_theirs(address: str) -> None:
    with thornmere_at(address) as council:
        (open_check,) = load_unfinished(council.office, council.actor("ade"))
        assert (open_check.heading.about, str(open_check.progress)) == ("F4-8W", "8 of 27")
        home = load_home(council.office, council.actor("ade"))
        assert [done.heading.about for done in home.done] == ["F3-5J", "D7-1M", "D2-6F"]
        assert [shared.heading.title for shared in home.shared] == ["CAF supervisor check"] * 2
        assert load_home(council.office, council.actor("jo")).done
        assert load_home(council.office, council.actor("jo")).shared == ()


@pytest.mark.slow
def test_the_same_day_gives_the_same_council(tmp_path: Path, sqlite_base: Path) -> None:
    contents = []
    for name in ("one.db", "other.db"):
        (tmp_path / name).write_bytes(sqlite_base.read_bytes())
        with thornmere_at(f"sqlite:///{tmp_path / name}", FixedClock()):
            query = """
                SELECT person.name, substr(run.started_at, 1, 16), item, choice, not_applicable, words.text
                FROM answer JOIN run ON run.id = answer.run JOIN person ON person.id = run.author
                LEFT JOIN words ON words.id = answer.note_id ORDER BY run.started_at, item
            """
            contents.append(rows(tmp_path / name, query))
    assert contents[0] == contents[1]
    assert len(contents[0]) > 500


def test_a_supervisor_sees_that_a_self_check_was_done_and_no_answers(filled: tuple[Thornmere, Path]) -> None:
    council, path = filled
    runs = rows(path, _RUNS)
    (done,) = (run[-1] for run in runs if run[2] == "F3-5J")
    receipt = load_view(council.office, council.actor("sam"), done)
    assert isinstance(receipt, Receipt)
    assert receipt.tally is None
    with pytest.raises(NotAllowedError):
        read_answers(council.office, council.actor("sam"), done)


def test_what_sam_shared_is_read_and_what_waits_is_not(filled: tuple[Thornmere, Path]) -> None:
    council, path = filled
    looks = [run for run in rows(path, _RUNS) if run[0] == "Sam Larkspur" and run[4] != "open"]
    for key in ("ade", "jo"):
        *_, shared_at, newest = [run for run in looks if run[3] == council.ids[key]][-1]
        assert bool(shared_at) == (key == "ade")
        if shared_at:
            assert read_answers(council.office, council.actor(key), newest).prompts
        else:
            with pytest.raises(NotAllowedError):
                read_answers(council.office, council.actor(key), newest)


def test_people_were_there_before_their_first_check(filled: tuple[Thornmere, Path]) -> None:
    _, path = filled
    ((since,),) = rows(path, "SELECT DISTINCT since FROM employed")
    ((first,),) = rows(path, "SELECT min(started_at) FROM run")
    assert date.fromisoformat(since) < date.fromisoformat(first[:10]) < TODAY


@pytest.mark.slow
def test_nothing_is_left_of_a_council_that_was_not_finished(address: str) -> None:
    store = Store(address, Clock())
    office = Office(store, LIBRARY)

    def stumble(number: int, _of: int, _what: str) -> None:
        if number == 12:
            raise ShownError("enough")

    with pytest.raises(ShownError, match="enough"):
        fill_demo(office, THORNMERE, stumble)
    assert is_unpeopled(office)
    fill_demo(office, THORNMERE)
    store.close()


def test_a_check_that_the_flows_refuse_is_named_and_nothing_is_made(sqlite_address: str) -> None:
    file = THORNMERE.histories["bolton-caf"]
    wrong = file.model_copy(update={"posts": file.posts | {"practitioner": ["jo"]}})
    store = Store(sqlite_address, Clock())
    office = Office(store, LIBRARY)
    broken = type(THORNMERE)(THORNMERE.council, {"bolton-caf": wrong})
    with pytest.raises(ShownError, match=r"bolton-caf/demo\.yaml: ade's caf-[a-z-]+ begun 168 days ago"):
        fill_demo(office, broken)
    assert is_unpeopled(office)
    store.close()


def test_a_framework_that_says_nothing_of_the_council_can_be_tried_by_all(sqlite_address: str) -> None:
    library = TEST_FORMS
    store = Store(sqlite_address, Clock())
    ids = fill_demo(Office(store, library), demo_of(FORMS, library))
    assert len(ids) == len(LISTED)
    store.close()


# The command


def typed(monkeypatch: pytest.MonkeyPatch, address: str, *words: str) -> Result:
    monkeypatch.setenv("QA_DATABASE_URL", address)
    return CliRunner().invoke(app, ["demo", *words])


def test_the_command_fills_once_and_says_what_to_do_after_that(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = typed(monkeypatch, sqlite_address, "--no-year")
    people, teams = len(LISTED), len(THORNMERE.council.teams)
    there = f"{people} people in {teams} teams, {len(PASTS)} checks."
    assert first.output.splitlines()[-1] == f"Thornmere Council is there: {there}"
    again = typed(monkeypatch, sqlite_address)
    assert again.exit_code == 1
    assert "This database is in use already, so nothing was changed." in str(again.exception)


def test_a_database_that_has_met_a_real_workspace_is_left_alone(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(sqlite_address, Clock())
    office = Office(store, TEST_FORMS)
    assert claim_workspace(office, "T0REALCOUNCIL")
    refused = typed(monkeypatch, sqlite_address)
    assert "This database is in use already" in str(refused.exception)
    assert is_unpeopled(office)
    store.close()


@pytest.mark.slow
def test_a_larger_council_has_about_as_many_people_in_teams_of_eight(
    sqlite_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = typed(monkeypatch, sqlite_address, "--size", "60", "--files", str(tmp_path / "look")).output
    people = {person.name for person in THORNMERE.council.people.values()}
    assert "100 of " in said
    listed = (tmp_path / "look/people.csv").read_text().splitlines()
    assert 50 <= len(listed) <= 80
    there = {name for (name,) in rows(tmp_path / "plumbline.db", "SELECT name FROM person")}
    assert len(people - there) == 2
    large = grown(THORNMERE, 500)
    teams = Counter(person.team for person in large.council.people.values() if person.team)
    assert Counter(teams.values()).most_common(1)[0][0] == 8
    assert 480 <= sum(teams.values()) <= 530


@pytest.mark.slow
def test_the_files_are_there_for_a_look(sqlite_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, sqlite_address, "--no-year", "--files", str(tmp_path / "look"))
    assert {path.name for path in (tmp_path / "look").iterdir()} == {"people.csv", "teams.csv", "scene.json"}
    assert json.loads((tmp_path / "look/scene.json").read_text()) == demo_scene(THORNMERE)


def test_the_scene_has_everybody_and_channels_of_theirs() -> None:
    scene = demo_scene(THORNMERE)
    emails = {person["email"] for person in scene["people"]}
    assert {person["name"] for person in scene["people"] if person["main"]} >= {"Ade Fernhill", "Sam Larkspur"}
    channels = {channel["name"]: channel["members"] for channel in scene["channels"]}
    assert all(set(members) <= emails for members in channels.values())
    assert set(channels["general"]) == emails
    assert "ade@example.org" in channels["children-and-families"]
    assert "bryn@example.org" not in channels["larch-team"]


@pytest.mark.slow
def test_no_half_council_is_left_by_a_kill(sqlite_address: str, tmp_path: Path) -> None:
    environment = {**os.environ, "QA_DATABASE_URL": sqlite_address}
    command = [sys.executable, "-m", "bot", "demo", "--size", "300"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert "100 of " in process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert rows(tmp_path / "plumbline.db", "SELECT count(*) FROM person") == [(0,)]
    done = subprocess.run([*command[:-1], "20"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
