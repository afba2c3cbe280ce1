"""C26 and C37: killed while files are deleted from Slack, each goes, and each is written down once."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.storage.tables import slack, table_of
from tests.slack.faults.process import town_with_process
from tests.slack.sight import logged
from tests.slack.test_expiring import given, held, is_there, over
from tests.slack.test_receipt import submitted
from tests.slack.town import Town

pytestmark = pytest.mark.slow

FILES = 3


def has_tried(town: Town, before: int) -> bool:
    return len(town.slack.calls("files.delete")) > before


def test_c37_killed_between_deleting_and_writing_it_down_all_go_once(sqlite_address: str, tmp_path: Path) -> None:
    with town_with_process(sqlite_address, tmp_path) as (town, bot):
        ade = submitted(town)
        addresses = [given(town) for _ in range(FILES)]
        bot.kill()
        with town.council.office.store.work() as uow:
            uow.run(update(table_of(slack.GivenFile)).values(until=datetime.now(UTC).date()))
        for _ in range(1, FILES):
            before = len(town.slack.calls("files.delete"))
            town.slack.fault("files.delete", "slow", seconds=3)
            over(town)
            bot.start()
            town.slack.wait(partial(has_tried, town, before))
            bot.kill()
        assert logged(town, "file deleted") == []
        over(town)
        bot.start()
        town.slack.wait(lambda: len(logged(town, "file deleted")) == FILES, timeout=40)
        town.slack.settled()
        entries = logged(town, "file deleted")
        assert len({entry["file"] for entry in entries}) == FILES
        assert {entry["was_there"] for entry in entries} == {True, False}
        assert not any(is_there(address) for address in addresses) and len(held(ade)) == FILES
