"""Whatever people do, in whatever order: followed step by step it comes to the same as worked out from scratch."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.engine import URL

from bot.domain.actions import Seen
from bot.domain.facts import Said
from bot.domain.runs import Subject
from bot.errors import ShownError
from bot.flows.actions import agree_action
from bot.flows.due.following import follow
from bot.flows.due.keeping import work_out_all
from bot.flows.finish import submit_run, withdraw_run
from bot.flows.meetings import Change, change_meeting, close_meeting, set_up
from bot.flows.office import OPERATOR, Actor
from bot.flows.parts import hand_in_part
from bot.flows.registers.record import correct_fact, record_fact, withdraw_fact
from bot.flows.rhythm.absences import record_absence
from bot.flows.rhythm.agreed import record_meeting
from bot.flows.upkeep import close_action, move_date, pass_on, reopen_action
from bot.storage.actions import load_actions
from bot.storage.duty_acts import add_act, load_act, load_acts_of, settle_act
from bot.storage.go_live import record_go_live
from bot.storage.plan_months import accept_months
from bot.storage.store import Store
from tests.conftest import copied
from tests.council import TODAY, Council, FixedClock, found
from tests.flows.due.scene import LIVE, begin, scheduled, stored

WORKERS = st.sampled_from(["Ade", "Bea"])
TREES = st.sampled_from(["TR-1", "tr-1", "TR-2"])
BEFORE = st.integers(0, 400).map(lambda days: TODAY - timedelta(days=days))
AHEAD = st.integers(0, 40).map(lambda days: TODAY + timedelta(days=days))


class Town(RuleBasedStateMachine):
    """What people do in a council, each through the flow that they would use."""

    base: Path | None = None
    server: URL | None = None

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store(self._address(), FixedClock())
        self.town: Council = scheduled(found(self.store))
        self.runs: list[tuple[str, str, str]] = []
        self.facts: list[tuple[str, Said]] = []
        self.meetings: list[str] = []

    def _address(self) -> str:
        if self.base:
            shutil.copy(self.base, self.folder / "town.db")
            return f"sqlite:///{self.folder / 'town.db'}"
        return copied(self.server) if self.server else ""

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    def by(self, name: str) -> Actor:
        return self.town.actor(name)

    def _begin(self, name: str, check: str, subject: Subject) -> None:
        try:
            self.runs.append((begin(self.town, name, check, subject), name, check))
        except ShownError:
            return  # that meeting is over, or they have begun it before

    @rule(name=WORKERS, case=st.sampled_from(["K7-3Q", "k7-3q", "K9-1A"]))
    def begin_an_own_look(self, name: str, case: str) -> None:
        self._begin(name, "own-look", Subject("reference", case))

    @rule(name=WORKERS)
    def begin_a_look_in_parts(self, name: str) -> None:
        self._begin(name, "case-look", Subject("reference", "K7-3Q"))

    @rule(about=WORKERS, day=AHEAD)
    def look_at_somebodys_work_and_agree_something(self, about: str, day: Any) -> None:
        run = begin(self.town, "Sam", "work-look", Subject("person", self.town.ids[about]))
        self.runs.append((run, "Sam", "work-look"))
        agree_action(self.town.office, self.by("Sam"), run, "ACT3", "Something better", day)

    @rule(place=st.integers(0, 9), what=st.sampled_from(["close", "reopen", "move", "pass on"]), day=AHEAD)
    def go_on_with_an_action(self, place: int, what: str, day: Any) -> None:
        with self.store.look() as uow:
            runs = [run for run, _, check in self.runs if check == "work-look"]
            actions = [action for run in runs for action in load_actions(uow, run)]
        if actions:
            action = actions[place % len(actions)]
            seen = Seen(action.id, action.revision)
            match what:
                case "close":
                    self._try(close_action, self.by("Sam"), seen, "It shows")
                case "reopen":
                    self._try(reopen_action, self.by("Sam"), seen, "It does not")
                case "move":
                    self._try(move_date, self.by("Sam"), seen, day, "More time")
                case _:
                    self._try(pass_on, self.by("Sam"), seen, self.town.ids["Bea"])

    @rule(place=st.integers(0, 9))
    def submit(self, place: int) -> None:
        if self.runs:
            run, name, check = self.runs[place % len(self.runs)]
            for part, who in (("mine", name), ("theirs", "Sam")) if check == "case-look" else ():
                self._try(hand_in_part, self.by(who), run, part)
                if place % 2:
                    return
            if check != "case-look":
                self._try(submit_run, self.by(name), run)

    @rule(place=st.integers(0, 9))
    def withdraw(self, place: int) -> None:
        if self.runs:
            run, name, _ = self.runs[place % len(self.runs)]
            self._try(withdraw_run, self.by(name), run)

    @rule(name=WORKERS, of=TREES, fact=st.sampled_from(["T1", "T2", "T3", "own-story"]), day=BEFORE)
    def record(self, name: str, of: str, fact: str, day: Any) -> None:
        about = "Low one" if fact == "T3" else None
        said = Said(fact, Subject("reference", of), day, about=about, outcome=1 if fact == "T2" else None)
        self.facts.append((record_fact(self.town.office, self.by(name), "tree-dates", said).id, said))

    @rule(about=WORKERS, day=BEFORE)
    def hold_a_one_to_one(self, about: str, day: Any) -> None:
        said = Said("P1", Subject("person", self.town.ids[about]), day)
        record_fact(self.town.office, self.by("Sam"), "one-to-ones", said)

    @rule(place=st.integers(0, 9), day=BEFORE, name=WORKERS)
    def correct(self, place: int, day: Any, name: str) -> None:
        if self.facts:
            fact, said = self.facts[place % len(self.facts)]
            other = Said(said.fact, said.subject, day, said.about, said.outcome)
            self._try(correct_fact, self.by(name), fact, other, "The day was wrong")

    @rule(place=st.integers(0, 9), name=WORKERS)
    def take_back(self, place: int, name: str) -> None:
        if self.facts:
            self._try(withdraw_fact, self.by(name), self.facts[place % len(self.facts)][0], "It was another one")

    @rule(day=AHEAD, both=st.booleans())
    def hold_a_meeting(self, day: Any, both: bool) -> None:
        members = tuple(self.town.ids[name] for name in (("Ade", "Bea") if both else ("Ade",)))
        change = Change("Circle", day, "K7-3Q", members)
        self.meetings.append(set_up(self.town.office, self.by("Robin"), "rowan", "circle", change))

    @rule(place=st.integers(0, 9), day=AHEAD, what=st.sampled_from(["move", "close", "sheet"]), name=WORKERS)
    def go_on_with_a_meeting(self, place: int, day: Any, what: str, name: str) -> None:
        if not self.meetings:
            return
        meeting = self.meetings[place % len(self.meetings)]
        match what:
            case "move":
                self._try(change_meeting, self.by("Robin"), meeting, Change("Circle", day, "", (self.town.ids["Bea"],)))
            case "close":
                self._try(close_meeting, self.by("Robin"), meeting)
            case _:
                self._begin(name, "circle-sheet", Subject("meeting", meeting))

    @rule(name=WORKERS, first=AHEAD, long=st.integers(0, 60))
    def be_away(self, name: str, first: Any, long: int) -> None:
        self._try(record_absence, self.by(name), None, first, first + timedelta(days=long))

    @rule(about=WORKERS, day=st.none() | AHEAD)
    def agree_when_to_meet(self, about: str, day: Any) -> None:
        self._try(record_meeting, self.by("Quinn"), self.town.ids[about], day)
        self._try(record_meeting, self.by("Sam"), self.town.ids[about], day)

    @rule(place=st.integers(0, 60), kind=st.sampled_from(["nothing", "excuse", "handover", "month"]), day=AHEAD)
    def say_something_of_a_duty(self, place: int, kind: str, day: Any) -> None:
        known = sorted(stored(self.town.office))
        if known:
            duty, ids = known[place % len(known)], self.town.ids
            with self.store.work() as uow:
                if kind == "month":
                    accept_months(uow, {duty: day.replace(day=1)}, ids["Ade"])
                    return
                to = None if kind == "nothing" else ids["Bea"]
                act = load_act(uow, add_act(uow, duty, kind, ids["Ade"], to, until=day if kind == "excuse" else None))
                if act and kind != "nothing":
                    settle_act(uow, act, "given", ids["Bea"])

    @rule(place=st.integers(0, 60))
    def do_what_was_excused_after_all(self, place: int) -> None:
        known = sorted(stored(self.town.office))
        with self.store.work() as uow:
            for act in load_acts_of(uow, known[place % len(known) :][:9] if known else []):
                if (act.kind, act.state) == ("excuse", "given"):
                    settle_act(uow, act, "ended", self.town.ids["Bea"])

    @rule(later=st.integers(0, 200))
    def go_live_another_day(self, later: int) -> None:
        with self.store.work() as uow:
            record_go_live(uow, "maple", LIVE + timedelta(days=later), OPERATOR)

    @rule()
    def time_goes_by_in_another_process(self) -> None:
        follow(self.town.office)

    def _try(self, flow: Any, actor: Actor, *given: Any) -> None:
        """People try what is refused, too."""
        try:
            flow(self.town.office, actor, *given)
        except ShownError:
            return

    @invariant()
    def nothing_is_missed(self) -> None:
        if not hasattr(self, "town"):
            return
        follow(self.town.office)
        step_by_step = stored(self.town.office)
        work_out_all(self.town.office)
        assert stored(self.town.office) == step_by_step


def _live(examples: int, steps: int, **where: Any) -> None:
    machine = type("Here", (Town,), where)
    quick = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=quick)


def test_step_by_step_comes_to_the_same_as_from_scratch(sqlite_base: Path) -> None:
    _live(3, 12, base=sqlite_base)


@pytest.mark.slow
def test_step_by_step_comes_to_the_same_for_long(sqlite_base: Path) -> None:
    _live(40, 25, base=sqlite_base)


@pytest.mark.slow
def test_step_by_step_comes_to_the_same_on_postgresql(postgres: URL) -> None:
    _live(4, 15, server=postgres)
