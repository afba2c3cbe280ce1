"""The pack for a meeting: agenda and sheets without names, for who keeps it alone, and its reading kept."""

import pytest
from sqlalchemy import select

from bot.domain.papers import Asked, Lines
from bot.errors import NotAllowedError
from bot.flows.meeting_pack import take_pack
from bot.reports.files import Kind, files_of
from bot.storage.tables import runs, table_of
from tests.council import PEOPLE, Council
from tests.flows.test_collation import met
from tests.flows.test_run_record import logged
from tests.meetings import works_by_rowan


def test_it_holds_the_agenda_and_what_all_sheets_say_without_names(sqlite_council: Council) -> None:
    council = works_by_rowan(sqlite_council)
    paper = take_pack(council.office, council.actor("Robin"), met(council))
    agenda, sheets, *_ = paper.sections
    assert agenda.blocks == (Lines(("K7-3Q",)),)
    assert Asked("K7-3Q: What was missing?", "2 answered", ("A plan", "The notes")) in sheets.blocks
    assert not any(name in str(paper.sections) for name in PEOPLE)
    assert dict(paper.cover)["Sheets"].endswith(": 3") and dict(paper.cover)["Made for"] == "Robin"
    assert files_of(paper, Kind.PDF)[0].content.startswith(b"%PDF")


def test_who_took_it_has_read_the_sheets_and_is_in_the_log(sqlite_council: Council) -> None:
    council = works_by_rowan(sqlite_council)
    meeting = met(council)
    take_pack(council.office, council.actor("Robin"), meeting)
    with council.office.store.look() as uow:
        readers = {row.person for row in uow.run(select(table_of(runs.Reading)))}
    assert readers == {council.ids["Robin"]}
    (entry,) = logged(council, "export")
    assert (entry["meeting"], entry["forms"], entry["actor"]) == (meeting, 1, council.ids["Robin"])


@pytest.mark.parametrize("name", ["Ade", "Bea", "Quinn", "Zed"])
def test_nobody_else_gets_it(sqlite_council: Council, name: str) -> None:
    council = works_by_rowan(sqlite_council)
    meeting = met(council)
    with pytest.raises(NotAllowedError):
        take_pack(council.office, council.actor(name), meeting)
    assert logged(council, "export") == []
