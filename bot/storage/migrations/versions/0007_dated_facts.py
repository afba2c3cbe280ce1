"""Dated facts about a subject."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"

_STANDING = sa.text("state = 'standing'")


def upgrade() -> None:
    op.create_table(
        "fact",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("book", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("fact", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("subject_kind", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("subject_key", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("subject_reference", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
        sa.Column("subject_person", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("subject_team", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("about", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.SmallInteger(), nullable=True),
        sa.Column("authoriser", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("words_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("team", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("corrects", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("ended_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reason_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("state IN ('standing', 'corrected', 'withdrawn')", name=op.f("ck_fact_state")),
        sa.CheckConstraint(
            "(state = 'standing') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL) AND "
            "(ended_at IS NULL) = (reason_id IS NULL)",
            name=op.f("ck_fact_ended"),
        ),
        sa.CheckConstraint(
            "(subject_kind = 'reference') = (subject_reference IS NOT NULL) AND "
            "(subject_kind = 'person') = (subject_person IS NOT NULL) AND "
            "(subject_kind = 'team') = (subject_team IS NOT NULL) AND "
            "subject_kind IN ('reference', 'person', 'team', 'service')",
            name=op.f("ck_fact_subject"),
        ),
        sa.ForeignKeyConstraint(["version"], ["version.digest"], name=op.f("fk_fact_version_version")),
        sa.ForeignKeyConstraint(["subject_person"], ["person.id"], name=op.f("fk_fact_subject_person_person")),
        sa.ForeignKeyConstraint(["subject_team"], ["team.id"], name=op.f("fk_fact_subject_team_team")),
        sa.ForeignKeyConstraint(["authoriser"], ["person.id"], name=op.f("fk_fact_authoriser_person")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_fact_words_id_words")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_fact_author_person")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_fact_team_team")),
        sa.ForeignKeyConstraint(["corrects"], ["fact.id"], name=op.f("fk_fact_corrects_fact")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_fact_ended_by_person")),
        sa.ForeignKeyConstraint(["reason_id"], ["words.id"], name=op.f("fk_fact_reason_id_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sa.UniqueConstraint("corrects", name=op.f("uq_fact_corrects")),
    )
    for column in ("author", "key", "subject_key", "subject_person", "subject_team"):
        op.create_index(op.f(f"ix_fact_{column}"), "fact", [column], unique=False)
    op.create_index(op.f("ix_fact_book"), "fact", ["book", "subject_key"], unique=False)
    op.create_index(
        op.f("ix_fact_standing"),
        "fact",
        ["key"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )


def downgrade() -> None:
    op.drop_table("fact")
