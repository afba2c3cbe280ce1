"""Writes one finished or half-finished check of the invented council, and its meetings, by the flows people go through.

The answers come from a generator that is seeded with the check itself: the same check is answered in the same way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import takewhile
from random import Random

from bot.domain.actions import Action
from bot.domain.runs import Subject
from bot.domain.themes import Marked, Marks
from bot.domain.values import NOT_APPLICABLE, Answer, Control, Press, Value
from bot.errors import ShownError
from bot.flows import path
from bot.flows.actions import agree_action
from bot.flows.finish import share_run, submit_run, withdraw_run
from bot.flows.meetings import Change as MeetingChange
from bot.flows.meetings import close_meeting, set_up
from bot.flows.office import Actor, Office
from bot.flows.parts import hand_in_part
from bot.flows.recording import Change
from bot.flows.start import load_subjects, start_run
from bot.flows.themes import mark_check
from bot.flows.walk import answer_section
from bot.frameworks.agenda import base_of
from bot.frameworks.demo import PastAction, PastCheck, PastMeeting
from bot.frameworks.demo_rules import NOT_APPLICABLE as NOT_APPLICABLE_WORD
from bot.frameworks.item import Item
from bot.frameworks.kinds import ActionList, LookBack, Number, Signature, several
from bot.frameworks.meeting_rules import MEETING
from bot.frameworks.model import Checklist
from bot.storage import runs
from bot.storage.answers import load_answers

_FEWEST_EACH = 12
_NOTED = 0.55
_PACE = timedelta(seconds=40)
"""Between two answers."""
_AN_HOUR = timedelta(hours=1)
_SET_UP_AT = time(8, 30)
_SHARED_AT = time(16, 45)

Changes = dict[str, Change]


@dataclass
class Historian:
    """One check of somebody's. `ids` has everybody's id by short name, `keys` the other way round."""

    office: Office
    ids: Mapping[str, str]
    keys: Mapping[str, str]
    notes: list[str]
    past: PastCheck
    today: date
    meetings: Mapping[str, str]
    """Those of the framework, by name."""

    def __post_init__(self) -> None:
        past = self.past
        self.dice = Random(f"{past.who} {past.check} {past.about} {past.begun}")  # noqa: S311 (nothing secret)
        self.actor = Actor(self.ids[past.who])
        self.checklist = self.office.form(past.check).checklist
        self.agreed: list[Action] = []

    def write(self) -> str:
        """Begun, answered in one go or two, then finished, given up or left as it is."""
        past, begun = self.past, self._morning(self.past.begun)
        self._set_clock(begun)
        run = start_run(self.office, self.actor, past.check, self._subject(), self._header()).run
        if self.checklist.has_turns:
            self._take_turns(run, begun)
            return run
        ends = past.finished or past.withdrawn or past.begun
        again = max(self._morning(ends), begun + _AN_HOUR) if ends < past.begun else None
        changes = self._changes(run)
        first = list(changes)[: len(changes) * 2 // 3] if again else list(changes)
        done = self._answer(run, {item: changes[item] for item in first}, begun)
        if again:
            done = self._answer(run, {item: changes[item] for item in changes if item not in first}, again)
        for action in past.actions:
            self._agree(run, action)
        if not past.left_at:
            self._sign(run, [item for item in self.checklist.items if isinstance(item, Signature)])
        self._end(run, done)
        return run

    def _take_turns(self, run: str, begun: datetime) -> None:
        """Each part by whoever fills it in, from the day on which it was begun to that on which it was finished."""
        past, parts = self.past, self.checklist.parts
        apart = (self._morning(past.finished or past.begun) - begun) / len(parts)
        author, answers = self.actor, dict[str, Answer]()
        for number, part in enumerate(parts):
            self.actor = Actor(self.ids[past.about or ""]) if part.by == "subject" else author
            at = begun + max(apart * (number + 1), (number + 1) * _AN_HOUR)
            asked = [item for item in part.items if item.control is not Control.SIGNATURE]
            self._answer(run, self._changes_of(run, asked, answers), at)
            for action in past.actions:
                if any(item.id == action.item for item in part.items):
                    self._agree(run, action)
            self._sign(run, [item for item in part.items if isinstance(item, Signature)])
            hand_in_part(self.office, self.actor, run, part.name)
        self.actor = author
        self._mark(run)

    def _end(self, run: str, done: datetime) -> None:
        self._set_clock(done + 5 * _PACE)
        if self.past.finished:
            submit_run(self.office, self.actor, run)
            self._mark(run)
        if self.past.withdrawn:
            withdraw_run(self.office, self.actor, run)
        if self.past.shared:
            self._set_clock(self._day(self.past.shared, _SHARED_AT))
            share_run(self.office, self.actor, run)

    def _mark(self, run: str) -> None:
        marks = Marks(frozenset(self.past.themes), self.past.good_practice)
        if marks:
            mark_check(self.office, self.actor, run, Marked(None, marks))

    def _subject(self) -> Subject:
        kind, about = self.checklist.subject.kept_as, self.past.about
        if kind == MEETING:
            return Subject(kind, self.meetings[about or ""])
        if kind in ("person", "team"):
            return Subject(kind, self._offered(about))
        return Subject(kind, about)

    def _offered(self, about: str | None) -> str:
        for there in load_subjects(self.office, self.actor, self.past.check):
            if about in (there.name, self.keys.get(there.id)):
                return there.id
        raise ShownError(f"{about} is not offered to {self.past.who}.")

    def _header(self) -> dict[str, Value]:
        given = self.past.header
        wanted = [field for field in self.checklist.header if field.id in given or not field.optional]
        return {field.id: self._value(field, given.get(field.id)) for field in wanted}

    def _changes(self, run: str) -> Changes:
        """An answer to each question that is asked, up to where the check was left."""
        checklist = self._as_asked(run)
        asked = takewhile(lambda item: base_of(item.id) != self.past.left_at, checklist.items)
        return self._changes_of(run, asked, {}, checklist)

    def _changes_of(
        self, run: str, items: Iterable[Item], answers: dict[str, Answer], checklist: Checklist | None = None
    ) -> Changes:
        """`answers` holds what was answered before, and then these as well."""
        changes: Changes = {}
        now = self.office.store.clock.instant()
        there = self._answered(run) if any(isinstance(item, LookBack) for item in self.checklist.items) else ()
        for item in items:
            if isinstance(item, ActionList | Signature) or item.id in there:
                continue
            if not path.is_asked(checklist or self.checklist, answers, item):
                continue
            value = self._for_each(item, self._value(item, self.past.answers.get(base_of(item.id))), answers)
            changes[item.id] = Change(value, self._note(item, value))
            answers[item.id] = Answer(item.id, value, None, 1, self.actor.person, now, now)
        return changes

    def _answered(self, run: str) -> Collection[str]:
        with self.office.store.look() as uow:
            return load_answers(uow, run).keys()

    def _as_asked(self, run: str) -> Checklist:
        """What is asked for each point of an agenda stands there once for each."""
        with self.office.store.look() as uow:
            there = runs.load_run(uow, run)
            return self.office.checklist(uow, there) if there else self.checklist

    def _value(self, item: Item, word: str | None) -> Value:
        match item.control:
            case Control.CHOICE | Control.FOUND:
                return self._choice(item, word)
            case Control.SEVERAL:
                return several(dict.fromkeys(self._choice(item, word).chosen or {item.choices[0].code}, 1))
            case Control.TALLY:
                return several({choice.code: self.dice.randrange(6) for choice in item.choices})
            case Control.NUMBER:
                return Value(number=Decimal(word) if word else self._number(item))
            case Control.DAY:
                return Value(day=self.office.store.clock.today())
            case Control.PERSON:
                return Value(person=self.ids[word] if word else self.actor.person)
            case _:
                return Value(words=word or self.dice.choice(self.notes))

    def _for_each(self, item: Item, value: Value, answers: Mapping[str, Answer]) -> Value:
        """Of what a form divides by something else, such as people: so many for each, and none for nobody."""
        averages = [average for there in self.checklist.items for average in there.averages if average.of == item.id]
        over = next((answers[there.over] for there in averages if there.over and there.over in answers), None)
        if over is None or not value.counts:
            return value
        heads = dict(over.value.counts)
        return several({code: heads.get(code, 0) * (_FEWEST_EACH + many) for code, many in value.counts})

    def _choice(self, item: Item, word: str | None) -> Value:
        codes = {choice.name: choice.code for choice in item.choices}
        if word is None:
            usual = self.past.mostly if self.past.mostly in codes else next(iter([*getattr(item, "good", []), *codes]))
            others = [name for name in codes if name != usual] + [NOT_APPLICABLE_WORD] * item.not_applicable
            often = self.past.less.get(base_of(item.id), self.past.often) / 100
            word = usual if self.dice.random() < often else self.dice.choice(others)
        return NOT_APPLICABLE if word == NOT_APPLICABLE_WORD else Value(choice=codes[word])

    def _number(self, item: Item) -> Decimal:
        least, most = (item.least, item.most) if isinstance(item, Number) else (Decimal(0), None)
        number = Decimal(self.dice.randrange(12)) + least.to_integral_value(ROUND_CEILING)
        return number if most is None else min(number, most)

    def _sign(self, run: str, asked: Collection[Signature]) -> None:
        """Last, so that nothing is changed after it."""
        if asked:
            now = self.office.store.clock.instant()
            presses = {Press(run, item.id, 0, now): Change(Value(person=self.actor.person)) for item in asked}
            answer_section(self.office, self.actor, run, presses)

    def _note(self, item: Item, value: Value) -> str | None:
        if item.note == "never" or value.choice is None:
            return None
        is_usual = any(choice.code == value.choice for choice in item.choices if choice.name == self.past.mostly)
        is_noted = not is_usual and self.dice.random() < _NOTED
        return self.dice.choice(self.notes) if is_noted or item.needs_note(value) else None

    def _answer(self, run: str, changes: Changes, begun: datetime) -> datetime:
        """Store these and say when it was done."""
        done = begun + _PACE * (1 + len(changes))
        self._set_clock(done)
        now = self.office.store.clock.instant()
        if changes:
            presses = {Press(run, item, 0, now): change for item, change in changes.items()}
            answer_section(self.office, self.actor, run, presses)
        return done

    def _agree(self, run: str, action: PastAction) -> None:
        days = action.in_days
        by = action.when or self.office.store.clock.today() + timedelta(days=days or 0)
        self.agreed.append(agree_action(self.office, self.actor, run, action.item, action.words, by))

    def _morning(self, days_ago: int) -> datetime:
        return self._day(days_ago, time(9)) + timedelta(minutes=self.dice.randrange(360))

    def _day(self, days_ago: int, at: time) -> datetime:
        return datetime.combine(workday(self.today - timedelta(days=days_ago)), at, self.office.store.clock.zone)

    def _set_clock(self, moment: datetime) -> None:
        set_clock(self.office, moment)


@dataclass
class Convener:
    """Sets meetings up and closes them. `held` has those of each framework by name."""

    office: Office
    ids: Mapping[str, str]
    today: date
    held: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def set_up(self, framework: str, meeting: PastMeeting) -> None:
        day = workday(self.today - timedelta(days=meeting.begun))
        set_clock(self.office, datetime.combine(day, _SET_UP_AT, self.office.store.clock.zone))
        members = tuple(self.ids[member] for member in meeting.members)
        given = MeetingChange(meeting.name, day, "\n".join(meeting.agenda), members)
        actor = Actor(self.ids[meeting.who])
        self.held[framework][meeting.name] = set_up(self.office, actor, framework, meeting.kind, given)

    def close(self, framework: str, meeting: PastMeeting) -> None:
        day = workday(self.today - timedelta(days=meeting.closed or 0))
        set_clock(self.office, datetime.combine(day, _SHARED_AT, self.office.store.clock.zone))
        close_meeting(self.office, Actor(self.ids[meeting.who]), self.held[framework][meeting.name])


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def set_clock(office: Office, moment: datetime) -> None:
    """Let business time be this moment; real time stays what it is."""
    clock = office.store.clock
    office.store.clock = replace(clock, ahead=moment - clock.instant() - clock.moved)
