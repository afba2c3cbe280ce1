"""What one answer in numbers comes to, shared out over another, as it is shown with a question."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.values import Answer, Value
from bot.flows.shown import average_lines
from bot.frameworks.kinds import several
from bot.frameworks.library import load_library
from tests.frameworks.samples import CHECKLIST, form_of, lay
from tests.thornmere import LIBRARY

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
NUMBERS = """\
          - {id: V4, kind: number, ask: "How many hours?", decimals: 1}
          - {id: V5, kind: number, ask: "How many visits?"}
          - {id: V6, kind: narrative, ask: "What of it?", averages: [{of: V4, over: V5, called: time for a visit}]}
"""


def given(**values: Value) -> dict[str, Answer]:
    return {item: Answer(item, value, None, 1, "me", AT, AT) for item, value in values.items()}


def tallies(people: dict[int, int], cases: dict[int, int]) -> dict[str, Answer]:
    return given(**{"own-people": several(people), "1": several(cases)})


@pytest.mark.parametrize(
    ("item", "people", "cases", "lines"),
    [
        (
            "2",
            {1: 2, 2: 5, 3: 0},
            {1: 29, 2: 64, 3: 0},
            ["The average caseload: Social workers 14.5 (29 over 2) · Social care professionals 12.8 (64 over 5)."],
        ),
        (
            "3",
            {1: 4, 2: 5, 3: 0},
            {1: 60, 2: 64, 3: 3},
            [
                "To be published: the average caseload: Social workers not worked out, as fewer than 5 are counted · "
                "Social care professionals 12.8 (64 over 5) · "
                "Occupational therapists not worked out, as fewer than 5 are counted."
            ],
        ),
        ("2", {1: 0, 2: 0, 3: 0}, {1: 0, 2: 0, 3: 0}, []),
        ("1", {1: 2}, {1: 29}, []),
    ],
)
def test_caseloads_are_averaged_by_role_and_small_roles_are_not_for_publication(
    item: str, people: dict[int, int], cases: dict[int, int], lines: list[str]
) -> None:
    audit = LIBRARY.forms["adults-caseload-audit"].checklist
    assert list(average_lines(audit, audit.by_id[item], tallies(people, cases))) == lines


@pytest.mark.parametrize(
    ("hours", "visits", "lines"),
    [
        ("7.5", "2", ("Time for a visit: 3.8 (7.5 over 2).",)),
        ("7.5", "0", ("Time for a visit: not worked out, as fewer than 1 are counted.",)),
        ("7.5", None, ()),
    ],
)
def test_a_number_over_a_number(tmp_path: Path, hours: str, visits: str | None, lines: tuple[str, ...]) -> None:
    form = form_of(tmp_path, CHECKLIST + NUMBERS).checklist
    answers = given(V4=Value(number=Decimal(hours)))
    answers |= given(V5=Value(number=Decimal(visits))) if visits else {}
    assert average_lines(form, form.by_id["V6"], answers) == lines


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        ({7: 2, 10: 1}, ("The average step: 8 (3 counted).",)),
        ({1: 1, 2: 2}, ("The average step: 1.7 (3 counted).",)),
        ({7: 0}, ()),
    ],
)
def test_steps_that_a_group_chose_are_averaged_by_themselves(counts: dict[int, int], lines: tuple[str, ...]) -> None:
    group = LIBRARY.forms["adults-health-check-focus-group"].checklist
    for item in ("16", "17"):
        assert average_lines(group, group.by_id[item], given(**{item: several(counts)})) == lines


@pytest.mark.parametrize(
    ("of", "over", "sentence"),
    [
        ("V1", "V5", "names V1, which is no item that holds numbers"),
        ("V4", "V9", "names V9, which is no item that holds numbers"),
        ("V7", "V5", "shares V7 out over V5, which counts something else"),
        ("V4", "", "names V4, which is no tally, and nothing to share it out over"),
    ],
)
def test_what_cannot_be_shared_out_is_a_mistake_in_the_file(tmp_path: Path, of: str, over: str, sentence: str) -> None:
    options = "[{name: a, code: 1, label: A}, {name: b, code: 2, label: B}]"
    more = NUMBERS.replace("of: V4, over: V5", f"of: {of}, over: {over}" if over else f"of: {of}")
    lay(tmp_path, f"{CHECKLIST}{more}          - {{id: V7, kind: tally, ask: How many?, options: {options}}}\n")
    assert sentence in " ".join(str(problem) for problem in load_library(tmp_path).problems)
