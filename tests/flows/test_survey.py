"""An anonymous survey: answered once, sealed while it is open, counted when it closes, and leading back to nobody."""

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.domain.runs import Subject
from bot.domain.surveys import Counted, Results
from bot.domain.values import NOT_APPLICABLE, Value
from bot.errors import ClosedRunError, FormProblemsError, NotAllowedError, ShownError, UnusableValueError
from bot.flows.counting import counted, packed, teams_apart, told_by_team, unpacked
from bot.flows.office import OPERATOR, Actor
from bot.flows.start import load_startable, start_run
from bot.flows.surveys import load_survey, send_sheet
from bot.flows.waves import close_past_their_day, close_wave, load_comments, load_results, load_surveys, open_wave
from bot.frameworks.kinds import YesNo
from bot.storage.seal import SurveyKey, seal, unseal
from bot.storage.tables import METADATA, table_of
from bot.storage.tables import people as people_tables
from bot.storage.tables import sheets as tables
from bot.storage.tables.log import Entry
from bot.storage.tables.slack import Message
from tests.council import START, TODAY, Council, add

NAME = "staff-survey"
KEY = "a key of at least thirty-two characters"
ANSWERS = {"S1": Value(choice=2), "S2": Value(choice=1), "S3": Value(words="More time."), "S4": Value(words="The team")}


@pytest.fixture
def birch(council: Council) -> Council:
    """The council, working by the second framework too, with twelve more people in East and three in West."""
    office = council.office
    office.store.survey_key = SurveyKey("postgresql://", KEY)
    with office.store.work() as uow:
        add(uow, people_tables.Uses, team=council.ids["Service"], framework="birch", since=START)
        for number in range(15):
            name, team = f"P{number}", "East" if number < 12 else "West"
            council.ids[name] = add(uow, people_tables.Person, name=name, email=f"{name.lower()}@example.org")
            add(uow, people_tables.Employed, person=council.ids[name], since=START)
            add(uow, people_tables.Belongs, person=council.ids[name], team=council.ids[team], since=START)
    return council


def test_a_colleague_is_not_named_in_it(birch: Council) -> None:
    with birch.office.store.work() as uow:
        kit = add(uow, people_tables.Person, name="Kit Bríar-Moss", email="kit@example.org")
        add(uow, people_tables.Employed, person=kit, since=START)
    wave = begin(birch)
    for words in ("Kit Bríar-Moss gives me too much.", "ask KIT  BRÍAR MOSS"):
        with pytest.raises(FormProblemsError) as refused:
            send(birch, "Ade", wave, {"S3": Value(words=words)})
        assert refused.value.problems == {"S3": "This names somebody who works here. Please take it out: name no one."}
    assert send(birch, "Ade", wave, {"S3": Value(words="A kit for briar and moss, and more time with Ade.")})


def begin(council: Council) -> str:
    return open_wave(council.office, council.actor("Robin"), NAME, TODAY + timedelta(days=7))


def send(council: Council, name: str, wave: str, values: dict[str, Value] | None = None) -> bool:
    return send_sheet(council.office, council.actor(name), wave, ANSWERS if values is None else values)


def end(council: Council) -> None:
    close_wave(council.office, council.actor("Robin"), NAME)


def results(council: Council, team: str = "") -> Results:
    return load_results(council.office, council.actor("Robin"), NAME, team)


def rows(council: Council, model: Any) -> list[dict[str, Any]]:
    with council.office.store.look() as uow:
        return [dict(row._mapping) for row in uow.run(select(table_of(model)))]


def everything(council: Council) -> dict[str, set[str]]:
    """A copy of the database, as whoever holds a backup can read it: each row as text, by table."""
    with council.office.store.look() as uow:
        return {name: {repr(tuple(row)) for row in uow.run(select(table))} for name, table in METADATA.tables.items()}


