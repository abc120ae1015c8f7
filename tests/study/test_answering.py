"""Opening a question, answering it, and seeing the answer prove itself."""

import dataclasses
import json
from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.errors import EventKeyReused, StaleCard
from quizapp.parts import Parts
from quizapp.runs.errors import RunTimedOut, TooManyRuns
from quizapp.store.bind import reading, writing
from quizapp.store.models import Attempt, Card
from quizapp.study import answering, attempts
from quizapp.study.answering import AnswerPage, AskPage, NotAnsweredYet, UnknownQuestion
from quizapp.study.grading import AnswerNotUnderstood
from quizapp.study.running import Executor
from quizapp.study.schedule import Rating
from tests.conftest import Clock
from tests.runners import ScriptedRunner
from tests.samples import IDS, changed

CHOICE, NUMBER, SPOKEN = "units-stay-alike", "base-rate-loss", "why-not-zero"


class Desk:
    """A learner at the small bank."""

    def __init__(self, here: Parts, clock: Clock) -> None:
        self.here, self.clock, self.runner, self.forms = here, clock, ScriptedRunner(), 0
        self.executor = Executor(self.runner, 3.0)

    def open(self, slug: str) -> AskPage:
        with reading(self.here.bind) as session:
            return answering.open_question(
                session, self.here.bank, self.here.learner_id, slug, lang="en", now=self.clock.now
            )

    def answer(self, slug: str, page: AskPage | None = None, confidence: int | None = 3, **fields: str) -> Attempt:
        page = page or self.open(slug)
        return answering.submit_answer(
            self.here.bind,
            self.here.bank,
            self.executor,
            self.here.learner_id,
            slug,
            fields={name: [value] for name, value in fields.items()},
            event_key=page.event_key,
            version=page.version,
            confidence=confidence,
            now=self.clock.now,
        )

    def reveal(self, slug: str, **raw: str) -> AnswerPage:
        with reading(self.here.bind) as session:
            return answering.open_answer(
                session,
                self.here.bank,
                self.executor,
                self.here.learner_id,
                slug,
                raw=raw,
                lang="en",
                now=self.clock.now,
            )

    def rate(self, page: AnswerPage, rating: Rating, key: str = "r1") -> attempts.Rated:
        assert page.attempt is not None
        assert page.card is not None
        with writing(self.here.bind) as session:
            return attempts.rate_attempt(
                session,
                learner_id=self.here.learner_id,
                event_key=key,
                attempt_id=page.attempt.id,
                expected_version=page.card.version,
                rating=rating,
                now=self.clock.now,
            )

    def count(self, table: type[Any]) -> int:
        with reading(self.here.bind) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def desk(here: Parts, clock: Clock) -> Desk:
    return Desk(here, clock)


def test_a_question_is_asked_at_its_own_parameters_and_nothing_is_run(desk: Desk) -> None:
    page = desk.open(CHOICE)
    assert '<span class="slot" data-slot="hidden">4</span>' in page.prompt
    assert len(page.options) == 3
    assert (page.version, page.waits) == (0, False)
    assert desk.runner.asked == []
    assert page.event_key != desk.open(CHOICE).event_key


def test_the_page_that_asks_has_no_word_of_the_answer(desk: Desk) -> None:
    page = dataclasses.asdict(desk.open(CHOICE)) | {"question": None}
    told = json.dumps(page, default=str)
    assert not [word for word in ("Movement without", "gap", "moved", "right", "equal gradients") if word in told]


@pytest.mark.parametrize("slug", ["nope", "", "../../etc/passwd", "Units-Stay-Alike", "units-stay-alike\0"])
def test_an_unknown_question_is_named(desk: Desk, slug: str) -> None:
    with pytest.raises(UnknownQuestion):
        desk.open(slug)
    with pytest.raises(UnknownQuestion):
        desk.answer(slug, desk.open(SPOKEN), text="x")
    with pytest.raises(UnknownQuestion):
        desk.reveal(slug)


def test_the_answer_stays_closed_until_there_is_an_attempt(desk: Desk) -> None:
    with pytest.raises(NotAnsweredYet):
        desk.reveal(CHOICE)
    assert desk.runner.asked == []


def test_an_attempt_keeps_what_was_asked_answered_and_found(desk: Desk) -> None:
    attempt = desk.answer(CHOICE, option="b", confidence=4)
    question = desk.here.bank.questions[CHOICE]
    assert (attempt.question_id, attempt.question_slug) == (IDS[CHOICE], CHOICE)
    assert attempt.question_revision == question.revision
    assert attempt.parameters == {"data": "and", "hidden": 4, "activation": "sigmoid", "steps": 200, "tilt": 0.0}
    assert (attempt.kind, attempt.response, attempt.confidence) == ("choice", {"chosen": ["b"]}, 4)
    assert attempt.grade["score"] == 1.0
    page = desk.reveal(CHOICE)
    assert page.run.evidence is not None
    assert attempt.evidence_digest == page.run.evidence.digest


def test_the_answer_shows_theirs_beside_ours(desk: Desk) -> None:
    desk.answer(CHOICE, option="a")
    page = desk.reveal(CHOICE)
    assert [(one.is_right, one.is_chosen) for one in page.options] == [(False, True), (True, False), (False, False)]
    assert page.options[1].because == "Movement without difference."
    assert page.attempt is not None
    assert not page.attempt.grade.is_right
    assert page.is_open
    assert page.quotes["gap"] == "0"
    assert f'data-slot="final:.4f">{page.quotes["final:.4f"]}</span>' in page.answer
    assert [one.id for source in page.sources for one in source.statements] == ["D1-01", "D1-02"]


