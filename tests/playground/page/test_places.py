"""Where the page's addresses lead, and what stands on it for each person."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot.playground import saving
from bot.playground.page import shown, unread
from bot.playground.server import Playground
from bot.playground.settings import Json, Settings
from bot.playground.stage import new_stage
from bot.playground.world import Message
from tests.playground.conftest import Town
from tests.playground.page.conftest import Fetch
from tests.playground.tiny import PEOPLE, card, form


def test_the_first_address_leads_to_the_first_persons_messages(http_town: Town, fetch: Fetch) -> None:
    found = fetch("/")
    assert (found.status, found.headers["Location"]) == (302, f"/as/{http_town.ade.id}/messages")


def test_people_and_channels_are_found_by_name_and_led_to_by_id(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    general = town.slack.add_channel("larch", [town.ade])
    assert fetch("/as/ade/home").headers["Location"] == f"/as/{town.ade.id}/home"
    assert fetch(f"/as/{town.ade.id}/larch").headers["Location"] == f"/as/{town.ade.id}/{general}"
    assert fetch("/as/jo@example.org").headers["Location"] == f"/as/{town.jo.id}/messages"


def test_the_page_says_who_looks_at_what(http_town: Town, fetch: Fetch) -> None:
    page = fetch(f"/as/{http_town.ade.id}/messages").text
    assert f'data-person="{http_town.ade.id}" data-place="messages"' in page
    assert re.search(r'data-version="\d+"', page)
    assert "This is a playground with invented people. Nothing here is real." in page


def test_everybody_can_be_become_and_oneself_is_marked(http_town: Town, fetch: Fetch) -> None:
    page = fetch(f"/as/{http_town.ade.id}/home").text
    for person in http_town.slack.people():
        assert f'href="/as/{person["id"]}/home"' in page
    assert page.count('aria-current="true"') == 1
    assert "Guest" in page


def test_main_people_are_offered_first() -> None:
    stage = new_stage(Settings(people=(*PEOPLE, {"name": "Lee Moss", "main": True})))
    lee = stage.world.person("Lee")
    assert lee
    page = shown.page(stage, lee, "home")
    assert [each.face.name for each in page.people] == ["Lee Moss"]
    assert [each.face.name for each in page.others] == [person["name"] for person in PEOPLE]


def test_of_very_many_people_the_main_ones_and_some_others_are_offered() -> None:
    main: Json = {"name": "Lee Moss", "main": True}
    crowd = tuple({"name": f"Person {n}", "email": f"p{n}@example.org"} for n in range(2000))
    for people, first, others in (((*crowd, main), 1, 50), (crowd, 50, 0)):
        stage = new_stage(Settings(people=people))
        last = stage.world.person("p1999@example.org")
        assert last
        page = shown.page(stage, last, "home")
        assert (len(page.people), len(page.others)) == (first, others)
        assert page.left_out == len(people) - first - others
        assert page.me.id == last.id


def test_how_to_be_somebody_who_is_not_offered_is_said() -> None:
    crowd = tuple({"name": f"Person {n}", "email": f"p{n}@example.org"} for n in range(52))
    with Playground(Settings(people=crowd)) as playground:
        with urlopen(f"{playground.url}/as/p51@example.org") as response:  # noqa: S310
            page = response.read().decode()
        with pytest.raises(HTTPError) as lost:
            urlopen(f"{playground.url}/as/nobody")  # noqa: S310
        with lost.value as response:
            way_on = response.read().decode()
    assert "2 more are here. To be one of them, open the address /as/ followed by their e-mail address." in page
    for shown_there in (page, way_on):
        assert "Person 49" in shown_there
        assert "Person 50" not in shown_there


def test_what_is_not_there_is_said_with_a_way_on(http_town: Town, fetch: Fetch) -> None:
    jos = http_town.slack.add_channel("jos-own", [http_town.jo])
    for path in ("/as/nobody/home", f"/as/{http_town.ade.id}/nowhere", f"/as/{http_town.ade.id}/{jos}"):
        found = fetch(path)
        assert found.status == 404
        assert f'href="/as/{http_town.ade.id}/messages"' in found.text
    assert "There is nobody called &lt;b&gt; here." in fetch("/as/%3Cb%3E/home").text


def test_a_person_sees_the_channels_they_are_in(http_town: Town, fetch: Fetch) -> None:
    http_town.slack.add_channel("larch-team", [http_town.jo], private=True)
    assert "larch-team" in fetch(f"/as/{http_town.jo.id}/messages").text
    assert "larch-team" not in fetch(f"/as/{http_town.ade.id}/messages").text


def test_home_shows_what_was_published_and_until_then_says_so(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    assert "Tiny has put nothing here yet." in fetch(f"/as/{town.ade.id}/home").text
    view = {"type": "home", "blocks": card("Your *day*")["blocks"]}
    id_ = town.tiny.client.views_publish(user_id=town.ade.id, view=view)["view"]["id"]
    page = fetch(f"/as/{town.ade.id}/home").text
    assert f'data-view="{id_}"' in page
    assert "Your <b>day</b>" in page or "Your <strong>day</strong>" in page


def test_about_lists_the_commands(http_town: Town, fetch: Fetch) -> None:
    page = fetch(f"/as/{http_town.ade.id}/about").text
    assert "/tiny" in page
    assert "Everything" in page


def test_what_came_since_somebody_looked_is_counted_for_them_alone(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    for words in ("One", "Two"):
        town.jo.say(words, channel="general")
    assert "2 unread" in fetch(f"/as/{town.ade.id}/messages").text
    assert "unread" not in fetch(f"/as/{town.jo.id}/messages").text.replace('class="unread', "")
    general = re.search(rf'href="(/as/{town.ade.id}/C\w+)" class="unread"', fetch(f"/as/{town.ade.id}/messages").text)
    assert general
    fetch(general[1])
    assert "2 unread" not in fetch(f"/as/{town.ade.id}/messages").text


def test_what_was_looked_at_survives_a_restart(tmp_path: Path) -> None:
    settings = Settings(people=PEOPLE, state=tmp_path / "state.json")
    stage = new_stage(settings)
    jo, general = stage.world.people["U0PG0000003"], stage.world.channel("general")
    assert general
    for words in ("One", "Two"):
        general.messages.append(Message(stage.world.new_ts(), general.id, "U0PG0000001", words))
        assert unread.count(stage, jo, general) == 1
        unread.look(stage, jo, general)
    saving.write(tmp_path / "state.json", saving.as_json(stage.world))
    again = new_stage(settings)
    assert unread.count(again, jo, again.world.channels[general.id]) == 0


def test_an_open_modal_is_drawn_with_its_own_words(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    town.ade.slash("/tiny form")
    page = fetch(f"/as/{town.ade.id}/messages").text
    view = town.ade.view()
    assert view
    assert f'data-view="{view.id}"' in page
    assert ">Save</button>" in page
    assert 'aria-label="Back"' not in page
    town.tiny.client.views_push(trigger_id=_trigger(town), view=form("Deeper"))
    assert 'aria-label="Back"' in fetch(f"/as/{town.ade.id}/messages").text
    assert "<form" in fetch(f"/as/{town.jo.id}/messages").text
    assert ">Save</button>" not in fetch(f"/as/{town.jo.id}/messages").text


def _trigger(town: Town) -> str:
    town.ade.click("Redraw")
    trigger: str = town.tiny.seen[-1]["trigger_id"]
    return trigger


def test_errors_and_warnings_stand_in_the_modal(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    town.ade.slash("/tiny form")
    town.ade.submit()
    assert "Please complete this required field." in fetch(f"/as/{town.ade.id}/messages").text
    town.ade.fill({"Note": "Well"})
    town.tiny.answers.append({"response_action": "nonsense"})
    town.ade.submit()
    page = fetch(f"/as/{town.ade.id}/messages").text
    assert "We had some trouble connecting. Try again?" in page.split('id="modal"')[1]


def test_a_warning_without_a_modal_is_a_toast(http_town: Town, fetch: Fetch) -> None:
    http_town.ade.slash("/tiny broken")
    page = fetch(f"/as/{http_town.ade.id}/messages").text
    assert re.search(r'<p class="toast" id="notice">/tiny failed', page)
