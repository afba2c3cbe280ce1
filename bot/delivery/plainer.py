"""Sending a message that Slack may find too rich: ever plainer, until it takes it. What it says stays in its words."""

from collections.abc import Callable

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.blocks.paper import without_charts
from bot.blocks.parts import Message
from bot.delivery.verdicts import Step, decide_verdict

Call = Callable[..., SlackResponse]

trace = structlog.get_logger(__name__)


def ever_plainer(message: Message) -> list[Message]:
    """With all it has; without charts, where it has any; and its words, which hold every fact."""
    plain = without_charts(message)
    charts = [message] if len(plain.blocks) < len(message.blocks) else []
    return [*charts, plain, Message(message.text, [])]


def send_plainer(call: Call, method: str, message: Message, **given: object) -> dict[str, object]:
    """Charts are new to Slack: where it refuses the blocks they go again without them, then as words alone."""
    *first, last = ever_plainer(message)
    for tried in first:
        try:
            return _sent(call, method, tried, given)
        except SlackApiError as error:
            if decide_verdict(error).step is not Step.PLAIN:
                raise
            trace.error("blocks were refused", method=method, reason=decide_verdict(error).reason)
    return _sent(call, method, last, given)


def _sent(call: Call, method: str, message: Message, given: dict[str, object]) -> dict[str, object]:
    answer = call(method, text=message.text, blocks=message.blocks, **given).data
    return answer if isinstance(answer, dict) else {}
