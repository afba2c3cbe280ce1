"""Proving the log after real acts, and after everything that somebody with the database in hand could do to it.
The attacker here drops the triggers first; the bot's own connection meets them.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.domain.themes import Marked, Marks
from bot.domain.values import NOT_APPLICABLE, Value
from bot.flows.actions import agree_action
from bot.flows.finish import correct_answer, submit_run
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.themes import mark_check
from bot.flows.walk import answer_item, write_note
from bot.storage.chain import START, Head, hash_of
from bot.storage.migrate import migrate
from bot.storage.proof import Proof, prove
from bot.storage.store import Store
from tests.council import Council, FixedClock, found

Tamper = Callable[[Connection], object]
MIDDLE = 100
DEEP = "[" * 100_000


class UndoneError(Exception):
    """Ends the attacker's transaction, so that the next one finds the store as it was lived in."""


def lived_in(council: Council) -> str:
    """About two hundred entries by real acts; the run that is still open."""
    office, ade, sam = council.office, council.actor("Ade"), council.actor("Sam")
    submitted = council.work_look()
    answer_item(office, sam, council.press(submitted, "S1"), Value(choice=1))
    agree_action(office, sam, submitted, "ACT1", "Look at two files together.", "within a month")
    mark_check(office, sam, submitted, Marked("S1", Marks(frozenset({"time"}), good=True)))
    submit_run(office, sam, submitted)
    correct_answer(office, sam, council.press(submitted, "S1", 1), "I pressed the wrong one.", Value(choice=2))
    run = council.own_look(sort=2)
    for turn in range(62):
        answer_item(office, ade, council.press(run, "A1", turn), Value(choice=turn % 2))
        write_note(office, ade, council.press(run, "A2", turn), f"Note {turn}")
        answer_item(office, ade, council.press(run, "B1", turn), Value(words=f"Narrative {turn}"))
    answer_item(office, ade, council.press(run, "A3"), NOT_APPLICABLE)
    return run


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all that is tampered with and undone again."""
    address = f"sqlite:///{tmp_path_factory.mktemp('lived') / 'plumbline.db'}"
    if request.param == "postgresql":
        url: URL = request.getfixturevalue("postgres")
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql("CREATE DATABASE lived TEMPLATE base")
        server.dispose()
        address = url.set(database="lived").render_as_string(hide_password=False)
    store = Store(address, FixedClock())
    migrate(store)
    lived_in(found(store))
    yield store
    store.close()


def tampered(store: Store, *tampers: str | Tamper, kept: tuple[Head, ...] = ()) -> str:
    """What the proof says right after it, before all is undone."""
    said = ""
    with suppress(UndoneError), store.work() as uow:
        if uow.connection.dialect.name == "sqlite":
            uow.connection.exec_driver_sql("DROP TRIGGER entry_no_UPDATE")
            uow.connection.exec_driver_sql("DROP TRIGGER entry_no_DELETE")
        else:
            uow.connection.exec_driver_sql("DROP TRIGGER entry_no_change ON entry")
        for tamper in tampers:
            assert uow.run(text(tamper)).rowcount if isinstance(tamper, str) else tamper(uow.connection)
        said = prove(uow, list(kept)).broken
        raise UndoneError
    return said


def untouched(store: Store) -> Proof:
    return prove_log(store, Actor(OPERATOR), [])


def entry(connection: Connection, sequence: int) -> dict[str, Any]:
    found = connection.execute(text("SELECT * FROM entry WHERE sequence = :at"), {"at": sequence})
    return dict(found.mappings().one())


def swap(connection: Connection) -> bool:
    """Two neighbours change places, their numbers with them."""
    for old, new in ((MIDDLE, 0), (MIDDLE + 1, MIDDLE), (0, MIDDLE + 1)):
        connection.execute(text("UPDATE entry SET sequence = :new WHERE sequence = :old"), {"old": old, "new": new})
    return True


def insert_one(connection: Connection) -> bool:
    """One entry more in the middle: all behind it move up by one."""
    connection.execute(text("UPDATE entry SET sequence = -sequence - 1 WHERE sequence >= :at"), {"at": MIDDLE})
    connection.execute(text("UPDATE entry SET sequence = -sequence WHERE sequence < 0"))
    copy = "INSERT INTO entry SELECT :at, verb, actor, run, at, body, hash FROM entry WHERE sequence = 5"
    connection.execute(text(copy), {"at": MIDDLE})
    return True


def rewrite(connection: Connection) -> bool:
    """The whole chain made anew over one changed entry, each hash right."""
    last = START
    for row in connection.execute(text("SELECT sequence, body FROM entry ORDER BY sequence")).all():
        body = row.body.replace("started", "staRted") if row.sequence == 1 else row.body
        last = hash_of(last, body)
        values = {"at": row.sequence, "body": body, "hash": last}
        connection.execute(text("UPDATE entry SET body = :body, hash = :hash WHERE sequence = :at"), values)
    connection.execute(text("UPDATE entry SET verb = 'staRted' WHERE sequence = 1"))
    connection.execute(text("UPDATE log_head SET hash = :hash"), {"hash": last})
    return True


CUT = f"DELETE FROM entry WHERE sequence > {MIDDLE}"
CUT_HEAD = f"UPDATE log_head SET sequence = {MIDDLE}, hash = (SELECT hash FROM entry WHERE sequence = {MIDDLE})"
WHERE = f"WHERE sequence = {MIDDLE}"
CHANGED = f"entry {MIDDLE} was changed"


def test_c24_real_acts_leave_a_clean_proof(lived: Store) -> None:
    proof = untouched(lived)
    assert proof.broken == ""
    assert proof.entries == proof.head.sequence > 190
    assert proof.answers == 7


@pytest.mark.parametrize(
    ("tampers", "said"),
    [
        ([f"UPDATE entry SET body = replace(body, 'answered', 'ansWered') {WHERE}"], CHANGED),
        ([f"UPDATE entry SET body = 'no JSON at all' {WHERE}"], CHANGED),
        ([f"UPDATE entry SET body = '{DEEP}' {WHERE}"], CHANGED),
        ([f"UPDATE entry SET hash = '{START}' {WHERE}"], CHANGED),
        ([f"UPDATE entry SET verb = 'submitted' {WHERE}"], CHANGED),
        ([f"UPDATE entry SET actor = 'somebody' {WHERE}"], CHANGED),
        ([f"UPDATE entry SET run = NULL {WHERE}"], CHANGED),
        ([f"UPDATE entry SET at = '2026-01-01 10:00:00' {WHERE}"], CHANGED),
        ([f"DELETE FROM entry {WHERE}"], f"entry {MIDDLE} is missing"),
        (["DELETE FROM entry WHERE sequence = 1"], "entry 1 is missing"),
        (["DELETE FROM entry"], "entry 1 is missing"),
        ([insert_one], CHANGED),
        ([swap], CHANGED),
        ([CUT], f"entry {MIDDLE + 1} is missing"),
        (["UPDATE log_head SET sequence = sequence + 1"], "is missing: the end was cut off"),
    ],
)
def test_c24_tampering_is_found_and_named(lived: Store, tampers: list[str | Tamper], said: str) -> None:
    assert said in tampered(lived, *tampers)


@pytest.mark.parametrize("column", ["body = CAST(x'7bff7d' AS TEXT)", "verb = CAST(x'ff' AS TEXT)", "at = 'once'"])
def test_c24_what_is_no_text_or_no_time_is_named(lived: Store, column: str) -> None:
    """As a flipped bit leaves it. PostgreSQL stores no such thing."""
    if lived.database.engine.dialect.name == "sqlite":
        assert tampered(lived, f"UPDATE entry SET {column} {WHERE}") == CHANGED
        assert tampered(lived, f"UPDATE entry SET {column} {WHERE}", "DELETE FROM entry WHERE sequence = 7") == (
            "entry 7 is missing"
        )


def test_c24_a_tail_cut_with_its_head_is_found_by_a_kept_head(lived: Store) -> None:
    kept = untouched(lived).head
    assert "tells of another answer" in tampered(lived, CUT, CUT_HEAD)
    assert f"entry {kept.sequence} is not the one that was noted elsewhere" in tampered(
        lived, CUT, CUT_HEAD, kept=(kept,)
    )


def test_c24_a_chain_written_anew_is_found_by_a_kept_head(lived: Store) -> None:
    early, kept = Head(*_hash_at(lived, 3)), untouched(lived).head
    assert tampered(lived, rewrite) == ""
    assert f"entry {kept.sequence} is not the one that was noted" in tampered(lived, rewrite, kept=(kept,))
    assert "entry 3 is not the one that was noted" in tampered(lived, rewrite, kept=(early, kept))


def _hash_at(store: Store, sequence: int) -> tuple[int, str]:
    with store.look() as uow:
        return sequence, entry(uow.connection, sequence)["hash"]


def test_c24_kept_heads_of_an_untouched_log_hold(lived: Store) -> None:
    heads = [Head(0, START), Head(*_hash_at(lived, 1)), Head(*_hash_at(lived, MIDDLE))]
    assert prove_log(lived, Actor(OPERATOR), heads).broken == ""


ADD = (
    "INSERT INTO answer (run, item, measure, choice, not_applicable, author, at, acted_at, salt, revision) "
    "SELECT run, 'S2', 1, 1, not_applicable, author, at, acted_at, salt, 1 FROM answer WHERE item = 'S1'"
)
OTHER = "tells of another answer than the one stored"
MARKED = "are not those that the log tells of"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        ("UPDATE answer SET choice = 1 - choice WHERE item = 'A1'", OTHER),
        ("UPDATE answer SET choice = 0 WHERE item = 'S1'", OTHER),
        ("UPDATE answer SET day = '2020-01-01' WHERE item = 'own-day'", OTHER),
        ("UPDATE answer SET not_applicable = NOT not_applicable WHERE item = 'A3'", OTHER),
        ("UPDATE answer SET revision = revision - 1 WHERE item = 'A1'", OTHER),
        ("UPDATE answer SET salt = 'another' WHERE item = 'A1'", OTHER),
        ("UPDATE words SET text = 'Narrative 8' WHERE text = 'Narrative 61'", OTHER),
        ("UPDATE words SET text = 'Note 8' WHERE text = 'Note 61'", OTHER),
        ("UPDATE words SET salt = 'another' WHERE text = 'Note 61'", OTHER),
        ("DELETE FROM answer WHERE item = 'A1'", "tells of an answer to A1"),
        (ADD, "stands in no entry"),
        ("UPDATE mark SET good = NOT good", MARKED),
        ("UPDATE mark_theme SET theme = 'listening'", MARKED),
        ("DELETE FROM mark_theme", MARKED),
        ("INSERT INTO mark SELECT run, '', good, revision, author, at, salt FROM mark", MARKED),
    ],
)
def test_c24_an_answer_changed_by_hand_is_found(lived: Store, tamper: str, said: str) -> None:
    assert said in tampered(lived, tamper)


@pytest.mark.parametrize("verb", ["UPDATE entry SET actor = 'x'", "DELETE FROM entry", "TRUNCATE entry"])
def test_c24_the_bot_itself_cannot_change_the_log(lived: Store, verb: str) -> None:
    if verb.startswith("TRUNCATE") and lived.database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="append-only"), lived.work() as uow:
        uow.run(text(verb))
    assert untouched(lived).broken == ""


def test_words_replaced_in_an_open_run_are_nowhere(sqlite_council: Council, tmp_path: Path) -> None:
    """Long ones too, which fill pages of their own. The proof stays clean without them."""
    office, ade, run = sqlite_council.office, sqlite_council.actor("Ade"), sqlite_council.own_look()
    gone = ["Zwetschge one", "Zwetschge two" + " and so on" * 280, "Zwetschge narrative"]
    for seen, note in enumerate([*gone[:2], "A quiet visit."]):
        write_note(office, ade, sqlite_council.press(run, "A1", seen), note)
    answer_item(office, ade, sqlite_council.press(run, "B1"), Value(words=gone[2]))
    answer_item(office, ade, sqlite_council.press(run, "B1", 1), Value(words="All as planned."))
    with office.store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path.read_bytes() for path in tmp_path.glob("plumbline.db*")]
    assert any(b"A quiet visit." in held and b"All as planned." in held for held in files)
    assert not any(b"Zwetschge" in held or b"and so on" in held for held in files)
    assert untouched(office.store).broken == ""


def test_a_note_taken_away_leaves_a_clean_proof(council: Council) -> None:
    office, ade, run = council.office, council.actor("Ade"), council.own_look()
    for seen, note in enumerate(["First.", "", "Second."]):
        write_note(office, ade, council.press(run, "A1", seen), note)
        assert untouched(office.store).broken == ""
    with office.store.look() as uow:
        assert uow.run(text("SELECT text FROM words")).scalars().all() == ["Second."]
