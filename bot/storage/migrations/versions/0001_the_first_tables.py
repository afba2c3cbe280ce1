"""The first tables, the beginning of the log's chain, and the triggers that keep it append-only."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0001"
down_revision = None

START = "0" * 64

REFUSE_SQLITE = """
CREATE TRIGGER entry_no_{verb} BEFORE {verb} ON entry
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
"""
REFUSE_POSTGRES = """
CREATE FUNCTION refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_entry_change()
"""


def begin_chain() -> None:
    op.execute(f"INSERT INTO log_head (id, sequence, hash) VALUES (1, 0, '{START}')")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(REFUSE_SQLITE.format(verb="UPDATE"))
        op.execute(REFUSE_SQLITE.format(verb="DELETE"))
    else:
        op.execute(REFUSE_POSTGRES)


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("verb", sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("body", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_entry")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_run"), ["run"], unique=False)

    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "person",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("slack_user_id", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(length=254), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("slack_user_id", name=op.f("uq_person_slack_user_id")),
    )
    op.create_table(
        "team",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True),
        sa.Column("nation", sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
        sa.CheckConstraint("nation IN ('ENG', 'WLS', 'SCT', 'NIR')", name=op.f("ck_team_nation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "version",
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("framework", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("checklist", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("body", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("first_used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_version")),
    )
    op.create_table(
        "words",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kept_because", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
    )
    op.create_table(
        "away",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("stand_in", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("stand_in IS NULL OR person <> stand_in", name=op.f("ck_away_other")),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_away_order")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_away_person_person")),
        sa.ForeignKeyConstraint(["stand_in"], ["person.id"], name=op.f("fk_away_stand_in_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_away_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_away_stand_in"), ["stand_in"], unique=False)

    op.create_table(
        "belongs",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("team", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_belongs_order")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_belongs_person_person")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_belongs_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_belongs")),
    )
    with op.batch_alter_table("belongs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_belongs_person_belongs_since"), ["person", "since"], unique=False)
        batch_op.create_index(batch_op.f("ix_belongs_team"), ["team"], unique=False)

    op.create_table(
        "employed",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_employed_order")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_employed_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employed")),
    )
    with op.batch_alter_table("employed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employed_person_employed_since"), ["person", "since"], unique=False)

    op.create_table(
        "exists",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("team", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_exists_order")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_exists_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exists")),
    )
    with op.batch_alter_table("exists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exists_team"), ["team"], unique=False)

    op.create_table(
        "holds",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("post", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("team", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_holds_order")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_holds_person_person")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_holds_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holds_person_holds_since"), ["person", "since"], unique=False)
        batch_op.create_index(batch_op.f("ix_holds_team"), ["team"], unique=False)

    op.create_table(
        "part_of",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("team", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("parent", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("team <> parent", name=op.f("ck_part_of_other")),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_part_of_order")),
        sa.ForeignKeyConstraint(["parent"], ["team.id"], name=op.f("fk_part_of_parent_team")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_part_of_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_of")),
    )
    with op.batch_alter_table("part_of", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_part_of_parent"), ["parent"], unique=False)
        batch_op.create_index(batch_op.f("ix_part_of_team"), ["team"], unique=False)

    op.create_table(
        "reports_to",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("supervisor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("person <> supervisor", name=op.f("ck_reports_to_other")),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_reports_to_order")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_reports_to_person_person")),
        sa.ForeignKeyConstraint(["supervisor"], ["person.id"], name=op.f("fk_reports_to_supervisor_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_to")),
    )
    with op.batch_alter_table("reports_to", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_to_person_reports_to_since"), ["person", "since"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_to_supervisor"), ["supervisor"], unique=False)

    op.create_table(
        "run",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("reference", sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
        sa.Column("version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject_kind", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("subject_reference", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
        sa.Column("subject_person", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("subject_team", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("team", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("submitted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("shared_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name=op.f("ck_run_submitted")),
        sa.CheckConstraint(
            "(subject_kind = 'reference') = (subject_reference IS NOT NULL) AND (subject_kind = 'person') = (subject_person IS NOT NULL) AND (subject_kind = 'team') = (subject_team IS NOT NULL) AND subject_kind IN ('reference', 'person', 'team', 'service')",
            name=op.f("ck_run_subject"),
        ),
        sa.CheckConstraint("state IN ('open', 'submitted', 'withdrawn')", name=op.f("ck_run_state")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_run_author_person")),
        sa.ForeignKeyConstraint(["subject_person"], ["person.id"], name=op.f("fk_run_subject_person_person")),
        sa.ForeignKeyConstraint(["subject_team"], ["team.id"], name=op.f("fk_run_subject_team_team")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_run_team_team")),
        sa.ForeignKeyConstraint(["version"], ["version.digest"], name=op.f("fk_run_version_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("reference", name=op.f("uq_run_reference")),
    )
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_author_run_state"), ["author", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_subject_person"), ["subject_person"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_subject_team"), ["subject_team"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_team_run_started_at"), ["team", "started_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_version"), ["version"], unique=False)

    op.create_table(
        "uses",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("team", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("framework", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_uses_order")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_uses_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uses")),
    )
    with op.batch_alter_table("uses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uses_team"), ["team"], unique=False)

    op.create_table(
        "action",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("item", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("words_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("timescale_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'dropped')", name=op.f("ck_action_state")),
        sa.CheckConstraint("(due IS NULL) <> (timescale_id IS NULL)", name=op.f("ck_action_timescale")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_action_author_person")),
        sa.ForeignKeyConstraint(["owner"], ["person.id"], name=op.f("fk_action_owner_person")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_action_run_run")),
        sa.ForeignKeyConstraint(["timescale_id"], ["words.id"], name=op.f("fk_action_timescale_id_words")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_action_words_id_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_run_action_item"), ["run", "item"], unique=False)

    op.create_table(
        "answer",
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("item", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("measure", sa.SmallInteger(), nullable=False),
        sa.Column("choice", sa.SmallInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("words_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("note_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("acted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN choice IS NULL THEN 0 ELSE 1 END + CASE WHEN day IS NULL THEN 0 ELSE 1 END + CASE WHEN person IS NULL THEN 0 ELSE 1 END + CASE WHEN words_id IS NULL THEN 0 ELSE 1 END + CASE WHEN not_applicable THEN 1 ELSE 0 END <= 1",
            name=op.f("ck_answer_one_value"),
        ),
        sa.CheckConstraint("revision > 0", name=op.f("ck_answer_revision")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_answer_author_person")),
        sa.ForeignKeyConstraint(["note_id"], ["words.id"], name=op.f("fk_answer_note_id_words")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_answer_person_person")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_answer_run_run")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_answer_words_id_words")),
        sa.PrimaryKeyConstraint("run", "item", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notice",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("item", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("owed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('corrected')", name=op.f("ck_notice_kind")),
        sa.CheckConstraint("state IN ('pending', 'claimed', 'sent', 'failed', 'unsure')", name=op.f("ck_notice_state")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_notice_person_person")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_notice_run_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_state"), ["state"], unique=False)

    op.create_table(
        "participant",
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_participant_person_person")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_participant_run_run")),
        sa.PrimaryKeyConstraint("run", "person", name=op.f("pk_participant")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_person"), ["person"], unique=False)

    op.create_table(
        "reading",
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_reading_person_person")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_reading_run_run")),
        sa.PrimaryKeyConstraint("run", "person", name=op.f("pk_reading")),
    )
    op.create_table(
        "superseded",
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=False),
        sa.Column("item", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("measure", sa.SmallInteger(), nullable=False),
        sa.Column("choice", sa.SmallInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("words_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("note_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("acted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("reason_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_superseded_author_person")),
        sa.ForeignKeyConstraint(["note_id"], ["words.id"], name=op.f("fk_superseded_note_id_words")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_superseded_person_person")),
        sa.ForeignKeyConstraint(["reason_id"], ["words.id"], name=op.f("fk_superseded_reason_id_words")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_superseded_run_run")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_superseded_words_id_words")),
        sa.PrimaryKeyConstraint("run", "item", "revision", name=op.f("pk_superseded")),
    )
    begin_chain()


def downgrade() -> None:
    op.drop_table("superseded")
    op.drop_table("reading")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_person"))

    op.drop_table("participant")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_state"))
        batch_op.drop_index(batch_op.f("ix_notice_person"))

    op.drop_table("notice")
    op.drop_table("answer")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_run_action_item"))
        batch_op.drop_index(batch_op.f("ix_action_owner"))

    op.drop_table("action")
    with op.batch_alter_table("uses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uses_team"))

    op.drop_table("uses")
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_version"))
        batch_op.drop_index(batch_op.f("ix_run_team_run_started_at"))
        batch_op.drop_index(batch_op.f("ix_run_subject_team"))
        batch_op.drop_index(batch_op.f("ix_run_subject_person"))
        batch_op.drop_index(batch_op.f("ix_run_author_run_state"))

    op.drop_table("run")
    with op.batch_alter_table("reports_to", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_to_supervisor"))
        batch_op.drop_index(batch_op.f("ix_reports_to_person_reports_to_since"))

    op.drop_table("reports_to")
    with op.batch_alter_table("part_of", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_part_of_team"))
        batch_op.drop_index(batch_op.f("ix_part_of_parent"))

    op.drop_table("part_of")
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holds_team"))
        batch_op.drop_index(batch_op.f("ix_holds_person_holds_since"))

    op.drop_table("holds")
    with op.batch_alter_table("exists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exists_team"))

    op.drop_table("exists")
    with op.batch_alter_table("employed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employed_person_employed_since"))

    op.drop_table("employed")
    with op.batch_alter_table("belongs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_belongs_team"))
        batch_op.drop_index(batch_op.f("ix_belongs_person_belongs_since"))

    op.drop_table("belongs")
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_away_stand_in"))
        batch_op.drop_index(batch_op.f("ix_away_person"))

    op.drop_table("away")
    op.drop_table("words")
    op.drop_table("version")
    op.drop_table("team")
    op.drop_table("person")
    op.drop_table("log_head")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_run"))

    op.drop_table("entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_entry_change()")
