"""The end of a check: the last look before submitting, and the receipt after."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from bot.blocks import claims
from bot.blocks.card import heading_line, offer_blocks
from bot.blocks.parts import (
    Block,
    Message,
    actions,
    bold,
    button,
    clipped,
    confirm,
    context,
    header,
    overflow,
    section,
    sections,
    standalone,
    units,
)
from bot.blocks.risks import raise_buttons
from bot.blocks.sheet import record_button
from bot.blocks.themes import mark_buttons, marked_line
from bot.blocks.words import count, day
from bot.domain.cards import Gap, OpenPart, Receipt, Review

_GAPS_SHOWN = 20
_ASK_LENGTH = 150
_SECTIONS_LENGTH = 5000
_STATES = {"submitted": "Submitted", "withdrawn": "Withdrawn", "open": "Open"}


def review_message(review: Review) -> Message:
    run = review.heading.run
    shown = review.gaps[:_GAPS_SHOWN]
    far = _far(review)
    left = _left(review.gaps)
    told = f"{review.promise} Used for: {review.used_for}"
    blocks = [header(heading_line(review.heading)), context(f"Review · {review.progress} done"), *sections(far)]
    blocks += [bold(left)] if left else []
    blocks += [_gap(run, position, gap) for position, gap in enumerate(shown)]
    blocks += (
        [context(f"And {count(len(review.gaps) - len(shown), 'more question')}.")] if review.gaps[len(shown) :] else []
    )
    blocks += offer_blocks(run, review.offer)
    blocks += [context(told), actions(_ends(review, left), f"review/{review.revision}")]
    open_ones = "; ".join(clipped(gap.ask, _ASK_LENGTH) for gap in shown)
    done = f"Review: {review.progress} done. {', '.join(far)}."
    text = standalone(f"{heading_line(review.heading)}.", done, left, open_ones, review.promise)
    return Message(text, blocks)


def _left(found: Sequence[Gap]) -> str:
    noteless = sum(gap.needs_note for gap in found)
    gaps = len(found) - noteless
    said = []
    if gaps:
        said.append(f"{count(gaps, 'question')} {'is' if gaps == 1 else 'are'} open and would count as not answered.")
    if noteless:
        said.append(f"{count(noteless, 'answer')} {'has' if noteless == 1 else 'have'} not the note that is needed.")
    return " ".join(said)


def _far(review: Review) -> list[str]:
    """How far each section is; of very many as many as a message has room for."""
    lines = [f"{there.title}: {there.progress}" for there in review.sections]
    ends = list(accumulate(units(line) + 1 for line in lines))
    kept = lines[: sum(end <= _SECTIONS_LENGTH for end in ends)]
    more = len(lines) - len(kept)
    return [*kept, f"And {count(more, 'more section')}."] if more else kept


def _gap(run: str, position: int, gap: Gap) -> Block:
    words = "Add the note" if gap.needs_note else "Answer"
    ask = clipped(gap.ask, _ASK_LENGTH)
    verb = "note" if gap.needs_note else "jump"
    go = button(words, claims.action(verb, position), claims.value(run, gap.item), label=f"{words}: {ask}")
    return section(ask, go, block_id=f"gap/{position}")


def _ends(review: Review, left: str) -> list[Block]:
    run = review.heading.run
    sure = confirm("Submit this check?", f"{left} {review.promise}".strip(), "Submit", "Not yet")
    ends = [button("Submit", claims.action("submit"), claims.value(run), style="primary", confirm=sure)]
    if review.hand_in:
        ends = [_hand_in(review, n, part) for n, part in enumerate(review.hand_in)]
    if review.has_earlier:
        ends.append(button("Earlier parts", claims.action("see"), claims.value(run), "Read the parts handed in"))
    return [
        *ends,
        button("Back to questions", claims.action("questions"), claims.value(run)),
        *mark_buttons(review.heading),
        *raise_buttons(review.heading),
        overflow(
            claims.action("more"),
            [
                *([("Withdraw this check", claims.menu("withdraw", run))] if review.may_withdraw else []),
                ("Someone may be at risk", claims.menu("risk", run)),
            ],
        ),
    ]


def _hand_in(review: Review, position: int, part: OpenPart) -> Block:
    """One part; the others that are open to its reader stay so."""
    words = "Hand in" if len(review.hand_in) == 1 else f"Hand in: {part.title}"
    left = _left([gap for gap in review.gaps if gap.part == part.name])
    both = "This part is for both of you: make sure that both have said what they want to." if part.is_shared else ""
    cannot = "It cannot be changed then before the whole check is submitted."
    then = "This is the last part: with it the whole check is submitted." if review.is_last else cannot
    sure = confirm("Hand this part in?", " ".join(filter(None, (both, left, then))), "Hand in", "Not yet")
    value = claims.value(review.heading.run, part.name)
    return button(words, claims.action("handin", position), value, style="primary", confirm=sure)


def receipt_message(receipt: Receipt, today: date) -> Message:
    """What is left of a finished check in the chat: one line, its counts, and what one may still do."""
    heading, run = receipt.heading, receipt.heading.run
    when = f" {day(receipt.at.date(), today)}" if receipt.at else ""
    line = f"{_STATES[receipt.state]}{when} · {heading_line(heading)} · ref {heading.reference}"
    blocks = [bold(line)]
    counts = str(receipt.tally) if receipt.tally else ""
    blocks += [section(counts)] if counts else []
    blocks += marked_line(receipt.marked)
    blocks += [context(f"{heading.entered}.")] if heading.entered else []
    blocks += [context(receipt.promise)] if receipt.state == "submitted" else []
    after = _after(receipt, run)
    blocks += [actions(after, f"receipt/{receipt.revision}")] if after else []
    return Message(standalone(f"{line}.", f"{counts}." if counts else ""), blocks)


def _after(receipt: Receipt, run: str) -> list[Block]:
    after = []
    if receipt.tally is not None and receipt.state == "submitted":
        after.append(button("See my answers", claims.action("see"), claims.value(run)))
        after.append(record_button(run))
    if receipt.share_with:
        name = receipt.share_with
        sure = confirm("Share the answers?", f"{name} can then read the answers of this check.", "Share", "Not now")
        after.append(button(f"Share with {name}", claims.action("share"), claims.value(run), confirm=sure))
    after.append(button("Start another", claims.action("begin"), claims.value(run)))
    if receipt.tally is not None and receipt.state == "submitted":
        after += mark_buttons(receipt.heading)
    return after + (raise_buttons(receipt.heading) if receipt.tally is not None else [])
