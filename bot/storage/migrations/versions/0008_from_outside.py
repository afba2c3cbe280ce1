"""Sheets of people outside, and anonymous ones."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"


def _text(length: int | None = None) -> sa.types.TypeEngine[str]:
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def upgrade() -> None:
    op.create_table(
        "wave",
        sa.Column("id", _text(13), nullable=False),
        sa.Column("checklist", _text(60), nullable=False),
        sa.Column("framework", _text(60), nullable=False),
        sa.Column("version", _text(), nullable=False),
        sa.Column("state", _text(10), nullable=False),
        sa.Column("open_as", _text(60), nullable=True),
        sa.Column("opened_by", _text(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed', 'counted')", name=op.f("ck_wave_state")),
        sa.CheckConstraint("(state = 'open') = (open_as IS NOT NULL)", name=op.f("ck_wave_open")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_wave_opened_by_person")),
        sa.ForeignKeyConstraint(["version"], ["version.digest"], name=op.f("fk_wave_version_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("open_as", name=op.f("uq_wave_open_as")),
    )
    op.create_index(op.f("ix_wave_checklist"), "wave", ["checklist"], unique=False)
    op.create_table(
        "taken_part",
        sa.Column("wave", _text(13), nullable=False),
        sa.Column("person", _text(13), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_taken_part_person_person")),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], name=op.f("fk_taken_part_wave_wave")),
        sa.PrimaryKeyConstraint("wave", "person", name=op.f("pk_taken_part")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed",
        sa.Column("id", _text(13), nullable=False),
        sa.Column("wave", _text(13), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], name=op.f("fk_sealed_wave_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sealed_wave"), "sealed", ["wave"], unique=False)
    op.create_table(
        "sheet",
        sa.Column("id", _text(13), nullable=False),
        sa.Column("wave", _text(13), nullable=False),
        sa.Column("team", _text(), nullable=True),
        sa.Column("body", _text(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_sheet_team_team")),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], name=op.f("fk_sheet_wave_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sheet_wave"), "sheet", ["wave"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", _text(13), nullable=False),
        sa.Column("wave", _text(13), nullable=False),
        sa.Column("item", _text(32), nullable=False),
        sa.Column("text", _text(), nullable=False),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], name=op.f("fk_comment_wave_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_comment_wave"), "comment", ["wave"], unique=False)
    op.create_table(
        "sheet_file",
        sa.Column("digest", _text(64), nullable=False),
        sa.Column("checklist", _text(60), nullable=False),
        sa.Column("entered_by", _text(), nullable=False),
        sa.Column("entered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_sheet_file_entered_by_person")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sheet_file")),
    )


def downgrade() -> None:
    for table in ("sheet_file", "comment", "sheet", "sealed", "taken_part", "wave"):
        op.drop_table(table)
