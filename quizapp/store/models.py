"""The tables of progress.

What happened is appended and never changed (triggers refuse it): an `Attempt` when the learner answers, a `Rating`
when they say how it went, an `Undo` when they take that back. A `Card` is the present that follows from them, the
only row that is ever updated, and can be rebuilt.

Each of the three records raises the card's version by one and keeps the version that it made. So a form that
carries an older version is known to be stale, and a repeated form gets the same response, byte for byte.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Double, ForeignKey, Index, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from quizapp.store.bind import UtcDateTime

APPEND_ONLY = ("attempts", "ratings", "undos")

Json = dict[str, Any]


class Base(DeclarativeBase):
    """Every constraint has a name: a migration can only alter what it can name."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, float: Double, Json: JSON}  # noqa: RUF012 — SQLAlchemy reads it as a plain attribute


class Learner(Base):
    """Somebody who learns."""

    __tablename__ = "learners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    lang: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]


class Attempt(Base):
    """One act of answering, kept for ever.

    `parameters` are those of the run that the learner saw; `response` is what they answered (with the rubric points
    they ticked); `grade` is `{"score": 0..1 or null, …}`; `question_revision` is the hash of the question's text.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("learner_id", "event_key"),
        UniqueConstraint("learner_id", "question_id", "card_version"),
        CheckConstraint("confidence BETWEEN 1 AND 4", name="confidence"),
        Index(None, "learner_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id"))
    event_key: Mapped[str] = mapped_column(String(64))
    card_version: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(36))
    question_slug: Mapped[str] = mapped_column(String(120))
    question_revision: Mapped[str] = mapped_column(String(64))
    demonstration: Mapped[str] = mapped_column(String(120))
    parameters: Mapped[Json]
    kind: Mapped[str] = mapped_column(String(16))
    response: Mapped[Json]
    confidence: Mapped[int | None]
    grade: Mapped[Json]
    evidence_digest: Mapped[str] = mapped_column(String(128))
    created_at: Mapped[datetime]


class Card(Base):
    """One learner's memory of one question, as FSRS describes it, and the attempt that waits for its rating."""

    __tablename__ = "cards"
    __table_args__ = (
        CheckConstraint("state IN (1, 2, 3)", name="state"),
        Index(None, "learner_id", "due"),
        Index(None, "learner_id", "open_attempt_id"),
    )

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int]
    state: Mapped[int]
    step: Mapped[int | None]
    stability: Mapped[float | None]
    difficulty: Mapped[float | None]
    due: Mapped[datetime]
    last_review: Mapped[datetime | None]
    reps: Mapped[int]
    lapses: Mapped[int]
    open_attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempts.id"))


class Rating(Base):
    """How an attempt went, by the learner's own word, and what that did to the card.

    `rubric` is which points of the rubric they made, by number, and what those are worth.
    `rated_at` is the moment that the scheduler used: never before the card's last review, even when the clock
    jumped back. `wall_clock` is what the clock said.
    """

    __tablename__ = "ratings"
    __table_args__ = (
        UniqueConstraint("learner_id", "event_key"),
        UniqueConstraint("learner_id", "question_id", "card_version"),
        CheckConstraint("rating BETWEEN 1 AND 4", name="rating"),
        Index(None, "learner_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id"))
    event_key: Mapped[str] = mapped_column(String(64))
    card_version: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(36))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), index=True)
    rating: Mapped[int]
    rubric: Mapped[Json]
    rated_at: Mapped[datetime]
    wall_clock: Mapped[datetime]
    desired_retention: Mapped[float]
    scheduler: Mapped[str] = mapped_column(String(32))
    card_before: Mapped[Json]
    card_after: Mapped[Json]


class Undo(Base):
    """A rating taken back; the rating itself stays on record."""

    __tablename__ = "undos"
    __table_args__ = (UniqueConstraint("learner_id", "event_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id"))
    event_key: Mapped[str] = mapped_column(String(64))
    card_version: Mapped[int]
    rating_id: Mapped[int] = mapped_column(ForeignKey("ratings.id"), unique=True)
    undone_at: Mapped[datetime]
