"""A paper with everything in it that a paper can hold."""

from datetime import UTC, datetime

from bot.domain.papers import Asked, Bars, Fact, Facts, Lines, Paper, Run, Section, Shares, Table, Words

MONTHS = ("Jul", "Aug", "Sep")
FIGURES = Facts((Fact("31 of 44", "checks done", "5 past their date"), Fact("11 of 14", "people's work looked at")))
WORK = Table(
    "Checks by tool",
    ("Check", "Expected", "Done", "Late"),
    (("Case file", 20, 14, 3), ("Joint visit", 14, 10, None)),
    "By the day on which they fell due.",
)
BARS = Bars("Done by month", "Done: July 9 of 14, August 10 of 15, September 12.", MONTHS, (9, 10, 12), (14, 15, None))
SHARES = Shares(
    "What the records show",
    "Plans: 20 yes, 6 partly, 4 no. Hopes: 26 yes, 4 partly.",
    ("Does the plan say who does what by when?", "Are hopes written down?"),
    ("Yes", "Partly", "No"),
    ((20, 6, 4), (26, 4, 0)),
)
ASKED = Asked("Does the plan say who does what?", "Yes", ("Note: by role.",))
RUN = Run(
    "Plans in place", "July 55 %, September 70 %.", MONTHS, (55.0, None, 70.0), 62.5, (2,), "2 of 10 points so far."
)


def paper(*more: Section, cover: tuple[tuple[str, str], ...] = (), data: tuple[Table, ...] = (WORK,)) -> Paper:
    first = Section("At a glance", (FIGURES, Words("Seven in ten were done."), Lines(("One is late", "Two wait"))))
    second = Section(
        "What was learned", (WORK, BARS, SHARES, RUN, Words("We felt heard.\nThank you.", "A parent"), ASKED)
    )
    return Paper(
        "Quarterly report",
        "Children's East · Jul–Sep 2026",
        (first, second, *more),
        cover=cover,
        made_at=datetime(2026, 10, 1, 9, tzinfo=UTC),
        confidential="Not for publication",
        data=data,
    )
