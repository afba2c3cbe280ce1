"""Figures of finished months, as they may be shared, and closings of periods."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0015"
down_revision = "0014"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime
_KINDS = "kind IN ('work', 'checks', 'answers', 'actions', 'covered', 'themes')"


def upgrade() -> None:
    op.create_table(
        "figure_month",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("made_at", _INSTANT(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_figure_month")),
    )
    op.create_table(
        "figure_block",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("kind", _TEXT(length=10), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=False),
        sa.Column("key", _TEXT(length=120), nullable=False),
        sa.Column("node", _TEXT(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_figure_block_kind")),
        sa.CheckConstraint("first <= last", name=op.f("ck_figure_block_order")),
        sa.ForeignKeyConstraint(["node"], ["team.id"], name=op.f("fk_figure_block_node_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_block")),
    )
    op.create_index(op.f("ix_figure_block_first_figure_block_last"), "figure_block", ["first", "last"], unique=False)
    op.create_table(
        "figure_cell",
        sa.Column("kind", _TEXT(length=10), nullable=False),
        sa.Column("key", _TEXT(length=120), nullable=False),
        sa.Column("team", _TEXT(length=13), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("block", _TEXT(), nullable=True),
        sa.CheckConstraint(_KINDS, name=op.f("ck_figure_cell_kind")),
        sa.ForeignKeyConstraint(["block"], ["figure_block.id"], name=op.f("fk_figure_cell_block_figure_block")),
        sa.PrimaryKeyConstraint("kind", "key", "team", "month", name=op.f("pk_figure_cell")),
    )
    op.create_index(op.f("ix_figure_cell_month"), "figure_cell", ["month"], unique=False)
    op.create_index(op.f("ix_figure_cell_block"), "figure_cell", ["block"], unique=False)
    op.create_table(
        "figure_part",
        sa.Column("key", _TEXT(length=120), nullable=False),
        sa.Column("part", _TEXT(length=13), nullable=False),
        sa.Column("block", _TEXT(), nullable=True),
        sa.ForeignKeyConstraint(["part"], ["figure_block.id"], name=op.f("fk_figure_part_part_figure_block")),
        sa.ForeignKeyConstraint(["block"], ["figure_block.id"], name=op.f("fk_figure_part_block_figure_block")),
        sa.PrimaryKeyConstraint("key", "part", name=op.f("pk_figure_part")),
    )
    op.create_index(op.f("ix_figure_part_block"), "figure_part", ["block"], unique=False)
    op.create_table(
        "figure_value",
        sa.Column("block", _TEXT(length=13), nullable=False),
        sa.Column("name", _TEXT(length=80), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["block"], ["figure_block.id"], name=op.f("fk_figure_value_block_figure_block")),
        sa.PrimaryKeyConstraint("block", "name", name=op.f("pk_figure_value")),
    )
    op.create_table(
        "closing",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("body", _TEXT(), nullable=False),
        sa.Column("digest", _TEXT(length=64), nullable=False),
        sa.Column("closed_by", _TEXT(), nullable=False),
        sa.Column("closed_at", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_closing_closed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("framework", "first", "last", "number", name=op.f("uq_closing_framework_first_last_number")),
    )
    op.create_index(op.f("ix_run_submitted_at"), "run", ["submitted_at"], unique=False)
    op.create_index(op.f("ix_run_team_run_submitted_at"), "run", ["team", "submitted_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_run_team_run_submitted_at"), table_name="run")
    op.drop_index(op.f("ix_run_submitted_at"), table_name="run")
    for table in ("closing", "figure_value", "figure_part", "figure_cell", "figure_block", "figure_month"):
        op.drop_table(table)
