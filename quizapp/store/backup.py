"""A backup is a whole, checked database file: it appears complete or not at all."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from quizapp.errors import BackupFailed
from quizapp.store.bind import database_file


def backup(bind: Engine, target_dir: Path, now: datetime) -> Path:
    """Copy the database, as it is at this moment, into a new file of `target_dir`; names sort by time.

    Safe while others read and write, and while the caller itself holds the write lock.

    Returns:
        The file, synced to the disk and checked.

    Raises:
        BackupFailed: Nothing was written; earlier backups are untouched.
    """
    source = _source(bind)
    target = target_dir / f"quizapp-{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}.sqlite3"
    unfinished = target.with_suffix(".unfinished")
    try:
        target_dir.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(source, timeout=10)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
        _check(unfinished)
        _publish(unfinished, target)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(
            f"No backup of {source} was written to {target_dir} ({error}). Earlier backups are untouched: "
            "free some space or choose another folder, then run `quizapp db backup` again."
        ) from error
    finally:
        with suppress(OSError):  # where there is no folder there is no file
            unfinished.unlink()
    return target


def _source(bind: Engine) -> Path:
    file = database_file(bind)
    if file is None:
        raise BackupFailed(
            f"Only SQLite files are backed up here, and the database is {bind.dialect.name}. "
            "For PostgreSQL use pg_dump and pg_restore."
        )
    if not file.exists():
        raise BackupFailed(f"There is no database at {file} yet, so there is nothing to back up.")
    return file


def _check(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        findings = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    if findings != ["ok"]:
        raise sqlite3.DatabaseError("; ".join(findings))


def _publish(unfinished: Path, target: Path) -> None:
    """Sync, then rename: a power cut leaves either no backup or a whole one."""
    if target.exists():
        raise FileExistsError(f"{target} exists")
    _sync(unfinished)
    unfinished.replace(target)
    if os.name == "posix":  # elsewhere a folder cannot be synced
        _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
