"""Somebody who completes a check in Slack, whatever it asks: the first on the card, the rest by section.

What they typed is kept, so that a test can hold it against what is stored. Which tool it is makes no difference here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.values import NOT_APPLICABLE, Control, Value
from bot.frameworks.kinds import AnyItem, LookBack
from bot.frameworks.library import Form
from bot.playground.driver import Driver, Message, Person, View
from tests.tools.typed import Typed, typed_for

ON_THE_CARD = 3
"""So many questions are answered one at a time."""
MOST_STEPS = 400


@dataclass
class Walker:
    slack: Driver
    form: Form
    today: date
    somebody: str
    """The id of the person who is chosen wherever somebody is asked for."""
    ids: dict[str, str]
    """Who people are, by their account."""
    given: dict[str, Value] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    actions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing was agreed before, so there is nothing to look back at."""
        self.checklist = self.form.checklist
        looks_back = [item.id for item in self.form.checklist.items if isinstance(item, LookBack)]
        self.given |= dict.fromkeys(looks_back, NOT_APPLICABLE)

    def begin(self, person: Person, subject: dict[str, Any]) -> None:
        before = len(person.dm())
        assert person.slash(f"/qa start {self.form.checklist.title}").acked
        view = person.view()
        assert view, person.transcript()
        person.fill(subject | self._header(view))
        assert person.submit().acked
        assert person.view() is None, person.transcript()
        self.slack.wait(lambda: len(person.dm()) > before)
        self.slack.settled()

    def _header(self, view: View) -> dict[str, Any]:
        asked = _fields(view)
        found: dict[str, Any] = {}
        for item in self.checklist.header:
            if item.id in asked:
                found |= self._typed(item).fields
        return found

    def _typed(self, item: AnyItem) -> Typed:
        """Given where it is asked; a choice that brings more questions is preferred to another."""
        typed = typed_for(item, len(self.given), self.today, self.somebody)
        self.given[item.id] = typed.value
        return typed

    def fill_in(self, person: Person) -> None:
        """Everything that is asked of this person, up to the review."""
        for step in range(MOST_STEPS):
            card = person.card()
            item = item_on(card)
            if item is None:
                return
            self._at(person, self._item(item), by_card=step < ON_THE_CARD)
            self._moves_on(person, item)
        raise AssertionError(f"There is no end to it: {person.transcript()}")

    def _moves_on(self, person: Person, item: str) -> None:
        try:
            self.slack.wait(lambda: item_on(person.card()) != item)
        except TimeoutError:
            raise AssertionError(f"It stays at {item}: {person.card().plain}\n{person.view()}") from None
        self.slack.settled()

    def _item(self, item: str) -> AnyItem:
        return self.checklist.by_id[item]

    def _at(self, person: Person, item: AnyItem, *, by_card: bool) -> None:
        if item.control is Control.ACTIONS:
            self._agree(person, item)
        elif item.control is Control.SIGNATURE:
            self._sign(person, item)
        elif by_card:
            self._on_the_card(person, item)
        else:
            self._section(person)

    def _agree(self, person: Person, item: AnyItem) -> None:
        assert person.click("Agree an action").acked
        self.actions[item.id] = f"To be done about {item.id}"
        person.fill({"words": self.actions[item.id], "until": self.today.isoformat()})
        assert person.submit().acked
        assert person.view() is None, person.transcript()
        self.slack.settled()
        assert person.click("Next").acked

    def _sign(self, person: Person, item: AnyItem) -> None:
        assert person.click("Sign").acked
        self.given[item.id] = Value(person=self.ids[person.id])

    def _on_the_card(self, person: Person, item: AnyItem) -> None:
        typed = self._typed(item)
        match item.control:
            case Control.CHOICE:
                label = next(choice.label for choice in item.choices if choice.code == typed.value.choice)
                _answer(person, label)
                if item.needs_note(typed.value):
                    self._send(person, {"note": self._note(item)})
            case Control.DAY:
                assert person.choose("day/0", typed.fields[item.id]).acked
            case Control.FOUND:
                assert person.choose("found/0", typed.fields[f"{item.id}/day"]).acked
            case Control.PERSON:
                assert person.choose("person/0", typed.fields[item.id]).acked
            case _:
                assert person.click("words/0").acked
                self._send(person, typed.fields)
                if person.view():
                    person.close()

    def _section(self, person: Person) -> None:
        assert person.choose("⋯", "Whole section in one form").acked
        while view := person.view():
            asked = _fields(view)
            typed: dict[str, Any] = {}
            for item in self.checklist.items:
                if item.id in asked:
                    answer = self._typed(item)
                    noted = {f"note {item.id}": self._note(item)} if item.needs_note(answer.value) else {}
                    typed |= answer.fields | noted
            self._send(person, typed)

    def _note(self, item: AnyItem) -> str:
        self.notes[item.id] = f"Why it is so at {item.id}"
        return self.notes[item.id]

    def _send(self, person: Person, fields: dict[str, Any]) -> None:
        view = person.view()
        assert view, person.transcript()
        person.fill(fields)
        assert person.submit().acked
        after = person.view()
        assert after is None or (not after.errors and after.blocks != view.blocks), person.transcript()

    def submit(self, person: Person) -> None:
        assert person.click("Submit").acked
        self.slack.wait(lambda: person.card().plain.startswith("Submitted"))


def item_on(card: Message) -> str | None:
    """The question that a card is at, as its tools say; none at the review and the receipt."""
    blocks = [block["block_id"] for block in card.blocks if block.get("block_id", "").startswith("tools/")]
    return str(blocks[0].split("/")[1]) if blocks else None


def _fields(view: View) -> set[str]:
    return {block["block_id"] for block in view.blocks if block["type"] == "input"}


def _answer(person: Person, label: str) -> None:
    """A button where there are few answers, an entry of a list where there are many."""
    if any(label in button for button in person.card().buttons):
        assert person.click(label).acked
    else:
        assert person.choose("choose/0", label).acked
