"""What a report is made from: figures as they may be shared, or as they were closed, and what was written for it."""

from bot.domain.closings import Closing
from bot.domain.figures import ALL_FIGURES, ActionFigures, Figures, Node, Scope, Withheld
from bot.domain.papers import Paper, Table
from bot.domain.reporting import Draft
from bot.errors import UnusableValueError
from bot.flows.figures.closing import figures_of
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.office import Office
from bot.flows.reporting.besides import besides_of
from bot.flows.reporting.checks import About, Reader
from bot.flows.reporting.restating import closing_for, restated_in
from bot.flows.reporting.sections import Gathered, sections_of
from bot.flows.reporting.telling import not_counted_in
from bot.frameworks.reports import Report
from bot.storage import reports as storage
from bot.storage.store import Uow

_HEAD = 16


def paper_of(
    uow: Uow, office: Office, draft: Draft, report: Report, reader: Reader, closing: Closing | None = None
) -> Paper:
    """As it stands now; with a closing, from that alone. Words of checks stand in it as its reader may read them."""
    node, below = _nodes(uow, draft)
    closing = closing or closing_for(uow, draft)
    figures = _figures(uow, office, draft, node, closing)
    gathered = Gathered(
        figures=figures,
        teams=tuple(_figures(uow, office, draft, there, closing) for there in below) if _by_team(report) else (),
        library=office.library,
        framework=draft.framework,
        head=_head(closing),
        besides=besides_of(uow, office, About(draft, report, node, reader)),
        words={name: there.text for name, there in storage.load_wordings(uow, draft.id).items()},
        entries={
            there.name: storage.load_entries(uow, report.id, there.name, draft.about.period.last)
            for there in report.sections
            if there.kind == "entries"
        },
    )
    short, *rest = sections_of(report, gathered)
    teams = {there.name for there in (node, *below)}
    restated = restated_in(uow, office, draft, closing, teams, is_published=report.published)
    sections = (short, *restated, *rest)
    return Paper(
        title=report.title,
        about=f"{node.name} · {draft.about.time}",
        sections=sections,
        made_at=closing.closed_at if closing else draft.made_at,
        confidential=f"{office.library.frameworks[draft.framework].title} · without names of people",
        data=tuple(block for there in sections for block in there.blocks if isinstance(block, Table)),
    )


def not_counted(uow: Uow, office: Office, draft: Draft) -> str:
    """What such a paper has to say of months that are not counted yet; nothing where all are."""
    node, _ = _nodes(uow, draft)
    return not_counted_in(_figures(uow, office, draft, node, closing_for(uow, draft)))


def _by_team(report: Report) -> bool:
    return any(getattr(section, "by_team", False) for section in report.sections)


def _nodes(uow: Uow, draft: Draft) -> tuple[Node, list[Node]]:
    """What it is about, and the teams right below it that it may tell of by themselves."""
    nodes = load_nodes(uow, min(uow.today, draft.about.period.last))
    about = next((there for there in nodes if there.id == draft.about.team), nodes[0])
    return about, [there for there in nodes if there.id and there.id != about.id and there.teams <= about.teams]


def _figures(uow: Uow, office: Office, draft: Draft, node: Node, closing: Closing | None) -> Figures:
    kept = figures_of(closing, node) if closing else None
    if kept:
        return kept
    scope = Scope(node, draft.about.period, draft.framework)
    try:
        return load_shared(uow, office, scope)
    except UnusableValueError as error:
        return _without(uow, scope, str(error))


def _without(uow: Uow, scope: Scope, why: str) -> Figures:
    """A report of a time of which nothing is counted has its words all the same, and says why there is no more."""
    return Figures(
        scope=scope,
        until=scope.period.last,
        made_at=uow.now,
        shared=True,
        work=(),
        months=(),
        covered=None,
        answers=(),
        actions=ActionFigures(0, None, None),
        themes=(),
        withheld=(Withheld(ALL_FIGURES, why),),
    )


def _head(closing: Closing | None) -> str:
    if closing is None:
        return ""
    sequence, digest = closing.head
    return f"Closed as number {closing.number}, at entry {sequence} of the log, {digest[:_HEAD]}."