def test_a_readers_run_changes_the_numbers_of_the_prose_and_never_what_is_right(desk: Desk) -> None:
    desk.answer(CHOICE, option="b")
    own, other = desk.reveal(CHOICE), desk.reveal(CHOICE, data="xor", tilt="1")
    assert own.quotes["final:.4f"] != other.quotes["final:.4f"]
    assert other.quotes["gap"] != "0"
    assert [one.is_right for one in other.options] == [False, True, False]
    assert other.prompt == own.prompt


def test_a_refused_parameter_leaves_the_whole_page(desk: Desk) -> None:
    desk.answer(CHOICE, option="b")
    page = desk.reveal(CHOICE, hidden="99", width="2")
    assert {one.name for one in page.run.mistakes} == {"hidden", "width"}
    assert page.quotes == desk.reveal(CHOICE).quotes


def test_an_answer_that_cannot_be_read_is_not_stored_and_not_run(desk: Desk) -> None:
    for slug, fields in ((NUMBER, {"number": "about a half"}), (CHOICE, {}), (SPOKEN, {"text": "x" * 20_001})):
        with pytest.raises(AnswerNotUnderstood):
            desk.answer(slug, **fields)
    assert desk.count(Attempt) == desk.count(Card) == 0
    assert desk.runner.asked == []


def test_an_answer_is_not_stored_where_the_run_fails(desk: Desk) -> None:
    desk.runner.failure = RunTimedOut(3.0)
    with pytest.raises(RunTimedOut):
        desk.answer(CHOICE, option="b")
    assert desk.count(Attempt) == 0


@pytest.mark.parametrize("slug", [CHOICE, NUMBER, SPOKEN])
def test_the_answer_page_stands_where_the_run_fails(desk: Desk, slug: str) -> None:
    desk.answer(slug, option="b", number="0.5623", text="equal units")
    desk.runner.failure = RunTimedOut(3.0)
    page = desk.reveal(slug)
    assert page.run.evidence is None
    assert page.run.failure is not None
    assert set(page.quotes.values()) == {"—"}
    assert [one.is_right for one in page.options] == ([False, True, False] if slug == CHOICE else [])
    assert page.is_open


def test_a_full_queue_is_told_and_not_shown_as_a_page_without_evidence(desk: Desk) -> None:
    desk.answer(CHOICE, option="b")
    desk.runner.failure = TooManyRuns(1)
    with pytest.raises(TooManyRuns):
        desk.reveal(CHOICE)


def test_the_same_form_twice_is_one_attempt(desk: Desk) -> None:
    page = desk.open(SPOKEN)
    first, second = desk.answer(SPOKEN, page, text="equal"), desk.answer(SPOKEN, page, text="equal")
    assert first.id == second.id
    assert desk.count(Attempt) == 1
    with pytest.raises(EventKeyReused):
        desk.answer(SPOKEN, page, text="something else")
    assert desk.count(Attempt) == 1


def test_the_second_of_two_tabs_is_refused_with_its_text(desk: Desk) -> None:
    first, second = desk.open(SPOKEN), desk.open(SPOKEN)
    desk.answer(SPOKEN, first, text="from the first tab")
    with pytest.raises(StaleCard) as caught:
        desk.answer(SPOKEN, second, text="from the second tab")
    assert caught.value.sent["response"] == {"text": "from the second tab"}
    assert desk.reveal(SPOKEN).attempt is not None
    assert desk.count(Attempt) == 1


def test_the_four_buttons_say_what_they_will_do(desk: Desk) -> None:
    desk.answer(SPOKEN, text="x")
    page = desk.reveal(SPOKEN)
    assert page.intervals is not None
    for rating in Rating:
        assert page.intervals[rating].total_seconds() > 0
    spans = [page.intervals[rating] for rating in Rating]
    assert spans == sorted(spans)
    done = desk.rate(page, Rating.EASY)
    assert done.due == desk.clock.now + page.intervals[Rating.EASY]
    assert not desk.reveal(SPOKEN).is_open


def test_rating_the_same_form_twice_schedules_once(desk: Desk) -> None:
    desk.answer(SPOKEN, text="x")
    page = desk.reveal(SPOKEN)
    assert desk.rate(page, Rating.GOOD) == desk.rate(page, Rating.GOOD)
    with pytest.raises(EventKeyReused):
        desk.rate(page, Rating.AGAIN)


def test_a_question_that_is_asked_in_another_way_since_is_to_be_answered_anew(desk: Desk) -> None:
    desk.answer(SPOKEN, text="x")
    file = desk.here.config.questions / "initialization" / f"{SPOKEN}.md"
    text = file.read_text(encoding="utf-8")
    kind = 'kind = "number"\nfinding = "prior"\nlabel = { zh = "损失", en = "loss" }'
    file.write_text(changed(text, 'kind = "spoken"', kind), encoding="utf-8")
    desk.here.folder._scanned = float("-inf")
    assert desk.open(SPOKEN).question.ask.kind == "number"
    with pytest.raises(NotAnsweredYet):
        desk.reveal(SPOKEN)
    desk.answer(SPOKEN, number="0.5623")
    assert desk.reveal(SPOKEN).attempt is not None


def test_a_citation_of_a_document_that_is_gone_still_has_its_place(desk: Desk) -> None:
    desk.answer(SPOKEN, text="x")
    (desk.here.config.questions / "sources" / "D1.toml").unlink()
    desk.here.folder._scanned = float("-inf")
    (source,) = desk.reveal(SPOKEN).sources
    assert (source.document, source.statements, source.citation.document) == (None, (), "D1")
