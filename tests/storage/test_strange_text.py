"""Whatever people may type or paste is stored and read back as it is (after NFC), or refused with a sentence.
A scan of the source shows that no SQL is put together from values.
"""

import ast
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from bot.domain.runs import Subject
from bot.domain.values import Press, Value
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows.actions import agree_action
from bot.flows.finish import correct_answer, submit_run, withdraw_run
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.start import SUBJECT_FIELD, load_unfinished, start_run
from bot.flows.walk import answer_item, load_view, write_note
from bot.storage.actions import load_actions
from bot.storage.answers import load_answers
from bot.storage.runs import load_run
from bot.storage.store import Store
from tests.council import TODAY, Council

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
KEPT = {
    "drop": "'; DROP TABLE run;--",
    "or": '" OR 1=1',
    "union": "x') UNION SELECT hash FROM entry --",
    "percent": "100 % of %s and %(name)s",
    "like": "_%\\_",
    "placeholders": ":run ? $1 {0} {{7*7}} ${x}",
    "backslash": "\\x00 \\u0000 \\'",
    "family": f"{FAMILY} came",
    "flags": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f \U0001f1ec\U0001f1e7",
    "combining": "e\u0301 A\u030a q\u0307\u0323",
    "arabic": "\u0645\u0631\u062d\u0628\u0627 and back",
    "override": "a \u202eevil\u202c b",
    "isolate": "\u2067abc\u2069 d",
    "zero width": "a\u200bb\u200c\ufeffc",
    "noncharacter": "a\ufdd0\ufffe\U0010ffffb",
    "separators": "a\u2028b\u2029c\u00a0d",
    "tab": "a\tb",
}
REFUSED = {
    "nul": "a\x00b",
    "escape": "a\x1b[31mb",
    "high": "a\ud800b",
    "low": "\udfff",
    "white": " \t\n\u00a0\u2003",
    "silent": "\u200b\u200d\u202e\u2060",
}
LONG = 10_000

Way = Callable[[Council, str], str | None]


def note(council: Council, words: str) -> str | None:
    run = council.own_look(sort=2)
    write_note(council.office, council.actor("Ade"), council.press(run, "A3"), words)
    return _answer(council.office.store, run, "A3")


def narrative(council: Council, words: str) -> str | None:
    return _said(council, "B1", words)


def short_text(council: Council, words: str) -> str | None:
    return _said(council, "B2", words)


def subject(council: Council, words: str) -> str | None:
    run = council.own_look(case=words)
    with council.office.store.look() as uow:
        found = load_run(uow, run)
    load_view(council.office, council.actor("Ade"), run)
    return found.subject.reference if found else None


def action(council: Council, words: str) -> str | None:
    run = council.work_look()
    agree_action(council.office, council.actor("Sam"), run, "ACT1", words, "soon")
    with council.office.store.look() as uow:
        return load_actions(uow, run)[-1].plan.words


def timescale(council: Council, words: str) -> str | None:
    run = council.work_look()
    agree_action(council.office, council.actor("Sam"), run, "ACT1", "Look again.", words)
    with council.office.store.look() as uow:
        return load_actions(uow, run)[-1].plan.timescale


def reason(council: Council, words: str) -> str | None:
    run, ade = council.own_look(), council.actor("Ade")
    submit_run(council.office, ade, run)
    correct_answer(council.office, ade, council.press(run, "A1"), words, Value(choice=1))
    with council.office.store.look() as uow:
        held = "SELECT text FROM superseded JOIN words ON words.id = reason_id WHERE run = :run"
        return uow.run(text(held), {"run": run}).scalar()


def _said(council: Council, item: str, words: str) -> str | None:
    run = council.own_look()
    answer_item(council.office, council.actor("Ade"), council.press(run, item), Value(words=words))
    return _answer(council.office.store, run, item)


def _answer(store: Store, run: str, item: str) -> str | None:
    with store.look() as uow:
        answer = load_answers(uow, run).get(item)
    return (answer.note or answer.value.words) if answer else None


# What takes words, and how many of them.
LIMITS: dict[Way, int] = {
    note: 3000,
    narrative: 3000,
    short_text: 150,
    subject: 40,
    action: 500,
    timescale: 150,
    reason: 500,
}
EVERYWHERE = pytest.mark.parametrize("way", LIMITS, ids=lambda way: way.__name__)


def _schema(store: Store) -> object:
    with store.look() as uow:
        seen = inspect(uow.connection)
        return {table: [str(column) for column in seen.get_columns(table)] for table in seen.get_table_names()}


@EVERYWHERE
def test_c12_c14_strange_text_comes_back_as_it_was(council: Council, way: Way) -> None:
    schema = _schema(council.office.store)
    for words in KEPT.values():
        with_lines = words.replace("\n", " ") if way is subject else words
        assert way(council, words) == unicodedata.normalize("NFC", with_lines)
        _finish_all(council)
    assert _schema(council.office.store) == schema
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""


def _finish_all(council: Council) -> None:
    """So that each text is given to a run of its own."""
    for name in ("Ade", "Sam"):
        for begun in load_unfinished(council.office, council.actor(name)):
            withdraw_run(council.office, council.actor(name), begun.heading.run)


@EVERYWHERE
@pytest.mark.parametrize("sort", REFUSED)
def test_c12_c14_what_cannot_be_stored_is_refused_in_words(sqlite_council: Council, way: Way, sort: str) -> None:
    words = REFUSED[sort]
    if way is note and sort in ("white", "silent"):
        assert note(sqlite_council, words) is None  # a blank note is none
        return
    with pytest.raises(UnusableValueError) as caught:
        way(sqlite_council, words)
    _says_why(str(caught.value), words)


