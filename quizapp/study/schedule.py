"""When to ask again: FSRS behind our own words. The only file that imports fsrs.

Pure: a card, a rating and a moment give the next card. Nothing is random (fuzz is off) and nothing reads the clock,
so a card can be recomputed from its ratings at any time.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from importlib.metadata import version
from typing import Any

import fsrs

DESIRED_RETENTION = 0.9


class Rating(IntEnum):
    """The four buttons."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class State(IntEnum):
    """Where a card is in FSRS."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class CardState:
    """One learner's memory of one question.

    Attributes:
        state: Learning, review or relearning.
        step: Position in the learning steps; None in review.
        stability: Days until the chance of recall falls to 90 %; None before the first rating.
        difficulty: 1 (easy) to 10; None before the first rating.
        due: When to ask again, UTC.
        last_review: When it was rated last, UTC; None before the first rating.
        reps: How often it was rated.
        lapses: How often it was forgotten, that is rated *again* in review.
    """

    state: State
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    last_review: datetime | None
    reps: int = 0
    lapses: int = 0


def new_card(now: datetime) -> CardState:
    """A card that was never rated; due at once."""
    return CardState(State.LEARNING, step=0, stability=None, difficulty=None, due=now, last_review=None)


def next_card(
    card: CardState, rating: Rating, now: datetime, *, desired_retention: float = DESIRED_RETENTION
) -> CardState:
    """The card after a rating.

    Where the clock jumped back, the rating counts as given at the last review: FSRS would otherwise
    schedule into the past.

    Args:
        card: The card before.
        rating: The button.
        now: The moment of the rating, in `timezone.utc` itself.
        desired_retention: The chance of recall at which to ask again, between 0 and 1.
    """
    reviewed, _ = _scheduler(desired_retention).review_card(
        _to_fsrs(card), fsrs.Rating(rating), review_datetime=effective_time(card, now)
    )
    forgotten = card.state is State.REVIEW and rating is Rating.AGAIN
    return CardState(
        state=State(reviewed.state),
        step=reviewed.step,
        stability=reviewed.stability,
        difficulty=reviewed.difficulty,
        due=reviewed.due,
        last_review=reviewed.last_review,
        reps=card.reps + 1,
        lapses=card.lapses + forgotten,
    )


def effective_time(card: CardState, now: datetime) -> datetime:
    """The moment that a rating given now counts for: never before the card's last review."""
    return now if card.last_review is None else max(now, card.last_review)


def preview(card: CardState, now: datetime, *, desired_retention: float = DESIRED_RETENTION) -> dict[Rating, timedelta]:
    """How long until the question is asked again, for each button."""
    at = effective_time(card, now)
    return {rating: next_card(card, rating, at, desired_retention=desired_retention).due - at for rating in Rating}


def retrievability(card: CardState, now: datetime) -> float | None:
    """The chance, 0 to 1, that the learner recalls it now; None before the first rating."""
    if card.last_review is None:
        return None
    return float(_scheduler(DESIRED_RETENTION).get_card_retrievability(_to_fsrs(card), current_datetime=now))


def is_new(card: CardState) -> bool:
    """Whether the card was never rated."""
    return card.last_review is None


@cache
def scheduler_version() -> str:
    """What computes the schedule, kept with every rating."""
    return f"fsrs {version('fsrs')}"


def to_dict(card: CardState) -> dict[str, Any]:
    """The card as JSON keeps it; `from_dict` gives it back exactly."""
    raw = asdict(card)
    return raw | {
        "state": int(card.state),
        "due": card.due.isoformat(),
        "last_review": card.last_review and card.last_review.isoformat(),
    }


def from_dict(raw: Mapping[str, Any]) -> CardState:
    """The card that `to_dict` wrote."""
    last = raw["last_review"]
    return CardState(
        **{
            **raw,
            "state": State(raw["state"]),
            "due": datetime.fromisoformat(raw["due"]),
            "last_review": last and datetime.fromisoformat(last),
        }
    )


@cache
def _scheduler(desired_retention: float) -> fsrs.Scheduler:
    return fsrs.Scheduler(desired_retention=desired_retention, enable_fuzzing=False)


def _to_fsrs(card: CardState) -> fsrs.Card:
    return fsrs.Card(
        card_id=0,  # otherwise fsrs sleeps a millisecond to make one
        state=fsrs.State(card.state),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )
