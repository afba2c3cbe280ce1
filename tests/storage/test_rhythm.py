"""When people can be reached, as it is stored: hours, time zones, nations, absences, and when two meet next."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError

from bot.clock import LONDON
from bot.domain.messages import Account
from bot.domain.rhythm import NextMeeting, Rhythm
from bot.storage import accounts, rhythm
from bot.storage.store import Uow
from bot.storage.tables import people as tables
from bot.storage.tables import table_of
from tests.council import TODAY, Council


def load(uow: Uow, person: str, zone: ZoneInfo = LONDON) -> Rhythm:
    return rhythm.load_rhythms(uow, [person], zone)[person]


def days(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def test_who_has_chosen_nothing_has_the_usual_hours(council: Council) -> None:
    with council.office.store.look() as uow:
        assert load(uow, council.ids["Ade"]) == Rhythm(LONDON)
        assert load(uow, council.ids["Zed"]) == Rhythm(LONDON)  # in no team
        assert load(uow, council.ids["Ade"], ZoneInfo("Europe/Paris")).zone.key == "Europe/Paris"
        assert rhythm.load_rhythms(uow, [], LONDON) == {}
        assert rhythm.load_rhythms(uow, ["nobody"], LONDON) == {}


def test_hours_are_kept_and_replaced(council: Council) -> None:
    ade = council.ids["Ade"]
    for hour, weekdays in ((7, {0}), (18, {1, 3, 6})):
        with council.office.store.work() as uow:
            rhythm.keep_hours(uow, ade, hour, weekdays)
        with council.office.store.look() as uow:
            found = load(uow, ade)
            assert (found.hour, found.days) == (hour, frozenset(weekdays))


@pytest.mark.parametrize(("hour", "weekdays"), [(24, {0}), (-1, {0}), (9, set[int]()), (9, {7})])
def test_no_hours_that_cannot_be_are_kept(council: Council, hour: int, weekdays: set[int]) -> None:
    with pytest.raises(IntegrityError), council.office.store.work() as uow:
        rhythm.keep_hours(uow, council.ids["Ade"], hour, weekdays)


def test_the_zone_is_that_of_the_account_one_writes_to(council: Council) -> None:
    ade, bea, sam = (council.ids[name] for name in ("Ade", "Bea", "Sam"))
    with council.office.store.work() as uow:
        accounts.keep_account(uow, Account("U0OLD", ade, "gone", tz="Asia/Tokyo"))
        accounts.keep_account(uow, Account("U0ADE", ade, tz="Europe/Paris"))
        accounts.keep_account(uow, Account("U0BEA", bea, tz="Europe/Atlantis"))
        accounts.keep_account(uow, Account("U0SAM", sam, tz="../etc/passwd"))
    with council.office.store.look() as uow:
        found = rhythm.load_rhythms(uow, [ade, bea, sam], LONDON)
        assert [found[person].zone.key for person in (ade, bea, sam)] == [
            "Europe/Paris",
            "Europe/London",
            "Europe/London",
        ]


def test_the_nation_is_that_of_ones_team_today(council: Council) -> None:
    team = table_of(tables.Team)
    with council.office.store.work() as uow:
        uow.run(team.update().where(team.c.name == "East").values(nation="SCT"))
    with council.office.store.look() as uow:
        assert load(uow, council.ids["Ade"]).nation == "SCT"
        assert load(uow, council.ids["Sid"]).nation == "ENG"


def test_of_very_many_people_each_has_their_own(sqlite_council: Council) -> None:
    ade, others = sqlite_council.ids["Ade"], [f"nobody{number}" for number in range(600)]
    with sqlite_council.office.store.work() as uow:
        rhythm.keep_hours(uow, ade, 7, {0})
        rhythm.add_absence(uow, ade, days(1), days(2), None)
        accounts.keep_account(uow, Account("U0ADE", ade, tz="Europe/Paris"))
        accounts.keep_account(uow, Account("U0BEA", sqlite_council.ids["Bea"], tz="Europe/Paris"))
        found = rhythm.load_rhythms(uow, [*others, ade], LONDON)
    assert set(found) == {ade}
    assert (found[ade].hour, found[ade].zone.key, len(found[ade].away)) == (7, "Europe/Paris", 1)


def test_absences_that_are_not_over(council: Council) -> None:
    ade, bea = council.ids["Ade"], council.ids["Bea"]
    with council.office.store.work() as uow:
        later = rhythm.add_absence(uow, ade, days(10), days(12), bea)
        now = rhythm.add_absence(uow, ade, days(-3), days(1), None)
        rhythm.add_absence(uow, ade, days(-9), days(0), None)
    with council.office.store.look() as uow:
        found = rhythm.load_absences(uow, [ade])
        assert [absence.id for absence in found[ade]] == [now, later]
        assert [absence.id for absence in load(uow, ade).away] == [now, later]
        assert found[bea] == []
        assert len(rhythm.load_ever_away(uow, ade)) == 3
        assert [absence.id for absence in rhythm.load_stood_in_for(uow, bea)] == [later]


def test_what_is_ended_today_keeps_the_days_before_and_else_leaves_nothing(council: Council) -> None:
    ade = council.ids["Ade"]
    with council.office.store.work() as uow:
        for since in (-2, 0, 5):
            rhythm.add_absence(uow, ade, days(since), days(since + 20), None)
        for absence in rhythm.load_ever_away(uow, ade):
            rhythm.end_absence(uow, absence)
    with council.office.store.look() as uow:
        left = rhythm.load_ever_away(uow, ade)
        assert [(absence.since, absence.until) for absence in left] == [(days(-2), days(0))]


def test_cover_is_of_one_day_and_of_who_is_here(council: Council) -> None:
    ids = council.ids
    with council.office.store.work() as uow:
        rhythm.add_absence(uow, ids["Lou"], days(-5), days(5), ids["Ade"])
        rhythm.add_absence(uow, ids["Bea"], days(3), days(5), None)
    with council.office.store.look() as uow:
        today, later = rhythm.load_cover(uow, days(0)), rhythm.load_cover(uow, days(4))
        earlier = rhythm.load_cover(uow, days(-2))
    assert today.away == {ids["Sam"]: ids["Sid"]}
    assert later.away == {ids["Sam"]: ids["Sid"], ids["Bea"]: None}
    assert earlier.away == {ids["Lou"]: ids["Ade"]}  # on a day on which Lou was still here
    assert ids["Lou"] in earlier.here
    assert ids["Lou"] not in today.here
    assert (today.supervisor[ids["Ade"]], ids["Robin"] in today.supervisor) == (ids["Sam"], False)


def test_the_next_meeting_of_two_is_one_row(council: Council) -> None:
    sam, ade, bea = council.ids["Sam"], council.ids["Ade"], council.ids["Bea"]
    with council.office.store.work() as uow:
        rhythm.set_meets(uow, sam, ade, days(3))
        rhythm.set_meets(uow, sam, ade, days(7))
        rhythm.set_meets(uow, sam, bea, days(-1))
    with council.office.store.work() as uow:
        assert set(rhythm.load_meets(uow)) == {NextMeeting(sam, ade, days(7)), NextMeeting(sam, bea, days(-1))}
        assert rhythm.load_meets_of(uow, [ade, bea]) == {(sam, ade): days(7)}
        rhythm.set_meets(uow, sam, ade, None)
        assert rhythm.load_meets_of(uow, [ade, bea]) == {}
