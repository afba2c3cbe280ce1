"""What waits for somebody, a line each: in a reminder, in the list of what is due, and on Home."""

from datetime import date

from bot.blocks import claims
from bot.blocks.duties import duty_blocks, duty_said, for_whom, go_button
from bot.blocks.parts import Block, button, section, struck
from bot.blocks.planning import months_row
from bot.blocks.talks import talk_block, talk_line
from bot.blocks.words import day
from bot.domain.action_views import Row
from bot.domain.digest_views import Begun, Line, OwedReport, Proposed, Talk
from bot.domain.digests import Group, Kind
from bot.domain.duty_views import DutyRow

GROUPS = {
    Group.PAST: "Past its date",
    Group.MEETS: "You meet soon",
    Group.WAITING: "Waiting",
    Group.ACTIONS: "Actions",
    Group.BEGUN: "Begun",
    Group.OF_PEOPLE: "Of your people, past its date",
    Group.OF_OTHERS: "Of others, past its date",
}


def line_blocks(place: int, line: Line, today: date) -> list[Block]:
    """With all that can be done about it; what waits no more is struck out."""
    if line.over:
        return [struck(_title(line, today), line.over)]
    if isinstance(line.of, DutyRow):
        return duty_blocks(place, line.of, today, line.instead_of, _put_off(line, today))
    return [line_row(place, line, today)]


def line_row(place: int, line: Line, today: date) -> Block:
    """In one block, with the one button that leads on."""
    match line.of:
        case DutyRow():
            said = duty_said(line.of, today, line.instead_of, _put_off(line, today))
            return section(said, go_button(place, line.of) if line.of.button else None)
        case Row():
            return _action(place, line, line.of, today)
        case Begun():
            return _begun(place, line, line.of)
        case Talk():
            return talk_block(line.of, today, line.instead_of)
        case Proposed():
            return months_row(line.of.many)
        case OwedReport():
            return _report(place, line, line.of, today)
    return section(_title(line, today))


def _title(line: Line, today: date) -> str:
    match line.of:
        case DutyRow():
            return line.of.name.line
        case Row():
            return f"Action of {_check(line.of)}"
        case Begun():
            return line.of.line
        case Talk():
            return talk_line(line.of, today)
        case Proposed():
            return "Months for yearly checks"
        case OwedReport():
            return f"{line.of.title} · {line.of.time}"
    return line.called or "One of these"


def _put_off(line: Line, today: date) -> str:
    return f"Put off until {day(line.put_off, today)}." if line.put_off else ""


def _check(row: Row) -> str:
    return f"{row.heading.title} · {row.heading.about}"


def _action(place: int, line: Line, row: Row, today: date) -> Block:
    """What is to be done is not in it: that stands behind the button."""
    due = row.action.plan.due
    by = [f"was due {day(due, today)}" if row.is_late else f"by {day(due, today)}"] if due else []
    whose = for_whom(line.instead_of) or [row.owner]
    go = button("Open", claims.action("openaction", place), row.action.id, f"Open the action of {_check(row)}")
    return section("\n".join([_title(line, today), " · ".join([*whose, *by])]), go)


def _report(place: int, line: Line, report: OwedReport, today: date) -> Block:
    by = f"was due {day(report.due, today)}" if report.is_late else f"by {day(report.due, today)}"
    said = [*for_whom(line.instead_of), by, *(["begun"] if report.is_begun else [])]
    go = button("Open", claims.action("report", place), report.value, f"Open {_title(line, today)}")
    return section("\n".join([_title(line, today), " · ".join(said)]), go)


def _begun(place: int, line: Line, begun: Begun) -> Block:
    is_turn, whose = line.kind is Kind.TURN, for_whom(line.instead_of)
    said = "It is your turn." if is_turn else "You began this and have not been back for some days."
    go = button("Carry on", claims.action("resume", place), claims.value(begun.run), f"Carry on: {begun.line}")
    return section("\n".join([begun.line, " · ".join([*whose, said])]), go)
