"""Looking for damage: healthy data has no findings, and each kind of damage is named."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from quizapp.store.bind import make_bind, writing
from quizapp.store.integrity import check
from quizapp.store.learners import ensure_learner
from quizapp.study.attempts import Answered, rate_attempt, record_attempt, undo_last_rating
from quizapp.study.cards import rebuild_cards
from quizapp.study.schedule import Rating

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HEAD = "0001"


@pytest.fixture
def learner(bind: Engine) -> int:
    """Somebody who answered one question, rated another, and took back the rating of a third."""
    with writing(bind) as session:
        learner = ensure_learner(session, "me", "zh", NOW)
        for question in ("answered", "rated", "undone"):
            answered = Answered(question, "slug", "rev", "demo", {}, "choice", {"choice": 1}, 2, {"score": 1.0}, "d")
            attempt = record_attempt(
                session, learner_id=learner, event_key=question, expected_version=0, answered=answered, now=NOW
            )
            if question != "answered":
                rate_attempt(
                    session,
                    learner_id=learner,
                    event_key=question,
                    attempt_id=attempt.id,
                    expected_version=1,
                    rating=Rating.GOOD,
                    now=NOW,
                )
        undo_last_rating(session, learner_id=learner, event_key="u", now=NOW)
    return learner


def _tamper(bind: Engine, change: str) -> None:
    with closing(sqlite3.connect(str(bind.url.database))) as connection, connection:
        connection.execute(change)


@pytest.mark.usefixtures("learner")
def test_healthy_data_has_no_findings(bind: Engine) -> None:
    assert check(bind, head=HEAD) == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("UPDATE cards SET stability = 99 WHERE question_id = 'rated'", "rated: not what its last rating left"),
        ("UPDATE cards SET due = '2036-01-01' WHERE question_id = 'rated'", "rated: not what its last rating left"),
        ("UPDATE cards SET reps = 1 WHERE question_id = 'undone'", "undone: not what its last rating left"),
        ("UPDATE cards SET version = 7 WHERE question_id = 'answered'", "answered: version 7"),
        ("DELETE FROM cards WHERE question_id = 'rated'", "rated: missing"),
        (
            "INSERT INTO cards SELECT 1, 'made up', 1, 1, 0, NULL, NULL, due, NULL, 0, 0, NULL FROM cards LIMIT 1",
            "made",
        ),
    ],
)
def test_a_card_that_its_records_do_not_explain_is_found_and_rebuilt(
    bind: Engine, learner: int, change: str, finding: str
) -> None:
    _tamper(bind, change)
    assert finding in "\n".join(check(bind, head=HEAD))
    with writing(bind) as session:
        assert len(rebuild_cards(session, learner)) == 1
    assert check(bind, head=HEAD) == []


@pytest.mark.usefixtures("learner")
def test_a_reference_to_nothing_is_found(bind: Engine) -> None:
    _tamper(bind, "DELETE FROM learners")  # this connection does not enforce foreign keys
    findings = check(bind, head=HEAD)
    assert any("cards: row 1 refers to a missing row of learners" in finding for finding in findings)


def test_an_older_schema_is_named_with_the_command_that_brings_it_up(bind: Engine) -> None:
    assert check(bind, head="0002") == [
        "the database is at revision 0001, this version needs 0002: run `quizapp db upgrade`"
    ]


def test_nothing_is_not_healthy(tmp_path: Path) -> None:
    absent = make_bind(f"sqlite:///{tmp_path / 'absent.sqlite3'}")
    assert "revision None" in check(absent, head=HEAD)[0]
    assert list(tmp_path.iterdir()) == [], "looking creates no file"


@pytest.mark.usefixtures("learner")
def test_a_torn_page_is_found(bind: Engine) -> None:
    bind.dispose()
    file = Path(str(bind.url.database))
    raw = bytearray(file.read_bytes())
    raw[-4096:] = b"\xff" * 4096
    file.write_bytes(raw)
    assert check(bind, head=HEAD)
