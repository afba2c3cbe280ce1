"""What files may say of meetings, anyone, risks, themes and consent: each mistake with its line and what to write."""

from pathlib import Path

import pytest

from bot.frameworks.library import load_library
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, form_of, lay, spoilt

MEETINGS = """\
meetings:
  - name: circle
    title: Reading circle
    held_by: [visitor, qa-lead]
    members: [visitor]
    outside: [Guest reader]
risk:
  lead: qa-lead
  say: What gets in the way of good visits.
"""
KEEPING = FRAMEWORK + MEETINGS
THEMES = "themes:\n  - {{name: tidy, title: Tidy}}\n  - {{name: {}, title: {}}}\n"
ABOUT = spoilt("kind: reference\n", "kind: meeting\n  meetings: [circle]\n")
EACH = spoilt("  - title: First\n", "  - title: First\n        each: agenda\n", ABOUT)
OUTSIDE = """\
      - title: Then
        items:
          - {id: W1, kind: yes-no, ask: Well?, show_if: [{item: V1, is: [yes]}]}
"""
CONSENT = """\
          - id: V4
            kind: one-of
            ask: May we share it?
            options:
              - {name: with-name, code: 1, label: With my name}
              - {name: without-name, code: 2, label: Without my name}
              - {name: not-at-all, code: 3, label: Not at all}
"""

CHECKLISTS = {
    "a meeting that nobody keeps": (ABOUT, FRAMEWORK, "is a meeting, and the framework keeps none"),
    "an unknown kind of meeting": (spoilt("[circle]", "[square]", ABOUT), KEEPING, "write one of circle"),
    "meetings of a reference": (
        spoilt("kind: reference\n", "kind: reference\n  meetings: [circle]\n"),
        KEEPING,
        "is for checklists about a meeting",
    ),
    "nothing for outside of a reference": (
        spoilt("kind: reference\n", "kind: reference\n  outside: false\n"),
        KEEPING,
        "outside: is for checklists about a meeting",
    ),
    "the day of a meeting that there is not": (
        spoilt("default: today", "default: meeting"),
        KEEPING,
        "default: is the day of a meeting",
    ),
    "an agenda without a meeting": (
        spoilt("  - title: First\n", "  - title: First\n        each: agenda\n"),
        KEEPING,
        "needs a meeting as the subject",
    ),
    "an id with no room for a number": (spoilt("id: V3", f"id: {'v' * 29}", EACH), KEEPING, "use at most 28"),
    "waiting for what is asked many times": (EACH + OUTSIDE, KEEPING, "asked for each point of an agenda"),
    "an average of what is asked many times": (
        EACH
        + "          - {id: V4, kind: number, ask: How many?}\n      - title: Then\n        items:\n"
        + "          - {id: W1, kind: yes-no, ask: Well?, averages: [{of: V4, over: V4, called: each}]}\n",
        KEEPING,
        "looks at what is asked for each point of an agenda",
    ),
    "anyone and others": (spoilt("[visitor]\ns", "[visitor, anyone]\ns"), FRAMEWORK, "write [anyone] alone"),
    "anyone reads": (spoilt("visitor@team", "anyone@team"), FRAMEWORK, "name those who need to read them"),
    "consent nowhere": (spoilt("parts:\n", "consent: V9\nparts:\n"), FRAMEWORK, "points to V9, which is not there"),
    "consent without the ways": (
        spoilt("parts:\n", "consent: V1\nparts:\n"),
        FRAMEWORK,
        "not-at-all, with-name, without-name",
    ),
    "consent to a tick": (
        spoilt("parts:\n", "consent: V4\nconsent_to: [V1]\nparts:\n") + CONSENT,
        FRAMEWORK,
        "names V1, which is no item that holds words",
    ),
    "consent to what, and no consent": (
        spoilt("parts:\n", "consent_to: [V1]\nparts:\n"),
        FRAMEWORK,
        "nobody is asked for consent",
    ),
    "consent by another": (
        spoilt("parts:\n", "consent: V4\nparts:\n") + CONSENT,
        FRAMEWORK,
        "put it into a part by subject",
    ),
}
FRAMEWORKS = {
    "held by nobody": (spoilt("held_by: [visitor, qa-lead]", "held_by: [doctor]", KEEPING), "unknown post doctor"),
    "members of no post": (spoilt("members: [visitor]", "members: [doctor]", KEEPING), "unknown post doctor"),
    "a kind twice": (
        spoilt("risk:\n", "  - {name: circle, title: Again, held_by: [visitor]}\nrisk:\n", KEEPING),
        "two kinds named circle",
    ),
    "a role twice": (spoilt("[Guest reader]", "[Guest reader, Guest reader]", KEEPING), "names Guest reader twice"),
    "no such lead": (spoilt("lead: qa-lead", "lead: doctor", KEEPING), "unknown post doctor"),
    "a theme stored twice": (KEEPING + THEMES.format("tidy", "Order"), "gives the name tidy to two themes"),
    "a theme called twice": (KEEPING + THEMES.format("order", "TIDY"), "gives the title tidy to two themes"),
    "a post called anyone": (spoilt("name: visitor", "name: anyone", FRAMEWORK), "every framework has"),
}


def said_of(folder: Path, checklist: str, framework: str) -> list[str]:
    lay(folder, checklist, framework)
    return [str(problem) for problem in load_library(folder).problems if not problem.is_advice]


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_mistake_about_meetings_is_said(tmp_path: Path, name: str) -> None:
    checklist, framework, sentence = CHECKLISTS[name]
    said = said_of(tmp_path, checklist, framework)
    assert any(sentence in line for line in said), said


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_mistake_in_the_framework_is_said(tmp_path: Path, name: str) -> None:
    framework, sentence = FRAMEWORKS[name]
    said = said_of(tmp_path, CHECKLIST, framework)
    assert any(sentence in line for line in said), said


def test_what_is_in_order_loads(tmp_path: Path) -> None:
    form = form_of(tmp_path, EACH, KEEPING)
    assert form.checklist.parts[0].sections[0].each == "agenda"
    anyone = spoilt("filled_in_by: [visitor]", "filled_in_by: [anyone]")
    assert form_of(tmp_path, anyone, KEEPING).checklist.filled_in_by == ["anyone"]
