"""A larger council for load: the invented one over and over, its teams filled up to eight, its checks in proportion."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from bot.frameworks.demo import CouncilFile, Demo, DemoPerson, DemoTeam, HistoryFile, PastCheck, PastMeeting

_TEAM = 8
_FIRST = """
    Alba Arlo Bea Blair Caro Cass Cleo Dara Drew Eden Ellis Fay Finn Gale Hana Ira Jas Jude Kai Kim Lane
    Lou Mae Mika Nell Nico Olu Ora Pat Quin Ray Remy Sage Shay Tess Vida Wyn Yan Zia
"""
_LAST = """
    Aspen Barley Bay Birchall Bloom Bramble Briar Broom Campion Clary Comfrey Dell Dune Fennel Fields Flint
    Glade Gorse Grove Harbour Heath Hollow Ivy Lane Lark Linden Marsh Meadow Moor Myrtle Oakes Orchard Poppy
    Reed Rill Rowe Sallow Thistle Vale Willows
"""


def grown(demo: Demo, size: int) -> Demo:
    """The council with about so many people in the people file; the first ones are those of the files."""
    wards: list[_Ward] = []
    listed = _listed(demo.council)
    there = len(listed)
    names = _names()
    while listed and there < size:
        ward = _Ward(demo, len(wards) + 2, names, most=size - there)
        wards.append(ward)
        there += len(ward.people)
    council = demo.council.model_copy(
        update={
            "teams": [*demo.council.teams, *(team for ward in wards for team in ward.teams())],
            "people": demo.council.people | {key: person for ward in wards for key, person in ward.people.items()},
        }
    )
    return Demo(council, {name: _longer(file, wards) for name, file in demo.histories.items()})


def _listed(council: CouncilFile) -> dict[str, DemoPerson]:
    return {key: person for key, person in council.people.items() if person.team}


def _names() -> Iterator[str]:
    """Each pair once, then again: so large a council has people of the same name."""
    firsts, lasts = _FIRST.split(), _LAST.split()
    for number in count():
        yield f"{firsts[number % len(firsts)]} {lasts[number % len(lasts)]}"


def _longer(file: HistoryFile, wards: list["_Ward"]) -> HistoryFile:
    posts = {
        post: [*holders, *(copy for ward in wards for holder in holders for copy in ward.held(holder))]
        for post, holders in file.posts.items()
    }
    teams = [*file.teams, *(ward.team(team) for ward in wards for team in file.teams)]
    meetings = [*file.meetings, *(ward.meeting(there) for ward in wards for there in file.meetings)]
    named = {meeting.name for meeting in file.meetings}
    history = [
        *file.history,
        *(copy for ward in wards for past in file.history for copy in ward.copies_of(past, named)),
    ]
    return file.model_copy(update={"posts": posts, "teams": teams, "meetings": meetings, "history": history})


@dataclass
class _Ward:
    """The whole council once more under other names; people whom nobody reports to come several times."""

    demo: Demo
    number: int
    names: Iterator[str]
    most: int
    people: dict[str, DemoPerson] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = Random(self.number)  # noqa: S311 (nothing secret)
        self.keys: dict[str, list[str]] = {}
        listed = _listed(self.demo.council)
        for key, person in listed.items():
            self._add(key, person)
        in_team = Counter(person.team for person in listed.values())
        leading = {person.reports_to for person in listed.values()}
        followers = {key: person for key, person in listed.items() if person.reports_to and key not in leading}
        for _ in range(_TEAM):
            for key, person in followers.items():
                if in_team[person.team] < _TEAM and len(self.people) < self.most:
                    in_team[person.team] += 1
                    self._add(key, person)

    def _add(self, key: str, person: DemoPerson) -> None:
        copies = self.keys.setdefault(key, [])
        copy = f"{key}-{self.number}-{len(copies) + 1}"
        copies.append(copy)
        team = self.team(person.team or "")
        self.people[copy] = person.model_copy(
            update={
                "name": next(self.names),
                "title": person.title.replace(person.team or team, team),
                "team": team,
                "reports_to": person.reports_to and f"{person.reports_to}-{self.number}-1",
                "main": False,
            }
        )

    def team(self, name: str) -> str:
        return f"{name} {self.number}"

    def teams(self) -> list[DemoTeam]:
        teams = self.demo.council.teams
        return [
            DemoTeam(name=self.team(there.name), part_of=there.part_of and self.team(there.part_of)) for there in teams
        ]

    def held(self, holder: str) -> list[str]:
        key, at, team = holder.partition("@")
        return [f"{copy}{at}{self.team(team) if team else ''}" for copy in self.keys[key]]

    def meeting(self, meeting: PastMeeting) -> PastMeeting:
        """The first copies of its members meet on the same day."""
        first = {key: copies[0] for key, copies in self.keys.items()}
        members = [first[member] for member in meeting.members]
        changed = {"name": f"{meeting.name} {self.number}", "who": first[meeting.who], "members": members}
        return meeting.model_copy(update=changed)

    def copies_of(self, past: PastCheck, meetings: Collection[str]) -> Iterator[PastCheck]:
        """Once for each copy of who did it, or of whom it is about, a few days apart."""
        if past.about in meetings:
            yield past.model_copy(update={"who": self.keys[past.who][0], "about": f"{past.about} {self.number}"})
            return
        for who in self.keys[past.who]:
            for about in self._abouts(past.about):
                shift = self.dice.randrange(5)
                days = {key: getattr(past, key) for key in ("begun", "finished", "withdrawn", "shared")}
                later = {key: day + shift for key, day in days.items() if day}
                yield past.model_copy(update={"who": who, "about": about, **later})

    def _abouts(self, about: str | None) -> list[str | None]:
        if about in self.keys:
            return [*self.keys[about]]
        if any(about == team.name for team in self.demo.council.teams):
            return [self.team(about or "")]
        return [
            f"{about[:3]}{self.dice.randrange(10)}{self.dice.choice('ABCDEFGHJKLMNPQRSTUVWXYZ')}" if about else None
        ]
