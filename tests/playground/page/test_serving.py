"""Headers, foreign pages, and the stream that keeps pages live."""

from __future__ import annotations

import json
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.playground.conftest import Town
from tests.playground.page.conftest import Fetch


@pytest.mark.parametrize("path", ["/as/ade/messages", "/as/nobody/home", "/static/page.css", "/static/missing.js", "/"])
def test_every_answer_forbids_what_the_page_does_not_need(path: str, fetch: Fetch, http_town: Town) -> None:
    headers = fetch(path.replace("ade", http_town.ade.id)).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; style-src 'self'; img-src 'self' data:;")
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_page_needs_nothing_inline_and_nothing_from_elsewhere(http_town: Town, fetch: Fetch) -> None:
    http_town.ade.slash("/tiny form")
    for place in ("messages", "home", "about"):
        page = fetch(f"/as/{http_town.ade.id}/{place}").text
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! (type=\"module\" )?src=\"/static/)", page)
        assert "http://" not in page
        assert "https://" not in page


def test_every_id_is_there_once(http_town: Town, fetch: Fetch) -> None:
    http_town.ade.slash("/tiny start")
    http_town.ade.slash("/tiny form")
    ids = re.findall(r'\sid="([^"]+)"', fetch(f"/as/{http_town.ade.id}/messages").text)
    assert len(ids) == len(set(ids))


def test_acts_come_from_our_own_page_only(http_town: Town, fetch: Fetch) -> None:
    act = json.dumps({"act": "say", "who": http_town.ade.id, "text": "Hello", "channel": "general"})
    json_ = "application/json"
    assert fetch("/-/act", "POST", act, Content_Type=json_, Origin="http://elsewhere.example.org").status == 403
    assert fetch("/-/act", "POST", act, Content_Type=json_, Origin="null").status == 403
    assert fetch("/-/act", "POST", act, Content_Type="text/plain").status == 415
    assert fetch("/-/act", "POST", act, Content_Type=json_, Origin=http_town.slack.url).status == 200


def test_nothing_outside_the_folder_is_served(fetch: Fetch) -> None:
    assert fetch("/static/../serve.py").status == 404
    assert fetch("/static/%2e%2e/serve.py").status in (403, 404)
    assert fetch("/static/").status in (403, 404)


def test_the_stream_tells_each_new_version(http_town: Town) -> None:
    address = urlsplit(http_town.slack.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request("GET", "/live")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"
    first = _next_version(response)
    http_town.ade.say("Hello", channel="general")
    assert _next_version(response) > first
    connection.close()


def _next_version(stream: object) -> int:
    for line in stream:  # type: ignore[attr-defined]
        if line.startswith(b"data: "):
            return int(line.removeprefix(b"data: "))
    raise AssertionError("The stream has ended.")
