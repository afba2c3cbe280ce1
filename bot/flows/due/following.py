"""Keeping duties in step with what people do: the log is followed, and only what an entry decides is worked out anew.

Following twice, by two at once, or after a crash half-way, comes to the same.
"""

from dataclasses import replace

from bot.clock import Deadline
from bot.domain.people import Verb
from bot.domain.shifts import Shift, moved_by
from bot.flows import access
from bot.flows.due.keeping import BY_ITSELF, work_out_all
from bot.flows.due.looking import schedules_of, within_for
from bot.flows.due.news import IGNORED, News, Stale, news_in, stale_by
from bot.flows.due.storing import store_shifts
from bot.flows.due.worlds import Question, answer, load_council
from bot.flows.office import Office
from bot.storage.duties import Scope, find_shifts
from bot.storage.followed import Followed, load_end, load_followed, load_lines, record_followed
from bot.storage.store import Uow

_PATIENCE = 10.0
_TRIES = 5
_NOBODY: frozenset[str] = frozenset()


def follow(office: Office, *, by: Deadline | None = None) -> frozenset[str]:
    """Work out anew what the log decides since it was followed last; the people whom that concerns.

    `by`: somebody waits for it until then, so what would take long is left to the next beat.
    """
    for _ in range(_TRIES):
        until = by or Deadline.after(_PATIENCE)
        with office.store.look(until) as uow:
            access.to_house(uow, BY_ITSELF, Verb.CONFIGURE)
            seen, end = load_followed(uow), load_end(uow)
            is_anew = seen.schedules != schedules_of(office.library)
            news = news_in([] if is_anew else load_lines(uow, seen.sequence, IGNORED))
            is_general = is_anew or news.is_general
            shifts = [] if is_general or news.is_empty else _shifts(uow, office, news, seen)
        if is_general:
            return _NOBODY if by else work_out_all(office).people
        now = replace(seen, sequence=max(end, seen.sequence), people_at=news.people_at or seen.people_at)
        if now == seen or _store(office, shifts, seen, now, until):
            return moved_by(shifts).people
    return _NOBODY  # others are following at the same time, and do not miss anything


def _shifts(uow: Uow, office: Office, news: News, seen: Followed) -> list[Shift]:
    stale = stale_by(uow, office, news)
    if not stale:
        return []
    council = load_council(uow, office, news.people_at or seen.people_at)
    found: list[Shift] = []
    for question in _questions(office, stale):
        for rule, duties in answer(uow, office, question, council):
            found += find_shifts(uow, Scope(rule.id, stale[rule.id]), duties)
    return found


def _questions(office: Office, stale: Stale) -> list[Question]:
    """Each rule with no more than it has to look at."""
    there = ((*office.library.rules[rule], about) for rule, about in sorted(stale.items()))
    return [Question(plan, ((rule, about),), within_for(rule, about)) for plan, rule, about in there]


def _store(office: Office, shifts: list[Shift], seen: Followed, now: Followed, until: Deadline) -> bool:
    """False, and nothing done, where somebody else has followed meanwhile."""
    with office.store.work(until) as uow:
        access.to_house(uow, BY_ITSELF, Verb.CONFIGURE)
        if load_followed(uow, lock=True) != seen:
            return False
        store_shifts(uow, shifts)
        record_followed(uow, now)
    return True
