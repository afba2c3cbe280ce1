"""Summaries: what somebody asks for, what they may choose instead, and how a figure was counted. Figures: figures/."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.figures import Figures, Node, Scope
from bot.domain.periods import Period
from bot.domain.summaries import Chosen, Drilled, Option, Own, Place, Preview
from bot.errors import ShownError, UnusableValueError
from bot.flows import summary_access as access
from bot.flows.figures.asking import Wish, asked
from bot.flows.figures.explaining import explain, figure_keys
from bot.flows.figures.leaving_out import left_out
from bot.flows.figures.live import load_figures
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.figures.times import is_common
from bot.flows.office import Actor, Office
from bot.flows.summary_access import Reader, is_conversation
from bot.flows.trend_points import load_came_up, load_trend_of
from bot.frameworks.library import Library
from bot.frameworks.spans import months_after
from bot.frameworks.windows import windows
from bot.storage import people
from bot.storage.channels import load_team_of_channel
from bot.storage.keys import new_key
from bot.storage.store import Uow

NOTHING = "-"
_PERIODS = (
    ("month", "month"),
    ("quarter", "quarter"),
    ("half-year", "half-year"),
    ("financial-year", "financial year"),
)
_NO_TEAM_HINT = "This channel belongs to no team yet. Choose one below, or type /qa summary here and the team's name."


def load_summary(office: Office, actor: Actor, words: str, place: Place) -> Preview:
    """What the words mean: in a channel of a team that one of theirs, else the widest that they may see."""
    with office.store.look(actor.deadline) as uow:
        reader = access.to_look(uow, office, actor)
        own = load_team_of_channel(uow, place)
        theirs = own if reader.holds(own) else reader.nodes[0].id
        wish = asked(words, uow.today, _first_theirs(uow, reader), office.library, theirs)
        node = access.to_node(reader, wish.node)
        chosen = Chosen(new_key(), node.id, wish.period, wish.framework, wish.form, _channel_of(place))
        not_theirs = _not_theirs(uow, own, node) if own and not reader.holds(own) and node.id == theirs else ""
        hints = (*_hints(reader, wish, place, own), *([not_theirs] if not_theirs else []))
        return replace(_preview(uow, office, reader, node, chosen, hints), own=_own(uow, reader, place))


def _first_theirs(uow: Uow, reader: Reader) -> list[Node]:
    """All teams there are, so that one they may not see is refused by its name, and not said to be unknown."""
    theirs = {node.id for node in reader.nodes}
    return [*reader.nodes, *(node for node in load_nodes(uow, uow.today) if node.id not in theirs)]


def _channel_of(place: Place) -> str:
    """Nothing is posted in a conversation of two or of a few."""
    return "" if is_conversation(place) else place.id


def _not_theirs(uow: Uow, own: str, node: Node) -> str:
    return (
        f"This channel belongs to {people.load_team_name(uow, own)}, whose figures you do not see. This is {node.name}."
    )


def _hints(reader: Reader, wish: Wish, place: Place, own: str | None) -> tuple[str, ...]:
    unset = _NO_TEAM_HINT if _decides(reader) and _channel_of(place) and own is None else ""
    return tuple(filter(None, (wish.said, unset)))


def _decides(reader: Reader) -> bool:
    return any(post.name == "qa-lead" for post in reader.standing.posts)


def _own(uow: Uow, reader: Reader, place: Place) -> Own | None:
    """To choose from, for who decides to which team a channel belongs."""
    if not _decides(reader) or not _channel_of(place):
        return None
    teams = (Option(node.id, node.name) for node in load_nodes(uow, uow.today) if node.id)
    return Own(load_team_of_channel(uow, place), tuple(teams))


def load_chosen(office: Office, actor: Actor, chosen: Chosen, name: str = "") -> Preview:
    """The same with something else chosen, a preview that can be posted on its own. `name` is its channel's."""
    with office.store.look(actor.deadline) as uow:
        reader, node = access.to_team(uow, office, actor, chosen.team)
        preview = _preview(uow, office, reader, node, chosen.but(key=new_key()), ())
        return replace(preview, own=_own(uow, reader, Place(chosen.channel, name)))


