"""How a report proves its samples: each list of its time, how much was drawn from it, and how to do the draw over.

Neither a reference from a list nor whose records they are stands here.
"""

from collections.abc import Iterator, Sequence

from bot.domain.draws import DRAWN, DROPPED, Sampled
from bot.domain.papers import Block, Cell, Table, Words
from bot.flows.office import Office
from bot.flows.reporting.checks import About
from bot.flows.reporting.times import instants
from bot.storage import draws, people
from bot.storage.store import Uow

_COLUMNS = ("Draw", "For", "On the list", "Drawn", "Swapped", "Drawn anew", "The list's digest")
_DIGEST = 16
_NONE = "No sample of records was drawn by chance in this time."


def samples(uow: Uow, office: Office, about: About) -> Iterator[Block]:
    """To anybody, not each by itself: lists are short."""
    draft, node = about.draft, about.node
    found = draws.load_sampled(uow, draft.framework, *instants(draft.about.period, office.store.clock.zone))
    theirs = [one for one in found if node.id is None or _team_of(uow, one) in node.teams]
    drawn = [one for one in theirs if one.state == DRAWN]
    yield Words(_said(theirs, drawn) if theirs else _NONE)
    if drawn and not about.report.published:
        yield Table("How samples were drawn", _COLUMNS, tuple(_row(office, one) for one in drawn))


def _team_of(uow: Uow, one: Sampled) -> str | None:
    """Whose records they are; of others, who drew."""
    return one.scope.team or people.load_team_of(uow, one.scope.person or one.author, uow.today)


def _said(theirs: Sequence[Sampled], drawn: Sequence[Sampled]) -> str:
    dropped = sum(one.state == DROPPED for one in theirs)
    rows, taken = sum(one.rows for one in drawn), sum(one.drawn for one in drawn)
    swaps, redraws = sum(one.swaps for one in drawn), sum(one.redraws for one in drawn)
    return (
        f"Samples drawn by chance: {len(drawn)}. Rows on their lists: {rows}, of which {taken} were drawn. Swapped "
        f"with a reason: {swaps}. Drawn anew with a reason: {redraws}. Lists thrown away before anything was drawn: "
        f"{dropped}. Lists from which nothing was drawn yet: {len(theirs) - len(drawn) - dropped}. Each list stood, "
        "with its digest in the log, before anything was drawn from it. Whoever runs Plumbline can do each draw over: "
        "“python -m bot verify draw”, and what the draw is called."
    )


def _row(office: Office, one: Sampled) -> tuple[Cell, ...]:
    _, rule = office.library.rules.get(one.rule, (None, None))
    title = rule.title if rule else one.rule
    return (one.reference, title, one.rows, one.drawn, one.swaps, one.redraws, one.digest[:_DIGEST])
