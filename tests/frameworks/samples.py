"""A small invented framework that is in order, for tests that spoil one thing of it."""

from pathlib import Path

from bot.frameworks.library import Form, load_library

FRAMEWORK = """\
title: Garden visits
purpose: Shows how visits go.
posts:
  - {name: visitor, title: Visitor}
concern:
  say: In danger ring 999, else {team} on {number}.
  team: the test desk
  number: 01632 960 100
terms:
  form: visit sheet
labels:
  middle: Halfway
"""

CHECKLIST = """\
title: Visit check
short_title: Visit check
purpose: Use it after each visit.
filled_in_by: [visitor]
subject:
  kind: reference
  called: Visit
  ask: Which visit is this about?
who_sees: [author, visitor@team]
used_for: Learning.
kept_for: 3 years
header:
  - {id: H1, kind: date, ask: "When was it?", default: today}
parts:
  - name: all
    title: All of it
    sections:
      - title: First
        items:
          - id: V1
            kind: yes-no
            ask: Was the {form} filled in?
            good: [yes]
          - id: V2
            kind: three-point
            ask: Was it read?
            show_if: [{item: V1, is: [yes]}]
          - id: V3
            kind: narrative
            ask: What else?
"""


def lay(folder: Path, checklist: str | bytes = CHECKLIST, framework: str | bytes = FRAMEWORK) -> Path:
    """Write the framework with its one checklist below the folder, and say where the checklist is."""
    place = folder / "garden"
    place.mkdir(parents=True, exist_ok=True)
    for name, text in (("framework.yaml", framework), ("visit.yaml", checklist)):
        (place / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return place / "visit.yaml"


def spoilt(old: str, new: str, text: str = CHECKLIST) -> str:
    """The text with one thing changed, which must be there."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def form_of(folder: Path, checklist: str = CHECKLIST, framework: str = FRAMEWORK) -> Form:
    """The form as it is loaded; it must be in order."""
    lay(folder, checklist, framework)
    library = load_library(folder)
    assert library.is_sound, [str(problem) for problem in library.problems]
    return library.forms["visit"]
