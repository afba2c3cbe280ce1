"""The files of the invented council: what they may say, and what is wrong with them, in words."""

import shutil
from pathlib import Path

import pytest
import yaml

from bot.frameworks.demo import Demo, HistoryFile
from bot.frameworks.demo_files import load_demo
from bot.frameworks.demo_rules import faults_in_history
from bot.frameworks.library import load_library
from bot.frameworks.problems import Problem
from tests.frameworks.samples import lay
from tests.thornmere import CHECKLISTS, LIBRARY, THORNMERE

COUNCIL = """\
title: Little Council
teams:
  - name: All
  - name: East
    part_of: All
people:
  ade:
    name: Ade Fernhill
    title: Visitor
    team: East
    reports_to: sam
  sam:
    name: Sam Larkspur
    title: Supervisor
    team: All
    posts: [manager]
  uma:
    name: Uma Newcombe
    title: New
channels:
  - name: general
    members: [everybody]
"""

HISTORY = """\
teams: [All]
posts:
  visitor: [ade, sam@East]
notes: [There is an example of this in the record.]
history:
  - who: ade
    check: visit
    about: K7-3Q
    begun: 9
    finished: 8
    answers: {V1: no}
  - who: ade
    check: visit
    about: K8-1A
    begun: 3
    left_at: V2
stories:
  - id: first
    steps: [{say: Look}]
"""


def loaded(folder: Path, council: str = COUNCIL, history: str = HISTORY) -> tuple[Demo | None, list[str]]:
    """The council of a folder with one small framework, and what is said to be wrong."""
    place = lay(folder).parent
    (folder / "demo.yaml").write_text(council)
    (place / "demo.yaml").write_text(history)
    problems: list[Problem] = []
    return load_demo(folder, load_library(folder), problems), [str(problem) for problem in problems]


def test_a_council_in_order_is_loaded_whole(tmp_path: Path) -> None:
    demo, problems = loaded(tmp_path)
    assert problems == []
    assert demo
    assert [past.about for past in demo.histories["garden"].history] == ["K7-3Q", "K8-1A"]
    assert demo.histories["garden"].stories == [{"id": "first", "steps": [{"say": "Look"}]}]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("part_of: All", "part_of: Al", "demo.yaml:5: part_of: names the unknown team Al, write All"),
        ("reports_to: sam", "reports_to: saam", "demo.yaml:11: reports_to: names the unknown person saam, write sam"),
        ("reports_to: sam", "reports_to: ade", "demo.yaml:11: reports_to: leads back to the same person, let the line"),
        ("team: East", "team: Eats", "demo.yaml:10: team: names the unknown team Eats, write East"),
        ("[manager]", "[manger]", "demo.yaml:16: posts: names the unknown built-in post manger, write manager"),
        ("[manager]", "[manager@Wst]", "demo.yaml:16: posts: names the unknown team Wst, write one of All, East"),
        ("[everybody]", "[saam]", "demo.yaml:22: members: names the unknown person or team saam, write sam"),
        ("title: New", "title: New\n    posts: [manager]", "team: is missing for somebody with a supervisor or a post"),
        ("title: New", "titel: New", "demo.yaml:19: titel: is not a key of this place, write title instead"),
        ("    team: East", "    team: East\n    guest: true", "guest: is in a team, take out guest or team"),
    ],
)
def test_what_is_wrong_with_the_people_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    demo, problems = loaded(tmp_path, council=COUNCIL.replace(right, wrong))
    assert demo is None
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("[All]", "[Every]", ":1: teams: names the unknown team Every, write one of All, East"),
        ("visitor: [ade", "vistor: [ade", ":3: vistor: names the unknown post vistor, write visitor"),
        ("[ade, ", "[adde, ", ":3: visitor: names the unknown person adde, write ade"),
        ("[ade, ", "[uma, ", ":3: visitor: names the unknown person uma"),
        ("who: ade", "who: jo", ":6: who: names the unknown person jo"),
        ("check: visit", "check: vist", ":7: check: names the unknown checklist vist, write visit"),
        ("V1: no", "V9: no", ":11: V9: names the unknown item V9, write one of V1, V2, V3"),
        ("V1: no", "V1: perhaps", ":11: V1: gives the answer perhaps, which this item does not offer, write yes or no"),
        ("finished: 8", "finished: 10", ":10: finished: is before what comes first, write at most 9 days"),
        ("finished: 8", "finished: 8\n    withdrawn: 8", "withdrawn: is given beside finished, keep one of them"),
        ("finished: 8", "finished: 8\n    shared: 7", "shared: is given for a check that is about no person"),
        ("left_at: V2", "left_at: V7", ":16: left_at: names the unknown item V7"),
        ("begun: 9", "begun: soon", ":9: begun: is not a number that fits, write a small whole number"),
        ("    about: K7-3Q\n", "", "about: does not fit what the check is about, say which Visit"),
        ("[ade, sam@East]", "[sam]", "who: names ade, who may not fill this in, name a visitor"),
        ("notes: [", "# notes: [", "notes: is missing, add a few sentences that fit beside any answer"),
        ("left_at: V2", "header: {H1: today}", "H1: is filled in with the day of the check, take it out"),
        ("left_at: V2", "actions: [{item: V1, words: Ask, in_days: 3}]", "item: names V1, which offers no action"),
    ],
)
def test_what_is_wrong_with_a_history_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in HISTORY
    demo, problems = loaded(tmp_path, history=HISTORY.replace(right, wrong, 1))
    assert demo is None
    assert any(f"garden/demo.yaml{said}" in problem or said in problem for problem in problems), problems


