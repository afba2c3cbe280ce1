"""/qa alone, unknown words, and people who may not come in, or not yet."""

from pathlib import Path

import pytest

from bot.flows.office import OPERATOR, Actor
from bot.flows.roster.imports import import_people
from tests.council import PEOPLE, TEAMS
from tests.slack.town import Town, done

TEAMS_FILE = "team,parent,frameworks,channel,nation\nService,,maple,,ENG\nEast,Service,,,ENG\nWest,Service,,,ENG\n"
NOT_LISTED = "You are not on the QA list. Ask your QA lead to add you."


def test_the_command_alone_helps(either_town: Town) -> None:
    town, ade = either_town, either_town.ade
    done(ade.slash("/qa"))
    page = town.told(ade, "/qa start: start a check", "/qa resume: ", "/qa concern: ", "/qa help: ")
    assert page.buttons == ["Start a check", "Someone may be at risk"]
    assert "/qa start: start a check" in page.text
    town.begin(ade)
    done(ade.slash("/qa HELP"))
    assert town.told(ade, "begun").buttons == ["Start a check", "Carry on (1 begun)", "Someone may be at risk"]


def test_the_buttons_of_help_do_what_they_say(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    first = ade.card()
    done(ade.slash("/qa"))
    done(ade.click("Start a check"))
    town.form(ade, "Which check?")
    ade.close()
    done(ade.click("Carry on (1 begun)"))
    town.slack.wait(lambda: ade.card().ts != first.ts)


def test_help_works_in_any_channel_and_only_its_asker_sees_it(town: Town) -> None:
    done(town.ade.slash("/qa", channel="general"))
    town.told(town.ade, "/qa start", where="general")
    assert town.ade.channel("general") == []
    assert town.sam.ephemerals("general") == []


def test_an_unknown_word_is_answered_with_the_nearest_command(town: Town) -> None:
    for typed, said in (
        ("strat", "/qa does not know “strat”. Did you mean /qa start?"),
        ("concrn", "Did you mean /qa concern?"),
        ("Resum it", "/qa does not know “Resum”. Did you mean /qa resume?"),
        ("xyzzy", "/qa does not know “xyzzy”. Type /qa help to see what it knows."),
        ("<!channel>", "Type /qa help"),
    ):
        done(town.ade.slash(f"/qa {typed}"))
        town.told(town.ade, said)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Una", NOT_LISTED),
        ("Zed", NOT_LISTED),
        ("Lou", NOT_LISTED),
        ("Gale", "Plumbline is not open to guests of this workspace."),
        ("Fay", "Plumbline is open to people of its own workspace only."),
    ],
)
def test_who_may_not_come_in_is_told_so_privately(town: Town, name: str, sentence: str) -> None:
    person, where = town.slack.person(name), "shared" if name == "Fay" else "dm"
    for count, command in enumerate(("/qa", "/qa start", "/qa start own", "/qa resume"), start=1):
        done(person.slash(command, channel=None if where == "dm" else where))
        said = town.told(person, sentence, where=where)
        assert len(person.ephemerals(where)) == count
        assert "/qa concern" in said.plain or command != "/qa"
    assert person.view() is None
    assert person.dm() == []


def test_somebody_added_to_the_list_later_may_come_in_without_a_restart(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.meeting._AGAIN_AFTER", 0.0)  # half a minute, so that nobody can have us ask more
    una = town.slack.person("Una")
    done(una.slash("/qa start"))
    town.told(una, NOT_LISTED)
    listed, teams = tmp_path / "people.csv", tmp_path / "teams.csv"
    listed.write_text(people_file("una@example.com,Una,East,sam@example.org,worker,2024-01-01,,"))
    teams.write_text(TEAMS_FILE)
    result = import_people(town.council.office, Actor(OPERATOR), listed, teams, dry_run=False, ends=None)
    assert result.problems == ()
    done(una.slash("/qa start own"))
    town.form(una, "A look at my own work")


def people_file(*more: str) -> str:
    """The council as it is, as the file that is imported."""
    lines = ["email,name,team,supervisor_email,posts,started,ended,slack_user_id"]
    for name, (team, supervisor, posts, last) in PEOPLE.items():
        above = f"{supervisor.lower()}@example.org" if supervisor else ""
        held = ";".join(f"{post}@{at}" for post, at in posts if at in TEAMS)
        lines.append(f"{name.lower()}@example.org,{name},{team},{above},{held},2024-01-01,{last or ''},")
    return "\n".join([*lines, *more])
