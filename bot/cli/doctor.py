"""`doctor`: what is missing or wrong, in sentences that say what to do.

It mends nothing, but the database is brought to its newest schema, as by every command.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer
import yaml

from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.delivery.calls import Calls

MANIFEST = Path(__file__).parents[2] / "manifest.yaml"
REASONS = {
    "commands": "nobody can type /qa",
    "chat:write": "nothing can be sent",
    "im:write": "conversations cannot be opened beforehand, so a message may come twice after a crash",
    "im:history": "nobody can look whether a message has arrived, so it may come twice after a crash",
    "users:read": "nobody who is new can be recognised",
    "files:read": "no list can be uploaded for a draw, only pasted",
    "channels:read": "no summary can be posted in a channel, since nobody can look whether guests are in it",
    "groups:read": "no summary can be posted in a private channel, since nobody can look whether guests are in it",
    "files:write": "no report or record can be sent as a file, or deleted in time",
    "users:read.email": "people are recognised only by a Slack id in the people file",
}


@dataclass(frozen=True)
class Finding:
    sentence: str
    is_wrong: bool = True


def doctor() -> None:
    """Say in sentences what is missing or wrong: tokens, scopes, database, checklists, people without a match."""
    settings = Settings()
    findings = [*_credentials(settings), *_checklists(settings), *_database(settings), *_slack(settings)]
    for finding in findings:
        typer.echo(f"{'wrong:  ' if finding.is_wrong else 'fine:   '}{finding.sentence}")
    if any(finding.is_wrong for finding in findings):
        raise typer.Exit(1)


def _credentials(settings: Settings) -> Iterator[Finding]:
    if settings.is_without_slack:
        yield Finding("No Slack credentials are set, so `run` starts the playground.", is_wrong=False)
    elif settings.missing_credentials:
        yield Finding(f"{' and '.join(settings.missing_credentials)} is not set.")
    elif settings.app_token:
        yield Finding("Slack comes in by Socket Mode.", is_wrong=False)
    else:
        yield Finding("Slack comes in by HTTP, signed.", is_wrong=False)


def _checklists(settings: Settings) -> Iterator[Finding]:
    from bot.frameworks.library import load_library

    library = load_library(settings.checklists)
    wrong = [problem for problem in library.problems if not problem.is_advice]
    if wrong:
        yield Finding(f"{len(wrong)} mistakes in {settings.checklists}: `python -m bot check` names them.")
    else:
        yield Finding(f"{len(library.forms)} checklists can be used.", is_wrong=False)
    for problem in library.problems:
        if problem.is_advice:
            yield Finding(str(problem), is_wrong=not settings.is_without_slack)


def _database(settings: Settings) -> Iterator[Finding]:
    from bot.app import open_store
    from bot.storage import people
    from bot.storage.given_files import load_stuck
    from bot.storage.pulse import load_pulse

    try:
        store = open_store(settings.database_url, settings.timezone)
        with store.look() as uow:
            working, pulse, stuck = len(people.load_everybody(uow, uow.today)), load_pulse(uow), load_stuck(uow)
        store.close()
    except ShownError as error:
        yield Finding(f"The database cannot be used: {error}")
        return
    yield Finding("The database can be used, and is at its newest schema.", is_wrong=False)
    if working:
        yield Finding(f"It knows {working} people who work here.", is_wrong=False)
    elif not settings.is_without_slack:
        yield Finding("It knows nobody: import your people with `python -m bot people import`.")
    if pulse.last:
        when = f"{pulse.read_in(ZoneInfo(settings.timezone)).last:%H:%M on %-d %b %Y}"
        yield Finding(f"Reminders were last seen to at {when}.", is_wrong=False)
    if pulse.failed:
        yield Finding(f"{pulse.failed} messages could not be sent and will not be tried again by themselves.")
    if stuck.many:
        why = f" ({stuck.reason})" if stuck.reason else ""
        yield Finding(
            f"{stuck.many} files should be deleted from Slack by now and are still there{why}. "
            "Plumbline tries it again on each day that it runs."
        )


def _slack(settings: Settings) -> Iterator[Finding]:
    """What only Slack can say. The calls are those that the bot makes itself."""
    if settings.missing_credentials or settings.bot_token is None:
        return
    from bot.delivery.calls import Calls
    from bot.delivery.checkup import introduce, try_app_token

    calls = Calls(settings.bot_token.get_secret_value(), settings.api_url)
    try:
        us = introduce(calls)
        yield Finding("Slack takes the bot token.", is_wrong=False)
        yield from _scopes(us.scopes)
        yield from _workspace(settings, us.team)
        yield from _people(settings, calls)
        if settings.app_token:
            try_app_token(Calls(settings.app_token.get_secret_value(), settings.api_url))
            yield Finding("Slack takes the app token.", is_wrong=False)
    except ShownError as error:
        yield Finding(str(error))


def _scopes(scopes: frozenset[str]) -> Iterator[Finding]:
    wanted = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    for scope in wanted:
        if scope not in scopes:
            yield Finding(f"The scope {scope} is missing: {REASONS[scope]}. Add it in Slack and install again.")
    for scope in sorted(scopes - set(wanted)):
        yield Finding(f"The scope {scope} is more than Plumbline needs. Take it away in Slack.")


def _workspace(settings: Settings, team: str) -> Iterator[Finding]:
    from bot.app import open_office
    from bot.flows.arrivals import find_workspace

    office = open_office(settings)
    owner = find_workspace(office)
    office.store.close()
    if owner not in (None, team):
        yield Finding("This database belongs to another Slack workspace. Set QA_DATABASE_URL to one of its own.")


def _people(settings: Settings, calls: "Calls") -> Iterator[Finding]:
    from bot.app import open_office
    from bot.delivery.checkup import load_without_account

    office = open_office(settings)
    try:
        without = load_without_account(office, calls)
    finally:
        office.store.close()
    if without:
        names = ", ".join(without[:10]) + (f" and {len(without) - 10} more" if len(without) > 10 else "")
        yield Finding(f"No Slack account was found for {names}. Check their e-mail address in the people file.")
    else:
        yield Finding("Everybody has a Slack account.", is_wrong=False)