MARKED = "history: [{who: sam, check: caf-supervisor-checklist, about: jo, begun: 9, finished: 9, themes: [voice]}]"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("", "", ""),
        ("[voice]", "[weather]", "names the unknown theme weather"),
        ("finished: 9, ", "", "marks a check that is not finished"),
        ("caf-supervisor-checklist, about: jo", "caf-practitioner-self-assessment, about: X1", "only its author reads"),
    ],
)
def test_what_is_wrong_with_a_mark_is_named(right: str, wrong: str, said: str) -> None:
    found = faults_with(MARKED.replace(right, wrong, 1))
    assert any(said in fault for fault in found) if said else found == [], found


MEETING = """\
meetings:
  - {name: Autumn, kind: review-group, who: pip, begun: 24, closed: 20, members: [sam, mo], agenda: [D1-3E]}
history:
  - {who: sam, check: caf-multi-agency-checklist, about: Autumn, begun: 24}
"""


def faults_with(more: str) -> list[str]:
    """What is wrong with our own council's history, with this in the place of what it says."""
    ours = THORNMERE.histories["bolton-caf"].model_dump(by_alias=True)
    file = HistoryFile.model_validate(ours | yaml.safe_load(more))
    forms = {form.name: form for form in LIBRARY.forms.values() if form.framework == "bolton-caf"}
    books = {book.name: book for book in LIBRARY.books.values() if book.framework == "bolton-caf"}
    faults = faults_in_history(file, THORNMERE.council, LIBRARY.frameworks["bolton-caf"], forms, books)
    return [f"{fault.where}: {fault.wrong}, {fault.instead}" for fault in faults]


DATE = "dates: [{who: ade, register: caf-log, fact: own-used, about: K7-3Q, days_ago: 9, outcome: newcomer}]"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("", "", ""),
        ("who: ade", "who: uma", "names the unknown person uma"),
        ("caf-log", "caf-lgo", "names the unknown register caf-lgo, write caf-log"),
        ("own-used", "own-usd", "names the unknown fact own-usd, write own-used"),
        ("newcomer", "new", "names the unknown outcome new, write one of experienced, newcomer"),
    ],
)
def test_what_is_wrong_with_a_date_is_named(right: str, wrong: str, said: str) -> None:
    found = faults_with(DATE.replace(right, wrong, 1))
    assert any(said in fault for fault in found) if said else found == [], found


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("Autumn,", "Autumn,", ""),
        ("kind: review-group", "kind: circle", "names the unknown kind of meeting circle, write one of review"),
        ("who: pip", "who: sam", "names sam, who keeps no such meetings, name a integrated-working-team-member"),
        ("[sam, mo]", "[sam, uma]", "names the unknown person uma"),
        ("[sam, mo]", "[mo]", "names sam, who does not sit there, name one of mo"),
        ("closed: 20", "closed: 25", "is before what comes first, write at most 24 days before today"),
        ("about: Autumn", "about: Spring", "names the unknown meeting Spring, write one of Autumn"),
        ("Autumn, begun: 24}", "Autumn, begun: 12}", "is on a day on which the meeting was not open, write 24"),
    ],
)
def test_what_is_wrong_with_a_meeting_of_the_past_is_named(right: str, wrong: str, said: str) -> None:
    found = faults_with(MEETING.replace(right, wrong, 1))
    assert any(said in fault for fault in found) if said else found == [], found


def test_only_whom_one_supervises_is_looked_at(tmp_path: Path) -> None:
    shutil.copytree(CHECKLISTS, tmp_path / "all")
    path = tmp_path / "all/bolton-caf/demo.yaml"
    path.write_text(
        path.read_text().replace(
            "who: sam, check: caf-supervisor-checklist, about: ade",
            "who: sam, check: caf-supervisor-checklist, about: bryn",
            1,
        )
    )
    problems: list[Problem] = []
    assert load_demo(tmp_path / "all", LIBRARY, problems) is None
    assert "about: names bryn, whom sam does not supervise, name one of ade, jo, tam" in str(problems[0])


def test_a_folder_without_people_takes_ours_and_lets_everybody_try_everything(tmp_path: Path) -> None:
    lay(tmp_path)
    problems: list[Problem] = []
    library = load_library(tmp_path)
    assert load_demo(tmp_path, library, problems) is None
    demo = load_demo(tmp_path, library, problems, otherwise=CHECKLISTS)
    assert problems == []
    assert demo
    assert demo.council == THORNMERE.council
    assert {"ade", "sam", "val"} <= set(demo.histories["garden"].posts["visitor"])
    assert "uma" not in demo.histories["garden"].posts["visitor"]


def test_our_council_has_everybody_whom_the_page_needs() -> None:
    people = THORNMERE.council.people
    titles = {person.title.split(",")[0] for person in people.values() if person.main}
    assert {
        "Social worker",
        "Supervisor",
        "Service manager",
        "Principal social worker",
        "Fostering reviewing officer",
        "Fostering Panel chair",
        "QA lead",
    } <= titles
    practitioners = {people[key].team for key in THORNMERE.histories["bolton-caf"].posts["practitioner"]}
    assert len(practitioners) == 2
    assert [key for key, person in people.items() if not person.team] == ["uma", "gil"]
