"""The card as it is stored: the memory, how often anything happened to it, and the attempt that waits for a rating.

Three things can happen to a card, and each raises its version by one. The same three steps, taken over the records
in the order of the versions that they made, rebuild it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from quizapp.store import models
from quizapp.store.learners import lock_learner
from quizapp.study.schedule import CardState, State, from_dict, new_card

COLUMNS = tuple(
    getattr(models.Card, name) for name in (*(field.name for field in fields(CardState)), "version", "open_attempt_id")
)


@dataclass(frozen=True, slots=True)
class StoredCard:
    """One learner's card of one question; version 0 was never answered and has no row."""

    memory: CardState
    version: int = 0
    open_attempt_id: int | None = None

    def answered(self, attempt_id: int) -> "StoredCard":
        """An attempt waits for its rating; it takes the place of an earlier one that still did."""
        return replace(self, version=self.version + 1, open_attempt_id=attempt_id)

    def rated(self, memory: CardState) -> "StoredCard":
        """The open attempt has its rating, and the memory is as the schedule says."""
        return StoredCard(memory, self.version + 1)

    def restored(self, memory: CardState, attempt_id: int) -> "StoredCard":
        """A rating was taken back: the memory from before it, and its attempt waits again unless a later one does."""
        return StoredCard(memory, self.version + 1, self.open_attempt_id or attempt_id)


def card_of(session: Session, learner_id: int, question_id: str, now: datetime) -> StoredCard:
    """The learner's card of a question; a new one, not yet stored, where nothing was answered."""
    row = session.get(models.Card, (learner_id, question_id))
    return StoredCard(new_card(now)) if row is None else from_row(row)


def from_row(row: models.Card | Row[Any]) -> StoredCard:
    """The card in a row that has `COLUMNS`."""
    memory = {field.name: getattr(row, field.name) for field in fields(CardState)}
    return StoredCard(CardState(**memory | {"state": State(row.state)}), row.version, row.open_attempt_id)


def save(session: Session, learner_id: int, question_id: str, card: StoredCard) -> None:
    """Write the card; the one row that is ever updated."""
    session.merge(
        models.Card(
            learner_id=learner_id,
            question_id=question_id,
            version=card.version,
            open_attempt_id=card.open_attempt_id,
            **asdict(card.memory) | {"state": int(card.memory.state)},
        )
    )


def rebuild_cards(session: Session, learner_id: int) -> list[str]:
    """Make the learner's cards what their records say; nothing to do while the data is healthy.

    Returns:
        The ids of the questions whose cards were wrong, missing or without a record.
    """
    lock_learner(session, learner_id)
    rows = session.scalars(select(models.Card).where(models.Card.learner_id == learner_id))
    stored = {row.question_id: row for row in rows}
    expected = replayed(session, learner_id)
    wrong = [
        question_id
        for question_id in sorted(stored.keys() | expected.keys())
        if question_id not in stored or from_row(stored[question_id]) != expected.get(question_id)
    ]
    for question_id in wrong:
        if question_id in expected:
            save(session, learner_id, question_id, expected[question_id])
        else:
            session.delete(stored[question_id])
    return wrong


def replayed(session: Session, learner_id: int) -> dict[str, StoredCard]:
    """The cards that follow from the learner's attempts, ratings and undos, by question id.

    What the schedule said is part of a rating's record, so another release of the scheduler changes nothing here.
    """
    cards: dict[str, StoredCard] = {}
    for question_id, _version, step in sorted(_steps(session, learner_id), key=itemgetter(0, 1)):
        cards[question_id] = step(cards.get(question_id))
    return cards


_Step = Callable[[StoredCard | None], StoredCard]


def _steps(session: Session, learner_id: int) -> list[tuple[str, int, _Step]]:
    """Every record as (question id, the version it made, what it did)."""
    attempt, rating, undo = models.Attempt, models.Rating, models.Undo
    attempts = session.execute(
        select(attempt.question_id, attempt.card_version, attempt.id, attempt.created_at).where(
            attempt.learner_id == learner_id
        )
    )
    ratings = session.execute(
        select(rating.question_id, rating.card_version, rating.card_after).where(rating.learner_id == learner_id)
    )
    undos = session.execute(
        select(rating.question_id, undo.card_version, rating.card_before, rating.attempt_id)
        .join(rating, undo.rating_id == rating.id)
        .where(undo.learner_id == learner_id)
    )
    return [
        *((question, version, partial(_answer, id_=id_, at=at)) for question, version, id_, at in attempts),
        *((question, version, partial(_rate, after=from_dict(raw))) for question, version, raw in ratings),
        *((question, version, partial(_undo, before=from_dict(raw), id_=id_)) for question, version, raw, id_ in undos),
    ]


def _answer(card: StoredCard | None, *, id_: int, at: datetime) -> StoredCard:
    return (card or StoredCard(new_card(at))).answered(id_)


def _rate(card: StoredCard | None, *, after: CardState) -> StoredCard:
    return (card or StoredCard(after)).rated(after)


def _undo(card: StoredCard | None, *, before: CardState, id_: int) -> StoredCard:
    return (card or StoredCard(before)).restored(before, id_)
