"""`worker`: what time does and what is owed, in a process of its own beside `run`."""

from bot.errors import ShownError
from bot.settings import Settings


def worker() -> None:
    """See to reminders and send what is owed, beside `run` and on the same database. Slack does not come in by it."""
    settings = Settings()
    if settings.bot_token is None:
        raise ShownError("SLACK_BOT_TOKEN is missing. A worker sends messages in the workspace that it belongs to.")
    from bot.cli.serve import serve

    serve(settings, is_worker=True)
