"""All handlers on one Bolt app. The order is the order in which Bolt looks: the busiest first, the catch-all last."""

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.handlers import (
    actions,
    answering,
    commands,
    digests,
    draws,
    duties,
    duty_acts,
    ending,
    faults,
    going_live,
    homes,
    meetings,
    moving,
    planning,
    registers,
    report_lists,
    reports,
    rhythm,
    risks,
    run_records,
    starting,
    summary,
    surveys,
    themes,
)
from bot.handlers.desk import Desk


def make_front(desk: Desk, bot_user: str) -> App:
    """The app answers when a listener is done, so an ack says that something was stored. The doors check signatures."""

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=desk.team, bot_token=desk.token, bot_user_id=bot_user, bot_id=None
        )

    address = desk.api_url or WebClient.BASE_URL
    app = App(
        client=WebClient(base_url=address, retry_handlers=[]),
        process_before_response=True,
        request_verification_enabled=False,
        authorize=authorize,
        raise_error_for_unhandled_request=False,
    )
    surfaces = (
        answering,
        moving,
        ending,
        starting,
        duties,
        duty_acts,
        actions,
        meetings,
        risks,
        run_records,
        themes,
        summary,
        report_lists,
        reports,
        surveys,
        registers,
        rhythm,
        draws,
        going_live,
        planning,
        digests,
        commands,
        homes,
        faults,
    )
    for surface in surfaces:
        surface.register(app, desk)
    return app
