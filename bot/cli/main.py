"""All commands in one place, and what a person reads when one of them cannot do its work."""

import sys

import typer
from pydantic import ValidationError

from bot.cli.check import check
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.people import people_app
from bot.cli.preview import preview
from bot.cli.record import record
from bot.cli.report import report
from bot.cli.run import run
from bot.cli.schedule import schedule_app
from bot.cli.sheets import sheets
from bot.cli.verify import verify
from bot.cli.worker import worker
from bot.errors import ShownError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(run)
app.command()(worker)
app.command()(check)
app.command()(preview)
app.add_typer(people_app, name="people")
app.add_typer(schedule_app, name="schedule")
app.command()(sheets)
app.command()(record)
app.command()(report)
app.command()(verify)
app.command()(doctor)
app.command()(demo)


def main() -> None:
    try:
        app()
    except ShownError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except ValidationError as error:
        typer.echo(_settings_words(error), err=True)
        sys.exit(2)


def _settings_words(error: ValidationError) -> str:
    lines = [f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors(include_input=False)]
    return "\n".join(["These settings cannot be used:", *lines])
