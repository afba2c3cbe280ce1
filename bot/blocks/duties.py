"""What is due: the lists, the groups on Home, why something is due, and what to begin with. Forms: duty_acts.py."""

from datetime import date

from bot.blocks import claims
from bot.blocks.parts import (
    Block,
    View,
    actions,
    bold,
    button,
    context,
    modal,
    overflow,
    section,
)
from bot.blocks.words import day
from bot.domain.duties import Status
from bot.domain.duty_views import (
    Beginning,
    DutyRow,
    Explained,
    Looked,
    Say,
    Sight,
    Which,
)

SAYS = {
    Say.WHY: "Why is this due?",
    Say.SNOOZE: "Remind me later",
    Say.NOT_MINE: "This is not mine",
    Say.NOTHING: "Nothing to check in this period",
    Say.EXCUSE: "Ask to be excused",
    Say.TAKE_BACK: "Take back: there is something",
    Say.CAN_BE_DONE: "It can be done after all",
}
_SEEN = {
    Sight.LATE: "You are told because it is past its date.",
    Sight.TOLD: "You are told of it as well.",
}


def duty_blocks(position: int, row: DutyRow, today: date, away: str = "", put_off: str = "") -> list[Block]:
    """A row with what can be done about it. `away`: the name of whose it is, while they are not there."""
    more = overflow(claims.action("due-more", position), [(SAYS[say], f"{say.value} {row.id}") for say in row.says])
    go = [go_button(position, row)] if row.button else []
    return [
        section(duty_said(row, today, away, put_off), block_id=f"duty/{row.id}"),
        actions([*go, more], f"acts/{row.id}"),
    ]


def go_button(position: int, row: DutyRow) -> Block:
    label = f"{row.button}: {row.name.line}"
    return button(row.button, claims.action("due-start", position), row.id, label=label)


def duty_said(row: DutyRow, today: date, away: str = "", put_off: str = "") -> str:
    """What it is called, and how it stands."""
    said = [*for_whom(away), when(row, today)]
    said += [f"{row.done} of {row.count} done"] if row.count > 1 else []
    said += [f"{row.missing} still to be covered"] if row.missing else []
    owner = "" if row.owner == away else row.owner
    said += [f"{owner} is to do it"] if owner and row.status is not Status.MISSED else []
    said += [f"it was for {owner} to do"] if owner and row.status is Status.MISSED else []
    lines = [row.name.line, " · ".join(said)]
    lines += ["Late before you took it over; that does not count against you."] if row.before_them else []
    lines += [row.waits] if row.waits else []
    lines += [_SEEN[row.sight]] if row.sight in _SEEN else []
    return "\n".join([*lines, *([put_off] if put_off else [])])


def for_whom(name: str) -> list[str]:
    """The first words of what is read in the place of somebody else."""
    return [f"For {name}, who is away"] if name else []


def when(row: DutyRow, today: date) -> str:
    """How it stands with its date, in words."""
    match row.status:
        case Status.LATE:
            return f"past its date: was due {day(row.due, today)}"
        case Status.MISSED:
            return f"not done in its time: was due {day(row.due, today)}"
        case Status.NOTHING:
            return "nothing to check, as you said today"
        case Status.EXCUSED if row.excused_until:
            return f"excused until {day(row.excused_until, today)}"
        case _:
            return "due today" if row.due == today else f"by {day(row.due, today)}"


def answer_buttons(act: str, line: str) -> list[Block]:
    return [
        button("Take it on", claims.action("due-answer", 0), f"accept {act}", label=f"Take it on: {line}"),
        button("Decline", claims.action("due-answer", 1), f"decline {act}", label=f"Decline: {line}"),
    ]


def looked_line(looked: Looked, today: date) -> str:
    """Such as: Quarterly sample: done Thu 12 Nov, next by Wed 31 Mar 2027."""
    done = f"done {day(looked.done_on, today)}" if looked.done_on else "not done yet"
    if looked.status is None or looked.due is None:
        return f"{looked.title}: {done}"
    if looked.status.is_open:
        late = f"past its date, was due {day(looked.due, today)}"
        coming = f"{'next ' if looked.done_on else ''}by {day(looked.due, today)}"
        return f"{looked.title}: {done}, {late if looked.status is Status.LATE else coming}"
    return f"{looked.title}: {done}, {looked.status.value} for {day(looked.due, today)}"


def why_view(explained: Explained) -> View:
    blocks = [bold(explained.name.line), *(section(sentence) for sentence in explained.sentences)]
    blocks += [section(f"Why it was refused: “{explained.refused}”")] if explained.refused else []
    says = [
        button(SAYS[say], claims.action("due-say", position), f"{say.value} {explained.duty}")
        for position, say in enumerate(explained.says)
        if say is not Say.WHY
    ]
    blocks += [actions(says, "says")] if says else []
    back = button("See all that is due", claims.action("due"), Which.MINE.value)
    return modal("why", "Why is this due?", [*blocks, context(*explained.small), actions([back], "back")])


def ways_view(beginning: Beginning) -> View:
    """What it can be done with, where that is more than one thing, or something that is done elsewhere."""
    blocks = [bold(beginning.name.line)]
    for position, way in enumerate(beginning.ways[:40]):
        value = f"{beginning.duty} {position}"
        go = button("Start", claims.action("due-start", position), value, label=f"Start {way.title}")
        said = f"{way.title}\n{way.advice}" if way.advice else way.title
        blocks.append(section(said, None if way.advice else go))
    if not beginning.ways:
        blocks.append(section("The file of what it is done with is missing or has a mistake. Your QA lead can see it."))
    return modal("ways", "What to do", blocks)
