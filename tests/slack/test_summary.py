"""`/qa summary` in Slack: the private preview, choosing, posting in a channel, breaking down, and each refusal."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import update

from bot.blocks.summary import state_of
from bot.delivery import places
from bot.domain.periods import Period
from bot.domain.summaries import Chosen
from bot.flows import posting, summary_access
from bot.flows.due.keeping import work_out_all
from bot.flows.figures.making import make_months
from bot.flows.office import OPERATOR, Actor
from bot.playground.driver import Message, Person
from bot.storage.go_live import record_go_live
from bot.storage.tables import table_of
from bot.storage.tables.channels import ChannelTeam, Posting
from bot.storage.tables.figures import FigureMonth
from tests.schedules import OWN, TEAMS, YEARLY, library_with
from tests.slack.sight import logged, rows
from tests.slack.town import Town, done, looked_at, town_at

THIS_QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
HEADING = "East · Oct–Dec 2026 · to 23 Nov"


@pytest.fixture
def counted(sqlite_address: str) -> Iterator[Town]:
    """What is owed since April is worked out; Mia, Quinn and Ade are in East's channel, which is East's."""
    with town_at(sqlite_address, "socket") as town:
        count_since_april(town)
        town.slack.add_channel("east", [mia(town), quinn(town), town.ade])
        yield town


def count_since_april(town: Town) -> None:
    assert town.bot
    office = town.bot.office
    office.library = library_with(OWN, YEARLY, TEAMS)
    with office.store.work() as uow:
        record_go_live(uow, "maple", uow.today.replace(month=4, day=1), OPERATOR)
    work_out_all(office)
    make_months(office, Actor(OPERATOR))
    town.bot.promptly.patience = 5  # however busy this machine is


def mia(town: Town) -> Person:
    return town.person("Mia")


def quinn(town: Town) -> Person:
    return town.person("Quinn")


def preview(town: Town, person: Person, words: str = "", *shown: str, channel: str = "east") -> Message:
    """What comes back to `/qa summary`, once it holds these words."""
    done(person.slash(f"/qa summary {words}".strip(), channel=channel))
    return town.told(person, *(shown or [HEADING]), where=channel)


def of_east(town: Town) -> None:
    done(quinn(town).slash("/qa summary here East", channel="east"))
    town.told(quinn(town), "This channel belongs to East now", where="east")


def test_a_manager_sees_a_private_preview_with_its_facts_in_words(counted: Town) -> None:
    seen = preview(counted, mia(counted))
    assert {"Post here", "Break down"} <= set(seen.buttons)
    assert "checks that fall due by 31 Dec are done" in seen.plain
    assert seen.text.startswith(HEADING)
    assert [block["type"] for block in seen.blocks][2] == "table"
    assert "data_visualization" in [block["type"] for block in seen.blocks]
    assert quinn(counted).ephemerals("east") == []
    for name in ("Ade", "Bea", "Sam", "Mia"):
        assert name not in seen.text + seen.plain.replace("Same", "")


def test_team_time_and_check_are_chosen_from_lists_and_take_its_place(counted: Town) -> None:
    lead = quinn(counted)
    seen = preview(counted, lead, "east", HEADING)
    done(lead.choose("Team", "West", on=seen))
    seen = counted.told(lead, "West · Oct–Dec 2026", where="east")
    done(lead.choose("Period", "Last quarter: Jul–Sep 2026", on=seen))
    seen = counted.told(lead, "West · Jul–Sep 2026", where="east")
    done(lead.choose("Check", "A look at somebody's work", on=seen))
    counted.told(lead, "West · Work look · Jul–Sep 2026", where="east")
    assert len(lead.ephemerals("east")) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Narnia", "“narnia” was not understood. Name a team"),
        ("east last quarter banana", "“banana” was not understood. Name a team, a check and a time"),
        ("2027-Q4", "not begun"),
        ("2026-Q9", "There is no such time"),
        ("February 31", "“31” was not understood"),
        ("West", summary_access._NOT_THEIRS.format(team="West")),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(counted: Town, words: str, answer: str) -> None:
    person = mia(counted)
    done(person.slash(f"/qa summary {words}", channel="east"))
    told = counted.told(person, where="east")
    assert answer.casefold() in told.plain.casefold()
    assert not {"Post here", "Break down"} & set(told.buttons)


def test_a_team_that_is_misspelt_is_offered_to_be_pressed_with_the_other_words_kept(counted: Town) -> None:
    person = mia(counted)
    done(person.slash("/qa summary last quarter Eats", channel="east"))
    told = counted.told(person, "“eats” was not understood. Did you mean East", where="east")
    assert told.buttons[0] == "East"
    done(person.click("East", on=told))
    seen = counted.told(person, "East · Jul–Sep 2026", where="east")
    assert len(person.ephemerals("east")) == 1
    assert "Post here" in seen.buttons


LEFT_OUT = "Left out in the channel, because too few people are behind it: "


def test_the_preview_says_what_the_copy_for_the_channel_will_leave_out(counted: Town) -> None:
    of_east(counted)
    seen = preview(counted, mia(counted), "last quarter", "East · Jul–Sep 2026", "1 missed")
    assert f"{LEFT_OUT}what is past its date, missed or excused in Team look." in seen.plain
    done(mia(counted).click("Post here", on=seen))
    posted = in_channel(counted)
    assert "missed" not in posted.text.partition("Not shown")[0]
    assert LEFT_OUT not in posted.plain
    assert LEFT_OUT not in preview(counted, mia(counted), "2019-Q1", "Nothing was due").plain


def test_of_a_time_without_data_it_says_that_there_is_nothing(counted: Town) -> None:
    seen = preview(counted, mia(counted), "East 2019-Q1", "East · Apr–Jun 2019")
    assert "Nothing was due in this time, and nothing was done." in seen.plain


def test_who_may_see_no_figures_is_told_who_can(counted: Town) -> None:
    ade = counted.ade
    done(ade.slash("/qa summary", channel="east"))
    counted.told(ade, "Your manager or your QA lead can ask for one", where="east")
    assert logged(counted, "refused")


def test_a_channel_is_given_its_team_by_the_qa_lead_alone(counted: Town) -> None:
    manager, lead = mia(counted), quinn(counted)
    done(manager.slash("/qa summary here East", channel="east"))
    counted.told(manager, "Only the QA lead can do this", where="east")
    done(lead.slash("/qa summary", channel="east"))
    counted.told(lead, "This channel belongs to no team yet", where="east")
    done(lead.slash("/qa summary here Eats", channel="east"))
    counted.told(lead, "No team is called “Eats”. Did you mean East?", where="east")
    of_east(counted)
    preview(counted, lead)
    done(lead.slash("/qa summary here", channel="east"))
    counted.told(lead, "This channel belongs to East. Name the team", where="east")


def test_the_qa_lead_gives_a_channel_its_team_in_the_preview_too(counted: Town) -> None:
    manager, lead = mia(counted), quinn(counted)
    assert "This channel belongs to" not in preview(counted, manager).plain
    done(lead.slash("/qa summary", channel="east"))
    seen = counted.told(lead, "This channel belongs to no team yet. Choose one below", where="east")
    done(lead.choose("Choose a team", "East", on=seen))
    counted.told(lead, "This channel belongs to East now", where="east")
    counted.slack.settled()
    redrawn = next(note for note in lead.ephemerals("east") if "Break down" in note.buttons)
    assert "belongs to no team" not in redrawn.plain
    (picker,) = [there for there in redrawn.controls if there["label"] == "Choose a team"]
    assert rows(counted, ChannelTeam)[0]["team"] == counted.council.ids["East"]
    done(lead.press(picker["action_id"], block_id=picker["block_id"], selected_option={"value": "a" * 13}, on=redrawn))
    counted.told(lead, "There is no such team any more.", where="east")
    done(manager.slash("/qa summary", channel="east"))
    theirs = counted.told(manager, HEADING, where="east")
    done(manager.press("summaryown/0", block_id=picker["block_id"], selected_option={"value": "x"}, on=theirs))
    counted.told(manager, "Only the QA lead can do this", where="east")


def test_what_takes_longer_comes_as_a_direct_message_that_says_so(counted: Town) -> None:
    assert counted.bot
    manager, counted.bot.promptly.patience = mia(counted), 0.0
    done(manager.slash("/qa summary", channel="east"))
    counted.told(manager, "It comes to you as a direct message", where="east")
    shown = counted.shows(manager, HEADING)
    assert shown.edited
    assert "Counting" not in shown.plain
    done(manager.slash("/qa summary Narnia", channel="east"))
    counted.shows(manager, "“narnia” was not understood")


def test_a_refusal_that_comes_late_is_kept_as_well(counted: Town) -> None:
    assert counted.bot
    counted.bot.promptly.patience = 0.0
    done(counted.ade.slash("/qa summary", channel="east"))
    counted.shows(counted.ade, "Your manager or your QA lead can ask for one")
    assert len(logged(counted, "refused")) == 1


def test_from_home_it_comes_as_a_direct_message(counted: Town) -> None:
    manager = mia(counted)
    manager.open_home()
    counted.home(manager, "Summary", "What was checked, and what it shows")
    done(manager.click("Summary", on="home"))
    seen = counted.shows(manager, HEADING)
    assert "Post here" not in seen.buttons
    counted.ade.open_home()
    assert "What was checked, and what it shows" not in counted.home(counted.ade, "Start something").plain


def test_where_slack_refuses_charts_it_comes_without(counted: Town) -> None:
    manager = mia(counted)
    counted.slack.fault("response_url", "error", error="invalid_blocks")
    seen = preview(counted, manager)
    assert "data_visualization" not in [block["type"] for block in seen.blocks]
    assert "by month of the due date" in seen.text


def asked_in(town: Town, channel: str = "east", **kind: bool) -> Message:
    """A preview of East, in a channel that is East's."""
    lead = quinn(town)
    if channel != "east":
        town.slack.add_channel(channel, [lead], **kind)
    done(lead.slash("/qa summary here East", channel=channel))
    return preview(town, lead, channel=channel)


