"""Figures of a report in a channel: chosen or named by its file, posted once, refused with a sentence, tried again."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.delivery import places
from bot.flows import summary_access
from bot.flows.reporting import posting
from bot.frameworks.reports import Reports
from bot.playground.driver import Message, Person
from bot.storage.tables.reports import ReportPosting
from tests.slack.sight import logged, rows
from tests.slack.test_reports import (  # noqa: F401 -- `reporting` is a fixture
    LOOK_BACK,
    NAMED,
    approved,
    reporting,
    robin,
    written,
)
from tests.slack.town import Town, done

CHANNEL = "quality"


def quinn(town: Town) -> Person:
    return town.person("Quinn")


@pytest.fixture
def channel(reporting: Town) -> Iterator[Town]:  # noqa: F811
    """Robin and Quinn are in it; it belongs to the whole service."""
    with_channel(reporting)
    yield reporting


def with_channel(town: Town, name: str = CHANNEL, team: str = "Service", **kind: bool) -> str:
    made = town.slack.add_channel(name, [robin(town), quinn(town)], **kind)
    done(quinn(town).slash(f"/qa summary here {team}", channel=name))
    town.told(quinn(town), f"This channel belongs to {team} now", where=name)
    return made


def named_in_file(town: Town, *names: str, per: str = "service") -> None:
    assert town.bot
    office = town.bot.office
    there = office.library.reporting["maple"]
    (report,) = there.file.reports
    file = Reports(reports=[report.model_copy(update={"channels": list(names), "per": per})])
    office.library = replace(office.library, reporting={"maple": replace(there, file=file)})


def chosen(town: Town, name: str = CHANNEL) -> Person:
    """On a draft of which nothing is left to write."""
    maker = written(town)
    done(maker.choose("Choose a channel", name, on=maker.view()))
    town.form(maker, "To be posted in", "It is posted there once the report is approved.")
    return maker


def approve(town: Town, maker: Person, said: str = "Its figures are being posted in 1 channel") -> Person:
    done(maker.click("Approve and send", on=maker.view()))
    town.form(maker, said)
    return maker


def posted(town: Town, name: str = CHANNEL) -> Message:
    found = town.slack.wait(lambda: robin(town).channel(name), timeout=5)
    return found[-1]


def page(town: Town, *words: str) -> Person:
    maker = robin(town)
    done(maker.slash("/qa report"))
    done(maker.click("Look", on=town.form(maker, "Approved")))
    town.form(maker, *words)
    return maker


def test_what_is_chosen_is_posted_once_the_report_is_approved(channel: Town) -> None:
    maker = chosen(channel)
    channel.slack.settled()
    assert maker.channel(CHANNEL) == []
    approve(channel, maker)
    message = posted(channel)
    assert {LOOK_BACK, NAMED, "At a glance", "Plans are clearer than they were."} <= set(_lines(message))
    assert "by Robin" in message.plain and message.buttons == []
    assert "Spared until a day" not in message.plain + message.text
    for name in ("Ade", "Bea", "Sam", "Mia"):
        assert name not in message.text + message.plain.replace("Same", "")
    channel.slack.settled()
    assert len(maker.channel(CHANNEL)) == 1
    assert len(logged(channel, "report posted")) == 1
    page(channel, "Told that it is ready: 2 readers, by their post: manager.", "Posted in #quality on Mon 23 Nov")


def _lines(message: Message) -> list[str]:
    return message.plain.split("\n")


def test_it_can_be_taken_back_until_then(channel: Town) -> None:
    maker = chosen(channel)
    done(maker.click("Do not post it there", on=maker.view()))
    channel.form(maker, "Nothing is left to write")
    assert rows(channel, ReportPosting) == []
    approve(channel, maker, "It is approved, and 2 readers will be told.")
    channel.slack.settled()
    assert maker.channel(CHANNEL) == []


def test_of_an_approved_report_it_is_posted_at_once_and_never_twice(channel: Town) -> None:
    approved(channel)
    maker = page(channel, "It is posted there at once.")
    view = maker.view()
    done(maker.choose("Choose a channel", CHANNEL, on=view))
    posted(channel)
    page(channel, "Posted in #quality")
    done(maker.choose("Choose a channel", CHANNEL, on=maker.view()))
    channel.form(maker, posting.ALREADY)
    channel.slack.settled()
    assert len(maker.channel(CHANNEL)) == 1


def test_its_file_names_channels_by_name_and_by_id(channel: Town) -> None:
    """A name and the id of the same channel are one channel; nobody has to be in it who approves."""
    other = channel.slack.add_channel("board", [quinn(channel)])
    named_in_file(channel, f"#{CHANNEL}", other)
    maker = written(channel)
    channel.form(maker, "To be posted, as its file says, in #quality.", "To be posted, as its file says, in #board.")
    approve(channel, maker, "Its figures are being posted in 2 channels")
    posted(channel)
    channel.slack.wait(lambda: quinn(channel).channel("board"))
    channel.slack.settled()
    page(channel, "Posted in #quality", "Posted in #board")


def test_one_channel_by_two_names_has_it_once(channel: Town) -> None:
    named_in_file(channel, f"#{CHANNEL}")
    approve(channel, chosen(channel), "Its figures are being posted in 2 channels")
    posted(channel)
    channel.slack.settled()
    assert len(robin(channel).channel(CHANNEL)) == 1
    page(channel, posting.ALREADY)


@pytest.mark.parametrize(
    ("happens", "answer"),
    [
        (lambda town: town.slack.remove_bot(CHANNEL), places.NOT_HERE),
        (lambda town: town.slack.archive(CHANNEL), places.ARCHIVED),
        (lambda town: town.slack.lift_scope("channels:read"), places.NO_SCOPE),
    ],
    ids=["not in it", "archived", "no scope"],
)
def test_where_slack_says_no_its_maker_is_told_why_and_can_have_it_posted_again(
    channel: Town, happens: Callable[[Town], None], answer: str
) -> None:
    maker = chosen(channel)
    happens(channel)
    approve(channel, maker)
    notice = channel.shows(maker, f"Figures of {LOOK_BACK} · Jul–Sep 2026 were not posted.", answer)
    assert maker.channel(CHANNEL) == []
    done(maker.click("Open the report", on=notice))
    channel.form(maker, "Not posted in #quality.", answer)


def test_what_slack_refuses_only_when_it_is_posted_is_said_too(channel: Town) -> None:
    approved(channel)
    maker = page(channel, "It is posted there at once.")
    channel.slack.settled()
    channel.slack.fault("chat.postMessage", "error", error="restricted_action")
    done(maker.choose("Choose a channel", CHANNEL, on=maker.view()))
    channel.shows(maker, "were not posted.", places.REFUSED)
    assert maker.channel(CHANNEL) == []


def test_once_it_is_invited_it_is_posted_by_pressing_again(channel: Town) -> None:
    maker = chosen(channel)
    channel.slack.remove_bot(CHANNEL)
    approve(channel, maker)
    notice = channel.shows(maker, places.NOT_HERE)
    maker.slash("/invite @Plumbline", channel=CHANNEL)
    done(maker.click("Open the report", on=notice))
    channel.form(maker, "Not posted in #quality.")
    done(maker.click("Post it again", on=maker.view()))
    channel.form(maker, "Being posted in #quality.")
    posted(channel)
    page(channel, "Posted in #quality")
    done(maker.press("reportpost/0", rows(channel, ReportPosting)[0]["id"]))
    channel.form(maker, posting.ALREADY)


@pytest.mark.parametrize("who", ["gale@example.org", "fay@example.net"])
def test_guests_and_people_of_elsewhere_keep_it_out(channel: Town, who: str) -> None:
    channel.slack.add_channel("mixed", [robin(channel), quinn(channel), channel.slack.person(who)])
    done(quinn(channel).slash("/qa summary here Service", channel="mixed"))
    approve(channel, chosen(channel, "mixed"))
    channel.shows(robin(channel), places.GUESTS if who.startswith("gale") else places.SHARED)
    assert robin(channel).channel("mixed") == []


def test_a_channel_without_a_team_or_without_whoever_chose_it_takes_none(channel: Town) -> None:
    channel.slack.add_channel("nobodys", [robin(channel)])
    channel.slack.add_channel("away", [quinn(channel)])
    done(quinn(channel).slash("/qa summary here Service", channel="away"))
    maker = chosen(channel, "nobodys")
    done(maker.choose("Choose a channel", "away", on=maker.view()))
    approve(channel, maker, "Its figures are being posted in 2 channels")
    for said in (summary_access.NO_TEAM, places.NOT_MEMBER):
        channel.slack.wait(lambda words=said: [there for there in maker.dm() if words in there.plain], timeout=5)  # type: ignore[misc]


def test_a_conversation_of_two_is_no_channel_and_nobody_else_chooses(channel: Town) -> None:
    maker = written(channel)
    view = maker.view()
    assert view
    (picker,) = [there for there in view.controls if there["kind"] == "conversations_select"]
    report = str(picker["block_id"]).partition(" ")[2]
    ade = channel.ade
    for person, value, said in ((maker, "D0PG0000001", posting.NOT_A_CHANNEL), (ade, "C0PG0000001", "made by lead")):
        done(person.slash("/qa report"))
        done(person.press("reportchannel/0", block_id=f"channel {report}", selected_conversation=value))
        channel.form(person, said)
    for verb in ("reportdrop", "reportpost"):
        done(ade.press(f"{verb}/0", "a" * 13))
    assert rows(channel, ReportPosting) == []


def test_what_waits_is_posted_after_a_restart_and_once(channel: Town) -> None:
    maker = chosen(channel)
    channel.slack.fault("conversations.info", "429", times=20)
    approve(channel, maker)
    channel.slack.settled()
    channel.stop_bot()
    channel.slack.clear_faults()
    assert maker.channel(CHANNEL) == []
    channel.start_bot()
    posted(channel)
    channel.slack.settled()
    assert len(maker.channel(CHANNEL)) == 1


def test_each_teams_report_goes_to_that_teams_channel(channel: Town) -> None:
    """Of the lead of a team, whose framework says so."""
    named_in_file(channel, "own", per="team")
    max_ = channel.person("Max")
    channel.slack.add_channel("west", [max_, quinn(channel)])
    done(max_.slash("/qa report West last quarter look back"))
    channel.form(max_, "West · Jul–Sep 2026")
    channel.form(max_, "To be posted, as its file says, in the team's own channel.")
    done(max_.click("Write", on=max_.view()))
    max_.fill({"words": "Plans are clearer."})
    done(max_.submit())
    channel.form(max_, "Nothing is left to write")
    done(max_.click("Approve and send", on=max_.view()))
    notice = channel.shows(max_, "West has no channel yet, so nothing was posted.")
    done(quinn(channel).slash("/qa summary here West", channel="west"))
    channel.told(quinn(channel), "This channel belongs to West now", where="west")
    done(max_.click("Open the report", on=notice))
    done(max_.click("Post it again", on=channel.form(max_, "Not posted in the team's own channel.")))
    channel.slack.wait(lambda: max_.channel("west"), timeout=5)
    assert robin(channel).channel(CHANNEL) == []


def test_an_answer_that_was_lost_makes_one_more_copy_that_says_so(channel: Town) -> None:
    """Plumbline may not read a channel, so it cannot look whether the first copy stands."""
    approved(channel)
    maker = page(channel, "It is posted there at once.")
    channel.slack.settled()
    channel.slack.fault("chat.postMessage", "reset-after")
    done(maker.choose("Choose a channel", CHANNEL, on=maker.view()))
    channel.slack.wait(lambda: len(maker.channel(CHANNEL)) > 1, timeout=10)
    assert "This may be a repeat" in maker.channel(CHANNEL)[-1].plain
    channel.slack.settled()
    assert len(maker.channel(CHANNEL)) == 2
    assert len(logged(channel, "report posted")) == 1