def _preview(uow: Uow, office: Office, reader: Reader, node: Node, chosen: Chosen, hints: tuple[str, ...]) -> Preview:
    used = frameworks_of(uow, office, node)
    figures = load_figures(uow, office, scope_of(office.library, node, chosen, used))
    left_out_there = _left_out(uow, office, figures) if chosen.channel else ""
    return Preview(
        figures=figures,
        about=about_of(office.library, chosen),
        chosen=chosen,
        teams=tuple(Option(there.id or NOTHING, there.name) for there in reader.nodes),
        periods=tuple(_periods(uow.today, chosen.period)),
        checks=tuple(_checks(office, used)),
        can_post=bool(chosen.channel),
        hints=(*hints, *([left_out_there] if left_out_there else [])),
    )


def _left_out(uow: Uow, office: Office, figures: Figures) -> str:
    """Of a copy that could be posted; where none could, pressing the button says why."""
    if not is_common(figures.scope.period):
        return ""
    try:
        return left_out(office.library, figures, load_shared(uow, office, figures.scope))
    except UnusableValueError:
        return ""


def scope_of(library: Library, node: Node, chosen: Chosen, used: Iterable[str]) -> Scope:
    """What is asked about; what the team does not work by is refused, and so is what there is no file of."""
    form = library.forms.get(chosen.form) if chosen.form else None
    framework = form.framework if form else chosen.framework
    if (chosen.form and form is None) or (framework and framework not in library.frameworks):
        raise UnusableValueError("There is no check of that name now. Choose another in the list.")
    if framework and framework not in set(used):
        raise ShownError(f"{node.name} does not work by {library.frameworks[framework].title}. Choose another check.")
    return Scope(node, chosen.period, framework, chosen.form)


def about_of(library: Library, chosen: Chosen) -> str:
    if chosen.form:
        return library.forms[chosen.form].checklist.short_title
    found = library.frameworks.get(chosen.framework or "")
    return found.title if found else ""


def frameworks_of(uow: Uow, office: Office, node: Node) -> list[str]:
    """By which its teams work, as far as there are files of them."""
    used = {name for team in node.teams for name in people.load_frameworks(uow, team, uow.today)}
    return [name for name in office.library.frameworks if name in used]


def _periods(today: date, chosen: Period) -> list[Option]:
    """This one and the one before of each length; what was asked for in words, where it is none of these."""
    found: dict[Period, str] = {}
    for each, name in _PERIODS:
        first = next(windows(each, today))
        back = months_after(first.first, -Period(first.first, first.last).months)
        before = next(windows(each, back))
        for words, window in (("This", first), ("Last", before)):
            found.setdefault(Period(window.first, window.last), f"{words} {name}")
    named = {period: f"{words}: {period.name}" for period, words in found.items()}
    named.setdefault(chosen, chosen.name)
    return [Option(f"{period.first.isoformat()} {period.last.isoformat()}", words) for period, words in named.items()]


def _checks(office: Office, used: Iterable[str]) -> list[Option]:
    found = [Option(NOTHING, "All checks")]
    used = list(used)
    titles = {name: office.library.frameworks[name].title for name in used}
    found += [Option(f"f/{name}", f"All of {title}") for name, title in titles.items()] if len(used) > 1 else []
    forms = [form for form in office.library.forms.values() if form.framework in titles]
    forms.sort(key=lambda form: (form.checklist.title.casefold(), form.name))
    return found + [Option(f"c/{form.name}", form.checklist.title) for form in forms]


def load_drilled(office: Office, actor: Actor, chosen: Chosen, key: str = "") -> Drilled:
    """How one figure of a summary was counted; without a key, its first one."""
    with office.store.look(actor.deadline) as uow:
        _, node = access.to_team(uow, office, actor, chosen.team)
        figures = load_figures(uow, office, scope_of(office.library, node, chosen, frameworks_of(uow, office, node)))
        keys = figure_keys(office.library, figures)
        known = [there.value for there in keys]
        if not known:
            raise ShownError("There is no figure in this summary yet, so there is nothing to break down.")
        if key and key not in known:
            raise UnusableValueError("That figure is not in this summary. Choose another one in the list.")
        opened = key or known[0]
        moved = load_trend_of(uow, office, figures.scope, opened)
        came_up = load_came_up(uow, office, figures.scope, opened)
        return Drilled(chosen, keys, opened, explain(uow, office, figures, opened), moved, came_up)