def in_channel(town: Town, channel: str = "east") -> Message:
    found = town.slack.wait(lambda: quinn(town).channel(channel), timeout=5)
    return found[-1]


def test_a_posted_copy_stands_in_the_channel_without_controls_and_once(counted: Town) -> None:
    seen, lead = asked_in(counted), quinn(counted)
    done(lead.click("Post here", on=seen, times=2))
    posted = in_channel(counted)
    counted.slack.settled()
    assert len(lead.channel("east")) == 1
    done(lead.click("Post here", on=seen))
    counted.told(lead, "These figures have stood in this channel since", "posted by you", where="east")
    assert len(lead.channel("east")) == 1
    (card,) = [note for note in lead.ephemerals("east") if note.ts == seen.ts]
    assert (card.blocks, card.buttons) == (seen.blocks, seen.buttons)
    assert posted.buttons == []
    assert "East · Oct–Dec 2026 · to 31 Oct" in posted.plain
    assert "Posted by Quinn on Mon 23 Nov 2026" in posted.plain
    for name in ("Ade", "Bea", "Sam", "Mia"):
        assert name not in posted.text + posted.plain
    assert [row["ts"] for row in rows(counted, Posting)] == [posted.ts]
    assert len(logged(counted, "summary posted")) == 1


def test_the_same_figures_are_posted_in_a_channel_once_a_day_whoever_asks_for_them(counted: Town) -> None:
    seen, lead, manager = asked_in(counted), quinn(counted), mia(counted)
    done(lead.click("Post here", on=seen))
    at = in_channel(counted).plain.partition("Posted by Quinn on Mon 23 Nov 2026 at ")[2][:5]
    counted.told(lead, "It is posted.", where="east")
    done(manager.click("Post here", on=preview(counted, manager)))
    told = counted.told(manager, "These figures have stood in this channel", where="east")
    assert f"since {at} today, posted by Quinn. They are the same now, so nothing was posted." in told.plain
    assert len(lead.channel("east")) == 1
    assert len(rows(counted, Posting)) == 1
    done(manager.click("Post here", on=preview(counted, manager, "work look", "Work look")))
    counted.told(manager, "It is posted.", where="east")
    assert len(lead.channel("east")) == 2


