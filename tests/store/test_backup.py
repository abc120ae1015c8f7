"""A backup is whole or absent."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from quizapp.errors import BackupFailed
from quizapp.store.backup import backup
from quizapp.store.bind import make_bind, writing
from quizapp.store.learners import ensure_learner

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def _names(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM learners ORDER BY name")]


def test_a_backup_holds_what_was_stored_when_it_was_made(bind: Engine, tmp_path: Path) -> None:
    with writing(bind) as session:
        ensure_learner(session, "before", "zh", NOW)
    copy = backup(bind, tmp_path / "backups", NOW)
    with writing(bind) as session:
        ensure_learner(session, "later", "zh", NOW)
    assert _names(copy) == ["before"]
    assert [file.name for file in copy.parent.iterdir()] == [copy.name], "nothing unfinished beside it"


def test_a_backup_does_not_wait_for_a_writer_and_does_not_see_what_is_not_committed(
    bind: Engine, tmp_path: Path
) -> None:
    with writing(bind) as session:
        ensure_learner(session, "not yet", "zh", NOW)
        copy = backup(bind, tmp_path / "backups", NOW)
    assert _names(copy) == []


def test_the_names_of_backups_sort_by_time_in_every_zone(bind: Engine, tmp_path: Path) -> None:
    made = [backup(bind, tmp_path, NOW + timedelta(minutes=step)) for step in range(3)]
    assert sorted(made) == made
    assert made[0].name == "quizapp-20261122T080000.000000Z.sqlite3"


def test_a_backup_never_overwrites_another(bind: Engine, tmp_path: Path) -> None:
    first = backup(bind, tmp_path, NOW)
    before = first.read_bytes()
    with writing(bind) as session:
        ensure_learner(session, "later", "zh", NOW)
    with pytest.raises(BackupFailed, match="exists"):
        backup(bind, tmp_path, NOW)
    assert first.read_bytes() == before
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_damaged_database_makes_no_backup_that_looks_like_one(bind: Engine, tmp_path: Path) -> None:
    with writing(bind) as session:
        for number in range(200):
            ensure_learner(session, f"{number:050}", "zh", NOW)
    bind.dispose()
    file = Path(str(bind.url.database))
    raw = bytearray(file.read_bytes())
    raw[4096:8192] = b"\xff" * 4096
    file.write_bytes(raw)
    with pytest.raises(BackupFailed, match="Earlier backups are untouched"):
        backup(bind, tmp_path / "backups", NOW)
    assert list((tmp_path / "backups").iterdir()) == []


def test_where_there_is_no_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    bind = make_bind(f"sqlite:///{tmp_path / 'absent.sqlite3'}")
    with pytest.raises(BackupFailed, match="nothing to back up"):
        backup(bind, tmp_path, NOW)
    assert list(tmp_path.iterdir()) == []


def test_postgresql_is_politely_referred_to_pg_dump(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="pg_dump"):
        backup(make_bind("postgres://quiz@127.0.0.1/quiz"), tmp_path, NOW)
