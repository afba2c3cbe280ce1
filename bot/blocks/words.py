"""How days, times and counts are said, wherever they are shown. Pure."""

from datetime import date, datetime

from bot.domain.actions import DONE, TO_CONFIRM, Action

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(given: date, today: date | None = None) -> str:
    """Such as Fri 27 Nov, with the year when it is not this one, or this one is not known."""
    year = "" if today and given.year == today.year else f" {given.year}"
    return f"{given:%a} {given.day} {given:%b}{year}"


def clock_time(at: datetime, now: datetime) -> str:
    """Such as 10:41, or the day too when that was another one."""
    there = at.astimezone(now.tzinfo)
    time = f"{there:%H:%M}"
    return time if there.date() == now.date() else f"{day(there.date(), now.date())} {time}"


def action_line(action: Action) -> str:
    """What is to be done and by when, in the words that were agreed, and how it stands."""
    plan = action.plan
    by = [plan.timescale or "", f"by {day(plan.due)}" if plan.due else ""]
    said = [*by, "high priority" if plan.priority == "high" else "", _STATES.get(action.state, "")]
    return f"{plan.words} ({', '.join(filter(None, said))})"


_STATES = {DONE: "done", TO_CONFIRM: "waits to be confirmed"}


def count_word(number: int) -> str:
    """Small numbers as words."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def word_count(text: str) -> str:
    return count(len(text.split()), "word")