def test_figures_that_were_counted_anew_since_are_posted_again(counted: Town) -> None:
    seen, lead = asked_in(counted), quinn(counted)
    done(lead.click("Post here", on=seen))
    counted.told(lead, "It is posted.", where="east")
    assert counted.bot
    with counted.bot.office.store.work() as uow:
        uow.run(update(table_of(FigureMonth)).values(made_at=uow.now))
    done(lead.click("Post here", on=preview(counted, lead)))
    assert counted.slack.wait(lambda: len(lead.channel("east")) == 2, timeout=5)


def test_a_channel_without_a_team_takes_none_and_says_who_decides(counted: Town) -> None:
    manager = mia(counted)
    done(manager.click("Post here", on=preview(counted, manager)))
    counted.told(manager, summary_access.NO_TEAM, where="east")
    assert manager.channel("east") == []


def test_a_channel_takes_no_other_teams_figures(counted: Town) -> None:
    asked_in(counted)
    lead = quinn(counted)
    done(lead.click("Post here", on=preview(counted, lead, "West", "West · Oct–Dec 2026")))
    counted.told(lead, "This channel belongs to East. It takes the figures of East", where="east")
    assert lead.channel("east") == []


def test_days_that_are_no_whole_period_are_not_posted(counted: Town) -> None:
    asked_in(counted)
    lead = quinn(counted)
    done(lead.click("Post here", on=preview(counted, lead, "East since 9 October", "East · 9 Oct")))
    counted.told(lead, posting.POSTABLE, where="east")


