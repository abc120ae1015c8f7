"""Answering, rating, taking back: what a learner does, kept for ever.

Each function fetches, checks, asks the pure schedule, appends one record and writes one card, all in the caller's
`writing` unit of work. A form carries the event key that was minted when it was rendered, so a repetition is
recognized and gets the first response again, and the version of the card that it showed, so a stale tab is refused
and its text kept.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.errors import (
    AttemptNotOpen,
    BadEventKey,
    EventKeyReused,
    NothingToUndo,
    StaleCard,
    UnknownAttempt,
)
from quizapp.store import models
from quizapp.store.learners import lock_learner
from quizapp.store.models import Attempt, Json, Undo
from quizapp.study.cards import StoredCard, card_of, save
from quizapp.study.schedule import (
    DESIRED_RETENTION,
    CardState,
    Rating,
    effective_time,
    from_dict,
    next_card,
    scheduler_version,
    to_dict,
)

_EVENT_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Answered:
    """An answer and what it was an answer to; everything in it is kept with the attempt.

    Attributes:
        question_id: The permanent id, which keys the history.
        question_slug: The question's name at that time.
        question_revision: The hash of the question's text at that time.
        demonstration: The slug of the demonstration whose run the learner saw.
        parameters: The parameters of that run, as JSON values.
        kind: How it was asked (choice, number, spoken, …).
        response: What the learner said, as JSON values, with the rubric points they ticked.
        confidence: How sure they were, 1 to 4; None if they did not say.
        grade: `{"score": 0..1 or None, …}`, with whatever else the page shows of it.
        evidence_digest: The fingerprint of the run.
    """

    question_id: str
    question_slug: str
    question_revision: str
    demonstration: str
    parameters: Json
    kind: str
    response: Json
    confidence: int | None
    grade: Json
    evidence_digest: str


class Rated(NamedTuple):
    """What a rating did."""

    question_id: str
    attempt_id: int
    rating: Rating
    before: CardState
    after: CardState
    version: int

    @property
    def due(self) -> datetime:
        """When the question is asked again."""
        return self.after.due


class Undone(NamedTuple):
    """What taking back a rating did: the card is `card` again, and the attempt may be rated anew."""

    question_id: str
    attempt_id: int
    rating: Rating
    card: CardState
    version: int


def record_attempt(  # noqa: PLR0913 — explicit arguments, all by name
    session: Session,
    *,
    learner_id: int,
    event_key: str,
    expected_version: int,
    answered: Answered,
    now: datetime,
) -> Attempt:
    """Keep an answer; the same form again gives back the stored attempt.

    Raises:
        StaleCard: The card changed since the form was rendered; carries what was sent.
        EventKeyReused: This form was stored with another answer.
        BadEventKey, UnknownLearner: The form is not one of ours.
    """
    known = _first_with(session, Attempt, learner_id, event_key)
    if known is not None:
        if _sent(known) != _sent(answered):
            raise EventKeyReused(event_key)
        return known
    card = card_of(session, learner_id, answered.question_id, now)
    _refuse_stale(card, expected_version, _sent(answered))
    attempt = Attempt(
        learner_id=learner_id,
        event_key=event_key,
        card_version=card.version + 1,
        created_at=now,
        **vars(answered),
    )
    session.add(attempt)
    session.flush()  # the card refers to its id
    save(session, learner_id, answered.question_id, card.answered(attempt.id))
    return attempt


def rate_attempt(  # noqa: PLR0913 — explicit arguments, all by name
    session: Session,
    *,
    learner_id: int,
    event_key: str,
    attempt_id: int,
    expected_version: int,
    rating: Rating,
    now: datetime,
    question_id: str | None = None,
    rubric: Mapping[str, Any] | None = None,
    desired_retention: float = DESIRED_RETENTION,
) -> Rated:
    """Keep how an attempt went and schedule its question; the same form again gives the same response.

    Raises:
        StaleCard: The card changed since the form was rendered.
        AttemptNotOpen: It has its rating, or a later attempt took its place.
        EventKeyReused: This form was stored with another rating.
        UnknownAttempt, BadEventKey, UnknownLearner: The form is not one of ours.
    """
    known = _first_with(session, models.Rating, learner_id, event_key)
    if known is not None:
        if (known.attempt_id, known.rating, known.rubric) != (attempt_id, rating, dict(rubric or {})):
            raise EventKeyReused(event_key)
        return _rated(known)
    asked = _question_of(session, learner_id, attempt_id)
    if question_id not in (None, asked):  # the form of one question with the attempt of another
        raise UnknownAttempt(attempt_id)
    question_id = asked
    card = card_of(session, learner_id, question_id, now)
    _refuse_stale(card, expected_version, {"attempt_id": attempt_id, "rating": int(rating)})
    if card.open_attempt_id != attempt_id:
        raise AttemptNotOpen(attempt_id)
    after = next_card(card.memory, rating, now, desired_retention=desired_retention)
    record = models.Rating(
        learner_id=learner_id,
        event_key=event_key,
        card_version=card.version + 1,
        question_id=question_id,
        attempt_id=attempt_id,
        rating=int(rating),
        rubric=dict(rubric or {}),
        rated_at=effective_time(card.memory, now),
        wall_clock=now,
        desired_retention=desired_retention,
        scheduler=scheduler_version(),
        card_before=to_dict(card.memory),
        card_after=to_dict(after),
    )
    session.add(record)
    save(session, learner_id, question_id, card.rated(after))
    session.flush()
    return _rated(record)


def undo_last_rating(session: Session, *, learner_id: int, event_key: str, now: datetime) -> Undone:
    """Take back the learner's last rating; once more takes back the one before it.

    Raises:
        NothingToUndo: Every rating is taken back already.
        BadEventKey, UnknownLearner: The form is not one of ours.
    """
    known = _first_with(session, Undo, learner_id, event_key)
    if known is not None:
        return _undone(session.get_one(models.Rating, known.rating_id), known)
    rating = session.scalar(
        select(models.Rating)
        .outerjoin(Undo, Undo.rating_id == models.Rating.id)
        .where(models.Rating.learner_id == learner_id, Undo.id.is_(None))
        .order_by(models.Rating.id.desc())
        .limit(1)
    )
    if rating is None:
        raise NothingToUndo
    card = card_of(session, learner_id, rating.question_id, now)
    restored = card.restored(from_dict(rating.card_before), rating.attempt_id)
    undo = Undo(
        learner_id=learner_id,
        event_key=event_key,
        card_version=restored.version,
        rating_id=rating.id,
        undone_at=now,
    )
    session.add(undo)
    save(session, learner_id, rating.question_id, restored)
    session.flush()
    return _undone(rating, undo)


_Record = TypeVar("_Record", Attempt, models.Rating, Undo)


def _first_with(session: Session, kind: type[_Record], learner_id: int, event_key: str) -> _Record | None:
    """The record that this form made when it came the first time; from here on the learner is locked."""
    if not _EVENT_KEY.fullmatch(event_key):
        raise BadEventKey(event_key)
    lock_learner(session, learner_id)
    return session.scalar(select(kind).where(kind.learner_id == learner_id, kind.event_key == event_key))


def _sent(answer: Answered | Attempt) -> dict[str, Any]:
    """What the learner themselves sent: grade and evidence are ours, and may differ when a form is repeated."""
    names = ("question_id", "kind", "parameters", "response", "confidence")
    sent: dict[str, Any] = json.loads(json.dumps({name: getattr(answer, name) for name in names}))
    return sent


def _refuse_stale(card: StoredCard, expected: int, sent: Mapping[str, Any]) -> None:
    if card.version != expected:
        stored = to_dict(card.memory) if card.version else None
        raise StaleCard(expected=expected, version=card.version, stored=stored, sent=sent)


def _question_of(session: Session, learner_id: int, attempt_id: int) -> str:
    question_id = session.scalar(
        select(Attempt.question_id).where(Attempt.id == attempt_id, Attempt.learner_id == learner_id)
    )
    if question_id is None:
        raise UnknownAttempt(attempt_id)
    return question_id


def _rated(record: models.Rating) -> Rated:
    return Rated(
        question_id=record.question_id,
        attempt_id=record.attempt_id,
        rating=Rating(record.rating),
        before=from_dict(record.card_before),
        after=from_dict(record.card_after),
        version=record.card_version,
    )


def _undone(rating: models.Rating, undo: Undo) -> Undone:
    return Undone(
        question_id=rating.question_id,
        attempt_id=rating.attempt_id,
        rating=Rating(rating.rating),
        card=from_dict(rating.card_before),
        version=undo.card_version,
    )
