"""What is owed in the life of a few invented people, one way of counting after another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.duties import Acts, Excused, Handed, Occasion, Seats, Status
from bot.domain.runs import Subject
from tests.flows.due.village import (
    LONG_AGO,
    PEOPLE,
    SUPERVISEE,
    away,
    check,
    day,
    duties,
    fact,
    look,
    post,
    rule,
    told,
    under,
    works,
)

QUARTERLY = rule(**SUPERVISEE, each="quarter", of=["worker"], late_to=["supervisor"])
YEARLY = rule(**SUPERVISEE, every="1 year", of=["worker"])


def about(found: list[Any], who: str) -> list[str]:
    return [line.partition(" ")[2] for line in told(found) if line.startswith(f"{who} ")]


def test_a_quarter_is_owed_about_everybody_who_works_so_and_by_their_supervisor() -> None:
    found = duties(QUARTERLY, "2026-11-21", look("ade", "2026-06-01"), look("jo", "2026-07-03"))
    assert about(found, "ade") == [
        "2026-06-30 done sam",
        "2026-09-30 missed sam",
        "2026-12-31 planned sam",
        "2027-03-31 planned sam",
    ]
    assert about(found, "jo")[0] == "2026-06-30 done late sam"
    assert about(found, "sam") == []


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2026-06-15", "planned"),
        ("2026-06-16", "due"),
        ("2026-06-30", "due"),
        ("2026-07-01", "late"),
        ("2026-07-07", "late"),  # the fifth working day
        ("2026-07-08", "missed"),
    ],
)
def test_a_window_goes_by_day_by_day(today: str, status: str) -> None:
    assert about(duties(QUARTERLY, today), "ade")[0] == f"2026-06-30 {status} sam"


def test_what_is_done_too_late_counts_for_the_next_window_and_nothing_counts_twice() -> None:
    found = duties(QUARTERLY, "2026-11-21", look("ade", "2026-07-08"))
    assert about(found, "ade")[:2] == ["2026-06-30 missed sam", "2026-09-30 done sam"]


def test_what_was_begun_from_a_duty_counts_for_it() -> None:
    second = duties(QUARTERLY, "2026-07-03")[2]
    assert str(second.due) == "2026-09-30"
    mine = look(second.subject.key or "", "2026-07-03", duty=second.id)
    found = {(duty.subject.key, duty.due): duty.status for duty in duties(QUARTERLY, "2026-07-03", mine)}
    assert found[second.subject.key, second.due] is Status.DONE
    assert found[second.subject.key, day("2026-06-30")] is Status.LATE


def test_whoever_comes_in_the_second_half_begins_with_the_next_window() -> None:
    people = [*PEOPLE, *works("new", day("2026-05-20")), under("new", "sam", day("2026-05-20")), post("new", "worker")]
    assert about(duties(QUARTERLY, "2026-06-20", people=people), "new") == ["2026-09-30 planned sam"]


def test_nobody_owes_anything_about_somebody_who_leaves_before_its_day() -> None:
    gone = [*works("jo", until=day("2026-09-30")), under("jo", "sam"), post("jo", "worker")]
    people = [stint for stint in PEOPLE if stint.person != "jo"] + gone
    found = duties(QUARTERLY, "2026-11-21", people=people)
    assert about(found, "jo") == ["2026-06-30 missed sam"]


def test_a_successor_takes_over_with_the_day_unchanged_and_has_time() -> None:
    moved = day("2026-09-25")
    people = [stint for stint in PEOPLE if stint.what != "reports-to" or stint.person != "ade"]
    people += [under("ade", "sam", until=moved), under("ade", "robin", moved)]
    found = duties(QUARTERLY, "2026-10-02", people=people)
    late = next(duty for duty in found if duty.subject.key == "ade" and duty.status is Status.LATE)
    assert (late.owner, str(late.due), str(late.grace_until)) == ("robin", "2026-09-30", "2026-10-23")


def test_a_year_is_counted_from_the_last_one_and_stays_late_until_it_is_done() -> None:
    found = duties(YEARLY, "2026-11-21", look("ade", "2025-06-01"), look("jo", "2026-07-03"))
    assert about(found, "ade") == ["2026-06-01 late sam"]
    assert about(found, "jo")[-1] == "2027-07-03 planned sam"
    after_all = duties(YEARLY, "2026-11-21", look("ade", "2025-06-01"), look("ade", "2026-11-20"))
    assert about(after_all, "ade") == ["2026-06-01 done late sam", "2027-11-20 planned sam"]


def test_what_was_never_done_before_go_live_is_spread_over_the_first_year() -> None:
    first = day("2026-04-01")
    people = [*PEOPLE]
    for number in range(40):
        people += [*works(f"p{number}"), under(f"p{number}", "sam"), post(f"p{number}", "worker")]
    found = duties(YEARLY, "2026-04-01", people=people)
    days = sorted(duty.due for duty in found)
    assert len(days) == 42
    assert first + timedelta(days=28) <= days[0]
    assert days[-1] <= day("2027-04-01")
    assert len({due.month for due in days}) >= 10
    assert all(duty.status in (Status.PLANNED, Status.DUE) for duty in found)


def test_a_last_time_from_before_go_live_is_taken_from_the_file() -> None:
    before = Occasion("b1", "before", "R1", Subject("person", "ade"), day("2025-12-10"))
    assert about(duties(YEARLY, "2026-04-02", before), "ade") == ["2026-12-10 planned sam"]


def test_nothing_is_owed_before_a_framework_goes_live() -> None:
    assert duties(QUARTERLY, "2026-11-21", live="2027-01-01")[0].due == day("2027-03-31")
    from_then = duties(QUARTERLY, "2026-11-21", look("ade", "2026-06-01"), live="2026-10-01")
    assert about(from_then, "ade") == ["2026-12-31 planned sam", "2027-03-31 planned sam"]


def test_a_month_asks_for_two_of_whoever_holds_the_post() -> None:
    twice = rule(per="self", owed_by=["head"], each="month", times=2, done_by=[{"check": "dip"}])
    once_done = duties(twice, "2026-05-30", check("dip", "2026-05-12", "robin"))
    (may,) = [duty for duty in once_done if str(duty.due) == "2026-05-31"]
    assert (may.owner, may.done, may.count, may.status) == ("robin", 1, 2, Status.DUE)
    both = duties(twice, "2026-05-30", check("dip", "2026-05-12", "robin"), check("dip", "2026-05-28", "robin"))
    assert [duty.status for duty in both if str(duty.due) == "2026-05-31"] == [Status.DONE]


CONTACT = rule(
    per="subject", owed_by=["author"], within="2 working days", late_to=["supervisor"],
    after={"register": "book", "fact": "K11", "outcomes": ["received"]},
    done_by=[{"register": "book", "fact": "K11", "outcomes": ["contacted"]}],
)  # fmt: skip


def test_working_days_are_counted_from_something_that_happened() -> None:
    asked = fact("K11", "FC-1", "2026-12-23", outcome="received")
    (waits,) = duties(CONTACT, "2026-12-23", asked)
    assert (str(waits.due), waits.owner, waits.status) == ("2026-12-29", "ade", Status.PLANNED)
    assert [str(there) for there in waits.notices][:2] == ["2026-12-24", "2026-12-29"]
    (late,) = duties(CONTACT, "2026-12-30", asked)
    assert (late.status, late.late_to) == (Status.LATE, ("sam",))
    (done,) = duties(CONTACT, "2026-12-30", asked, fact("K11", "fc-1", "2026-12-24", outcome="contacted"))
    assert done.status is Status.DONE


def test_a_limit_depends_on_what_the_subject_is() -> None:
    workbook = rule(
        per="subject", owed_by=["worker"], once="12 months", limits={"mainstream": "12 months", "friends": "18 months"},
        starts={"register": "book", "fact": "approved"}, done_by=[{"register": "book", "fact": "K9"}],
        notice=["6 months", "3 months", "1 month"],
    )  # fmt: skip
    approved = [fact("approved", "FC-1", "2026-05-31", outcome="mainstream"), fact("approved", "FC-2", "2026-05-31",
                outcome="friends")]  # fmt: skip
    found = duties(workbook, "2026-11-21", *approved)
    assert told(found) == ["FC-1 2027-05-31 planned ade", "FC-2 2027-11-30 planned ade"]
    assert [str(there) for there in found[0].notices] == ["2026-11-30", "2027-02-28", "2027-04-30", "2027-05-31"]


REVIEW = rule(
    per="subject", owed_by=["head"], every="1 year", known={"register": "book", "fact": "approved", "until": "ended"},
    starts={"register": "book", "fact": "approved"}, done_by=[{"register": "book", "fact": "K10"}],
    all_of=[{"register": "book", "fact": "adm"}], first_all_of=[{"register": "book", "fact": "panel"}],
)  # fmt: skip
HELD = [fact("approved", "FC-1", "2025-11-01"), fact("K10", "FC-1", "2026-10-05"), fact("adm", "FC-1", "2026-10-20")]


def test_several_dates_have_to_fit_one_limit() -> None:
    waits = duties(REVIEW, "2026-11-21", *HELD)
    assert told(waits) == ["FC-1 2026-11-01 late robin", "FC-1 2027-10-05 planned robin"]
    late = duties(REVIEW, "2026-11-21", *HELD, fact("panel", "FC-1", "2026-11-10"))
    assert told(late)[0] == "FC-1 2026-11-01 done late robin"
    fits = duties(REVIEW, "2026-11-21", *HELD, fact("panel", "FC-1", "2026-10-30"))
    assert told(fits)[0] == "FC-1 2026-11-01 done robin"


def test_a_subject_that_is_no_longer_there_owes_nothing_more() -> None:
    ended = fact("ended", "FC-1", "2027-01-15")
    found = duties(REVIEW, "2027-10-30", *HELD, fact("panel", "FC-1", "2026-10-30"), ended)
    assert told(found) == ["FC-1 2026-11-01 done robin"]


def test_five_years_come_after_a_first_one() -> None:
    panel = rule(
        per="subject", owed_by=["worker"], every="5 years", first="1 year",
        starts={"register": "book", "fact": "approved"},
        done_by=[{"register": "book", "fact": "panel", "outcomes": ["review"]}],
    )  # fmt: skip
    happened = [
        fact("approved", "FC-1", "2026-06-01"),
        fact("panel", "FC-1", "2027-02-28", outcome="review"),
        fact("panel", "FC-1", "2028-03-01", outcome="extra"),
    ]
    assert told(duties(panel, "2026-11-21", happened[0])) == ["FC-1 2027-06-01 planned ade"]
    assert told(duties(panel, "2028-11-21", *happened))[-1] == "FC-1 2032-02-28 planned ade"


def test_somebody_named_inside_a_subject_is_counted_alone() -> None:
    checks = rule(
        per="subject", per_about=True, owed_by=["worker"], every="3 years",
        known={"register": "book", "fact": "approved"}, done_by=[{"register": "book", "fact": "K2"}],
    )  # fmt: skip
    happened = [
        fact("approved", "FC-1", "2024-01-10"),
        fact("K2", "FC-1", "2024-02-29", about="carer"),
        fact("K2", "FC-1", "2025-07-01", about="adult son"),
    ]
    found = duties(checks, "2026-11-21", *happened)
    assert [(duty.about, str(duty.due)) for duty in found] == [("carer", "2027-02-28"), ("adult son", "2028-07-01")]


def test_everybody_supervised_has_to_be_named_once_in_the_year() -> None:
    sampled = rule(
        per="supervisee", of=["supervisor"], owed_by=["supervisor"], each="financial-year", covers="own-worker",
        done_by=[{"check": "look"}],
    )  # fmt: skip
    one = look("sam", "2026-05-04", by="robin", covers="ade")
    found = duties(sampled, "2026-11-21", one)
    assert (found[0].subject.key, found[0].done, found[0].count, found[0].missing) == ("sam", 1, 2, ("jo",))
    both = duties(sampled, "2026-11-21", one, look("sam", "2026-11-02", by="robin", covers="jo"))
    assert (both[0].status, both[0].missing) == (Status.DONE, ())
    while_away = [*PEOPLE, away("jo", "2026-04-01", "2027-06-01")]
    assert duties(sampled, "2026-11-21", one, people=while_away)[0].status is Status.DONE


def test_a_prompt_for_a_visit_that_nobody_foresees_comes_in_some_week_of_each_half() -> None:
    visits = rule(
        per="subject", owed_by=["worker"], each="anniversary", times=2, paced=True, unforeseen=True,
        starts={"register": "book", "fact": "approved"},
        done_by=[{"register": "book", "fact": "K6", "outcomes": ["unannounced"]}],
    )  # fmt: skip
    approvals = [fact("approved", f"FC-{n}", "2026-05-01") for n in range(20)]
    found = [duty for duty in duties(visits, "2026-06-01", *approvals) if str(duty.due) == "2027-04-30"]
    assert len(found) == 20
    assert len({duty.notices[0] for duty in found}) > 5
    for duty in found:
        first, second = duty.notices[:2]
        assert day("2026-05-01") <= first <= day("2026-11-07")
        assert day("2026-10-30") <= second <= day("2027-04-30")
        assert first.weekday() == second.weekday() == 0
    again = [duty for duty in duties(visits, "2026-09-01", *approvals) if str(duty.due) == "2027-04-30"]
    assert [duty.notices for duty in again] == [duty.notices for duty in found]


def test_each_member_of_a_meeting_owes_a_sheet() -> None:
    sheets = rule(
        per="meeting", owed_by=["member"], after={"meeting": "group"}, within="5 working days",
        done_by=[{"check": "sheet"}],
    )  # fmt: skip
    there = Subject("meeting", "m1")
    held = Occasion("m1", "meeting", "group", there, day("2026-06-10"), state="opened")
    sheet = check("sheet", "2026-06-10", "ade", there)
    found = duties(sheets, "2026-06-12", held, sheet, seats=(Seats("m1", held.day, "group", ("ade", "jo")),))
    assert [(duty.owner, duty.status) for duty in found if duty.owner == "ade"] == [("ade", Status.DONE)]
    assert [(str(duty.due), duty.status) for duty in found if duty.owner == "jo"] == [("2026-06-17", Status.PLANNED)]


def test_once_a_meeting_is_ended_no_more_sheets_are_asked_for() -> None:
    sheets = rule(
        per="meeting", owed_by=["member"], after={"meeting": "group"}, within="5 working days",
        done_by=[{"check": "sheet"}],
    )  # fmt: skip
    there = Subject("meeting", "m1")
    held = Occasion("m1", "meeting", "group", there, day("2026-06-10"), state="opened")
    ended = replace(held, state="done")
    seats = (Seats("m1", held.day, "group", ("ade",)),)
    (missed,) = duties(sheets, "2026-06-22", held, ended, seats=seats)
    assert (missed.status, str(missed.opens)) == (Status.MISSED, "2026-06-10")
    late = check("sheet", "2026-06-20", "ade", there)
    assert [duty.status for duty in duties(sheets, "2026-06-22", held, ended, late, seats=seats)] == [Status.DONE_LATE]


def test_something_is_due_the_day_before_a_meeting() -> None:
    figures = rule(
        per="meeting", owed_by=["head"], after={"meeting": "group"}, within="-1 working day",
        done_by=[{"check": "figures"}],
    )  # fmt: skip
    there = Subject("meeting", "m1")
    held = Occasion("m1", "meeting", "group", there, day("2026-06-15"), state="opened")
    assert told(duties(figures, "2026-06-01", held)) == ["m1 2026-06-12 planned robin"]
    early = duties(figures, "2026-06-13", held, check("figures", "2026-06-01", "robin", there))
    assert [duty.status for duty in early] == [Status.DONE]


def test_an_action_is_due_on_its_own_day_and_owed_by_whoever_owns_it() -> None:
    actions = rule(per="action", owed_by=["owner"], after={"actions_of": ["look"]}, done_by=[{"check": "look"}],
                   late_to=["supervisor"])  # fmt: skip
    actions = actions.model_copy(update={"done_by": [actions.after]})
    agreed = Occasion("a1", "action", "look", Subject("person", "ade"), day("2026-06-01"), "opened", about="a1",
                      author="jo", due=day("2026-06-20"))  # fmt: skip
    (waits,) = duties(actions, "2026-06-17", agreed)
    assert (waits.owner, str(waits.due), waits.status, waits.late_to) == ("jo", "2026-06-20", Status.DUE, ("sam",))
    closed = Occasion("a1-done", "action", "look", Subject("person", "ade"), day("2026-06-19"), about="a1", author="jo")
    assert [duty.status for duty in duties(actions, "2026-06-21", agreed, closed)] == [Status.DONE]


def test_both_are_told_three_working_days_before_they_meet() -> None:
    audit = rule(**SUPERVISEE, each="half-year", of=["worker"], at_supervision=True, **{"with": ["subject"]})
    found = duties(audit, "2026-05-20", meets={("sam", "ade"): day("2026-05-28")})
    (ade,) = [duty for duty in found if duty.subject.key == "ade" and str(duty.due) == "2026-09-30"]
    assert ade.others == ("ade",)
    assert day("2026-05-22") in ade.notices  # Monday the 25th is a bank holiday


def test_only_the_first_time_of_each_person_starts_a_clock() -> None:
    first = rule(
        per="supervisee", owed_by=["supervisor"], within="20 working days",
        after={"register": "book", "fact": "used", "first": True}, done_by=[{"check": "look"}],
    )  # fmt: skip
    used = [fact("used", "K-1", "2026-05-05", by="ade"), fact("used", "K-2", "2026-06-05", by="ade"),
            fact("used", "K-3", "2026-06-08", by="jo")]  # fmt: skip
    assert told(duties(first, "2026-06-10", *used)) == ["ade 2026-06-03 late sam", "jo 2026-07-06 planned sam"]


def test_what_is_let_off_is_its_own_line_and_comes_back_when_that_is_over() -> None:
    first = next(duty for duty in duties(QUARTERLY, "2026-06-20") if duty.subject.key == "ade")
    acts = Acts(excused={first.id: Excused(first.id, day("2026-07-31"))})
    assert about(duties(QUARTERLY, "2026-11-21", acts=acts), "ade")[0] == "2026-06-30 excused sam"
    rolling = next(duty for duty in duties(YEARLY, "2026-11-21", look("ade", "2025-06-01")))
    acts = Acts(excused={rolling.id: Excused(rolling.id, day("2026-12-01"))})
    assert about(duties(YEARLY, "2026-11-21", look("ade", "2025-06-01"), acts=acts), "ade")[0].endswith("excused sam")
    again = duties(YEARLY, "2026-12-02", look("ade", "2025-06-01"), acts=acts)
    assert about(again, "ade") == ["2026-12-15 due sam"]


def test_nothing_to_check_is_said_once_and_is_its_own_line() -> None:
    first = next(duty for duty in duties(QUARTERLY, "2026-06-20") if duty.subject.key == "ade")
    acts = Acts(nothing=frozenset({first.id}))
    assert about(duties(QUARTERLY, "2026-11-21", acts=acts), "ade")[0] == "2026-06-30 nothing to check sam"


def test_what_somebody_took_over_is_theirs_from_then_on() -> None:
    first = next(duty for duty in duties(QUARTERLY, "2026-06-20") if duty.subject.key == "ade")
    acts = Acts(handed={first.id: Handed(first.id, "robin", day("2026-06-20"))})
    assert about(duties(QUARTERLY, "2026-06-20", acts=acts), "ade")[0] == "2026-06-30 due robin"


def test_while_the_person_checked_is_away_it_rests() -> None:
    people = [*PEOPLE, away("ade", "2026-06-22", "2026-07-06")]
    assert about(duties(QUARTERLY, "2026-06-24", people=people), "ade")[0].endswith("paused sam")
    back = duties(QUARTERLY, "2026-07-08", people=people)
    assert about(back, "ade")[0] == "2026-07-17 due sam"
    all_quarter = [*PEOPLE, away("ade", "2026-03-20", "2026-08-01")]
    assert about(duties(QUARTERLY, "2026-11-21", people=all_quarter), "ade")[0].endswith("paused sam")


def test_a_year_of_the_office_ends_a_month_after_its_quarter() -> None:
    report = rule(per="service", owed_by=["head"], each="quarter", due_after="1 month", done_by=[{"check": "report"}])
    found = duties(report, "2026-07-10", check("report", "2026-07-09", "robin"))
    assert (str(found[0].due), found[0].status) == ("2026-07-30", Status.DONE)


def test_a_fixed_day_can_start_a_clock() -> None:
    guide = rule(per="service", owed_by=["head"], every="2 years", begins="2025-07-24", done_by=[{"check": "guide"}])
    assert told(duties(guide, "2026-11-21")) == ["None 2027-07-24 planned robin"]
    assert day("2025-07-24") > LONG_AGO


def test_a_date_and_the_check_about_it_are_one_and_the_same() -> None:
    talks = rule(
        per="subject", owed_by=["worker"], every="3 months", known={"register": "book", "fact": "approved"},
        done_by=[{"register": "book", "fact": "K7"}, {"check": "notes"}],
    )  # fmt: skip
    there = Subject("reference", "FC-1")
    happened = [fact("approved", "FC-1", "2026-04-10"), fact("K7", "FC-1", "2026-06-01")]
    written = check("notes", "2026-06-04", "ade", there)
    once = duties(talks, "2026-06-10", *happened, written)
    assert told(once) == ["FC-1 2026-07-10 done ade", "FC-1 2026-09-04 planned ade"]
    again = duties(talks, "2026-08-30", *happened, written, check("notes", "2026-08-20", "ade", there))
    assert [duty.status for duty in again] == [Status.DONE, Status.DONE, Status.PLANNED]


def test_a_date_that_names_no_meeting_counts_for_none_that_is_still_to_come() -> None:
    tracked = rule(
        per="meeting", owed_by=["head"], after={"meeting": "group"}, within="10 working days",
        done_by=[{"check": "tracker"}, {"register": "book", "fact": "K12"}],
    )  # fmt: skip
    meetings = [
        Occasion(name, "meeting", "group", Subject("meeting", name), day(on), state="opened")
        for name, on in (("m1", "2026-06-01"), ("m2", "2026-07-01"))
    ]
    done = [check("tracker", "2026-06-02", "robin", Subject("meeting", "m1")), fact("K12", "P-6", "2026-06-03")]
    found = duties(tracked, "2026-06-20", *meetings, *done)
    assert [(duty.subject.key, duty.status) for duty in found] == [("m1", Status.DONE), ("m2", Status.PLANNED)]
    later = duties(tracked, "2026-07-10", *meetings, fact("K12", "P-7", "2026-07-03"))
    assert [(duty.subject.key, duty.status) for duty in later] == [("m1", Status.LATE), ("m2", Status.DONE)]


def test_only_those_members_owe_a_sheet_who_hold_a_post_that_the_rule_names() -> None:
    sheet = rule(
        per="meeting", owed_by=["member"], of=["worker"], after={"meeting": "group"}, within="5 working days",
        done_by=[{"check": "sheet"}],
    )  # fmt: skip
    there = Subject("meeting", "m1")
    held = Occasion("m1", "meeting", "group", there, day("2026-06-10"), state="opened")
    seats = (Seats("m1", day("2026-06-10"), "group", ("ade", "robin")),)
    assert [duty.owner for duty in duties(sheet, "2026-06-12", held, seats=seats)] == ["ade"]


def test_nothing_follows_any_more_once_a_reference_is_over() -> None:
    known = {"register": "book", "fact": "approved", "until": "ended"}
    named = {"register": "book", "fact": "named"}
    once = rule(
        per="subject", owed_by=["worker"], known=known, after=named, within="20 working days",
        done_by=[{"register": "book", "fact": "seen"}],
    )  # fmt: skip
    happened = [fact("named", "FC-1", "2026-06-03"), fact("ended", "FC-1", "2026-05-01")]
    assert told(duties(once, "2026-06-10", *happened)) == ["FC-1 2026-07-01 planned ade"]
    assert duties(once, "2026-06-10", *happened, fact("ended", "FC-1", "2026-06-20")) == []
    late = [*happened, fact("ended", "FC-1", "2026-07-20")]
    assert told(duties(once, "2026-07-10", *late)) == ["FC-1 2026-07-01 late ade"]
    assert told(duties(once, "2026-07-20", *late)) == ["FC-1 2026-07-01 missed ade"]


def test_what_is_put_on_record_later_makes_it_no_other_duty() -> None:
    talks = rule(
        per="subject", owed_by=["worker"], every="3 months", known={"register": "book", "fact": "approved"},
        done_by=[{"register": "book", "fact": "K7"}, {"check": "notes"}],
    )  # fmt: skip
    noted = datetime(2026, 6, 5, tzinfo=UTC)
    written = check("notes", "2026-06-04", "ade", Subject("reference", "FC-1"), noted=noted)
    approved = fact("approved", "FC-1", "2026-04-10")
    before = duties(talks, "2026-06-10", approved, written)
    also = fact("K7", "FC-1", "2026-06-01", noted=noted + timedelta(days=1))
    after = duties(talks, "2026-06-10", approved, also, written)
    assert [duty.id for duty in after] == [duty.id for duty in before]
