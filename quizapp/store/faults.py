"""What a failing disk or server looks like, in words a person can act on."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from quizapp.errors import DatabaseBusy, DatabaseDamaged, DatabaseNotWritable, DiskFull, NotConfirmed, StoreError

_FAMILY = 0xFF  # the low byte of an extended result code

_NOT_CONFIRMED = (
    "Not confirmed: the database reported a fault ({}). What you sent may or may not be stored; send the same form "
    "again, in either case it is stored once."
)
_DISK_FULL = (
    "Not stored: the disk is full or its quota is used up ({}). Free some space and send the same form again; "
    "reading goes on meanwhile."
)
_BUSY = "Not stored: another writer held the database for too long ({}). Send the same form again."
_DAMAGED = (
    "The database file is damaged ({}). Nothing was changed: keep the file, run `quizapp db check`, and put the "
    "newest backup in its place."
)
_NOT_WRITABLE = (
    "Not stored: the database cannot be opened or written ({}). Check that its folder exists and that you may write "
    "there."
)
_KINDS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_IOERR_WRITE: (DiskFull, _DISK_FULL),
    sqlite3.SQLITE_FULL: (DiskFull, _DISK_FULL),
    sqlite3.SQLITE_IOERR: (NotConfirmed, _NOT_CONFIRMED),
    sqlite3.SQLITE_BUSY: (DatabaseBusy, _BUSY),
    sqlite3.SQLITE_LOCKED: (DatabaseBusy, _BUSY),
    sqlite3.SQLITE_CORRUPT: (DatabaseDamaged, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (DatabaseDamaged, _DAMAGED),
    sqlite3.SQLITE_CANTOPEN: (DatabaseNotWritable, _NOT_WRITABLE),
    sqlite3.SQLITE_READONLY: (DatabaseNotWritable, _NOT_WRITABLE),
}


def fault_of(error: Exception) -> StoreError | None:
    """Name the fault behind an error of SQLAlchemy or of SQLite's driver; None when it is no such fault."""
    if isinstance(error, PoolTimeout):
        return DatabaseBusy("Not stored: every database connection is in use. Send the same form again.")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _sqlite_fault(cause, getattr(cause, "sqlite_errorcode", 0))
    return _not_confirmed(error) if isinstance(error, OperationalError) else None


def _sqlite_fault(error: sqlite3.Error, code: int) -> StoreError | None:
    """Sort result codes (https://www.sqlite.org/rescode.html); a quota is IOERR_WRITE, a full disk FULL."""
    kind, message = _KINDS.get(code) or _KINDS.get(code & _FAMILY) or (None, "")
    return kind(message.format(error)) if kind else None


def _not_confirmed(error: Exception) -> NotConfirmed:
    return NotConfirmed(_NOT_CONFIRMED.format(error))
