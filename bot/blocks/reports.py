"""Reports: the list of one's own, one of them with its headings, the box for a heading, and the notice to readers."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, text_input
from bot.blocks.paging import leaf_of, turns
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    clipped,
    confirm,
    context,
    field,
    modal,
    section,
    standalone,
)
from bot.blocks.report_channels import channel_blocks
from bot.blocks.report_lists import list_blocks
from bot.blocks.told import BANNER
from bot.blocks.words import count, day
from bot.domain.reporting import Box, ReportList, ReportPage, ReportRow
from bot.flows.texts import NOTE_LENGTH

WORDS = "words"
_PER_PAGE = 15
_PREVIEW = 160


def list_view(reports: ReportList, page: int, today: date) -> View:
    """One page of it, each group under its name."""
    groups = (
        ("To make", reports.to_make, "Open"),
        ("Approved", reports.made, "Look"),
        ("For you to read", reports.for_me, "Look"),
    )
    every = [(title, row, words) for title, rows, words in groups for row in rows]
    shown, page, last = leaf_of(every, page, _PER_PAGE)
    blocks = [] if every else [section(_NONE)]
    for title, rows in groupby(shown, key=lambda there: there[0]):
        blocks += [bold(title), *(_row(row, words, today) for _, row, words in rows)]
    buttons = turns(page, last, "reportpage")
    return modal("reports", "Reports", blocks + ([actions(buttons, "pages")] if buttons else []))


_NONE = "You make no report, and none that is approved is meant for you."


def _row(row: ReportRow, words: str, today: date) -> Block:
    due = f" · {'was due' if row.due < today else 'due'} {day(row.due, today)}" if row.due else ""
    begun = " · begun" if row.state == "draft" else ""
    said = f"{row.title}\n{row.about}{due}{begun}"
    return section(said, button(words, claims.action("report"), row.value, f"{words}: {row.title}, {row.about}"))


def page_view(page: ReportPage, today: date, said: str = "") -> View:
    """`said`: what came of what was pressed on it."""
    came = [section(said, block_id=BANNER)] if said else []
    top = [*came, bold(f"{page.title} · {page.about}"), context(page.why), context(_state(page, today)), *_next(page)]
    return modal(
        "report",
        "Report",
        [*top, *_buttons(page), *(_for_its_makers(page, today) if page.may_make else []), *list_blocks(page, today)],
    )


def _next(page: ReportPage) -> list[Block]:
    """Who knows of it, and what whoever makes it can do once it is approved."""
    if not (page.may_make and page.draft.is_approved):
        return []
    posts = f", by their post: {', '.join(page.goes_to)}" if page.goes_to else ""
    told = f"Told that it is ready: {count(page.told, 'reader')}{posts}." if page.told else _NOBODY
    outside = f", and please pass it on to {', '.join(page.outside)}" if page.outside else ""
    ways = [f"Get it as a PDF{outside}."]
    ways += ["Make the pack of its meeting: it stands in there."] if page.pack else []
    ways += ["Post its figures in a channel: choose one below."]
    return [section("\n".join([told, "What you can do now:", *(f"• {way}" for way in ways)]))]


_NOBODY = "Nobody else was told: nobody else holds a post that it goes to."


def _for_its_makers(page: ReportPage, today: date) -> list[Block]:
    return [*_boxes(page), *channel_blocks(page, today)]


def _state(page: ReportPage, today: date) -> str:
    draft = page.draft
    if draft.approved_at:
        newer = " Its figures were counted again, and are told in a newer report." if page.restated_by else ""
        return f"Approved {day(draft.approved_at.date(), today)}. It stays as it was then.{newer}"
    due = f" {'It was due' if page.due < today else 'Due'} {day(page.due, today)}." if page.due else ""
    left = _left(page.missing) if page.missing else " Nothing is left to write."
    to = f" Once approved it goes to {', '.join(page.goes_to)}." if page.goes_to else ""
    outside = f" Please pass it on to {', '.join(page.outside)}." if page.outside else ""
    return f"A draft.{due}{left}{to}{outside}"


def _left(missing: Sequence[str]) -> str:
    """By their names, as far as they can be read in a line."""
    many, more = count(len(missing), "heading"), len(missing) - _MOST_NAMED
    named = ", ".join(missing[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f" Still to write: {many} before it can be approved ({named})."


_MOST_NAMED = 6


def _buttons(page: ReportPage) -> list[Block]:
    key = page.draft.id
    made = [
        button("Get it as a PDF", claims.action("reportpdf"), key),
        button("As a spreadsheet", claims.action("reportsheet"), key),
        button("As text", claims.action("reporttext"), key, "Get its tables as text (CSV)"),
        button("Read it here", claims.action("reportmessage"), key, "Read it as a message"),
    ]
    if page.pack:
        made.append(button("Make the pack", claims.action("meetingpack"), page.pack, "Make the pack of its meeting"))
    if page.may_make and not page.draft.is_approved and page.missing:
        return [actions(made, "report")]
    if page.may_make and not page.draft.is_approved:
        sure = confirm("Approve this report?", _sure(page), "Approve", "Not yet")
        made.append(button("Approve and send", claims.action("reportapprove"), key, confirm=sure))
    elif page.restated_by:
        made.append(button("See the newer one", claims.action("report"), page.restated_by))
    elif page.may_make:
        made.append(button("Restate", claims.action("reportagain"), key, confirm=_AGAIN))
    return [actions(made, "report")]


def _sure(page: ReportPage) -> str:
    """A dialog has room for 300 characters, so of many posts it is told how many people hold them."""
    told = f"{count(page.readers, 'reader')} will be told" if page.readers else "Nobody else is told"
    posts = f", by their post: {', '.join(page.goes_to)}" if page.readers else ""
    posted = " It is posted where its page says." if page.postings or page.named else ""
    who = f"{told}{posts}."
    who = who if len(who) <= _ROOM else f"{told}."
    return f"{who}{posted} Its figures are closed for this time, and it stays as it is then."


_ROOM = 180

_AGAIN = confirm(
    "Count this time again?",
    "Where a figure is another one now, a new report is begun that shows both. This one stays as it is.",
    "Count again",
    "Leave it",
)


def _boxes(page: ReportPage) -> list[Block]:
    return [block for position, box in enumerate(page.boxes) for block in _box(page, position, box)]


def _box(page: ReportPage, position: int, box: Box) -> list[Block]:
    written = clipped(" ".join(box.words.split()), _PREVIEW)
    said = f"{box.title}\n{written or _unwritten(box)}"
    if page.draft.is_approved:
        return [section(said)]
    words = "Change" if box.words else "Write"
    value = f"{page.draft.id} {box.section}"
    return [section(said, button(words, claims.action("reportbox", position), value, f"{words}: {box.title}"))]


def _unwritten(box: Box) -> str:
    if box.begins:
        return "Not saved yet: the words of a check wait in the box."
    return "Can be left out." if box.optional else "Not written yet."


def box_view(page: ReportPage, box: Box, typed: str | None = None) -> View:
    """`typed`: what came too late, below what somebody else wrote there meanwhile."""
    words = box.words or box.begins if typed is None else typed
    box_of = text_input(ANSWER, NOTE_LENGTH, words, multiline=True)
    ask = field(WORDS, clipped(box.ask, 150), box_of, _NAMES, optional=box.optional)
    metadata = f"{page.draft.id} {box.section} {box.revision or claims.NOTHING}"
    late = (
        [] if typed is None else [context(_MEANWHILE), section(box.words or "Nothing stands here now."), context(_BOTH)]
    )
    blocks = [bold(f"{page.title} · {page.about}"), section(box.title), *late, ask]
    if box.words and not box.optional:
        blocks.append(actions([button(EMPTY, claims.action("reportempty"), metadata, confirm=_TAKE_OUT)], "empty"))
    return modal("reportbox", "Write", blocks, metadata, submit="Save", close="Cancel")


EMPTY = "Take these words out"
_TAKE_OUT = confirm(
    "Take these words out?",
    "Nothing stands under this heading then. The report cannot be approved until something is written there.",
    "Take them out",
    "Keep them",
)
_MEANWHILE = "Somebody wrote here while you were writing. Yours is not saved yet: both are below. This stands now:"
_BOTH = "Save what should stand now. To leave it as it is, close this form."
_NAMES = "Readers may pass it on. Please name nobody."


def ready_message(page: ReportPage) -> Message:
    said = f"A report is ready: {page.title} · {page.about}."
    get = button("Get it", claims.action("reportpdf"), page.draft.id, f"Get {page.title}")
    return Message(standalone(said), [section(said), actions([get], "report")])
