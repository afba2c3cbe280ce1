"""When somebody is there: their days on Home, the forms for absences, hours and the next meeting.

No form asks for a reason, and none has a box in which one could be written.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, part, users_select
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    clipped,
    context,
    divider,
    field,
    header,
    modal,
    option,
    overflow,
    section,
    select,
)
from bot.blocks.told import plain_message
from bot.blocks.words import day
from bot.domain.desk import Colleague
from bot.domain.rhythm import FIRST_HOUR, LAST_HOUR, AbsenceForm, AbsenceLine, MeetingForm, Near, Presence, Rhythm
from bot.flows.rhythm.absences import FIRST, LAST, STAND_IN
from bot.flows.rhythm.agreed import DAYS, HOUR, MEETING_DAY

PERSON = "person"
"""The field in which somebody is chosen."""
_NO_REASON = "Dates only: no reason is asked, and none is kept."
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHOWN = 4
_LISTED = 20


def days_group(presence: Presence, today: date, rows: int) -> list[Block]:
    """On Home: one's own hours and absences, whom one stands in for, and the next meeting with one's supervisor."""
    most = min(rows, _SHOWN)
    change = button("My hours", claims.action("hours"), claims.NOTHING)
    blocks = [header("Your days"), section(hours_sentence(presence.rhythm), change, block_id="hours")]
    blocks += [_own(position, line, today) for position, line in enumerate(presence.absences[:most])]
    said = [f"You stand in for {line.who} {_when(line, today)}." for line in presence.stands_in[:most]]
    if presence.meets:
        said.append(f"You meet {presence.meets[0]} on {day(presence.meets[1], today)}.")
    blocks += [section("\n".join(said))] if said else []
    away = [button("I'm away", claims.action("away"), claims.NOTHING)]
    if presence.enters_for_others:
        away.append(button("Somebody else is away", claims.action("somebody"), claims.NOTHING))
    return [*blocks, actions(away, "away")]


def hours_sentence(rhythm: Rhythm) -> str:
    there = "" if rhythm.zone.key == "Europe/London" else f" ({rhythm.zone.key.replace('_', ' ')} time)"
    return f"You are reminded from {rhythm.hour}:00{there} on {_weekdays(rhythm.days)}, but not on bank holidays."


def _weekdays(days: Iterable[int]) -> str:
    worked = sorted(days)
    named = [_WEEKDAYS[there] for there in worked]
    if len(worked) > 2 and worked == list(range(worked[0], worked[-1] + 1)):
        return f"{named[0]} to {named[-1]}"
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _when(line: AbsenceLine, today: date) -> str:
    last = f"{day(line.until - timedelta(days=1), today)}" if line.until else "a day that is not known yet"
    if line.begun:
        return f"until {last}"
    return f"from {day(line.since, today)} to {last}" if line.until else f"from {day(line.since, today)}"


def stands_in_message(line: AbsenceLine, today: date) -> Message:
    """That somebody has asked its reader to stand in."""
    return plain_message(
        f"{line.who} is away {_when(line, today)} and has named you to stand in. On these days you may do here what "
        f"{line.who} may, and what {line.who} would be reminded of comes to you. If you cannot, please tell them."
    )


def stood_down_message(name: str) -> Message:
    return plain_message(f"You no longer stand in for {name}: they are back, do not go, or have named somebody else.")


def _own(position: int, line: AbsenceLine, today: date) -> Block:
    stands_in = f" {line.stand_in} stands in." if line.stand_in else ""
    said = f"You are away {_when(line, today)}.{stands_in}"
    if line.begun:
        end = button("I'm back", claims.action("returned", position), line.id, f"I'm back: away {_when(line, today)}")
    else:
        end = button("Change", claims.action("absence", position), line.id, f"Change: away {_when(line, today)}")
    return section(said, end, block_id=f"absence/{line.id}")


def person_row(position: int, there: Colleague, said: str, near: Near | None, today: date) -> Block:
    """One of somebody's people on Home; `said` is what else is known of them."""
    if near is None:
        return section(said)
    more = [f"You next meet on {day(near.meets, today)}"] if near.meets else []
    more += [f"away {_when(near.away, today)}"] if near.away else []
    options = [
        (clipped(f"Before you meet {there.name}", 75), f"before {there.id}"),
        (f"When do you next meet {there.name}?", f"meet {there.id}"),
        (f"{there.name} is away", f"away {there.id}"),
    ]
    if near.away and near.away.begun:
        options.append((f"{there.name} is back", f"returned {near.away.id}"))
    line = " · ".join(more)
    menu = overflow(claims.action("colleague", position), options)
    return section("\n".join(filter(None, [said, line[:1].upper() + line[1:]])), menu, block_id=f"colleague/{there.id}")


