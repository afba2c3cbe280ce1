"""Makes what people see of a run (domain.cards) from the checklist and the answers. Pure, but for loading them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from bot.domain.actions import Action
from bot.domain.cards import Card, Heading, OpenPart, Option, Prompt, Receipt, Review, Scale, Tally, Unfinished, View
from bot.domain.parts import Turns
from bot.domain.runs import Run
from bot.domain.values import Answer, Control, Value
from bot.flows import path
from bot.flows.looking_back import load_earlier
from bot.flows.office import Office
from bot.flows.promises import promise
from bot.flows.shown import average_lines, in_words, limit_lines, plain_number, short_day
from bot.frameworks.item import Item, NoteRequired
from bot.frameworks.kinds import ActionList, LookBack, Number
from bot.frameworks.model import Checklist
from bot.storage import meetings, people, runs
from bot.storage.actions import load_actions
from bot.storage.answers import load_answers
from bot.storage.store import Uow


@dataclass(frozen=True)
class Held:
    """A run with everything that its views are made of."""

    run: Run
    checklist: Checklist
    answers: dict[str, Answer]
    actions: list[Action]
    names: dict[str, str]
    about: str
    zone: tzinfo = UTC
    outside: str | None = None
    """Whose answers these are, by role, where somebody else enters them."""
    raises_risks: bool = False
    takes_marks: bool = False
    marked: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    """What answers are marked with, and under none the whole check, once it is submitted."""
    nation: str = "england"
    turns: Turns | None = None
    """Where parts are handed in one by one: how the reader stands to them. The checklist then has theirs alone."""
    reader: str = ""
    may_withdraw: bool = True
    writers: Mapping[str, str] = field(default_factory=dict)
    """Who else is writing which answer, by name."""
    earlier: tuple[str, ...] = ()
    """What was agreed last time, a line for each."""

    @property
    def submitted_at(self) -> datetime | None:
        """As it was where people work, so that its day is theirs."""
        return self.run.submitted_at.astimezone(self.zone) if self.run.submitted_at else None

    @property
    def heading(self) -> Heading:
        title, role = self.checklist.short_title, self.outside
        entered = f"Entered by {self.names[self.run.author]} for {role}" if role else ""
        reference = spoken(self.run.reference)
        return Heading(self.run.id, title, self.about, reference, entered, self.raises_risks, self.takes_marks)


def spoken(reference: str) -> str:
    """A reference in two groups of three, easier to read out."""
    return f"{reference[:3]}-{reference[3:]}"


def hold(uow: Uow, office: Office, run: Run) -> Held:
    checklist = office.checklist(uow, run)
    answers = load_answers(uow, run.id)
    actions = load_actions(uow, run.id)
    named = {answer.value.person for answer in answers.values() if answer.value.person}
    outside = checklist.answered_for or (str(meetings.load_seat(uow, run.seat)) if run.seat else None)
    owners = {action.plan.owner for action in actions} | ({run.author} if outside else set())
    names = people.load_names(uow, named | owners | ({run.subject.person} if run.subject.person else set()))
    framework = office.library.frameworks.get(run.framework)
    raises_risks = framework is not None and framework.risk is not None
    nation = framework.nation if framework else "england"
    about = _about(uow, run, names)
    earlier, zone = load_earlier(uow, office, run, checklist), office.store.clock.zone
    return Held(
        run, checklist, answers, actions, names, about, zone, outside, raises_risks, nation=nation, earlier=earlier
    )


def heading_of(uow: Uow, office: Office, run: Run) -> Heading:
    """Which check this is, about what; nothing of its answers is looked at."""
    checklist = office.checklist(uow, run)
    named = {run.author} | ({run.subject.person} if run.subject.person else set())
    names = people.load_names(uow, named)
    return Held(run, checklist, {}, [], names, _about(uow, run, names)).heading


def _about(uow: Uow, run: Run, names: dict[str, str]) -> str:
    if run.subject.person:
        return names[run.subject.person]
    if run.subject.team:
        return people.load_team_name(uow, run.subject.team)
    if run.subject.meeting:
        name, day = meetings.load_name(uow, run.subject.meeting)
        whose = f", for {meetings.load_seat(uow, run.seat)}" if run.seat else ""
        return f"{name}, {short_day(day)}{whose}"
    return run.subject.reference or "the service"


def view(uow: Uow, held: Held, person: str) -> View:
    """What somebody who may read the answers sees of the run now."""
    if not held.run.is_open:
        return receipt(held, share_with=_share_with(held, person))
    place = runs.load_place(uow, held.run.id, person)
    item = path.find_asked(held.checklist, held.answers, place)
    return card(held, item) if item else review(held)


def card(held: Held, item: Item) -> Card:
    asked = path.asked_items(held.checklist, held.answers)
    theirs = {there.id for there in held.checklist.items}
    times = [answer.at for answer in held.answers.values() if answer.item in theirs]
    times += [action.at for action in held.actions if action.item in theirs]
    saved = max(times, default=None)
    number = 1 + next((index for index, other in enumerate(asked) if other.id == item.id), 0)
    far = path.progress(asked, held.answers, held.actions)
    told = promise(held.checklist)
    part = held.checklist.part_of[item.id].title if held.turns else ""
    shown, offer = prompt(held, item), _offer(held, item.id)
    return Card(
        held.heading,
        shown,
        number,
        far,
        saved,
        told,
        held.run.revision,
        offer,
        part,
        has_earlier=_has_earlier(held),
        may_withdraw=held.may_withdraw,
    )


def _has_earlier(held: Held) -> bool:
    return bool(held.turns and held.turns.handed_in)


def _offer(held: Held, place: str | None) -> Prompt | None:
    """One has moved on from a question by answering it; the action that it offers is not lost by that."""
    before = path.previous_asked(held.checklist, held.answers, place)
    if before is None or before == place:
        return None
    there = prompt(held, held.checklist.by_id[before])
    return there if there.offers_action and not there.actions else None


def prompt(held: Held, item: Item) -> Prompt:
    answer = held.answers.get(item.id)
    value = answer.value if answer else None
    part = held.checklist.part_of[item.id]
    here = (there.title for there in part.sections if any(other.id == item.id for other in there.items))
    section = next(here, part.title)
    return Prompt(
        item=item.id,
        section=section,
        ask=item.ask,
        help=item.help,
        control=item.control,
        options=_options(item, value or Value()),
        may_not_apply=item.not_applicable,
        is_not_applicable=bool(value and value.not_applicable),
        shown=in_words(item, answer, held.names, held.zone) if answer else None,
        day=value.day if value else None,
        hint=item.hint,
        takes_note=item.note != "never",
        note=answer.note if answer else None,
        needs_note=path.needs_note(item, held.answers),
        offers_action=value is not None and item.offers_action(value),
        actions=tuple(action for action in held.actions if action.item == item.id),
        by_when=item.timescale.ask if isinstance(item, ActionList) else "",
        revision=answer.revision if answer else 0,
        scale=_scale(item),
        number=plain_number(value.number) if value and value.number is not None else None,
        worked_out=(
            *limit_lines(held.checklist, item, held.answers, held.nation),
            *average_lines(held.checklist, item, held.answers),
        ),
        looks_back=held.earlier if isinstance(item, LookBack) else (),
        has_fallen=item.control is Control.SIGNATURE and answer is not None and not answer.is_given,
        writer=held.writers.get(item.id, ""),
        answered_by=held.names.get(answer.author, "") if answer and held.turns and answer.author != held.reader else "",
        is_shared=held.turns is not None and part.by == "both",
        marked=held.marked.get(item.id, ()),
    )


def _options(item: Item, value: Value) -> tuple[Option, ...]:
    counts, chosen = dict(value.counts), value.chosen
    return tuple(
        Option(there.code, there.label, there.code in chosen, item.pictures.get(there.name, ""), counts.get(there.code))
        for there in item.choices
    )


def _scale(item: Item) -> Scale | None:
    if not isinstance(item, Number):
        return None
    most = None if item.most is None else plain_number(item.most)
    return Scale(plain_number(item.least), most, item.decimals, item.unit)


def unanswered(item: Item) -> Prompt:
    """A question as it stands before there is a check to answer it in."""
    options, scale = _options(item, Value()), _scale(item)
    return Prompt(item.id, item.ask, item.help, item.control, item.hint, options, item.not_applicable, scale=scale)


def review(held: Held) -> Review:
    asked = path.asked_items(held.checklist, held.answers)
    sections = path.section_tallies(held.checklist, held.answers, held.actions)
    far = path.progress(asked, held.answers, held.actions)
    used_for = held.checklist.used_for
    told = promise(held.checklist)
    parts = held.checklist.parts if held.turns else []
    mine = tuple(OpenPart(part.name, part.title, part.by == "both") for part in parts)
    offer = _offer(held, None)
    left = len(held.checklist.whole.parts) - len(held.turns.handed_in) if held.turns else 0
    return Review(
        held.heading,
        sections,
        far,
        told,
        used_for,
        held.run.revision,
        offer,
        mine,
        has_earlier=_has_earlier(held),
        is_last=left == 1,
        may_withdraw=held.may_withdraw,
    )


def receipt(held: Held, *, with_answers: bool = True, share_with: str | None = None) -> Receipt:
    told = promise(held.checklist, held.run.state, is_shared=held.run.shared_at is not None)
    counted = tally(held) if with_answers and (held.turns is None or held.run.is_submitted) else None
    marked = tuple(dict.fromkeys(title for titles in held.marked.values() for title in titles)) if with_answers else ()
    state, at, revision = held.run.state, held.submitted_at, held.run.revision
    return Receipt(held.heading, state, at, counted, told, revision, share_with, marked)


def _share_with(held: Held, person: str) -> str | None:
    run = held.run
    has_a_part = any(part.by in ("subject", "both") for part in held.checklist.whole.parts)
    is_open_to_share = run.is_submitted and run.shared_at is None and run.author == person and not has_a_part
    return held.names[run.subject.person] if is_open_to_share and run.subject.person else None


def tally(held: Held) -> Tally:
    """Counts over the items that are asked. An answer without the note it needs is counted as that, not as given."""
    items = path.asked_items(held.checklist, held.answers)
    labels: dict[str, int] = {}
    counted_by_label = [item for item in items if item.counts_by_label]
    for item in counted_by_label:
        labels |= {choice.label: labels.get(choice.label, 0) for choice in item.choices}
    not_applicable = otherwise = not_answered = need_notes = 0
    for item in items:
        answer = held.answers.get(item.id)
        if isinstance(item.note, NoteRequired) and path.needs_note(item, held.answers):
            need_notes += 1
        elif not path.is_done(item, held.answers, held.actions):
            not_answered += not item.optional
        elif answer and answer.value.not_applicable:
            not_applicable += 1
        elif answer and item.choices and item.counts_by_label:
            for choice in item.choices:
                labels[choice.label] += _times(answer.value, choice.code)
        elif answer:
            otherwise += 1
    counted = tuple(labels.items())
    asked = {item.id for item in items}
    actions = sum(action.item in asked for action in held.actions)
    return Tally(counted, not_applicable, otherwise, not_answered, need_notes, actions)


def _times(value: Value, code: int) -> int:
    return dict(value.counts).get(code, 0) if value.counts else int(value.choice == code)


def unfinished(held: Held) -> Unfinished:
    asked = path.asked_items(held.checklist, held.answers)
    far = path.progress(asked, held.answers, held.actions)
    return Unfinished(held.heading, held.run.checklist, far, held.run.started_at)
