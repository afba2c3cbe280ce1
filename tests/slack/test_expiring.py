"""C26: what somebody was given as a file is deleted from Slack on its day, and can be had again."""

import urllib.error
import urllib.request
from typing import Any

import pytest
from sqlalchemy import update

from bot.playground.driver import Message, Person
from bot.storage import given_files
from bot.storage.given_files import Stuck, load_stuck
from bot.storage.tables import table_of
from bot.storage.tables.digests import Task
from tests.slack.sight import logged
from tests.slack.test_calendar import movable, move  # noqa: F401 -- `movable` is a fixture
from tests.slack.test_receipt import submitted
from tests.slack.town import Town, done

BUTTON, DELETED = "Get the record", "One file was deleted from Slack."


def held(person: Person) -> list[Message]:
    """Messages with a file that can be opened, or with what is left of one."""
    return [message for message in person.dm() if message.files]


def given(town: Town) -> str:
    """The address of a file that Ade has just asked for."""
    ade, before = town.ade, len(held(town.ade))
    done(ade.click(BUTTON, on=next(message for message in ade.dm() if BUTTON in message.plain)))
    town.slack.wait(lambda: len(held(ade)) > before)
    town.slack.settled()
    return str(held(ade)[-1].files[0]["url_private"])


def is_there(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as there:  # noqa: S310 -- our playground
            return bool(there.read().startswith(b"%PDF"))
    except urllib.error.HTTPError:
        return False


def stop(*_: Any, **__: Any) -> None:
    raise RuntimeError("the machine lost power")


def beat(town: Town) -> list[dict[str, Any]]:
    """What was deleted, once time has done its work again."""
    assert town.bot
    town.bot.pulse.beat()
    return logged(town, "file deleted")


def over(town: Town) -> None:
    """Whatever the one that was stopped had in hand is free again, as it is after some minutes."""
    with town.council.office.store.work() as uow:
        uow.run(update(table_of(Task)).values(leased_until=None))


def test_it_is_there_until_the_day_it_names_and_can_be_had_again(movable: Town) -> None:  # noqa: F811
    town, ade = movable, submitted(movable)
    first = given(town)
    assert any("This file is deleted from Slack on Wed 23 Dec 2026; ask for it again" in m.plain for m in ade.dm())
    assert DELETED not in move(town, "2026-12-22")["happened"]
    assert is_there(first)
    assert DELETED in move(town, "2026-12-23")["happened"]
    assert not is_there(first) and "deleted" in held(ade)[0].plain
    assert is_there(given(town))
    sent, (gone,), (taken, _) = logged(town, "file given"), logged(town, "file deleted"), logged(town, "export")
    assert (gone["actor"], gone["file"], gone["was_there"]) == ("operator", sent[0]["file"], True)
    assert [(entry["actor"], entry["until"]) for entry in sent] == [
        (taken["actor"], "2026-12-23"),
        (taken["actor"], "2027-01-22"),
    ]


def test_stopped_between_deleting_and_writing_it_down_it_is_found_gone(
    movable: Town,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town, _ = movable, submitted(movable)
    addresses = [given(town), given(town)]
    with monkeypatch.context() as cut:
        cut.setattr(given_files, "record_gone", stop)
        with pytest.raises(LookupError):
            move(town, "2026-12-23")
    assert [is_there(address) for address in addresses].count(True) == 1
    assert logged(town, "file deleted") == []
    town.stop_bot()
    over(town)
    town.start_bot()
    town.slack.wait(lambda: len(logged(town, "file deleted")) == 2)
    assert not any(is_there(address) for address in addresses)
    assert sorted(entry["was_there"] for entry in logged(town, "file deleted")) == [False, True]
    assert len({entry["file"] for entry in logged(town, "file deleted")}) == 2


@pytest.mark.parametrize(
    ("kind", "error", "was_there"),
    [("error", "cant_delete_file", True), ("500", "", True), ("reset-before", "", True), ("reset-after", "", False)],
)
def test_what_slack_does_not_delete_is_tried_the_next_day(
    movable: Town,  # noqa: F811
    kind: str,
    error: str,
    was_there: bool,
) -> None:
    town, _ = movable, submitted(movable)
    address = given(town)
    town.slack.fault("files.delete", kind, error=error)
    assert DELETED not in move(town, "2026-12-23")["happened"]
    assert move(town, "2026-12-24")["happened"].count(DELETED) == 1
    assert not is_there(address)
    assert [entry["was_there"] for entry in logged(town, "file deleted")] == [was_there]


@pytest.mark.parametrize(("kind", "stands"), [("reset-after", True), ("500", False)])
def test_one_of_which_slack_did_not_say_whether_it_stands_is_not_forgotten(
    movable: Town,  # noqa: F811
    kind: str,
    stands: bool,
) -> None:
    town, ade = movable, submitted(movable)
    town.slack.fault("files.completeUploadExternal", kind)
    done(ade.click(BUTTON))
    town.slack.wait(lambda: any("whether the file has arrived" in message.plain for message in ade.dm()))
    assert bool(held(ade)) == stands
    move(town, "2026-12-23")
    assert [entry["was_there"] for entry in logged(town, "file deleted")] == [stands]


def test_one_that_stays_is_tried_once_a_day_and_counted(movable: Town) -> None:  # noqa: F811
    town, _ = movable, submitted(movable)
    given(town)
    town.slack.fault("files.delete", "error", error="cant_delete_file", times=9)
    for day in ("2026-12-23", "2026-12-24"):
        move(town, day)
        beat(town)
    assert len(town.slack.calls("files.delete")) == 2
    with town.council.office.store.look() as uow:
        assert load_stuck(uow).many == 0  # the council's own clock is still at the day on which it was given
    assert town.bot
    with town.bot.office.store.look() as uow:
        assert load_stuck(uow) == Stuck(1, "cant_delete_file")


def test_one_that_slack_has_no_time_for_is_deleted_as_soon_as_it_has(movable: Town) -> None:  # noqa: F811
    town, _ = movable, submitted(movable)
    given(town)
    town.slack.fault("files.delete", "429", seconds=1)
    move(town, "2026-12-23")
    assert logged(town, "file deleted") == []
    town.slack.wait(lambda: beat(town))
