"""Themes that auditors tag."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0016"
down_revision = "0015"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "mark",
        sa.Column("run", _TEXT(length=13), nullable=False),
        sa.Column("item", _TEXT(length=32), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.Column("salt", _TEXT(length=32), nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f("ck_mark_revision")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_mark_run_run")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_mark_author_person")),
        sa.PrimaryKeyConstraint("run", "item", name=op.f("pk_mark")),
    )
    op.create_table(
        "mark_theme",
        sa.Column("run", _TEXT(length=13), nullable=False),
        sa.Column("item", _TEXT(length=32), nullable=False),
        sa.Column("theme", _TEXT(length=60), nullable=False),
        sa.ForeignKeyConstraint(["run", "item"], ["mark.run", "mark.item"], name=op.f("fk_mark_theme_run_mark")),
        sa.PrimaryKeyConstraint("run", "item", "theme", name=op.f("pk_mark_theme")),
    )


def downgrade() -> None:
    op.drop_table("mark_theme")
    op.drop_table("mark")
