"""How often each theme was marked in the checks of some teams in a time, and which come up again and again."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.domain.figures import Scope, ThemeFigures
from bot.domain.surveys import FEWEST
from bot.domain.themes import Recurrence
from bot.flows.figures.limits import FEWEST_WORKERS, Limit
from bot.flows.figures.tools import answered_forms
from bot.flows.marks import themes_of, title_of
from bot.flows.office import Office
from bot.frameworks.library import Library
from bot.storage.figures import Where, load_versions
from bot.storage.store import Uow
from bot.storage.themes import ThemeCount, count_markable, count_themes

Key = tuple[str, str, bool]
"""Theme, its title, and whether as good practice. Themes of one name and title are one, whoever works by them."""

NO_THEME = "Without a theme"
"""Good practice that was marked with none."""
FEW_MARKED = f"fewer than {FEWEST} checks about {FEWEST_WORKERS} people were handed in"


def load_theme_counts(uow: Uow, office: Office, scope: Scope) -> tuple[ThemeFigures, ...] | None:
    """The most frequent first; none at all where too few checks were handed in for it to say nothing of one person."""
    counts = _load_counts(uow, office, scope)
    if counts is None:
        return None
    ranked = sorted(counts.items(), key=lambda there: (there[0][2], -there[1], there[0][1]))
    return tuple(ThemeFigures(theme, title, many, good) for (theme, title, good), many in ranked)


def recurring(periods: Sequence[Sequence[ThemeFigures]]) -> tuple[Recurrence, ...]:
    """Those that came up in at least two of these periods, the earliest first; most often first."""
    counted = [{(there.theme, there.title, there.good_practice): there.many for there in themes} for themes in periods]
    keys = {key for counts in counted for key in counts}
    found = [Recurrence(*key, tuple(counts.get(key, 0) for counts in counted)) for key in keys]
    again = [there for there in found if there.is_recurrent]
    return tuple(sorted(again, key=lambda there: (there.good, -sum(there.counts), there.title)))


def _load_counts(uow: Uow, office: Office, scope: Scope) -> Counter[Key] | None:
    forms = answered_forms(office.library, scope)
    versions = [there.digest for there in load_versions(uow) if there.checklist in forms]
    where = Where(None if scope.node.id is None else scope.node.teams, scope.period, office.store.clock.zone)
    counts = count_themes(uow, where, versions)
    base = count_markable(uow, where, versions) if counts else None
    if base and not Limit().is_met(base.checks, base.workers, is_whole=True):
        return None
    return _named(office.library, counts)


def _named(library: Library, counts: Sequence[ThemeCount]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for there in counts:
        titles: Mapping[str, str] = themes_of(library, there.framework)
        title = title_of(titles, there.theme) if there.theme else NO_THEME
        found[there.theme, title, there.good] += there.many
    return found
