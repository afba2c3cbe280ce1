"""What a copy for a channel leaves out of a summary because too few people are behind it, in one sentence. Pure."""

from collections.abc import Iterator, Sequence

from bot.domain.figures import Figures
from bot.flows.figures.limits import TOO_FEW
from bot.frameworks.library import Library

_MOST = 3


def left_out(library: Library, alone: Figures, shared: Figures) -> str:
    """`alone`: what the asker sees; `shared`: the copy. Nothing where both tell the same things."""
    answers = _listed("answers of", [_name(library, form) for form in _unanswered(alone, shared)])
    work = _listed("what is past its date, missed or excused in", [_name(library, row) for row in _hidden(shared)])
    named = {row.title for row in shared.work} | {there.what for there in alone.withheld}
    others = [there.what for there in shared.withheld if there.what not in named and there.why != TOO_FEW]
    found = [*answers, *work, *(f"{what[0].lower()}{what[1:]}" for what in others)]
    return f"Left out in the channel, because too few people are behind it: {'; '.join(found)}." if found else ""


def _unanswered(alone: Figures, shared: Figures) -> Iterator[str]:
    """Checks with questions that are told the asker, and of which the copy says only how many were handed in."""
    told = {(item.form, item.item) for item in alone.answers if item.told}
    hidden = (item.form for item in shared.answers if not item.told and (item.form, item.item) in told)
    yield from dict.fromkeys(hidden)


def _hidden(shared: Figures) -> Iterator[str]:
    """But those of which it is told that they stay as they were told first."""
    few = {there.what for there in shared.withheld}
    yield from (row.form for row in shared.work if not row.now.is_whole and row.title in few)


def _name(library: Library, key: str) -> str:
    form, rule = library.forms.get(key), library.rules.get(key)
    return form.checklist.short_title if form else rule[1].title if rule else key


def _listed(what: str, names: Sequence[str]) -> list[str]:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return [f"{what} {', '.join(names[:_MOST])}{more}"] if names else []
