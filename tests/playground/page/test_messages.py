"""Messages, files and the box on the page."""

from __future__ import annotations

import pytest

from bot.playground.page import shown
from tests.playground.conftest import Town
from tests.playground.page.conftest import Fetch
from tests.playground.tiny import card

HARM = "<script>alert(1)</script>"


def test_a_message_says_who_wrote_it_and_where_it_stands(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    ts = town.tiny.client.chat_postMessage(channel=town.ade.id, **card("Is it *right*?"))["ts"]
    page = fetch(f"/as/{town.ade.id}/messages").text
    assert f'data-ts="{ts}"' in page
    assert '<span class="name">Tiny</span> <span class="badge">APP</span>' in page
    assert "(edited)" not in page


def test_nobodys_words_become_a_tag(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    town.tiny.client.chat_postMessage(channel=town.ade.id, text=HARM)
    town.tiny.client.chat_postMessage(channel=town.ade.id, **card(HARM))
    town.ade.say(HARM, channel="general")
    town.slack.change_person(town.jo, title=HARM)
    for place in ("messages", "general", "home"):
        page = _page(town, fetch, place)
        assert HARM not in page
    assert "&lt;script&gt;" in _page(town, fetch, "general")


def _page(town: Town, fetch: Fetch, place: str) -> str:
    found = fetch(f"/as/{town.ade.id}/{place}")
    return (fetch(found.headers["Location"]) if found.status == 302 else found).text


def test_what_only_one_may_see_is_marked_and_shown_to_nobody_else(http_town: Town, fetch: Fetch) -> None:
    town = http_town
    town.ade.slash("/tiny help", channel="general")
    assert "Only visible to you" in _page(town, fetch, "general")
    jos = fetch(fetch(f"/as/{town.jo.id}/general").headers["Location"]).text
    assert "Only visible to you" not in jos
    town.ade.reload()
    assert "Only visible to you" not in _page(town, fetch, "general")


def test_a_changed_message_is_marked(http_town: Town, fetch: Fetch) -> None:
    client = http_town.tiny.client
    posted = client.chat_postMessage(channel=http_town.ade.id, text="One")
    client.chat_update(channel=str(posted["channel"]), ts=str(posted["ts"]), text="Two")
    page = _page(http_town, fetch, "messages")
    assert "Two" in page
    assert "(edited)" in page


def test_a_long_conversation_shows_its_newest_and_a_way_to_the_rest(
    http_town: Town, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "NEWEST", 2)
    for words in ("Number one", "Number two", "Number three"):
        http_town.ade.say(words, channel="general")
    page = _page(http_town, fetch, "general")
    assert "Number one" not in page
    assert "Number three" in page
    assert 'href="?shown=4"' in page


def test_words_are_refused_where_the_app_takes_none_and_the_page_says_so(http_town: Town, fetch: Fetch) -> None:
    words = "Sending messages to this app has been turned off."
    assert words in _page(http_town, fetch, "messages")
    assert words not in _page(http_town, fetch, "general")
    with pytest.raises(LookupError, match="turned off"):
        http_town.ade.say("Hello")


def test_a_day_and_time_is_that_of_the_peoples_clocks(http_town: Town) -> None:
    when = {"type": "datetimepicker", "action_id": "when"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [when]}]
    http_town.tiny.client.chat_postMessage(channel=http_town.ade.id, text="When?", blocks=blocks)
    http_town.ade.choose("when", "2026-07-01T10:00")
    assert http_town.tiny.seen[-1]["actions"][0]["selected_date_time"] == 1782896400


@pytest.mark.parametrize(
    ("name", "kind", "how"),
    [
        ("chart.png", "image/png", "inline"),
        ("report.csv", "text/plain; charset=utf-8", "inline"),
        ("report.pdf", "application/pdf", "inline"),
        ("page.html", "application/octet-stream", "attachment"),
        ("picture.svg", "application/octet-stream", "attachment"),
    ],
)
def test_a_file_can_be_opened_and_nothing_in_it_runs(
    name: str, kind: str, how: str, http_town: Town, fetch: Fetch
) -> None:
    town = http_town
    channel = town.slack.ask("people")["people"][0]["dm"]
    town.tiny.client.files_upload_v2(channel=channel, filename=name, content="content", title=f"The {name}")
    page = _page(town, fetch, "messages")
    assert f">The {name}</span>" in page
    address = page.split('class="card" href="')[1].split('"')[0]
    file = fetch(address)
    assert (file.status, file.text) == (200, "content")
    assert file.headers["Content-Type"] == kind
    assert file.headers["Content-Disposition"] == f"{how}; filename*=UTF-8''{name}"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert ("<img" in page) == (name == "chart.png")
