"""Learners, cards, and the three append-only records.

Revision: 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("attempts", "ratings", "undos")


def upgrade() -> None:
    op.create_table(
        "learners",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learners")),
        sa.UniqueConstraint("name", name=op.f("uq_learners_name")),
    )
    _create_attempts()
    _create_cards()
    _create_ratings()
    _create_undos()
    _refuse_changes()


def downgrade() -> None:
    for table in ("undos", "ratings", "cards", "attempts", "learners"):
        op.drop_table(table)  # its triggers go with it
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("card_version", sa.Integer, nullable=False),
        sa.Column("question_id", sa.String(36), nullable=False),
        sa.Column("question_slug", sa.String(120), nullable=False),
        sa.Column("question_revision", sa.String(64), nullable=False),
        sa.Column("demonstration", sa.String(120), nullable=False),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("response", sa.JSON, nullable=False),
        sa.Column("confidence", sa.Integer),
        sa.Column("grade", sa.JSON, nullable=False),
        sa.Column("evidence_digest", sa.String(128), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("learner_id", "event_key", name=op.f("uq_attempts_learner_id_event_key")),
        sa.UniqueConstraint(
            "learner_id",
            "question_id",
            "card_version",
            name=op.f("uq_attempts_learner_id_question_id_card_version"),
        ),
        sa.CheckConstraint("confidence BETWEEN 1 AND 4", name=op.f("ck_attempts_confidence")),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_attempts_learner_id")),
    )
    op.create_index(op.f("ix_attempts_learner_id_id"), "attempts", ["learner_id", "id"])


def _create_cards() -> None:
    op.create_table(
        "cards",
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("question_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("step", sa.Integer),
        sa.Column("stability", sa.Double),
        sa.Column("difficulty", sa.Double),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_review", sa.DateTime(timezone=True)),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("lapses", sa.Integer, nullable=False),
        sa.Column("open_attempt_id", sa.Integer),
        sa.PrimaryKeyConstraint("learner_id", "question_id", name=op.f("pk_cards")),
        sa.CheckConstraint("state IN (1, 2, 3)", name=op.f("ck_cards_state")),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_cards_learner_id")),
        sa.ForeignKeyConstraint(["open_attempt_id"], ["attempts.id"], name=op.f("fk_cards_open_attempt_id")),
    )
    op.create_index(op.f("ix_cards_learner_id_due"), "cards", ["learner_id", "due"])
    op.create_index(op.f("ix_cards_learner_id_open_attempt_id"), "cards", ["learner_id", "open_attempt_id"])


def _create_ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("card_version", sa.Integer, nullable=False),
        sa.Column("question_id", sa.String(36), nullable=False),
        sa.Column("attempt_id", sa.Integer, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("rubric", sa.JSON, nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wall_clock", sa.DateTime(timezone=True), nullable=False),
        sa.Column("desired_retention", sa.Double, nullable=False),
        sa.Column("scheduler", sa.String(32), nullable=False),
        sa.Column("card_before", sa.JSON, nullable=False),
        sa.Column("card_after", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("learner_id", "event_key", name=op.f("uq_ratings_learner_id_event_key")),
        sa.UniqueConstraint(
            "learner_id",
            "question_id",
            "card_version",
            name=op.f("uq_ratings_learner_id_question_id_card_version"),
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 4", name=op.f("ck_ratings_rating")),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_ratings_learner_id")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_ratings_attempt_id")),
    )
    op.create_index(op.f("ix_ratings_learner_id_id"), "ratings", ["learner_id", "id"])
    op.create_index(op.f("ix_ratings_attempt_id"), "ratings", ["attempt_id"])


def _create_undos() -> None:
    op.create_table(
        "undos",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("card_version", sa.Integer, nullable=False),
        sa.Column("rating_id", sa.Integer, nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undos")),
        sa.UniqueConstraint("learner_id", "event_key", name=op.f("uq_undos_learner_id_event_key")),
        sa.UniqueConstraint("rating_id", name=op.f("uq_undos_rating_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_undos_learner_id")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_undos_rating_id")),
    )


def _refuse_changes() -> None:
    """What happened stays: triggers refuse UPDATE and DELETE, whoever asks."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for table in APPEND_ONLY:
        for change in ("update", "delete"):
            head = f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()}"
            if on_postgresql:
                also = " OR TRUNCATE" if change == "delete" else ""
                op.execute(f"{head}{also} ON {table} EXECUTE FUNCTION refuse_change()")
            else:
                op.execute(f"{head} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
