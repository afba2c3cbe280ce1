"""Dated facts about subjects. What was corrected or withdrawn stays as it stood, with who ended it and why."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger, text
from sqlmodel import Field, SQLModel

_STANDING = text("state = 'standing'")


class Fact(SQLModel, table=True):
    """One fact as somebody recorded it. `book` is its register.

    `key` is the same for two that say the same, apart from their words.
    """

    id: str = Field(primary_key=True, max_length=13)
    key: str = Field(max_length=64)
    version: str = Field(foreign_key="version.digest")
    book: str = Field(max_length=60)
    fact: str = Field(max_length=32)
    subject_kind: str = Field(max_length=10)
    subject_key: str = Field(max_length=120)
    subject_reference: str | None = Field(None, max_length=40)
    subject_person: str | None = Field(None, foreign_key="person.id", index=True)
    subject_team: str | None = Field(None, foreign_key="team.id", index=True)
    about: str | None = Field(None, max_length=40)
    day: date
    outcome: int | None = Field(None, sa_type=SmallInteger)
    authoriser: str | None = Field(None, foreign_key="person.id")
    words_id: str | None = Field(None, foreign_key="words.id")
    author: str = Field(foreign_key="person.id", index=True)
    team: str | None = Field(None, foreign_key="team.id")
    at: datetime
    salt: str = Field(max_length=32)
    corrects: str | None = Field(None, foreign_key="fact.id", unique=True)
    state: str = Field("standing", max_length=10)
    ended_by: str | None = Field(None, foreign_key="person.id")
    ended_at: datetime | None = None
    reason_id: str | None = Field(None, foreign_key="words.id")

    __table_args__ = (
        CheckConstraint("state IN ('standing', 'corrected', 'withdrawn')", name="state"),
        CheckConstraint(
            "(state = 'standing') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL) AND "
            "(ended_at IS NULL) = (reason_id IS NULL)",
            name="ended",
        ),
        CheckConstraint(
            "(subject_kind = 'reference') = (subject_reference IS NOT NULL) AND "
            "(subject_kind = 'person') = (subject_person IS NOT NULL) AND "
            "(subject_kind = 'team') = (subject_team IS NOT NULL) AND "
            "subject_kind IN ('reference', 'person', 'team', 'service')",
            name="subject",
        ),
        Index("ix_fact_book", "book", "subject_key"),
        Index("ix_fact_subject_key", "subject_key"),
        Index("ix_fact_key", "key"),
        # Two clicks, two people or two files that say the same are one fact.
        Index("ix_fact_standing", "key", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),
    )
