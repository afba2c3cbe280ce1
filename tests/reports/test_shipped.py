"""Every report that is shipped can be made into each kind of file, and shown as a message, whatever its figures."""

import pytest

from bot.blocks.paper import paper_message
from bot.playground.validation import message_problems
from bot.reports.files import Kind, files_of
from tests.reports.shipped import paper_of
from tests.thornmere import LIBRARY

REPORTS = sorted(LIBRARY.reports)
ONE_EACH = ("R-ADU-1", "R-CAF-1", "R-FOS-1", "R-KCA-1")


def make(name: str) -> None:
    framework, report = LIBRARY.reports[name]
    paper = paper_of(LIBRARY, framework, report)
    for kind in Kind:
        assert files_of(paper, kind) or (kind is Kind.CSV and not paper.data)
    message = paper_message(paper)
    assert message_problems({"text": message.text, "blocks": message.blocks}) == []


@pytest.mark.parametrize("name", ONE_EACH)
def test_a_report_of_each_framework_becomes_files_and_a_message(name: str) -> None:
    make(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_becomes_files_and_a_message(name: str) -> None:
    make(name)
