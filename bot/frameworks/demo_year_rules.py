"""Rules of the part `year` of a demo.yaml: whoever and whatever is named is there, and shares make no more than all.

The rest of the file is looked at in demo_rules.py.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bot.frameworks.demo import CouncilFile
from bot.frameworks.demo_year import Went, Year
from bot.frameworks.library import Book, Form
from bot.frameworks.model import Framework
from bot.frameworks.problems import Fault, Where, unknown

_HUNDRED = 100


def faults_of_council(council: CouncilFile) -> Iterator[Fault]:
    """Who is there with the year only is named like all others."""
    year = council.year
    if year is None:
        return
    yield from _shares(("year", "quarters"), year.quarters)
    names = {team.name for team in (*council.teams, *year.teams)}
    for index, team in enumerate(year.teams):
        if team.part_of and team.part_of not in names:
            yield unknown(("year", "teams", index, "part_of"), "team", team.part_of, names)
    everybody = council.people | year.people
    for key, person in year.people.items():
        where = ("year", "people", key)
        if key in council.people:
            yield Fault(where, "is the short name of somebody else", "give them another")
        if person.team not in names:
            yield unknown((*where, "team"), "team", str(person.team), names)
        if person.reports_to and person.reports_to not in everybody:
            yield unknown((*where, "reports_to"), "person", person.reports_to, everybody)
    for index, away in enumerate(year.away):
        named = [away.who, *([away.stand_in] if away.stand_in else [])]
        yield from _known(("year", "away", index), "person", named, everybody)


def faults_of_year(
    year: Year, council: CouncilFile, framework: Framework, forms: Mapping[str, Form], books: Mapping[str, Book]
) -> Iterator[Fault]:
    more = council.year.people if council.year else {}
    people = {key for key, person in (council.people | more).items() if person.team}
    yield from _shares(("year", "quarters"), year.quarters)
    for rule, quarters in year.rules.items():
        yield from _shares(("year", "rules", rule), quarters)
    yield from _known(("year", "posts"), "post", year.posts, {post.name for post in framework.posts})
    yield from _known(("year", "marked"), "theme", year.marked, {theme.name for theme in framework.themes})
    yield from _known(("year", "weak"), "checklist", year.weak, forms)
    for post, holders in year.posts.items():
        yield from _known(("year", "posts", post), "person", holders, people)
    for index, check in enumerate(year.checks):
        where = ("year", "checks", index)
        yield from _known((*where, "who"), "person", check.who, people)
        yield from _known((*where, "check"), "checklist", [check.check], forms)
    for index, fact in enumerate(year.dates):
        where = ("year", "dates", index)
        book = books.get(fact.register_)
        yield from _known((*where, "who"), "person", fact.who, people)
        yield from _known((*where, "register"), "register", [fact.register_], books)
        yield from _known((*where, "fact"), "fact", [fact.fact] if book else [], book.register.by_id if book else {})
    for index, kind in enumerate(year.meetings):
        where = ("year", "meetings", index)
        yield from _known((*where, "who"), "person", [kind.who], people)
        yield from _known((*where, "members"), "person", kind.members, people)
        yield from _known((*where, "sheets"), "checklist", kind.sheets, forms)
        yield from _known((*where, "kind"), "kind of meeting", [kind.kind], {each.name for each in framework.meetings})
    for index, survey in enumerate(year.surveys):
        where = ("year", "surveys", index)
        asked = {name for name, form in forms.items() if form.checklist.anonymous}
        yield from _known((*where, "check"), "anonymous survey", [survey.check], asked)
        yield from _known((*where, "answered"), "person", [survey.who, *survey.answered], people)
    if (year.agreed and not year.shown) or not year.reasons:
        yield Fault(("year",), "lacks sentences", "add a few under shown and under reasons")


def _known(where: Where, what: str, named: Iterable[str], there: Collection[str]) -> Iterator[Fault]:
    for name in named:
        if name not in there:
            yield unknown(where, what, name, there)


def _shares(where: Where, quarters: Sequence[Went]) -> Iterator[Fault]:
    for index, went in enumerate(quarters):
        if went.kept > _HUNDRED:
            wrong, instead = "makes more than a hundred together", "let something be left undone, or all of it be kept"
            yield Fault((*where, index), wrong, instead)
