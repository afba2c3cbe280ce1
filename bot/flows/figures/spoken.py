"""A time as people say it: last quarter, 2026-Q3, since April, Oct-Dec, this financial year. Pure.

Quarters and halves without more are those of the financial year, which begins in April.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from bot.domain.periods import Period
from bot.errors import UnusableValueError
from bot.flows.figures.times import in_whole_months
from bot.frameworks.schedule import Term
from bot.frameworks.spans import months_after
from bot.frameworks.windows import Window, windows

FUTURE = "That time has not begun yet, so there is nothing to count. Ask about this quarter, or one before it."
IMPOSSIBLE = (
    "There is no such time. Write it as last quarter, 2026-Q3, October, Oct-Dec, since April or this financial year."
)
_NO_TERM = (
    "There is no such school term now. Name one, such as autumn term or last term. "
    "Whoever keeps the checklist files can set other days for terms."
)
_DAY = timedelta(days=1)
_TERMS_BACK = timedelta(days=500)
_SEASONS = (*["spring"] * 2, *["summer"] * 5, *["autumn"] * 5)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:20\d\d)"
_POINT = (
    rf"(?:{_YEAR} \d{{1,2}} \d{{1,2}}|\d{{1,2}} \d{{1,2}} {_YEAR}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: {_YEAR})?|"
    rf"{_MONTH}(?: {_YEAR})?|{_YEAR} \d\d?(?! \d)|\d\d? {_YEAR})"
)
_KINDS = {
    "month": "month",
    "quarter": "quarter",
    "half year": "half-year",
    "half": "half-year",
    "financial year": "financial-year",
    "year": "financial-year",
    "fy": "financial-year",
}
_TERM = re.compile(
    rf"\b(?:(?P<season>autumn|spring|summer) term(?: (?P<year>{_YEAR}))?|(?P<which>this|current|last|previous) term)\b"
)
_SPAN = "month|quarter|half year|half|financial year|calendar year|year|fy|week"
_SO_FAR = r" so far| to date| (?:to|until|till|up to) (?:now|today)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_WHICH = "first|second|third|fourth"


@dataclass(frozen=True)
class Spoken:
    """What was understood, and the words that are left. `said` where others could read other months into it."""

    period: Period
    rest: str
    said: str = ""


def find_period(words: str, today: date, terms: Sequence[Term] = ()) -> Spoken | None:
    """`words`: in small letters, without any sign between them. `terms`: of schools, where they are not the usual."""
    term = _TERM.search(words)
    if term:
        period = in_whole_months(_term(term, today, terms))
        said = f"{term[0].capitalize()} is {period.name}, in whole months."
        return Spoken(period, f"{words[: term.start()]} {words[term.end() :]}", said)
    for pattern, read in _PATTERNS:
        found = re.search(rf"\b(?:{pattern})\b", words)
        if found:
            try:
                period, said = read(found, today)
            except (ValueError, OverflowError) as error:
                raise UnusableValueError(IMPOSSIBLE) from error
            if period.first > today:
                raise UnusableValueError(FUTURE)
            return Spoken(period, f"{words[: found.start()]} {words[found.end() :]}", said)
    return None


def _term(found: re.Match[str], today: date, terms: Sequence[Term]) -> Period:
    """The one that is named, of that year or the last that has begun; else the one that runs, or ended last."""
    since = date(int(found["year"]), 1, 1) if found["year"] else today - _TERMS_BACK
    until = date(int(found["year"]), 12, 31) if found["year"] else today
    known = takewhile(lambda window: window.first <= until, windows("term", since, terms))
    meant = [window for window in known if _is_meant(window, found, today) and window.first >= since]
    if not meant or meant[-1].first > today:
        raise UnusableValueError(FUTURE if meant else _NO_TERM)
    return Period(meant[-1].first, meant[-1].last)


def _is_meant(window: Window, found: re.Match[str], today: date) -> bool:
    if found["season"]:
        return _SEASONS[window.first.month - 1] == found["season"]
    return window.last < today if found["which"] in ("last", "previous") else window.last >= today


def this_quarter(today: date) -> Period:
    return _window("quarter", today)


Read = Callable[[re.Match[str], date], tuple[Period, str]]


def _window(each: str, day: date) -> Period:
    window = next(windows(each, day))
    return Period(window.first, window.last)


def _between(found: re.Match[str], today: date) -> tuple[Period, str]:
    """From one point to another. Where only the last names its year, the first is the nearest before it."""
    last_named = bool(re.search(_YEAR, found["to"]))
    last = _point(found["to"], today).last
    first = _point(found["since"], last if last_named else today).first
    if not last_named:
        last = _point(found["to"], first + timedelta(days=365)).last if last < first else last
        if last < first:
            last = _year_on(last)
    if last < first:
        raise ValueError
    return Period(first, last), ""


def _year_on(day: date) -> date:
    return months_after(day + _DAY, 12) - _DAY


def _since(found: re.Match[str], today: date) -> tuple[Period, str]:
    first = _point(found["since"], today).first
    return Period(first, max(first, today)), ""


def _one(found: re.Match[str], today: date) -> tuple[Period, str]:
    return _point(found[0], today), ""


def _point(words: str, today: date) -> Period:
    """A day or a month; without a year the last one that has begun."""
    parts = words.split()
    named = next((part for part in parts if re.fullmatch(_MONTH, part)), None)
    numbers = [int(re.sub(r"\D", "", part)) for part in parts if part[0].isdigit()]
    year = next((number for number in numbers if number > 99), None)
    if named:
        days = [number for number in numbers if number < 100]
        return _last_begun(year, _MONTHS.index(named[:3]) + 1, days[0] if days else None, today)
    if len(numbers) == 2:
        return _last_begun(max(numbers), min(numbers), None, today)
    year, month, day = numbers if numbers[0] > 99 else numbers[::-1]
    return _last_begun(year, month, day, today)


def _last_begun(year: int | None, month: int, day: int | None, today: date) -> Period:
    first = date(year or today.year, month, day or 1)
    if year is None and first > today:
        first = date(today.year - 1, month, day or 1)
    return Period(first, first if day else months_after(first, 1) - _DAY)


def _month_last_year(found: re.Match[str], today: date) -> tuple[Period, str]:
    return _point(f"{found['month']} {today.year - 1}", today), ""


def _relative(found: re.Match[str], today: date) -> tuple[Period, str]:
    each, now = _KINDS.get(found["kind"]), _monday_to_sunday(today)
    if found["kind"] == "calendar year":
        now = Period(date(today.year, 1, 1), date(today.year, 12, 31))
    elif each:
        now = _window(each, today)
    if found["which"] in ("", "this", "current"):
        return now, _as_months(found[0], now)
    if found["which"] == "next":
        raise UnusableValueError(FUTURE)
    before = now.first - _DAY
    if found["kind"] == "week":
        period = _monday_to_sunday(before)
    else:
        period = _window(each, before) if each else Period(date(before.year, 1, 1), before)
    return period, _as_months(found[0], period)


def _as_months(said: str, period: Period) -> str:
    return f"{said.capitalize()} is {period.name}." if "year" in said else ""


def _monday_to_sunday(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def _lately(found: re.Match[str], today: date) -> tuple[Period, str]:
    """So many days or weeks up to today; so many months that are over."""
    many = int(found["many"])
    if many == 0:
        raise ValueError
    if found["unit"].startswith("month"):
        ends = today.replace(day=1)
        return Period(months_after(ends, -many), ends - _DAY), ""
    days = many * (7 if found["unit"].startswith("week") else 1)
    return Period(today - timedelta(days=days - 1), today), ""


def _numbered(found: re.Match[str], today: date) -> tuple[Period, str]:
    """A quarter or half of the financial year that begins in that year; else of the one that runs."""
    groups = found.groupdict()
    number = _ORDINALS.get(groups["number"]) or int(groups["number"])
    length = 3 if groups["part"].startswith("q") else 6
    if not 1 <= number <= 12 // length:
        raise ValueError
    year = int(groups["year"]) if groups.get("year") else _window("financial-year", today).first.year
    _check_year(year, groups.get("next"))
    first = months_after(date(year, 4, 1), (number - 1) * length)
    period = Period(first, months_after(first, length) - _DAY)
    part = "quarter" if length == 3 else "half"
    which = list(_ORDINALS)[number - 1]
    return period, f"The {which} {part} of the financial year {year}/{(year + 1) % 100:02} is {period.name}."


def _financial_year(found: re.Match[str], today: date) -> tuple[Period, str]:
    del today
    year = int(found["year"])
    _check_year(year, found.groupdict().get("next"))
    period = Period(date(year, 4, 1), date(year + 1, 3, 31))
    return period, f"The financial year {year}/{(year + 1) % 100:02} is {period.name}."


def _check_year(year: int, following: str | None) -> None:
    """2026/27 is one year and the next."""
    if following and int(following) % 100 != (year + 1) % 100:
        raise ValueError


def _calendar_year(found: re.Match[str], today: date) -> tuple[Period, str]:
    del today
    year = int(found["year"])
    period = Period(date(year, 1, 1), date(year, 12, 31))
    return period, f"{year} alone is {period.name}; the financial year is written {year}/{(year + 1) % 100:02}."


def _on_a_day(found: re.Match[str], today: date) -> tuple[Period, str]:
    day = today if found[0] == "today" else today - _DAY
    return Period(day, day), ""


def _since_then(found: re.Match[str], today: date) -> tuple[Period, str]:
    """From the first day of what is named up to now."""
    which = found["which"] or "this"
    period, _ = _relative(re.match(r"(?P<which>\w+) (?P<kind>.+)", f"{which} {found['kind']}") or found, today)
    return Period(period.first, today), ""


def _quarter_to_date(found: re.Match[str], today: date) -> tuple[Period, str]:
    del found
    return Period(this_quarter(today).first, today), ""


def _year_to_date(found: re.Match[str], today: date) -> tuple[Period, str]:
    del found
    return Period(_window("financial-year", today).first, today), ""


_PATTERNS: tuple[tuple[str, Read], ...] = (
    (rf"(?:from|between )? ?(?P<since>{_POINT}) (?:to |until |till |and )?(?P<to>{_POINT})", _between),
    (rf"(?:since|from) (?P<since>{_POINT})(?:{_SO_FAR})?", _since),
    (rf"(?P<since>{_POINT})(?:{_SO_FAR})", _since),
    (rf"(?:since|from) (?P<which>this|last|previous) (?P<kind>{_SPAN})(?:{_SO_FAR})?", _since_then),
    (rf"(?:(?P<which>this|current) )?(?P<kind>{_SPAN})(?: so far| to date)", _since_then),
    (r"ytd", _year_to_date),
    (rf"(?P<year>{_YEAR})(?: (?P<next>\d\d|{_YEAR}))? (?P<part>q|h) ?(?P<number>\d)", _numbered),
    (rf"(?P<part>q|h|quarter) ?(?P<number>\d)(?: (?:of )?(?P<year>{_YEAR})(?: (?P<next>\d\d))?)?", _numbered),
    (rf"(?P<number>{_WHICH}) (?P<part>quarter|half)(?: (?:of )?(?P<year>{_YEAR})(?: (?P<next>\d\d))?)?", _numbered),
    (rf"(?P<month>{_MONTH}) last year", _month_last_year),
    (
        r"(?P<which>this|current|last|previous|next) "
        rf"(?P<kind>{_SPAN})",
        _relative,
    ),
    (r"(?:last|past) (?P<many>\d{1,3}) (?P<unit>days?|weeks?|months?)", _lately),
    (rf"(?:financial year|fy) ?(?P<year>{_YEAR})(?: (?P<next>\d\d|{_YEAR}))?", _financial_year),
    (rf"(?P<year>{_YEAR}) (?P<next>(?:1[3-9]|[2-9]\d)|{_YEAR})(?: financial year)?(?! \d)", _financial_year),
    (_POINT, _one),
    (rf"(?P<year>{_YEAR})", _calendar_year),
    (r"today|yesterday", _on_a_day),
    (r"(?P<which>\b)(?P<kind>month|quarter|half year|financial year)", _relative),
    (r"so far|to date", _quarter_to_date),
)
