"""What a learner sees of their progress: plain selects of the columns that a page shows."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.store.models import Attempt, Card, Rating
from quizapp.study.cards import COLUMNS, StoredCard, from_row
from quizapp.study.schedule import retrievability


class DueCard(NamedTuple):
    """A question that is to be asked again."""

    question_id: str
    version: int
    due: datetime
    reps: int


class AttemptLine(NamedTuple):
    """An attempt as a list shows it; `score` is 0 to 1, or None where nothing was graded."""

    id: int
    question_id: str
    question_slug: str
    kind: str
    confidence: int | None
    score: float | None
    created_at: datetime


class ProgressLine(NamedTuple):
    """How one question stands with a learner; `retrievability` is None before the first rating."""

    card: StoredCard
    retrievability: float | None
    last: AttemptLine


def due_cards(session: Session, learner_id: int, now: datetime, limit: int) -> list[DueCard]:
    """The cards that are due, the longest overdue first."""
    rows = session.execute(
        select(Card.question_id, Card.version, Card.due, Card.reps)
        .where(Card.learner_id == learner_id, Card.due <= now)
        .order_by(Card.due)
        .limit(limit)
    )
    return [DueCard(*row) for row in rows]


def count_due(session: Session, learner_id: int, now: datetime) -> int:
    """How many cards are due."""
    due = select(func.count()).where(Card.learner_id == learner_id, Card.due <= now)
    return session.scalar(due) or 0


def latest_attempt(session: Session, learner_id: int, question_id: str) -> Attempt | None:
    """What the learner answered last to this question."""
    return session.scalar(
        select(Attempt)
        .where(Attempt.learner_id == learner_id, Attempt.question_id == question_id)
        .order_by(Attempt.card_version.desc())
        .limit(1)
    )


def rubric_of(session: Session, attempt_id: int) -> dict[str, Any]:
    """What the learner ticked when they rated an attempt the last time; empty before."""
    ticked = select(Rating.rubric).where(Rating.attempt_id == attempt_id).order_by(Rating.id.desc()).limit(1)
    return session.scalar(ticked) or {}


def open_attempts(session: Session, learner_id: int, limit: int = 20) -> list[AttemptLine]:
    """Answered but not yet rated, the newest first: continue where you were."""
    waiting = _lines().join(Card, Card.open_attempt_id == Attempt.id)
    mine = waiting.where(Card.learner_id == learner_id, Card.open_attempt_id > 0)  # not `is_not(None)`: uses the index
    return _attempt_lines(session, mine.order_by(Card.open_attempt_id.desc()).limit(limit))


def recent_attempts(session: Session, learner_id: int, limit: int = 20) -> list[AttemptLine]:
    """The learner's attempts, the newest first."""
    mine = _lines().where(Attempt.learner_id == learner_id)
    return _attempt_lines(session, mine.order_by(Attempt.id.desc()).limit(limit))


def progress(session: Session, learner_id: int, now: datetime) -> list[ProgressLine]:
    """Every question that the learner has answered, beside their last attempt at it, by the time it is due."""
    later = aliased(Attempt)
    newest = (
        select(func.max(later.card_version))
        .where(later.learner_id == Card.learner_id, later.question_id == Card.question_id)
        .scalar_subquery()
    )
    is_last = and_(
        Attempt.learner_id == Card.learner_id,
        Attempt.question_id == Card.question_id,
        Attempt.card_version == newest,
    )
    rows = session.execute(
        _lines().add_columns(*COLUMNS).join(Card, is_last).where(Card.learner_id == learner_id).order_by(Card.due)
    )
    return [_progress_line(row, now) for row in rows]


def _progress_line(row: Row[Any], now: datetime) -> ProgressLine:
    card = from_row(row)
    return ProgressLine(card, retrievability(card.memory, now), AttemptLine._make(row[: len(AttemptLine._fields)]))


def _lines() -> "Select[*tuple[Any, ...]]":
    return select(
        Attempt.id,
        Attempt.question_id,
        Attempt.question_slug,
        Attempt.kind,
        Attempt.confidence,
        Attempt.grade["score"].as_float(),
        Attempt.created_at,
    )


def _attempt_lines(session: Session, lines: "Select[*tuple[Any, ...]]") -> list[AttemptLine]:
    return [AttemptLine._make(row) for row in session.execute(lines)]
