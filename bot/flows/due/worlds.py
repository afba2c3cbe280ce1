"""Everything that decides what is owed, put together from the database: of some rules, or about some subjects alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.duties import Acts, Duty, Occasion, World
from bot.domain.sought import Sought, Turned, Within
from bot.flows.due.council import Council
from bot.flows.due.ledger import Ledger
from bot.flows.due.looking import Subjects, counts_firsts, sought_by
from bot.flows.due.owing import owed
from bot.flows.office import Office
from bot.frameworks.library import Plan
from bot.frameworks.schedule import Rule
from bot.storage import council as council_rows
from bot.storage.duties import load_acts
from bot.storage.go_live import load_go_lives
from bot.storage.occasions import load_occasions, load_seats, load_turned
from bot.storage.rhythm import load_meets
from bot.storage.store import Uow


@dataclass(frozen=True)
class Question:
    """Rules of one framework, each with the subjects that are asked about."""

    plan: Plan
    rules: tuple[tuple[Rule, Subjects], ...]
    within: Within | None
    """How far it has to be looked."""


def load_council(uow: Uow, office: Office, at: int, *, anew: bool = False) -> Council:
    """As it stands since that entry of the log. Loaded once; whoever changed people moves the entry on."""
    known = office.council
    if anew or known is None or known[0] != at:
        known = (at, Council(council_rows.load_stints(uow), council_rows.load_team_stints(uow)))
        office.council = known
    return known[1]


def answer(uow: Uow, office: Office, question: Question, council: Council) -> Iterator[tuple[Rule, list[Duty]]]:
    """What is owed by each of the rules, one after another."""
    ledger = _load_ledger(uow, office, question, council)
    if question.within is None:
        ledger = Ledger(replace(ledger.world, acts=load_acts(uow)), council)
    for rule, subjects in question.rules:
        found = _owed(uow, office, question.plan, rule, subjects, ledger)
        said = load_acts(uow, [duty.id for duty in found]) if question.within else Acts()
        if said != Acts():
            # Which duties there are does not depend on what was said of them; how they stand does.
            told = Ledger(replace(ledger.world, acts=said), council)
            found = _owed(uow, office, question.plan, rule, subjects, told)
        yield rule, found


def _owed(uow: Uow, office: Office, plan: Plan, rule: Rule, subjects: Subjects, ledger: Ledger) -> list[Duty]:
    nation = office.library.frameworks[plan.framework].nation
    if subjects is None:
        return owed(rule, plan, ledger, uow.today, nation)
    ordered = sorted(subjects, key=lambda subject: (subject.kind, subject.key or ""))
    return [duty for subject in ordered for duty in owed(rule, plan, ledger, uow.today, nation, subject)]


def _load_ledger(uow: Uow, office: Office, question: Question, council: Council) -> Ledger:
    rules = [rule for rule, _ in question.rules]
    sought = sought_by(rules, question.plan.framework, office.library)
    within, occasions = question.within, _load(uow, office, sought, question.within)
    if within and any(counts_firsts(rule) for rule in rules):
        # Which one was somebody's first is only seen among all of theirs.
        within = replace(within, authors=within.authors | {one.author for one in occasions if one.author})
        occasions = _load(uow, office, sought, within)
    meets = load_meets(uow) if any(rule.at_supervision for rule in rules) else []
    world = World(
        seats=tuple(load_seats(uow, sought, within)),
        occasions=tuple(occasions),
        meets={(there.supervisor, there.person): there.day for there in meets},
        go_live=load_go_lives(uow),
    )
    return Ledger(world, council)


def _load(uow: Uow, office: Office, sought: Sought, within: Within | None) -> list[Occasion]:
    zone = office.store.clock.zone
    parts = [part for turned in load_turned(uow, zone, sought, within) for part in _parts(uow, office, turned)]
    return [*load_occasions(uow, zone, sought, within), *parts]


def _parts(uow: Uow, office: Office, turned: Turned) -> Iterator[Occasion]:
    """A part opens with the last of those that it comes after, and is done when it is handed in."""
    handed_in = turned.handed_in
    for part in office.version(uow, turned.version).parts:
        ends = handed_in.get(part.name) or turned.submitted
        begins = [handed_in.get(name) or turned.submitted for name in part.after]
        days = [("opened", max((day for day in begins if day), default=turned.begun))] if all(begins) else []
        for state, day in (*days, *([("done", ends)] if ends else [])):
            yield Occasion(
                id=f"{turned.run}/{part.name}",
                kind="check",
                name=f"{turned.checklist}/{part.name}",
                subject=turned.subject,
                day=day,
                state=state,
                author=turned.author,
                team=turned.team,
                duty=turned.duty,
            )
