"""Drawing records over the wire: a pasted list, a file, rows alone; swapping, drawing again, beginning, a meeting."""

import re

import pytest

from bot.delivery.files import fetch_file
from bot.errors import ShownError
from bot.playground.driver import Person
from bot.storage.tables.draws import Draw, DrawPick, DrawRow
from bot.storage.tables.runs import Words
from tests.draws import TEN, board, works_by_linden
from tests.duties import go_live, owe
from tests.slack.sight import logged, rows
from tests.slack.town import Town, done

FILLED = {"report": "Open files", "rows": "10", "list": TEN}


@pytest.fixture
def linden(town: Town) -> Town:
    works_by_linden(town.council)
    return town


def asked(town: Town, person: Person, label: str = "Draw: Two files a month, File look") -> None:
    done(person.slash("/qa sample"))
    town.form(person, "Two files a month\nFor: File look") if "Two files" in label else town.form(person)
    done(person.click(label))
    town.form(person, "How many do you want to draw?")


def drawn(town: Town, person: Person, **filled: str) -> list[str]:
    """The references that were drawn from the list."""
    asked(town, person)
    person.fill(FILLED | filled)
    done(person.submit())
    return re.findall(r"^(K\d+-3Q) · row", town.form(person, "of your report").plain, re.MULTILINE)


def test_a_pasted_list_is_drawn_from_and_each_record_can_be_begun(linden: Town) -> None:
    town, ade = linden, linden.ade
    first = drawn(town, ade)
    assert len(first) == 2
    assert "For: File look · report: Open files, made Mon 23 Nov, 10 rows · ref" in town.form(ade).plain
    done(ade.click(f"Start: {first[0]}"))
    town.form(ade, "Which file is this about?", f"[{first[0]}]")
    done(ade.submit())
    town.shows(ade, "Is it in order?")
    done(ade.slash("/qa sample"))
    town.form(ade, "Drawn last", "Two files a month · the service", "2 drawn")
    done(ade.click("Open: Two files a month · the service"))
    assert all(reference in town.form(ade, "of your report").plain for reference in first)


def test_the_same_list_sent_twice_is_drawn_from_once(linden: Town) -> None:
    town, ade = linden, linden.ade
    asked(town, ade)
    ade.fill(FILLED)
    ade.submit(times=2)
    town.slack.settled()
    assert (len(rows(town, Draw)), len(rows(town, DrawPick)), len(logged(town, "drawn"))) == (1, 2, 1)


def test_a_record_is_swapped_with_a_reason_and_the_rest_drawn_again(linden: Town) -> None:
    town, ade = linden, linden.ade
    first = drawn(town, ade)
    done(ade.click(f"Swap: {first[0]}"))
    town.form(ade, f"{first[0]} · row", "Why can it not be used?")
    assert not ade.submit().acked
    assert "why" in town.form(ade).errors
    ade.fill({"why": "Something else, said below", "words": "Ring 07700 900123"})
    done(ade.submit())
    assert "a phone number" in town.form(ade).errors["words"]
    ade.fill({"why": "It is closed, moved or cannot be found", "words": ""})
    done(ade.submit())
    view = town.form(ade, "(1 swap)", first[1])
    assert f"Swap: {first[0]}" not in str(view.controls)
    done(ade.click("Draw again"))
    town.form(ade, "Why is it drawn again?")
    ade.fill({"why": "Most of what was drawn cannot be used"})
    done(ade.submit())
    view = town.form(ade, "(1 swap, 1 re-draw)")
    assert not [reference for reference in first if f"Swap: {reference}'" in str(view.controls)]


def test_rows_alone_are_named_and_no_reference_is_kept(linden: Town) -> None:
    town, ade = linden, linden.ade
    asked(town, ade)
    ade.fill({"report": "Open files", "rows": "400"})
    done(ade.submit())
    view = town.form(ade, "of your report, in its order", "400 rows")
    assert re.search(r"Rows \d+, \d+ of your report", view.plain)
    assert rows(town, DrawRow) == []
    label = next(control["accessibility_label"] for control in _elements(view.blocks) if "Start" in str(control))
    done(ade.click(label))
    town.form(ade, "Which file is this about?")


