"""The next day by which somebody has something to do, and how much is to be done by a day; on both databases."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.duties import Status
from bot.flows.actions import agree_action
from bot.flows.finish import submit_run
from bot.storage.actions import load_actions
from bot.storage.falling_due import count_due, find_next_due
from tests.council import TODAY, Council
from tests.duties import go_live, keep, owe

DAY = timedelta(days=1)


def test_only_what_somebody_still_has_to_do_falls_due(council: Council) -> None:
    """Neither what is done or nobody's, nor days on which something only changes."""
    go_live(council)
    first = owe(council, due=TODAY + 5 * DAY, next_change_on=TODAY + DAY)
    owe(council, about="Bea", due=TODAY + 5 * DAY, status=Status.PLANNED)
    owe(council, "WIL-2", "Ade", "Ade", due=TODAY + 3 * DAY, status=Status.DONE)
    owe(council, "WIL-2", "Bea", None, due=TODAY + 2 * DAY)
    sam, run = council.actor("Sam"), council.work_look()
    agree_action(council.office, sam, run, "ACT3", "Write plainer records", TODAY + 4 * DAY)
    with council.office.store.look() as uow:
        assert find_next_due(uow, TODAY) == TODAY + 5 * DAY
    submit_run(council.office, sam, run)
    with council.office.store.look() as uow:
        assert find_next_due(uow, TODAY) == TODAY + 4 * DAY
        assert find_next_due(uow, TODAY + 4 * DAY) == TODAY + 5 * DAY
        assert find_next_due(uow, TODAY + 5 * DAY) is None
        assert count_due(uow, TODAY + 4 * DAY) == (0, 1)
        assert count_due(uow, TODAY + 5 * DAY) == (2, 0)
        (action,) = load_actions(uow, run)
    keep(council, replace(first, about=action.id, due=TODAY + 4 * DAY))
    with council.office.store.look() as uow:
        assert count_due(uow, TODAY + 4 * DAY) == (1, 0)
