"""Recording dates: which fact, the form for one, the form for many, and withdrawing a wrong one.

What is recorded already is shown by leaves.py. Everything is a form of one's own: no date stands in the chat.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, note_field, reason_field, text_input
from bot.blocks.parts import (
    Block,
    View,
    actions,
    bold,
    button,
    clipped,
    context,
    field,
    header,
    modal,
    option,
    plain,
    section,
    select,
)
from bot.blocks.told import told_view
from bot.blocks.words import count, day
from bot.domain.facts import MISTAKES, Choosing, FactForm, ManyForm, Option, Recordable, Tick
from bot.domain.runs import Subject
from bot.flows.registers.fitting import ABOUT, AUTHORISER, DAY, OUTCOME, REASON, SUBJECT, WORDS
from bot.flows.texts import REFERENCE_LENGTH

FACT, TICKS = "fact", "ticks"
_PER_BOX = 10
"""Ticks that Slack takes in one group."""
_TITLE = "Record a date"
_NO_NAMES = "No names, please, and nothing that tells who it is."


def dates_group(registers: Sequence[str], *, is_recorded: bool) -> list[Block]:
    """On Home."""
    rows = [header("Dates")]
    if registers:
        go = button(_TITLE, claims.action("facts"), claims.value(claims.NOTHING))
        rows.append(section("\n".join(registers[:5]), go, block_id="facts"))
    if is_recorded:
        see = button("See them", claims.action("leaf"), leaf_value(Subject("person"), 0))
        rows.append(section("Dates that are recorded about you", see, block_id="leaf"))
    return rows


def leaf_value(subject: Subject, page: int) -> str:
    """What a control about a subject carries; without a key it is whoever presses."""
    return json.dumps([subject.kind, subject.key or "", page])


def choosing_view(choosing: Choosing) -> View:
    """Which fact to record. A reference alone shows what is recorded about it."""
    opening = choosing.opening or "What do you want to record? A reference alone shows what is recorded about it."
    blocks = [section(opening)]
    if choosing.facts:
        blocks.append(field(FACT, "What to record", _facts(choosing.facts), optional=True))
    reference = text_input(ANSWER, REFERENCE_LENGTH, choosing.said)
    blocks.append(
        field(SUBJECT, "About which reference, person or team", reference, _NO_NAMES_BUT_COLLEAGUES, optional=True)
    )
    if not choosing.facts:
        blocks.append(context("You keep no register. If you should, ask your QA lead."))
    return modal("facts", _TITLE, blocks, choosing.day.isoformat() if choosing.day else "", "Next", close="Cancel")


_NO_NAMES_BUT_COLLEAGUES = (
    "A reference, or a colleague's name as Plumbline knows it. Never the name of a person supported."
)


def _facts(facts: Iterable[Recordable]) -> Block:
    groups = [
        {
            "label": plain(clipped(title, 75)),
            "options": [option(there.called, f"{there.book}/{there.fact}") for there in within],
        }
        for title, within in groupby(facts, key=lambda there: there.title)
    ]
    return {
        "type": "static_select",
        "action_id": ANSWER,
        "placeholder": plain("Choose a date to record"),
        "option_groups": groups,
    }


def fact_view(form: FactForm) -> View:
    """One fact. What was understood of words stands in its fields, and nothing is saved before Record is pressed."""
    if problem := _why_not(form):
        return told_view(_TITLE, problem)
    filled = form.filled
    blocks = [bold(f"{form.called} · {form.title}")]
    if form.corrects:
        blocks.append(context("The old date is kept, with why it was corrected. Whoever may read it sees both."))
    else:
        blocks += (
            [section("Please look whether this is right, then press Record. Nothing is saved yet.")]
            if filled.day
            else []
        )
        blocks += _many_button(form) + _subject(form)
    blocks.append(field(DAY, form.ask, _datepicker(form), form.help or ""))
    if form.about:
        blocks.append(field(ABOUT, form.about, text_input(ANSWER, REFERENCE_LENGTH, filled.about or ""), _NO_NAMES))
    blocks += [field(OUTCOME, "Outcome", _radios(form.outcomes, filled.outcome))] if form.outcomes else []
    if form.authoriser:
        blocks.append(
            field(AUTHORISER, f"Authorised by ({form.authoriser})", _list(form.authorisers, filled.authoriser))
        )
    blocks += [note_field(WORDS, filled.words, "Note")] if form.takes_words else []
    if form.corrects:
        blocks.append(_reason("Why is it corrected?", is_sensitive=form.is_sensitive))
        strike = button("It is wrong altogether", claims.action("strike"), form.corrects)
        blocks.append(actions([strike], "strike"))
        return modal("fact-correct", "Correct a date", blocks, form.corrects, "Correct", close="Cancel")
    blocks.append(context(f"{form.promise} Used for: {form.used_for} Kept for {form.kept_for}."))
    return modal("fact", _TITLE, blocks, f"{form.book} {form.fact}", "Record", close="Cancel")


def _why_not(form: FactForm) -> str:
    if form.subject in ("person", "team") and not form.offered:
        return "There is nobody here about whom you can record this now. Your QA lead can say why."
    if form.authoriser and not form.authorisers:
        return f"Nobody holds the post {form.authoriser} now, so this cannot be recorded yet. Ask your QA lead."
    return ""


def _many_button(form: FactForm) -> list[Block]:
    if not form.for_many:
        return []
    go = button("Several at once", claims.action("many"), f"{form.book} {form.fact}")
    return [actions([go], "many")]


def _subject(form: FactForm) -> list[Block]:
    if form.subject == "service":
        return []
    if form.subject == "reference":
        example = f" Such as {form.example}." if form.example else ""
        free = f" For a new one, {form.free} is free." if form.free else ""
        shown = text_input(ANSWER, REFERENCE_LENGTH, form.filled.subject or "")
        return [field(SUBJECT, form.subject_ask, shown, f"The reference only.{example} {_NO_NAMES}{free}")]
    return [field(SUBJECT, form.subject_ask, _list(form.offered, form.filled.subject))]


def _datepicker(form: FactForm) -> Block:
    first = form.filled.day or form.today
    return {"type": "datepicker", "action_id": ANSWER, "initial_date": first.isoformat()}


def _list(options: Sequence[Option], chosen: str | None) -> Block:
    made = [option(there.label, there.key) for there in options]
    first = next((there for there in made if there["value"] == chosen), None)
    return select(ANSWER, made, "Choose one", first)


def _radios(options: Sequence[Option], chosen: str | None) -> Block:
    if len(options) > _PER_BOX:
        return _list(options, chosen)
    made = [option(there.label, there.key) for there in options]
    first = [there for there in made if there["value"] == chosen]
    element: Block = {"type": "radio_buttons", "action_id": ANSWER, "options": made}
    return element | ({"initial_option": first[0]} if first else {})


def recorded_view(name: str, called: str, form_day: str, subject: Subject, *, already: bool) -> View:
    """What was stored, and where to go from there."""
    said = "That is recorded already. Nothing was added" if already else "Recorded"
    buttons = [button("Record another", claims.action("facts"), claims.value(claims.NOTHING))]
    buttons.append(button("See what is recorded", claims.action("leaf"), leaf_value(subject, 0)))
    return modal("told", _TITLE, [section(f"{said}: {called} · {name} · {form_day}"), actions(buttons, "next")])


def _reason(ask: str, *, is_sensitive: bool) -> Block:
    if is_sensitive:
        return field(REASON, ask, _radios([Option(there, there) for there in MISTAKES], None))
    return reason_field(REASON, ask)


def withdraw_view(fact: str, *, is_sensitive: bool = False) -> View:
    blocks = [section("It will no longer count. It stays to be seen as withdrawn, with the reason.")]
    blocks.append(_reason("Why is it wrong?", is_sensitive=is_sensitive))
    return modal("fact-withdraw", "Withdraw a date", blocks, fact, "Withdraw", close="Cancel")


def many_view(form: ManyForm) -> View:
    """A tick for each subject and one date for all of them."""
    if not form.offered:
        nobody = "There is none yet that you or your team recorded anything about. Record one by itself first."
        return told_view(form.called, nobody)
    day_field: Block = {"type": "datepicker", "action_id": ANSWER, "initial_date": form.today.isoformat()}
    blocks = [bold(form.called), field(DAY, form.ask, day_field)]
    shown = 0
    for by, listed in groupby(form.offered, key=lambda there: there.by):
        theirs = list(listed)
        blocks += _boxes(form, by, theirs, shown)
        shown += len(theirs)
    if form.more:
        blocks.append(context(f"And {count(form.more, 'other')}. Record those one by one."))
    blocks.append(context(f"Tick those for whom it holds. {form.promise}"))
    return modal("fact-many", _TITLE, blocks, f"{form.book} {form.fact} {form.subject}", "Record", close="Cancel")


def _boxes(form: ManyForm, by: str, listed: list[Tick], before: int) -> list[Block]:
    """Those of one person, or all of them; so many to a field as Slack takes. `before`: how many stand above."""
    heading = f"Recorded by {by}:" if by else form.subject_called
    fields = []
    for start in range(0, len(listed), _PER_BOX):
        some = listed[start : start + _PER_BOX]
        boxes = {"type": "checkboxes", "action_id": ANSWER, "options": [_tick(there, form) for there in some]}
        label = f"{heading} {start + 1} to {start + len(some)}"
        fields.append(field(f"{TICKS}/{before + start}", label, boxes, optional=True))
    return fields


def _tick(there: Tick, form: ManyForm) -> Block:
    last = f"last {day(there.last, form.today)}" if there.last else "not recorded yet"
    return option(there.label, there.key) | {"description": plain(last)}


def many_recorded_view(called: str, added: int, ticked: int) -> View:
    before = f" {count(ticked - added, 'other')} had it already." if ticked > added else ""
    again = button("Record another", claims.action("facts"), claims.value(claims.NOTHING))
    return modal("told", _TITLE, [section(f"Recorded: {called}, for {added}.{before}"), actions([again], "next")])