@pytest.mark.parametrize(
    ("happens", "answer"),
    [
        (lambda town: town.slack.remove_bot("team"), places.NOT_HERE),
        (lambda town: town.slack.archive("team"), places.ARCHIVED),
        (lambda town: town.slack.lift_scope("channels:read"), places.NO_SCOPE),
        (lambda town: town.slack.fault("conversations.info", "429"), places.BUSY),
        (lambda town: town.slack.fault("chat.postMessage", "error", error="restricted_action"), places.REFUSED),
        (lambda town: town.slack.fault("chat.postMessage", "500"), places.UNSURE),
        (lambda town: town.slack.fault("conversations.info", "error", error="missing_scope"), places.NO_SCOPE),
    ],
    ids=["not in it", "archived", "no scope", "busy", "refused", "unsure", "scope"],
)
def test_where_slack_says_no_nothing_is_posted_and_it_is_said_why(
    counted: Town, happens: Callable[[Town], None], answer: str
) -> None:
    seen, lead = asked_in(counted, "team"), quinn(counted)
    happens(counted)
    done(lead.click("Post here", on=seen))
    counted.told(lead, answer, where="team")
    assert lead.channel("team") == []


@pytest.mark.parametrize(("name", "answer"), [("Gale", places.GUESTS), ("Fay", places.SHARED), ("Una", "")])
def test_guests_and_people_of_elsewhere_keep_figures_out_of_a_channel(counted: Town, name: str, answer: str) -> None:
    lead = quinn(counted)
    address = {"Gale": "gale@example.org", "Fay": "fay@example.net", "Una": "una@example.com"}[name]
    counted.slack.add_channel("mixed", [lead, counted.slack.person(address)])
    done(lead.slash("/qa summary here East", channel="mixed"))
    told = counted.told(lead, "This channel belongs to East now: type /qa summary in it", where="mixed")
    assert "where guests or people of another organisation are, nothing is posted" in told.plain
    assert "may be posted" not in told.plain
    done(lead.click("Post here", on=preview(counted, lead, channel="mixed")))
    if answer:
        counted.told(lead, answer, where="mixed")
        assert lead.channel("mixed") == []
    else:
        assert in_channel(counted, "mixed")


