"""Opening the bot: what keeps it from starting is said in a sentence, and leaves nothing behind."""

import threading

import pytest

from bot.app import open_bot
from bot.errors import ShownError
from tests.slack.town import Town


def test_a_port_that_is_taken_is_said_and_leaves_nothing_running(either_town: Town) -> None:
    with pytest.raises(ShownError, match="cannot listen on port"):
        open_bot(either_town.settings)
    names = [thread.name for thread in threading.enumerate()]
    assert names.count("post") == 1
    assert names.count("socket-door") <= 1
