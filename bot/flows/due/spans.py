"""Stretches of days: joined where they touch, cut to what lies in both. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """From a day until another, that day not included; without end where there is none."""

    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def outlasts(self, day: date) -> bool:
        return self.until is None or self.until > day


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order, those that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.since):
        last = found[-1] if found else None
        if last and (last.until is None or span.since <= last.until):
            ends = None if last.until is None or span.until is None else max(last.until, span.until)
            found[-1] = Span(last.since, ends)
        else:
            found.append(span)
    return found


def common(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """What lies in both."""
    others = list(other)
    cut = (_cut(mine, theirs) for mine in one for theirs in others)
    return joined(span for span in cut if span)


def _cut(one: Span, other: Span) -> Span | None:
    since = max(one.since, other.since)
    ends = [span.until for span in (one, other) if span.until]
    until = min(ends) if ends else None
    return None if until and until <= since else Span(since, until)
