"""The bind: its settings, its two units of work, and what it says when the disk fails."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from quizapp.errors import DatabaseBusy, DatabaseDamaged, DatabaseNotWritable, DiskFull, NotConfirmed
from quizapp.store.bind import PRAGMAS, UtcDateTime, make_bind, naming_faults, normalized, reading, writing
from quizapp.store.learners import ensure_learner
from quizapp.store.models import Attempt, Learner

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_psycopg_3(scheme: str) -> None:
    url = normalized(f"{scheme}://quiz:s%40cret@db.example/quiz")
    assert url.drivername == "postgresql+psycopg"
    assert url.password == "s@cret"  # noqa: S105 — an example


def test_every_connection_has_the_settings_that_keep_what_it_acknowledged(bind: Engine) -> None:
    with reading(bind) as first, reading(bind) as second:
        for session in (first, second):
            assert session.scalar(text("PRAGMA journal_mode")) == "wal"
            assert session.scalar(text("PRAGMA synchronous")) == 2, "FULL"
            assert session.scalar(text("PRAGMA busy_timeout")) == 10_000
            for name in ("foreign_keys", "recursive_triggers", "cell_size_check"):
                assert session.scalar(text(f"PRAGMA {name}")) == 1
            assert session.scalar(text("PRAGMA trusted_schema")) == 0
    assert PRAGMAS["synchronous"] == "FULL"


def test_reading_cannot_write(bind: Engine) -> None:
    with pytest.raises(DatabaseNotWritable, match="readonly"), reading(bind) as session:
        ensure_learner(session, "me", "zh", NOW)
    with writing(bind) as session:
        ensure_learner(session, "me", "zh", NOW)
    with reading(bind) as session:
        assert session.scalars(select(Learner.name)).all() == ["me"]


def test_an_error_takes_back_the_whole_unit_of_work(bind: Engine) -> None:
    def add_then_fail() -> None:
        with writing(bind) as session:
            ensure_learner(session, "me", "zh", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_then_fail()
    with reading(bind) as session:
        assert session.scalars(select(Learner)).all() == []


def test_a_unit_of_work_reads_one_moment(bind: Engine) -> None:
    with reading(bind) as session:
        assert session.scalars(select(Learner.name)).all() == []
        with writing(bind) as other:
            ensure_learner(other, "me", "zh", NOW)
        assert session.scalars(select(Learner.name)).all() == []


def test_rows_stay_readable_after_the_unit_of_work(bind: Engine) -> None:
    with writing(bind) as session:
        learner = session.get_one(Learner, ensure_learner(session, "me", "zh", NOW))
    assert learner.created_at == NOW


@given(
    st.datetimes(
        min_value=datetime(1, 1, 3),  # noqa: DTZ001 — the strategy adds the zone
        max_value=datetime(9999, 12, 29),  # noqa: DTZ001 — the strategy adds the zone
        timezones=st.sampled_from([UTC, ZoneInfo("Asia/Shanghai"), timezone(timedelta(hours=-3, minutes=-30))]),
    )
)
def test_a_time_comes_back_as_the_same_moment_in_utc_itself(moment: datetime) -> None:
    kind, sqlite = UtcDateTime(), make_bind("sqlite://").dialect
    stored = kind.process_bind_param(moment, sqlite)
    back = kind.process_result_value(stored, sqlite)
    assert back is not None
    assert back == moment.astimezone(UTC)
    assert back.tzinfo is UTC


def test_a_naive_time_is_refused(bind: Engine) -> None:
    with pytest.raises(StatementError, match="no time zone"), writing(bind) as session:
        ensure_learner(session, "me", "zh", NOW.replace(tzinfo=None))


def test_a_bare_nan_never_reaches_the_database(bind: Engine) -> None:
    with pytest.raises(StatementError, match="not JSON compliant"), writing(bind) as session:
        session.add(_attempt(session, {"value": float("nan")}))


def test_eight_threads_lose_nothing_and_nobody_fails(bind: Engine) -> None:
    """Each unit of work reads and then writes: with a plain BEGIN, most of them fail with 'database is locked'."""
    with writing(bind) as session:
        session.execute(text("CREATE TABLE counters (id INTEGER PRIMARY KEY, n INTEGER)"))
        session.execute(text("INSERT INTO counters VALUES (1, 0)"))

    def count(times: int) -> None:
        for _ in range(times):
            with writing(bind) as session:
                n = session.scalar(text("SELECT n FROM counters"))
                session.execute(text("UPDATE counters SET n = :n"), {"n": n + 1})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, [50] * 8))  # raises what a thread raised
    with reading(bind) as session:
        assert session.scalar(text("SELECT n FROM counters")) == 400


@pytest.fixture
def impatient(bind: Engine) -> Iterator[Engine]:
    """The same database through a bind that waits 50 ms for other writers instead of ten seconds."""
    other = make_bind(str(bind.url))
    event.listen(other, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=50"))
    yield other
    other.dispose()


def test_a_writer_that_waits_too_long_is_told_to_send_it_again(bind: Engine, impatient: Engine) -> None:
    with writing(bind) as session:
        ensure_learner(session, "first", "zh", NOW)
        with pytest.raises(DatabaseBusy, match="Send the same form again"), writing(impatient) as other:
            ensure_learner(other, "second", "zh", NOW)
    with writing(impatient) as session:
        ensure_learner(session, "me", "zh", NOW)


def test_a_full_disk_is_named_while_reading_goes_on_and_writing_resumes(bind: Engine) -> None:
    full = make_bind(str(bind.url))
    event.listen(full, "connect", lambda connection, _record: connection.execute("PRAGMA max_page_count=1"))
    with pytest.raises(DiskFull, match="Free some space"), writing(full) as session:
        session.add_all(Learner(name=f"{n:050}", lang="zh", created_at=NOW) for n in range(2000))
    with reading(full) as session:
        assert session.scalars(select(Learner)).all() == []
    with writing(full) as session:
        session.execute(text("PRAGMA max_page_count=1000000"))
        ensure_learner(session, "me", "zh", NOW)
    full.dispose()


def test_after_a_failed_sync_the_connections_are_thrown_away(bind: Engine) -> None:
    failed_sync = sqlite3.OperationalError("disk I/O error")
    failed_sync.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    pool = bind.pool
    with pytest.raises(NotConfirmed, match="may or may not be stored"), naming_faults(bind):
        raise failed_sync
    assert bind.pool is not pool


def test_a_file_that_is_no_database_is_called_damaged_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "quizapp.sqlite3"
    file.write_bytes(b"not a database at all, but long enough to be looked at" * 100)
    before = file.read_bytes()
    bind = make_bind(f"sqlite:///{file}")
    with pytest.raises(DatabaseDamaged, match="newest backup"), reading(bind) as session:
        session.execute(text("SELECT 1"))
    bind.dispose()
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_named_as_the_cause(tmp_path: Path) -> None:
    bind = make_bind(f"sqlite:///{tmp_path / 'absent' / 'quizapp.sqlite3'}")
    with pytest.raises(DatabaseNotWritable, match="folder exists"), writing(bind) as session:
        ensure_learner(session, "me", "zh", NOW)


def test_several_binds_open_one_new_file_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"

    def open_it(_: int) -> str:
        bind = make_bind(url)
        with reading(bind) as session:
            mode = session.scalar(text("PRAGMA journal_mode"))
        bind.dispose()
        return str(mode)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(open_it, range(16))) == {"wal"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE attempts SET response = '{}'",
        "DELETE FROM attempts",
        "INSERT OR REPLACE INTO attempts SELECT * FROM attempts",
    ],
)
def test_an_attempt_is_never_changed(bind: Engine, change: str) -> None:
    with writing(bind) as session:
        session.add(_attempt(session, {"choice": 2}))
    with pytest.raises(DBAPIError, match="attempts is append-only"), writing(bind) as session:
        session.execute(text(change))
    with closing(sqlite3.connect(str(bind.url.database))) as other:
        assert other.execute("SELECT response FROM attempts").fetchall() == [('{"choice": 2}',)]


def _attempt(session: Session, response: dict[str, object]) -> Attempt:
    return Attempt(
        learner_id=ensure_learner(session, "me", "zh", NOW),
        event_key=str(time.monotonic_ns()),
        card_version=1,
        question_id="5b0c6f2e-8a41-4d7b-9a57-0f6f1f0c2d11",
        question_slug="nn-zero-init",
        question_revision="0" * 64,
        demonstration="zero-init-symmetry",
        parameters={"hidden": 4},
        kind="choice",
        response=response,
        confidence=3,
        grade={"score": 1.0},
        evidence_digest="0" * 64,
        created_at=NOW,
    )
