"""What people type after /qa summary, and what is understood of it."""

from datetime import date

import pytest

from bot.domain.figures import Node
from bot.domain.periods import Period
from bot.errors import UnusableValueError, WhichError
from bot.flows.figures.asking import Wish, asked
from bot.flows.figures.spoken import FUTURE, IMPOSSIBLE, find_period
from bot.frameworks.library import Library
from bot.frameworks.schedule import Term
from tests.council import LIBRARY
from tests.thornmere import LIBRARY as SHIPPED

TODAY = date(2026, 11, 21)
EVERYBODY = Node(None, "Ashford council", frozenset("swem"))
EAST = Node("e", "Children's East", frozenset("e"))
TEAMS = (
    EVERYBODY,
    Node("s", "Service", frozenset("sew")),
    EAST,
    Node("w", "Children's West", frozenset("w")),
    Node("m", "May House", frozenset("m")),
)
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
LAST = Period(date(2026, 7, 1), date(2026, 9, 30))


def wish(words: str, channel: str | None = None, library: Library = LIBRARY) -> Wish:
    return asked(words, TODAY, TEAMS, library, channel)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("", "Oct–Dec 2026"),
        ("last quarter", "Jul–Sep 2026"),
        ("2026-Q3", "Oct–Dec 2026"),
        ("Q2", "Jul–Sep 2026"),
        ("q2 2026/27", "Jul–Sep 2026"),
        ("2025/26 Q4", "Jan–Mar 2026"),
        ("second quarter", "Jul–Sep 2026"),
        ("since April", "1 Apr–21 Nov 2026"),
        ("since april so far", "1 Apr–21 Nov 2026"),
        ("April to now", "1 Apr–21 Nov 2026"),
        ("from April until today", "1 Apr–21 Nov 2026"),
        ("April to date", "1 Apr–21 Nov 2026"),
        ("since last month", "1 Oct–21 Nov 2026"),
        ("since last quarter", "1 Jul–21 Nov 2026"),
        ("this financial year so far", "1 Apr–21 Nov 2026"),
        ("financial year to date", "1 Apr–21 Nov 2026"),
        ("quarter to date", "1 Oct–21 Nov 2026"),
        ("so far", "1 Oct–21 Nov 2026"),
        ("to date", "1 Oct–21 Nov 2026"),
        ("since 1 October", "1 Oct–21 Nov 2026"),
        ("this financial year", "Apr 2026–Mar 2027"),
        ("last year", "Apr 2025–Mar 2026"),
        ("2026/27", "Apr 2026–Mar 2027"),
        ("2025-2026", "Apr 2025–Mar 2026"),
        ("last calendar year", "Jan–Dec 2025"),
        ("2025", "Jan–Dec 2025"),
        ("October", "Oct 2026"),
        ("December", "Dec 2025"),
        ("october last year", "Oct 2025"),
        ("2026-10", "Oct 2026"),
        ("10/2026", "Oct 2026"),
        ("Oct-Dec", "Oct–Dec 2026"),
        ("Oct – Dec 2025", "Oct–Dec 2025"),
        ("Dec-Feb", "Dec 2025–Feb 2026"),
        ("Nov 2025 to Feb 2026", "Nov 2025–Feb 2026"),
        ("from April to June", "Apr–Jun 2026"),
        ("1 oct to 15 oct", "1 Oct–15 Oct 2026"),
        ("01/10/2026 to 31/10/2026", "Oct 2026"),
        ("2026-10-01 to 2026-10-31", "Oct 2026"),
        ("last 3 months", "Aug–Oct 2026"),
        ("last 14 days", "8 Nov–21 Nov 2026"),
        ("last week", "9 Nov–15 Nov 2026"),
        ("first half", "Apr–Sep 2026"),
        ("this half-year", "Oct 2026–Mar 2027"),
        ("today", "21 Nov 2026"),
        ("this term", "Sep–Dec 2026"),
        ("autumn term", "Sep–Dec 2026"),
        ("last term", "Apr–Jul 2026"),
        ("spring term 2026", "Jan–Apr 2026"),
        ("summer term", "Apr–Jul 2026"),
        ("autumn term 2025", "Sep–Dec 2025"),
    ],
)
def test_a_time_is_understood_as_people_say_it(words: str, name: str) -> None:
    assert wish(words).period.name == name


@pytest.mark.parametrize(
    "words", ["2026-Q3", "q3", "this financial year", "2025", "2026/27", "first half", "last term"]
)
def test_where_others_could_read_other_months_into_it_the_answer_says_which(words: str) -> None:
    found = wish(words)
    assert found.period.name in found.said


@pytest.mark.parametrize("words", ["last quarter", "October", "Oct-Dec", "", "since April"])
def test_where_nobody_could_it_says_nothing(words: str) -> None:
    assert wish(words).said == ""


@pytest.mark.parametrize(
    "words", ["next quarter", "spring term 2027", "2027-Q1", "April 2027", "since Oct 2027", "2026/27 Q4", "2027/28"]
)
def test_a_time_that_has_not_begun_has_nothing_to_count(words: str) -> None:
    with pytest.raises(UnusableValueError) as refused:
        wish(words)
    assert str(refused.value) == FUTURE


@pytest.mark.parametrize("words", ["Q5", "31 feb", "2026-13", "Oct 2026 to Sep 2026", "2026/29", "H3", "last 0 days"])
def test_a_time_that_cannot_be_is_told_with_how_to_write_one(words: str) -> None:
    with pytest.raises(UnusableValueError) as refused:
        wish(words)
    assert str(refused.value) == IMPOSSIBLE


