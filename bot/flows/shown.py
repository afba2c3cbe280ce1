"""Answers in words, as every surface shows them: what stands, and what its dates and numbers come to. Pure."""

from collections.abc import Mapping
from datetime import date, tzinfo
from decimal import Decimal

from bot.domain.values import Answer, Control, Value
from bot.frameworks.averages import average_code, shared_out
from bot.frameworks.item import Average, Item, Limit
from bot.frameworks.kinds import Day, Number, TallyItem
from bot.frameworks.limits import is_within, time_between
from bot.frameworks.model import Checklist


def in_words(item: Item, answer: Answer, names: Mapping[str, str], zone: tzinfo) -> str | None:
    """Nothing where there is no answer but a note."""
    value = answer.value
    if value.not_applicable:
        return "Not applicable"
    match item.control:
        case Control.FOUND:
            return _found(item, value)
        case Control.SIGNATURE if value.person:
            there = answer.at.astimezone(zone)
            return f"Signed by {names[value.person]}, {short_day(there.date())} {there:%H:%M}"
        case Control.SEVERAL | Control.TALLY:
            return _several(item, value)
        case Control.NUMBER if value.number is not None:
            return with_unit(item, value.number)
    if value.day:
        return short_day(value.day)
    if value.person:
        return names[value.person]
    return _label(item, value) or value.words


def _label(item: Item, value: Value) -> str | None:
    return next((choice.label for choice in item.choices if choice.code == value.choice), None)


def _found(item: Item, value: Value) -> str | None:
    label = _label(item, value)
    if value.day:
        return f"{label}, dated {short_day(value.day)}"
    return f"{label}, no date" if value.choice else label


def _several(item: Item, value: Value) -> str | None:
    counts = dict(value.counts)
    there = [choice for choice in item.choices if choice.code in counts]
    if isinstance(item, TallyItem):
        return ", ".join(f"{choice.label}: {counts[choice.code]}" for choice in there) or None
    return ", ".join(choice.label for choice in there) or None


def with_unit(item: Item, number: Decimal) -> str:
    unit = item.unit if isinstance(item, Number) else None
    return f"{plain_number(number)} {unit}" if unit else plain_number(number)


def plain_number(number: Decimal) -> str:
    """Without the noughts behind the point that say nothing."""
    text = f"{number:.2f}"
    return text.rstrip("0").rstrip(".")


def short_day(given: date) -> str:
    return f"{given:%a} {given.day} {given:%b %Y}"


def limit_lines(checklist: Checklist, item: Item, answers: Mapping[str, Answer], nation: str) -> tuple[str, ...]:
    """For each limit of the item of which both dates are known: how long it is, and whether that is within it."""
    said = (_limit_line(checklist, limit, answers, nation) for limit in item.limits)
    return tuple(line for line in said if line)


def _limit_line(checklist: Checklist, limit: Limit, answers: Mapping[str, Answer], nation: str) -> str | None:
    of, start = (answers[name].value.day if name in answers else None for name in (limit.of, limit.from_))
    if of is None or start is None:
        return None
    side = "on the same day as" if of == start else f"{time_between(of, start, limit.within, nation)} "
    side += "" if of == start else ("before" if of < start else "after")
    fits = "within" if is_within(of, start, limit.within, nation) else "past"
    other = _moment(checklist.by_id[limit.from_], start)
    dated = f"{_begun(limit.called)} is dated {short_day(of)}, {side} {other}"
    return f"{dated}: {fits} the limit of {limit.within}. You decide."


def _moment(item: Item, day: date) -> str:
    """The day of the check is called so; any other by its date."""
    return "this check" if isinstance(item, Day) and item.default == "today" else short_day(day)


def average_lines(checklist: Checklist, item: Item, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """For each average of the item of which both numbers are known: what comes to one, by option where there are."""
    said = (_average_line(checklist, average, answers) for average in item.averages)
    return tuple(line for line in said if line)


def _average_line(checklist: Checklist, average: Average, answers: Mapping[str, Answer]) -> str | None:
    of, over = (answers[name].value if name in answers else Value() for name in (average.of, average.over or ""))
    if average.over is None:
        found = average_code(of)
    else:
        found = shared_out(checklist.by_id[average.of], of, checklist.by_id[average.over], over)
    shares = [_share(average, *there) for there in found if there[1] or there[2]]
    return f"{_begun(average.called)}: {' · '.join(shares)}." if shares else None


def _share(average: Average, label: str, of: Decimal, over: Decimal) -> str:
    lead = f"{label} " if label else ""
    if over < average.fewest:
        return f"{lead}not worked out, as fewer than {average.fewest} are counted"
    whole = f"{plain_number(of)} over {plain_number(over)}" if average.over else f"{plain_number(over)} counted"
    return f"{lead}{plain_number(round(of / over, 1))} ({whole})"


def _begun(words: str) -> str:
    """As it stands at the beginning of a sentence."""
    return words[:1].upper() + words[1:]
