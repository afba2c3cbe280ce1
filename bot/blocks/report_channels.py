"""Channels in which figures of a report are posted: choosing one, what became of each, and the notice of a refusal."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.blocks import claims
from bot.blocks.parts import Block, Message, actions, bold, button, confirm, context, section, standalone
from bot.blocks.words import day
from bot.domain.reporting import NotPosted, Posting, ReportPage
from bot.frameworks.reports import OWN_CHANNEL

_NOTE = (
    "Figures are posted with the words written here, but not what is, or began as, words of a check. A channel with "
    "guests or another organisation takes none."
)


def channel_blocks(page: ReportPage, today: date) -> list[Block]:
    """For whoever makes the report."""
    rows = [block for position, there in enumerate(page.postings) for block in _posting(position, there, today)]
    named = [_line("To be posted, as its file says, in ", name, ".") for name in page.named]
    words = (
        "It is posted there at once." if page.draft.is_approved else "It is posted there once the report is approved."
    )
    where = section("Post its figures in a channel", _choice(page), block_id=f"channel {page.draft.id}")
    return [bold("Where it goes"), *named, *rows, where, context(f"{words} {_NOTE}")]


def _choice(page: ReportPage) -> Block:
    """Slack's own list of the channels that somebody is in."""
    element: Block = {
        "type": "conversations_select",
        "action_id": claims.action("reportchannel"),
        "placeholder": {"type": "plain_text", "text": "Choose a channel", "emoji": False},
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    sure = confirm("Post its figures there?", "Everybody in that channel can read them then.", "Post", "Not now")
    return element | ({"confirm": sure} if page.draft.is_approved else {})


def _posting(position: int, there: Posting, today: date) -> Iterator[Block]:
    yield _line(*_became(there, today))
    if there.refused:
        yield section(there.refused)
        again = button("Post it again", claims.action("reportpost", position), there.id)
        yield actions([again], f"posting {there.id}")
    elif not there.tries:
        drop = button("Do not post it there", claims.action("reportdrop", position), there.id)
        yield actions([drop], f"posting {there.id}")


def _became(there: Posting, today: date) -> tuple[str, str, str]:
    if there.posted_at:
        return "Posted in ", there.channel, f" on {_day(there.posted_at, today)}."
    if there.refused:
        return "Not posted in ", there.channel, "."
    return ("Being posted in ", there.channel, ".") if there.tries else ("To be posted in ", there.channel, ".")


def _day(at: datetime, today: date) -> str:
    return day(at.date(), today)


def _line(before: str, channel: str, after: str) -> Block:
    """Slack writes the name of a channel that is given by its id."""
    if channel == OWN_CHANNEL:
        there: Block = {"type": "text", "text": "the team's own channel"}
    elif channel.startswith("#"):
        there = {"type": "text", "text": channel}
    else:
        there = {"type": "channel", "channel_id": channel}
    leaves = [{"type": "text", "text": before}, there, {"type": "text", "text": after}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}


def not_posted_message(there: NotPosted) -> Message:
    said = f"Figures of {there.title} · {there.about} were not posted."
    why = there.posting.refused or ""
    look = button("Open the report", claims.action("report"), there.posting.report, f"Open {there.title}")
    line = _line("It was to be posted in ", there.posting.channel, ".")
    return Message(standalone(said, why), [section(said), line, section(why), actions([look], "report")])
