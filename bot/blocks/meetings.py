"""Meetings: the list of one's own, setting one up, and keeping one current."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, text_input
from bot.blocks.paging import paged, turns
from bot.blocks.parts import (
    Block,
    View,
    actions,
    bold,
    button,
    confirm,
    context,
    divider,
    field,
    header,
    modal,
    option,
    overflow,
    section,
    select,
    several,
)
from bot.blocks.words import count, day
from bot.domain.meetings import Book, Collation, Form, Kind, Line, Page, Point, Seat
from bot.flows.meetings import (
    MOST_POINTS,
    NAME_FIELD,
    NAME_LENGTH,
    PEOPLE_FIELD,
    POINT_LENGTH,
    POINTS_FIELD,
    ROLE_FIELD,
)

DAY_FIELD = "day"
_LISTED = 20
_ON_HOME = 4
_LINES = 40
_SHEETS = 4
"""Sheets that can be entered from one menu, which has five entries."""
_NO_NAMES = "References or a few words only. Please name nobody, and write nothing that tells who it is."


def book_view(book: Book, today: date) -> View:
    """Everybody's way in: what there is to fill in, and for who keeps meetings what there is to keep."""
    blocks = [block for n, line in enumerate(book.lines[:_LISTED]) for block in line_blocks(n, line, today)]
    if not book.lines:
        blocks = [section("You sit in no meeting that is open now. Whoever keeps the meeting can add you.")]
    if len(book.lines) > _LISTED:
        blocks.append(context(f"And {len(book.lines) - _LISTED} more, later ones."))
    new = [
        button(f"Set up: {kind.title}", claims.action("setup", n), f"{kind.framework} {kind.name}")
        for n, kind in enumerate(book.kinds[:_LISTED])
    ]
    blocks += [divider(), actions(new, "setup")] if new else []
    return modal("meetings", "Meetings", blocks)


def line_blocks(position: int, line: Line, today: date) -> list[Block]:
    """One meeting with what can be done there."""
    acts = _acts(line)
    row = actions(acts, f"meeting/{position}/{line.meeting}")
    return [section(_said(line, today)), *([row] if acts else [])]


def _acts(line: Line, position: int = 0) -> list[Block]:
    """The most urgent first."""
    acts = [
        button(
            f"Fill in: {form.title}",
            claims.action("sheet", n + position),
            f"{line.meeting} {claims.NOTHING} {form.name}",
            f"Fill in {form.title} about {line.name}",
        )
        for n, form in enumerate(line.to_fill_in[:_SHEETS])
    ]
    if line.keeps:
        acts.append(button("Open", claims.action("meeting", position), line.meeting, label=f"Open {line.name}"))
    return acts + [
        button(f"All sheets: {form.title}", claims.action("collate", n + position), f"{line.meeting} {form.name} 0")
        for n, form in enumerate(line.to_read[:_SHEETS])
    ]


def meetings_group(book: Book, today: date) -> list[Block]:
    """On Home: the next few, each with the one thing to do there, and the way to all of them."""
    more = button("All meetings", claims.action("book"), claims.NOTHING)
    said = "Set one up, or change what is on the agenda." if book.kinds else "All that you sit in."
    rows = [_home_row(n, line, today) for n, line in enumerate(book.lines[:_ON_HOME])]
    return [header("Meetings"), *rows, section(said, more, block_id="book")]


def _home_row(position: int, line: Line, today: date) -> Block:
    act = next(iter(_acts(line, position)), None)
    return section(_said(line, today), act, block_id=f"meeting/{position}/{line.meeting}")


def _said(line: Line, today: date) -> str:
    return f"{line.title}: {line.name}\n{day(line.day, today)}"


def setup_view(kind: Kind, today: date) -> View:
    people = [option(name, key) for key, name in kind.offered]
    usual = [made for made in people if made["value"] in kind.usual]
    blocks = [
        section(kind.title),
        _name_field(""),
        _day_field(today),
        field(PEOPLE_FIELD, "Who sits in it?", several(ANSWER, people, "Choose people", usual), optional=True),
        _points_field("What is on the agenda? One point on each line."),
    ]
    if kind.outside:
        blocks.append(context(f"From outside: {', '.join(kind.outside)}. You can add more of them later."))
    return modal("setup", "Set up a meeting", blocks, f"{kind.framework} {kind.name}", submit="Set up", close="Cancel")


