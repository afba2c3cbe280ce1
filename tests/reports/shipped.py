"""Reports as they are shipped, from invented figures of everything that their frameworks ask. No database."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.domain.figures import (
    ActionFigures,
    Covered,
    Figures,
    ItemFigures,
    Month,
    Node,
    Scope,
    Tally,
    ThemeFigures,
    WorkRow,
)
from bot.domain.papers import Bars, Block, Lines, Paper, Run, Table, Words
from bot.domain.periods import Period
from bot.flows.reporting.sections import Gathered, sections_of
from bot.frameworks.library import Form, Library
from bot.frameworks.reports import Report

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
MADE_AT = datetime(2026, 10, 8, 9, tzinfo=UTC)
TEAMS = ("Larch Team", "Children's East and the family hubs", "Hazel")


def paper_of(library: Library, framework: str, report: Report, seed: int = 1) -> Paper:
    forms = [form for form in library.forms.values() if form.framework == framework]
    dice = random.Random(seed)  # noqa: S311 -- invented figures
    whole, *parts = (_figures(library, framework, forms, name, dice) for name in ("Whole organisation", *TEAMS))
    besides = {section.name: _besides(dice) for section in report.sections}
    written = (
        "Two teams were short of people. We looked at fewer records than planned, and say so.\n\nThat is put right."
    )
    words = {section.name: written for section in report.sections if section.kind == "fill-in"}
    gathered = Gathered(whole, tuple(parts), library, framework, "Closed as number 1.", words, {}, besides)
    sections = sections_of(report, gathered)
    tables = tuple(block for section in sections for block in section.blocks if isinstance(block, Table))
    about = f"Whole organisation · {QUARTER.name}"
    return Paper(report.title, about, sections, made_at=MADE_AT, confidential="Without names of people", data=tables)


def _figures(library: Library, framework: str, forms: Sequence[Form], name: str, dice: random.Random) -> Figures:
    work = tuple(
        WorkRow(form.name, form.checklist.short_title, _tally(dice), _tally(dice) if dice.random() < 0.8 else None)
        for form in forms
    )
    expected = {7: 40, 8: 36, 9: None}
    months = tuple(Month(date(2026, month, 1), dice.randrange(20, 36), of) for month, of in expected.items())
    themes = [
        ThemeFigures(theme.name, theme.title, dice.randrange(1, 9), dice.random() < 0.2)
        for theme in library.frameworks[framework].themes
    ]
    return Figures(
        scope=Scope(Node(name, name, frozenset({name})), QUARTER, framework),
        until=QUARTER.last,
        made_at=MADE_AT,
        shared=True,
        work=work,
        months=months,
        covered=Covered(11, 14),
        answers=tuple(_item(form, item.id, dice) for form in forms for item in form.checklist.items if item.choices),
        actions=ActionFigures(12, 9, 3),
        themes=tuple(themes),
        withheld=(),
        versions=("Version 0a1b2c3d4e5f",),
    )


def _tally(dice: random.Random) -> Tally:
    expected = dice.randrange(8, 50)
    done = round(expected * dice.uniform(0.5, 1))
    if dice.random() < 0.2:
        return Tally(done, None, None, None, None, None, None)
    return Tally(done, expected, dice.randrange(3), dice.randrange(3), dice.randrange(3), dice.randrange(3), 1)


def _item(form: Form, item: str, dice: random.Random) -> ItemFigures:
    asked = form.checklist.by_id[item]
    if dice.random() < 0.1:
        return ItemFigures(form.name, item, 1, asked.ask, 3, False)
    counts = tuple((choice.label, dice.randrange(20)) for choice in asked.choices)
    of = sum(many for _, many in counts)
    return ItemFigures(form.name, item, 1, asked.ask, of, True, counts, counts[0][1], of or None, 5, 9)


def _besides(dice: random.Random) -> tuple[Block, ...]:
    """As what is no figure may look."""
    months = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
    values = tuple(None if month == "Dec" else float(dice.randrange(40, 95)) for month in months)
    run = Run("Plans lead to change", "Between 40 and 95 per cent.", months, values, 66.0, (9, 10), "10 of 10 points.")
    return (
        Words("The family said that they knew what would happen next.", "A parent, who agreed to this being passed on"),
        Lines(("R-0141: unlimited, until 3 Feb 2027", "R-0177: one place more, until 9 Mar 2027")),
        run,
        Bars("Average caseloads", "Larch 14.2, East 16, Hazel not told.", TEAMS, (14.2, 16.0, None)),
    )
