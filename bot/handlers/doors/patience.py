"""How long to wait before the next try at a socket, and when to give up. It asks no time and sends nothing."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
LONG_LIFE = 30.0  # a socket that lived so long was no failure
LONGEST_WAIT = 60.0
# No later try could end otherwise; somebody has to change a setting first.
FINAL = {
    "access_denied", "account_inactive", "app_not_found", "forbidden_team", "invalid_auth", "invalid_app_token",
    "link_disabled", "missing_scope", "no_permission", "not_allowed_token_type", "not_authed",
    "socket_mode_disabled", "token_expired", "token_revoked",
}  # fmt: skip


class Patience:
    """Waits longer after each try that failed or did not last."""

    def __init__(self) -> None:
        self._tries = 0
        self._asked: float | None = None

    def next_pause(self) -> float:
        pause = PAUSES[min(self._tries, len(PAUSES) - 1)] if self._asked is None else self._asked
        self._tries += 1
        self._asked = None
        return pause

    def lasted(self, seconds: float) -> None:
        if seconds >= LONG_LIFE:
            self._tries = 0

    def failed(self, error: Exception) -> str:
        """What went wrong, in a word; Slack's own wish how long to wait is kept."""
        answer = error.response if isinstance(error, SlackApiError) else None
        if not isinstance(answer, AsyncSlackResponse):  # Slack was not reached, or what came back was no answer
            return type(error).__name__
        self._asked = _asked_wait(answer)
        code = answer.data.get("error") if isinstance(answer.data, dict) else None
        return str(code or f"status {answer.status_code}")


def _asked_wait(answer: AsyncSlackResponse) -> float | None:
    seconds = str(answer.headers.get("Retry-After", ""))
    return min(float(seconds), LONGEST_WAIT) if seconds.isascii() and seconds.isdigit() else None
