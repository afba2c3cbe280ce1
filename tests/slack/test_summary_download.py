"""C26: a summary is downloaded by whoever may see it, to their own conversation alone, with a cover and a log entry."""

import urllib.request
import zipfile
from io import BytesIO

import pytest

from bot.domain.papers import Paper
from bot.domain.summaries import Chosen
from bot.flows import summary_download
from bot.flows.office import Actor, Office
from bot.playground.driver import Message, Person
from tests.slack.sight import logged
from tests.slack.test_summary import counted, mia, preview, quinn  # noqa: F401 -- `counted` is a fixture
from tests.slack.town import Town, done

NAMES = ("Ade", "Bea", "Sam", "Robin", "Max", "Lou", "Sid")


def sent_files(person: Person) -> list[Message]:
    return [message for message in person.dm() if message.files]


def taken(town: Town, person: Person, kind: str) -> list[tuple[str, bytes]]:
    """The files that came, with their names."""
    before = len(sent_files(person))
    done(person.choose("Download", kind, on=preview(town, person)))
    town.slack.wait(lambda: len(sent_files(person)) > before)
    found = []
    for file in sent_files(person)[-1].files:
        with urllib.request.urlopen(file["url_private"], timeout=5) as there:  # noqa: S310 -- our playground
            found.append((str(file["name"]), bytes(there.read())))
    return found


def test_it_comes_as_a_file_to_the_asker_alone_and_is_logged(counted: Town) -> None:  # noqa: F811
    ((name, content),) = taken(counted, mia(counted), "To read (PDF)")
    assert name == "summary-of-checks-east-oct-dec-2026.pdf" and content.startswith(b"%PDF")
    counted.told(mia(counted), "to your own conversation with Plumbline", where="east")
    assert not [message for message in mia(counted).channel("east") if message.files]
    assert sent_files(quinn(counted)) == sent_files(counted.ade) == []
    (entry,) = logged(counted, "export")
    assert {"actor", "team", "rows", "first", "last"} <= entry.keys()
    assert (entry["first"], entry["last"]) == ("2026-10-01", "2026-12-31")
    assert not any(name in str(entry) for name in (*NAMES, "Mia", "East"))


def test_a_spreadsheet_and_text_say_the_same_without_names(counted: Town) -> None:  # noqa: F811
    ((_, sheets),) = taken(counted, mia(counted), "A spreadsheet")
    with zipfile.ZipFile(BytesIO(sheets)) as packed:
        strings = packed.read("xl/sharedStrings.xml").decode()
    for words in ("Made for", "Mia", "Counted to", "Rows", "Oct–Dec 2026", "Are we checking enough?"):
        assert words in strings
    texts = taken(counted, mia(counted), "Text with commas (CSV)")
    checks, answers, cover = (content.decode("utf-8-sig").splitlines() for _, content in texts)
    assert checks[0].startswith("Check,Expected,Done")
    titles = {form.checklist.title for form in counted.council.office.library.forms.values()}
    assert {line.split(",")[0] for line in answers[1:]} <= titles
    assert {"Made for,Mia", f"Rows,{len(checks) + len(answers) - 2}"} <= set(cover)
    whole = strings + "".join(content.decode() for _, content in texts)
    assert not any(f"{name}<" in whole or f",{name}," in whole for name in NAMES)


def test_who_may_not_see_the_figures_gets_no_file(counted: Town) -> None:  # noqa: F811
    """Ade forges the control of a preview that was Mia's."""
    seen = preview(counted, mia(counted))
    done(counted.ade.press("summaryfile/0", message=seen))
    counted.slack.settled()
    assert sent_files(counted.ade) == []
    assert logged(counted, "export") == []


def test_figures_of_this_paper_are_the_previews(counted: Town, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    papers: list[Paper] = []
    made = summary_download.take_summary

    def kept(office: Office, actor: Actor, chosen: Chosen) -> Paper:
        papers.append(made(office, actor, chosen))
        return papers[-1]

    monkeypatch.setattr("bot.handlers.summary.take_summary", kept)
    seen = preview(counted, mia(counted))
    done(mia(counted).choose("Download", "To read (PDF)", on=seen))
    counted.slack.wait(lambda: papers)
    work, _ = papers[0].data
    for title, _, finished, *_ in work.rows:
        assert f"{title}" in seen.plain and str(finished) in seen.plain
