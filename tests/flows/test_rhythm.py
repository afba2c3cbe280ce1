"""Absences, hours and next meetings: who may enter them, what is refused, what a stand-in gains and loses with them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.domain.people import Verb
from bot.domain.rhythm import Absence, Presence
from bot.errors import FormProblemsError, NotAllowedError
from bot.flows import access
from bot.flows.due.news import IGNORED, news_in
from bot.flows.finish import submit_run
from bot.flows.home import load_home
from bot.flows.rhythm.absences import (
    FIRST,
    LAST,
    STAND_IN,
    change_absence,
    end_absence,
    load_absence_form,
    load_change_form,
    record_absence,
)
from bot.flows.rhythm.agreed import (
    DAYS,
    HOUR,
    MEETING_DAY,
    load_hours,
    load_meeting_form,
    record_hours,
    record_meeting,
)
from bot.flows.rhythm.standing_in import load_stood_down, load_stood_in
from bot.storage import people, rhythm
from bot.storage.followed import load_end, load_lines
from bot.storage.tables import log, slack, table_of
from bot.storage.tables import people as tables
from tests.council import TODAY, Council


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def goes(
    council: Council, name: str, first: int, last: int, *, by: str | None = None, stand_in: str | None = None
) -> None:
    whose = council.ids[name] if by else None
    deputy = council.ids[stand_in] if stand_in else None
    record_absence(council.office, council.actor(by or name), whose, day(first), day(last), deputy)


def away(council: Council, name: str) -> list[Absence]:
    with council.office.store.look() as uow:
        return rhythm.load_ever_away(uow, council.ids[name])


def stands_in_for(council: Council, name: str, ahead: int) -> set[str]:
    names = {key: name for name, key in council.ids.items()}
    with council.office.store.look() as uow:
        standing = people.load_standing(uow, council.ids[name], day(ahead))
    return {names[person] for person in standing.stands_in_for} if standing else set()


def presence(council: Council, name: str) -> Presence:
    return load_home(council.office, council.actor(name)).presence


def logged(council: Council) -> list[str]:
    entry = table_of(log.Entry)
    with council.office.store.look() as uow:
        return [str(row.body) for row in uow.run(select(entry.c.body).order_by(entry.c.sequence))]


# Absences


def test_days_away_are_kept_and_end_after_the_last_one(council: Council) -> None:
    goes(council, "Ade", 3, 5, stand_in="Bea")
    (kept,) = away(council, "Ade")
    assert (kept.since, kept.until, kept.stand_in) == (day(3), day(6), council.ids["Bea"])
    (line,) = presence(council, "Ade").absences
    assert (line.who, line.stand_in, line.begun) == ("Ade", "Bea", False)


def test_sent_twice_it_is_entered_once(council: Council) -> None:
    for _ in range(2):
        goes(council, "Ade", 3, 5, stand_in="Bea")
    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(lambda _: goes(council, "Bea", 1, 2), range(4)))
    assert (len(away(council, "Ade")), len(away(council, "Bea"))) == (1, 1)


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        (5, 4, LAST, "not before the first"),
        (-29, 4, FIRST, "within the last four weeks"),
        (0, 2 * 366, LAST, "within two years"),
        (10, 12, FIRST, "overlaps with days away from Thu 3 Dec 2026 to Fri 4 Dec 2026. Nothing was saved."),
        (8, 10, FIRST, "overlaps"),
        (8, 20, FIRST, "overlaps"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(
    sqlite_council: Council, first: int, last: int, field: str, said: str
) -> None:
    goes(sqlite_council, "Ade", 10, 11)
    with pytest.raises(FormProblemsError) as refused:
        goes(sqlite_council, "Ade", first, last)
    assert said in refused.value.problems[field]
    assert len(away(sqlite_council, "Ade")) == 1


def test_days_beside_others_are_no_overlap_and_four_weeks_back_are_taken(sqlite_council: Council) -> None:
    for first, last in ((10, 11), (12, 12), (9, 9), (-28, -27)):
        goes(sqlite_council, "Ade", first, last)
    assert len(away(sqlite_council, "Ade")) == 4


@pytest.mark.parametrize(("stand_in", "said"), [("Ade", "for themselves"), ("Lou", "not on the QA list")])
def test_who_cannot_stand_in(sqlite_council: Council, stand_in: str, said: str) -> None:
    with pytest.raises(FormProblemsError) as refused:
        goes(sqlite_council, "Ade", 0, 1, stand_in=stand_in)
    assert said in refused.value.problems[STAND_IN]
    with pytest.raises(FormProblemsError, match="not on the QA list"):
        record_absence(sqlite_council.office, sqlite_council.actor("Ade"), None, day(0), day(1), "nobody")


@pytest.mark.parametrize(
    ("by", "whose", "may"),
    [
        ("Ade", "Ade", True),
        ("Sam", "Ade", True),
        ("Sid", "Ade", True),  # who stands in for Sam today
        ("Robin", "Ade", True),
        ("Mia", "Ade", True),
        ("Quinn", "Sid", True),
        ("Max", "Sid", True),
        ("Bea", "Ade", False),
        ("Ade", "Sam", False),
        ("Max", "Ade", False),
        ("Quinn", "Lou", False),  # who has left
    ],
)
def test_who_may_enter_whose(sqlite_council: Council, by: str, whose: str, may: bool) -> None:
    if may:
        goes(sqlite_council, whose, 20, 21, by=by)
        load_absence_form(sqlite_council.office, sqlite_council.actor(by), sqlite_council.ids[whose])
        assert len(away(sqlite_council, whose)) == 1
        return
    with pytest.raises(NotAllowedError):
        goes(sqlite_council, whose, 20, 21, by=by)
    with pytest.raises(NotAllowedError):
        load_absence_form(sqlite_council.office, sqlite_council.actor(by), sqlite_council.ids[whose])


@pytest.mark.parametrize("claimed", ["", "nobody", "a" * 13])
def test_somebody_who_is_not_there_is_refused(sqlite_council: Council, claimed: str) -> None:
    office, quinn = sqlite_council.office, sqlite_council.actor("Quinn")
    for attempt in (
        lambda: load_absence_form(office, quinn, claimed or "x"),
        lambda: load_change_form(office, quinn, claimed),
        lambda: end_absence(office, quinn, claimed),
        lambda: load_meeting_form(office, quinn, claimed),
    ):
        with pytest.raises(NotAllowedError):
            attempt()


def test_only_who_is_away_says_who_stands_in(sqlite_council: Council) -> None:
    with pytest.raises(FormProblemsError) as refused:
        goes(sqlite_council, "Ade", 0, 1, by="Sam", stand_in="Sam")
    assert "Only who is away" in refused.value.problems[STAND_IN]
    goes(sqlite_council, "Ade", 0, 1, stand_in="Bea")
    (kept,) = away(sqlite_council, "Ade")
    with pytest.raises(NotAllowedError):  # nor is it theirs to change for how long
        change_absence(sqlite_council.office, sqlite_council.actor("Sam"), kept.id, day(0), day(9), kept.stand_in)


def test_ones_own_days_are_changed_as_a_whole(council: Council) -> None:
    goes(council, "Ade", 3, 5, stand_in="Bea")
    (kept,) = away(council, "Ade")
    form = load_change_form(council.office, council.actor("Ade"), kept.id)
    assert (form.changed and form.changed.since, form.stand_in) == (day(3), council.ids["Bea"])
    change_absence(council.office, council.actor("Ade"), kept.id, day(4), day(8), None)
    assert away(council, "Ade") == [Absence(kept.id, council.ids["Ade"], day(4), day(9))]
    goes(council, "Ade", 20, 21)
    with pytest.raises(FormProblemsError, match="overlaps"):
        change_absence(council.office, council.actor("Ade"), kept.id, day(4), day(20))


def test_a_first_day_that_is_long_past_may_stay(sqlite_council: Council) -> None:
    with sqlite_council.office.store.work() as uow:
        rhythm.add_absence(uow, sqlite_council.ids["Ade"], day(-90), day(2), None)
    (kept,) = away(sqlite_council, "Ade")
    change_absence(sqlite_council.office, sqlite_council.actor("Ade"), kept.id, day(-90), day(30))
    assert away(sqlite_council, "Ade")[0].until == day(31)
    with pytest.raises(FormProblemsError, match="four weeks"):
        change_absence(sqlite_council.office, sqlite_council.actor("Ade"), kept.id, day(-91), day(30))


@pytest.mark.parametrize("by", ["Ade", "Sam", "Quinn"])
def test_being_back_ends_it_today_and_not_twice(council: Council, by: str) -> None:
    goes(council, "Ade", -2, 5)
    (kept,) = away(council, "Ade")
    assert end_absence(council.office, council.actor(by), kept.id) == council.ids["Ade"]
    assert away(council, "Ade")[0].until == TODAY
    with pytest.raises(NotAllowedError, match="over or was taken out"):
        end_absence(council.office, council.actor(by), kept.id)
    with pytest.raises(NotAllowedError, match="over or was taken out"):
        change_absence(council.office, council.actor("Ade"), kept.id, day(-2), day(9))


def test_nobody_else_ends_it(sqlite_council: Council) -> None:
    goes(sqlite_council, "Ade", 0, 5)
    (kept,) = away(sqlite_council, "Ade")
    with pytest.raises(NotAllowedError):
        end_absence(sqlite_council.office, sqlite_council.actor("Bea"), kept.id)


def test_the_log_says_who_and_which_and_neither_days_nor_names(sqlite_council: Council) -> None:
    goes(sqlite_council, "Ade", 3, 5, stand_in="Bea")
    (kept,) = away(sqlite_council, "Ade")
    change_absence(sqlite_council.office, sqlite_council.actor("Ade"), kept.id, day(3), day(6))
    end_absence(sqlite_council.office, sqlite_council.actor("Ade"), kept.id)
    record_hours(sqlite_council.office, sqlite_council.actor("Ade"), 8, [0, 1])
    record_meeting(sqlite_council.office, sqlite_council.actor("Sam"), sqlite_council.ids["Ade"], day(3))
    lines = logged(sqlite_council)[-5:]
    verbs = ("absence entered", "absence changed", "absence ended", "hours chosen", "next meeting agreed")
    for verb, line in zip(verbs, lines, strict=True):
        assert verb in line
        assert not [word for word in ("Ade", "Bea", "2026-11-26", "2026-11-28", "2026-11-29") if word in line]
    assert kept.id in lines[0]


def test_whoever_reckons_what_is_owed_hears_of_absences_and_meetings(sqlite_council: Council) -> None:
    ade, bea = (sqlite_council.ids[name] for name in ("Ade", "Bea"))
    with sqlite_council.office.store.look() as uow:
        since = load_end(uow)

    def heard() -> tuple[set[str], set[str]]:
        with sqlite_council.office.store.look() as uow:
            news = news_in(load_lines(uow, since, IGNORED))
        return news.absent, news.meet

    record_hours(sqlite_council.office, sqlite_council.actor("Ade"), 8, [0])
    assert heard() == (set(), set())
    goes(sqlite_council, "Ade", 3, 5)
    record_meeting(sqlite_council.office, sqlite_council.actor("Sam"), bea, day(3))
    assert heard() == ({ade}, {bea})
    with sqlite_council.office.store.look() as uow:
        since = load_end(uow)
    end_absence(sqlite_council.office, sqlite_council.actor("Ade"), away(sqlite_council, "Ade")[0].id)
    record_meeting(sqlite_council.office, sqlite_council.actor("Sam"), bea, None)
    assert heard() == ({ade}, {bea})


# Standing in


def test_rights_of_a_stand_in_begin_and_end_with_the_days(council: Council) -> None:
    goes(council, "Ade", 3, 5, stand_in="Bea")
    assert [stands_in_for(council, "Bea", ahead) for ahead in (2, 3, 5, 6)] == [set(), {"Ade"}, {"Ade"}, set()]


def test_a_stand_in_who_is_away_passes_it_on_and_it_never_goes_round(council: Council) -> None:
    goes(council, "Ade", 0, 5, stand_in="Bea")
    goes(council, "Bea", 1, 2, stand_in="Mia")
    assert [stands_in_for(council, "Mia", ahead) for ahead in (0, 1, 3)] == [set(), {"Ade", "Bea"}, set()]
    goes(council, "Mia", 1, 1, stand_in="Ade")
    assert stands_in_for(council, "Ade", 1) == {"Mia", "Bea"}


def test_an_absence_of_somebody_who_has_left_gives_nothing(council: Council) -> None:
    with council.office.store.work() as uow:
        rhythm.add_absence(uow, council.ids["Lou"], day(-9), day(9), council.ids["Bea"])
        rhythm.add_absence(uow, council.ids["Ade"], day(-9), day(9), council.ids["Lou"])
    assert stands_in_for(council, "Bea", 0) == set()
    assert stands_in_for(council, "Lou", 0) == set()
    assert presence(council, "Bea").stands_in == ()
    assert [line.stand_in for line in presence(council, "Ade").absences] == [None]


def test_a_stand_in_may_from_the_first_day_what_the_person_away_may(sqlite_council: Council) -> None:
    run = sqlite_council.work_look()  # written by Sam, for whom Sid stands in
    submit_run(sqlite_council.office, sqlite_council.actor("Sam"), run)
    goes(sqlite_council, "Sid", 0, 3, stand_in="Bea")
    with sqlite_council.office.store.look() as uow:
        access.to_run(uow, sqlite_council.office, sqlite_council.actor("Bea"), Verb.READ, run)
    end_absence(sqlite_council.office, sqlite_council.actor("Sid"), away(sqlite_council, "Sid")[0].id)
    with sqlite_council.office.store.look() as uow, pytest.raises(NotAllowedError):
        access.to_run(uow, sqlite_council.office, sqlite_council.actor("Bea"), Verb.READ, run)


def told(council: Council, name: str) -> list[str]:
    message = table_of(slack.Message)
    with council.office.store.look() as uow:
        mine = select(message.c.kind).where(message.c.person == council.ids[name]).order_by(message.c.owed_at)
        return list(uow.run(mine).scalars())


def test_a_stand_in_is_told_of_each_change_once_and_nobody_without_one(sqlite_council: Council) -> None:
    ade = sqlite_council.actor("Ade")
    for _ in range(2):
        goes(sqlite_council, "Ade", 3, 5, stand_in="Bea")
    (kept,) = away(sqlite_council, "Ade")
    for _ in range(2):
        change_absence(sqlite_council.office, ade, kept.id, day(3), day(5), sqlite_council.ids["Mia"])
    change_absence(sqlite_council.office, ade, kept.id, day(3), day(6), sqlite_council.ids["Mia"])
    change_absence(sqlite_council.office, ade, kept.id, day(3), day(6), sqlite_council.ids["Bea"])
    end_absence(sqlite_council.office, ade, kept.id)
    assert told(sqlite_council, "Bea") == ["stands-in", "stood-down", "stands-in", "stood-down"]
    assert told(sqlite_council, "Mia") == ["stands-in", "stands-in", "stood-down"]
    goes(sqlite_council, "Ade", 3, 5)
    end_absence(sqlite_council.office, ade, away(sqlite_council, "Ade")[0].id)
    assert len(told(sqlite_council, "Bea")) == 4


def test_nobody_is_told_of_a_standing_in_that_is_over_or_not_theirs(sqlite_council: Council) -> None:
    goes(sqlite_council, "Ade", 3, 5, stand_in="Bea")
    (kept,) = away(sqlite_council, "Ade")
    assert load_stood_in(sqlite_council.office, sqlite_council.actor("Bea"), kept.id).who == "Ade"
    with pytest.raises(NotAllowedError):
        load_stood_in(sqlite_council.office, sqlite_council.actor("Mia"), kept.id)
    with pytest.raises(NotAllowedError):
        load_stood_down(sqlite_council.office, sqlite_council.actor("Bea"), sqlite_council.ids["Ade"])
    end_absence(sqlite_council.office, sqlite_council.actor("Ade"), kept.id)
    with pytest.raises(NotAllowedError):
        load_stood_in(sqlite_council.office, sqlite_council.actor("Bea"), kept.id)
    assert load_stood_down(sqlite_council.office, sqlite_council.actor("Bea"), sqlite_council.ids["Ade"]) == "Ade"


# Hours


def test_hours_are_ones_own(council: Council) -> None:
    record_hours(council.office, council.actor("Ade"), 7, [0, 1, 3])
    found = load_hours(council.office, council.actor("Ade"))
    assert (found.hour, found.days) == (7, frozenset({0, 1, 3}))
    assert load_hours(council.office, council.actor("Bea")).hour == 9


@pytest.mark.parametrize(
    ("hour", "days", "field"), [(6, {0}, HOUR), (19, {0}, HOUR), (9, set[int](), DAYS), (9, {7}, DAYS)]
)
def test_hours_that_cannot_be_are_refused(sqlite_council: Council, hour: int, days: set[int], field: str) -> None:
    with pytest.raises(FormProblemsError) as refused:
        record_hours(sqlite_council.office, sqlite_council.actor("Ade"), hour, days)
    assert set(refused.value.problems) == {field}


# The next meeting


def test_the_next_meeting_stands_on_the_page_of_both(council: Council) -> None:
    ade = council.ids["Ade"]
    record_meeting(council.office, council.actor("Sam"), ade, day(10))
    assert presence(council, "Ade").meets == ("Sam", day(10))
    assert presence(council, "Sam").near[ade].meets == day(10)
    assert presence(council, "Sid").near[ade].meets == day(10)
    record_meeting(council.office, council.actor("Sid"), ade, day(12))  # in Sam's stead
    assert load_meeting_form(council.office, council.actor("Sam"), ade).day == day(12)
    record_meeting(council.office, council.actor("Sam"), ade, None)
    assert presence(council, "Ade").meets is None


@pytest.mark.parametrize("by", ["Ade", "Bea", "Robin", "Quinn", "Max"])
def test_only_their_supervisor_says_when_they_meet(sqlite_council: Council, by: str) -> None:
    with pytest.raises(NotAllowedError):
        record_meeting(sqlite_council.office, sqlite_council.actor(by), sqlite_council.ids["Ade"], day(3))


@pytest.mark.parametrize("ahead", [-1, 367])
def test_a_meeting_is_not_in_the_past_nor_years_away(sqlite_council: Council, ahead: int) -> None:
    with pytest.raises(FormProblemsError) as refused:
        record_meeting(sqlite_council.office, sqlite_council.actor("Sam"), sqlite_council.ids["Ade"], day(ahead))
    assert set(refused.value.problems) == {MEETING_DAY}


def test_a_meeting_with_somebody_who_supervised_them_before_is_not_shown(sqlite_council: Council) -> None:
    record_meeting(sqlite_council.office, sqlite_council.actor("Sam"), sqlite_council.ids["Ade"], day(3))
    reports_to = table_of(tables.ReportsTo)
    with sqlite_council.office.store.work() as uow:
        row = reports_to.c.person == sqlite_council.ids["Ade"]
        uow.run(reports_to.update().where(row).values(supervisor=sqlite_council.ids["Max"]))
    assert presence(sqlite_council, "Ade").meets is None
    assert presence(sqlite_council, "Max").near[sqlite_council.ids["Ade"]].meets is None


# Home


@pytest.mark.parametrize(
    ("name", "others"), [("Ade", False), ("Sam", False), ("Robin", True), ("Mia", True), ("Quinn", True)]
)
def test_who_is_offered_to_enter_for_somebody_else(sqlite_council: Council, name: str, others: bool) -> None:
    assert presence(sqlite_council, name).enters_for_others is others


def test_home_says_whom_one_stands_in_for_and_who_of_ones_people_is_away(sqlite_council: Council) -> None:
    goes(sqlite_council, "Ade", 20, 21)
    goes(sqlite_council, "Ade", 2, 3)
    found = presence(sqlite_council, "Sid")
    assert [line.who for line in found.stands_in] == ["Sam"]
    near = found.near[sqlite_council.ids["Ade"]].away
    assert near
    assert near.since == day(2)
