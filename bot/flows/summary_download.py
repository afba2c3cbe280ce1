"""A summary as a paper to take away, with who asked for it, when and what for on its cover. How it looks: reports/."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.figures import Figures
from bot.domain.papers import Cell, Paper, Section, Table
from bot.domain.summaries import Chosen
from bot.flows import summary_access as access
from bot.flows.figures.live import load_figures
from bot.flows.office import Actor, Office
from bot.flows.reporting import telling
from bot.flows.shown import short_day
from bot.flows.summary import about_of, frameworks_of, scope_of
from bot.frameworks.library import Library
from bot.storage import people

_ALONE = "For whoever it was made for alone: it may tell of few people. What may be passed on is what can be posted."


def take_summary(office: Office, actor: Actor, chosen: Chosen) -> Paper:
    """The figures that the preview shows, counted anew, and a note that this person took them."""
    with office.store.work(actor.deadline) as uow:
        _, node = access.to_team(uow, office, actor, chosen.team)
        figures = load_figures(uow, office, scope_of(office.library, node, chosen, frameworks_of(uow, office, node)))
        data = (_work(figures), _answers(office.library, figures))
        rows = sum(len(table.rows) for table in data)
        first, last = chosen.period.first.isoformat(), chosen.period.last.isoformat()
        of = {"team": chosen.team, "framework": chosen.framework, "form": chosen.form, "first": first, "last": last}
        uow.log("export", actor.person, rows=rows, **of)
        name = people.load_names(uow, {actor.person})[actor.person]
        about = about_of(office.library, chosen)
        cover = _cover(figures, about, name, uow.now.astimezone(office.store.clock.zone), rows)
        return _paper(figures, about, tuple(cover), data)


def _cover(figures: Figures, about: str, name: str, now: datetime, rows: int) -> Iterator[tuple[str, str]]:
    yield "Made for", name
    yield "Made", f"{short_day(now.date())} {now:%H:%M}"
    yield "Teams", figures.scope.node.name
    yield "Time", figures.scope.period.name
    yield "Checks", about or "All of them"
    yield "Counted to", short_day(figures.until)
    yield "Rows", str(rows)


def _paper(figures: Figures, about: str, cover: tuple[tuple[str, str], ...], data: tuple[Table, ...]) -> Paper:
    kinds = {theme.good_practice for theme in figures.themes}
    marked = [block for good in sorted(kinds) for block in telling.themes(figures, good=good)]
    sections = (
        Section("At a glance", tuple(telling.in_short(figures))),
        Section("Are we checking enough?", (*telling.work(figures, ()), *telling.coverage(figures))),
        Section("What did we learn?", (*telling.answers(figures.answers), *marked)),
        Section("What is not getting done?", (*telling.actions(figures), *telling.excused(figures, ()))),
        Section("How this was counted", tuple(telling.method(figures, ""))),
    )
    named = " · ".join(filter(None, (figures.scope.node.name, about, figures.scope.period.name)))
    made_at = figures.made_at
    return Paper("Summary of checks", named, sections, cover, made_at, _ALONE, has_contents=False, data=data)


def _work(figures: Figures) -> Table:
    columns = ("Check", "Expected", "Done", "Done late", "Past its date", "Missed", "Excused", "Nothing to check")
    rows: list[tuple[Cell, ...]] = [
        (row.title, now.expected, now.done, now.done_late, now.late, now.missed, now.excused, now.nothing)
        for row in figures.work
        for now in [row.now]
    ]
    return Table("Checks", columns, tuple(rows))


def _answers(library: Library, figures: Figures) -> Table:
    """A row for each answer to each question, as other programs like to read it."""
    rows: list[tuple[Cell, ...]] = []
    for item in figures.answers:
        asked = (library.forms[item.form].checklist.title, item.item, item.ask)
        told: list[tuple[str, int | None]] = [*item.counts] if item.told else [("Too few to tell", None)]
        rows += [(*asked, label, many) for label, many in told]
    return Table("Answers", ("Check", "Number", "Question", "Answer", "Times"), tuple(rows))
