"""Answering, rating, taking back: what is promised to a learner about their own history."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, insert, select

from quizapp.errors import (
    AttemptNotOpen,
    BadEventKey,
    EventKeyReused,
    NothingToUndo,
    StaleCard,
    UnknownAttempt,
    UnknownLearner,
)
from quizapp.store.bind import make_bind, reading, writing
from quizapp.store.integrity import check
from quizapp.store.learners import ensure_learner
from quizapp.store.models import Attempt, Card, Learner
from quizapp.store.models import Rating as RatingRecord
from quizapp.store.upgrade import head_revision, upgrade
from quizapp.study.attempts import Answered, Rated, Undone, rate_attempt, record_attempt, undo_last_rating
from quizapp.study.cards import StoredCard, card_of, rebuild_cards
from quizapp.study.progress import (
    count_due,
    due_cards,
    latest_attempt,
    open_attempts,
    progress,
    recent_attempts,
)
from quizapp.study.schedule import Rating, new_card, next_card

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MIGRATIONS = Path(__file__).parents[2] / "migrations"
ZERO = "5b0c6f2e-8a41-4d7b-9a57-0f6f1f0c2d11"

ANSWERED = Answered(
    question_id=ZERO,
    question_slug="nn-zero-init",
    question_revision="0f" * 32,
    demonstration="zero-init-symmetry",
    parameters={"hidden": 4, "activation": "sigmoid"},
    kind="spoken",
    response={"text": "因为 all units stay equal \ud800 \x00", "points": [0, 2]},
    confidence=3,
    grade={"score": 0.5, "detail": ["first point"]},
    evidence_digest="ab" * 32,
)


class Desk:
    """One learner at one database; every call is a unit of work of its own, like a request."""

    def __init__(self, bind: Engine, name: str = "me") -> None:
        self.bind, self.clock, self.keys = bind, NOW, 0
        with writing(bind) as session:
            self.learner = ensure_learner(session, name, "zh", NOW)

    def answer(self, version: int, question: str = ZERO, key: str | None = None, **changes: object) -> Attempt:
        answered = replace(ANSWERED, question_id=question, **changes)  # type: ignore[arg-type]  # one of its fields
        with writing(self.bind) as session:
            return record_attempt(
                session,
                learner_id=self.learner,
                event_key=key or self._key(),
                expected_version=version,
                answered=answered,
                now=self.clock,
            )

    def rate(self, attempt: int, version: int, rating: Rating = Rating.GOOD, key: str | None = None) -> Rated:
        with writing(self.bind) as session:
            return rate_attempt(
                session,
                learner_id=self.learner,
                event_key=key or self._key(),
                attempt_id=attempt,
                expected_version=version,
                rating=rating,
                now=self.clock,
            )

    def undo(self, key: str | None = None) -> Undone:
        with writing(self.bind) as session:
            return undo_last_rating(session, learner_id=self.learner, event_key=key or self._key(), now=self.clock)

    def study(self, question: str, rating: Rating = Rating.GOOD) -> Rated:
        version = self.card(question).version
        return self.rate(self.answer(version, question).id, version + 1, rating)

    def card(self, question: str = ZERO) -> StoredCard:
        with reading(self.bind) as session:
            return card_of(session, self.learner, question, self.clock)

    def count(self, kind: type[Attempt | RatingRecord]) -> int:
        with reading(self.bind) as session:
            return session.scalar(select(func.count()).select_from(kind)) or 0

    def _key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"


@pytest.fixture
def bind(tmp_path: Path) -> Iterator[Engine]:
    bind = make_bind(f"sqlite:///{tmp_path / 'quizapp.sqlite3'}")
    upgrade(bind, migrations=MIGRATIONS, data_dir=tmp_path, now=NOW)
    yield bind
    bind.dispose()


@pytest.fixture
def desk(bind: Engine) -> Desk:
    return Desk(bind)


def test_everything_about_an_answer_is_kept(desk: Desk) -> None:
    desk.answer(0)
    with reading(desk.bind) as session:
        kept = latest_attempt(session, desk.learner, ZERO)
    assert kept is not None
    for name, value in vars(ANSWERED).items():
        assert getattr(kept, name) == value
    assert kept.created_at == NOW


def test_the_same_form_twice_is_one_attempt_and_the_same_response(desk: Desk) -> None:
    first = desk.answer(0, key="form")
    desk.clock += timedelta(minutes=5)
    again = desk.answer(0, key="form")
    assert (again.id, again.created_at) == (first.id, NOW)
    assert desk.count(Attempt) == 1
    assert desk.card().version == 1


def test_a_repeated_form_may_be_graded_differently_since_grade_and_evidence_are_ours(desk: Desk) -> None:
    first = desk.answer(0, key="form")
    assert desk.answer(0, key="form", grade={"score": 1.0}, evidence_digest="new").id == first.id


def test_the_same_form_with_another_answer_is_refused_and_the_first_kept(desk: Desk) -> None:
    desk.answer(0, key="form")
    with pytest.raises(EventKeyReused, match="first contents were kept"):
        desk.answer(0, key="form", response={"text": "something else"})
    assert desk.count(Attempt) == 1


def test_two_learners_may_have_the_same_key(desk: Desk) -> None:
    other = Desk(desk.bind, "you")
    assert desk.answer(0, key="form").id != other.answer(0, key="form").id


def test_a_stale_tab_is_refused_and_its_text_is_kept(desk: Desk) -> None:
    desk.answer(0)
    with pytest.raises(StaleCard, match="reload the question") as stale:
        desk.answer(0, response={"text": "a long answer in the second tab"})
    assert stale.value.sent["response"] == {"text": "a long answer in the second tab"}
    assert (stale.value.expected, stale.value.version) == (0, 1)
    assert desk.count(Attempt) == 1


def test_a_tab_from_before_the_rating_cannot_rate_again(desk: Desk) -> None:
    attempt = desk.answer(0)
    rated = desk.rate(attempt.id, 1)
    with pytest.raises(StaleCard) as stale:
        desk.rate(attempt.id, 1, Rating.AGAIN)
    assert stale.value.stored is not None
    assert stale.value.stored["due"] == rated.due.isoformat()
    with pytest.raises(AttemptNotOpen, match="undo the rating first"):
        desk.rate(attempt.id, 2, Rating.AGAIN)
    assert desk.card() == StoredCard(rated.after, 2)


def test_a_rating_schedules_the_question(desk: Desk) -> None:
    rated = desk.rate(desk.answer(0).id, 1, Rating.EASY)
    assert rated.before == new_card(NOW)
    assert rated.after == next_card(rated.before, Rating.EASY, NOW)
    assert rated.due > NOW + timedelta(days=5)
    assert desk.card().memory == rated.after


def test_the_same_rating_twice_moves_the_schedule_once(desk: Desk) -> None:
    attempt = desk.answer(0)
    first = desk.rate(attempt.id, 1, Rating.AGAIN, key="form")
    desk.clock += timedelta(minutes=5)
    assert desk.rate(attempt.id, 1, Rating.AGAIN, key="form") == first
    with pytest.raises(EventKeyReused):
        desk.rate(attempt.id, 1, Rating.GOOD, key="form")
    assert desk.count(RatingRecord) == 1


def test_when_the_clock_jumped_back_both_times_are_kept_and_nothing_is_due_before_now(desk: Desk) -> None:
    first = desk.study(ZERO)
    desk.clock = NOW - timedelta(days=3650)
    second = desk.study(ZERO)
    with reading(desk.bind) as session:
        record = session.scalars(select(RatingRecord).order_by(RatingRecord.id.desc())).first()
    assert record is not None
    assert (record.rated_at, record.wall_clock) == (first.after.last_review, desk.clock)
    assert second.due > NOW


def test_somebody_else_s_attempt_cannot_be_rated(desk: Desk) -> None:
    attempt = desk.answer(0)
    with pytest.raises(UnknownAttempt):
        Desk(desk.bind, "you").rate(attempt.id, 1)


def test_a_form_without_a_learner_is_refused(desk: Desk) -> None:
    desk.learner = 99
    with pytest.raises(UnknownLearner):
        desk.answer(0)


@pytest.mark.parametrize("key", [" ", "x" * 65, "键", "a\x00b", "a\n"])
def test_a_key_that_we_did_not_make_is_refused(desk: Desk, key: str) -> None:
    with pytest.raises(BadEventKey, match="reload the page"):
        desk.answer(0, key=key)


def test_an_undo_restores_the_memory_and_the_attempt_can_be_rated_anew(desk: Desk) -> None:
    attempt = desk.answer(0)
    desk.rate(attempt.id, 1, Rating.AGAIN)
    undone = desk.undo()
    assert (undone.attempt_id, undone.card, undone.version) == (attempt.id, new_card(NOW), 3)
    assert desk.rate(attempt.id, 3, Rating.GOOD).before == new_card(NOW)
    assert desk.count(RatingRecord) == 2


def test_undos_go_back_one_rating_at_a_time_across_questions(desk: Desk) -> None:
    for question in ("first", "second"):
        desk.study(question)
    assert [desk.undo().question_id, desk.undo().question_id] == ["second", "first"]
    with pytest.raises(NothingToUndo):
        desk.undo()


def test_the_same_undo_twice_takes_back_one_rating(desk: Desk) -> None:
    desk.study("first")
    desk.study("second")
    assert desk.undo(key="form") == desk.undo(key="form")
    assert desk.card("first").memory.reps == 1


def test_a_newer_answer_stays_the_open_one_when_an_older_rating_is_undone(desk: Desk) -> None:
    desk.study(ZERO)
    newer = desk.answer(2)
    desk.undo()
    assert desk.card().open_attempt_id == newer.id
    assert desk.rate(newer.id, 4).before == new_card(NOW)


def test_what_is_open_due_recent_and_known_is_listed(desk: Desk) -> None:
    desk.study("rated", Rating.EASY)
    desk.answer(0, "open", confidence=None, grade={"score": None})
    desk.study("soon", Rating.AGAIN)
    with reading(desk.bind) as session:
        me, later = desk.learner, NOW + timedelta(minutes=2)
        assert [line.question_id for line in open_attempts(session, me)] == ["open"]
        assert [line.question_id for line in recent_attempts(session, me, 2)] == ["soon", "open"]
        assert [card.question_id for card in due_cards(session, me, NOW, 9)] == ["open"]
        assert [card.question_id for card in due_cards(session, me, later, 9)] == ["open", "soon"]
        assert [card.question_id for card in due_cards(session, me, later, 1)] == ["open"]
        assert (count_due(session, me, NOW), count_due(session, me, later)) == (1, 2)
        lines = {line.last.question_id: line for line in progress(session, me, later)}
    assert lines["rated"].last.score == 0.5
    assert lines["rated"].retrievability == 1.0
    assert lines["rated"].card.memory.reps == 1
    assert (lines["open"].last.score, lines["open"].retrievability) == (None, None)


def test_progress_shows_the_last_attempt_of_each_question(desk: Desk) -> None:
    desk.study(ZERO)
    last = desk.answer(2, grade={"score": 1.0})
    with reading(desk.bind) as session:
        (line,) = progress(session, desk.learner, NOW)
    assert (line.last.id, line.last.score) == (last.id, 1.0)


def test_tabs_that_answer_at_the_same_moment_make_one_attempt(desk: Desk) -> None:
    def answer(tab: int) -> bool:
        try:
            desk.answer(0, key=f"tab-{tab}")
        except StaleCard:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(answer, range(16))) == 1
    assert desk.count(Attempt) == 1


def test_a_browser_that_resends_in_parallel_makes_one_attempt(desk: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({attempt.id for attempt in pool.map(lambda _: desk.answer(0, key="form"), range(16))}) == 1


UNDO = "undo"

delays = st.timedeltas(min_value=timedelta(days=-30), max_value=timedelta(days=90))
steps = st.one_of(st.none(), st.sampled_from(Rating), st.just(UNDO))  # None: answer, and rate it later or never
histories = st.lists(st.tuples(delays, st.sampled_from(["q1", "q2", "q3"]), steps), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories)
def test_cards_are_always_what_their_records_say(
    bind: Engine, history: list[tuple[timedelta, str, Rating | str | None]]
) -> None:
    """Whatever is answered, rated and taken back, with the clock going both ways: there is nothing to rebuild."""
    with reading(bind) as session:
        desk = Desk(bind, f"learner {session.scalar(select(func.count(Learner.id)))}")
    standing: list[tuple[str, Rating, datetime]] = []
    begun: dict[str, datetime] = {}
    for delay, question, step in history:
        desk.clock += delay
        if step == UNDO:
            if standing:
                assert desk.undo().question_id == standing.pop()[0]
            continue
        card = desk.card(question)
        if step is None or card.open_attempt_id is None:
            begun.setdefault(question, desk.clock)
            desk.answer(card.version, question)
            card = desk.card(question)
        if isinstance(step, Rating) and card.open_attempt_id:
            desk.rate(card.open_attempt_id, card.version, step)
            standing.append((question, step, desk.clock))
    for question, start in begun.items():
        memory = new_card(start)
        for rating, at in ((rating, at) for rated, rating, at in standing if rated == question):
            memory = next_card(memory, rating, at)
        assert desk.card(question).memory == memory
    assert check(bind, head=head_revision(MIGRATIONS)) == []
    with writing(bind) as session:
        assert rebuild_cards(session, desk.learner) == []


def test_a_lost_card_is_rebuilt_exactly(desk: Desk) -> None:
    desk.study(ZERO)
    desk.answer(2)
    before = desk.card()
    with writing(desk.bind) as session:
        session.delete(session.get_one(Card, (desk.learner, ZERO)))
    with writing(desk.bind) as session:
        assert rebuild_cards(session, desk.learner) == [ZERO]
    assert desk.card() == before


@pytest.mark.slow
def test_the_next_due_card_is_found_at_once_among_a_hundred_thousand(desk: Desk) -> None:
    card = desk.study(ZERO).after
    columns = {name: getattr(card, name) for name in ("state", "step", "stability", "difficulty", "reps", "lapses")}
    with writing(desk.bind) as session:
        session.execute(
            insert(Card),
            [
                columns
                | {"learner_id": desk.learner, "question_id": f"q{n}", "version": 2}
                | {"last_review": NOW, "due": card.due + timedelta(minutes=n)}
                for n in range(100_000)
            ],
        )
    later = NOW + timedelta(days=7)
    with reading(desk.bind) as session:
        first = due_cards(session, desk.learner, later, 20)
        started = perf_counter()
        for _ in range(20):
            assert due_cards(session, desk.learner, later, 20) == first
        found = (perf_counter() - started) / 20
        started = perf_counter()
        assert count_due(session, desk.learner, later) == 10_072
        counted = perf_counter() - started
    assert found < 0.01
    assert counted < 0.1
