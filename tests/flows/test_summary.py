"""Who may ask for which summary, what can be chosen instead, and in which channels one may stand."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.figures import Node
from bot.domain.periods import Period
from bot.domain.summaries import Chosen, Place
from bot.errors import NotAllowedError, ShownError, UnusableValueError
from bot.flows import summary_access as access
from bot.flows.access import standing_of
from bot.flows.figures.times import is_common
from bot.flows.posting import give_team
from bot.flows.summary import load_chosen, load_summary, scope_of
from bot.frameworks.windows import windows
from bot.storage.keys import new_key
from tests.council import LIBRARY, PEOPLE, TODAY, Council

EAST = Place("C1", "east")
# A QA lead sees all; who manages a team, that one; who makes a report about the whole service, no team by that.
SEES: dict[str, set[str]] = {
    "Quinn": {"Whole organisation", "Service", "East", "West"},
    "Mia": {"East"},
    "Max": {"West"},
    "Robin": set(),
    "Ade": set(),
    "Bea": set(),
    "Sam": set(),
}


def test_a_post_that_makes_a_report_about_its_own_team_opens_that_team(sqlite_council: Council) -> None:
    name, reporting = next(iter(LIBRARY.reporting.items()))
    about_a_team = reporting.file.reports[0].model_copy(update={"by": ["lead"], "per": "team"})
    changed = replace(reporting, file=reporting.file.model_copy(update={"reports": [about_a_team]}))
    library = replace(LIBRARY, reporting={name: changed})
    office = replace(sqlite_council.office, library=library)
    with office.store.look() as uow:
        robin = standing_of(uow, sqlite_council.actor("Robin"))
        found = {node.name for node in access.nodes_of(uow, office, robin)}
    assert found == {"Whole organisation", "Service", "East", "West"}


@pytest.mark.parametrize("name", SEES)
def test_everybody_chooses_among_the_teams_that_they_may_see(sqlite_council: Council, name: str) -> None:
    actor = sqlite_council.actor(name)
    if not SEES[name]:
        with pytest.raises(NotAllowedError, match="Your manager or your QA lead"):
            load_summary(sqlite_council.office, actor, "", EAST)
        return
    preview = load_summary(sqlite_council.office, actor, "", EAST)
    assert {team.name for team in preview.teams} == SEES[name]


def test_who_asks_in_the_channel_of_a_team_that_is_not_theirs_is_told_whose_figures_these_are(
    sqlite_council: Council,
) -> None:
    give_team(sqlite_council.office, sqlite_council.actor("Quinn"), EAST, "East")
    of_max = load_summary(sqlite_council.office, sqlite_council.actor("Max"), "", EAST)
    assert of_max.hints == ("This channel belongs to East, whose figures you do not see. This is West.",)
    assert load_summary(sqlite_council.office, sqlite_council.actor("Mia"), "", EAST).hints == ()


@pytest.mark.parametrize("name", ["Lou", "Zed"])
def test_who_has_left_sees_nothing(sqlite_council: Council, name: str) -> None:
    with pytest.raises(NotAllowedError):
        load_summary(sqlite_council.office, sqlite_council.actor(name), "", EAST)


def test_in_a_channel_it_is_about_that_channels_team_where_one_may_see_it(sqlite_council: Council) -> None:
    office, quinn = sqlite_council.office, sqlite_council.actor("Quinn")
    assert load_summary(office, quinn, "", EAST).figures.scope.node.id is None
    assert "now" in give_team(office, quinn, EAST, "east")
    assert load_summary(office, quinn, "", EAST).figures.scope.node.name == "East"
    assert load_summary(office, sqlite_council.actor("Max"), "", EAST).figures.scope.node.name == "West"


def test_a_team_that_is_not_theirs_is_refused_whatever_a_control_says(sqlite_council: Council) -> None:
    mia, quarter = sqlite_council.actor("Mia"), _this_quarter()
    for team in (None, sqlite_council.ids["West"], "x" * 13):
        with pytest.raises(NotAllowedError, match="Its manager and your QA lead can"):
            load_chosen(sqlite_council.office, mia, Chosen(new_key(), team, quarter))


def test_each_preview_is_one_of_its_own(sqlite_council: Council) -> None:
    chosen = Chosen(new_key(), sqlite_council.ids["East"], _this_quarter())
    assert load_chosen(sqlite_council.office, sqlite_council.actor("Mia"), chosen).chosen.key != chosen.key


def test_what_there_is_no_file_of_and_what_a_team_does_not_work_by_are_said() -> None:
    node, quarter = Node("e" * 13, "East", frozenset()), _this_quarter()
    with pytest.raises(UnusableValueError, match="no check of that name"):
        scope_of(LIBRARY, node, Chosen("k", node.id, quarter, form="gone"), ["maple"])
    with pytest.raises(UnusableValueError, match="no check of that name"):
        scope_of(LIBRARY, node, Chosen("k", node.id, quarter, framework="gone"), ["maple"])
    with pytest.raises(ShownError, match="East does not work by"):
        scope_of(LIBRARY, node, Chosen("k", node.id, quarter, form="own-look"), [])


def _this_quarter() -> Period:
    window = next(windows("quarter", TODAY))
    return Period(window.first, window.last)


@pytest.mark.parametrize(
    ("first", "last", "may"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), True),
        (date(2026, 10, 1), date(2026, 10, 31), True),
        (date(2026, 4, 1), date(2026, 9, 30), True),
        (date(2026, 4, 1), date(2027, 3, 31), True),
        (date(2026, 11, 1), date(2026, 12, 31), False),
        (date(2026, 1, 1), date(2026, 12, 31), False),
        (date(2026, 10, 2), date(2026, 12, 31), False),
    ],
)
def test_only_the_windows_that_all_count_in_are_posted(first: date, last: date, may: bool) -> None:
    assert is_common(Period(first, last)) is may


@pytest.mark.parametrize(
    ("own", "team", "may"),
    [
        ("East", "East", True),
        ("East", "Service", True),
        ("East", None, True),
        ("East", "West", False),
        ("Service", "West", True),
        (None, "East", False),
    ],
)
def test_a_channel_takes_its_own_team_its_parts_and_what_it_is_part_of(
    sqlite_council: Council, own: str | None, team: str | None, may: bool
) -> None:
    office, quinn = sqlite_council.office, sqlite_council.actor("Quinn")
    if own:
        give_team(office, quinn, EAST, own)
    with office.store.look() as uow:
        asking = (uow, office, quinn, sqlite_council.ids[team] if team else None, EAST)
        if may:
            access.to_post(*asking)
        else:
            with pytest.raises(ShownError, match="belongs to"):
                access.to_post(*asking)


@pytest.mark.parametrize("place", [Place(), Place("D1", "directmessage"), Place("C1", "mpdm-a--b")])
def test_a_conversation_of_two_is_no_channel(sqlite_council: Council, place: Place) -> None:
    office, quinn = sqlite_council.office, sqlite_council.actor("Quinn")
    assert not load_summary(office, quinn, "", place).can_post
    with pytest.raises(ShownError, match="in a channel"):
        give_team(office, quinn, place, "East")


@pytest.mark.parametrize("name", sorted(set(PEOPLE) - {"Quinn"}))
def test_nobody_but_the_qa_lead_gives_a_channel_its_team(sqlite_council: Council, name: str) -> None:
    with pytest.raises(NotAllowedError):
        give_team(sqlite_council.office, sqlite_council.actor(name), EAST, "East")
