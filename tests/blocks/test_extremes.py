"""The largest form that the format allows, in letters that Slack counts twice, still fits everywhere."""

import copy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from bot.blocks.both import both_view, that_fit
from bot.blocks.due import due_view, which_view
from bot.blocks.duties import ways_view, why_view
from bot.blocks.duty_acts import duty_message, request_view, saying_view
from bot.blocks.forms import form_pages, section_view
from bot.blocks.home import home_view
from bot.blocks.parts import clipped, escaped, standalone, units
from bot.blocks.review import review_message
from bot.cli.drawn import faults_in_slack
from bot.domain import digest_views
from bot.domain.action_views import Row
from bot.domain.actions import Action, ActionPlan
from bot.domain.cards import Form, Heading, Progress, Prompt, Review, SectionTally, Unfinished
from bot.domain.desk import Colleague, Done, Help, Home, Startable
from bot.domain.digests import Kind
from bot.domain.due_lists import NOTHING_DUE, DueBook, DueList
from bot.domain.duties import Status
from bot.domain.duty_views import (
    Asked,
    Beginning,
    DutyName,
    DutyRow,
    Explained,
    Late,
    Looked,
    News,
    Say,
    Saying,
    Team,
    Way,
    Which,
)
from bot.domain.go_live import Schedulable
from bot.domain.meetings import Book, Line
from bot.domain.messages import ABOUT_DUTIES
from bot.domain.rhythm import AbsenceLine, Near, Presence
from bot.domain.risks import Line as Risk
from bot.domain.risks import Register
from bot.domain.surveys import Survey, Wave
from bot.domain.values import Control
from bot.frameworks.library import load_library
from bot.playground.validation import message_problems, view_problems

FRAMEWORK = Path(__file__).parents[1] / "data/checklists/maple/framework.yaml"
WIDE = "𝔸"
AMPERSAND = "&"


def item(number: int, sign: str) -> dict[str, object]:
    many = range(20 if number % 40 < 3 else 2)
    options = [{"name": f"n{code}", "code": code, "label": f"{code} {sign * 57}"} for code in many]
    return {
        "id": f"{'x' * 28}{number:03}",
        "kind": "one-of",
        "ask": sign * 300,
        "help": sign * 1000,
        "options": options,
        "not_applicable": True,
    }


def largest(sign: str) -> dict[str, object]:
    narrative = {"id": "N1", "kind": "narrative", "ask": sign * 300, "help": sign * 1000}
    sections = [
        {"title": f"{n} {sign * 117}", "items": [item(n * 40 + m, sign) for m in range(30)]} for n in range(2)
    ] + [{"title": sign * 120, "items": [narrative]}]
    return {
        "title": sign * 120,
        "short_title": sign * 24,
        "purpose": sign * 1000,
        "filled_in_by": ["worker"],
        "subject": {"kind": "person", "called": sign * 60, "ask": sign * 300},
        "who_sees": ["author", "subject", "supervisor", "line"],
        "used_for": sign * 1000,
        "kept_for": "3 years",
        "header": [{**item(999, sign), "not_applicable": False}],
        "parts": [{"name": "all", "title": sign * 120, "sections": sections}],
    }


@pytest.mark.parametrize("sign", [WIDE, AMPERSAND])
def test_the_largest_form_is_never_refused_by_slack(tmp_path: Path, sign: str) -> None:
    folder = tmp_path / "maple"
    folder.mkdir()
    (folder / "framework.yaml").write_text(FRAMEWORK.read_text())
    (folder / "huge.yaml").write_text(yaml.safe_dump(copy.deepcopy(largest(sign)), allow_unicode=True))
    library = load_library(tmp_path)
    assert [str(problem) for problem in library.problems if not problem.is_advice] == []
    assert list(faults_in_slack(library.forms["huge"])) == []


def test_a_full_form_that_came_too_late_shows_as_much_as_fits_and_the_rest_at_the_next_save() -> None:
    long = "W" * 3000
    prompts = [
        Prompt(f"N{n}", "W" * 300, None, Control.BOX, "", (), False, "S", takes_note=True, shown=long, note=long)
        for n in range(60)
    ]
    heading = Heading("a" * 13, "Title", "About", "ABC-DEF")
    shown = section_view(Form(heading, tuple(prompts), form_pages(prompts)[0][0].item))
    fields = [block["block_id"] for block in shown["blocks"] if block["type"] == "input"]
    assert len(fields) > 50
    sent = {**shown, "blocks": [{"block_id": f"b{n}", **block} for n, block in enumerate(shown["blocks"])]}
    wanted = {f"N{n}": [f"N{n}", f"note N{n}"] for n in range(25)}
    late = that_fit(sent, wanted)
    assert 1 < len(late) < 25
    above = {item: prompts[int(item[1:])] for item in late}
    assert view_problems(both_view(sent, above, [field for named in late.values() for field in named], "m")) == []


