"""The schedule: pure, never backward, and exactly what FSRS says."""

import json
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.study.schedule import (
    CardState,
    Rating,
    State,
    from_dict,
    is_new,
    new_card,
    next_card,
    preview,
    retrievability,
    to_dict,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)

ratings = st.sampled_from(Rating)
delays = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))
jumps = st.timedeltas(min_value=timedelta(days=-3650), max_value=timedelta(days=400))
histories = st.lists(st.tuples(ratings, delays), max_size=12)


def _after(history: list[tuple[Rating, timedelta]]) -> tuple[CardState, datetime]:
    card, now = new_card(NOW), NOW
    for rating, delay in history:
        now += delay
        card = next_card(card, rating, now)
    return card, now


def test_a_new_card_is_due_at_once_and_has_no_memory_yet() -> None:
    card = new_card(NOW)
    assert is_new(card)
    assert card.due == NOW
    assert retrievability(card, NOW) is None
    assert (card.reps, card.lapses) == (0, 0)


@given(histories)
def test_the_schedule_is_what_fsrs_says(history: list[tuple[Rating, timedelta]]) -> None:
    ours, _ = _after(history)
    scheduler, theirs, now = fsrs.Scheduler(enable_fuzzing=False), fsrs.Card(card_id=1, due=NOW), NOW
    for rating, delay in history:
        now += delay
        theirs, _log = scheduler.review_card(theirs, fsrs.Rating(rating), now)
    assert (ours.state, ours.step, ours.stability, ours.difficulty, ours.due, ours.last_review) == (
        theirs.state,
        theirs.step,
        theirs.stability,
        theirs.difficulty,
        theirs.due,
        theirs.last_review,
    )


@given(st.lists(st.tuples(ratings, jumps), min_size=1, max_size=12))
def test_a_clock_that_jumps_never_schedules_before_now(history: list[tuple[Rating, timedelta]]) -> None:
    card, now = new_card(NOW), NOW
    for rating, jump in history:
        now += jump
        before, card = card, next_card(card, rating, now)
        assert card.due > now
        assert card.last_review is not None
        assert before.last_review is None or card.last_review >= before.last_review


@given(histories)
def test_the_preview_is_what_the_buttons_do(history: list[tuple[Rating, timedelta]]) -> None:
    card, now = _after(history)
    shown = preview(card, now)
    assert list(shown) == list(Rating)
    for rating, interval in shown.items():
        assert next_card(card, rating, now).due == now + interval
        assert interval > timedelta(0)
    assert shown[Rating.HARD] <= shown[Rating.GOOD] <= shown[Rating.EASY]


@given(histories)
def test_a_card_survives_json_exactly(history: list[tuple[Rating, timedelta]]) -> None:
    card, _ = _after(history)
    back = from_dict(json.loads(json.dumps(to_dict(card))))
    assert back == card
    assert back.due.tzinfo is UTC
    assert isinstance(back.state, State)


@given(histories)
def test_every_rating_is_a_rep_and_only_forgetting_in_review_is_a_lapse(
    history: list[tuple[Rating, timedelta]],
) -> None:
    card, now = _after(history)
    again = next_card(card, Rating.AGAIN, now)
    assert card.reps == len(history)
    assert again.reps == card.reps + 1
    assert again.lapses == card.lapses + (card.state is State.REVIEW)
    assert next_card(card, Rating.GOOD, now).lapses == card.lapses


def test_the_chance_of_recall_falls_and_is_ninety_percent_after_the_stability() -> None:
    card = next_card(new_card(NOW), Rating.EASY, NOW)
    assert card.stability is not None
    chances = [retrievability(card, NOW + day * DAY) for day in range(30)]
    assert chances == sorted(chances, key=lambda chance: -(chance or 0))
    assert chances[0] == 1.0
    assert chances[round(card.stability)] == pytest.approx(0.9, abs=0.01)


def test_who_wants_to_remember_more_is_asked_sooner() -> None:
    card = next_card(new_card(NOW), Rating.EASY, NOW)
    sooner = next_card(card, Rating.GOOD, card.due, desired_retention=0.97)
    assert sooner.due < next_card(card, Rating.GOOD, card.due).due


def test_a_time_that_is_not_utc_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC"):
        next_card(new_card(NOW), Rating.GOOD, NOW.replace(tzinfo=None))
