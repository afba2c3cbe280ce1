"""Samples: what there is to draw for, the form that asks for the list, and what was drawn with what can be done."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, text_input
from bot.blocks.parts import (
    Block,
    View,
    actions,
    bold,
    button,
    clipped,
    confirm,
    context,
    divider,
    field,
    header,
    modal,
    option,
    section,
    select,
)
from bot.blocks.words import count, day
from bot.domain.draws import FROZEN, Book, DrawForm, Line, Offer, Shown
from bot.flows.draws.drawing import AGAIN_REASONS, SWAP_REASONS, WHY, WORDS
from bot.flows.draws.freezing import COUNT, DAY, MOST_DRAWN, MOST_ROWS, REPORT, REPORT_LENGTH, ROWS
from bot.flows.draws.lists import FILE, LIST
from bot.flows.texts import REASON_LENGTH

SCOPE = "scope"
_LISTED = 30
_PASTED = 3000
"""Characters that Slack lets into a box; longer lists come as a file."""
_FAIR = (
    "The list is stored and fixed first, and only then the random numbers are made, so that nobody can choose. "
    "Drawing again and swapping need a reason, and are counted."
)
_NOTHING = "There is no check now for which you draw records. If there should be, ask your QA lead."
_PASTE = (
    "In the order of the report. References only: no names of the people they are about. To say who works with each "
    "record, let the first line be: reference, worker. Or leave this empty: you are then told which rows to take, and "
    "no reference leaves your case system."
)
_SHARED = "To say where each was done, so that nobody gets one of their own service: reference, service."


def samples_group() -> list[Block]:
    """On Home: the way in."""
    go = button("Draw a sample", claims.action("samples"), claims.NOTHING)
    return [section("Records to look at, drawn at random from a list of yours.", go, block_id="samples")]


def samples_view(book: Book, today: date) -> View:
    """What somebody can draw for, and what was drawn last."""
    blocks = [_offer(n, offer) for n, offer in enumerate(book.offers[:_LISTED])]
    if not book.offers:
        blocks = [section(_NOTHING)]
    if book.last:
        blocks += [divider(), header("Drawn last")]
        blocks += [_last(n, shown, today) for n, shown in enumerate(book.last)]
    return modal("samples", "Draw a sample", blocks)


def _offer(position: int, offer: Offer) -> Block:
    label = f"Draw: {offer.title}, {offer.check}"
    go = button("Draw", claims.action("sample", position), f"{offer.rule} {offer.checklist}", label)
    return section(f"{offer.title}\nFor: {offer.check}", go, block_id=f"sample/{position}")


def _last(position: int, shown: Shown, today: date) -> Block:
    go = button("Open", claims.action("drawn", position), shown.draw, f"Open: {_name(shown)}")
    what = "waits to be drawn" if shown.state == FROZEN else f"{len(shown.lines)} drawn{_changes(shown)}"
    said = f"{_name(shown)}\n{day(shown.at.date(), today)} · {what} · ref {shown.reference}"
    return section(said, go, block_id=f"drawn/{shown.draw}")


def _name(shown: Shown) -> str:
    return f"{shown.title} · {shown.about}"


def _changes(shown: Shown) -> str:
    said = [count(shown.swaps, "swap")] * bool(shown.swaps) + [count(shown.redraws, "re-draw")] * bool(shown.redraws)
    return f" ({', '.join(said)})" if said else ""


def form_view(form: DrawForm, *, is_file: bool) -> View:
    """The list, pasted or as a file, and the report that it comes from."""
    rule = f"{form.offer.rule} {form.offer.checklist}"
    other = ("Paste the list instead", "paste") if is_file else ("Upload a CSV file instead", "file")
    switch = button(other[0], claims.action("sampleway"), f"{rule} {other[1]}")
    blocks = [bold(f"{form.offer.title} · {form.offer.check}"), section(form.ask, switch, block_id="way")]
    only = form.scopes[0][0] if form.of in ("own", "service") else claims.NOTHING
    blocks += [_scope(form)] if only == claims.NOTHING else []
    blocks += [_file(form) if is_file else _list(form)]
    blocks += [
        field(REPORT, "What is the report called?", text_input(ANSWER, REPORT_LENGTH), "Please name nobody."),
        field(DAY, "On which day was it made?", _day(form.today)),
        field(ROWS, "How many rows has it?", _number(None, MOST_ROWS), "Without the line of headings."),
        field(COUNT, "How many do you want to draw?", _number(form.count, MOST_DRAWN)),
        context(_FAIR),
    ]
    return modal("draw", "Draw a sample", blocks, f"{rule} {only}", submit="Draw", close="Cancel")


_SCOPES: Mapping[str, str] = {"person": "Whose records?", "team": "Of which team?", "meeting": "For which meeting?"}


def _scope(form: DrawForm) -> Block:
    options = [option(name, key) for key, name in form.scopes]
    only = options[0] if len(options) == 1 else None
    known = next((made for made in options if made["value"] == form.chosen), only)
    return field(SCOPE, _SCOPES[form.of], select(ANSWER, options, "Choose", known))


def _list(form: DrawForm) -> Block:
    hint = f"{_PASTE} {_SHARED}" if form.of == "meeting" else _PASTE
    return field(
        LIST, "Paste the references, one on each line", text_input(ANSWER, _PASTED, multiline=True), hint, optional=True
    )


def _file(form: DrawForm) -> Block:
    element: Block = {"type": "file_input", "action_id": ANSWER, "filetypes": ["csv"], "max_files": 1}
    hint = "Its first line has to name a column reference, and can name one worker. Other columns are not kept. "
    hint += (
        f"{_SHARED if form.of == 'meeting' else ''} Slack keeps the file itself: you can delete it there afterwards."
    )
    return field(FILE, "Choose the CSV file", element, hint)


def _day(today: date) -> Block:
    return {"type": "datepicker", "action_id": ANSWER, "initial_date": today.isoformat()}


def _number(given: int | None, most: int) -> Block:
    element: Block = {"type": "number_input", "action_id": ANSWER, "is_decimal_allowed": False}
    element |= {"min_value": "1", "max_value": str(most)}
    return element | ({"initial_value": str(given)} if given else {})


def drawn_view(shown: Shown, today: date) -> View:
    """What was drawn, in the order of the report; or what stands in the way of drawing."""
    report = f"{shown.report}, made {day(shown.report_day, today)}, {count(shown.rows, 'row')}"
    blocks = [section(shown.note)] if shown.note else []
    blocks += [bold(_name(shown)), context(f"For: {shown.check} · report: {report} · ref {shown.reference}")]
    blocks += _waiting(shown) if shown.state == FROZEN else _drawn(shown)
    return modal("drawn", "What was drawn", blocks, shown.draw)


def _waiting(shown: Shown) -> list[Block]:
    said = (
        f"{shown.is_unlike} Is it the right list?" if shown.is_unlike else "The list is stored. Nothing was drawn yet."
    )
    acts = [
        button("Draw from this list", claims.action("drawfrom"), shown.draw),
        button("Throw the list away", claims.action("droplist"), shown.draw),
    ]
    return [section(said), *([actions(acts, "waiting")] if shown.may_change else [])]


def _drawn(shown: Shown) -> list[Block]:
    places = ", ".join(str(line.position) for line in shown.lines)
    rows = "Row" if len(shown.lines) == 1 else "Rows"
    few = f" The list had no more than {len(shown.lines)}." if len(shown.lines) < shown.wanted else ""
    said = f"{rows} {places} of your report, in its order{_changes(shown)}.{few}" if shown.lines else _NONE_LEFT
    blocks = [section(said), *([context(_OWN)] if shown.own_unknown else [])]
    for line in shown.lines:
        blocks += [section(_line(line)), *_line_acts(shown, line)]
    return [*blocks, *_meeting(shown), *_foot(shown)]


_NONE_LEFT = "Every record of this list was swapped. Begin again with another list: /qa sample."
_OWN = "Plumbline sees only the rows: if you worked on one of these yourself, swap it."


def _line(line: Line) -> str:
    parts = [line.name, f"row {line.position}"] if line.name else [f"Row {line.position}"]
    parts += [f"works with it: {line.worker}"] if line.worker else []
    parts += [f"looks at it: {line.seat}"] if line.seat else []
    parts += ["handed in"] if line.is_done else ["begun"] if line.is_begun else []
    return " · ".join(parts)


def _line_acts(shown: Shown, line: Line) -> list[Block]:
    claim, name = f"{shown.draw} {line.position}", line.name or f"row {line.position}"
    acts = []
    if shown.starts == "each" and not line.is_done:
        words = "Carry on" if line.is_begun else "Start"
        acts.append(button(words, claims.action("drawstart", line.position), claim, f"{words}: {name}"))
    if shown.may_change:
        acts.append(button("Swap", claims.action("swap", line.position), claim, f"Swap: {name}"))
    return [actions(acts, f"line/{line.position}")] if acts else []


def _meeting(shown: Shown) -> list[Block]:
    if not (shown.is_for_meeting and shown.may_change):
        return []
    if shown.is_anonymised:
        return [context("The copies are anonymised. The members see who looks at which, with /qa sample.")]
    sure = confirm(
        "Are the copies anonymised?",
        "Nobody's name, address or number can be read in them. The members then see who looks at which record.",
        "They are",
        "Not yet",
    )
    tick = button("The copies are anonymised", claims.action("anonymised"), shown.draw, confirm=sure)
    return [
        divider(),
        section("Before this is shared out, take everything out of the copies that tells who it is.", tick),
    ]


def _foot(shown: Shown) -> list[Block]:
    acts = []
    if shown.starts == "all":
        acts.append(button(f"Start: {shown.check}", claims.action("drawstart"), f"{shown.draw} {claims.NOTHING}"))
    if shown.may_change:
        acts.append(button("Draw again", claims.action("redraw"), f"{shown.draw} {shown.round}"))
    return [divider(), actions(acts, f"foot/{shown.draw}")] if acts else []


def swap_view(shown: Shown, position: int) -> View:
    line = next((there for there in shown.lines if there.position == position), None)
    said = f"{_line(line)} is left out, and the next one in the same random order takes its place." if line else _GONE
    blocks = [section(said), *(_why(SWAP_REASONS, "Why can it not be used?") if line else [])]
    return modal("swap", "Swap a record", blocks, f"{shown.draw} {position}", "Swap" if line else "", close="Back")


_GONE = "That record was swapped or drawn again meanwhile. Close this and look at the draw again."


def again_view(shown: Shown, number: int) -> View:
    said = (
        "New random numbers are made for the same list. What was drawn so far comes last, and what was swapped stays "
        "out. For another list, begin again with /qa sample."
    )
    blocks = [section(said), *_why(AGAIN_REASONS, "Why is it drawn again?")]
    return modal("redraw", "Draw again", blocks, f"{shown.draw} {number}", submit="Draw again", close="Back")


def _why(reasons: Mapping[str, str], label: str) -> list[Block]:
    options: Sequence[Block] = [option(clipped(words, 75), name) for name, words in reasons.items()]
    radios: Block = {"type": "radio_buttons", "action_id": ANSWER, "options": list(options)}
    words = text_input(ANSWER, REASON_LENGTH, multiline=True)
    return [
        field(WHY, label, radios),
        field(WORDS, "More, if it needs saying", words, "A few words. Please name nobody.", optional=True),
    ]
