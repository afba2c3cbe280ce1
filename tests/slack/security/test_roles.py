"""C05: who may do what, role by role and act by act, over the wire."""

import pytest

from bot.domain.values import Value
from bot.flows.actions import agree_action
from bot.flows.finish import submit_run
from bot.flows.walk import answer_item
from tests.council import Council
from tests.slack.security.acting import DEEDS, Scene, home, outcome
from tests.slack.town import Town

pytestmark = pytest.mark.slow

ROLES = {
    "author": "Ade",
    "colleague": "Bea",
    "supervisor": "Sam",
    "line": "Robin",
    "manager": "Mia",
    "qa-lead": "Quinn",
    "elsewhere": "Max",  # manager of another team
    "leaver": "Zed",
    "guest": "Gale",
    "stranger": "Fay",
    "unlisted": "Una",
}
# D: stored. F: a form opens. s: only something said, or nothing to do there. n: refused and logged.
TABLE = """
             |author|colleague|supervisor|line|manager|qa-lead|elsewhere|leaver|guest|stranger|unlisted
/qa help     |  s   |    s    |    s     | s  |   s   |   s   |    s    |  n   |  n  |   n    |   n
/qa start    |  F   |    F    |    F     | F  |   F   |   F   |    F    |  n   |  n  |   n    |   n
/qa resume   |  s   |    s    |    s     | s  |   s   |   s   |    s    |  n   |  n  |   n    |   n
/qa sample   |  F   |    F    |    F     | F  |   F   |   F   |    F    |  n   |  n  |   n    |   n
/qa concern  |  s   |    s    |    s     | s  |   s   |   s   |    s    |  s   |  s  |   s    |   s
begin        |  F   |    F    |    F     | F  |   F   |   F   |    F    |  n   |  n  |   n    |   n
start        |  F   |    F    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
start work   |  n   |    n    |    F     | F  |   n   |   n   |    F    |  n   |  n  |   n    |   n
resume       |  s   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
answer       |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
choose       |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
day          |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
person       |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
note         |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
words        |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
back         |  s   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
leave        |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
questions    |  s   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
jump         |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
section      |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
review       |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
withdraw     |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
why          |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
risk         |  F   |    F    |    F     | F  |   F   |   F   |    F    |  F   |  F  |   F    |   F
submit       |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
agree        |  n   |    n    |    F     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
drop         |  n   |    n    |    D     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
see          |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
see shown    |  n   |    n    |    F     | D  |   D   |   n   |    n    |  n   |  n  |   n    |   n
page         |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
correct      |  F   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
share        |  n   |    n    |    D     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
prefer       |  D   |    D    |    D     | D  |   D   |   D   |    D    |  n   |  n  |   n    |   n
form start   |  D   |    D    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
form note    |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
form words   |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
form section |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
form withdraw|  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
form agree   |  n   |    n    |    D     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
form correct |  D   |    n    |    n     | n  |   n   |   n   |    n    |  n   |  n  |   n    |   n
home         |  F   |    F    |    F     | F  |   F   |   F   |    F    |  n   |  n  |   n    |   n
"""


def scene_of(town: Town, number: int) -> Scene:
    """Ade's own check, open and submitted; Sam's about Ade, submitted; Sam's about Bea, with an action agreed."""
    assert town.bot
    office = town.bot.office
    council = Council(office, town.council.ids)
    ade, sam = council.actor("Ade"), council.actor("Sam")
    begun, done = council.own_look(f"B{number}-1"), council.own_look(f"D{number}-1")
    answer_item(office, ade, council.press(done, "A1"), Value(choice=1))
    submit_run(office, ade, done)
    shown, agreed = council.work_look("Ade"), council.work_look("Bea")
    answer_item(office, sam, council.press(agreed, "S1"), Value(choice=0))
    submit_run(office, sam, shown)
    action = agree_action(office, sam, agreed, "S1", "Do it", "Soon")
    return Scene(town, begun, done, shown, agreed, action.id, town.ade.card())


def table() -> dict[str, dict[str, str]]:
    """By role and deed."""
    head, *lines = [line.split("|") for line in TABLE.strip().splitlines()]
    cells = {line[0].strip(): [cell.strip() for cell in line[1:]] for line in lines}
    return {role.strip(): {deed: cells[deed][at] for deed in cells} for at, role in enumerate(head[1:])}


@pytest.mark.parametrize("role", ROLES)
def test_c05_a_role_may_do_what_the_table_says_and_nothing_else(open_town: Town, role: str) -> None:
    town, who = open_town, open_town.slack.person(ROLES[role])
    town.begin(town.ade, "CARD-1")
    scene, found, seen = scene_of(town, 0), {}, ""
    for number, (name, deed) in enumerate(DEEDS.items(), start=1):
        found[name] = outcome(scene, who, deed)
        seen += who.transcript()
        who.reload()
        if "D" in found[name]:
            scene = scene_of(town, number)
    found["home"] = home(scene, who)
    assert found == table()[role]
    # His own check is nobody else's: not even its reference is seen.
    assert ("B0-1" in seen) is (role == "author")
