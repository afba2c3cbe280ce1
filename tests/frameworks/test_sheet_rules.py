"""Sheets from outside and anonymous surveys: what their files may not say, each with what to write instead."""

from pathlib import Path

import pytest

from tests.frameworks.samples import CHECKLIST, form_of, lay, spoilt
from tests.frameworks.test_hostile import Case, assert_refused

SERVICE = "  kind: service\n  called: Service\n  ask: Which service?"
OUTSIDE = spoilt(
    "subject:\n  kind: reference\n  called: Visit\n  ask: Which visit is this about?",
    f'answered_for: "a parent or carer"\npooled_for: [anyone]\nsubject:\n{SERVICE}',
)
WAVE = "anonymous: {opened_by: [qa-lead], comments_to: [visitor]}\n"
SURVEY = f"""\
title: How we work
short_title: How we work
purpose: Once a year.
filled_in_by: [visitor]
{WAVE}subject:
{SERVICE}
who_sees: [qa-lead@anywhere]
used_for: Learning.
kept_for: 3 years
parts:
  - name: all
    title: All of it
    sections:
      - title: First
        items:
          - id: V1
            kind: three-point
            ask: Is there time?
          - {{id: V2, kind: narrative, ask: What else?}}
"""
LONG = "".join(f"          - {{id: L{n}, kind: yes-no, ask: Well?}}\n" for n in range(58))


def changed(old: str, new: str, text: str = SURVEY) -> str:
    return spoilt(old, new, text)


REFUSED: dict[str, Case] = {
    "a sheet about a case": (
        spoilt("who_sees:", "answered_for: a parent\nwho_sees:"),
        9,
        "answered_for",
        "service, team, meeting",
    ),
    "pooled answers of one's own": (
        spoilt("who_sees:", "pooled_for: [visitor]\nwho_sees:"),
        9,
        "pooled_for",
        "take it",
    ),
    "pooled for no post": (changed("[anyone]", "[doctor]", OUTSIDE), 6, "pooled_for", "unknown post doctor"),
    "opened by no post": (changed("opened_by: [qa-lead]", "opened_by: [doctor]"), 5, "opened_by", "unknown post"),
    "opened by anyone": (changed("opened_by: [qa-lead]", "opened_by: [anyone]"), 5, "opened_by", "unknown post anyone"),
    "comments to no post": (changed("comments_to: [visitor]", "comments_to: [x]"), 5, "comments_to", "unknown post x"),
    "comments to nobody": (changed("comments_to: [visitor]", "comments_to: []"), 5, "comments_to", "at least 1"),
    "anonymous so many times": (
        changed("parts:\n", "cycle: {within: 1 year, most: 2}\nparts:\n"),
        13,
        "cycle",
        "take it",
    ),
    "anonymous about a case": (changed("kind: service", "kind: reference"), 7, "kind", "write service"),
    "anonymous for another": (
        changed("subject:\n", "answered_for: a parent\nsubject:\n"),
        6,
        "answered_for",
        "keep one",
    ),
    "anonymous with a start": (
        changed("parts:\n", "header:\n  - {id: H1, kind: short-text, ask: Where?}\nparts:\n"),
        13,
        "header",
        "take it out",
    ),
    "anonymous with a reader by place": (
        changed("[qa-lead@anywhere]", "[qa-lead@team]"),
        10,
        "who_sees",
        "such as qa-lead@anywhere",
    ),
    "anonymous read by its author": (changed("[qa-lead@anywhere]", "[author]"), 10, "who_sees", "an anonymous sheet"),
    "anonymous with a day": (changed("kind: three-point", "kind: date"), 20, "kind", "can show whose sheet it is"),
    "anonymous with a person": (changed("kind: three-point", "kind: person"), 20, "kind", "can show whose sheet"),
    "anonymous with an action": (
        changed("kind: three-point", "kind: three-point\n            action: {offered_on: [no]}"),
        21,
        "action",
        "one page",
    ),
    "anonymous with a reason": (
        changed("kind: three-point", "kind: three-point\n            note: {required_on: [no]}"),
        21,
        "note",
        "one page",
    ),
    "signed for another": (
        changed("kind: narrative", "kind: signature", OUTSIDE),
        31,
        "kind",
        "nobody signs for another",
    ),
    "anonymous with a signature": (changed("kind: three-point", "kind: signature"), 20, "kind", "whose sheet"),
    "anonymous with what was found": (changed("kind: three-point", "kind: found"), 20, "kind", "whose sheet"),
    "anonymous that looks back": (changed("kind: three-point", "kind: look-back"), 20, "kind", "was agreed with"),
    "anonymous section that branches": (
        changed("      - title: First\n", "      - title: First\n        show_if: [{item: V1, is: [yes]}]\n"),
        18,
        "show_if",
        "one page",
    ),
    "anonymous that branches": (
        changed("id: V2,", "id: V2, show_if: [{item: V1, is: [no]}],"),
        22,
        "show_if",
        "one page",
    ),
    "anonymous and too long": (SURVEY + LONG, 13, "parts", "keep 60 at most"),
    "anonymous in two parts": (
        SURVEY + SURVEY.partition("parts:\n")[2].replace("name: all", "name: more").replace("id: V", "id: W"),
        23,
        "parts",
        "keep one part",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_sheet_that_would_show_whose_it_is_is_refused(tmp_path: Path, name: str) -> None:
    path = lay(tmp_path, REFUSED[name][0])
    assert_refused(tmp_path, path, REFUSED[name])


@pytest.mark.parametrize("text", [OUTSIDE, SURVEY, CHECKLIST])
def test_those_in_order_load(tmp_path: Path, text: str) -> None:
    form_of(tmp_path, text)
