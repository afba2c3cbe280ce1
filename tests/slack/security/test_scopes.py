"""C07: the manifest asks for what the code needs: each scope, command and event, and nothing more."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.playground.methods import METHODS
from bot.playground.settings import Settings
from tests.draws import works_by_linden
from tests.slack.test_draws import CSV, uploading
from tests.slack.test_summary import count_since_april
from tests.slack.town import MANIFEST, Town

pytestmark = pytest.mark.slow

BOT = Path(__file__).parents[3] / "bot"
SETTINGS = Settings(manifest=MANIFEST)
OURS = ("handlers", "delivery", "app.py", "cli/doctor.py")


def code() -> str:
    """Everything of ours that speaks to Slack."""
    files = [
        file for place in OURS for file in ([BOT / place] if place.endswith(".py") else (BOT / place).rglob("*.py"))
    ]
    return "\n".join(file.read_text() for file in files)


def called() -> set[str]:
    """Web API methods that stand in the code, by name or as a method of the SDK's client."""
    names = set(re.findall(r'"([a-z]+(?:\.[a-zA-Z]+)+)"', code())) & METHODS.keys()
    spelled = {name.replace(".", "_"): name for name in METHODS}
    return names | {spelled[name] for name in re.findall(r"\.([a-z]+_[a-z_]+)\(", code()) if name in spelled}


def test_c07_the_scopes_of_the_manifest_are_those_of_the_methods_called() -> None:
    # A slash command; people are known by their e-mail address; and a file that somebody chose is fetched.
    needed = {"commands", "users:read.email", "files:read"}
    needed |= {scope for name in called() for scope in METHODS[name].scopes if scope in SETTINGS.scopes}
    unmet = {name for name in called() if METHODS[name].scopes and not SETTINGS.scopes & set(METHODS[name].scopes)}
    assert unmet == set()
    assert "conversations.history" in called()
    assert needed | {"im:history"} == SETTINGS.scopes


def test_c07_commands_and_events_of_the_manifest_are_those_listened_to() -> None:
    assert set(re.findall(r'@app\.command\("([^"]+)"\)', code())) == SETTINGS.commands
    assert set(re.findall(r'@app\.event\("([^"]+)"\)', code())) == SETTINGS.events


def test_c07_no_scope_reads_channels_or_acts_for_a_person() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert list(scopes) == ["bot"]
    assert not [scope for scope in scopes["bot"] if "history" in scope and scope != "im:history"]
    barred = ("remote_files:", "chat:write.")
    assert [scope for scope in scopes["bot"] if scope.startswith(("channels:", "groups:"))] == [
        "channels:read",
        "groups:read",
    ]
    assert not [scope for scope in scopes["bot"] if scope.startswith(barred)]


def begins(town: Town) -> bool:
    """A check is begun and its card comes."""
    ade = town.ade
    ade.patience = 0
    try:
        ade.slash("/qa start look at my own")
        ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
        ade.submit()
    except LookupError:
        return False
    return town.slack.settled() and bool(town.ade.dm())


def is_sent_once(town: Town) -> bool:
    """One card, though Slack's answer to it was lost."""
    town.slack.fault("chat.postMessage", "reset-after")
    town.begin(town.ade)
    town.slack.settled(quiet=2.5)  # it is looked for after a second
    return len(town.ade.dm()) == 1


def takes_a_file(town: Town) -> bool:
    """A list is uploaded and drawn from."""
    works_by_linden(town.council)
    ade = town.ade
    try:
        uploading(town, ade, CSV)
        ade.submit()
    except LookupError:
        return False
    town.slack.settled()
    view = ade.view()
    return bool(view and "works with it: Bea" in view.plain)


def posts_a_summary(town: Town, *, private: bool = False) -> bool:
    """In a channel that has a team."""
    lead = town.person("Quinn")
    count_since_april(town)
    town.slack.add_channel("east", [lead], private=private)
    lead.slash("/qa summary here East", channel="east")
    lead.slash("/qa summary", channel="east")
    town.slack.wait(lambda: "Post here" in str(lead.ephemerals("east")))
    lead.click("Post here", on=lead.ephemerals("east")[-1])
    town.slack.settled()
    return bool(lead.channel("east"))


def gives_a_record(town: Town) -> bool:
    """The record of a finished check comes as a file."""
    ade = town.ade
    town.begin(ade)
    ade.choose("⋯", "Review what is done")
    town.shows(ade, "Review")
    ade.click("Submit")
    town.shows(ade, "Submitted ")
    ade.click("Get the record")
    town.slack.settled(quiet=1)
    return any(message.files for message in ade.dm())


NEED: dict[str, Callable[[Town], bool]] = {
    "commands": begins,
    "chat:write": begins,
    "users:read.email": begins,
    "users:read": begins,
    "files:read": takes_a_file,
    "files:write": gives_a_record,
    "channels:read": posts_a_summary,
    "groups:read": partial(posts_a_summary, private=True),
    "im:write": is_sent_once,
    "im:history": is_sent_once,
}


def test_c07_every_scope_is_in_the_table() -> None:
    assert NEED.keys() == SETTINGS.scopes


@pytest.mark.parametrize("scope", NEED)
def test_c07_without_a_scope_something_fails(town: Town, scope: str) -> None:
    town.slack.lift_scope(scope)
    assert not NEED[scope](town)


@pytest.mark.parametrize("works", [begins, is_sent_once, takes_a_file, gives_a_record, posts_a_summary])
def test_c07_with_all_scopes_it_works(town: Town, works: Callable[[Town], bool]) -> None:
    assert works(town)
    assert "missing_scope" not in str(town.slack.calls())


def _reads(town: Town, words: str) -> bool:
    return words in town.ade.card().plain


def test_c07_a_whole_check_misses_no_scope(town: Town) -> None:
    town.begin(town.ade)
    town.ade.open_home()
    town.ade.slash("/qa resume")
    town.slack.settled()
    leaving = ["Leave for now"] * 4
    shown = ["2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6", "Review", "Submitted"]
    for label, then in zip(["Yes", "Yes", *leaving, "Submit"], shown, strict=True):
        assert town.ade.click(label).acked
        town.slack.wait(partial(_reads, town, then))
    town.ade.click("See my answers")
    town.slack.deactivate(town.person("Bea"))
    town.slack.settled()
    assert "missing_scope" not in str(town.slack.calls())
    assert {call["method"] for call in town.slack.calls()} >= {
        "users.list",
        "users.info",
        "views.publish",
        "chat.delete",
    }
