"""The same promises on PostgreSQL, against a real server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from quizapp.errors import DatabaseTooNew, NotConfirmed, StaleCard
from quizapp.store.bind import for_writing, make_bind, reading, writing
from quizapp.store.integrity import check
from quizapp.store.learners import ensure_learner
from quizapp.store.models import Learner
from quizapp.store.schema import schema_differences
from quizapp.store.upgrade import config, head_revision, migrating, upgrade
from quizapp.study.attempts import Answered, rate_attempt, record_attempt, undo_last_rating
from quizapp.study.cards import card_of, rebuild_cards
from quizapp.study.progress import count_due, due_cards, latest_attempt, open_attempts, progress, recent_attempts
from quizapp.study.schedule import Rating, new_card

pytestmark = pytest.mark.slow

ANSWERED = Answered(
    "q", "slug", "rev", "demo", {"hidden": 4}, "spoken", {"text": "因为 \x00 \ud800"}, 3, {"score": 0.5}, "d"
)


@pytest.fixture
def empty(postgresql_url: str) -> Iterator[Engine]:
    """A database of its own for each test."""
    name = f"quiz_{uuid4().hex}"
    server = make_bind(postgresql_url)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    bind = make_bind(postgresql_url.replace("/postgres", f"/{name}").replace("postgres:", "postgresql:"))
    yield bind
    bind.dispose()


@pytest.fixture
def served(empty: Engine, migrations: Path, now: datetime, tmp_path: Path) -> Engine:
    upgrade(empty, migrations=migrations, data_dir=tmp_path, now=now)
    return empty


def test_upgrades_racing_for_an_empty_database_all_succeed_and_one_migrates(
    empty: Engine, migrations: Path, now: datetime, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(4) as pool:
        racers = [
            pool.submit(
                upgrade, make_bind(empty.url.render_as_string()), migrations=migrations, data_dir=tmp_path, now=now
            )
            for _ in range(4)
        ]
    assert sorted(racer.result().is_change for racer in racers) == [False] * 3 + [True]
    with empty.connect() as connection:
        assert schema_differences(connection) == []


def test_a_downgrade_leaves_nothing_behind(served: Engine, migrations: Path) -> None:
    with migrating(served) as connection:
        command.downgrade(config(migrations, connection), "base")
    with served.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert connection.scalar(text("SELECT count(*) FROM pg_proc WHERE proname = 'refuse_change'")) == 0


def test_a_newer_database_is_refused(served: Engine, migrations: Path, now: datetime, tmp_path: Path) -> None:
    with for_writing(served).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(DatabaseTooNew):
        upgrade(served, migrations=migrations, data_dir=tmp_path, now=now)


def test_an_answer_is_kept_rated_taken_back_and_listed(served: Engine, migrations: Path, now: datetime) -> None:
    with writing(served) as session:
        me = ensure_learner(session, "me", "zh", now)
        answer = {"learner_id": me, "event_key": "a", "expected_version": 0, "answered": ANSWERED, "now": now}
        attempt = record_attempt(session, **answer)
        assert record_attempt(session, **answer) is attempt
        rate = {"learner_id": me, "attempt_id": attempt.id, "rating": Rating.EASY, "now": now}
        rated = rate_attempt(session, **rate, event_key="r", expected_version=1)
        assert rate_attempt(session, **rate, event_key="r", expected_version=1) == rated
    with writing(served) as session:
        assert undo_last_rating(session, learner_id=me, event_key="u", now=now).card == new_card(now)
        again = rate_attempt(session, **rate, event_key="again", expected_version=3)
        assert rebuild_cards(session, me) == []
    with reading(served) as session:
        kept = latest_attempt(session, me, "q")
        assert kept is not None
        assert (kept.response, kept.created_at) == (ANSWERED.response, now)
        assert card_of(session, me, "q", now).memory == again.after
        assert open_attempts(session, me) == []
        assert [line.score for line in recent_attempts(session, me)] == [0.5]
        assert [card.question_id for card in due_cards(session, me, again.due, 5)] == ["q"]
        assert count_due(session, me, now) == 0
        assert progress(session, me, now)[0].retrievability == 1.0
    assert check(served, head=head_revision(migrations)) == []


@pytest.mark.parametrize("change", ["UPDATE attempts SET kind = ''", "DELETE FROM ratings", "TRUNCATE undos"])
def test_a_record_is_never_changed(served: Engine, change: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writing(served) as session:
        session.execute(text(change))


def test_reading_cannot_write(served: Engine, now: datetime) -> None:
    with pytest.raises(DBAPIError, match="read-only"), reading(served) as session:
        ensure_learner(session, "me", "zh", now)


def test_a_unit_of_work_reads_one_moment_and_leaves_the_connection_writable(served: Engine, now: datetime) -> None:
    with reading(served) as session:
        assert session.scalars(select(Learner.name)).all() == []
        with writing(served) as other:
            ensure_learner(other, "me", "zh", now)
        assert session.scalars(select(Learner.name)).all() == []
    for name in ("you", "they"):  # more than the pool has kept open
        with writing(served) as session:
            ensure_learner(session, name, "zh", now)
    with reading(served) as session:
        assert len(session.scalars(select(Learner.name)).all()) == 3


def test_tabs_that_answer_at_the_same_moment_make_one_attempt(served: Engine, now: datetime) -> None:
    def answer(tab: int) -> bool:
        try:
            with writing(served) as session:
                me = ensure_learner(session, "me", "zh", now)
                record_attempt(
                    session, learner_id=me, event_key=f"tab-{tab}", expected_version=0, answered=ANSWERED, now=now
                )
        except StaleCard:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(answer, range(16))) == 1


def test_a_server_that_does_not_answer_is_not_confirmed() -> None:
    with (
        pytest.raises(NotConfirmed, match="in either case it is stored once"),
        reading(make_bind("postgres://quiz@127.0.0.1:9/quiz")) as session,
    ):
        session.execute(text("SELECT 1"))
