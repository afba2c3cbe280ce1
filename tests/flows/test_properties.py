"""Whatever the order of answers, backs, repeats and conditions: the same choices end in the same stored answers."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.cards import Card, Review
from bot.domain.values import NOT_APPLICABLE, Fate, Value
from bot.errors import ShownError
from bot.flows import path
from bot.flows.finish import submit_run
from bot.flows.walk import answer_item, go_to, load_view, step_back, step_on, write_note
from bot.storage.answers import load_answers
from tests.council import Council

_CHOICES = {
    "A1": [Value(choice=1), Value(choice=0)],
    "A2": [Value(choice=1), Value(choice=0)],
    "A3": [Value(choice=2), Value(choice=1), Value(choice=0), NOT_APPLICABLE],
    "A4": [Value(choice=1), Value(choice=0)],
    "A5": [Value(choice=1), Value(choice=0)],
    "B2": [Value(words="Form 7"), Value(words="Form 8")],
    "own-sort": [Value(choice=1), Value(choice=2)],
}
answers = st.sampled_from([(item, value) for item, values in _CHOICES.items() for value in values])
moves = st.sampled_from(["back", "on", "review", "A2", "B1", "repeat"])
steps = st.lists(st.one_of(answers, moves), max_size=25)
_fast = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def seen_revision(council: Council, run: str, item: str) -> int:
    with council.office.store.look() as uow:
        answer = load_answers(uow, run).get(item)
    return answer.revision if answer else 0


def give(council: Council, run: str, item: str, value: Value) -> Fate:
    press = council.press(run, item, seen_revision(council, run, item))
    return answer_item(council.office, council.actor("Ade"), press, value).fate


def walk(council: Council, run: str, step: Any, last: Any) -> None:
    office, ade = council.office, council.actor("Ade")
    match step:
        case "back":
            step_back(office, ade, run)
        case "on":
            step_on(office, ade, run)
        case "review":
            go_to(office, ade, run, None)
        case "repeat" if last:
            assert give(council, run, *last) is Fate.ALREADY
        case str():
            go_to(office, ade, run, None if step == "repeat" else step)
        case (item, value):
            give(council, run, item, value)


def stored(council: Council, run: str) -> dict[str, Value]:
    with council.office.store.look() as uow:
        return {item: answer.value for item, answer in load_answers(uow, run).items()}


_cases = iter(range(10_000))


@_fast
@given(steps)
def test_any_way_to_the_same_choices_stores_the_same(sqlite_council: Council, taken: list[Any]) -> None:
    wandering = sqlite_council.own_look(f"W{next(_cases)}")
    final: dict[str, Value] = {}
    last = None
    for step in taken:
        walk(sqlite_council, wandering, step, last)
        if isinstance(step, tuple):
            final[step[0]], last = step[1], step
    straight = sqlite_council.own_look(f"S{next(_cases)}")
    for item, value in final.items():
        give(sqlite_council, straight, item, value)
    assert stored(sqlite_council, wandering) == stored(sqlite_council, straight)
    tallies = [
        submit_run(sqlite_council.office, sqlite_council.actor("Ade"), run).tally for run in (wandering, straight)
    ]
    assert tallies[0] == tallies[1]


@_fast
@given(steps)
def test_progress_is_truthful_and_the_place_is_always_asked(sqlite_council: Council, taken: list[Any]) -> None:
    run = sqlite_council.own_look(f"P{next(_cases)}")
    office, ade = sqlite_council.office, sqlite_council.actor("Ade")
    for step in taken:
        walk(sqlite_council, run, step, None)
        view = load_view(office, ade, run)
        with office.store.look() as uow:
            held = load_answers(uow, run)
        checklist = office.form("own-look").checklist
        asked = path.asked_items(checklist, held)
        assert isinstance(view, Card | Review)
        assert view.progress == path.progress(asked, held, [])
        assert not isinstance(view, Card) or view.prompt.item in {item.id for item in [*asked, *checklist.header]}


@_fast
@given(st.text(max_size=40))
def test_a_note_comes_back_as_it_was_or_is_refused(sqlite_council: Council, text: str) -> None:
    run = sqlite_council.own_look(f"N{next(_cases)}")
    press = sqlite_council.press(run, "A1")
    try:
        outcome = write_note(sqlite_council.office, sqlite_council.actor("Ade"), press, text)
    except ShownError as error:
        assert str(error)
        assert seen_revision(sqlite_council, run, "A1") == 0
        return
    view = load_view(sqlite_council.office, sqlite_council.actor("Ade"), run)
    assert isinstance(view, Card)
    assert view.prompt.note == (outcome.stands.note if outcome.stands else None)


@pytest.mark.parametrize("sort", [1, 2])
def test_stepping_on_from_the_start_passes_every_item_once(sqlite_council: Council, sort: int) -> None:
    run = sqlite_council.own_look(sort=sort)
    office, ade = sqlite_council.office, sqlite_council.actor("Ade")
    passed = []
    while isinstance(view := load_view(office, ade, run), Card):
        passed.append(view.prompt.item)
        step_on(office, ade, run)
    asked = [item.id for item in path.asked_items(office.form("own-look").checklist, load(sqlite_council, run))]
    assert passed == asked


def load(council: Council, run: str) -> dict[str, Any]:
    with council.office.store.look() as uow:
        return dict(load_answers(uow, run))
