"""Somebody who completes a check in Slack, whatever it asks: the first on the card, the rest by section.

What they typed is kept, so that a test can hold it against what is stored. Which tool it is makes no difference here.
"""

from __future__ import annotations

from collections.abc import Sequence
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
MOST_TURNS = 12
CARD_PLACES = {"tools", "review", "waiting", "receipt"}


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
        """Nothing was agreed before, so there is nothing to look back at; a meeting is today."""
        self.checklist = self.form.checklist
        looks_back = [item.id for item in self.form.checklist.items if isinstance(item, LookBack)]
        self.given |= dict.fromkeys(looks_back, NOT_APPLICABLE)
        known = [field.id for field in self.checklist.header if field not in self.checklist.asked_first]
        self.given |= dict.fromkeys(known, Value(day=self.today))

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

    def complete(self, people: Sequence[Person]) -> None:
        """Each person does what is open to them and hands it in, turn by turn, until the check is submitted."""
        for _ in range(MOST_TURNS):
            if is_submitted(card_of(people[0])):
                return
            if not [person for person in people if self._take_turn(person)]:
                self.slack.wait(lambda: is_submitted(card_of(people[0])))
        raise AssertionError(f"Nobody submits it: {people[0].transcript()}")

    def _take_turn(self, person: Person) -> bool:
        """False where nothing of it is open to this person now."""
        self._fill_in(person)
        ends = [name for name in card_of(person).buttons if name == "Submit" or name.startswith("Hand in")]
        if not ends:
            return False
        before = card_of(person).plain
        assert person.click(ends[0], on=card_of(person)).acked
        self.slack.wait(lambda: card_of(person).plain != before)
        self.slack.settled()
        return True

    def _fill_in(self, person: Person) -> None:
        """Everything that is asked of this person, up to the review."""
        for step in range(MOST_STEPS):
            item = item_on(card_of(person))
            if item is None:
                return
            self._at(person, self._item(item), by_card=step < ON_THE_CARD)
            self._moves_on(person, item)
        raise AssertionError(f"There is no end to it: {person.transcript()}")

    def _moves_on(self, person: Person, item: str) -> None:
        try:
            self.slack.wait(lambda: item_on(card_of(person)) != item)
        except TimeoutError:
            raise AssertionError(f"It stays at {item}: {card_of(person).plain}\n{person.view()}") from None
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


def card_of(person: Person) -> Message:
    """The newest card; what tells of something stands below it."""
    return next(message for message in reversed(person.dm()) if _places(message) & CARD_PLACES)


def _places(message: Message) -> set[str]:
    return {block.get("block_id", "").split("/")[0] for block in message.blocks}


def is_submitted(card: Message) -> bool:
    return card.plain.startswith("Submitted")


def item_on(card: Message) -> str | None:
    """The question that a card is at, as its tools say; none at the review and the receipt."""
    blocks = [block["block_id"] for block in card.blocks if block.get("block_id", "").startswith("tools/")]
    return str(blocks[0].split("/")[1]) if blocks else None


def _fields(view: View) -> set[str]:
    return {block["block_id"] for block in view.blocks if block["type"] == "input"}


def _answer(person: Person, label: str) -> None:
    """A button where there are few answers, which may bear a face, or an entry of a list where there are many."""
    buttons = [name for name in card_of(person).buttons if name == label or name.endswith(f" {label}")]
    if buttons:
        assert person.click(buttons[0], on=card_of(person)).acked
    else:
        assert person.choose("choose/0", label, on=card_of(person)).acked
