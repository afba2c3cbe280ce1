"""What happened in one month, by what is counted and by team: how much, and whom it concerns."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.duties import Status
from bot.domain.figures import Node, Scope
from bot.domain.periods import Period
from bot.flows.counting import countable
from bot.flows.figures.blocks import ends_quarter
from bot.flows.figures.limits import FEWEST_WORKERS, OWED, Limit, limit_of
from bot.flows.figures.questions import questions_of
from bot.flows.figures.times import month_of, quarter_of
from bot.flows.figures.tools import answered_forms, by_rule, covering_of, tools_of
from bot.flows.office import Office
from bot.frameworks.agenda import base_of
from bot.frameworks.item import Item
from bot.frameworks.library import Form, Library
from bot.storage import gathered
from bot.storage.blocks import ACTIONS, ANSWERS, CHECKS, COVERED, THEMES, WORK
from bot.storage.figures import Where, load_versions
from bot.storage.store import Uow

NOT_APPLICABLE, OPENED, LATE, OF, SEEN = "n/a", "open", "late", "of", "seen"
"""What values are called besides the codes of answers and how duties stand."""
_GOOD = "+"
_SOME_DONE, _SOME_NOT = "done", "not done"
_OWED = "/owed"
_DONE = (Status.DONE, Status.DONE_LATE)


@dataclass
class Info:
    """Of one key in one team and month."""

    framework: str
    records: int = 0
    done: int = 0
    people: Counter[str] = field(default_factory=Counter)
    """How many of the records are theirs."""
    values: Counter[str] = field(default_factory=Counter)

    def add(self, records: int, person: str | None) -> None:
        self.records += records
        if person and records:
            self.people[person] += records

    @property
    def of_two(self) -> int:
        """Behind how many records fewer people can stand than have to."""
        most = sum(many for _, many in self.people.most_common(FEWEST_WORKERS - 1))
        return most + max(self.records - self.people.total(), 0)


@dataclass(frozen=True, order=True)
class Spot:
    """Which kind of figure, of what, at which team; the team is empty for none."""

    kind: str
    key: str
    team: str


Infos = Mapping[Spot, Info]
Wanted = Callable[[Spot], bool]


class _Gathering:
    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.found: dict[Spot, Info] = {}

    def at(self, kind: str, framework: str, key: str, team: str | None) -> Info:
        """Where it is added up; what nobody wants is added up nowhere."""
        spot = Spot(kind, key, team or "")
        if not self._wanted(spot):
            return Info(framework)
        if spot not in self.found:
            self.found[spot] = Info(framework)
        return self.found[spot]


def gather(uow: Uow, office: Office, month: date, wanted: Wanted = lambda _: True) -> Infos:
    into = _Gathering(wanted)
    _gather_work(uow, office, month, into)
    _gather_covered(uow, office, month, into)
    forms = answered_forms(office.library, EVERYTHING)
    form_of = {there.digest: forms[there.checklist] for there in load_versions(uow) if there.checklist in forms}
    where = Where(None, month_of(month), office.store.clock.zone)
    for there in gathered.gather_checks(uow, where, form_of):
        form = form_of[there.version]
        info = into.at(CHECKS, form.framework, form.name, there.team)
        info.add(there.many, there.worker)
        info.done += there.many
        into.at(THEMES, form.framework, form.framework, there.team).add(there.many, there.worker)
    for marked in gathered.gather_themes(uow, where, form_of):
        at = into.at(THEMES, marked.framework, marked.framework, marked.team)
        at.values[f"{_GOOD if marked.good else ''}{marked.theme}"] += marked.many
    _gather_answers(uow, where, form_of, into)
    _count_points(into, [form for form in forms.values() if form.checklist.follows_agenda])
    for agreed in gathered.gather_actions(uow, where, form_of):
        info = into.at(ACTIONS, agreed.framework, agreed.framework, agreed.team)
        info.add(agreed.opened, agreed.owner if agreed.opened else None)
        info.done += agreed.closed
        info.values.update({OPENED: agreed.opened, LATE: agreed.late})
    return into.found


EVERYTHING = Scope(Node(None, "", frozenset()), Period(date.min, date.max))


def _gather_work(uow: Uow, office: Office, month: date, into: _Gathering) -> None:
    tool_of = by_rule(tools_of(office.library))
    where = Where(None, month_of(month), office.store.clock.zone)
    for owed in gathered.gather_duties(uow, where, tool_of):
        tool = tool_of[owed.rule]
        info = into.at(WORK, tool.framework, tool.key, owed.team)
        info.add(owed.many, owed.owner)
        info.done += owed.many if owed.status in _DONE else 0
        info.values[owed.status.value] += owed.many
        into.at(WORK, tool.framework, owed_key(tool.key), owed.team).add(owed.many, owed.owner)


def _gather_covered(uow: Uow, office: Office, month: date, into: _Gathering) -> None:
    """People are looked at once a quarter: they are counted when it ends."""
    if ends_quarter(month):
        where = Where(None, quarter_of(month), office.store.clock.zone)
        for seen in gathered.gather_people_seen(uow, where, covering_of(office.library, None)):
            info = into.at(COVERED, seen.framework, seen.framework, seen.team)
            info.add(1, seen.person)
            info.done += seen.seen
            info.values.update({OF: 1, SEEN: int(seen.seen)})


def key_of(form: str, item: str, measure: int) -> str:
    return f"{form}/{item}/{measure}"


def _gather_answers(uow: Uow, where: Where, form_of: Mapping[str, Form], into: _Gathering) -> None:
    keys = _keys(form_of)
    for there in gathered.gather_answers(uow, where, form_of):
        form = form_of[there.version]
        key = key_of(form.name, base_of(there.item), there.measure)
        if key in keys:
            info = into.at(ANSWERS, form.framework, key, there.team)
            info.add(there.many, there.worker)
            if there.not_applicable or there.code is not None:
                info.values[NOT_APPLICABLE if there.not_applicable else str(there.code)] += there.many
    for chosen in gathered.gather_choices(uow, where, form_of):
        form = form_of[chosen.version]
        key = key_of(form.name, base_of(chosen.item), chosen.measure)
        if key in keys:
            into.at(ANSWERS, form.framework, key, chosen.team).values[str(chosen.code)] += chosen.many


def _count_points(into: _Gathering, forms: Iterable[Form]) -> None:
    """A sheet that asks about each point of an agenda is as many records as there are points in it."""
    names = {form.name for form in forms}
    for spot, info in list(into.found.items()):
        name = spot.key.partition("/")[0]
        checks = into.found.get(Spot(CHECKS, name, spot.team))
        if spot.kind == ANSWERS and name in names and checks:
            checks.records = max(checks.records, info.records)


def _keys(form_of: Mapping[str, Form]) -> frozenset[str]:
    """Of the questions as they are meant now."""
    forms = {form.name: form for form in form_of.values()}
    return frozenset(key_of(form.name, item.id, item.measure) for form in forms.values() for item in _joined(form))


def _joined(form: Form) -> Iterable[Item]:
    """Of people outside, numbers too: no figure adds them up, but all sheets together tell what they say on average."""
    return countable(form.checklist) if form.checklist.pooled_for else questions_of(form)


def theme_in(value: str) -> tuple[str, bool]:
    """The theme that a value counts, and whether as good practice."""
    return value.removeprefix(_GOOD), value.startswith(_GOOD)


def limit_at(library: Library, kind: str, key: str) -> Limit:
    """How much has to be in a block."""
    if kind in (CHECKS, ANSWERS):
        return limit_of(form_at(library, key).checklist)
    return Limit() if kind == THEMES else OWED


def form_at(library: Library, key: str) -> Form:
    """Of checks and of answers."""
    return library.forms[key.partition("/")[0]]


def owed_key(tool: str) -> str:
    """How many there are of a tool's duties is told apart from how they stand: of that there is more often enough."""
    return f"{tool}{_OWED}"


def sides_of(kind: str, key: str, info: Info) -> frozenset[str]:
    """What is done is told of every team and month: whoever knows who owes what also knows where something is not."""
    if kind != WORK or key.endswith(_OWED):
        return frozenset({""})
    return frozenset({_SOME_DONE} if info.done else ()) | frozenset({_SOME_NOT} if info.done < info.records else ())


def together(infos: Iterator[Info]) -> Info:
    """Of several teams and months."""
    first = next(infos)
    whole = Info(first.framework, first.records, first.done, Counter(first.people), Counter(first.values))
    for info in infos:
        whole.records += info.records
        whole.done += info.done
        whole.people += info.people
        whole.values += info.values
    return whole


def by_key(infos: Infos, kind: str) -> dict[str, dict[str, Info]]:
    """By key, then by team."""
    found: defaultdict[str, dict[str, Info]] = defaultdict(dict)
    for spot, info in infos.items():
        if spot.kind == kind:
            found[spot.key][spot.team] = info
    return dict(found)