def _elements(blocks: list[dict[str, object]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for block in blocks:
        found += block.get("elements", [])  # type: ignore[arg-type]
    return [element for element in found if element.get("type") == "button"]


def uploading(town: Town, person: Person, text: str, **more: str) -> None:
    asked(town, person)
    done(person.click("Upload a CSV file instead"))
    town.form(person, "Choose the CSV file")
    person.fill({"report": "Open files", "rows": "3", **more})
    person.fill({"file": [{"name": "files.csv", "text": text}]})


CSV = "case,reference,worker,child\n1,K1-3Q,Ade,Jane Smith\n2,K2-3Q,bea@example.org,J\n3,K3-3Q,Sam,S\n"


def test_a_list_is_uploaded_and_only_the_columns_that_are_needed_are_kept(linden: Town) -> None:
    town, ade = linden, linden.ade
    uploading(town, ade, CSV)
    done(ade.submit())
    view = town.form(ade, "K2-3Q · row 2 · works with it: Bea", "K3-3Q · row 3 · works with it: Sam")
    assert "K1-3Q" not in view.plain  # Ade's own
    assert "Jane" not in str(rows(town, Words))


def test_what_is_wrong_with_a_file_is_said_beside_it_and_it_can_be_chosen_anew(linden: Town) -> None:
    town, ade = linden, linden.ade
    uploading(town, ade, CSV.replace("Sam", "Nemo"))
    done(ade.submit())
    assert "Row 3 says of a worker who is nobody" in town.form(ade).errors["file"]
    ade.fill({"file": [{"name": "files.csv", "text": CSV}]})
    done(ade.submit())
    town.form(ade, "works with it: Bea")


@pytest.mark.parametrize("trouble", ["scope", "reset-before", "500"])
def test_a_file_that_slack_does_not_hand_over_loses_nothing(linden: Town, trouble: str) -> None:
    town, ade = linden, linden.ade
    uploading(town, ade, CSV)
    if trouble == "scope":
        town.slack.lift_scope("files:read")
    else:
        town.slack.fault("download", trouble)
    done(ade.submit())
    view = town.form(ade, "Choose the CSV file")
    assert "Slack did not hand the file over" in f"{view.plain}{view.errors}"
    assert rows(town, Draw) == []
    if trouble != "scope":
        done(ade.submit())
        town.form(ade, "works with it: Bea")


def test_a_file_of_another_kind_is_not_taken(linden: Town) -> None:
    town, ade = linden, linden.ade
    asked(town, ade)
    done(ade.click("Upload a CSV file instead"))
    with pytest.raises(LookupError, match="files of these kinds: csv"):
        ade.fill({"file": [{"name": "files.xlsx", "text": ""}]})
    done(ade.click("Paste the list instead"))
    town.form(ade, "Paste the references")


ELSEWHERE = [
    "https://files.slack.com.example.net/x",
    "https://example.net/files.slack.com",
    "http://files.slack.com/x",
    "https://files.slack.com:8443/x",
    "https://user@files.slack.com/x",
    "https://127.0.0.1/x",
    "file:///etc/passwd",
    "",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_token_goes_to_slack_and_to_nobody_else(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("http.client.HTTPConnection.connect", None)  # would fail otherwise than it should
    for api_url in (None, "http://127.0.0.1:4000/api/"):
        with pytest.raises(ShownError, match="did not hand the file over"):
            fetch_file(address, "token", api_url, 10, None)


def test_a_file_larger_than_a_list_is_refused(linden: Town) -> None:
    town, ade = linden, linden.ade
    uploading(town, ade, "reference\n" + "x" * 500_001)
    done(ade.submit())
    assert "too large" in str(town.form(ade).errors)


def test_what_is_wrong_with_a_list_stays_in_the_form(linden: Town) -> None:
    town, ade = linden, linden.ade
    asked(town, ade)
    ade.fill(FILLED | {"rows": "12"})
    done(ade.submit())
    assert town.form(ade).errors == {
        "rows": "The list has 10 rows, so the report should have 10 too. Please look again."
    }
    ade.fill({"list": "K1\nJane Smith", "rows": "2"})
    done(ade.submit())
    view = town.form(ade, "Row 2 looks as if it holds a name", "If it has to stay: why?")
    assert "“Paste the references" in view.plain
    assert rows(town, Draw) == []


def test_a_list_unlike_the_last_one_is_asked_about(linden: Town) -> None:
    town, ade = linden, linden.ade
    drawn(town, ade)
    asked(town, ade)
    ade.fill({"report": "All files", "rows": "40"})
    done(ade.submit())
    town.form(ade, "This list has 40 rows and the last one had 10: many more. Is it the right list?")
    done(ade.click("Throw the list away"))
    view = town.form(ade, "Drawn last", "Two files a month")
    assert "waits to be drawn" not in view.plain
    asked(town, ade)
    ade.fill({"report": "All files", "rows": "40"})
    done(ade.submit())
    town.form(ade, "Is it the right list?")
    done(ade.click("Draw from this list"))
    town.form(ade, "of your report, in its order", "40 rows")


def test_for_a_persons_records_one_check_is_begun_with_all_that_was_drawn(linden: Town) -> None:
    town, sam = linden, linden.sam
    done(sam.slash("/qa sample"))
    done(sam.click("Draw: Records of each worker, Records look"))
    town.form(sam, "Which records has this person finished?", "Whose records?")
    sam.fill(FILLED | {"scope": "Bea"})
    done(sam.submit())
    view = town.form(sam, "Records of each worker · Bea")
    drawn_ones = re.findall(r"^(K\d+-3Q) · row", view.plain, re.MULTILINE)
    done(sam.click("Start: Records look"))
    town.form(sam, "Whose records are these?", "[Bea]", f"[{', '.join(drawn_ones)}]")
    done(sam.submit())
    town.shows(sam, "Are they in order?")


def test_a_meetings_files_are_shared_out_once_the_copies_are_anonymised(linden: Town) -> None:
    town, robin, ade = linden, linden.person("Robin"), linden.ade
    board(town.council)
    done(robin.slash("/qa sample"))
    done(robin.click("Draw: Files for the reading board, Board sheet"))
    town.form(robin, "For which meeting?", "[Board, Mon 23 Nov 2026]", "reference, service")
    services = ["East", "West", "North school", "East", "West"]
    told = "reference,service\n" + "\n".join(f"K{n}-3Q,{service}" for n, service in enumerate(services, 1))
    robin.fill({"report": "Finished", "rows": "5", "list": told})
    done(robin.submit())
    assert "looks at it" not in town.form(robin, "of your report").plain
    done(ade.slash("/qa sample"))
    assert "reading board" not in town.form(ade).plain
    done(robin.click("The copies are anonymised"))
    view = town.form(robin, "looks at it", "The members see who looks at which")
    homes = {"Ade": "East", "Bea": "East", "Sid": "West", "North school": "North school"}
    for number, seat in re.findall(r"^K(\d)-3Q · row \d · looks at it: (.+)$", view.plain, re.MULTILINE):
        assert homes[seat] != services[int(number) - 1]
    done(ade.slash("/qa sample"))
    done(ade.click("Open: Files for the reading board · Board, Mon 23 Nov 2026"))
    view = town.form(ade, "looks at it")
    assert not {"Draw again", "Swap"} & set(view.buttons)
    done(ade.slash("/qa meeting"))
    done(ade.click("Fill in: Board sheet"))
    done(ade.submit())
    town.shows(ade, "1 of 4")


def test_home_leads_there_for_those_who_draw_and_for_nobody_else(linden: Town) -> None:
    town = linden
    town.ade.open_home()
    assert "Draw a sample" in town.home(town.ade, "drawn at random").buttons
    done(town.ade.click("Draw a sample"))
    town.form(town.ade, "Two files a month")
    mia = town.person("Mia")
    mia.open_home()
    assert "Draw a sample" not in town.home(mia, "Who can help").buttons
    done(mia.slash("/qa sample"))
    town.form(mia, "There is no check now for which you draw records.")


def test_a_forged_draw_of_somebody_else_is_refused(linden: Town) -> None:
    town, ade, bea = linden, linden.ade, linden.person("Bea")
    first = drawn(town, ade)
    (row,) = rows(town, Draw)
    done(bea.slash("/qa sample"))
    town.form(bea, "Two files a month")
    for verb, value in (("drawn", row["id"]), ("swap", f"{row['id']} 1"), ("drawstart", f"{row['id']} -")):
        bea.press(f"{verb}/0", value)
        view = town.form(bea, "There is no such draw for you")
        assert not [reference for reference in first if reference in view.plain]
    assert len(logged(town, "refused")) == 3


def test_words_lead_straight_to_the_form_or_to_a_draw(linden: Town) -> None:
    town, ade = linden, linden.ade
    done(ade.slash("/qa sample two files"))
    town.form(ade, "Two files a month · File look", "How many do you want to draw?")
    first = drawn(town, ade)
    (row,) = rows(town, Draw)
    done(ade.slash(f"/qa sample {row['reference'].lower()}"))
    assert all(reference in town.form(ade, "of your report").plain for reference in first)
    done(ade.slash("/qa sample file"))
    town.form(ade, "Two files a month", "A file of my own", "Drawn last")
    done(ade.slash("/qa sample zebra"))
    town.form(ade, "Two files a month", "A file of the team")


def test_what_was_drawn_is_there_after_a_restart(linden: Town) -> None:
    town, ade = linden, linden.ade
    first = drawn(town, ade)
    town.stop_bot()
    town.start_bot()
    done(ade.slash("/qa sample"))
    done(ade.click("Open: Two files a month · the service"))
    view = town.form(ade, "of your report")
    assert all(reference in view.plain for reference in first)


def test_what_is_due_leads_to_the_draw_and_to_what_was_drawn_for_it(town: Town) -> None:
    sam = town.sam
    go_live(town.council)
    owe(town.council)
    done(sam.slash("/qa due"))
    town.form(sam, "Quarterly sample · Ade")
    done(sam.click("Start"))
    town.form(sam, "It looks at records that are drawn at random.")
    done(sam.click("Draw a sample"))
    town.form(sam, "Whose records?", "[Ade]", "How many do you want to draw?")
    sam.fill(FILLED)
    done(sam.submit())
    first = re.findall(r"^(K\d+-3Q) · row", town.form(sam, "of your report").plain, re.MULTILINE)
    done(sam.slash("/qa due"))
    done(sam.click("Start"))
    done(sam.click("Draw a sample"))
    view = town.form(sam, "of your report")
    assert re.findall(r"^(K\d+-3Q) · row", view.plain, re.MULTILINE) == first
