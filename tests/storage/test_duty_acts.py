"""What people said of duties is kept with how it ended, and logged without its words."""

from dataclasses import replace

from sqlalchemy import select

from bot.domain.duties import Status
from bot.domain.duty_acts import ENDED, EXCUSE, GIVEN, HANDOVER, NOTHING, REFUSED
from bot.storage.duty_acts import add_act, load_act, load_acts_of, load_asked, load_asked_of, settle_act
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry
from tests.council import TODAY, Council
from tests.duties import go_live, keep, owe

DUTY = "abcdefghijklm"


def test_what_waits_is_found_by_whom_it_was_asked_of_until_it_is_settled(council: Council) -> None:
    ids, duty = council.ids, owe(go_live(council)).id
    with council.office.store.work() as uow:
        excuse = add_act(uow, duty, EXCUSE, ids["Ade"], ids["Sam"], "None was open.", TODAY)
        offer = add_act(uow, duty, HANDOVER, ids["Ade"], ids["Bea"])
    with council.office.store.work() as uow:
        (asked,) = load_asked_of(uow, EXCUSE, {ids["Sam"], ids["Bea"]})
        assert (asked.id, asked.words, asked.until, asked.waits) == (excuse, "None was open.", TODAY, True)
        assert [act.id for act in load_asked(uow, HANDOVER)] == [offer]
        settle_act(uow, asked, REFUSED, ids["Sam"], "There was one.")
    with council.office.store.work() as uow:
        handed = load_act(uow, offer, lock=True)
        assert handed
        settle_act(uow, handed, GIVEN, ids["Bea"])
    with council.office.store.look() as uow:
        assert load_asked(uow, EXCUSE) == load_asked(uow, HANDOVER) == []
        refused, given = sorted(load_acts_of(uow, [duty]), key=lambda act: act.kind)
    assert (refused.words, refused.answer, refused.decided_by) == ("None was open.", "There was one.", ids["Sam"])
    assert (given.holds, given.since) == (True, TODAY)


def test_what_was_asked_of_what_is_over_waits_for_nobody(council: Council) -> None:
    """Whatever became of it: done, missed, or not owed any more."""
    duty = owe(go_live(council))
    with council.office.store.work() as uow:
        add_act(uow, DUTY, EXCUSE, council.ids["Sam"], council.ids["Robin"])
        act = add_act(uow, duty.id, EXCUSE, council.ids["Sam"], council.ids["Robin"])
    for status in Status:
        keep(council, replace(duty, status=status))
        with council.office.store.look() as uow:
            found = [there.id for there in load_asked(uow, EXCUSE)]
            assert found == [there.id for there in load_asked_of(uow, EXCUSE, [council.ids["Robin"]])]
            assert found == ([act] if status.is_open else [])


def test_what_nobody_is_asked_for_holds_at_once_and_stays_known_when_it_is_ended(council: Council) -> None:
    with council.office.store.work() as uow:
        nothing = add_act(uow, DUTY, NOTHING, council.ids["Ade"])
        act = load_act(uow, nothing)
        assert act
        assert act.holds
        settle_act(uow, act, ENDED, council.ids["Ade"])
    with council.office.store.look() as uow:
        assert [act.state for act in load_acts_of(uow, [DUTY])] == [ENDED]
        assert load_act(uow, "no such key") is None


def test_the_log_holds_ids_and_digests_only(council: Council) -> None:
    with council.office.store.work() as uow:
        add_act(uow, DUTY, EXCUSE, council.ids["Ade"], council.ids["Sam"], "None was open.", TODAY)
    entry = table_of(Entry)
    with council.office.store.look() as uow:
        body = str(uow.run(select(entry.c.body).order_by(entry.c.sequence.desc())).scalars().first())
    assert '"verb":"duty excuse asked"' in body
    assert DUTY in body
    assert "None" not in body
