"""Beginning a check at the keyboard: coming back to an open one, or subject and header of a new one."""

from dataclasses import dataclass

from bot.cli import terminal
from bot.cli.replies import value_from
from bot.cli.talk import Talk
from bot.domain.cards import Unfinished
from bot.domain.people import Person
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows.office import Actor, Office
from bot.flows.promises import promise
from bot.flows.start import SUBJECT_FIELD, load_start, load_subjects, load_unfinished, start_run
from bot.flows.views import unanswered
from bot.frameworks.item import Item
from bot.frameworks.library import Form

_EITHER = {"": True, "y": True, "yes": True, "n": False, "no": False, "new": False}


@dataclass
class Beginning:
    office: Office
    walker: Person
    form: Form
    people: list[Person]
    talk: Talk

    def run(self) -> str:
        """The id of the run to walk."""
        for begun in load_unfinished(self.office, Actor(self.walker.id)):
            if begun.checklist == self.form.name and self._carries_on(begun):
                return begun.heading.run
        return self._start()

    def _carries_on(self, begun: Unfinished) -> bool:
        heading = begun.heading
        self.talk.say(f"You began {heading.title} · {heading.about} · ref {heading.reference}: {begun.progress} done.")
        while (
            typed := self.talk.ask_words("Enter to carry on, or n for a new one: ").strip().casefold()
        ) not in _EITHER:
            self.talk.say("Please press Enter, or type n.")
        return _EITHER[typed]

    def _start(self) -> str:
        """Ask until everything fits; what fitted is not asked again."""
        checklist = self.form.checklist
        self.talk.say(f"{checklist.title}\n\n{terminal.wrapped(promise(checklist))}\n")
        for line in load_start(self.office, Actor(self.walker.id), self.form.name).cycle:
            self.talk.say(terminal.wrapped(line))
        subject: Subject | None = None
        given: dict[str, Value] = {}
        asked: set[str] = set()
        while True:
            subject = subject or self._subject()
            for item in checklist.asked_first:
                if item.id not in asked:
                    given |= self._field(item)
                    asked.add(item.id)
            try:
                return self._started(subject, given)
            except FormProblemsError as error:
                self.talk.say(terminal.wrapped(str(error)))
                asked -= set(error.problems)
                subject = None if SUBJECT_FIELD in error.problems else subject

    def _started(self, subject: Subject, given: dict[str, Value]) -> str:
        started = start_run(self.office, Actor(self.walker.id), self.form.name, subject, given)
        if started.resumed:
            self.talk.say("You have this one open already: here it is, as you left it. Its start was not changed.")
        return started.run

    def _subject(self) -> Subject:
        asked = self.form.checklist.subject
        self.talk.say(terminal.wrapped(asked.ask))
        if asked.kind == "service":
            return Subject("service")
        if asked.kind == "reference":
            example = f", such as {asked.example}" if asked.example else ""
            return Subject(
                "reference", self.talk.ask_words(f"{asked.called} (the reference only, no names{example}): ")
            )
        offered = load_subjects(self.office, Actor(self.walker.id), self.form.name)
        if asked.kind != "colleague":
            self.talk.say("  " + ", ".join(there.name for there in offered))
        while True:
            typed = self.talk.ask_words(f"{asked.called}: ").strip().casefold()
            near = [there.id for there in offered if typed and typed in there.name.casefold()]
            if len(near) == 1:
                return Subject(asked.kept_as, near[0])

    def _field(self, item: Item) -> dict[str, Value]:
        """The field's value under its id. Enter takes what is filled in beforehand, or leaves an optional one out."""
        prompt = unanswered(item)
        today = self.office.store.clock.today()
        self.talk.say("\n".join(terminal.prompt_lines(prompt, today)))
        default = getattr(item, "default", None)
        hint = f"(Enter for {default}) " if default else "(Enter to leave it out) " if item.optional else ""
        while True:
            typed = self.talk.ask_words(f"> {hint}") or default or ""
            if not typed and item.optional:
                return {}
            try:
                return {item.id: value_from(typed, prompt, today=today, people=self.people, me=self.walker.id)}
            except UnusableValueError as error:
                self.talk.say(str(error))
