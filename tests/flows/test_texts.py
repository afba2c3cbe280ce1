"""The gate for words, the promise about who reads them, and the reference people say aloud."""

import pytest

from bot.errors import IdentifyingTextError, UnusableValueError
from bot.flows.promises import promise
from bot.flows.texts import usable
from bot.storage.keys import new_key, new_reference
from tests.council import LIBRARY


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  plain  ", "plain"),
        ("two\r\nlines\rmore", "two\nlines\nmore"),
        ("cafe\u0301", "café"),
        ("👩‍👩‍👧 and 🇬🇧", "👩‍👩‍👧 and 🇬🇧"),
        ("{{7*7}} ${x} %s <!channel>", "{{7*7}} ${x} %s <!channel>"),
    ],
)
def test_what_is_kept(text: str, kept: str) -> None:
    assert usable(text, 100) == kept


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "write something"),
        (" \n\t ", "write something"),
        ("\u200b\u200d\u2060", "write something"),
        ("a\x00b", "cannot be stored"),
        ("a\x1b[0m", "cannot be stored"),
        ("\ud800", "cannot be stored"),
        ("x" * 101, "101 characters; there is room for 100"),
    ],
)
def test_c14_c15_what_is_refused_and_why(text: str, says: str) -> None:
    with pytest.raises(UnusableValueError, match=says):
        usable(text, 100)


def test_a_reason_may_not_identify_anybody_either() -> None:
    assert usable("Ring 07700 900123", 100, "the office's number")
    for reason in ("", "ring jo@example.org", " "):
        with pytest.raises(UnusableValueError):
            usable("Ring 07700 900123", 100, reason)


def test_the_kinds_seen_are_named_and_the_text_is_not() -> None:
    with pytest.raises(IdentifyingTextError) as caught:
        usable("Ring 07700 900123 at M1 1AE", 100)
    assert "a phone number and a postcode" in str(caught.value)
    assert "07700" not in str(caught.value)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("own-look", "Only you can see your answers"),
        ("work-look", "you, the supervisor and the line above"),
        ("panel-look", "you, any panel and the lead of the team"),
    ],
)
def test_the_promise_follows_who_sees(form: str, says: str) -> None:
    checklist = LIBRARY.forms[form].checklist
    assert says in promise(checklist)
    assert says in promise(checklist, "submitted")


def test_keys_and_references_are_random_and_of_their_shape() -> None:
    keys = {new_key() for _ in range(10_000)}
    assert len(keys) == 10_000
    assert {len(key) for key in keys} == {13}
    assert all(len(reference) == 6 and not set(reference) & set("AEIOU01L") for reference in map(_ref, range(100)))


def _ref(_number: int) -> str:
    return new_reference()
