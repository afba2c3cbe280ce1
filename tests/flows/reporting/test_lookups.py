"""What a report shows beside the shared figures: words, dates, numbers, actions, sheets and registers."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.actions import ActionPlan
from bot.domain.facts import Said
from bot.domain.papers import Block, Lines, Table, Words
from bot.domain.periods import Period
from bot.domain.reporting import DRAFT, Draft
from bot.domain.reporting import About as Of
from bot.domain.runs import Run, Subject
from bot.domain.values import Answer, Value
from bot.flows.access import standing_of
from bot.flows.figures.making import make_months
from bot.flows.figures.nodes import load_nodes
from bot.flows.finish import submit_run
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.registers.record import record_fact
from bot.flows.reporting import spoken
from bot.flows.reporting.beginnings import begins
from bot.flows.reporting.checks import About, Looked, reader_of
from bot.flows.reporting.lookups import looked_up
from bot.flows.reporting.together import TOO_FEW, apart
from bot.flows.start import start_run
from bot.flows.walk import answer_item
from bot.frameworks.library import load_library
from bot.frameworks.model import Checklist
from bot.frameworks.report_sections import Source
from bot.frameworks.reports import Report
from bot.storage import actions
from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from tests.council import LIBRARY, TODAY, Council
from tests.flows.test_pooled import birch, sheet
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, lay
from tests.frameworks.test_reports import PLAIN_REPORT
from tests.meetings import circle, works_by_rowan
from tests.meetings import sheet as circle_sheet

__all__ = ["birch"]
LEFT_OUT = spoken.LEFT_OUT.format(posts="the visitor")
AUTUMN = Period(date(2026, 9, 1), date(2026, 11, 30))
FORM = (
    CHECKLIST.replace("  - {id: H1,", "  - {id: H2, kind: number, ask: How many beds?, optional: true}\n  - {id: H1,")
    .replace("[visitor]", "[anyone]")
    .replace("visitor@team", "lead@anywhere")
    + '          - {id: V4, kind: actions, ask: "What will be done?", timescale: {id: V5, ask: "By when?"}}\n'
)


@pytest.fixture
def garden(sqlite_council: Council, tmp_path: Path) -> Council:
    lay(tmp_path, FORM, FRAMEWORK.replace("posts:\n", "posts:\n  - {name: lead, title: Lead}\n"))
    sqlite_council.use("garden")
    library = load_library(tmp_path)
    assert library.is_sound, [str(problem) for problem in library.problems]
    return Council(Office(sqlite_council.office.store, library), sqlite_council.ids)


def shown(
    council: Council, kind: str, framework: str, maker: str = "Robin", team: str | None = None, **more: Any
) -> str:
    """What a section of that kind shows in a report of this autumn, as text."""
    report = {key: more.pop(key) for key in ("by", "due") if key in more}
    section = {"name": "it", "title": "It", "kind": kind, **more}
    made = Report.model_validate({**PLAIN_REPORT, "by": ["lead"], **report, "sections": [section]})
    with council.office.store.work() as uow:
        about = made_for(uow, council, made, framework, maker, team)
        return "\n".join(map(plain, looked_up(uow, council.office, made.sections[0], about)))


def made_for(
    uow: Uow, council: Council, report: Report, framework: str, maker: str = "Robin", team: str | None = None
) -> About:
    node = next(there for there in load_nodes(uow, TODAY) if there.id == (council.ids[team] if team else None))
    draft = Draft("d", Of("R-1", AUTUMN, node.id), framework, DRAFT, council.ids[maker], uow.now)
    standing = standing_of(uow, council.actor(maker))
    return About(draft, report, node, reader_of(uow, standing))


def plain(block: Block) -> str:
    match block:
        case Words():
            return block.text
        case Lines():
            return "\n".join(f"- {line}" for line in block.lines)
        case Table():
            return "\n".join([f"[{block.caption}]", *(" | ".join(map(str, row)) for row in block.rows)])
    raise AssertionError(block)


def visit(
    garden: Council, case: str, words: str, name: str = "Ade", *, month: int = 11, beds: int | None = None
) -> str:
    who = garden.actor(name)
    number = {"H2": Value(number=Decimal(beds))} if beds is not None else {}
    header: Mapping[str, Value] = {"H1": Value(day=date(2026, month, 9)), **number}
    run = start_run(garden.office, who, "visit", Subject("reference", case), header).run
    answer_item(garden.office, who, garden.press(run, "V3"), Value(words=words))
    submit_run(garden.office, who, run)
    at = datetime(2026, month, 10, 12, tzinfo=UTC)
    with garden.office.store.work() as uow:
        uow.run(update(table_of(tables.Run)).where(table_of(tables.Run).c.id == run).values(submitted_at=at))
    return run


def test_words_stand_there_without_who_wrote_them_and_in_no_telling_order(garden: Council) -> None:
    visit(garden, "K7-3Q", "Weeds.", "Bea")
    visit(garden, "K7-4Q", "Apples.")
    visit(garden, "K7-5Q", "Long ago.", month=6)
    assert (
        shown(garden, "words", "garden", of=[{"check": "visit", "items": ["V3"]}]) == "What else?\n- Apples.\n- Weeds."
    )


def test_of_a_team_only_its_own(garden: Council) -> None:
    visit(garden, "K7-3Q", "East.")
    visit(garden, "K7-4Q", "West.", "Max")
    assert shown(garden, "words", "garden", team="East", of=[{"check": "visit"}]) == "What else?\n- East."


def test_who_makes_the_report_gets_no_words_that_they_could_not_read(garden: Council) -> None:
    visit(garden, "K7-3Q", "Not for everybody.")
    asked: dict[str, Any] = {"by": ["visitor"], "of": [{"check": "visit"}]}
    assert shown(garden, "words", "garden", **asked) == LEFT_OUT
    assert shown(garden, "dates", "garden", **asked) == LEFT_OUT
    assert "Not for everybody." in shown(garden, "words", "garden", maker="Ade", **asked)


def test_a_box_begins_with_the_last_words_that_whoever_opens_it_may_read(garden: Council) -> None:
    visit(garden, "K7-3Q", "Weeds.", "Bea", month=9)
    visit(garden, "K7-4Q", "Apples.", "Bea", month=10)
    asked = {"name": "it", "title": "It", "kind": "fill-in", "ask": "What else?", "begins_with": [{"check": "visit"}]}
    report = Report.model_validate({**PLAIN_REPORT, "sections": [asked]})
    words = {}
    for name in ("Robin", "Bea", "Ade"):
        with garden.office.store.work() as uow:
            standing = standing_of(uow, garden.actor(name))
            about = made_for(uow, garden, report, "garden")
            words[name] = begins(uow, garden.office, standing, report.sections[0], about)
    assert words == {"Robin": "Apples.", "Bea": "Apples.", "Ade": ""}


def consenting(said: str) -> Looked:
    """A check about somebody, who said so when asked whether words may be passed on."""
    names = ("with-name", "without-name", "not-at-all")
    options = [{"name": name, "code": code, "label": name} for code, name in enumerate(names)]
    words = [{"id": name, "kind": "narrative", "ask": "What else?"} for name in ("V3", "V4")]
    asked = {"id": "ok", "kind": "one-of", "ask": "May it be shared?", "options": options}
    parts = [{"name": "all", "title": "All", "sections": [{"title": "It", "items": [*words, asked]}]}]
    subject = {"kind": "person", "called": "Person", "ask": "Who?"}
    said_of_form = {"title": "A look", "short_title": "A look", "purpose": "To learn.", "used_for": "Learning."}
    form = Checklist.model_validate(
        {**said_of_form, "filled_in_by": ["anyone"], "who_sees": ["author"], "kept_for": "1 year", "subject": subject}
        | {"consent": "ok", "consent_to": ["V3"], "parts": parts}
    )
    values = {name: Value(words="She listened.") for name in ("V3", "V4")}
    if said:
        values["ok"] = Value(choice=names.index(said))
    at = datetime(2026, 11, 10, tzinfo=UTC)
    answers = {item: Answer(item, value, None, 1, "a", at, at) for item, value in values.items()}
    run = Run("r", "ref", "v", "look", "garden", Subject("person", "p"), "a", None, "submitted", 1, at, at, None)
    return Looked(run, form, answers)


@pytest.mark.parametrize(("said", "lines"), [("with-name", 1), ("without-name", 1), ("not-at-all", 0), ("", 0)])
def test_words_about_somebody_stand_there_only_as_they_wish(said: str, lines: int) -> None:
    looked = consenting(said)
    found = [*spoken.words(Source(check="look"), looked.checklist, [looked])]
    assert sum(isinstance(block, Lines) for block in found) == lines


def test_numbers_are_added_up_and_dates_stand_beside_what_they_are_of(garden: Council) -> None:
    visit(garden, "K7-3Q", "Weeds.", beds=4)
    visit(garden, "K7-4Q", "Apples.", beds=3)
    numbers = shown(garden, "answers", "garden", of=[{"check": "visit", "items": ["H2", "V1"]}])
    assert numbers == "[Visit check]\nHow many beds? | 7"
    dates = shown(garden, "dates", "garden", of=[{"check": "visit", "items": ["H1"]}])
    assert dates.splitlines()[1:] == [f"K7-{number}Q | When was it? | Mon 9 Nov 2026" for number in (3, 4)]


def test_actions_are_listed_by_their_day_without_who_carries_them_out(garden: Council) -> None:
    run = visit(garden, "K7-3Q", "Weeds.", month=6)
    with garden.office.store.work() as uow:
        for words, due in (("Mend the gate", TODAY + timedelta(days=3)), ("Dig", TODAY - timedelta(days=3))):
            actions.add_action(uow, run, "V4", ActionPlan(words, garden.ids["Sam"], due), garden.ids["Ade"])
    listed = shown(garden, "actions", "garden", checks=["visit"], each=True)
    assert listed.splitlines()[1:] == [
        "Dig | Fri 20 Nov 2026 | past its date",
        "Mend the gate | Thu 26 Nov 2026 | open",
    ]
    assert shown(garden, "actions", "garden", by=["visitor"], checks=["visit"], each=True) == LEFT_OUT


def test_a_report_by_a_meeting_shows_the_sheets_of_the_last_one_that_has_any(council: Council) -> None:
    house = works_by_rowan(council)
    asked: dict[str, Any] = {"due": {"meeting": "circle", "within": "5 days"}, "by": ["keeper"]}
    sources: dict[str, Any] = {"of": [{"check": "circle-sheet"}]}
    assert shown(house, "words", "rowan", **asked, **sources) == spoken.NO_WORDS
    for name in ("October", "November"):
        meeting = circle(house, f"{name} circle")
    bea = house.actor("Bea")
    run = circle_sheet(house, meeting, "Bea")
    answer_item(house.office, bea, house.press(run, "R1~1"), Value(choice=0))
    answer_item(house.office, bea, house.press(run, "R2~1"), Value(words="A plan."))
    submit_run(house.office, bea, run)
    assert shown(house, "words", "rowan", **asked, **sources) == "What was missing?\n- A plan."


def test_sheets_are_told_together_from_five_on(birch: Council) -> None:
    sources = [{"check": "family-sheet"}]
    for number in range(5):
        sheet(birch, 9, listened=number % 3, more={"F4": Value(words="Thank you.")})
    make_months(birch.office, Actor(OPERATOR))
    told = shown(birch, "survey", "birch", of=sources).splitlines()
    assert told[:2] == [
        "[Family sheet: 5 sheets]",
        "Were you listened to | 5 | 1 Yes · 2 Partly, or in progress · 2 No",
    ]
    assert "not shown: too few answered" in told[2]
    assert shown(birch, "words", "birch", of=sources).splitlines()[1:] == ["- Thank you."] * 5


def test_sheets_that_are_told_only_with_those_of_another_time_are_not_told(birch: Council) -> None:
    for month in (8, 9, 9, 9, 9, 9):
        sheet(birch, month, more={"F4": Value(words="Thank you.")})
    make_months(birch.office, Actor(OPERATOR))
    sources = [{"check": "family-sheet"}]
    assert shown(birch, "survey", "birch", of=sources) == TOO_FEW.format(title="Family sheet")
    assert shown(birch, "words", "birch", of=sources) == spoken.NO_WORDS


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([(5, 5)], {"Early": 5, "Late": 5}),
        ([(6, 4)], {}),
        ([(5, 5), (6, 4)], {"Early": 5, "Late": 5}),
        ([(5, 0), (5, 6)], {"Early": 10, "Late": 6}),
    ],
)
def test_what_a_field_tells_apart_is_of_groups_in_which_enough_chose_each(
    groups: list[tuple[int, int]], told: dict[str, int]
) -> None:
    """Of every group by itself: else a year without its first quarter would tell of few in the rest."""
    field, item = (LIBRARY.forms["every-kind"].checklist.by_id[name] for name in ("K1", "K2"))
    early, late = field.choices[0], field.choices[1]
    answered = [
        [{field.id: Value(choice=choice.code), item.id: Value(choice=1)} for choice in [early] * one + [late] * other]
        for one, other in groups
    ]
    names = {early.label: "Early", late.label: "Late"}
    assert {names[table.caption]: table.rows[0][1] for table in apart(field, [item], {item.id: answered})} == told


def test_words_of_fewer_than_five_sheets_stay_unread(birch: Council) -> None:
    for _ in range(4):
        sheet(birch, 10, more={"F4": Value(words="Thank you.")})
    assert shown(birch, "words", "birch", of=[{"check": "family-sheet"}]) == spoken.NO_WORDS


def test_how_the_facts_of_a_register_stand(council: Council) -> None:
    for tree, fact, day in (("TR-1", "T1", date(2026, 3, 1)), ("TR-2", "T1", date(2025, 3, 1)), ("TR-1", "T2", TODAY)):
        said = Said(fact, Subject("reference", tree), day, outcome=1 if fact == "T2" else None)
        record_fact(council.office, council.actor("Ade"), "tree-dates", said)
    told = shown(council, "register", "maple", register="tree-dates")
    assert told.splitlines() == [
        "[Dates of the trees that we look after, 30 Nov 2026]",
        "Looked at | 1 | 1 | None",
        "Pruning | 1 | 0 | None",
        "Branch tested | 0 | 0 | None",
        "Story told | 0 | 0 | None",
    ]
    assert len(shown(council, "register", "maple", register="tree-dates", facts=["T2"]).splitlines()) == 2