def test_a_home_with_more_of_everything_than_it_can_show_still_fits() -> None:
    now = datetime(2026, 12, 30, tzinfo=UTC)
    headings = [Heading(f"{n:013}", "W" * 24, "M" * 80, "ABC-DEF") for n in range(20)]
    begun = tuple(
        Unfinished(there, "c", Progress(1, 9), now, "somebody" if n % 2 else "") for n, there in enumerate(headings)
    )
    forms = tuple(Startable(f"n{n}", "T" * 120, "P" * 1000) for n in range(20))
    done = tuple(Done(replace(there, run=f"d{there.run[1:]}"), now) for there in headings)
    shared = tuple(Done(replace(there, run=f"s{there.run[1:]}"), now) for there in headings)
    plan = ActionPlan("w" * 500, "m", now.date(), "t" * 150, "high")
    rows = tuple(Row(Action(f"a{n}", "r", "i", plan, "m", now), headings[n], "M", True, True) for n in range(20))
    wave = Wave("w" * 13, "c", "f", "v", "open", now.date())
    away = tuple(AbsenceLine(f"a{n}", "M" * 80, now.date(), None, "M" * 80, True) for n in range(20))
    due = tuple(
        DutyRow(f"{n:013}", DutyName("T" * 120, "M" * 80), Status.LATE, now.date(), "M" * 80, button="Start", waits="M")
        for n in range(20)
    )
    asked = tuple(Asked(f"{n:013}", "excuse", due[n].name, "M" * 80, now.date(), now.date()) for n in range(20))
    looked = (Looked("T" * 120, now.date(), Status.LATE, now.date()),) * 4
    lines = tuple(digest_views.Line(Kind.DUTY, row, instead_of="M" * 80, put_off=now.date()) for row in due)
    book = DueBook(
        lines, lines, lines, None, "", asked, asked, tuple(Team("T" * 80, 9, 9, 9, 9, 9, 9) for _ in due), True, lines
    )
    home = Home(
        due=book,
        unfinished=begun,
        startable=forms,
        done=done,
        shared=shared,
        people=tuple(Colleague(f"p{n}", "M" * 80, "c", now, looked) for n in range(20)),
        helpers=tuple(Help("W" * 60, "a" * 300) for _ in range(20)),
        whole_sections=False,
        actions=rows,
        meetings=Book(tuple(Line(f"m{n}", "T" * 120, "n" * 60, now.date(), True, ()) for n in range(9)), ()),
        risks=Register(tuple(Risk(f"r{n}", "ABCDEF", now.date()) for n in range(9))),
        surveys=tuple(Survey(f"s{n}", "T" * 120, wave, 9, True, True, True, True) for n in range(9)),
        pools=forms,
        registers=("R" * 120,) * 9,
        is_recorded=True,
        presence=Presence(
            absences=away,
            stands_in=away,
            meets=("M" * 80, now.date()),
            near={f"p{n}": Near(now.date(), away[n]) for n in range(20)},
            enters_for_others=True,
        ),
    )
    frameworks = tuple(Schedulable(f"f{n}", "T" * 120, None, 9) for n in range(20))
    late = tuple(Late("T" * 80, (("W" * 120, 9),) * 20) for _ in range(20))
    fuller = replace(home, late=late, samples=True, proposed_months=9, going_live=frameworks)
    for there in (replace(home, due=NOTHING_DUE), home, fuller):
        view = home_view(there, now.date())
        assert view_problems(view) == []
        assert len(view["blocks"]) > 80
        assert view["blocks"][-1]["block_id"] == "foot"


def test_a_review_of_very_many_sections_says_how_many_more_there_are() -> None:
    heading = Heading("a" * 13, "Title", "About", "ABC-DEF")
    tallies = tuple(SectionTally(f"{n} {WIDE * 200}", Progress(1, 1), ()) for n in range(150))
    message = review_message(Review(heading, tallies, Progress(150, 150), "P" * 1000, "U" * 1000, 1))
    assert message_problems({"text": message.text, "blocks": message.blocks}, method="chat.update") == []
    assert any("more sections." in str(block) for block in message.blocks)


def test_shortening_counts_as_slack_does_and_says_that_it_shortened() -> None:
    assert clipped("short", 10) == "short"
    assert clipped("several words here", 12) == "several…"
    assert units(clipped(WIDE * 50, 24)) <= 24
    assert clipped(WIDE * 50, 24).endswith("…")


def test_the_words_that_stand_alone_fit_whatever_escaping_adds() -> None:
    said = standalone(AMPERSAND * 3900, "and more")
    assert units(said) <= 4000
    assert not said.rstrip("…").endswith(("&", "&a", "&am", "&amp"))
    assert escaped("<!channel> & co") == "&lt;!channel&gt; &amp; co"


def test_the_lists_of_what_is_due_and_why_hold_the_longest_words() -> None:
    today = date(2026, 12, 30)
    says = (Say.WHY, Say.SNOOZE, Say.NOT_MINE, Say.NOTHING, Say.EXCUSE)
    rows = tuple(
        DutyRow(f"{n:013}", DutyName(WIDE * 120, WIDE * 80), Status.LATE, today, WIDE * 80, button="Start", says=says)
        for n in range(200)
    )
    lines = tuple(digest_views.Line(Kind.LATE, row, instead_of=WIDE * 80, put_off=today) for row in rows)
    for which in Which:
        for shown in (lines, ()):
            view = due_view(DueList(which, tuple(Which), rows, (), None, "", today, shown), 3)
            assert view_problems(view) == []
        assert view_problems(which_view(DueList(which, tuple(Which), rows, (), None, "", today), "w" * 900, ())) == []
    explained = Explained("a" * 13, rows[0].name, (WIDE * 1000,) * 20, (WIDE * 900,) * 2, says, WIDE * 500)
    assert view_problems(why_view(explained)) == []
    ways = tuple(Way("check", "n", WIDE * 120, WIDE * 200 if n % 2 else "") for n in range(60))
    assert view_problems(ways_view(Beginning("a" * 13, rows[0].name, ways))) == []
    for say in (Say.NOT_MINE, Say.EXCUSE):
        assert view_problems(saying_view(Saying(rows[0], WIDE * 80, today), say)) == []
    asked = Asked("a" * 13, "excuse", rows[0].name, WIDE * 80, today, today, WIDE * 500)
    assert view_problems(request_view(asked)) == []
    for kind in ABOUT_DUTIES:
        told = duty_message(News(kind, "a" * 13, "b" * 13, rows[0].name, WIDE * 80, today, today))
        assert message_problems({"text": told.text, "blocks": told.blocks}, method="chat.postMessage") == []
