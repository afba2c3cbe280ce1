"""What is said of a duty: the forms to hand it over, to ask to be excused and to decide on that, and the notices."""

from bot.blocks import claims
from bot.blocks.duties import answer_buttons, when
from bot.blocks.inputs import ANSWER, text_input, users_select
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    context,
    field,
    modal,
    option,
    section,
    standalone,
)
from bot.blocks.words import day
from bot.domain.duty_views import Asked, News, Say, Saying
from bot.domain.messages import (
    DUTY_DECLINED,
    DUTY_OFFERED,
    DUTY_TAKEN,
    EXCUSE_ASKED,
    EXCUSE_ENDED,
    EXCUSE_GIVEN,
    EXCUSE_REFUSED,
)
from bot.flows.due.acts import REASON_FIELD, TO_FIELD, UNTIL_FIELD
from bot.flows.texts import REASON_LENGTH

VERDICT = "verdict"
APPROVE, REFUSE = "approve", "refuse"
_NOBODY = "Please name nobody: no names, addresses or numbers of people."


def saying_view(saying: Saying, say: Say) -> View:
    return _hand_over(saying) if say is Say.NOT_MINE else _excuse(saying)


def _hand_over(saying: Saying) -> View:
    row = saying.row
    blocks = [
        bold(row.name.line),
        section(f"{when(row, saying.today)}. It stays yours until somebody says that they take it on."),
        *([context(row.waits)] if row.waits else []),
        field(TO_FIELD, "Who should do it?", users_select("Choose a colleague")),
        context("They are told what it is and by when, and can say no. You are told what they say."),
    ]
    return modal("due-pass", "This is not mine", blocks, row.id, submit="Ask them", close="Cancel")


def _excuse(saying: Saying) -> View:
    row = saying.row
    if not saying.asks:
        said = "There is nobody who could approve this. Tell your QA lead, who can see why."
        return modal("told", "Ask to be excused", [bold(row.name.line), section(said)])
    picker: Block = {"type": "datepicker", "action_id": ANSWER, "initial_date": max(row.due, saying.today).isoformat()}
    blocks = [
        bold(row.name.line),
        section(f"{when(row, saying.today)}. {saying.asks} is asked, and reads what you write here."),
        *([context(row.waits)] if row.waits else []),
        field(REASON_FIELD, "Why can it not be done?", text_input(ANSWER, REASON_LENGTH, multiline=True), _NOBODY),
        field(UNTIL_FIELD, "Until which day?", picker, "That day included; one year from now at most."),
        context("Until they approve it, it stays due. After that day it is due again. It shows in reports as excused."),
    ]
    return modal("due-excuse", "Ask to be excused", blocks, row.id, submit="Ask", close="Cancel")


def request_view(asked: Asked) -> View:
    """What whoever approves reads, and answers."""
    until = f" They ask to be excused until {day(asked.until)}." if asked.until else ""
    options = [option("Approve", APPROVE), option("Refuse", REFUSE)]
    radios: Block = {"type": "radio_buttons", "action_id": ANSWER, "options": options}
    blocks = [
        bold(f"{asked.who} asks to be excused"),
        section(f"{asked.name.line}\nDue by {day(asked.due)}.{until}"),
        section(f"“{asked.words}”"),
        field(VERDICT, "What do you decide?", radios),
        field(
            REASON_FIELD,
            "If you refuse: why?",
            text_input(ANSWER, REASON_LENGTH, multiline=True),
            f"{asked.who} reads this. {_NOBODY}",
            optional=True,
        ),
        context("If you approve, it counts as excused until that day, and is due again after it."),
    ]
    return modal("due-decide", "Request to be excused", blocks, asked.act, submit="Decide", close="Cancel")


_NEWS = {
    DUTY_OFFERED: "{who} asks whether you take this on: {line}, by {due}. It stays theirs until you say yes.",
    DUTY_TAKEN: "{who} took this on: {line}, by {due}. It is not yours any more.",
    DUTY_DECLINED: "{who} cannot take this on: {line}, by {due}. It is still yours.",
    EXCUSE_ASKED: "{who} asks to be excused from {line} until {until}. Its date is {due}.",
    EXCUSE_GIVEN: "{who} approved that you are excused from {line} until {until}. After that day it is due again.",
    EXCUSE_REFUSED: "{who} did not excuse you from {line}. It is still yours, by {due}.",
    EXCUSE_ENDED: "{who} says that this can be done after all: {line}. It is due again, by the date it had before.",
}


def duty_message(news: News) -> Message:
    """A notice. No reason is in it: these are read in a form."""
    until = day(news.until) if news.until else ""
    line = _NEWS[news.kind].format(who=news.who, line=news.name.line, due=day(news.due), until=until)
    over = [context(news.over)] if news.over else []
    buttons = _buttons(news)
    below = [actions(buttons, f"{news.kind}/{news.act}")] if buttons else []
    return Message(standalone(line), [section(line), *over, *below])


def _buttons(news: News) -> list[Block]:
    if news.kind == DUTY_OFFERED:
        return [] if news.over else answer_buttons(news.act, news.name.line)
    if news.kind == EXCUSE_ASKED and news.over:
        return [_why(news, "Why is this due?", f"Why: {news.name.line}")]
    if news.kind == EXCUSE_ASKED:
        return [button("Answer", claims.action("due-request"), news.act, label=f"Answer {news.who}")]
    if news.kind == EXCUSE_REFUSED:
        return [_why(news, "See the reason", f"Why it was refused: {news.name.line}")]
    return [button("See what is due", claims.action("due"), "mine")]


def _why(news: News, words: str, label: str) -> Block:
    return button(words, claims.action("due-say"), f"{Say.WHY.value} {news.duty}", label=label)
