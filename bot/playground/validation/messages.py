"""Messages: text, blocks, attachments and metadata of the chat methods, and the sums that a whole message must keep.

Pages: reference/methods/chat.postMessage, chat.update, chat.postEphemeral; messaging/message-metadata.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.validation.blocks import BLOCKS
from bot.playground.validation.objects import URL
from bot.playground.validation.report import Problem, Report, units
from bot.playground.validation.rules import Flag, Listed, Mapped, Number, Rule, String, shape


@dataclass(frozen=True)
class TextLimit:
    high: int
    counted: str = "characters"

    def size(self, text: str) -> int:
        return units(text) if self.counted == "characters" else len(text.encode())


POSTED = TextLimit(40_000)  # Slack cuts a longer text without a word; to us that is a loss like any other
TEXT = {"chat.update": TextLimit(4000), "chat.postEphemeral": TextLimit(4000, "bytes")}
# The sum over a message: what is counted, how much of it there may be, the error, and its name in a sentence.
SUMS = (
    ("text", 12_000, "msg_blocks_too_long", "characters of text in all its blocks"),
    ("table", 10_000, "invalid_blocks", "characters in the cells of its tables"),
    ("data_table", 20_000, "invalid_blocks", "characters in the cells of its data tables"),
    ("markdown", 12_000, "invalid_blocks", "characters in its markdown blocks"),
    ("type:data_visualization", 2, "invalid_blocks", "charts"),
)
MESSAGE_BLOCKS = Listed(BLOCKS, 0, 50)
WORDS = String(shown=True)
_LEGACY = ("fallback", "pretext", "author_name", "title", "text", "footer", "callback_id", "mrkdwn_in_text")
ATTACHMENT = shape(
    {
        **dict[str, Rule]({f"{key}?": WORDS for key in _LEGACY}),
        **dict[str, Rule]({f"{key}_url?": URL for key in ("image", "thumb")}),
        **dict[str, Rule]({f"{key}?": URL for key in ("author_link", "author_icon", "title_link", "footer_icon")}),
        "color?": String(1, pattern=re.compile("#?[0-9A-Fa-f]{3,6}|good|warning|danger")),
        "fields?": Listed(shape({"title?": WORDS, "value?": WORDS, "short?": Flag()})),
        "mrkdwn_in?": Listed(String(1)),
        "ts?": Number(0),
        "blocks?": MESSAGE_BLOCKS,
    }
)
EVENT = shape({"event_type": String(1, 255), "event_payload": Mapped()})


def message_problems(call: Mapping[str, Any], *, method: str = "chat.postMessage") -> list[Problem]:
    """What Slack, or a screen reader, would not take in this call's message."""
    report = Report("message", "invalid_blocks")
    _text(call, report, TEXT.get(method, POSTED))
    _markdown_text(call, report)
    _blocks(call, report)
    _attachments(call, report)
    if call.get("metadata") is not None and (call["metadata"] or method != "chat.update"):  # {} takes it away
        within(report, "invalid_metadata_format", lambda: EVENT.check(call["metadata"], "metadata", report))
    return report.problems


def within(report: Report, error: str, check: Callable[[], None]) -> None:
    """Run a check whose breaches Slack answers with another error."""
    usual, report.error = report.error, error
    check()
    report.error = usual


def _text(call: Mapping[str, Any], report: Report, limit: TextLimit) -> None:
    text = call.get("text")
    if text is not None and not isinstance(text, str):
        report.add("text", "must be a string", "invalid_arguments")
    elif isinstance(text, str) and limit.size(text) > limit.high:
        report.add("text", f"may have {limit.high:,} {limit.counted}; it has {limit.size(text):,}", "msg_too_long")
    elif not (text or "").strip():
        _silent(call, report)


def _silent(call: Mapping[str, Any], report: Report) -> None:
    if call.get("blocks"):
        report.add("text", "is empty, and a screen reader reads it instead of the blocks", "accessibility")
    elif not call.get("attachments") and not call.get("markdown_text"):
        report.add("text", "is needed: the message has nothing to show", "no_text")


def _markdown_text(call: Mapping[str, Any], report: Report) -> None:
    markdown = call.get("markdown_text")
    if markdown is None:
        return
    within(report, "msg_too_long", lambda: String(1, 12_000).check(markdown, "markdown_text", report))
    if call.get("text") or call.get("blocks"):
        report.add("markdown_text", "may not stand beside text or blocks", "markdown_text_conflict")


def _blocks(call: Mapping[str, Any], report: Report) -> None:
    if call.get("blocks") is not None:
        MESSAGE_BLOCKS.check(call["blocks"], "blocks", report)
        for name, high, error, words in SUMS:
            if report.counts[name] > high:
                report.add("blocks", f"may have {high:,} {words}; there are {report.counts[name]:,}", error)


def _attachments(call: Mapping[str, Any], report: Report) -> None:
    attachments = call.get("attachments")
    if isinstance(attachments, list) and len(attachments) > 100:
        report.add("attachments", f"may be 100; there are {len(attachments)}", "too_many_attachments")
    elif attachments is not None:
        within(report, "invalid_attachments", lambda: Listed(ATTACHMENT).check(attachments, "attachments", report))
