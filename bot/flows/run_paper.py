"""How the record of a finished check reads: questions and answers, who handed in what, every correction. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bot.domain.actions import DONE, DROPPED, OPEN, Action
from bot.domain.papers import Asked, Block, Paper, Section, Table, Words
from bot.domain.parts import HandedIn
from bot.domain.values import Answer, Control
from bot.flows import path
from bot.flows.promises import promise
from bot.flows.shown import in_words, short_day
from bot.flows.views import Held, prompt
from bot.frameworks.item import Item
from bot.storage.superseded import Before

_NOTHING = "Not answered"
_GONE = "no longer kept"
_STATES = {OPEN: "open", DONE: "done"}


@dataclass(frozen=True)
class Whole:
    """A finished check with all that is kept of it. `held` shows the answers that stand."""

    held: Held
    before: list[Before]
    handed_in: Mapping[str, HandedIn]
    names: Mapping[str, str]
    framework: str
    made_for: str
    version: str

    @cached_property
    def items(self) -> list[Item]:
        """What was asked, as the answers stand: header first."""
        checklist, answers = self.held.checklist.whole, self.held.answers
        fields = [field for field in checklist.header if path.is_asked(checklist, answers, field)]
        return [*fields, *path.asked_items(checklist, answers)]

    def when(self, at: datetime) -> str:
        there = at.astimezone(self.held.zone)
        return f"{short_day(there.date())} {there:%H:%M}"


def paper_of(whole: Whole, now: datetime) -> Paper:
    heading = whole.held.heading
    marked = tuple(Words(line) for line in _marked(whole, None))
    first = (Section("Marked as a whole", marked),) if marked else ()
    sections = (*first, *_answers(whole), *_actions(whole), _handed_in(whole), _corrections(whole))
    return Paper(
        title=whole.held.checklist.whole.title,
        about=f"{heading.about} · ref {heading.reference}",
        sections=sections,
        cover=tuple(_cover(whole, now)),
        made_at=whole.held.run.submitted_at,
        confidential=f"Record of a check · ref {heading.reference} · for those who may read its answers",
        has_contents=False,
        data=(_data(whole),),
    )


def _cover(whole: Whole, now: datetime) -> Iterator[tuple[str, str]]:
    held = whole.held
    submitted = f", submitted {whole.when(held.run.submitted_at)}" if held.run.submitted_at else ""
    yield "Framework", whole.framework
    yield "Begun", f"{whole.when(held.run.started_at)} by {whole.names[held.run.author]}{submitted}"
    if held.heading.entered:
        yield "Answers", held.heading.entered
    yield "Form", f"Version {whole.version}"
    yield "Used for", held.checklist.whole.used_for
    yield (
        "What its author was told",
        promise(held.checklist.whole, held.run.state, is_shared=held.run.shared_at is not None),
    )
    yield "Kept for", held.checklist.whole.kept_for
    yield "Made for", whole.made_for
    yield "Made", whole.when(now)
    yield "What is in it", f"This check alone: {len(whole.items)} questions, {len(whole.before)} corrections"


def _answers(whole: Whole) -> Iterator[Section]:
    """Under the headings of the form; questions that were asked at the start come first."""
    asked = {item.id: item for item in whole.items}
    checklist = whole.held.checklist.whole
    start = [asked[field.id] for field in checklist.header if field.id in asked]
    if start:
        yield Section("At the start", tuple(_asked(whole, item) for item in start))
    several = len(checklist.parts) > 1
    for part in checklist.parts:
        for section in part.sections:
            there = [asked[item.id] for item in section.items if item.id in asked]
            if there:
                title = f"{part.title}: {section.title}" if several and part.title != section.title else section.title
                yield Section(title, tuple(_asked(whole, item) for item in there))


def _asked(whole: Whole, item: Item) -> Asked:
    answer = whole.held.answers.get(item.id)
    shown = prompt(replace(whole.held, writers={}), item)
    beside = [*shown.worked_out, *([f"Note: {shown.note}"] if shown.note else []), *_marked(whole, item.id)]
    if answer and whole.held.checklist.whole.has_turns:
        beside.append(f"Answered by {whole.names[answer.author]}, {whole.when(answer.at)}")
    if any(there.answer.item == item.id for there in whole.before):
        beside.append("Corrected: what stood before is at the end, under Corrections.")
    actions = [_action_line(whole, action) for action in shown.actions if action.state != DROPPED]
    said = shown.shown or ("Actions were agreed" if actions and item.control is Control.ACTIONS else _NOTHING)
    return Asked(item.ask, said, (*beside, *actions))


def _marked(whole: Whole, item: str | None) -> list[str]:
    """The themes that an answer, or the whole check, is marked with."""
    titles = whole.held.marked.get(item, ())
    return [f"Marked: {', '.join(titles)}"] if titles else []


def _action_line(whole: Whole, action: Action) -> str:
    return f"Action: {action.plan.words} ({', '.join(_agreed(whole, action))})"


def _agreed(whole: Whole, action: Action) -> tuple[str, str, str]:
    plan = action.plan
    by = " · ".join(filter(None, (plan.timescale, f"by {short_day(plan.due)}" if plan.due else None)))
    return whole.names.get(plan.owner, ""), by, _STATES.get(action.state, "waits to be confirmed")


def _actions(whole: Whole) -> Iterator[Section]:
    kept = [action for action in whole.held.actions if action.state != DROPPED]
    if kept:
        rows = tuple((action.plan.words, *_agreed(whole, action)) for action in kept)
        yield Section("Actions", (Table("Agreed in this check", ("What", "Who", "By when", "How it stands"), rows),))


def _handed_in(whole: Whole) -> Section:
    """Who stands for what, by the times at which it was handed in."""
    run = whole.held.run
    parts = [(part.title, whole.handed_in.get(part.name)) for part in whole.held.checklist.whole.parts]
    rows = [(title, whole.names[there.person], whole.when(there.at)) for title, there in parts if there]
    if not rows and run.submitted_at:
        rows = [("The whole check", whole.names[run.author], whole.when(run.submitted_at))]
    table = Table("Handed in", ("What", "By", "When"), tuple(rows))
    return Section("Signed and handed in", (*_signatures(whole), table))


def _signatures(whole: Whole) -> Iterator[Block]:
    signed = [item for item in whole.items if item.control is Control.SIGNATURE]
    for item in signed:
        yield _asked(whole, item)


def _corrections(whole: Whole) -> Section:
    if not whole.before:
        nothing = Words("Nothing has been corrected since it was submitted.")
        return Section("Corrections", (nothing,))
    return Section("Corrections", tuple(_correction(whole, there) for there in whole.before))


def _correction(whole: Whole, before: Before) -> Asked:
    """What stood, what took its place, who did that when, and why."""
    item = whole.held.checklist.whole.by_id[before.answer.item]
    after = _next(whole, before)
    by = f" by {whole.names[after.author]}" if after else ""
    lines = [f"Before: {_stood(whole, item, before.answer)}", f"After: {_stood(whole, item, after)}"]
    lines.append(f"Why: {before.reason or _GONE}")
    return Asked(item.ask, f"Corrected {whole.when(before.replaced_at)}{by}", tuple(lines))


def _next(whole: Whole, before: Before) -> Answer | None:
    """The answer that replaced this one: the next of the same question, else the one that stands."""
    later = [there.answer for there in whole.before if there.answer.item == before.answer.item]
    later += [answer for answer in [whole.held.answers.get(before.answer.item)] if answer]
    return min(
        (there for there in later if there.revision > before.answer.revision),
        key=lambda there: there.revision,
        default=None,
    )


def _stood(whole: Whole, item: Item, answer: Answer | None) -> str:
    if answer is None or answer.revision == 0:
        return _NOTHING
    shown = in_words(item, answer, whole.names, whole.held.zone) or _NOTHING
    return f"{shown}. Note: {answer.note}" if answer.note else shown


def _data(whole: Whole) -> Table:
    """A row for each question, for whoever works with it further."""
    rows = []
    for item in whole.items:
        asked, answer = _asked(whole, item), whole.held.answers.get(item.id)
        at = whole.when(answer.at) if answer else None
        rows.append((item.id, item.ask, asked.said, answer.note if answer else None, at))
    return Table("Answers", ("Number", "Question", "Answer", "Note", "Answered"), tuple(rows))
