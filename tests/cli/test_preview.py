"""What authors read before anybody is asked: a survey with its opening, a register with its facts, an agenda."""

import pytest
from typer.testing import CliRunner

from bot.cli.main import app


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("adults-health-check-survey", "We do not keep which answers are yours."),
        ("adults-health-check-survey", "seen by any principal social worker."),
        ("fostering-kpi-register", "K3  Adverse check"),
        ("fostering-kpi-register", "Only the date and who authorised it are kept"),
        ("fostering-kpi-register", "such as FC-0123."),
        ("caf-multi-agency-checklist", "Asked once for each point of the meeting's agenda."),
        ("caf-parent-carer-feedback", "You enter the answers of a parent or carer"),
    ],
)
def test_it_says_what_people_will_be_told(name: str, said: str) -> None:
    shown = CliRunner().invoke(app, ["preview", name]).output
    assert said in " ".join(shown.split()) or said in shown
    assert "Only you can see your answers now" not in shown or name == "caf-multi-agency-checklist"


def test_a_survey_is_not_walked_at_the_keyboard() -> None:
    refused = CliRunner().invoke(app, ["preview", "adults-health-check-survey", "--walk"])
    assert "answered in Slack while it is open" in str(refused.exception)
