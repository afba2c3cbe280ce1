"""The playground as a process: its address, its state on disk, its terminal and its page."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
import yaml
from slack_sdk.web.client import WebClient

from bot.playground.driver import Driver
from bot.playground.terminal import sit_down
from tests.playground.conftest import Town
from tests.playground.tiny import MANIFEST, PEOPLE, QUICK, card, form

SCENE = {"people": PEOPLE, "channels": [{"name": "larch", "members": ["ade@example.org", "jo@example.org"]}]}


@contextmanager
def running(folder: Path) -> Iterator[str]:
    (folder / "scene.json").write_text(json.dumps(SCENE))
    (folder / "manifest.yaml").write_text(yaml.safe_dump(MANIFEST))
    command = [sys.executable, "-m", "bot.playground", "serve", "--port", "0", "--scene", str(folder / "scene.json")]
    command += ["--manifest", str(folder / "manifest.yaml"), "--state", str(folder / "state.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_what_happened_is_there_after_a_restart(tmp_path: Path) -> None:
    for round_ in (1, 2):
        with running(tmp_path) as url:
            client = WebClient(token=QUICK.bot_token, base_url=url + "/api/")
            ade = Driver(url).person("ade@example.org")
            client.chat_postMessage(channel=ade.id, text=f"Message {round_}")
            seen = [message.plain for message in ade.dm()]
    assert seen == ["Message 1", "Message 2"]


def test_the_scene_says_which_channels_there_are_and_who_is_in_them(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        client = WebClient(token=QUICK.bot_token, base_url=url + "/api/")
        (channel,) = client.conversations_list()["channels"]
        members = client.conversations_members(channel=channel["id"])["members"]
        theirs = {Driver(url).person(f"{name}@example.org").id for name in ("ade", "jo")}
    assert channel["name"] == "larch"
    assert theirs <= set(members)


def test_a_manifest_that_slack_would_refuse_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scene.json").write_text("{}")
    (tmp_path / "manifest.yaml").write_text("display_information: {name: Tiny, colour: red}")
    command = [sys.executable, "-m", "bot.playground", "serve", "--scene", str(tmp_path / "scene.json")]
    command += ["--manifest", str(tmp_path / "manifest.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "colour" in done.stderr


def test_the_terminal_lets_somebody_act(town: Town) -> None:
    typed = "/tiny start\n1\n4 2026-11-21\n3 skip\n5\n99\nwhat\nhome\n/tiny form\n1 All well\n2 met\nsubmit\nquit\n"
    shown = StringIO()
    assert sit_down(town.slack.url, "ade", StringIO(typed), shown) == 0
    screen = shown.getvalue()
    assert "1. press: Yes" in screen
    assert "3. choose: ⋯ (Skip, Help)" in screen
    assert "Say what: 5 and then a name." in screen
    assert "There is no 99 on the screen." in screen
    assert "== A form ==" in screen
    assert "fill in: Note = All well" in screen
    assert town.tiny.seen[-1]["view"]["state"]["values"]["mark"]["grade"]["selected_option"]["value"] == "met"


def test_the_terminal_says_what_is_wrong(town: Town) -> None:
    shown = StringIO()
    assert sit_down(town.slack.url, "nobody", StringIO(), shown) == 1
    assert sit_down("http://127.0.0.1:9", "ade", StringIO(), shown) == 1
    assert "nobody" in shown.getvalue()
    assert "There is no playground" in shown.getvalue()


def test_a_page_from_elsewhere_reaches_nothing(http_town: Town) -> None:
    address = http_town.slack.url
    asked = urllib.request.Request(f"{address}/-/people", b"{}", {"Content-Type": "text/plain"})  # noqa: S310
    with pytest.raises(urllib.error.HTTPError, match="415"):
        urllib.request.urlopen(asked)  # noqa: S310
    renamed = urllib.request.Request(address, headers={"Host": "elsewhere.example.org"})  # noqa: S310
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(renamed)  # noqa: S310


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("/api/chat.postMessage?token={token}&channel={ade}&text=Hello", "no-cors"),
        ("/api/chat.postMessage?token={token}&channel={ade}&text=Hello", "navigate"),
        ("/inspector", "navigate"),
        ("/as/{ade}/messages", "no-cors"),
        ("/live", "cors"),
    ],
)
def test_a_picture_or_a_link_elsewhere_reaches_nothing(http_town: Town, site: str, path: str, mode: str) -> None:
    """Neither of them names its origin."""
    path = path.format(token=QUICK.bot_token, ade=http_town.ade.id)
    told = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(urllib.request.Request(http_town.slack.url + path, headers=told))  # noqa: S310
    assert http_town.ade.dm() == []


@pytest.mark.parametrize(("site", "mode"), [("cross-site", "navigate"), ("same-origin", "cors"), ("none", "navigate")])
def test_a_link_to_a_page_and_the_page_itself_may_ask(http_town: Town, site: str, mode: str) -> None:
    address = f"{http_town.slack.url}/as/{http_town.ade.id}/messages"
    told = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    with urllib.request.urlopen(urllib.request.Request(address, headers=told)) as response:  # noqa: S310
        assert response.status == 200


def test_a_transcript_is_everything_on_the_screen(http_town: Town) -> None:
    town = http_town
    town.tiny.client.chat_postMessage(channel=town.ade.id, **card("A question"))
    town.ade.slash("/tiny help")
    town.ade.say("Morning all", channel="general")
    town.tiny.client.views_open(trigger_id=town.tiny.seen[-1]["trigger_id"], view=form())
    words = town.ade.transcript()
    for part in ("Tiny: A question", "(only you) Type `start`.", "#general Ade Fernhill: Morning all", "A form"):
        assert part in words
