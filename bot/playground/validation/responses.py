"""What the app answers or posts outside the Web API: to a command, a response_url, a submission, a request for options.

Pages: interactivity/implementing-slash-commands, interactivity/handling-user-interaction, surfaces/modals.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.validation.between import exactly_one
from bot.playground.validation.messages import message_problems
from bot.playground.validation.objects import OPTION, OPTION_GROUP
from bot.playground.validation.report import Problem, Report
from bot.playground.validation.rules import Flag, Listed, Mapped, OneOf, Rule, Shape, String, shape
from bot.playground.validation.views import problems_of_view

ANY = Mapped()
ANY_LIST = Listed(Mapped())
_SENT: dict[str, Rule] = {
    "text?": String(),
    "blocks?": ANY_LIST,
    "attachments?": ANY_LIST,
    "response_type?": OneOf(("ephemeral", "in_channel")),
    "replace_original?": Flag(),
    "delete_original?": Flag(),
    "thread_ts?": String(1),
    "unfurl_links?": Flag(),
    "unfurl_media?": Flag(),
    "mrkdwn?": Flag(),
    "metadata?": ANY,
}
MESSAGE = shape(_SENT)
SUBMISSION: dict[str, Shape] = {
    "errors": shape({"errors": Mapped(String(1), low=1)}),
    "update": shape({"view": ANY}),
    "push": shape({"view": ANY}),
    "clear": shape({}),
}
OPTIONS = shape(
    {"options?": Listed(OPTION, 0, 100), "option_groups?": Listed(OPTION_GROUP, 0, 100)},
    exactly_one("options", "option_groups"),
)


def response_problems(answer: Mapping[str, Any], *, to: str) -> list[Problem]:
    """What Slack would not take in an answer to a `command`, `response_url`, `view_submission` or `options`."""
    if to == "view_submission":
        return _submission(dict(answer))
    report = Report("message", "invalid_arguments")
    if to == "options":
        OPTIONS.check(dict(answer), "", report)
        return report.problems
    if to == "command" and not answer:
        return []
    MESSAGE.check(dict(answer), "", report)
    deleting = answer.get("delete_original") is True
    return report.problems + ([] if deleting else message_problems(answer))


def _submission(answer: dict[str, Any]) -> list[Problem]:
    if not answer:
        return []
    report = Report("modal", "invalid_arguments")
    action = answer.get("response_action")
    described = SUBMISSION.get(action) if isinstance(action, str) else None
    if described is None:
        report.add("response_action", f"must be one of {', '.join(SUBMISSION)}")
        return report.problems
    keys = {**described.keys, "response_action": String()}
    replace(described, keys=keys).check(answer, "", report)
    return report.problems + (problems_of_view(answer["view"], "view", "modal") if "view" in answer else [])
