"""A message that is owed to somebody, and an account in Slack. How they are sent is delivery's business."""

from dataclasses import dataclass
from datetime import datetime

CARD = "card"
"""A living kind: it shows a run as it is now."""
DIGEST = "digest"
"""The other living kind: the reminder of a day, whose id stands where others name a question."""
ACTION_GIVEN = "action-given"
ACTION_TO_CONFIRM = "action-to-confirm"
ACTION_CLOSED = "action-closed"
ACTION_RETURNED = "action-returned"
ABOUT_ACTIONS = (ACTION_GIVEN, ACTION_TO_CONFIRM, ACTION_CLOSED, ACTION_RETURNED)
"""These have an action's id where others name a question."""
CORRECTED = "corrected"
LEFT = "left"
SHARED = "shared"
TURN = "turn"
"""A part of a check is open to its reader."""
PART_LEFT = "part-left"
UNDELIVERED = "undelivered"
UNREACHED = "unreached"
"""About whom nothing could be delivered to, whose id stands where others name a question."""
RISK_RAISED = "risk-raised"
RISK_DECIDED = "risk-decided"
ABOUT_RISKS = (RISK_RAISED, RISK_DECIDED)
"""These are about a risk, whose id stands where others name a question."""
SURVEY_CLOSED = "survey-closed"
"""About a wave, whose id stands where others name a question."""
STANDS_IN = "stands-in"
"""About an absence, whose id stands where others name a question."""
STOOD_DOWN = "stood-down"
"""About whoever was to be stood in for, whose id stands where others name a question."""
DUTY_OFFERED = "duty-offered"
DUTY_TAKEN = "duty-taken"
DUTY_DECLINED = "duty-declined"
EXCUSE_ASKED = "excuse-asked"
EXCUSE_GIVEN = "excuse-given"
EXCUSE_REFUSED = "excuse-refused"
EXCUSE_ENDED = "excuse-ended"
REPORT_READY = "report-ready"
"""About a report that was approved, whose id stands where others name a question."""
REPORT_POSTED = "report-posted"
"""Figures of a report for a channel; owed to who approved it, in whose name it is posted."""
REPORT_NOT_POSTED = "report-not-posted"
"""These two are about a posting of a report, whose id stands where others name a question."""
ABOUT_DUTIES = (
    DUTY_OFFERED,
    DUTY_TAKEN,
    DUTY_DECLINED,
    EXCUSE_ASKED,
    EXCUSE_GIVEN,
    EXCUSE_REFUSED,
    EXCUSE_ENDED,
)
"""These are about something that was said of a duty, whose id stands where others name a question."""


@dataclass(frozen=True)
class Owed:
    """One message to send or to redraw. `ts` is where it stands; `may_stand` says that it may have been sent before."""

    id: str
    kind: str
    person: str
    run: str | None
    item: str | None
    channel: str | None
    ts: str | None
    retire_ts: str | None
    tries: int
    may_stand: bool
    leased_until: datetime
    """Until then it is the claimer's; after that what they report counts no more."""


@dataclass(frozen=True)
class Fate:
    """What became of a message."""

    has_failed: bool


@dataclass(frozen=True)
class Account:
    """Somebody in Slack: who that is here, if anybody, their conversation with the bot, and their time zone."""

    slack_user: str
    person: str | None
    state: str = "member"
    channel: str | None = None
    tz: str | None = None
