"""Draws: lists, random keys, what was drawn."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011"
down_revision = "0010"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    _draw()
    op.create_table(
        "draw_row",
        sa.Column("draw", _TEXT(length=13), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words_id", _TEXT(), nullable=True),
        sa.Column("worker", _TEXT(), nullable=True),
        sa.Column("service_id", _TEXT(), nullable=True),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("covered", sa.Integer(), nullable=False),
        sa.Column("barred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draw"], ["draw.id"], name=op.f("fk_draw_row_draw_draw")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_draw_row_words_id_words")),
        sa.ForeignKeyConstraint(["worker"], ["person.id"], name=op.f("fk_draw_row_worker_person")),
        sa.ForeignKeyConstraint(["service_id"], ["words.id"], name=op.f("fk_draw_row_service_id_words")),
        sa.PrimaryKeyConstraint("draw", "position", name=op.f("pk_draw_row")),
    )
    op.create_table(
        "draw_round",
        sa.Column("draw", _TEXT(length=13), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("key", _TEXT(length=64), nullable=False),
        sa.Column("reason", _TEXT(length=20), nullable=True),
        sa.Column("words_id", _TEXT(), nullable=True),
        sa.Column("author", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["draw"], ["draw.id"], name=op.f("fk_draw_round_draw_draw")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_draw_round_words_id_words")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_draw_round_author_person")),
        sa.PrimaryKeyConstraint("draw", "number", name=op.f("pk_draw_round")),
    )
    _picks()


def _draw() -> None:
    op.create_table(
        "draw",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("reference", _TEXT(length=6), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=False),
        sa.Column("rule", _TEXT(length=32), nullable=False),
        sa.Column("checklist", _TEXT(length=60), nullable=False),
        sa.Column("scope_kind", _TEXT(length=10), nullable=False),
        sa.Column("scope_person", _TEXT(), nullable=True),
        sa.Column("scope_team", _TEXT(), nullable=True),
        sa.Column("scope_meeting", _TEXT(), nullable=True),
        sa.Column("author", _TEXT(), nullable=False),
        sa.Column("report_id", _TEXT(), nullable=False),
        sa.Column("report_day", sa.Date(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("count", sa.SmallInteger(), nullable=False),
        sa.Column("salt", _TEXT(length=32), nullable=False),
        sa.Column("digest", _TEXT(length=64), nullable=False),
        sa.Column("state", _TEXT(length=10), nullable=False),
        sa.Column("is_unlike", sa.Boolean(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.Column("anonymised_by", _TEXT(), nullable=True),
        sa.Column("anonymised_at", _INSTANT(), nullable=True),
        sa.CheckConstraint("state IN ('frozen', 'drawn', 'dropped')", name=op.f("ck_draw_state")),
        sa.CheckConstraint(
            "(scope_kind = 'person') = (scope_person IS NOT NULL) AND "
            "(scope_kind = 'team') = (scope_team IS NOT NULL) AND "
            "(scope_kind = 'meeting') = (scope_meeting IS NOT NULL) AND "
            "scope_kind IN ('person', 'team', 'service', 'meeting')",
            name=op.f("ck_draw_scope"),
        ),
        sa.ForeignKeyConstraint(["scope_person"], ["person.id"], name=op.f("fk_draw_scope_person_person")),
        sa.ForeignKeyConstraint(["scope_team"], ["team.id"], name=op.f("fk_draw_scope_team_team")),
        sa.ForeignKeyConstraint(["scope_meeting"], ["meeting.id"], name=op.f("fk_draw_scope_meeting_meeting")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_draw_author_person")),
        sa.ForeignKeyConstraint(["report_id"], ["words.id"], name=op.f("fk_draw_report_id_words")),
        sa.ForeignKeyConstraint(["anonymised_by"], ["person.id"], name=op.f("fk_draw_anonymised_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("reference", name=op.f("uq_draw_reference")),
    )
    op.create_index(op.f("ix_draw_author"), "draw", ["author"], unique=False)
    op.create_index(op.f("ix_draw_scope_meeting"), "draw", ["scope_meeting"], unique=False)
    op.create_index(op.f("ix_draw_rule_draw_at"), "draw", ["rule", "at"], unique=False)


def _picks() -> None:
    op.create_table(
        "draw_pick",
        sa.Column("draw", _TEXT(length=13), nullable=False),
        sa.Column("round", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", _TEXT(length=10), nullable=False),
        sa.Column("seat", _TEXT(), nullable=True),
        sa.Column("reason", _TEXT(length=20), nullable=True),
        sa.Column("words_id", _TEXT(), nullable=True),
        sa.Column("ended_by", _TEXT(), nullable=True),
        sa.Column("ended_at", _INSTANT(), nullable=True),
        sa.CheckConstraint("state IN ('standing', 'swapped', 'redrawn')", name=op.f("ck_draw_pick_state")),
        sa.CheckConstraint("(state = 'standing') = (ended_at IS NULL)", name=op.f("ck_draw_pick_ended")),
        sa.ForeignKeyConstraint(
            ["draw", "round"], ["draw_round.draw", "draw_round.number"], name=op.f("fk_draw_pick_draw_draw_round")
        ),
        sa.ForeignKeyConstraint(["seat"], ["seat.id"], name=op.f("fk_draw_pick_seat_seat")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_draw_pick_words_id_words")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_draw_pick_ended_by_person")),
        sa.PrimaryKeyConstraint("draw", "round", "position", name=op.f("pk_draw_pick")),
    )


def downgrade() -> None:
    for table in ("draw_pick", "draw_round", "draw_row", "draw"):
        op.drop_table(table)
