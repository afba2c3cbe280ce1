"""What `preview` shows: a checklist in words, and the walk through it in a database of its own."""

import sys
from collections.abc import Iterable
from pathlib import Path

import typer

from bot.app import open_store
from bot.blocks.surveys import OPENING
from bot.cli import terminal
from bot.cli.begin import Beginning
from bot.cli.cast import convene, invite_cast, pick_walker
from bot.cli.talk import StopError, Talk
from bot.cli.walk import Walk
from bot.domain.values import Control
from bot.errors import ShownError
from bot.flows.concern import concern_words
from bot.flows.office import Office
from bot.flows.promises import promise, told_readers
from bot.frameworks.item import Condition, Item, NoteRequired
from bot.frameworks.library import Form, Library
from bot.frameworks.model import Checklist, Part
from bot.settings import Settings

DATABASE = Path("data/preview.db")


def form_named(library: Library, name: str) -> Form:
    form = library.forms.get(name)
    if form is None:
        problems = [str(problem) for problem in library.problems if not problem.is_advice]
        names = sorted([*library.forms, *library.books])
        known = f"There is no checklist or register {name}. There are: {', '.join(names) or 'none'}."
        raise ShownError("\n".join([*problems, known]))
    return form


def conversation(checklist: Checklist) -> str:
    """Everything that somebody will be asked and told, in order."""
    lines = [checklist.title, "=" * len(checklist.title), terminal.wrapped(checklist.purpose), ""]
    lines += [terminal.wrapped(_told(checklist)), terminal.wrapped(f"Used for: {checklist.used_for}")]
    lines += [f"Kept for {checklist.kept_for}."]
    lines += [] if checklist.anonymous else _start(checklist)
    for part in checklist.parts:
        lines += ["", terminal.wrapped(_heading(checklist, part))]
        for section in part.sections:
            lines += ["", section.title, "-" * len(section.title), *_conditions(section.show_if)]
            lines += ["Asked once for each point of the meeting's agenda."] if section.each else []
            lines += [line for item in section.items for line in _asked(item)]
    return "\n".join(lines)


def _told(checklist: Checklist) -> str:
    """Who will see what."""
    together = f" What all say together is seen by {told_readers(checklist)}."
    return f"{OPENING}{together}" if checklist.anonymous else promise(checklist)


def _start(checklist: Checklist) -> list[str]:
    lines = ["", "At the start", "-" * 12, terminal.wrapped(checklist.subject.ask), f"    ({checklist.subject.called})"]
    if cycle := checklist.cycle:
        lines.append(f"    Shown here: how many were begun in the last {cycle.within}, of {cycle.most} at most.")
    return [*lines, *(line for item in checklist.asked_first for line in _asked(item))]


def _conditions(conditions: Iterable[Condition]) -> list[str]:
    return [f"    Only if {condition.item} is {' or '.join(condition.is_)}." for condition in conditions]


def _heading(checklist: Checklist, part: Part) -> str:
    who = {"both": "the author and the subject together"}.get(part.by, f"the {part.by}")
    titles = [f"“{there.title}”" for there in checklist.parts if there.name in part.after]
    opens = f", opens after {' and '.join(titles)}" if titles else ""
    number = f"Part {checklist.parts.index(part) + 1}: " if len(checklist.parts) > 1 else ""
    return f"{number}{part.title} (filled in by {who}{opens})"


def _asked(item: Item) -> list[str]:
    lines = [terminal.wrapped(f"{item.id}  {item.ask}")]
    if item.help:
        lines.append(terminal.wrapped(item.help, "    "))
    lines += _conditions(item.show_if)
    labels = [choice.label for choice in item.choices] + ["Not applicable"] * item.not_applicable
    lines += [f"    [ {' ] [ '.join(labels)} ]"] if item.choices else []
    lines += [f"    ({_HOW.get(item.control) or item.hint})"] if item.control is not Control.CHOICE else []
    if isinstance(item.note, NoteRequired):
        lines.append(f"    A note is needed for: {', '.join(item.note.required_on)}.")
    if item.action:
        lines.append(f"    An action is offered for: {', '.join(item.action.offered_on)}.")
    return lines + _worked_out(item)


_HOW = {Control.FOUND: "The date on it, or one of these.", Control.TALLY: "A number for each of these."}


def _worked_out(item: Item) -> list[str]:
    """What is said with the question once the dates and numbers are known."""
    told = [f"Shown with it: whether {limit.called} is within {limit.within}." for limit in item.limits]
    told += [f"Shown with it: {average.called}." for average in item.averages]
    return [terminal.wrapped(line, "    ") for line in told]


def walk_form(settings: Settings, library: Library, form: Form, *, name: str, fresh: bool) -> None:
    """The walk, in the preview's own database, by somebody invented who may fill the form in."""
    if form.checklist.anonymous:
        raise ShownError("An anonymous survey is one page, answered in Slack while it is open: see it with make run.")
    if fresh:
        for path in (DATABASE, DATABASE.with_name(f"{DATABASE.name}-wal"), DATABASE.with_name(f"{DATABASE.name}-shm")):
            path.unlink(missing_ok=True)
    store = open_store(f"sqlite:///{DATABASE}", settings.timezone)
    office = Office(store, library)
    people = invite_cast(office)
    convene(office, people, form)
    walker = pick_walker(office, people, form, name)
    typer.echo(f"Everything is stored in {DATABASE.resolve()}")
    typer.echo(f"You are {walker.name}, who is invented, like everybody here.\n")
    talk = Talk(_ask, typer.echo, terminal.wrapped(concern_words(office, form.framework)))
    try:
        run = Beginning(office, walker, form, people, talk).run()
        Walk(office, walker.id, run, people, talk).go()
    except (StopError, EOFError, KeyboardInterrupt):
        typer.echo("\nStopped before a check was begun. What was stored before stays as it is.")
    finally:
        store.close()


def _ask(question: str) -> str:
    typer.echo(question, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")
