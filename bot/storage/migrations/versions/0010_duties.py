"""Duties: what is owed as it was last worked out, what people said of it, from when a framework counts."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0009"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table("followed",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("sequence", sa.Integer(), nullable=False),
    sa.Column("people_at", sa.Integer(), nullable=False),
    sa.Column("worked_out_on", sa.Date(), nullable=True),
    sa.Column("schedules", _TEXT(length=64), nullable=False),
    sa.Column("beat_at", _INSTANT(), nullable=True),
    sa.CheckConstraint("id = 1", name=op.f("ck_followed_one")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_followed"))
    )
    op.create_table("go_live",
    sa.Column("framework", _TEXT(length=60), nullable=False),
    sa.Column("day", sa.Date(), nullable=False),
    sa.Column("set_by", _TEXT(length=13), nullable=False),
    sa.Column("set_at", _INSTANT(), nullable=False),
    sa.PrimaryKeyConstraint("framework", name=op.f("pk_go_live"))
    )
    op.create_table("last_done",
    sa.Column("id", _TEXT(length=13), nullable=False),
    sa.Column("rule", _TEXT(length=32), nullable=False),
    sa.Column("subject_kind", _TEXT(length=10), nullable=False),
    sa.Column("subject_key", _TEXT(length=120), nullable=True),
    sa.Column("about", _TEXT(length=40), nullable=True),
    sa.Column("day", sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_last_done"))
    )
    op.create_index(op.f("ix_last_done_rule_last_done_subject_key"), "last_done", ["rule", "subject_key"], unique=False)
    op.create_table("duty",
    sa.Column("id", _TEXT(length=13), nullable=False),
    sa.Column("rule", _TEXT(length=32), nullable=False),
    sa.Column("framework", _TEXT(length=60), nullable=False),
    sa.Column("version", _TEXT(length=64), nullable=False),
    sa.Column("subject_kind", _TEXT(length=10), nullable=False),
    sa.Column("subject_key", _TEXT(length=120), nullable=True),
    sa.Column("about", _TEXT(length=40), nullable=True),
    sa.Column("period", _TEXT(length=80), nullable=False),
    sa.Column("opens", sa.Date(), nullable=False),
    sa.Column("due", sa.Date(), nullable=False),
    sa.Column("status", _TEXT(length=20), nullable=False),
    sa.Column("owner", _TEXT(), nullable=True),
    sa.Column("owner_since", sa.Date(), nullable=True),
    sa.Column("team", _TEXT(), nullable=True),
    sa.Column("count", sa.SmallInteger(), nullable=False),
    sa.Column("done", sa.SmallInteger(), nullable=False),
    sa.Column("done_on", sa.Date(), nullable=True),
    sa.Column("grace_until", sa.Date(), nullable=True),
    sa.Column("details", _TEXT(), nullable=False),
    sa.Column("next_change_on", sa.Date(), nullable=True),
    sa.CheckConstraint("status IN ('planned', 'due', 'late', 'done', 'done late', 'missed', 'excused', 'nothing to check', 'paused')", name=op.f("ck_duty_status")),
    sa.CheckConstraint("subject_kind IN ('reference', 'person', 'team', 'service', 'meeting')", name=op.f("ck_duty_subject")),
    sa.ForeignKeyConstraint(["owner"], ["person.id"], name=op.f("fk_duty_owner_person")),
    sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_duty_team_team")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_duty"))
    )
    op.create_index(op.f("ix_duty_next_change_on"), "duty", ["next_change_on"], unique=False)
    op.create_index(op.f("ix_duty_owner_duty_status"), "duty", ["owner", "status"], unique=False)
    op.create_index(op.f("ix_duty_rule_duty_subject_key"), "duty", ["rule", "subject_key"], unique=False)
    op.create_index(op.f("ix_duty_subject_key_duty_due"), "duty", ["subject_key", "due"], unique=False)
    op.create_index(op.f("ix_duty_team_duty_due"), "duty", ["team", "due"], unique=False)
    op.create_table("duty_act",
    sa.Column("id", _TEXT(length=13), nullable=False),
    sa.Column("duty", _TEXT(length=13), nullable=False),
    sa.Column("kind", _TEXT(length=10), nullable=False),
    sa.Column("state", _TEXT(length=10), nullable=False),
    sa.Column("person", _TEXT(), nullable=False),
    sa.Column("to", _TEXT(), nullable=True),
    sa.Column("words_id", _TEXT(), nullable=True),
    sa.Column("until", sa.Date(), nullable=True),
    sa.Column("at", _INSTANT(), nullable=False),
    sa.Column("decided_by", _TEXT(), nullable=True),
    sa.Column("decided_at", _INSTANT(), nullable=True),
    sa.Column("answer_id", _TEXT(), nullable=True),
    sa.Column("since", sa.Date(), nullable=True),
    sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_duty_act_decided")),
    sa.CheckConstraint("kind IN ('excuse', 'nothing', 'handover')", name=op.f("ck_duty_act_kind")),
    sa.CheckConstraint("state IN ('asked', 'given', 'refused', 'ended')", name=op.f("ck_duty_act_state")),
    sa.ForeignKeyConstraint(["answer_id"], ["words.id"], name=op.f("fk_duty_act_answer_id_words")),
    sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_duty_act_decided_by_person")),
    sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_duty_act_person_person")),
    sa.ForeignKeyConstraint(["to"], ["person.id"], name=op.f("fk_duty_act_to_person")),
    sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_duty_act_words_id_words")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_act"))
    )
    op.create_index(op.f("ix_duty_act_duty"), "duty_act", ["duty"], unique=False)
    op.create_index(op.f("ix_duty_act_person"), "duty_act", ["person"], unique=False)
    op.create_index(op.f("ix_duty_act_state_duty_act_kind"), "duty_act", ["state", "kind"], unique=False)
    op.create_index(op.f("ix_duty_act_to"), "duty_act", ["to"], unique=False)
    op.create_table("concerned",
    sa.Column("duty", _TEXT(length=13), nullable=False),
    sa.Column("person", _TEXT(length=13), nullable=False),
    sa.Column("how", _TEXT(length=10), nullable=False),
    sa.CheckConstraint("how IN ('told', 'late')", name=op.f("ck_concerned_how")),
    sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f("fk_concerned_duty_duty")),
    sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_concerned_person_person")),
    sa.PrimaryKeyConstraint("duty", "person", "how", name=op.f("pk_concerned"))
    )
    op.create_index(op.f("ix_concerned_person"), "concerned", ["person"], unique=False)
    op.create_table("started_from",
    sa.Column("run", _TEXT(length=13), nullable=False),
    sa.Column("duty", _TEXT(length=13), nullable=False),
    sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_started_from_run_run")),
    sa.PrimaryKeyConstraint("run", name=op.f("pk_started_from"))
    )
    op.create_index(op.f("ix_started_from_duty"), "started_from", ["duty"], unique=False)
    op.drop_index(op.f("ix_run_version"), table_name="run")
    for names in (["version", "submitted_at"], ["author", "submitted_at"]):
        op.create_index(op.f("_run_".join(["ix", *names])), "run", names, unique=False)
    # A reference typed in small letters is the same one, and is found as fast.
    op.add_column("run", sa.Column("subject_plain", _TEXT(length=80), nullable=True))
    _fold_references()
    op.create_index(op.f("ix_run_subject_plain"), "run", ["subject_plain"], unique=False)
    op.execute("INSERT INTO followed (id, sequence, people_at, schedules) VALUES (1, 0, 0, '')")


def _fold_references() -> None:
    """As the code does it: what a database takes for small letters differs from one to the other."""
    run = sa.table("run", sa.column("subject_reference"), sa.column("subject_plain"))
    there = op.get_bind()
    references = there.execute(sa.select(run.c.subject_reference).distinct()).scalars().all()
    rows = [{"said": said, "plain": said.casefold()} for said in references if said is not None]
    if rows:
        put = sa.update(run).where(run.c.subject_reference == sa.bindparam("said"))
        there.execute(put.values(subject_plain=sa.bindparam("plain")), rows)


def downgrade() -> None:
    op.drop_index(op.f("ix_run_subject_plain"), table_name="run")
    op.drop_column("run", "subject_plain")
    for names in (["version", "submitted_at"], ["author", "submitted_at"]):
        op.drop_index(op.f("_run_".join(["ix", *names])), table_name="run")
    op.create_index(op.f("ix_run_version"), "run", ["version"], unique=False)
    for table in ("last_done", "go_live", "followed", "started_from", "duty_act", "concerned", "duty"):
        op.drop_table(table)
