"""Getting the record of a check in Slack: it comes to the one who asked, and every refusal is a sentence."""

import urllib.request

import pytest

from bot.playground.driver import Message, Person
from tests.slack.test_receipt import submitted
from tests.slack.town import Town, done, looked_at

BUTTON = "Get the record"


def fetched(message: Message) -> bytes:
    with urllib.request.urlopen(message.files[0]["url_private"], timeout=5) as there:  # noqa: S310 -- our playground
        return bytes(there.read())


def with_file(person: Person) -> Message | None:
    return next((message for message in reversed(person.dm()) if message.files), None)


def test_the_record_comes_as_a_file_and_the_message_about_it_ends_by_saying_so(town: Town) -> None:
    ade = submitted(town)
    done(ade.click(BUTTON))
    message = town.slack.wait(lambda: with_file(ade))
    assert message
    assert message.files[0]["name"].startswith("record-") and "k7" not in message.files[0]["name"]
    assert fetched(message).startswith(b"%PDF")
    town.slack.settled()
    said = [there for there in ade.dm() if "The record of " in there.plain]
    assert len(said) == 1 and "is here, as a file" in said[0].plain and said[0].edited
    assert "on time" not in said[0].plain + said[0].text


def test_a_reader_gets_it_from_the_answers(town: Town) -> None:
    sam = looked_at(town)
    done(sam.click("See my answers"))
    town.form(sam, "page 1 of 1")
    done(sam.click(BUTTON, on=sam.view()))
    town.form(sam, "to your own conversation")
    assert town.slack.wait(lambda: with_file(sam))
    assert with_file(town.ade) is None


def test_it_can_be_had_from_home_long_after_the_receipt_has_moved_up(town: Town) -> None:
    ade = submitted(town)
    done(ade.open_home())
    done(ade.click(BUTTON, on=town.home(ade, "Done last", "K7-3Q")))
    town.form(ade, "to your own conversation")
    assert town.slack.wait(lambda: with_file(ade))


@pytest.mark.parametrize(
    ("method", "kind", "error", "said"),
    [
        ("files.getUploadURLExternal", "500", "", "did not take the file. Nothing is lost"),
        ("files.getUploadURLExternal", "error", "missing_scope", "may not send files here yet"),
        ("files.getUploadURLExternal", "error", "file_uploads_disabled", "Files are switched off"),
        ("files.getUploadURLExternal", "429", "", "Slack is busy"),
        ("upload", "500", "", "did not take the file. Nothing is lost"),
        ("upload", "reset-before", "", "did not take the file. Nothing is lost"),
        ("files.completeUploadExternal", "error", "channel_not_found", "not there any more"),
        ("files.completeUploadExternal", "reset-after", "", "did not say whether the file has arrived"),
    ],
)
def test_a_file_that_slack_refuses_ends_in_a_sentence(
    town: Town, method: str, kind: str, error: str, said: str
) -> None:
    ade = submitted(town)
    town.slack.fault(method, kind, error=error)
    done(ade.click(BUTTON))
    town.slack.wait(lambda: any(said in there.plain for there in ade.dm()))
    town.slack.clear_faults()


def test_without_the_scope_it_says_whom_to_ask(town: Town) -> None:
    ade = submitted(town)
    town.slack.lift_scope("files:write")
    done(ade.click(BUTTON))
    town.shows(ade, "give it files:write")


def test_somebody_else_gets_a_refusal_and_no_file(town: Town) -> None:
    """A button that was made up, or one of a check that is theirs no more."""
    ade = submitted(town)
    receipt, bea = ade.card(), town.person("Bea")
    done(bea.press("takerecord/0", message=receipt))
    town.slack.settled()
    assert with_file(bea) is None and with_file(ade) is None
