"""Answers that are numbers, or several choices at once."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from bot.storage.migrations.checks import replace_check

revision = "0004"
down_revision = "0003"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_ONE_KIND = (
    "CASE WHEN person IS NULL THEN 0 ELSE 1 END + CASE WHEN words_id IS NULL THEN 0 ELSE 1 END + "
    "CASE WHEN not_applicable THEN 1 ELSE 0 END <= 1"
)


def upgrade() -> None:
    for table in ("answer", "superseded"):
        op.add_column(table, sa.Column("number", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false()))
    replace_check(
        "answer",
        "ck_answer_one_value",
        "CASE WHEN choice IS NULL AND day IS NULL THEN 0 ELSE 1 END + CASE WHEN number IS NULL THEN 0 ELSE 1 END + "
        f"CASE WHEN counted THEN 1 ELSE 0 END + {_ONE_KIND}",
    )
    op.create_table(
        "answer_choice",
        sa.Column("run", _TEXT(length=13), nullable=False),
        sa.Column("item", _TEXT(length=32), nullable=False),
        sa.Column("code", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.CheckConstraint("many >= 0", name=op.f("ck_answer_choice_many")),
        sa.ForeignKeyConstraint(["run", "item"], ["answer.run", "answer.item"], name=op.f("fk_answer_choice_run_answer")),
        sa.PrimaryKeyConstraint("run", "item", "code", name=op.f("pk_answer_choice")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "superseded_choice",
        sa.Column("run", _TEXT(length=13), nullable=False),
        sa.Column("item", _TEXT(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "item", "revision"],
            ["superseded.run", "superseded.item", "superseded.revision"],
            name=op.f("fk_superseded_choice_run_superseded"),
        ),
        sa.PrimaryKeyConstraint("run", "item", "revision", "code", name=op.f("pk_superseded_choice")),
    )


def downgrade() -> None:
    op.drop_table("superseded_choice")
    op.drop_table("answer_choice")
    replace_check(
        "answer",
        "ck_answer_one_value",
        f"CASE WHEN choice IS NULL THEN 0 ELSE 1 END + CASE WHEN day IS NULL THEN 0 ELSE 1 END + {_ONE_KIND}",
    )
    for table in ("superseded", "answer"):
        op.drop_column(table, "counted")
        op.drop_column(table, "number")