def page_view(page: Page) -> View:
    """One meeting to keep: what there is, each with a way to take it away, and fields to add more."""
    meeting, key = page.meeting, page.meeting.id
    state = f"{count(page.handed_in, 'sheet')} handed in, {page.begun} begun"
    blocks = [context(f"{page.kind.title} · {state}{'' if meeting.is_open else ' · closed'}")]
    blocks += [_name_field(meeting.name), _day_field(meeting.day), divider(), bold("On the agenda")]
    blocks += [_point(key, point) for point in meeting.agenda] or [section("Nothing yet.")]
    blocks += [_points_field("Add to the agenda, one point on each line"), divider(), bold("Who sits in it")]
    blocks += [_member(key, seat, page.names[seat.person]) for seat in meeting.seats if seat.person]
    blocks += [_outsider(page, seat) for seat in meeting.outside]
    blocks += _more_people(page)
    sure = confirm(
        "End this meeting?", "No further sheet can be started. Open ones can be handed in.", "End it", "Not yet"
    )
    close = button("End this meeting", claims.action("endmeeting"), key, confirm=sure)
    pack = button("Make the pack", claims.action("meetingpack"), key, "Make the pack of this meeting")
    blocks += [divider(), actions([pack, *([close] if meeting.is_open else [])], f"ends/{key}")]
    seen = f"{key} {len(meeting.outside)}"
    return modal("meeting", page.kind.title, blocks, seen, submit="Save" if meeting.is_open else "")


def _name_field(name: str) -> Block:
    hint = "A few words, such as November group. Please name nobody."
    return field(NAME_FIELD, "What is the meeting called?", text_input(ANSWER, NAME_LENGTH, name), hint)


def _day_field(given: date) -> Block:
    picker = {"type": "datepicker", "action_id": ANSWER, "initial_date": given.isoformat()}
    return field(DAY_FIELD, "On which day is it?", picker)


def _points_field(label: str) -> Block:
    box = text_input(ANSWER, MOST_POINTS * (POINT_LENGTH + 1), multiline=True)
    return field(POINTS_FIELD, label, box, _NO_NAMES, optional=True)


def _point(meeting: str, point: Point) -> Block:
    off = button("Take off", claims.action("offagenda"), f"{meeting} {point.number}", f"Take off {point.words}")
    return section(point.words, off, block_id=f"point/{point.number}")


def _member(meeting: str, seat: Seat, name: str) -> Block:
    out = button("Take out", claims.action("unseat"), f"{meeting} {seat.id}", f"Take out {name}")
    return section(name, out, block_id=f"seat/{seat.id}")


def _outsider(page: Page, seat: Seat) -> Block:
    """Their sheets are entered here, by whoever keeps the meeting."""
    key = page.meeting.id
    left = [form for form in page.forms if (form.name, seat.id) not in page.entered][:_SHEETS]
    ways = [(f"Enter their sheet: {form.title}", f"enter {key} {seat.id} {form.name}") for form in left]
    menu = overflow(claims.action("outsider"), [*ways, ("Take out", f"unseat {key} {seat.id}")])
    done = _entered(page.forms, left)
    return section(f"{seat} (from outside){done}", menu, block_id=f"seat/{seat.id}")


def _entered(forms: Sequence[Form], left: Sequence[Form]) -> str:
    done = [form.title for form in forms if form not in left]
    return f"\nHanded in: {', '.join(done)}" if done else ""


def _more_people(page: Page) -> list[Block]:
    members = page.meeting.members
    people = [option(name, key) for key, name in page.kind.offered if key not in members]
    roles = [option(role, role) for role in page.kind.outside]
    blocks = []
    if people:
        blocks.append(field(PEOPLE_FIELD, "Add people", several(ANSWER, people, "Choose people"), optional=True))
    if roles:
        more = select(ANSWER, roles, "Choose a role")
        blocks.append(field(ROLE_FIELD, "Add one more from outside", more, "By role, never by name.", optional=True))
    return blocks


def collation_view(collation: Collation, page: int) -> View:
    """Some lines to a page, each question's heading where it begins."""
    every = paged(collation.said, lambda line: [bold(line.ask), section(line.words)], _LINES)
    last = len(every) - 1
    page = min(max(page, 0), last)
    back = f" {count(collation.kept_back, 'sheet')} more not for you to read." if collation.kept_back else ""
    says = "says" if collation.sheets == 1 else "say"
    what = f"What {count(collation.sheets, 'sheet')} handed in {says}, without names."
    blocks = [bold(collation.about), context(f"{what}{back} Page {page + 1} of {last + 1}")]
    ask = ""
    for line in every[page]:
        blocks += [bold(line.ask)] if line.ask != ask else []
        blocks.append(section(line.words))
        ask = line.ask
    buttons = turns(page, last, "collate", lambda to: f"{collation.meeting} {collation.form} {to}")
    blocks += [divider(), actions(buttons, f"collate/{page}")] if buttons else []
    return modal("collation", f"All: {collation.title}", blocks)
