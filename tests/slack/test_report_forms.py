"""A report in each form in which somebody can have it: a file to read, a spreadsheet, text, and a message."""

from bot.playground.driver import Message, Person
from tests.slack.sight import logged
from tests.slack.test_reports import LOOK_BACK, NAMED, opened, reporting  # noqa: F401 -- `reporting` is a fixture
from tests.slack.test_run_record import fetched, with_file
from tests.slack.town import Town, done


def pressed(town: Town, label: str) -> Person:
    maker = opened(town)
    done(maker.click(label, on=maker.view()))
    return maker


def came(town: Town, maker: Person) -> Message:
    message = town.slack.wait(lambda: with_file(maker))
    assert message
    return message


def test_as_a_spreadsheet(reporting: Town) -> None:  # noqa: F811
    maker = pressed(reporting, "As a spreadsheet")
    sheet = came(reporting, maker)
    reporting.form(maker, "It comes as a file", NAMED, "What we learned")
    done(maker.click("Write", on=maker.view()))
    reporting.form(maker, "What did you learn?")
    assert fetched(sheet).startswith(b"PK") and sheet.files[0]["name"].endswith(".xlsx")


def test_where_there_is_no_table_it_says_why_no_text_comes(reporting: Town) -> None:  # noqa: F811
    """Too little was checked for any figure to be told."""
    maker = pressed(reporting, "As text")
    reporting.shows(maker, "has no table, so there is nothing to give as text. Please ask for it as a PDF.")
    assert with_file(maker) is None


def test_as_a_message_it_says_the_same_and_who_has_it(reporting: Town) -> None:  # noqa: F811
    maker = pressed(reporting, "Read it here")
    reporting.form(maker, "It comes as a message")
    message = reporting.shows(maker, LOOK_BACK, NAMED, "At a glance", "Made for: Robin")
    assert LOOK_BACK in message.text and not message.files
    assert len(logged(reporting, "export")) == 1


def test_as_a_message_it_comes_without_its_pictures_where_slack_refuses_them(reporting: Town) -> None:  # noqa: F811
    reporting.slack.fault("chat.postMessage", "error", error="invalid_blocks")
    maker = pressed(reporting, "Read it here")
    message = reporting.shows(maker, LOOK_BACK, NAMED)
    assert "data_visualization" not in str(message.blocks)