def test_from_opening_to_results(birch: Council) -> None:
    wave = begin(birch)
    form = load_survey(birch.office, birch.actor("Ade"), NAME)
    assert [prompt.item for section in form.sections for prompt in section.prompts] == ["S1", "S2", "S3", "S4"]
    for name in ("Ade", "Bea", "Sam", "Mia"):
        assert send(birch, name, wave)
    assert send(birch, "Max", wave, {"S1": Value(choice=0), "S2": NOT_APPLICABLE})
    with pytest.raises(UnusableValueError, match="Nobody sees results while the survey is open"):
        results(birch)
    end(birch)
    there = results(birch)
    assert there.sheets == 5
    assert there.questions[0].lines == (("Yes", 4), ("Partly, or in progress", 0), ("No", 1))
    assert there.questions[1].lines == (("Yes", 4), ("No", 0), ("Not applicable", 1))
    assert len(there.questions) == 2  # words are not among the results


@pytest.mark.parametrize("people", [0, 1, 4])
def test_below_five_nothing_is_shown_and_the_sheets_stay_sealed(birch: Council, people: int) -> None:
    wave = begin(birch)
    for name in ("Ade", "Bea", "Sam", "Mia")[:people]:
        send(birch, name, wave)
    end(birch)
    with pytest.raises(UnusableValueError, match="Fewer than five"):
        results(birch)
    with pytest.raises(UnusableValueError, match="Fewer than five"):
        load_comments(birch.office, birch.actor("Quinn"), NAME)
    assert rows(birch, tables.Sheet) == rows(birch, tables.Comment) == []
    assert len(rows(birch, tables.Sealed)) == people


def test_a_survey_closed_with_too_few_goes_on_when_it_is_opened_again(birch: Council) -> None:
    wave = begin(birch)
    for name in ("Ade", "Bea"):
        send(birch, name, wave)
    end(birch)
    assert begin(birch) == wave
    with pytest.raises(ClosedRunError, match="answered this survey"):
        load_survey(birch.office, birch.actor("Ade"), NAME)
    for name in ("Sam", "Mia", "Max"):
        send(birch, name, wave)
    end(birch)
    assert results(birch).sheets == 5
    assert begin(birch) != wave  # what was counted is over


def test_what_was_closed_with_too_few_and_is_counted_on_the_same_day_is_told_again(birch: Council) -> None:
    wave = begin(birch)
    end(birch)
    open_wave(birch.office, birch.actor("Robin"), NAME, TODAY)
    for name in ("Ade", "Bea", "Sam", "Mia", "Max"):
        send(birch, name, wave)
    end(birch)
    names = {key: name for name, key in birch.ids.items()}
    told = sorted(names[row["person"]] for row in rows(birch, Message) if row["kind"] == "survey-closed")
    assert told == ["Max", "Max", "Quinn", "Quinn", "Robin", "Robin"]


def test_everybody_answers_once_whatever_is_sent_again(birch: Council) -> None:
    wave = begin(birch)
    assert send(birch, "Ade", wave)
    assert not send(birch, "Ade", wave, {"S1": Value(choice=0)})
    assert len(rows(birch, tables.Sealed)) == len(rows(birch, tables.TakenPart)) == 1


def test_two_devices_at_once_are_one_sheet(birch: Council) -> None:
    wave = begin(birch)
    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(lambda _: send(birch, "Ade", wave), range(4)))
    assert sorted(stored) == [False, False, False, True]
    assert len(rows(birch, tables.Sealed)) == len(rows(birch, tables.TakenPart)) == 1


def test_a_closed_survey_takes_nothing_more_and_a_wrong_wave_is_none(birch: Council) -> None:
    wave = begin(birch)
    end(birch)
    for there in (wave, "a" * 13, "nonsense"):
        with pytest.raises(ClosedRunError):
            send(birch, "Ade", there)
    with pytest.raises(ClosedRunError, match="not open"):
        load_survey(birch.office, birch.actor("Ade"), NAME)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Nothing is answered yet"),
        ({"S1": Value(choice=7)}, "choose one of the answers"),
        ({"S1": Value(choice=1), "S3": Value(words="Ring 07700 900123")}, "a phone number. Please take it out"),
        ({"X9": Value(choice=1)}, "not part of the check"),
    ],
)
def test_what_does_not_fit_is_refused_and_nobody_has_answered(
    birch: Council, values: dict[str, Value], sentence: str
) -> None:
    wave = begin(birch)
    with pytest.raises(FormProblemsError, match=sentence):
        send(birch, "Ade", wave, values)
    assert rows(birch, tables.TakenPart) == []


