"""Files given out, on both databases: each is over on its day, tried once a day, and gone once."""

from datetime import timedelta

from bot.flows.office import OPERATOR
from bot.storage import given_files
from bot.storage.given_files import Stuck
from bot.storage.store import Store


def test_one_is_over_on_its_day_tried_once_a_day_and_gone_once(store: Store) -> None:
    with store.work() as uow:
        given_files.give_out(uow, ["F0OLD", "F0STUCK"], uow.today - timedelta(days=1), OPERATOR)
        given_files.give_out(uow, ["F0NEW"], uow.today + timedelta(days=1), OPERATOR)
    with store.work() as uow:
        over = {given.file: given for given in given_files.load_over(uow, 9)}
        assert over.keys() == {"F0OLD", "F0STUCK"} and len(given_files.load_over(uow, 1)) == 1
        given_files.record_stuck(uow, over["F0STUCK"], "cant_delete_file")
        for _ in range(2):
            given_files.record_gone(uow, over["F0OLD"], OPERATOR, was_there=True)
        assert [line.verb for line in uow.lines] == ["file deleted"]
        assert given_files.load_over(uow, 9) == []
        assert given_files.load_stuck(uow) == Stuck(1, "cant_delete_file")
