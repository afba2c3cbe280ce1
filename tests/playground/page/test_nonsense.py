"""What is asked in a way that cannot be understood is answered in words, never with a stack trace."""

from __future__ import annotations

import json
import re

import pytest

from tests.playground.conftest import Town
from tests.playground.page.conftest import Fetch, Fetched

LONG = "9" * 5000


def ask(fetch: Fetch, asked: str, body: str | bytes) -> Fetched:
    return fetch(f"/-/{asked}", "POST", body, Content_Type="application/json")


def mistake(answer: Fetched) -> str:
    words: str = json.loads(answer.text)["mistake"]
    return words


@pytest.mark.parametrize("body", ["", "{", "\udcff", "[]", '"act"', "[" * 100_000, '{"act": []}'])
def test_a_body_that_is_no_question_is_refused_in_words(fetch: Fetch, body: str) -> None:
    answer = ask(fetch, "act", body.encode(errors="surrogateescape"))
    assert (answer.status, mistake(answer)) == (400, "That cannot be done the way it was asked.")


def test_what_a_question_leaves_out_is_named(fetch: Fetch, http_town: Town) -> None:
    answer = ask(fetch, "act", json.dumps({"act": "slash", "who": http_town.ade.id}))
    assert (answer.status, mistake(answer)) == (400, "What was asked does not say “text”.")


def test_words_that_are_no_words_are_refused_in_words(fetch: Fetch, http_town: Town) -> None:
    answer = ask(fetch, "act", json.dumps({"act": "slash", "who": http_town.ade.id, "text": 5}))
    assert (answer.status, mistake(answer)) == (400, "That cannot be done the way it was asked.")


def test_an_act_that_nobody_can_do_is_named(fetch: Fetch, http_town: Town) -> None:
    answer = ask(fetch, "act", json.dumps({"act": "dance", "who": http_town.ade.id}))
    assert (answer.status, mistake(answer)) == (404, "Nobody can 'dance' here.")


@pytest.mark.parametrize("number", [LONG, "one", "-1", "1.5"])
def test_a_row_that_is_no_number_is_refused_in_words(fetch: Fetch, number: str) -> None:
    answer = fetch(f"/inspector/{number}")
    assert (answer.status, answer.text) == (400, "The inspector numbers what it shows; that is no such number.")


@pytest.mark.parametrize("path", ["/inspector?after={}", "/as/{ade}/messages?shown={}"])
def test_a_number_beyond_all_counting_changes_nothing(fetch: Fetch, http_town: Town, path: str) -> None:
    with_number, without = path.format(LONG, ade=http_town.ade.id), path.split("?")[0].format(ade=http_town.ade.id)
    assert fetch(with_number).status == fetch(without).status == 200


def test_all_that_the_page_names_is_there(fetch: Fetch, http_town: Town) -> None:
    page = fetch(f"/as/{http_town.ade.id}/messages").text
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert {"/static/page.css", "/static/page.js", "/static/early.js"} <= set(named)
    assert [path for path in named if fetch(path).status != 200] == []
