"""How Slack can be made to misbehave from the page: what is asked of control.py, and what one should see then."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.playground.faults import DeliveryFault, Fault, Faults
from bot.playground.settings import Json


@dataclass(frozen=True)
class Mischief:
    """`asks` is what to ask of /-/; what happens at once cannot be asked for several times."""

    kind: str
    words: str
    see: str
    asks: str = "fault"
    given: Json = field(default_factory=dict)
    at_once: bool = False


def _call(kind: str, words: str, see: str, **more: object) -> Mischief:
    return Mischief(kind, words, see, "fault", {"method": "*", "kind": kind, **more})


def _delivery(kind: str, words: str, see: str, *, at_once: bool = False) -> Mischief:
    return Mischief(kind, words, see, "delivery", {"kind": kind}, at_once)


CALLS = (
    _call(
        "429",
        "Answer “too many requests”",
        "The bot takes another way, or waits as long as it is told. Nothing is lost and nothing is doubled.",
        seconds=2,
    ),
    _call("slow", "Answer slowly", "What you see changes two seconds later than usual, and is right.", seconds=2),
    _call("500", "Answer with an error of the server", "The bot waits a little and sends again."),
    _call("reset-before", "Break off before it takes effect", "The bot sends again, and it arrives once."),
    _call(
        "reset-after",
        "Break off after it took effect",
        "The bot cannot know whether it arrived, so it looks before it sends again. Nothing is doubled.",
    ),
)
DELIVERIES = (
    _delivery("duplicate", "Deliver it twice", "What you press or type next reaches the bot twice and counts once."),
    _delivery(
        "late",
        "Deliver it late",
        "Slack says that the app does not respond. A little later the bot has it after all, and it counts once.",
    ),
    _delivery(
        "drop-socket",
        "Cut the bot's connection now",
        "For some seconds Slack says that the app does not respond. Then the bot has connected again by itself.",
        at_once=True,
    ),
    _delivery(
        "disconnect",
        "Ask the bot to connect anew now",
        "The bot opens a new connection before it leaves the old one. Nothing is missed.",
        at_once=True,
    ),
)
WORDS = {each.kind: each.words for each in (*CALLS, *DELIVERIES)}


def armed(faults: Faults) -> list[str]:
    """What is still to go wrong, each in words."""
    return [*map(_armed, faults.calls), *map(_armed, faults.deliveries)]


def _armed(fault: Fault | DeliveryFault) -> str:
    where = f" ({fault.method})" if isinstance(fault, Fault) and fault.method != "*" else ""
    happened = f", happened {fault.used} of {fault.used + fault.times} times" if fault.used else ""
    left = "" if fault.used else f", {fault.times} {'time' if fault.times == 1 else 'times'}"
    return f"{WORDS.get(fault.kind, fault.kind)}{where}{happened}{left}"


def used_up(faults: Faults) -> list[str]:
    """What has gone wrong as often as was asked."""
    return [
        f"{WORDS.get(fault.kind, fault.kind)}, {fault.used} {'time' if fault.used == 1 else 'times'}"
        for fault in faults.spent
    ]
