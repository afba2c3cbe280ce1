"""The year by one framework: each thing that is owed gets its fate, and is done on its day by the flows people use."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from bot.cli.dates import note_date
from bot.cli.history import Convener, set_clock
from bot.cli.year.checking import Checking, Wanted
from bot.cli.year.deciding import Fate, days_of, fate_of, late_day
from bot.cli.year.diary import Diary
from bot.cli.year.drawing import draw_one
from bot.cli.year.quarters import Quarters
from bot.cli.year.records import Records
from bot.domain.actions import Action, Seen
from bot.domain.duties import Duty
from bot.domain.runs import Subject
from bot.errors import ShownError
from bot.flows import access
from bot.flows.due.acts import ask_to_be_excused, decide_request, may_be_nothing, say_nothing
from bot.flows.figures.times import year_of
from bot.flows.office import Actor, Office
from bot.flows.relations import is_in_use, may_fill_in
from bot.flows.upkeep import close_action
from bot.frameworks.demo import HistoryFile, PastDate, PastMeeting
from bot.frameworks.demo_year import OftenMeeting, Year
from bot.frameworks.library import Form
from bot.frameworks.schedule import Happening, Rule
from bot.storage.duties import load_duty
from bot.storage.duty_acts import load_acts_of

_AFTERNOON = time(15, 30)
_OPEN_FOR = timedelta(days=40)
"""A meeting stays open for so long, for those who write their sheet late."""
_SHEETS_WITHIN = 4
_LET_OFF = timedelta(days=30)
_AFTER_ITS_DAY = (3, 25)
_BY_DATE = 50
"""Of a hundred things that a check or a date discharges so many are noted as a date alone."""
_AT_A_TIME = 2
_ACTIONS = "actions"
"""How well actions are kept can be told like a rule."""


@dataclass
class Living:
    office: Office
    framework: str
    file: HistoryFile
    year: Year
    ids: Mapping[str, str]
    convener: Convener
    diary: Diary
    quarters: Quarters
    today: date
    teams: Mapping[str, str]
    """Names by id."""
    workers: Collection[str]
    decides_next: date = date.max
    """The day on which what is owed is looked at again: what follows from a meeting is done before it is ended."""
    _decided: set[str] = field(default_factory=set)
    _first: set[tuple[str, str | None]] = field(default_factory=set)
    _met: set[str] = field(default_factory=set)
    _can: dict[str, Collection[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = Random(f"{self.framework} {self.quarters.first}")  # noqa: S311 (nothing secret)
        self.records = Records(self.year.records, self.dice)
        self.keys = {person: key for key, person in self.ids.items()}
        self.held = self.convener.held[self.framework]
        unfinished = [past for past in self.file.history if past.finished is None]
        self.left_open = {(past.who, past.check, past.about) for past in unfinished}
        self.checking = Checking(
            self.office,
            self.ids,
            self.keys,
            self.file.notes,
            self.today,
            self.year,
            self.quarters,
            self.records,
            self.dice,
            self.held,
            self.workers,
        )

    # What is owed

    def decide(self, duty: Duty) -> None:
        """Once for each. Actions have a day of their own, and are decided on when they are agreed."""
        rule = self.office.library.rules[duty.rule][1]
        if duty.id in self._decided or duty.owner not in self.keys or rule.per == "action":
            return
        if duty.subject.meeting and duty.subject.meeting not in self._met:
            return  # who hands in what there stands in the files
        self._decided.add(duty.id)
        fate = fate_of(self.quarters.went(duty.due, rule.id), self.dice)
        if fate is Fate.NOTHING and not may_be_nothing(self.office.library, rule):
            fate = Fate.IN_TIME
        if fate in (Fate.EXCUSED, Fate.NOTHING):
            self.diary.put(duty.due - timedelta(days=self.dice.randint(0, 4)), partial(self._let_off, duty.id, fate))
            return
        if fate is Fate.UNDONE and duty.subject.meeting:
            if all(there.check for there in rule.done_by):
                return  # a meeting that was ended takes no more sheets
            fate = Fate.LATE
        for turn, day in enumerate(days_of(duty, rule, fate, self.dice)):
            early = self.quarters.first + timedelta(days=self.dice.randint(1, 20))
            self.diary.put(max(day, early), partial(self._do, rule, duty, turn))

    def _let_off(self, duty_id: str, fate: Fate, on: date) -> None:
        with self.office.store.look() as uow:
            duty = load_duty(uow, duty_id)
        if duty is None or not duty.status.is_open or duty.owner is None:
            return
        self._at(on)
        owner = Actor(duty.owner)
        if fate is Fate.NOTHING:
            say_nothing(self.office, owner, duty.id)
            return
        until = on + _LET_OFF
        ask_to_be_excused(self.office, owner, duty.id, self.dice.choice(self.year.reasons), until)
        with self.office.store.look() as uow:
            asked = next(act for act in load_acts_of(uow, [duty.id]) if act.waits)
        if asked.to:
            decide_request(self.office, Actor(asked.to), asked.id, "", approve=True)
        rule = self.office.library.rules[duty.rule][1]
        if not (rule.each or rule.in_ or duty.subject.meeting):  # what has no window is owed again once that is over
            self.diary.put(until + timedelta(days=self.dice.randint(2, 9)), partial(self._do, rule, duty, 0))

    def _do(self, rule: Rule, duty: Duty, turn: int, on: date) -> None:
        who = self.keys[duty.owner or ""]
        way = self._way(rule, who, on)
        if way is None:
            return
        first = (rule.id, duty.subject.key) not in self._first
        self._first.add((rule.id, duty.subject.key))
        if way.check:
            self._check_owed(rule, duty, turn, who, way.check, on)
        elif way.meeting:
            self.meet(self._kind(way.meeting), on, who)
        else:
            self.note(way, who, duty, on)
        for also in (*rule.all_of, *(rule.first_all_of if first else ())):
            if also.fact:
                self.note(also, who, duty, on)

    def _way(self, rule: Rule, who: str, on: date) -> Happening | None:
        """One of those that discharge it. Of many checks two are looked at in a quarter, and in the next others."""
        checks = [there for there in rule.done_by if there.check and not there.part and there.check in self._forms(who)]
        kinds = {there.kind for there in self.year.meetings}
        others = [there for there in rule.done_by if (there.fact and self._is_open(there)) or there.meeting in kinds]
        if checks and others and rule.per != "meeting" and self.dice.randrange(100) < _BY_DATE:
            checks = []
        first = (on.year * 4 + (on.month - 1) // 3) * _AT_A_TIME
        turns = [checks[(first + turn) % len(checks)] for turn in range(_AT_A_TIME) if checks]
        ways = turns or others
        return self.dice.choice(ways) if ways else None

    def _forms(self, who: str) -> Collection[str]:
        """What somebody may fill in, sheets about meetings among them."""
        if who not in self._can:
            forms = [form for form in self.office.library.forms.values() if form.checklist.anonymous is None]
            with self.office.store.look() as uow:
                standing = access.standing_of(uow, Actor(self.ids[who]))
                theirs = [form for form in forms if may_fill_in(uow, standing, form.checklist)]
                self._can[who] = {form.name for form in theirs if is_in_use(uow, standing, form)}
        return self._can[who]

    def _is_open(self, way: Happening) -> bool:
        """Whether it can be recorded by one person alone."""
        return not self.office.book(way.register_ or "").register.by_id[way.fact or ""].authoriser

    def _kind(self, name: str) -> OftenMeeting:
        return next(there for there in self.year.meetings if there.kind == name)

    # Checks

    def _check_owed(self, rule: Rule, duty: Duty, turn: int, who: str, check: str, on: date) -> None:
        form = self.office.form(check)
        drawn = draw_one(self.office, Actor(self.ids[who]), rule, form, duty, on, self.records, self.dice)
        fills = rule.sample.fills if rule.sample and rule.sample.fills != rule.covers else None
        header = {fills: drawn} if drawn and fills else {}
        if rule.covers and duty.missing:
            header[rule.covers] = self.keys[duty.missing[turn % len(duty.missing)]]
        self.check(Wanted(who, check, self._about(rule, duty, form, drawn, on), on, header, self._good(on, rule.id)))

    def _good(self, on: date, rule: str | None = None) -> int:
        return self.quarters.went(on, rule).good

    def check(self, wanted: Wanted) -> None:
        if (wanted.who, wanted.check, wanted.about) in self.left_open:
            return  # the files leave it open: to do it again would finish that one
        try:
            agreed = self.checking.write(wanted)
        except ShownError as error:
            entry = f"{wanted.who}'s {wanted.check} about {wanted.about} on {wanted.on}"
            raise ShownError(f"{self.framework}: {entry} was refused, so nothing was made: {error}") from error
        for action in agreed:
            self._follow_up(action)

    def _about(self, rule: Rule, duty: Duty, form: Form, drawn: str | None, on: date) -> str | None:
        subject = duty.subject
        match form.checklist.subject.kind:
            case "service":
                return None
            case "person" | "colleague":
                return self.keys[subject.person or ""]
            case "team":
                return self.teams[subject.team or ""]
            case "meeting":
                return next(name for name, key in self.held.items() if key == subject.meeting)
            case _:
                return self._reference(rule, subject, form, drawn, duty.due, on)

    def _reference(self, rule: Rule, subject: Subject, form: Form, drawn: str | None, due: date, on: date) -> str:
        if subject.reference:
            return subject.reference
        if drawn:
            return drawn
        if rule.per == "service" and not self.records.has(form.name):
            return _time_of(rule, on if rule.every else due - timedelta(days=80 if rule.due_after else 0))
        return self.records.about(form.name, on)

    def _follow_up(self, action: Action) -> None:
        due = action.plan.due
        if due is None:
            return
        fate = fate_of(self.quarters.went(due, _ACTIONS), self.dice)
        if fate is Fate.LATE:
            day = late_day(due, _AFTER_ITS_DAY, self.dice)
        elif fate is Fate.UNDONE:
            day = late_day(due, (30, 70), self.dice)
        else:
            day = due - timedelta(days=self.dice.randint(0, 10))
        self.diary.put(day, partial(self._close, action))

    def _close(self, action: Action, on: date) -> None:
        self._at(on)
        close_action(
            self.office, Actor(action.plan.owner), Seen(action.id, action.revision), self.dice.choice(self.year.shown)
        )

    # Dates and meetings

    def note(self, way: Happening, who: str, duty: Duty, on: date) -> None:
        about = self._noted_about(way, duty, on)
        self.record(way.register_ or "", way.fact or "", who, about, on, self._outcome(way), duty.about)

    def record(
        self, register: str, fact: str, who: str, about: str | None, on: date, outcome: str | None, inside: str | None
    ) -> None:
        book = self.office.book(register).register
        kept = {holder.partition("@")[0] for post in book.kept_by for holder in self.file.posts.get(post, [])}
        keeper = who if who in kept else next(iter(sorted(kept)), who)
        asked = book.by_id[fact].about
        given = {"who": keeper, "register": register, "fact": fact, "about": about, "outcome": outcome}
        days = (self.today - on).days
        past = PastDate.model_validate({**given, "days_ago": days, "inside": (inside or asked) if asked else None})
        note_date(self.office, self.ids, past, self.today, days)

    def _noted_about(self, way: Happening, duty: Duty, on: date) -> str | None:
        kind = self.office.book(way.register_ or "").register.subject.kind
        if kind == "service":
            return None
        if kind == duty.subject.kind:
            return self.keys.get(duty.subject.key or "") or self.teams.get(duty.subject.key or "") or duty.subject.key
        return self.records.about(way.fact or "", on)

    def _outcome(self, way: Happening) -> str | None:
        outcomes = [
            there.name for there in self.office.book(way.register_ or "").register.by_id[way.fact or ""].outcomes
        ]
        return self.dice.choice(way.outcomes) if way.outcomes else next(iter(outcomes), None)

    def meet(self, kind: OftenMeeting, on: date, who: str | None = None) -> None:
        """It is set up on its day; every member hands in the sheets that no rule asks for, and later it is ended."""
        name = f"{kind.called}, {on.day} {on:%B %Y}"
        days = (self.today - on).days
        meeting = PastMeeting(
            name=name,
            kind=kind.kind,
            who=who or kind.who,
            begun=days,
            closed=max(days - _OPEN_FOR.days, 1),
            members=kind.members,
            agenda=[self.records.about(kind.kind, on) for _ in range(kind.agenda)],
        )
        self.convener.set_up(self.framework, meeting)
        self._met.add(self.held[name])
        for sheet in kind.sheets:
            for member in (member for member in kind.members if sheet in self._forms(member)):
                day = on + timedelta(days=self.dice.randint(0, _SHEETS_WITHIN))
                self.diary.put(day, partial(self._sheet, member, sheet, name), step=2)
        ends = max(on + _OPEN_FOR, self.decides_next)
        self.diary.put(ends, lambda _: self.convener.close(self.framework, meeting), step=3)

    def _sheet(self, who: str, check: str, meeting: str, on: date) -> None:
        self.check(Wanted(who, check, meeting, on, {}, self._good(on)))

    def _at(self, on: date) -> None:
        set_clock(self.office, datetime.combine(on, _AFTERNOON, self.office.store.clock.zone))


def _time_of(rule: Rule, day: date) -> str:
    """The name of a quarter or a financial year, where a check is about one."""
    first = year_of(day).first
    if rule.each == "quarter":
        return f"{first.year}-Q{(day.month - 4) % 12 // 3 + 1}"
    return f"{first.year}-{(first.year + 1) % 100:02d}"
