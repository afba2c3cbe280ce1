"""Settings from the environment and `.env`. Their names are the outward contract; nothing is read elsewhere."""

from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    database_url: str = Field("sqlite:///data/plumbline.db", validation_alias="QA_DATABASE_URL")
    checklists: Path = Field(Path("checklists"), validation_alias="QA_CHECKLISTS")
    people_file: Path | None = Field(None, validation_alias="QA_PEOPLE_FILE")
    teams_file: Path | None = Field(None, validation_alias="QA_TEAMS_FILE")
    timezone: str = Field("Europe/London", validation_alias="QA_TIMEZONE")
    bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    api_url: str | None = Field(None, validation_alias="SLACK_API_URL")
    port: int | None = Field(None, validation_alias="PORT", ge=0, le=65535)
    control_port: int | None = Field(None, validation_alias="QA_CONTROL_PORT", ge=0, le=65535)
    control_token: SecretStr | None = Field(None, validation_alias="QA_CONTROL_TOKEN")
    survey_key: SecretStr | None = Field(None, validation_alias="QA_SURVEY_KEY", min_length=32)
    digests_per_minute: int = Field(90, validation_alias="QA_DIGESTS_PER_MINUTE", ge=1, le=1000)
    keep_files_days: int = Field(30, validation_alias="QA_KEEP_FILES_DAYS", ge=1, le=3650)
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", validation_alias="QA_LOG_LEVEL")

    @property
    def is_without_slack(self) -> bool:
        """No credential at all: there is no workspace to serve."""
        return not (self.bot_token or self.app_token or self.signing_secret)

    @property
    def missing_credentials(self) -> tuple[str, ...]:
        """What else is needed, by the names of the settings."""
        missing = [] if self.bot_token else ["SLACK_BOT_TOKEN"]
        if not (self.app_token or self.signing_secret):
            missing.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
        return tuple(missing)

    @field_validator("api_url")
    @classmethod
    def _with_slash(cls, value: str | None) -> str | None:
        return f"{value.rstrip('/')}/" if value else None

    @property
    def control_refusal(self) -> str | None:
        """Why the calendar may not be moved from outside as these settings ask; nothing where all is well."""
        if (self.control_port is None) != (self.control_token is None):
            return "QA_CONTROL_PORT and QA_CONTROL_TOKEN belong together: set both, or neither."
        if self.control_port is not None and not _is_this_machine(self.api_url):
            return (
                "QA_CONTROL_PORT is for a playground only, because it lets time be moved: SLACK_API_URL has to be an "
                "address of this machine, such as http://127.0.0.1:8700/api/."
            )
        return None

    @field_validator("bot_token", "app_token", "signing_secret", "control_token", "survey_key", mode="before")
    @classmethod
    def _empty_is_none(cls, value: str | None) -> str | None:
        return value or None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("name a time zone such as Europe/London") from error
        return value


def _is_this_machine(address: str | None) -> bool:
    host = urlsplit(address or "").hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
