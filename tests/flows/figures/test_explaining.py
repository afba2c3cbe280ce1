"""Every figure says how it was counted."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.duties import Status
from bot.domain.figures import Counted, Figures, Scope, ThemeFigures
from bot.domain.periods import Period
from bot.errors import UnusableValueError
from bot.flows.figures.explaining import GONE, explain, figure_keys
from bot.flows.figures.live import load_figures
from bot.flows.figures.making import make_month, record_month
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.figures.times import months_in
from tests.council import LIBRARY, TODAY, Council
from tests.flows.figures.world import Agreed, Check, Owed, World, living, made

SEPTEMBER = date(2026, 9, 10)
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def owed(team: str, status: Status, owner: str = "Sam", rule: str = "WIL-1") -> Owed:
    return Owed(rule, team, owner, "Ade", SEPTEMBER, status)


WORLD = World(
    checks=tuple(
        Check("work-look", "East", author, "Bea", SEPTEMBER, "submitted", {"S1": code, "S2": 1})
        for author, code in (("Sam", 2), ("Sam", 2), ("Sam", 0), ("Max", 2), ("Mia", 1))
    ),
    owed=(
        owed("East", Status.DONE),
        owed("East", Status.DONE_LATE),
        owed("West", Status.LATE, "Max"),
        owed("East", Status.EXCUSED),
        owed("East", Status.DONE, rule="WIL-4"),
    ),
    agreed=(Agreed(0, "Sam", SEPTEMBER, "open", TODAY), Agreed(0, "Sam", None, "done", SEPTEMBER)),
)


def opened(council: Council, world: World, key: str) -> Counted:
    with living(council, world) as uow:
        figures = load_figures(uow, council.office, Scope(load_nodes(uow, TODAY)[0], QUARTER))
        return explain(uow, council.office, figures, key)


def test_work_says_its_rule_and_the_same_by_team(sqlite_council: Council) -> None:
    told = opened(sqlite_council, WORLD, "work/bed-look")
    assert "Quarterly sample (WIL-1): Each quarter you look at the beds" in told.rule
    assert told.numerator == "2 done, 1 of them done late"
    assert told.denominator == "3 owed, with their date in Jul–Sep 2026"
    assert told.left_out[0] == "1 excused"
    assert told.parts == (("East", "2 of 2 done"), ("West", "0 of 1 done, 1 past their date"))


def test_all_checks_are_the_sum_of_them(sqlite_council: Council) -> None:
    told = opened(sqlite_council, WORLD, "work")
    assert (told.what, told.numerator[:6], told.denominator[:6]) == ("All checks", "3 done", "4 owed")


def test_an_answer_says_of_how_many_or_that_they_are_too_few(sqlite_council: Council) -> None:
    about = [(number, name) for number, name in enumerate(("Ade", "Bea", "Bea", "Sam", "Sam"))]
    checks = tuple(
        Check("work-look", "East", "Max", name, SEPTEMBER, "submitted", {"S1": 2 if number else 0})
        for number, name in about
    )
    told = opened(sqlite_council, World(checks=checks), "answer/work-look/S1")
    assert told.numerator.startswith("4 good answers (4 Yes, ")
    assert told.denominator == "5 answers in Jul–Sep 2026"
    few = opened(sqlite_council, WORLD, "answer/work-look/S1")
    assert few.numerator == "Not told: fewer than 5 checks about 3 people answered it"


def test_actions_and_people_looked_at_say_what_they_are(sqlite_council: Council) -> None:
    actions = opened(sqlite_council, WORLD, "actions")
    assert actions.numerator == "1 closed in Jul–Sep 2026"
    assert actions.denominator == "1 open, 1 of them past their date on 30 Sep 2026"
    covered = opened(sqlite_council, WORLD, "covered")
    assert covered.numerator.startswith("1 people") and covered.denominator.startswith("1 people")


def test_people_are_owed_a_look_until_the_end_of_a_quarter_that_runs(sqlite_council: Council) -> None:
    with living(sqlite_council, WORLD) as uow:
        figures = load_figures(uow, sqlite_council.office, Scope(load_nodes(uow, TODAY)[0], QUARTER))
        running = replace(figures, until=QUARTER.first)
        covered = explain(uow, sqlite_council.office, running, "covered")
    assert covered.denominator == "1 people about whom such a check was owed in Jul–Sep 2026"


def test_a_figure_that_is_not_there_is_told(sqlite_council: Council) -> None:
    for key in ("work/gone", "answer/gone/X1", "theme/gone", "covered", "other"):
        with pytest.raises(UnusableValueError) as refused:
            opened(sqlite_council, World(), key)
        assert str(refused.value) == GONE


def test_themes_that_two_frameworks_call_alike_are_opened_apart(sqlite_council: Council) -> None:
    alike = (ThemeFigures("training", "Training", 3), ThemeFigures("training", "Training and knowledge", 2))
    with living(sqlite_council, WORLD) as uow:
        whole = load_figures(uow, sqlite_council.office, Scope(load_nodes(uow, TODAY)[0], QUARTER))
        figures = replace(whole, themes=alike)
        keys = [key.value for key in figure_keys(LIBRARY, figures) if key.group == "Themes"]
        told = [explain(uow, sqlite_council.office, figures, key) for key in keys]
    assert [there.what for there in told] == ["Training", "Training and knowledge"]


def test_every_key_opens_alone_and_shared_and_tells_no_name(sqlite_council: Council) -> None:
    council = sqlite_council
    with living(council, made(3, 150, 60, 20)) as uow:
        for month in months_in(Period(date(2026, 7, 1), date(2026, 9, 1))):
            record_month(uow, month, make_month(uow, council.office, month))
        scope = Scope(load_nodes(uow, TODAY)[0], QUARTER)
        figures: tuple[Figures, ...] = (
            load_figures(uow, council.office, scope),
            load_shared(uow, council.office, scope),
        )
        for there in figures:
            offered = figure_keys(council.office.library, there)
            assert len({figure.value for figure in offered}) == len(offered) > 0
            for figure in offered:
                counted = explain(uow, council.office, there, figure.value)
                assert figure.name and figure.group and counted.at == there.made_at
                assert not (there.shared and counted.parts)
                words = f"{counted} {figure.name} {figure.group}".replace(",", " ").split()
                assert not {"Ade", "Bea", "Sam", "Robin", "Mia", "Max"} & set(words)
