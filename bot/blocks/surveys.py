"""Anonymous surveys and pooled answers: the page to fill in, opening and closing, what all said together."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import claims
from bot.blocks.inputs import ANSWER, answer_field
from bot.blocks.paging import leaf_of, turns
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    clipped,
    confirm,
    context,
    divider,
    field,
    header,
    modal,
    option,
    section,
    select,
    standalone,
)
from bot.blocks.words import count, day
from bot.domain.desk import Startable
from bot.domain.surveys import Comments, Counted, Results, Survey, SurveyForm
from bot.flows.waves import CLOSES_FIELD

OPENING = (
    "We keep a note that you answered, so reminders stop. We do not keep which answers are yours. "
    "Nobody sees results until five people have answered. Please name no one."
)
THANKS = "Thank you. Your answers are kept apart from your name. You need do nothing more."
ALREADY = "You have answered this survey already. Your first answers count, and nothing was changed."
TEAM = "team"
_ON_HOME = 4
_COMMENTS = 10
_COMMENT_LENGTH = 2900


def survey_view(form: SurveyForm, today: date) -> View:
    """All of it on one page. What is closed without being sent is not kept."""
    readers = f"What all say together is seen by {form.readers}." if form.readers else ""
    blocks = [
        bold(form.title),
        section(OPENING),
        context(
            f"{readers} Used for: {form.used_for} Kept for {form.kept_for}. Open until {day(form.closes_on, today)}. "
            "All of it is on this page; nothing is kept until you press Send."
        ),
    ]
    for part in form.sections:
        blocks += [header(part.title), *([context(part.help)] if part.help else [])]
        blocks += [answer_field(prompt, prompt.item) for prompt in part.prompts]
    return modal("survey", form.short_title, blocks, form.wave, submit="Send", close="Cancel")


def surveys_view(surveys: Sequence[Survey], today: date) -> View:
    rows = [block for n, there in enumerate(surveys[:20]) for block in _rows(n, there, today)]
    empty = section("There is no survey for you now. When one is open, it stands on Home.")
    return modal("surveys", "Surveys", rows or [empty])


def surveys_group(surveys: Sequence[Survey], today: date) -> list[Block]:
    """On Home: those to answer first."""
    ordered = sorted(surveys, key=lambda there: not there.may_answer)
    rows = [block for n, there in enumerate(ordered[:_ON_HOME]) for block in _rows(n, there, today)]
    more = [context("/qa survey lists them all.")] if len(ordered) > _ON_HOME else []
    return [header("Surveys"), *rows, *more]


def _rows(position: int, there: Survey, today: date) -> list[Block]:
    line = section(f"{there.title}\n{_state(there, today)}", block_id=f"survey/{position}/{there.name}")
    does = _buttons(position, there)
    return [line, actions(does, f"surveys/{position}/{there.name}")] if does else [line]


def _state(there: Survey, today: date) -> str:
    if there.wave is None:
        return "Not opened yet."
    if there.wave.state == "open":
        many = f" {count(there.answered, 'person')} answered.".replace("persons", "people") if there.may_keep else ""
        return f"Anonymous. Open until {day(there.wave.closes_on, today)}.{many}"
    few = "" if there.wave.is_counted else " Fewer than five people answered, so nothing is shown."
    return f"Closed {day(there.wave.closes_on, today)}.{few}"


def _buttons(position: int, there: Survey) -> list[Block]:
    is_open, is_counted = bool(there.wave and there.wave.state == "open"), bool(there.wave and there.wave.is_counted)
    does = []
    if there.may_answer:
        does.append(button("Answer", claims.action("survey", position), there.name, f"Answer {there.title}"))
    if there.may_keep:
        said = "Change the closing date" if is_open else "Open it"
        does.append(button(said, claims.action("openwave", position), there.name, f"{said}: {there.title}"))
    if there.may_keep and is_open:
        sure = confirm("Close the survey now?", _CLOSING, "Close it", "Not yet")
        does.append(button("Close it now", claims.action("closewave", position), there.name, confirm=sure))
    if there.may_see and is_counted:
        does.append(button("Results", claims.action("results", position), there.name, f"Results of {there.title}"))
    if there.may_read_comments and is_counted:
        does.append(button("Comments", claims.action("comments", position), there.name, f"Comments: {there.title}"))
    return does


_CLOSING = "Nobody can answer it then. With fewer than five answers nothing is shown; you can open it again."


def open_view(there: Survey, today: date) -> View:
    """Until when: asked also of one that is open, to change its closing date."""
    until = {"initial_date": there.wave.closes_on.isoformat()} if there.wave and there.wave.state == "open" else {}
    picker = {"type": "datepicker", "action_id": ANSWER, **until}
    blocks = [
        bold(there.title),
        section("Everybody whom it is for finds it on Home and under /qa start until the end of its last day."),
        field(CLOSES_FIELD, "What is the last day to answer?", picker),
        context(f"Today is {day(today, today)}. Results can be seen once it is closed, from five answers on."),
    ]
    return modal("openwave", "Open a survey", blocks, there.name, submit="Open it", close="Cancel")


def results_view(results: Results, name: str, today: date, *, chosen: str = "", verb: str = "results") -> View:
    """How often each answer was given. A team is offered where enough answered there, and elsewhere."""
    sheets = count(results.sheets, "sheet")
    closing = f"{sheets} · {results.of} · up to {_until(results, verb, today)}"
    blocks = [bold(results.title), context(closing)]
    blocks += _team_choice(results, name, chosen)
    for asked in results.questions[:80]:
        blocks.append(section(_question(asked)))
    blocks.append(context("What fewer than five people answered is not shown. Words are not among the results."))
    return modal("results", "Together", blocks, name)


def _until(results: Results, verb: str, today: date) -> str:
    return f"the end of {results.until:%B %Y}" if verb == "pooled" else day(results.until, today)


def _team_choice(results: Results, name: str, chosen: str) -> list[Block]:
    if not results.teams:
        return []
    everybody = option("Everybody", f"{name} -")
    offered = [everybody, *(option(f"{called} ({many})", f"{name} {key}") for key, called, many in results.teams[:90])]
    initial = next((there for there in offered if there["value"] == f"{name} {chosen}"), everybody)
    return [actions([select(claims.action("results"), offered, "Whose answers", initial)], TEAM)]


def _question(asked: Counted) -> str:
    if asked.answered is None:
        return f"{asked.ask}\nFewer than five answered this."
    said = " · ".join(f"{label}: {many}" for label, many in asked.lines)
    average = f"Average {asked.average}" if asked.average is not None else ""
    return f"{asked.ask}\n{' · '.join(filter(None, (said, average)))} (of {asked.answered})"


def comments_view(comments: Comments, name: str, page: int) -> View:
    """In no order, and not beside any other answer of whoever wrote them."""
    said = [(ask, words) for ask, there in comments.of.items() for words in there]
    shown, page, last = leaf_of(said, page, _COMMENTS)
    blocks = [bold(comments.title), context(f"Shuffled. Page {page + 1} of {last + 1}. For your eyes: do not pass on.")]
    asked = ""
    for ask, words in shown:
        blocks += [] if ask == asked else [divider(), bold(ask)]
        blocks.append(section(clipped(words, _COMMENT_LENGTH)))
        asked = ask
    blocks += [] if said else [section("Nobody wrote anything.")]
    buttons = turns(page, last, "comments", lambda to: f"{name} {to}")
    return modal("comments", "Comments", [*blocks, *([actions(buttons, f"pages/{page}")] if buttons else [])], name)


def survey_notice(there: Survey, today: date) -> Message:
    """To those who opened it and those who get its comments: that it is closed, and where to look."""
    line = f"The survey “{there.title}” is over. {_state(there, today)}"
    does = _buttons(0, there)
    return Message(standalone(line), [section(line), *([actions(does, "closed")] if does else [])])


def pooled_group(pools: Sequence[Startable]) -> list[Block]:
    """On Home: what people from outside told us, put together."""
    rows = []
    for position, there in enumerate(pools[:_ON_HOME]):
        see = button("See", claims.action("pooled", position), there.name, f"What people told us: {there.title}")
        rows.append(section(f"{there.title}\nPut together from five sheets on, by whole months.", see))
    return [header("What people told us"), *rows]
