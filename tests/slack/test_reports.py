"""`/qa report` in Slack: from the list to the file, once approved the same for good, and told anew where it changed."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select, update

from bot.domain.periods import Period
from bot.domain.reporting import About
from bot.playground.driver import Message, Person
from bot.storage.go_live import record_go_live
from bot.storage.reports import add_draft
from bot.storage.tables import runs, table_of
from bot.storage.tables.reports import Report, ReportEntry
from tests.flows.figures.world import Check, World, put
from tests.flows.reporting.test_by_meeting import NOVEMBER, OCTOBER, SUMMARY, held
from tests.flows.reporting.test_by_meeting import reporting as by_meeting
from tests.meetings import works_by_rowan
from tests.slack.sight import logged, rows
from tests.slack.test_run_record import fetched, with_file
from tests.slack.town import Town, done, town_at

AUGUST = date(2026, 8, 20)
AUTHORS = ("Ade", "Bea", "Sam", "Mia", "Ade", "Bea")
WORLD = World(
    checks=tuple(
        Check("every-kind", "East", author, None, AUGUST, "submitted", {"K1": 2, "K2": 3}) for author in AUTHORS
    )
)
LOOK_BACK = "Quarterly look back"
NAMED = "Whole organisation · Jul–Sep 2026"


@pytest.fixture
def reporting(sqlite_address: str) -> Iterator[Town]:
    """Robin makes the look back of each quarter; Mia and Max read it. Six checks were handed in in August."""
    with town_at(sqlite_address, "socket") as town:
        with town.council.office.store.work() as uow:
            put(uow, town.council, WORLD)
            record_go_live(uow, "maple", date(2026, 4, 1), town.council.ids["Quinn"])
        yield town


def robin(town: Town) -> Person:
    return town.person("Robin")


def opened(town: Town) -> Person:
    maker = robin(town)
    done(maker.slash("/qa report"))
    seen = town.form(maker, "To make", LOOK_BACK, f"{NAMED} · was due Fri 30 Oct")
    done(maker.click("Open", on=seen))
    town.form(maker, "It was due Fri 30 Oct. Still to write: 1 heading", "What we learned")
    return maker


def written(town: Town, words: str = "Plans are clearer than they were.") -> Person:
    maker = opened(town)
    done(maker.click("Write", on=maker.view()))
    town.form(maker, "What did you learn?")
    maker.fill({"words": words})
    done(maker.submit())
    town.form(maker, words, "Nothing is left to write")
    return maker


def approved(town: Town) -> Person:
    maker = written(town)
    done(maker.click("Approve and send", on=maker.view()))
    town.form(maker, "It is approved, and 2 readers will be told", "It stays as it was then.")
    return maker


def told(town: Town, person: Person) -> Message:
    found = town.slack.wait(lambda: [there for there in person.dm() if LOOK_BACK in there.plain], timeout=5)
    return found[-1]


def test_a_report_goes_from_the_list_to_its_readers_as_a_file(reporting: Town) -> None:
    approved(reporting)
    for name in ("Mia", "Max"):
        reader = reporting.person(name)
        notice = told(reporting, reader)
        assert f"A report is ready: {LOOK_BACK} · {NAMED}." in notice.plain
        done(reader.click("Get it", on=notice))
        message = reporting.slack.wait(lambda who=reader: with_file(who))  # type: ignore[misc]
        assert message and message.files[0]["name"] == "quarterly-look-back-whole-organisation-jul-sep-2026.pdf"
        assert fetched(message).startswith(b"%PDF")
    assert with_file(reporting.ade) is None
    assert len(logged(reporting, "export")) == 2


def test_who_approved_it_is_told_what_happened_and_what_can_be_done_next(reporting: Town) -> None:
    maker = approved(reporting)
    page = reporting.form(
        maker,
        f"{LOOK_BACK} · {NAMED}",
        "Told that it is ready: 2 readers, by their post: manager.",
        "• Get it as a PDF.",
        "• Post its figures in a channel: choose one below.",
        "Plans are clearer than they were.",
    )
    done(maker.click("Get it as a PDF", on=page))
    reporting.form(maker, "It comes as a file", "It stays as it was then.")


def test_words_of_a_heading_that_is_needed_are_taken_out_by_a_button_and_not_by_spaces(reporting: Town) -> None:
    maker = written(reporting)
    done(maker.click("Change", on=maker.view()))
    reporting.form(maker, "What did you learn?")
    maker.fill({"words": "  \u200b "})
    maker.submit()
    form = reporting.form(maker, "These are only spaces, so nothing was saved. The report needs this heading")
    assert "(optional)" not in form.plain
    done(maker.click("Take these words out", on=form))
    reporting.form(maker, "Not written yet.", "Still to write: 1 heading")
    assert len(logged(reporting, "report written")) == 2


def max_writes(town: Town, second: Person, button: str) -> None:
    done(second.slash("/qa report look back"))
    done(second.click(button, on=town.form(second, "What we learned")))
    second.fill({"words": "Max learned this."})
    done(second.submit())
    town.form(second, "Max learned this.", "Nothing is left to write")


def test_words_that_somebody_else_changed_are_not_taken_out(reporting: Town) -> None:
    maker, second = written(reporting), reporting.person("Max")
    done(maker.click("Change", on=maker.view()))
    max_writes(reporting, second, "Change")
    done(maker.click("Take these words out", on=maker.view()))
    reporting.form(maker, "so nothing was taken out", "Max learned this.")


def test_what_is_missing_is_written_before_it_is_approved(reporting: Town) -> None:
    maker = opened(reporting)
    page = reporting.form(maker, "Still to write: 1 heading before it can be approved (What we learned).")
    assert not [there for there in page.controls if there["action_id"].startswith("reportapprove")]
    done(maker.press("reportapprove/0", rows(reporting, Report)[0]["id"], on=page))
    told_so = reporting.form(maker, "These headings are still empty: What we learned. Write them first.", NAMED)
    done(maker.click("Write", on=told_so))
    reporting.form(maker, "What did you learn?")
    assert [row["state"] for row in rows(reporting, Report)] == ["draft"]


def test_more_reports_than_fit_on_a_page_are_turned_to(reporting: Town) -> None:
    with reporting.council.office.store.work() as uow:
        known = reporting.council.office.library.reports.items()
        number = next(name for name, (_, one) in known if one.title == LOOK_BACK)
        then, by = Period(date(2026, 4, 1), date(2026, 6, 30)), reporting.council.ids["Robin"]
        for again in range(1, 17):
            add_draft(uow, About(number, then, number=again), "maple", by)
    maker = robin(reporting)
    done(maker.slash("/qa report"))
    first = reporting.form(maker, "To make", NAMED)
    assert first.plain.count("[Open]") == 15 and "[Page before]" not in first.plain
    done(maker.click("Next page", on=first))
    second = reporting.form(maker, "To make", "restatement", "[Page before]")
    assert second.plain.count("[Open]") == 2 and "[Next page]" not in second.plain
    done(maker.click("Open", on=second))
    reporting.form(maker, "restatement", "A draft.")


def test_approving_it_twice_changes_nothing(reporting: Town) -> None:
    maker = written(reporting)
    page = maker.view()
    done(maker.click("Approve and send", on=page, times=2))
    reporting.slack.settled()
    done(maker.press("reportapprove/0", rows(reporting, Report)[0]["id"]))
    reporting.form(maker, "This report is approved, so it stays as it is.")
    assert len(logged(reporting, "report approved")) == 1
    mia = reporting.person("Mia")
    told(reporting, mia)
    reporting.slack.settled()
    assert len([there for there in mia.dm() if LOOK_BACK in there.plain]) == 1


def test_who_has_no_part_in_it_is_told_whose_it_is(reporting: Town) -> None:
    opened(reporting)
    ade, (row,) = reporting.ade, rows(reporting, Report)
    done(ade.slash("/qa report look back"))
    reporting.told(ade, "You make no report of that name")
    done(ade.slash("/qa report"))
    reporting.form(ade, "You make no report, and none that is approved is meant for you.")
    for verb in ("reportapprove", "reportpdf", "reportagain", "report"):
        done(ade.press(f"{verb}/0", row["id"]))
        reporting.form(ade, "This report is made by lead. Ask them for it.")
    mia = reporting.person("Mia")
    done(mia.slash("/qa report"))
    reporting.form(mia, "none that is approved is meant for you")
    done(mia.press("reportpdf/0", row["id"]))
    reporting.form(mia, "This report is made by lead")


def test_a_report_whose_figures_are_others_now_is_told_anew_and_the_old_one_stays(reporting: Town) -> None:
    approved(reporting)
    maker, (old,) = restated(reporting), rows(reporting, Report)
    reporting.form(maker, "All was counted again, and its figures are the same")
    _withdraw_one(reporting)
    restated(reporting)
    reporting.form(maker, "A few checks were changed since, too few to be told")
    _answer_all(reporting)
    restated(reporting)
    page = reporting.form(maker, f"{NAMED} · restatement 1", "Plans are clearer than they were.", "A draft.")
    done(maker.click("Approve and send", on=page))
    reporting.form(maker, "It is approved")
    first, second = sorted(rows(reporting, Report), key=lambda row: row["number"])
    assert first == old
    assert "What is told anew" in second["body"] and "Partly" in second["body"]
    assert "What is told anew" not in first["body"]
    mia = reporting.person("Mia")
    reporting.slack.wait(lambda: [there for there in mia.dm() if "restatement 1" in there.plain], timeout=5)
    done(maker.slash("/qa report"))
    listed = reporting.form(maker, "Approved", f"{NAMED} · restatement 1")
    done(maker.press("report/0", old["id"], on=listed))
    reporting.form(maker, "Its figures were counted again, and are told in a newer report.")
    done(maker.click("See the newer one", on=maker.view()))
    reporting.form(maker, f"{NAMED} · restatement 1", "Approved ")


def restated(town: Town) -> Person:
    """The button of the approved report is pressed."""
    maker = robin(town)
    done(maker.slash("/qa report"))
    done(maker.click("Look", on=town.form(maker, "Approved")))
    seen = town.form(maker, "It stays as it was then.")
    done(maker.click("Restate", on=seen))
    return maker


def _withdraw_one(town: Town) -> None:
    with town.council.office.store.work() as uow:
        run = table_of(runs.Run)
        one = uow.run(select(run.c.id).limit(1)).scalar_one()
        uow.run(update(run).where(run.c.id == one).values(state="withdrawn", submitted_at=None))


def _answer_all(town: Town) -> None:
    with town.council.office.store.work() as uow:
        answer = table_of(runs.Answer)
        uow.run(update(answer).where(answer.c.item == "K1").values(choice=1))


def test_a_list_is_kept_with_the_report_and_stands_in_it_until_it_is_ended(reporting: Town) -> None:
    maker = opened(reporting)
    reporting.form(maker, "Spared until a day", "None on the list.")
    done(maker.click("Add", on=maker.view()))
    reporting.form(maker, "Why are they spared?")
    maker.fill({"number": "4", "words": "Ring 07700 900123", "ends": "2027-03-31"})
    maker.submit()
    reporting.form(maker, "looks as if it holds")
    maker.fill({"words": "An owl nests there"})
    done(maker.submit())
    page = reporting.form(maker, "trees spared: 4 · until Wed 31 Mar 2027", "An owl nests there")
    done(maker.click("End", on=page))
    reporting.form(maker, "None on the list.")
    assert len(logged(reporting, "report entry ended")) == 1


def test_a_list_takes_no_day_before_the_reports_end_and_nothing_from_elsewhere(reporting: Town) -> None:
    maker = opened(reporting)
    done(maker.click("Add", on=maker.view()))
    maker.fill({"number": "4", "words": "An owl nests there", "ends": "2026-03-31"})
    maker.submit()
    reporting.form(maker, "This day lies before the end of what the report tells of")
    (row,) = rows(reporting, Report)
    for value in ("nonsense", f"{row['id']} spared {'a' * 13}", f"{row['id']} nowhere {'a' * 13}"):
        ade = reporting.ade
        done(ade.slash("/qa report"))
        done(ade.press("entryend/0", value))
        done(maker.slash("/qa report"))
        done(maker.press("entryend/0", value))
    assert logged(reporting, "report entry ended") == []


def test_a_report_by_a_meeting_is_opened_for_that_meeting(reporting: Town) -> None:
    by_meeting(works_by_rowan(reporting.council), SUMMARY)
    assert reporting.bot
    reporting.bot.office.library = reporting.council.office.library
    first, _ = (held(reporting.council, day) for day in (OCTOBER, NOVEMBER))
    maker = robin(reporting)
    done(maker.slash("/qa report"))
    listed = reporting.form(maker, "meeting of 3 Nov", "meeting of 19 Nov")
    (control,) = [there for there in listed.controls if there["value"].endswith(first)]
    done(maker.press(control["action_id"], control["value"], on=listed))
    title = "What the circle said · Whole organisation · Jul–Sep 2026 · meeting of 3 Nov"
    page = reporting.form(maker, title, "A draft.")
    assert "Make the pack" not in page.plain
    done(maker.click("Approve and send", on=page))
    page = reporting.form(maker, title, "It is approved", "• Make the pack of its meeting: it stands in there.")
    done(maker.click("Make the pack", on=page))
    reporting.form(maker, title, "It comes as a file")
    message = reporting.slack.wait(lambda: with_file(maker))
    assert message and message.files[0]["name"] == "pack-reading-circle.pdf"


def test_an_entry_that_comes_twice_is_kept_once(reporting: Town) -> None:
    maker = opened(reporting)
    done(maker.click("Add", on=maker.view()))
    maker.fill({"number": "4", "words": "An owl nests there"})
    maker.submit(times=2)
    reporting.slack.settled()
    assert len(rows(reporting, ReportEntry)) == 1
    done(maker.slash("/qa report look back"))
    done(maker.click("Add", on=reporting.form(maker, "An owl nests there")))
    maker.fill({"number": "4", "words": "An owl nests there"})
    done(maker.submit())
    reporting.slack.settled()
    assert len(rows(reporting, ReportEntry)) == 2


def test_who_writes_at_the_same_time_as_somebody_else_sees_both(reporting: Town) -> None:
    first, second = opened(reporting), reporting.person("Max")
    done(first.click("Write", on=first.view()))
    max_writes(reporting, second, "Write")
    first.fill({"words": "Robin learned that."})
    done(first.submit())
    reporting.form(first, "Yours is not saved yet", "Max learned this.", "Robin learned that.")
    done(first.submit())
    reporting.form(first, "Robin learned that.", "Nothing is left to write")
    assert len(logged(reporting, "report written")) == 2


def test_who_approves_sees_before_who_will_be_told_and_is_not_told_of_their_own_report(reporting: Town) -> None:
    """Max makes this report, and is one of its readers as well."""
    written(reporting)
    approver = reporting.person("Max")
    done(approver.slash("/qa report look back"))
    page = reporting.form(approver, "Nothing is left to write")
    (asked,) = [there["confirm"] for there in page.controls if there["action_id"].startswith("reportapprove")]
    assert "1 reader will be told, by their post: manager." in str(asked)
    done(approver.click("Approve and send", on=page))
    reporting.form(approver, "It is approved, and 1 reader will be told")
    told(reporting, reporting.person("Mia"))
    reporting.slack.settled()
    assert [there for there in approver.dm() if "A report is ready" in there.plain] == []
