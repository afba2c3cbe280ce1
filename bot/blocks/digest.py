"""The one reminder of a day: what waits, most urgent first, each row with what can be done about it."""

from collections import Counter
from collections.abc import Sequence

from bot.blocks import claims
from bot.blocks.duties import when
from bot.blocks.inputs import ANSWER
from bot.blocks.lines import GROUPS, line_blocks
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    context,
    field,
    modal,
    option,
    section,
    select,
)
from bot.blocks.planning import months_line
from bot.blocks.talks import meeting_soon
from bot.blocks.words import count_word, day
from bot.domain.digest_views import DONE, Line, Page, Proposed, Talk
from bot.domain.digests import Group, Kind
from bot.domain.duty_views import Which
from bot.flows.digests.snoozing import Snoozing

DAYS_FIELD = "days"
LOCK_SCREEN = "Plumbline: checks waiting"
"""All that is shown where others may look over a shoulder."""
_MOST_BLOCKS = 50
_MOST_ROWS = 12
"""More than that is a list, and no reminder."""
_FOOT = 4
_LATER = "This comes later than usual, because Plumbline was not running at your hour."


def later_view(snoozing: Snoozing) -> View:
    """By how many working days to put something off."""
    options = [option(day(until, snoozing.today), str(days)) for days, until in snoozing.days]
    blocks = [
        bold(snoozing.row.name.line),
        section(f"{when(snoozing.row, snoozing.today)}. It stays due, and on your lists."),
        field(DAYS_FIELD, "From which day on are you reminded again?", select(ANSWER, options, "Choose a day")),
    ]
    return modal("later", "Remind me later", blocks, snoozing.row.id, submit="Save", close="Cancel")


def digest_message(page: Page) -> Message:
    blocks = [section(_greeting(page))]
    blocks += [context(_LATER)] if page.digest.is_late else []
    shown = _shown(page, _MOST_BLOCKS - _FOOT - len(blocks))
    for group, title in GROUPS.items():
        drawn = [(place, line) for place, line in shown if line.group is group]
        if drawn:
            blocks += [bold(title), *(block for place, line in drawn for block in line_blocks(place, line, page.today))]
    left = sum(not line.over for line in page.lines) - sum(not line.over for _, line in shown)
    if left:
        blocks.append(context(f"And {left} more: /qa due lists them."))
    return Message(LOCK_SCREEN, [*blocks, *_foot(page)])


def _shown(page: Page, room: int) -> list[tuple[int, Line]]:
    """As many as there is room for: what waits first, by its group, and then what does not any more."""
    groups = list(GROUPS)
    placed = sorted(enumerate(page.lines), key=lambda one: (bool(one[1].over), groups.index(one[1].group), one[0]))
    titled: set[Group] = set()
    kept: list[tuple[int, Line]] = []
    for place, line in placed:
        room -= len(line_blocks(place, line, page.today)) + (line.group not in titled)
        titled.add(line.group)
        if room < 0 or len(kept) == _MOST_ROWS:
            break
        kept.append((place, line))
    return sorted(kept, key=lambda one: one[0])


def _greeting(page: Page) -> str:
    """How many wait, in a sentence that a glance takes in."""
    waiting = [line for line in page.lines if not line.over]
    hello = f"Good {'morning' if page.is_morning else 'afternoon'} {page.name.split(' ')[0]}."
    if not waiting:
        is_all_done = all(line.over == DONE for line in page.lines)
        return f"{hello} {'All of this is done. ' * is_all_done}Nothing in this waits for you any more."
    waiting = [line for line in waiting if not line.put_off]
    if not waiting:
        return f"{hello} All that waits here is put off."
    own = [line for line in waiting if line.is_to_do and not line.group.is_of_others]
    said = [_sentence(own, "waiting")] if own else []
    said += _past(sum(line.is_past for line in own))
    said += meeting_soon([line.of for line in waiting if isinstance(line.of, Talk) and not line.instead_of], page.today)
    said = said or [months_line(line.of.many) for line in waiting if isinstance(line.of, Proposed)]
    groups = [line.group for line in waiting]
    said += _long_past(groups.count(Group.OF_PEOPLE), "of your people's")
    said += _long_past(groups.count(Group.OF_OTHERS), "for others to do")
    return " ".join([hello, *said])


def _past(number: int) -> list[str]:
    passed = "has passed its date." if number == 1 else "have passed their date."
    return [f"{count_word(number).capitalize()} {passed}"] if number else []


def _long_past(number: int, whose: str) -> list[str]:
    one = number == 1
    past = f"{'is' if one else 'are'} long past {'its' if one else 'their'} date."
    return [f"{count_word(number).capitalize()} {whose} {past}"] if number else []


def _sentence(lines: Sequence[Line], how: str) -> str:
    nouns = Counter(_NOUNS.get(line.kind, "check") for line in lines)
    things = [_count(nouns[noun], noun) for noun in ("check", "action", "report") if nouns[noun]]
    said = " and ".join(filter(None, [", ".join(things[:-1]), things[-1]]))
    return f"{said[0].upper()}{said[1:]} {'is' if len(lines) == 1 else 'are'} {how}{_instead(lines)}."


_NOUNS = {Kind.ACTION: "action", Kind.REPORT: "report"}


def _instead(lines: Sequence[Line]) -> str:
    """How many of them are read in the place of who is away."""
    names = [line.instead_of for line in lines if line.instead_of]
    if not names:
        return ""
    whose = f"{names[0]}, who is away" if len(set(names)) == 1 else "people who are away"
    many = "all" if len(names) == len(lines) else count_word(len(names))
    return f", for {whose}" if len(lines) == 1 else f", {many} of them for {whose}"


def _count(number: int, noun: str) -> str:
    return f"{count_word(number)} {noun}{'' if number == 1 else 's'}"


def _foot(page: Page) -> list[Block]:
    buttons = [
        button("I'm away", claims.action("away"), claims.NOTHING, "I'm away: no reason needed"),
        button("See all that is due", claims.action("due"), Which.MINE.value),
        button("My hours", claims.action("hours"), claims.NOTHING, "Change when you get this"),
    ]
    when_told = f"You get this at {page.hour}:00 on your working days, when something changes. My hours changes that."
    return [actions(buttons, "foot"), context(when_told)]
