"""The single checks that a report shows something of: which ones they are, and whose words may stand in it.

How what they say is shown is in spoken.py. Figures over many checks are not made here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.figures import Node
from bot.domain.people import Standing
from bot.domain.periods import Period
from bot.domain.reporting import Draft
from bot.domain.runs import Run
from bot.domain.values import Answer
from bot.flows.office import Office
from bot.flows.relations import posts_of
from bot.frameworks.model import Checklist
from bot.frameworks.reports import Report
from bot.storage import meetings, pools, runs
from bot.storage.answers import load_answers
from bot.storage.store import Uow

_MEETINGS = 100
_DAY = timedelta(days=1)
_SHARED = ["with-name", "without-name"]


@dataclass(frozen=True)
class Looked:
    """One check that was handed in."""

    run: Run
    checklist: Checklist
    answers: dict[str, Answer]

    @property
    def consents_to(self) -> frozenset[str] | None:
        """The items whose words its person lets be passed on; None where it is about nobody, and nobody is asked."""
        form = self.checklist
        if not form.subject.is_somebody:
            return None
        given = self.answers.get(form.consent or "")
        asked = form.by_id.get(form.consent or "")
        if not (given and asked and asked.is_one_of(given.value, _SHARED)):
            return frozenset()
        return frozenset(form.consent_to or form.by_id)


@dataclass(frozen=True)
class Reader:
    """Whoever sees what is made before anybody else does, and the posts that they hold."""

    person: str = ""
    posts: frozenset[str] = frozenset()


def reader_of(uow: Uow, standing: Standing) -> Reader:
    return Reader(standing.person, frozenset(post.name for post in posts_of(uow, standing)))


@dataclass(frozen=True)
class About:
    """What a report is made for: which one, the draft of it, its team with all that are part of it, and its reader."""

    draft: Draft
    report: Report
    node: Node
    reader: Reader = Reader()

    @property
    def is_by_its_makers(self) -> bool:
        """Whether its reader holds one of the posts that make it, and so may see words of checks in it."""
        return not self.reader.posts.isdisjoint(self.report.by)


def load_looked(uow: Uow, office: Office, about: About, name: str) -> list[Looked]:
    """Of one form: those about the report's meeting, where it is by a meeting; else those of its time and teams."""
    form = office.library.forms.get(name)
    if form is None or form.checklist.anonymous:
        return []
    by_meeting = about.report.due.meeting and form.checklist.subject.kind == "meeting"
    found = (_about_meeting if by_meeting else _in_time)(uow, office, about, name)
    return [Looked(run, office.checklist(uow, run), load_answers(uow, run.id)) for run in found]


def load_looked_until(uow: Uow, office: Office, about: About, name: str) -> list[Looked]:
    """All that were handed in up to the end of its time: what was agreed in them may still be open."""
    found = _handed_in(uow, office, about, name, Period(date.min, about.draft.about.period.last))
    return [Looked(run, office.checklist(uow, run), load_answers(uow, run.id)) for run in found]


def load_lately(uow: Uow, office: Office, about: About, name: str) -> Iterator[Looked]:
    """The last one first: about the report's meeting, or handed in since its time began, as reports about it are."""
    form = office.library.forms.get(name)
    if form is None or form.checklist.anonymous:
        return
    since = Period(about.draft.about.period.first, date.max)
    if about.report.due.meeting and form.checklist.subject.kind == "meeting":
        found = [*_about_meeting(uow, office, about, name)]
    else:
        found = [*_handed_in(uow, office, about, name, since)]
    yield from (Looked(run, office.checklist(uow, run), load_answers(uow, run.id)) for run in reversed(found))


def _about_meeting(uow: Uow, office: Office, about: About, name: str) -> Iterator[Run]:
    meeting = _meeting(uow, office, about)
    for sheet in meetings.load_sheets(uow, meeting) if meeting else ():
        run = runs.load_run(uow, sheet.run) if sheet.checklist == name and sheet.is_in else None
        if run:
            yield run


def _meeting(uow: Uow, office: Office, about: About) -> str | None:
    """The one that it is owed by; else the last one of which sheets are in before that, or when the draft was begun."""
    owed_by, due = about.draft.about.meeting, about.report.due
    if owed_by and not due.is_before:
        return owed_by.id
    begun = about.draft.made_at.astimezone(office.store.clock.zone).date()
    until = owed_by.day - _DAY if owed_by else begun
    held = (there for there in meetings.load_meetings_with_sheets(uow, _MEETINGS) if there.day <= until)
    kind = (about.draft.framework, due.meeting)
    return next((there.id for there in held if (there.framework, there.kind) == kind), None)


def _in_time(uow: Uow, office: Office, about: About, name: str) -> Iterator[Run]:
    return _handed_in(uow, office, about, name, about.draft.about.period)


def _handed_in(uow: Uow, office: Office, about: About, name: str, period: Period) -> Iterator[Run]:
    for there in pools.load_handed_in(uow, about.draft.framework, name):
        if period.holds(there.at.astimezone(office.store.clock.zone).date()):
            run = runs.load_run(uow, there.run)
            if run and (about.node.id is None or {run.team, run.subject.team} & about.node.teams):
                yield run


def may_be_read(looked: Looked, about: About) -> bool:
    """Whether its reader may read it anyway: by the post by which they make it, or as what they wrote themselves."""
    readers = looked.checklist.who_sees
    by_post = any(f"{post}@anywhere" in readers for post in about.reader.posts.intersection(about.report.by))
    return by_post or ("author" in readers and looked.run.author == about.reader.person)