@EVERYWHERE
@pytest.mark.parametrize("sort", ["a", "&", "\U0001f600", "\u0645"])
def test_c15_too_long_is_refused_and_the_limit_named(sqlite_council: Council, way: Way, sort: str) -> None:
    limit = LIMITS[way]
    for length in (limit + 1, LONG):
        with pytest.raises(UnusableValueError, match=str(limit)) as caught:
            way(sqlite_council, sort * length)
        _says_why(str(caught.value), sort * length)
    with sqlite_council.office.store.look() as uow:
        assert uow.run(text("SELECT count(*) FROM words")).scalar() == 0


@EVERYWHERE
def test_c14_c15_as_long_as_may_be_is_stored_whole(sqlite_council: Council, way: Way) -> None:
    limit = LIMITS[way]
    for words in ("\U0001f600" * limit, "&" * limit, (FAMILY * limit)[: limit - 1] + "x"):
        assert way(sqlite_council, words) == words
        _finish_all(sqlite_council)


def _says_why(sentence: str, words: str) -> None:
    assert 20 < len(sentence) < 200
    assert words.strip() not in sentence or not words.strip()


@EVERYWHERE
def test_composed_only_after_all_lengths_count(sqlite_council: Council, way: Way) -> None:
    """Letters with loose accents are fewer once composed: what counts is what is stored."""
    limit = LIMITS[way]
    assert way(sqlite_council, "e\u0301" * limit) == "\u00e9" * limit


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet=st.characters(), max_size=40))
def test_c12_any_text_is_stored_or_refused(council: Council, words: str) -> None:
    store, run = council.office.store, council.own_look()
    with store.look() as uow:
        stood = load_answers(uow, run).get("B1")
    press = Press(run, "B1", stood.revision if stood else 0, store.clock.instant())
    try:
        answer_item(council.office, council.actor("Ade"), press, Value(words=words))
    except UnusableValueError:
        assert _answer(store, run, "B1") == (stood.value.words if stood else None)
    else:
        kept = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()
        assert _answer(store, run, "B1") == kept


@pytest.mark.parametrize("why", [*REFUSED.values(), "w" * LONG, "Ring 07700 900123."], ids=[*REFUSED, "long", "phone"])
def test_c12_a_reason_to_keep_is_checked_even_where_none_is_needed(sqlite_council: Council, why: str) -> None:
    office, ade, run = sqlite_council.office, sqlite_council.actor("Ade"), sqlite_council.own_look()
    with pytest.raises(UnusableValueError):
        write_note(office, ade, sqlite_council.press(run, "A1"), "Nothing special.", why)
    with pytest.raises(UnusableValueError):
        answer_item(office, ade, sqlite_council.press(run, "B1"), Value(words="Nothing special."), why)
    with office.store.look() as uow:
        assert uow.run(text("SELECT count(*) FROM words")).scalar() == 0


def test_a_refused_subject_is_named_by_its_field(sqlite_council: Council) -> None:
    header = {"own-day": Value(day=TODAY), "own-sort": Value(choice=1)}
    for words in (REFUSED["nul"], REFUSED["white"], "999 000 0018", "x" * LONG):
        with pytest.raises(FormProblemsError) as caught:
            start_run(
                sqlite_council.office, sqlite_council.actor("Ade"), "own-look", Subject("reference", words), header
            )
        assert set(caught.value.problems) == {SUBJECT_FIELD}


STORAGE = Path(__file__).parents[2] / "bot" / "storage"
RAW = {"exec_driver_sql", "text", "execute", "executescript", "executemany"}
# What else is put together holds no value that came from anybody: names of ours, and integers.
KNOWN = {
    "PRAGMA {pragma}",
    "BEGIN {mode}; {_patience(deadline)}",
    "_patience(deadline)",
    "'BEGIN IMMEDIATE' if write else 'BEGIN'",
    "SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})",
    "INSERT INTO log_head (id, sequence, hash) VALUES (1, 0, '{START}')",
    "REFUSE_SQLITE.format(verb='UPDATE')",
    "REFUSE_SQLITE.format(verb='DELETE')",
    # The names of the table's own columns.
    "INSERT INTO duty ({', '.join(_NAMES)}) VALUES ({', '.join((f':{name}' for name in _NAMES))}) "
    "ON CONFLICT (id) DO UPDATE SET {_SETS}",
    # Migrations only, of names and conditions that stand in their own files.
    "ALTER TABLE {table} DROP CONSTRAINT {name}",
    "ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition})",
    "PRAGMA schema_version = {version + 1}",
    "sa.select(run.c.subject_reference).distinct()",
    "put.values(subject_plain=sa.bindparam('plain'))",
    "ALTER TABLE digest_row ADD COLUMN stood VARCHAR(10) {check}",
}


def _put_together() -> Iterator[str]:
    """Every SQL text in bot/storage that is not a plain literal or a name."""
    for path in STORAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and call.args and _name(call.func) in RAW:
                sql = call.args[0]
                if isinstance(sql, ast.JoinedStr):
                    yield ast.unparse(sql)[2:-1]
                elif not isinstance(sql, ast.Constant | ast.Name | ast.Attribute):
                    yield ast.unparse(sql)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_c12_no_sql_is_put_together_from_values() -> None:
    found = set(_put_together())
    assert found <= KNOWN
    assert found  # the scan sees what it should
