"""Whatever a control claims to stand for, it is answered or refused in a sentence: no claim ends in a traceback."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.errors import ShownError
from bot.flows.actions import agree_action, drop_agreed, load_agreeing
from bot.flows.collation import read_all_sheets
from bot.flows.explain import load_why
from bot.flows.finish import correct_answer
from bot.flows.home import bring_card
from bot.flows.meetings import load_page, take_off
from bot.flows.office import Actor
from bot.flows.parts import hand_in_part
from bot.flows.risks import load_raising, raise_risk
from bot.flows.start import start_run
from bot.flows.walk import answer_item, go_to, load_card, load_section, step_back, write_note
from bot.flows.writing import stop_writing, take_up
from tests.council import TODAY, Council
from tests.flows.test_parts import case_look, visit_look
from tests.meetings import SHEET, circle, sheet, works_by_rowan

YES = Value(choice=1)
UPON_TWO: tuple[Callable[..., object], ...] = (
    load_agreeing,
    drop_agreed,
    load_card,
    load_section,
    take_up,
    hand_in_part,
    go_to,
    step_back,
    load_why,
)


def acts(council: Council, actor: Actor, one: str, other: str) -> Iterator[Callable[[], object]]:
    """Each flow that takes what a control says, with two claims that need not belong together."""
    office = council.office
    yield lambda: stop_writing(office, actor, one)
    yield lambda: bring_card(office, actor, one)
    yield lambda: load_raising(office, actor, one)
    yield lambda: load_page(office, actor, one)
    for flow in UPON_TWO:
        yield partial(flow, office, actor, one, other)
    press = council.press(one, other)
    yield lambda: answer_item(office, actor, press, YES)
    yield lambda: write_note(office, actor, press, "A note.")
    yield lambda: correct_answer(office, actor, press, "A slip.", YES)
    yield lambda: agree_action(office, actor, one, other, "Look again", TODAY)
    yield lambda: raise_risk(office, actor, other, one, "Too few cars.")
    yield lambda: read_all_sheets(office, actor, one, other)
    yield lambda: take_off(office, actor, one, 1)
    yield lambda: start_run(office, actor, SHEET, Subject("meeting", one), {}, seat=other)
    for name, kind in ((SHEET, "meeting"), ("work-look", "person"), ("team-look", "team"), ("own-look", "meeting")):
        yield partial(start_run, office, actor, name, Subject(kind, other), {})


@pytest.mark.parametrize("name", ["Ade", "Sam", "Lou"])
@pytest.mark.parametrize("other", ["", "nope", "V1", "P1", "R1~1", "R1~x", "x" * 13])
def test_no_claim_ends_in_a_traceback(sqlite_council: Council, other: str, name: str) -> None:
    council = works_by_rowan(sqlite_council)
    council.use("hazel")
    meeting = circle(council)
    for one in (visit_look(council), case_look(council), meeting, sheet(council, meeting), "", "x" * 13):
        for act in acts(council, council.actor(name), one, other):
            try:
                act()
            except ShownError as error:
                assert str(error)