def absence_view(form: AbsenceForm, user: str = "") -> View:
    """For oneself, for somebody else, or one of one's own put right. `user`: the account of whoever stands in now."""
    changed = form.changed
    blocks = [section(f"{form.name} is away")] if form.name else []
    blocks += [context(_NO_REASON), *_listed(form)]
    last = changed.until - timedelta(days=1) if changed and changed.until else None
    first = changed.since if changed else form.today
    blocks.append(field(_of(changed, FIRST), "First day away", _picker(first)))
    blocks.append(field(_of(changed, LAST), "Last day away", _picker(last)))
    if form.name:
        blocks.append(context(f"Reminders for {form.name} go to their supervisor on these days. {_PAUSED}"))
    else:
        blocks += _stand_in_field(changed, user)
    title = "Change these days" if changed else "Days away" if form.name else "I'm away"
    metadata = f"{form.person if form.name else claims.NOTHING} {changed.id if changed else claims.NOTHING}"
    return modal("away", title, blocks, metadata, submit="Save", close="Cancel")


def _of(changed: AbsenceLine | None, name: str) -> str:
    """Slack keeps what was given in a field of the same name, so each absence has fields of its own."""
    return part(name, changed.id) if changed else name


def _stand_in_field(changed: AbsenceLine | None, user: str) -> list[Block]:
    chosen = users_select("Choose a person") | ({"initial_user": user} if user else {})
    asked = field(_of(changed, STAND_IN), "Who stands in for you?", chosen, _STANDING_IN, optional=True)
    if changed and changed.stand_in and not user:
        return [context(f"{changed.stand_in} stands in now. Please choose them again to keep them."), asked]
    return [asked]


_STANDING_IN = (
    "They may do what you may on these days, and get your reminders. "
    "Without anybody, reminders go to your supervisor and nobody may do more than now."
)
_PAUSED = "Checks of their work wait until they are back."


def _picker(given: date | None) -> Block:
    return {"type": "datepicker", "action_id": ANSWER} | ({"initial_date": given.isoformat()} if given else {})


def _listed(form: AbsenceForm) -> list[Block]:
    """What is entered already, each with what can be done about it."""
    if form.changed:
        words = "I'm back" if form.changed.begun else "I'm not going"
        return [actions([button(words, claims.action("returned"), form.changed.id)], "returned")]
    who = f"{form.name} is" if form.name else "You are"
    rows = [_entered(position, who, line, form) for position, line in enumerate(form.lines[:_LISTED])]
    return [*rows, divider()] if rows else []


def _entered(position: int, who: str, line: AbsenceLine, form: AbsenceForm) -> Block:
    stands_in = f" {line.stand_in} stands in." if line.stand_in else ""
    said = f"{who} away {_when(line, form.today)}.{stands_in}"
    if not form.name:
        do = button("Change", claims.action("absence", position), line.id, f"Change: away {_when(line, form.today)}")
    else:
        words = f"{form.name} is back" if line.begun else "Take it out"
        do = button(words, claims.action("returned", position), line.id, f"{words}: away {_when(line, form.today)}")
    return section(said, do, block_id=f"absence/{line.id}")


def somebody_view() -> View:
    """Whose absence it is, for whoever may enter anybody's."""
    blocks = [field(PERSON, "Who is away?", users_select("Choose a person")), context(_NO_REASON)]
    return modal("somebody", "Somebody is away", blocks, submit="Next", close="Cancel")


def hours_view(rhythm: Rhythm) -> View:
    hours = [option(f"{hour}:00", str(hour)) for hour in range(FIRST_HOUR, LAST_HOUR + 1)]
    chosen = next((there for there in hours if there["value"] == str(rhythm.hour)), None)
    days = [option(name, str(number)) for number, name in enumerate(_WEEKDAYS)]
    boxes: Block = {"type": "checkboxes", "action_id": ANSWER, "options": days}
    boxes |= {"initial_options": [there for there in days if int(there["value"]) in rhythm.days]}
    blocks = [
        field(HOUR, "From which hour may reminders come?", select(ANSWER, hours, "Choose an hour", chosen)),
        field(DAYS, "On which days do you work?", boxes),
        context(f"The hour is that of your time zone in Slack: {rhythm.zone.key.replace('_', ' ')}."),
        context("What is urgent for somebody's safety never waits for these hours."),
    ]
    return modal("hours", "My hours", blocks, submit="Save", close="Cancel")


def meeting_view(form: MeetingForm) -> View:
    asked = field(MEETING_DAY, f"When do you next meet {form.name}?", _picker(form.day), _LEAVE_EMPTY, optional=True)
    blocks = [asked, context(f"{form.name} sees this day on their Home.")]
    return modal("meet", "Next meeting", blocks, form.person, submit="Save", close="Cancel")


_LEAVE_EMPTY = "Leave it empty while no day is agreed."
