"""The one reminder of a day, what was put off, and the work that time does, claimed by one process at a time."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime
_KINDS = "'duty', 'told', 'late', 'action', 'led', 'turn', 'draft'"


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("person", _TEXT(length=13), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("made_at", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_digest_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("person", "day", name=op.f("uq_digest_person_day")),
    )
    op.create_index(op.f("ix_digest_is_over_digest_day"), "digest", ["is_over", "day"], unique=False)
    op.create_table(
        "digest_row",
        sa.Column("digest", _TEXT(length=13), nullable=False),
        sa.Column("kind", _TEXT(length=10), nullable=False),
        sa.Column("about", _TEXT(length=13), nullable=False),
        sa.Column("stage", sa.Date(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_digest_row_kind")),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"], name=op.f("fk_digest_row_digest_digest")),
        sa.PrimaryKeyConstraint("digest", "kind", "about", name=op.f("pk_digest_row")),
    )
    op.create_index(op.f("ix_digest_row_about"), "digest_row", ["about"], unique=False)
    op.create_table(
        "snooze",
        sa.Column("person", _TEXT(length=13), nullable=False),
        sa.Column("about", _TEXT(length=13), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_snooze_person_person")),
        sa.PrimaryKeyConstraint("person", "about", name=op.f("pk_snooze")),
    )
    op.create_table(
        "task",
        sa.Column("name", _TEXT(length=20), nullable=False),
        sa.Column("next_at", _INSTANT(), nullable=False),
        sa.Column("leased_until", _INSTANT(), nullable=True),
        sa.Column("ran_at", _INSTANT(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_task")),
    )
    op.create_table(
        "pace",
        sa.Column("name", _TEXT(length=20), nullable=False),
        sa.Column("free_at", _INSTANT(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pace")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'digest'")
    for table in ("pace", "task", "snooze", "digest_row", "digest"):
        op.drop_table(table)
