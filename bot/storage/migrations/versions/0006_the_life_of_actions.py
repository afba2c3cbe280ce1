"""What becomes of an action after it was agreed."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"

_STATE, _TIMESCALE, _PRIORITY = "ck_action_state", "ck_action_timescale", "ck_action_priority"


def upgrade() -> None:
    with op.batch_alter_table("action", schema=None) as batch_op:
        for name in (_STATE, _TIMESCALE):
            batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.add_column(sa.Column("priority", sqlmodel.sql.sqltypes.AutoString(length=10), server_default="ordinary", nullable=False))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=32), server_default="", nullable=False))
        batch_op.create_check_constraint(op.f(_STATE), "state IN ('open', 'to-confirm', 'done', 'dropped')")
        batch_op.create_check_constraint(op.f(_PRIORITY), "priority IN ('ordinary', 'high')")
        batch_op.create_check_constraint(op.f(_TIMESCALE), "due IS NOT NULL OR timescale_id IS NOT NULL")
    op.create_table(
        "action_step",
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verb", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("words_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["action"], ["action.id"], name=op.f("fk_action_step_action_action")),
        sa.ForeignKeyConstraint(["owner"], ["person.id"], name=op.f("fk_action_step_owner_person")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_action_step_person_person")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_action_step_words_id_words")),
        sa.PrimaryKeyConstraint("action", "revision", name=op.f("pk_action_step")),
    )


def downgrade() -> None:
    op.drop_table("action_step")
    op.execute("UPDATE action SET state = 'open' WHERE state IN ('to-confirm', 'done')")
    op.execute("UPDATE action SET due = NULL WHERE timescale_id IS NOT NULL")
    with op.batch_alter_table("action", schema=None) as batch_op:
        for name in (_STATE, _TIMESCALE, _PRIORITY):
            batch_op.drop_constraint(op.f(name), type_="check")
        for column in ("priority", "revision", "salt"):
            batch_op.drop_column(column)
        batch_op.create_check_constraint(op.f(_STATE), "state IN ('open', 'dropped')")
        batch_op.create_check_constraint(op.f(_TIMESCALE), "(due IS NULL) <> (timescale_id IS NULL)")