def test_where_too_many_are_unknown_nobody_can_say_that_no_guest_is_there(
    counted: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_MOST_UNKNOWN", 0)
    counted.slack.add_channel("large", [quinn(counted), counted.slack.person("una@example.com")])
    lead = quinn(counted)
    done(lead.slash("/qa summary here East", channel="large"))
    done(lead.click("Post here", on=preview(counted, lead, channel="large")))
    counted.told(lead, places.TOO_MANY, where="large")


def test_what_went_wrong_while_posting_is_said(counted: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a defect of ours")

    seen, lead = asked_in(counted), quinn(counted)
    monkeypatch.setattr("bot.handlers.summary.begin_posting", fail)
    done(lead.click("Post here", on=seen))
    counted.told(lead, places.UNSURE, where="east")


def test_a_channel_shared_with_another_organisation_takes_none(counted: Town) -> None:
    seen, lead = asked_in(counted, "partners", shared=True), quinn(counted)
    done(lead.click("Post here", on=seen))
    counted.told(lead, places.SHARED, where="partners")
    assert lead.channel("partners") == []


def test_what_slack_refused_once_can_be_pressed_again_and_charts_are_left_out(counted: Town) -> None:
    seen, lead = asked_in(counted), quinn(counted)
    counted.slack.remove_bot("east")
    done(lead.click("Post here", on=seen))
    counted.told(lead, places.NOT_HERE, where="east")
    lead.slash("/invite @Plumbline", channel="east")
    counted.slack.fault("chat.postMessage", "error", error="invalid_blocks")
    done(lead.click("Post here", on=seen))
    posted = in_channel(counted)
    assert "data_visualization" not in [block["type"] for block in posted.blocks]
    assert "repeat" not in posted.plain


def test_every_figure_can_be_opened(counted: Town) -> None:
    manager = mia(counted)
    done(manager.click("Break down", on=preview(counted, manager)))
    form = counted.form(manager, "Which figure?", "Rule: ", "Out of: ")
    _, figures = [control for control in form.controls if control["kind"] == "static_select"]
    assert len(figures["options"]) > 1
    done(manager.choose("Which figure?", figures["options"][1], on=form))
    counted.form(manager, "Rule: ", figures["options"][1])


def test_a_control_that_was_tampered_with_changes_nothing(counted: Town) -> None:
    manager = mia(counted)
    seen = preview(counted, manager)
    done(manager.press("summarypost/0", "no such thing", on=seen))
    counted.told(manager, "This belongs to an older message", where="east")
    west = state_of(Chosen("a" * 13, counted.council.ids["West"], THIS_QUARTER, channel=seen.channel))
    done(manager.press("summarydrill/0", west, on=seen))
    counted.told(manager, "You cannot see the figures of that team", where="east")
    assert rows(counted, Posting) == []


def test_a_figure_broken_down_says_how_it_moved_from_month_to_month(counted: Town) -> None:
    sam = looked_at(counted)
    assert sam
    manager = mia(counted)
    seen = preview(counted, manager, "work look", "Work look")
    done(manager.click("Break down", on=seen))
    counted.form(manager, "Which figure?")
    done(manager.choose("Figures of", "A look at somebody's work"))
    counted.form(manager, "Month by month")
    done(manager.choose("Which figure?", "Are the records clear"))
    view = counted.form(manager, "Month by month", "No month can be told: in each, too few were asked.")
    assert "3 of" not in view.plain
