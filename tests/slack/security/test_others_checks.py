"""C04: a control or a form that was altered to mean somebody else's check. Refused privately, and kept in the log."""

import pytest

from bot.playground.driver import Person
from bot.storage.tables.people import Person as PersonRow
from tests.slack.security.letters import send, submission, words
from tests.slack.sight import kept, logged, rows, run_on
from tests.slack.town import Town


def two_checks(town: Town) -> tuple[Person, str]:
    """Ade and Bea have each begun one. Bea, and Ade's check."""
    town.begin(town.ade, "K1-1A")
    town.begin(town.person("Bea"), "K2-2B")
    return town.person("Bea"), run_on(town.ade.card())


def trace_of(town: Town, run: str) -> dict[str, str]:
    """The one refusal in the log, as it should be."""
    (entry,) = logged(town, "refused")
    name = next(row["name"] for row in rows(town, PersonRow) if row["id"] == entry["actor"])
    assert entry["run"] == run
    return {"who": name, "what": entry["what"]}


@pytest.mark.parametrize("action", ["answer/0", "submit/0", "note/0", "back/0", "resume/0", "see/0"])
def test_c04_an_altered_button_is_refused_privately_and_logged(town: Town, action: str) -> None:
    bea, run = two_checks(town)
    before, cards = kept(town), (len(town.ade.dm()), len(bea.dm()))
    act = bea.press(action, value=f"{run} A1 0 1", on=bea.card())
    assert act.acked
    told = town.slack.wait(bea.ephemerals)
    town.slack.settled()
    assert told[-1].text.startswith(("You cannot do this.", "Only those"))
    assert "K1-1A" not in bea.transcript()
    assert kept(town) == before
    assert (len(town.ade.dm()), len(bea.dm())) == cards
    assert town.ade.ephemerals() == []
    assert trace_of(town, run)["who"] == "Bea"


def test_c04_a_button_passed_on_to_somebody_else_does_nothing_for_them(town: Town) -> None:
    bea, run = two_checks(town)
    before = kept(town)
    yes = next(control for control in town.ade.card().controls if control["label"] == "Yes")
    assert bea.press(yes["action_id"], message=town.ade.card()).acked
    town.slack.settled()
    assert kept(town) == before
    assert trace_of(town, run) == {"who": "Bea", "what": "answer"}
    # Her private note is written where she pressed, and no other person sees it.
    (note,) = [call["arguments"] for call in town.slack.calls("response_url") if "Ask" in call["arguments"]["text"]]
    assert (note["response_type"], note["replace_original"]) == ("ephemeral", False)
    assert town.ade.ephemerals() == []


def test_c04_a_form_whose_metadata_was_altered_is_refused_in_the_form(open_town: Town) -> None:
    town = open_town
    bea, run = two_checks(town)
    before = kept(town)
    reply = send(town, submission(town, bea, "note", f"{run} A1 0 -", note=words("Not mine.")))
    assert reply.said["response_action"] == "errors"
    assert list(reply.said["errors"]) == ["note"]
    assert kept(town) == before
    assert trace_of(town, run) == {"who": "Bea", "what": "answer"}


def test_c04_a_form_with_no_field_tells_of_the_refusal_too(open_town: Town) -> None:
    bea, run = two_checks(open_town)
    before = kept(open_town)
    reply = send(open_town, submission(open_town, bea, "withdraw", run))
    assert reply.said["response_action"] == "update"
    assert "Ask" in str(reply.said["view"]["blocks"])
    assert kept(open_town) == before
    assert trace_of(open_town, run) == {"who": "Bea", "what": "withdraw"}


NONSENSE = ["", "-", "x", "a b c d e f", "%s", "' OR 1=1", "\u0000", "x" * 2000, "9" * 400, "é A1 0 1", "None A1 -1 1"]


@pytest.mark.parametrize("value", NONSENSE)
def test_c04_a_value_that_means_nothing_is_answered_with_a_sentence(open_town: Town, value: str) -> None:
    """Nothing that a control says can become an unexpected error."""
    town, ade = open_town, open_town.ade
    town.begin(ade)
    before = kept(town)
    for action in ("answer/0", "note/0", "resume/0", "see/0", "correct/0", "drop/0", "jump/0", "start/0", "submit/0"):
        ade.press(action, value=value or " ")
        ade.reload()
    chosen = {"value": f"section {value}"}
    ade.press("more/0", type="overflow", selected_option=chosen)
    for callback in ("note", "words", "section", "withdraw", "agree", "correct", "start"):
        reply = send(town, submission(town, ade, callback, value, note=words("A"), words=words("B"), reason=words("C")))
        assert reply.status == 200
        assert "reference" not in reply.text, callback
    town.slack.settled()
    assert kept(town) == before
    unexpected = [call for call in town.slack.calls("response_url") if "went wrong" in call["arguments"]["text"]]
    assert unexpected == []
