"""Two people at one item in the same moment, and one person pressing twice or late.
Whoever is told "saved" is right, whoever was overtaken is told so, and the log has both.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import text

from bot.domain.values import Answer, Fate, Outcome, Press, Value
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.walk import answer_item, write_note
from bot.storage.answers import load_answers
from bot.storage.runs import load_run
from tests.council import Council

pytestmark = pytest.mark.slow

ITEM = "S1"
Verbs = Counter[tuple[str, str]]


def standing(council: Council, run: str, item: str = ITEM) -> Answer:
    with council.office.store.look() as uow:
        return load_answers(uow, run)[item]


def verbs(council: Council, run: str) -> Verbs:
    """How often the log tells what of whom."""
    with council.office.store.look() as uow:
        rows = uow.run(text("SELECT verb, actor FROM entry WHERE run = :run"), {"run": run})
        return Counter((row.verb, row.actor) for row in rows)


def race(council: Council, rounds: int) -> None:
    """Sam and the stand-in have seen the same and press something else; every tenth round the same."""
    run = council.work_look()
    people = ("Sam", "Sid")
    start = Barrier(2)

    def press(name: str, seen: int, choice: int) -> Outcome:
        act = council.press(run, ITEM, seen)
        start.wait()
        return answer_item(council.office, council.actor(name), act, Value(choice=choice))

    expected: Verbs = Counter()
    seen, choice = 0, 0
    with ThreadPoolExecutor(2) as pool:
        for turn in range(rounds):
            is_same = turn % 10 == 9
            wanted = {"Sam": (choice + 1) % 3, "Sid": (choice + (1 if is_same else 2)) % 3}
            given = list(pool.map(press, people, (seen, seen), (wanted[name] for name in people)))
            outcomes = dict(zip(people, given, strict=True))
            (winner,) = (name for name in people if outcomes[name].fate is Fate.SAVED)
            (loser,) = (name for name in people if name != winner)
            stands = standing(council, run)
            assert stands.author == council.ids[winner]
            assert stands.value == Value(choice=wanted[winner])
            assert stands.revision == seen + 1
            assert outcomes[winner].stands == outcomes[loser].stands == stands
            assert outcomes[loser].fate is (Fate.ALREADY if is_same else Fate.OVERTAKEN)
            expected["answered", council.ids[winner]] += 1
            expected["overtaken", council.ids[loser]] += not is_same
            seen, choice = stands.revision, wanted[winner]
    told = verbs(council, run)
    assert {key: count for key, count in told.items() if key[0] != "started"} == dict(+expected)
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""


def test_c31_two_people_at_one_item(council: Council) -> None:
    race(council, 300 if council.office.store.database.engine.dialect.name == "sqlite" else 100)


@pytest.mark.slow
def test_c31_two_people_at_one_item_a_thousand_times(sqlite_council: Council) -> None:
    race(sqlite_council, 1000)


def test_c31_first_answers_race_too(council: Council) -> None:
    """Nothing stands yet, so there is no row to be overtaken at."""
    run = council.work_look()
    start = Barrier(2)

    def press(name: str, choice: int) -> Outcome:
        start.wait()
        return answer_item(council.office, council.actor(name), council.press(run, ITEM), Value(choice=choice))

    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(press, ("Sam", "Sid"), (0, 2)))
    assert Counter(outcome.fate for outcome in given) == {Fate.SAVED: 1, Fate.OVERTAKEN: 1}
    assert given[0].stands == given[1].stands == standing(council, run)


def test_c31_many_presses_of_one_person_are_one(council: Council) -> None:
    """A finger that trembles: eight times the same press at once."""
    run = council.own_look()
    press = council.press(run, "A1")

    def again(_: int) -> Outcome:
        return answer_item(council.office, council.actor("Ade"), press, Value(choice=1))

    with ThreadPoolExecutor(8) as pool:
        fates = Counter(outcome.fate for outcome in pool.map(again, range(8)))
    assert fates == {Fate.SAVED: 1, Fate.ALREADY: 7}
    assert standing(council, run, "A1").revision == 1


Acted = Callable[[Press], Outcome]


def choosing(council: Council, name: str, choice: int) -> Acted:
    return lambda press: answer_item(council.office, council.actor(name), press, Value(choice=choice))


def noting(council: Council, name: str, words: str) -> Acted:
    return lambda press: write_note(council.office, council.actor(name), press, words)


def test_c31_the_same_press_twice_is_one_answer(council: Council) -> None:
    run = council.own_look()
    press = council.press(run, "A1")
    before = _revision(council, run)
    fates = [choosing(council, "Ade", 1)(press).fate for _ in range(2)]
    assert fates == [Fate.SAVED, Fate.ALREADY]
    assert standing(council, run, "A1").revision == 1
    assert verbs(council, run)["answered", council.ids["Ade"]] == 3  # two fields of the header and this one
    assert _revision(council, run) == before + 1


def _revision(council: Council, run: str) -> int:
    with council.office.store.look() as uow:
        found = load_run(uow, run)
    assert found
    return found.revision


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (lambda c: choosing(c, "Ade", 1), lambda c: choosing(c, "Ade", 0)),
        (lambda c: noting(c, "Ade", "One."), lambda c: noting(c, "Ade", "Two.")),
        (lambda c: noting(c, "Ade", "One."), lambda c: choosing(c, "Ade", 0)),
    ],
    ids=["choices", "notes", "a note and a choice"],
)
def test_c32_the_same_person_s_later_act_stands(
    council: Council, first: Callable[[Council], Acted], second: Callable[[Council], Acted]
) -> None:
    """Both pressed on a card that showed nothing yet, one after the other; in whichever order they arrive."""
    run = council.own_look()
    early = council.press(run, "A1")
    late = Press(run, "A1", 0, early.at + timedelta(seconds=1))
    assert first(council)(early).fate is Fate.SAVED
    assert second(council)(late).fate is Fate.SAVED
    stands = standing(council, run, "A1")
    assert stands.revision == 2
    assert stands.acted_at == late.at


def test_c32_an_older_act_that_comes_late_changes_nothing(council: Council) -> None:
    run = council.own_look()
    early = council.press(run, "A1")
    late = Press(run, "A1", 0, early.at + timedelta(seconds=1))
    assert choosing(council, "Ade", 1)(late).fate is Fate.SAVED
    stands, revision = standing(council, run, "A1"), _revision(council, run)
    outcome = choosing(council, "Ade", 0)(early)
    assert (outcome.fate, outcome.stands) == (Fate.OVERTAKEN, stands)
    assert standing(council, run, "A1") == stands
    assert _revision(council, run) == revision
    assert verbs(council, run)["overtaken", council.ids["Ade"]] == 1


def test_c32_somebody_else_s_later_act_on_an_old_card_changes_nothing(council: Council) -> None:
    run = council.work_look()
    assert choosing(council, "Sam", 1)(council.press(run, ITEM)).fate is Fate.SAVED
    outcome = choosing(council, "Sid", 2)(council.press(run, ITEM))
    assert outcome.fate is Fate.OVERTAKEN
    assert outcome.stands == standing(council, run)
    assert standing(council, run).author == council.ids["Sam"]


def test_c32_a_revision_that_never_was_changes_nothing(council: Council) -> None:
    run = council.work_look()
    assert choosing(council, "Sam", 1)(council.press(run, ITEM)).fate is Fate.SAVED
    for seen in (-1, 2, 10**30):
        assert choosing(council, "Sid", 2)(council.press(run, ITEM, seen)).fate is Fate.OVERTAKEN
    assert standing(council, run).revision == 1
