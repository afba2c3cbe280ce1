"""Small schedules for the tests' own frameworks, put beside their files where a test needs one."""

from dataclasses import replace
from typing import Any

from bot.frameworks.library import Library, Plan
from bot.frameworks.schedule import Schedule
from tests.council import LIBRARY

OWN = {
    "id": "own-look",
    "own": True,
    "title": "Own look",
    "why": "Everybody looks at one case of their own every three months.",
    "owed_by": ["worker"],
    "per": "self",
    "every": "3 months",
    "done_by": [{"check": "own-look"}],
    "minutes": 30,
}
YEARLY = {
    "id": "M-2",
    "also": ["M-2b"],
    "title": "Yearly look",
    "why": "Everybody's work is looked at once in the financial year.",
    "owed_by": ["supervisor"],
    "per": "supervisee",
    "each": "financial-year",
    "done_by": [{"check": "work-look"}],
    "late_to": ["line"],
    "minutes": 90,
}
TEAMS = {
    "id": "M-3",
    "title": "Team look",
    "why": "Each team is looked at once a quarter.",
    "owed_by": ["manager"],
    "per": "team",
    "each": "quarter",
    "done_by": [{"check": "team-look"}],
    "minutes": 60,
}
TREES = {
    "id": "M-4",
    "title": "Pruning",
    "why": "Each tree is pruned once a year.",
    "owed_by": ["worker"],
    "per": "subject",
    "known": {"register": "tree-dates", "fact": "T1"},
    "every": "12 months",
    "done_by": [{"register": "tree-dates", "fact": "T2"}],
    "minutes": 45,
}
PANELS = {
    "id": "M-5",
    "title": "Panel look",
    "why": "The service is looked at once a year.",
    "owed_by": ["lead"],
    "per": "service",
    "in": ["October to December"],
    "done_by": [{"check": "again-look"}],
    "minutes": 120,
}


def library_with(*rules: dict[str, Any], framework: str = "maple", base: Library = LIBRARY) -> Library:
    """The tests' files and a schedule of these rules."""
    schedule = Schedule.model_validate({"rules": list(rules)})
    return replace(base, plans={**base.plans, framework: Plan(framework, schedule, "v1")})
