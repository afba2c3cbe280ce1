"""Each sample of the schedules that we ship is drawn in Slack by somebody of the invented council, and begun from."""

import re

import pytest

from bot.errors import NotAllowedError
from bot.flows.draws.shown import load_book
from bot.frameworks.schedule import Rule
from tests.thornmere import LIBRARY, ThornmereTown

pytestmark = pytest.mark.slow
SAMPLES = [
    (rule, there.check)
    for _, rule in LIBRARY.rules.values()
    for there in rule.done_by
    if rule.sample and there.check in LIBRARY.forms
]


def drawers(town: ThornmereTown, rule: str, check: str) -> list[str]:
    """Who is offered to draw for it."""
    office, found = town.council.office, []
    for key in town.council.ids:
        try:
            offers = load_book(office, town.council.actor(key)).offers
        except NotAllowedError:  # who has left
            continue
        found += [key] if (rule, check) in [(offer.rule, offer.checklist) for offer in offers] else []
    return found


@pytest.mark.parametrize(("rule", "check"), SAMPLES, ids=[f"{rule.id} {check}" for rule, check in SAMPLES])
def test_it_is_drawn_by_somebody_and_begun_from(thornmere: ThornmereTown, rule: Rule, check: str) -> None:
    assert rule.sample
    who = drawers(thornmere, rule.id, check)
    assert who, "nobody in the invented council draws for it"
    person = thornmere.slack.person(f"{who[0]}@example.org")
    short = LIBRARY.forms[check].checklist.short_title
    assert person.slash("/qa sample").acked
    assert person.click(f"Draw: {rule.title}, {short}"[:75]).acked
    form = person.view()
    assert form
    assert rule.sample.ask in form.plain
    scopes = [control for control in form.controls if control["block_id"] == "scope"]
    rows = "\n".join(f"Q{number}-7H" for number in range(1, 31))
    person.fill({"report": f"{rule.id} {check}"[:80], "rows": "30", "list": rows})
    if scopes:
        person.fill({"scope": scopes[0]["options"][0]})
    assert person.submit().acked
    shown = person.view()
    assert shown
    drawn = re.findall(r"^(Q\d+-7H) · row \d+$", shown.plain, re.MULTILINE)
    assert len(drawn) >= rule.sample.count, shown.plain
    if rule.sample.of == "meeting":
        return
    starts = [name for name in shown.buttons if name.startswith("Start")]
    assert starts, shown.plain
    assert person.click(f"Start: {drawn[0]}" if starts[0] == "Start" else starts[0]).acked
    start = person.view()
    assert start
    assert start.callback_id == "start"
    said = str(start.values)
    assert drawn[0] in said or rule.sample.fills is None or LIBRARY.forms[check].checklist.subject.is_somebody


def test_every_framework_that_looks_at_records_says_how_they_are_drawn() -> None:
    assert {plan.framework for plan, rule in LIBRARY.rules.values() if rule.sample} == set(LIBRARY.frameworks)
