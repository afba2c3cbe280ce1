"""Every act that Plumbline knows, done by anybody upon anybody's check, and what came of it in one letter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.driver import Message, Person
from tests.slack.security import letters
from tests.slack.security.letters import day, option, words
from tests.slack.sight import kept, logged
from tests.slack.town import Town


@dataclass(frozen=True)
class Scene:
    """The checks that are acted upon, and a message of the bot to press on."""

    town: Town
    open: str
    submitted: str
    shown: str
    """A submitted check about somebody, which the people around that person may read."""
    agreed: str
    action: str
    message: Message


Deed = Callable[[Scene, Person], object]


def _press(action: str, value: str) -> Deed:
    return lambda scene, who: who.press(action, value=value.format(**vars(scene)), message=scene.message)


def _menu(value: str) -> Deed:
    def deed(scene: Scene, who: Person) -> object:
        chosen = {"value": value.format(**vars(scene))}
        return who.press("more/0", message=scene.message, type="overflow", selected_option=chosen)

    return deed


def _pick(action: str, item: str, **chosen: str) -> Deed:
    def deed(scene: Scene, who: Person) -> object:
        what: dict[str, Any] = {key: value.format(bea=scene.town.person("Bea").id) for key, value in chosen.items()}
        return who.press(action, message=scene.message, type="picker", block_id=f"{scene.open} {item} 0 -", **what)

    return deed


def _submit(callback: str, metadata: str, **typed: letters.Json) -> Deed:
    def deed(scene: Scene, who: Person) -> object:
        filled = {block.replace("_", " "): element for block, element in typed.items()}
        form = letters.submission(scene.town, who, callback, metadata.format(**vars(scene)), **filled)
        return letters.send(scene.town, form)

    return deed


def _slash(text: str) -> Deed:
    return lambda _, who: who.slash(text)


DEEDS: dict[str, Deed] = {
    "/qa help": _slash("/qa help"),
    "/qa start": _slash("/qa start look"),
    "/qa resume": _slash("/qa resume"),
    "/qa sample": _slash("/qa sample"),
    "/qa concern": _slash("/qa concern"),
    "begin": _press("begin/0", "-"),
    "start": _press("start/0", "own-look"),
    "start work": _press("start/0", "work-look"),
    "resume": _press("resume/0", "{open}"),
    "answer": _press("answer/0", "{open} A1 0 1"),
    "choose": _press("choose/0", "{open} A1 0 1"),
    "day": _pick("day/0", "B3", selected_date="2026-11-20"),
    "person": _pick("person/0", "B4", selected_user="{bea}"),
    "note": _press("note/0", "{open} A1 0 -"),
    "words": _press("words/0", "{open} B1 0 -"),
    "back": _press("back/0", "{open} A2 0 -"),
    "leave": _press("leave/0", "{open} A1 0 -"),
    "questions": _press("questions/0", "{open}"),
    "jump": _press("jump/0", "{open} B2"),
    "section": _menu("section {open} A1 0 -"),
    "review": _menu("review {open} A1 0 -"),
    "withdraw": _menu("withdraw {open} A1 0 -"),
    "why": _menu("why {open} A1 0 -"),
    "risk": _menu("risk {open} A1 0 -"),
    "submit": _press("submit/0", "{open}"),
    "agree": _press("agree/0", "{agreed} S1 1 -"),
    "drop": _press("drop/0", "{agreed} S1 {action}"),
    "see": _press("see/0", "{submitted}"),
    "see shown": _press("see/0", "{shown}"),
    "page": _press("page/0", "{submitted} 0"),
    "correct": _press("correct/0", "{submitted} A1 1 - 0"),
    "share": _press("share/0", "{shown}"),
    "prefer": _press("prefer/0", "yes"),
    "form start": _submit(
        "start", "own-look", subject=words("K9-9Z"), **{"own-sort": option("1"), "own-day": day("2026-11-20")}
    ),
    "form note": _submit("note", "{open} A1 0 -", note=words("It was so.")),
    "form words": _submit("words", "{open} B1 0 -", B1=words("Much.")),
    "form section": _submit("section", "{open} A1=0,A2=0", A1=option("1"), note_A2=words("So.")),
    "form withdraw": _submit("withdraw", "{open}"),
    "form agree": _submit("agree", "{agreed} S1 1 -", words=words("Do it."), timescale=words("Soon"), until=day("")),
    "form correct": _submit("correct", "{submitted} A1 1 - 0", A1=option("0"), reason=words("It was wrong.")),
}


def home(scene: Scene, who: Person) -> str:
    """F: their own page. n: a sentence that says why there is none."""
    who.open_home()
    shown = scene.town.slack.wait(who.home)
    return "F" if shown and "Start something" in shown.plain else "n"


def outcome(scene: Scene, who: Person, deed: Deed) -> str:
    """D: something was stored. F: a form opened. s: something was only said. n: refused, logged, nothing stored."""
    before, refusals = kept(scene.town), len(logged(scene.town, "refused"))
    deed(scene, who)
    stored = kept(scene.town) != before
    if len(logged(scene.town, "refused")) > refusals:
        return "n!" if stored else "n"
    if stored:
        return "D"
    return "F" if who.view() else "s"
