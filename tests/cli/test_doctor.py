"""`doctor` and `run` say in sentences which setting, scope or person is missing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli.main import app
from bot.clock import Clock
from bot.flows.office import OPERATOR
from bot.playground.driver import Driver
from bot.playground.server import Playground
from bot.playground.settings import Settings as SlackSettings
from bot.storage import given_files
from bot.storage.store import Store

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / "manifest.yaml").read_text())
PEOPLE = "email,name,team,supervisor_email,posts,started,ended,slack_user_id\n"
TEAMS = "team,parent,frameworks,channel,nation\nLarch Team,,maple,,ENG\n"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_address: str) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    monkeypatch.setenv("QA_CHECKLISTS", str(ROOT / "tests/data/checklists"))


def ask(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output + str(result.exception or "")


def people(tmp_path: Path, *rows: str) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE + "".join(f"{row}\n" for row in rows))
    (tmp_path / "teams.csv").write_text(TEAMS)
    code, said = ask("people", "import", "people.csv", "--teams", "teams.csv")
    assert code == 0, said


def slack(monkeypatch: pytest.MonkeyPatch, playground: Playground, **more: str) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-playground", "SLACK_APP_TOKEN": "xapp-playground", **more}
    for name, value in {**given, "SLACK_API_URL": playground.api_url}.items():
        monkeypatch.setenv(name, value)


def served(**more: Any) -> Playground:
    ours = {"name": "Ade Fernhill", "email": "ade@example.org", "kind": "member"}
    return Playground(SlackSettings(people=(ours,), manifest=MANIFEST, rate_scale=0, **more))


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN"),
    ],
)
def test_some_credentials_stop_and_name_the_missing_one(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    code, said = ask("run")
    assert code != 0
    assert missing in said
    code, said = ask("doctor")
    assert code == 1
    assert f"{missing} is not set" in said


def test_without_slack_it_says_that_run_starts_the_playground() -> None:
    _, said = ask("doctor")
    assert "No Slack credentials are set, so `run` starts the playground." in said


def test_a_whole_installation_has_nothing_wrong_but_the_example_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people(tmp_path, "ade@example.org,Ade Fernhill,Larch Team,,worker,,,")
    with served() as playground:
        slack(monkeypatch, playground)
        code, said = ask("doctor")
    wrong = [line for line in said.splitlines() if line.startswith("wrong")]
    assert [line for line in wrong if "example" not in line] == [], said
    assert code == 1
    assert "Everybody has a Slack account." in said
    assert "Slack takes the app token." in said


def test_people_without_a_match_missing_scopes_and_wrong_tokens_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people(
        tmp_path,
        "ade@example.org,Ade Fernhill,Larch Team,,worker,,,",
        "jo@example.org,Jo Teal,Larch Team,,worker,,,",
    )
    with served() as playground:
        Driver(playground.url).lift_scope("im:history")
        slack(monkeypatch, playground)
        _, said = ask("doctor")
        assert "No Slack account was found for Jo Teal." in said
        assert "The scope im:history is missing" in said
        slack(monkeypatch, playground, SLACK_BOT_TOKEN="xoxb-wrong")  # noqa: S106
        code, said = ask("doctor")
        assert code == 1
        assert "Slack does not take the bot token (invalid_auth)" in said
        assert "xoxb-wrong" not in said


def test_files_that_slack_should_not_hold_any_more_are_counted(sqlite_address: str) -> None:
    store = Store(sqlite_address, Clock())
    with store.work() as uow:
        given_files.give_out(uow, ["F0ONE", "F0TWO"], uow.today - timedelta(days=2), OPERATOR)
        given_files.give_out(uow, ["F0NEW"], uow.today, OPERATOR)
        given_files.record_stuck(uow, given_files.load_over(uow, 1)[0], "cant_delete_file")
    store.close()
    code, said = ask("doctor")
    assert code == 1
    assert "wrong:  2 files should be deleted from Slack by now and are still there (cant_delete_file)." in said


def test_a_slack_that_cannot_be_reached_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api")
    _, said = ask("doctor")
    assert "Slack could not be reached" in said