def test_who_may_do_what(birch: Council) -> None:
    office = birch.office
    with pytest.raises(NotAllowedError):
        open_wave(office, birch.actor("Ade"), NAME, TODAY)
    wave = begin(birch)
    for name in ("P0", "P1", "P2", "P3", "P4"):
        send(birch, name, wave)
    with pytest.raises(NotAllowedError):
        close_wave(office, birch.actor("Quinn"), NAME)
    end(birch)
    with pytest.raises(NotAllowedError):
        load_results(office, birch.actor("Quinn"), NAME)
    with pytest.raises(NotAllowedError):
        load_comments(office, birch.actor("Robin"), NAME)
    with pytest.raises(NotAllowedError):
        send(birch, "Lou", wave)  # who has left
    with pytest.raises(NotAllowedError):
        start_run(office, birch.actor("Ade"), NAME, Subject("service"), {})
    comments = load_comments(office, birch.actor("Quinn"), NAME)
    assert comments.of["What would help you most"] == ("More time.",) * 5


def test_what_is_on_offer_follows_what_was_done(birch: Council) -> None:
    def offered(name: str) -> list[str]:
        there = load_surveys(birch.office, birch.actor(name))
        return [key for survey in there for key, value in vars(survey).items() if key.startswith("may") and value]

    assert offered("Ade") == []
    assert offered("Robin") == ["may_keep", "may_see"]
    wave = begin(birch)
    assert offered("Ade") == ["may_answer"]
    send(birch, "Ade", wave)
    assert offered("Ade") == []
    assert NAME not in {form.name for form in load_startable(birch.office, birch.actor("Bea"))}


def test_the_day_closes_it(birch: Council) -> None:
    wave = begin(birch)
    for name in ("P0", "P1", "P2", "P3", "P4"):
        send(birch, name, wave)
    office, operator = birch.office, Actor(OPERATOR)
    assert close_past_their_day(office, operator) == []
    with office.store.work() as uow:
        uow.run(text("UPDATE wave SET closes_on = :day"), {"day": (TODAY - timedelta(days=1)).isoformat()})
    with pytest.raises(ClosedRunError):
        send(birch, "Ade", wave)  # also while nothing has closed it yet
    assert close_past_their_day(office, operator) == ["A survey was closed: staff-survey."]
    assert close_past_their_day(office, operator) == []
    assert results(birch).sheets == 5


@pytest.mark.parametrize(("days", "sentence"), [(-1, "past"), (400, "too far")])
def test_a_closing_day_that_cannot_be_is_refused(birch: Council, days: int, sentence: str) -> None:
    with pytest.raises(FormProblemsError, match=sentence):
        open_wave(birch.office, birch.actor("Robin"), NAME, TODAY + timedelta(days=days))


def test_without_its_key_nothing_is_lost_and_nothing_else_stops(birch: Council) -> None:
    wave = begin(birch)
    for name in ("P0", "P1", "P2", "P3", "P4"):
        send(birch, name, wave)
    birch.office.store.survey_key = SurveyKey("postgresql://", "another key that is not the right one")
    with pytest.raises(ShownError, match="key of this survey"):
        end(birch)
    with birch.office.store.work() as uow:
        uow.run(text("UPDATE wave SET closes_on = :day"), {"day": (TODAY - timedelta(days=1)).isoformat()})
    said = close_past_their_day(birch.office, Actor(OPERATOR))
    assert len(said) == 1
    assert "could not be closed" in said[0]
    birch.office.store.survey_key = SurveyKey("postgresql://", KEY)
    end(birch)
    assert results(birch).sheets == 5


# --- Trying to find out whose sheet is whose.


