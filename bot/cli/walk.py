"""The walk at the keyboard: shows where one is, takes what is typed, calls the flow. A second caller beside Slack."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.cli import terminal
from bot.cli.replies import choice_from, day_or_words, value_from
from bot.cli.talk import StopError, Talk
from bot.domain.cards import Card, Prompt, Review, View
from bot.domain.people import Person
from bot.domain.values import NOT_APPLICABLE, Control, Fate, Outcome, Press, Value
from bot.errors import IdentifyingTextError, ShownError, UnusableValueError
from bot.flows.actions import agree_action, drop_agreed
from bot.flows.finish import correct_answer, read_answers, share_run, submit_run, withdraw_run
from bot.flows.office import Actor, Office
from bot.flows.parts import hand_in_part
from bot.flows.recording import Change
from bot.flows.walk import answer_item, answer_section, go_to, load_section, load_view, step_back, step_on, write_note

HELP = """  /note         add, change or take away a note      /back     the question before
  /leave        leave it for now                     /review   what is done and what is open
  /jump ITEM    go to a question                     /section  the whole section at once
  /action       agree an action, where offered       /drop     drop the action added last
  /risk         someone may be at risk
  /withdraw     give this check up                   /stop     stop; everything is saved"""

T = TypeVar("T")


@dataclass
class Walk:
    """One person at one check."""

    office: Office
    me: str
    run: str
    people: list[Person]
    talk: Talk

    @property
    def actor(self) -> Actor:
        return Actor(self.me)

    def go(self) -> None:
        """Until the person stops. What was said to be saved is saved, however it ends."""
        self.talk.say(HELP)
        while True:
            view = load_view(self.office, self.actor, self.run)
            self.talk.say(terminal.shown_view(view, self.office.store.clock.now()))
            try:
                self.take(self.talk.ask("> "), view)
            except (StopError, EOFError, KeyboardInterrupt):
                self.talk.say("\nWhat you answered is saved; words you had not finished are not.")
                self.talk.say("Run the same command to carry on.")
                return
            except ShownError as error:
                self.talk.say(terminal.wrapped(str(error)))

    def take(self, typed: str, view: View) -> None:
        word, _, rest = typed.strip().partition(" ")
        if word.startswith("/"):
            self._obey(word, rest.strip(), view)
        elif isinstance(view, Card) and word:
            self._answer(typed, view.prompt)

    def _obey(self, word: str, rest: str, view: View) -> None:
        found = [name for name in _COMMANDS if name.startswith(word[1:])]
        if word == "/" or not found:
            self.talk.say(HELP)
            return
        _COMMANDS[found[0]](self, rest, view)

    def _answer(self, typed: str, prompt: Prompt) -> None:
        if prompt.control is Control.ACTIONS:
            self.agree(prompt, typed)
            return
        words = self._more_lines(typed) if prompt.control in (Control.BOX, Control.LIST) else typed
        value = self.value(words, prompt)
        self.follow_up(
            prompt, self.kept(lambda why: answer_item(self.office, self.actor, self.press(prompt), value, why))
        )

    def follow_up(self, prompt: Prompt, outcome: Outcome) -> None:
        """What an answer calls for is asked at once; leaving it empty is never a loss."""
        self._tell(outcome)
        if outcome.needs_note:
            self.note(prompt.item, outcome.stands.revision if outcome.stands else 0, "This answer needs a note. Why")
        if outcome.offers_action and outcome.fate is Fate.SAVED:
            self.agree(prompt, self.talk.ask_words("Agree an action? In words, or Enter for none: "))

    def note(self, item: str, seen: int, question: str) -> None:
        text = self.talk.ask_words(f"{question}? (Enter for later) ")
        if text.strip():
            press = Press(self.run, item, seen, self.office.store.clock.instant())
            self._tell(self.kept(lambda why: write_note(self.office, self.actor, press, text, why)))

    def agree(self, prompt: Prompt, words: str) -> None:
        if not words.strip():
            return
        asked = prompt.by_when or "By when?"
        by = day_or_words(self.talk.ask_words(f"{asked} A date, or words: "), self.office.store.clock.today())
        action = self.kept(lambda why: agree_action(self.office, self.actor, self.run, prompt.item, words, by, why))
        self.talk.say(f"Agreed: {terminal.shown_action(action, self.office.store.clock.today())}")

    def kept(self, act: Callable[[str | None], T]) -> T:
        """Do it; where the words seem to name somebody, ask why they have to stay."""
        try:
            return act(None)
        except IdentifyingTextError as error:
            self.talk.say(terminal.wrapped(str(error)))
            reason = self.talk.ask_words("Why does it have to stay? (Enter to leave it out) ")
            if not reason.strip():
                raise UnusableValueError("Nothing was saved.") from None
            return act(reason)

    def press(self, prompt: Prompt) -> Press:
        return Press(self.run, prompt.item, prompt.revision, self.office.store.clock.instant())

    def value(self, typed: str, prompt: Prompt) -> Value:
        today = self.office.store.clock.today()
        return value_from(typed, prompt, today=today, people=self.people, me=self.me)

    def _more_lines(self, first: str) -> str:
        lines = [first]
        while line := self.talk.ask_words("… "):
            lines.append(line)
        return "\n".join(lines)

    def _tell(self, outcome: Outcome) -> None:
        if outcome.fate is Fate.OVERTAKEN:
            self.talk.say("Somebody answered this just before you, so yours was not saved. Here is what stands.")


def _note(walk: Walk, _rest: str, view: View) -> None:
    prompt = _prompt(view)
    if not prompt.takes_note:
        raise UnusableValueError("This question takes no note.")
    if prompt.note:
        walk.talk.say("Write a single - to take the note away.")
    text = walk.talk.ask_words("Note: ")
    if text.strip():
        said = "" if text.strip() == "-" else text
        walk.kept(lambda why: write_note(walk.office, walk.actor, walk.press(prompt), said, why))


def _not_applicable(walk: Walk, _rest: str, view: View) -> None:
    prompt = _prompt(view)
    walk.follow_up(prompt, answer_item(walk.office, walk.actor, walk.press(prompt), NOT_APPLICABLE))


def _action(walk: Walk, rest: str, view: View) -> None:
    walk.agree(_prompt(view), rest or walk.talk.ask_words("The action, in words: "))


def _drop(walk: Walk, _rest: str, view: View) -> None:
    """The last action of this question, which is the one most likely to be a slip."""
    agreed = _prompt(view).actions
    if not agreed:
        raise UnusableValueError("No action is agreed at this question.")
    drop_agreed(walk.office, walk.actor, walk.run, agreed[-1].id)
    walk.talk.say(f"Dropped: {terminal.shown_action(agreed[-1], walk.office.store.clock.today())}")


def _section(walk: Walk, _rest: str, view: View) -> None:
    """One line of answers for all choices of the section; what is left out stays as it is."""
    prompts = [
        prompt
        for prompt in load_section(walk.office, walk.actor, walk.run, _prompt(view).item).prompts
        if prompt.control is Control.CHOICE
    ]
    for number, prompt in enumerate(prompts, 1):
        walk.talk.say(terminal.wrapped(f"{number}. {prompt.ask}"))
    walk.talk.say("Type an answer for each in order, such as: yes no not yes. A - leaves one as it is.")
    typed = walk.talk.ask_words("> ").split()
    presses = {
        walk.press(prompt): Change(choice_from(word, prompt))
        for prompt, word in zip(prompts, typed, strict=False)
        if word != "-"
    }
    outcomes = answer_section(walk.office, walk.actor, walk.run, presses)
    for prompt in prompts:
        if prompt.item in outcomes:
            walk.follow_up(prompt, outcomes[prompt.item])


def _correct(walk: Walk, rest: str, _view: View) -> None:
    sheet = read_answers(walk.office, walk.actor, walk.run)
    prompt = next((there for there in sheet.prompts if there.item.casefold() == rest.casefold()), None)
    if prompt is None:
        raise UnusableValueError("Name the question to correct, such as /correct A3. /answers lists them.")
    walk.talk.say("\n".join(terminal.prompt_lines(prompt, walk.office.store.clock.today())))
    value = walk.value(walk.talk.ask_words("The right answer: "), prompt)
    reason = walk.talk.ask_words("Why is it corrected? ")
    press = walk.press(prompt)
    walk.kept(lambda why: correct_answer(walk.office, walk.actor, press, reason, value, keep_because=why))
    walk.talk.say("Corrected. The old answer is kept, and whoever has read it will be told.")


def _answers(walk: Walk, _rest: str, _view: View) -> None:
    sheet = read_answers(walk.office, walk.actor, walk.run)
    walk.talk.say(terminal.shown_sheet(sheet, walk.office.store.clock.today()))


def _submit(walk: Walk, _rest: str, view: View) -> None:
    if isinstance(view, Card):
        walk.talk.say("Here is the review first. /submit there submits.")
        go_to(walk.office, walk.actor, walk.run, None)
        return
    submit_run(walk.office, walk.actor, walk.run)


def _hand_in(walk: Walk, rest: str, view: View) -> None:
    if isinstance(view, Card):
        walk.talk.say("Here is the review first. /handin there hands a part in.")
        go_to(walk.office, walk.actor, walk.run, None)
    elif isinstance(view, Review) and view.hand_in:
        names = [part.name for part in view.hand_in]
        hand_in_part(walk.office, walk.actor, walk.run, rest or names[0])


def _withdraw(walk: Walk, _rest: str, _view: View) -> None:
    if walk.talk.ask_words("Withdraw this check? It will count nowhere. Type yes: ").strip().casefold() == "yes":
        withdraw_run(walk.office, walk.actor, walk.run)


def _share(walk: Walk, _rest: str, _view: View) -> None:
    share_run(walk.office, walk.actor, walk.run)
    walk.talk.say("Shared: the person it is about can read the answers now.")


def _jump(walk: Walk, rest: str, _view: View) -> None:
    go_to(walk.office, walk.actor, walk.run, rest.upper() if rest.islower() else rest)


def _stop(_walk: Walk, _rest: str, _view: View) -> None:
    raise StopError


def _prompt(view: View) -> Prompt:
    if not isinstance(view, Card):
        raise UnusableValueError("There is no question here. /jump ITEM goes to one.")
    return view.prompt


_COMMANDS: dict[str, Callable[[Walk, str, View], None]] = {
    "note": _note,
    "na": _not_applicable,
    "back": lambda walk, _rest, _view: step_back(walk.office, walk.actor, walk.run),
    "leave": lambda walk, _rest, _view: step_on(walk.office, walk.actor, walk.run),
    "review": lambda walk, _rest, _view: go_to(walk.office, walk.actor, walk.run, None),
    "jump": _jump,
    "section": _section,
    "action": _action,
    "drop": _drop,
    "answers": _answers,
    "risk": lambda walk, _rest, _view: walk.talk.say(walk.talk.concern),
    "submit": _submit,
    "handin": _hand_in,
    "share": _share,
    "correct": _correct,
    "withdraw": _withdraw,
    "stop": _stop,
}
