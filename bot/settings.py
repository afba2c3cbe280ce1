"""Settings from the environment and `.env`. Their names are the outward contract; nothing is read elsewhere."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    database_url: str = Field("sqlite:///data/plumbline.db", validation_alias="QA_DATABASE_URL")
    checklists: Path = Field(Path("checklists"), validation_alias="QA_CHECKLISTS")
    people_file: Path | None = Field(None, validation_alias="QA_PEOPLE_FILE")
    teams_file: Path | None = Field(None, validation_alias="QA_TEAMS_FILE")
    timezone: str = Field("Europe/London", validation_alias="QA_TIMEZONE")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("name a time zone such as Europe/London") from error
        return value
