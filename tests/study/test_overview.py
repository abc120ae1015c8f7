"""What there is to do, in which order, and how it stands."""

from datetime import timedelta

import pytest

from quizapp.parts import Parts
from quizapp.store.bind import reading, writing
from quizapp.study import answering, attempts, overview
from quizapp.study.overview import Home
from quizapp.study.schedule import Rating
from tests.conftest import Clock
from tests.samples import IDS

CHOICE, NUMBER, SPOKEN = "units-stay-alike", "base-rate-loss", "why-not-zero"
FIELDS = {CHOICE: {"option": ["b"]}, NUMBER: {"number": ["0.56"]}, SPOKEN: {"text": ["x"]}}


class Learner:
    """Somebody who answers and rates."""

    def __init__(self, here: Parts, clock: Clock) -> None:
        self.here, self.clock, self.keys = here, clock, 0

    def answer(self, slug: str, rating: Rating | None = None) -> None:
        here, now = self.here, self.clock.now
        with reading(here.bind) as session:
            page = answering.open_question(session, here.bank, here.learner_id, slug, lang="en", now=now)
        attempt = answering.submit_answer(
            here.bind, here.bank, here.executor, here.learner_id, slug,
            fields=FIELDS[slug], event_key=page.event_key, version=page.version, confidence=2, now=now,
        )  # fmt: skip
        if rating is not None:
            with writing(here.bind) as session:
                attempts.rate_attempt(
                    session, learner_id=here.learner_id, event_key=page.event_key, attempt_id=attempt.id,
                    expected_version=page.version + 1, rating=rating, now=now,
                )  # fmt: skip

    def home(self) -> Home:
        with reading(self.here.bind) as session:
            return overview.open_home(session, self.here.bank, self.here.learner_id, now=self.clock.now)

    def next(self) -> str | None:
        with reading(self.here.bind) as session:
            return overview.next_question(session, self.here.bank, self.here.learner_id, now=self.clock.now)

    def forget_scan(self) -> None:
        self.here.folder._scanned = float("-inf")


@pytest.fixture
def learner(here: Parts, clock: Clock) -> Learner:
    return Learner(here, clock)


def test_at_first_everything_is_new_warm_ups_first(learner: Learner) -> None:
    home = learner.home()
    assert [one.slug for one in home.fresh] == [NUMBER, CHOICE, SPOKEN]
    assert (home.due, home.open) == ((), ())
    assert [(one.topic, one.total, one.met, one.due) for one in home.topics] == [("initialization", 3, 0, 0)]
    assert learner.next() == NUMBER


def test_what_waits_for_its_rating_is_continued_and_not_asked_again(learner: Learner) -> None:
    learner.answer(NUMBER)
    home = learner.home()
    assert [one.slug for one in home.open] == [NUMBER]
    assert home.due == ()
    assert learner.next() == CHOICE
    assert [(one.met, one.due) for one in home.topics] == [(1, 0)]  # as many as the queue has


def test_the_queue_is_due_before_new_and_longest_overdue_first(learner: Learner) -> None:
    learner.answer(SPOKEN, Rating.GOOD)
    learner.clock.forward(minutes=1)
    learner.answer(NUMBER, Rating.GOOD)
    assert learner.next() == CHOICE
    learner.clock.forward(days=1)
    home = learner.home()
    assert [one.slug for one in home.due] == [SPOKEN, NUMBER]
    assert [one.slug for one in home.fresh] == [CHOICE]
    assert [one.due for one in home.topics] == [2]
    assert learner.next() == SPOKEN


def test_a_rated_question_is_due_when_fsrs_says_and_not_a_second_before(learner: Learner) -> None:
    learner.answer(SPOKEN, Rating.EASY)
    with reading(learner.here.bind) as session:
        (line,) = overview.open_progress(session, learner.here.bank, learner.here.learner_id, now=learner.clock.now)
    assert line.line is not None
    due = line.line.card.memory.due
    assert due - learner.clock.now > timedelta(days=3)
    learner.clock.now = due - timedelta(seconds=1)
    assert learner.home().due == ()
    learner.clock.now = due
    assert [one.slug for one in learner.home().due] == [SPOKEN]


def test_when_nothing_is_due_or_new_there_is_no_next_question(learner: Learner) -> None:
    for slug in FIELDS:
        learner.answer(slug, Rating.EASY)
    assert learner.next() is None


def test_a_question_that_left_the_bank_is_skipped_while_due_and_its_history_waits(learner: Learner) -> None:
    learner.answer(SPOKEN, Rating.GOOD)
    learner.answer(NUMBER)
    learner.clock.forward(days=30)
    topic = learner.here.config.questions / "initialization"
    texts = {slug: (topic / f"{slug}.md").read_text(encoding="utf-8") for slug in (SPOKEN, NUMBER)}
    for slug in texts:
        (topic / f"{slug}.md").unlink()
    learner.forget_scan()
    home = learner.home()
    assert (home.due, home.open) == ((), ())
    assert learner.next() == CHOICE
    with reading(learner.here.bind) as session:
        assert overview.open_progress(session, learner.here.bank, learner.here.learner_id, now=learner.clock.now) == []
    for slug, text in texts.items():
        (topic / f"renamed-{slug}.md").write_text(text, encoding="utf-8")
    learner.forget_scan()
    assert [one.slug for one in learner.home().due] == [f"renamed-{SPOKEN}"]
    assert [one.slug for one in learner.home().open] == [f"renamed-{NUMBER}"]


def test_a_topic_shows_how_each_question_stands(learner: Learner) -> None:
    learner.answer(SPOKEN, Rating.AGAIN)
    learner.clock.forward(hours=1)
    with reading(learner.here.bind) as session:
        lines = overview.open_topic(
            session, learner.here.bank, learner.here.learner_id, "initialization", now=learner.clock.now
        )
    assert [(one.question.slug, one.line is not None, one.is_due) for one in lines] == [
        (NUMBER, False, False),
        (CHOICE, False, False),
        (SPOKEN, True, True),
    ]


def test_progress_puts_the_question_due_first_in_front(learner: Learner) -> None:
    learner.answer(CHOICE, Rating.EASY)
    learner.answer(SPOKEN, Rating.AGAIN)
    with reading(learner.here.bind) as session:
        lines = overview.open_progress(session, learner.here.bank, learner.here.learner_id, now=learner.clock.now)
    assert [one.question.id for one in lines] == [IDS[SPOKEN], IDS[CHOICE]]