def answers_of(number: int) -> dict[str, Value]:
    """Such that each person's sheet can be told from all others."""
    said = {"S1": Value(choice=number % 3), "S2": Value(choice=number // 3 % 2)}
    return {**said, "S3": Value(words=f"The words of sheet {number}."), "S4": Value(words="x" * (number + 1))}


def linked(before: dict[str, set[str]], after: dict[str, set[str]]) -> str:
    """All that is new in the second copy, but for the person's own line."""
    return " ".join(row for name in after for row in after[name] - before[name])


def test_two_copies_around_one_sheet_do_not_show_what_was_answered(birch: Council) -> None:
    wave = begin(birch)
    lengths = set()
    for number, name in enumerate(("Ade", "Bea", "Sam", "Mia", "Max", "P0")):
        before = everything(birch)
        send(birch, name, wave, answers_of(number) if number else {"S1": Value(choice=0)})
        new = linked(before, everything(birch))
        assert birch.ids[name] in new
        assert "words of sheet" not in new
        assert "choice" not in new
        lengths.add(len(rows(birch, tables.Sealed)[-1]["body"]))
    assert len(lengths) == 1  # nor how much was written


def test_nothing_but_the_fact_is_kept_of_a_person_and_no_time(birch: Council) -> None:
    wave = begin(birch)
    before = everything(birch)
    logged = len(rows(birch, Entry))
    send(birch, "Ade", wave, answers_of(1))
    after = everything(birch)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"taken_part", "sealed"}
    assert rows(birch, tables.TakenPart) == [{"wave": wave, "person": birch.ids["Ade"]}]
    assert set(rows(birch, tables.Sealed)[0]) == {"id", "wave", "body"}
    assert len(rows(birch, Entry)) == logged


def test_the_log_tells_of_opening_and_closing_alone(birch: Council) -> None:
    wave = begin(birch)
    for name in ("P0", "P1", "P2", "P3", "P4"):
        send(birch, name, wave)
    end(birch)
    told = [json.loads(row["body"]) for row in rows(birch, Entry)]
    assert [entry["verb"] for entry in told] == ["survey opened", "survey closed"]
    assert {entry["actor"] for entry in told} == {birch.ids["Robin"]}


def test_the_order_of_sheets_is_not_the_order_of_people(birch: Council) -> None:
    """By place in the table, by number of the row, by transaction: nothing follows the order in which they answered."""
    wave = begin(birch)
    names = [f"P{number}" for number in range(15)]
    random.Random(3).shuffle(names)  # noqa: S311 (any order will do)
    sealed_ids = []
    for number, name in enumerate(names):
        send(birch, name, wave, answers_of(number))
        sealed_ids += [row["id"] for row in rows(birch, tables.Sealed) if row["id"] not in sealed_ids]
    end(birch)
    assert rows(birch, tables.Sealed) == []
    assert not set(sealed_ids) & {row["id"] for row in rows(birch, tables.Sheet)}
    orders = [[said["text"] for said in listed] for listed in _as_stored(birch)]
    came = [f"The words of sheet {number}." for number in range(15)]
    for order in orders:
        assert sorted(order) == sorted(came)
        assert order not in (came, came[::-1], sorted(came))


def _as_stored(council: Council) -> Iterator[list[dict[str, Any]]]:
    """The comments in every order that the database itself knows."""
    order_by = {"postgresql": ("ctid", "id"), "sqlite": ("id",)}
    with council.office.store.look() as uow:
        kind = uow.connection.dialect.name
        for column in order_by[kind]:
            wanted = text(f"SELECT id, text FROM comment WHERE item = 'S3' ORDER BY {column}")
            yield [dict(row._mapping) for row in uow.run(wanted)]
        if kind == "postgresql":
            written = {row[0] for row in uow.run(text("SELECT DISTINCT xmin::text FROM sheet"))}
            written |= {row[0] for row in uow.run(text("SELECT DISTINCT xmin::text FROM comment"))}
            assert len(written) == 1  # all in the one transaction that closed it
        else:
            for table in ("taken_part", "sealed", "sheet", "comment"):
                with pytest.raises(Exception, match="no such column"):
                    uow.run(text(f"SELECT rowid FROM {table}"))


def test_a_comment_does_not_lead_to_its_sheet(birch: Council) -> None:
    wave = begin(birch)
    for number in range(6):
        send(birch, f"P{number}", wave, answers_of(number))
    end(birch)
    assert all("words" not in row["body"] for row in rows(birch, tables.Sheet))
    assert set(rows(birch, tables.Comment)[0]) == {"id", "wave", "item", "text"}
    assert not {row["id"] for row in rows(birch, tables.Comment)} & {row["id"] for row in rows(birch, tables.Sheet)}


def test_the_bytes_of_the_file_hold_no_answer_before_it_is_closed(sqlite_council: Council, tmp_path: Path) -> None:
    council = sqlite_council
    with council.office.store.work() as uow:
        add(uow, people_tables.Uses, team=council.ids["Service"], framework="birch", since=START)
    wave = begin(council)
    send(council, "Ade", wave, answers_of(1))
    held = b"".join(path.read_bytes() for path in tmp_path.glob("plumbline.db*") if "survey-key" not in path.name)
    assert council.ids["Ade"].encode() in held
    assert b"words of sheet" not in held
    key = tmp_path / "plumbline.db.survey-key"
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_bytes() not in held


# --- By team.


def test_a_team_is_told_apart_from_ten_on_and_only_where_the_rest_are_ten_too(birch: Council) -> None:
    wave = begin(birch)
    for number in range(15):
        send(birch, f"P{number}", wave)
    for name in ("Ade", "Robin", "Quinn"):
        send(birch, name, wave)
    end(birch)
    assert results(birch).teams == ()  # thirteen in East, and only five elsewhere
    assert {row["team"] for row in rows(birch, tables.Sheet)} == {None}
    with pytest.raises(UnusableValueError, match="from ten"):
        results(birch, birch.ids["East"])


@pytest.mark.parametrize(
    ("answered", "apart"),
    [
        ({"a": 12, "b": 10}, {"a", "b"}),
        ({"a": 12, "b": 9}, set()),
        ({"a": 12, "b": 11, "c": 3}, {"a"}),
        ({"a": 12, "b": 6, "c": 4}, {"a"}),
        ({"a": 12, "b": 6, None: 4}, {"a"}),
        ({"a": 9, None: 30}, set()),
        ({"a": 40}, {"a"}),
        ({}, set()),
    ],
)
def test_teams_apart(answered: dict[str | None, int], apart: set[str]) -> None:
    assert teams_apart(answered) == apart


def test_a_question_that_few_of_a_team_answered_is_told_of_everybody_only() -> None:
    item = YesNo.model_validate({"kind": "yes-no", "id": "Q", "ask": "Well?"})
    yes = {"Q": Value(choice=1)}
    assert told_by_team(item, {"a": [yes] * 10, None: [yes] * 5})
    assert told_by_team(item, {"a": [yes] * 10, None: [{}] * 10})
    assert not told_by_team(item, {"a": [yes] * 10, None: [yes] * 4 + [{}] * 6})


# --- Putting together, and sealing.


def test_a_question_that_fewer_than_five_answered_is_not_told() -> None:
    item = YesNo.model_validate({"kind": "yes-no", "id": "Q", "ask": "Well?"})
    assert counted(item, [Value(choice=1)] * 4) == Counted("Well?", None)
    assert counted(item, [Value(choice=1)] * 4 + [Value()]) == Counted("Well?", None)
    assert counted(item, [Value(choice=1)] * 5).lines == (("Yes", 5), ("No", 0))


@pytest.mark.parametrize(
    "value",
    [Value(choice=0), NOT_APPLICABLE, Value(number=Decimal("2.50")), Value(counts=((1, 1), (3, 2)))],
)
def test_what_is_packed_is_unpacked(value: Value) -> None:
    assert unpacked(packed({"Q": value})) == {"Q": value}


@pytest.mark.parametrize("words", ["", "a", "é" * 40, "a" * 100])
def test_what_is_sealed_is_unsealed_with_its_key_alone(words: str) -> None:
    key = SurveyKey("postgresql://", KEY).find()
    sealed = seal(key, "wave", words, 100)
    assert unseal(key, "wave", sealed) == words
    assert len(sealed) == len(seal(key, "wave", "", 100))
    assert sealed != seal(key, "wave", words, 100)
    for wrong in ((b"x" * 32, "wave", sealed), (key, "other", sealed), (key, "wave", sealed[:-1] + b"\0\0")):
        with pytest.raises(ShownError):
            unseal(*wrong)


def test_a_database_on_a_server_needs_a_key_of_its_own() -> None:
    with pytest.raises(ShownError, match="QA_SURVEY_KEY"):
        SurveyKey("postgresql://host/base").make()