@pytest.mark.parametrize(
    "words",
    [
        "Children's East last quarter own look",
        "own look, childrens east, last quarter",
        "LAST QUARTER for the Children’s East team: Own look",
        "summary of own-look in children's east for last quarter please",
    ],
)
def test_team_time_and_check_come_in_any_order(words: str) -> None:
    form = LIBRARY.forms["own-look"]
    assert wish(words) == Wish(EAST, LAST, "own-look", form.framework)


def test_school_terms_are_the_days_in_the_file_in_whole_months_and_the_answer_says_which() -> None:
    days = ((date(2026, 2, 10), date(2026, 5, 20)), (date(2026, 8, 17), date(2026, 10, 9)))
    terms = [Term(first=first, last=last) for first, last in days]
    for words, name in (("last term", "Aug–Oct 2026"), ("spring term east", "Feb–May 2026")):
        found = find_period(words, TODAY, terms)
        assert found and (found.period.name, found.rest.strip()) == (name, words.partition(" term")[2].strip())
        assert name in found.said
    for words in ("this term", "summer term 2026"):
        with pytest.raises(UnusableValueError, match="no such school term"):
            find_period(words, TODAY, terms)
    with pytest.raises(UnusableValueError, match="not begun"):
        wish("spring term 2027")


def test_part_of_a_name_is_enough_where_only_one_thing_has_it() -> None:
    assert wish("east").node == EAST
    found = wish("east willow")
    assert (found.node, found.framework) == (EAST, "willow")


@pytest.mark.parametrize(
    ("words", "framework"),
    [
        ("caf last quarter", "bolton-caf"),
        ("east fostering since april", "knowsley-fostering"),
        ("Fostering quality assurance", "knowsley-fostering"),
        ("children's monthly case file audits", "knowsley-case-audit"),
    ],
)
def test_what_all_checks_of_a_framework_are_called_by_is_the_framework(words: str, framework: str) -> None:
    found = wish(words, library=SHIPPED)
    assert (found.framework, found.form) == (framework, None)
    assert found.node == (EAST if "east" in words else EVERYBODY)


def test_a_word_of_checks_of_more_than_one_framework_is_asked_about() -> None:
    with pytest.raises(UnusableValueError, match="Which one do you mean"):
        wish("audit", library=SHIPPED)


def test_a_team_that_is_called_like_a_month_is_the_team() -> None:
    found = wish("May House May")
    assert (found.node.name, found.period.name) == ("May House", "May 2026")


def test_without_a_team_it_is_that_of_the_channel_else_the_first() -> None:
    assert wish("last quarter", "e").node == EAST
    assert wish("everyone", "e").node == EVERYBODY
    assert wish("").node == EVERYBODY
    assert wish("", "gone").node == EVERYBODY


@pytest.mark.parametrize(
    ("words", "first", "means"),
    [
        ("last quarter childrens' eest", "Children's East", "Children's East · Jul–Sep 2026"),
        ("May Huose since april", "May House", "May House · 1 Apr–21 Nov 2026"),
        ("childrens last quarter", "Children's East", "Children's East · Jul–Sep 2026"),
        ("children's east work loook", "A look at somebody's work", "Children's East · Oct–Dec 2026"),
    ],
)
def test_each_thing_that_could_be_meant_can_be_asked_for_with_the_words_that_were_understood(
    words: str, first: str, means: str
) -> None:
    with pytest.raises(WhichError) as unsure:
        wish(words)
    name, instead = unsure.value.choices[0]
    found = wish(instead)
    assert (name, f"{found.node.name} · {found.period.name}") == (first, means)
    assert (found.form is not None) is (first not in {team.name for team in TEAMS})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("children's", "Which one do you mean: Children's East or Children's West?"),
        ("childens easst", "Did you mean Children's East"),
        ("xyzzy plugh", "Name a team, a check and a time"),
        ("children's east children's west", "Please name one team and one check at a time."),
    ],
)
def test_what_is_not_understood_is_answered_with_the_nearest(words: str, sentence: str) -> None:
    with pytest.raises(UnusableValueError) as refused:
        wish(words)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("words", "unknown", "offered"),
    [
        ("east last quarter banana", "banana", []),
        ("banana service", "banana", []),
        ("children's east october banana", "banana", []),
        ("east wst", "wst", []),
        ("childrens easst", "easst", ["Children's East"]),
        ("May Huose", "huose", ["May House", "A look at whose records somebody keeps"]),
        ("east own loook", "loook", ["A look at my own work", "A look at my own row"]),
        ("xyzzy east plugh", "xyzzy plugh", []),
        ("children's", "", ["Children's East", "Children's West"]),
    ],
)
def test_what_is_not_understood_is_named_and_only_what_resembles_it_is_offered(
    words: str, unknown: str, offered: list[str]
) -> None:
    with pytest.raises(WhichError) as unsure:
        wish(words)
    assert unsure.value.unknown == unknown
    assert [name for name, _ in unsure.value.choices] == offered


def test_what_was_understood_stays_beside_what_is_offered_for_the_rest() -> None:
    with pytest.raises(WhichError) as unsure:
        wish("east last quarter wilow")
    found = wish(unsure.value.choices[0][1])
    assert (found.node, found.period, found.framework) == (EAST, LAST, "willow")


def test_nothing_that_was_typed_is_said_again() -> None:
    with pytest.raises(UnusableValueError) as refused:
        wish("Mrs Jane Roe of Mill Lane")
    assert not {"jane", "roe", "mill"} & set(str(refused.value).casefold().split())


def test_every_check_that_is_shipped_is_found_by_its_title() -> None:
    for form in LIBRARY.forms.values():
        assert wish(f"last quarter {form.checklist.title}").form == form.name
