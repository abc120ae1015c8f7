"""The bind (SQLAlchemy's engine object), its settings, and the two units of work.

SQLite's driver never begins a transaction; we do, when the first statement of a unit of work arrives:
`BEGIN IMMEDIATE` for `writing`, a plain `BEGIN` on a connection that refuses writes for `reading`. A transaction
that reads first and writes later would otherwise fail under load, however long it waits.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from quizapp.errors import NotConfirmed
from quizapp.store.faults import fault_of
from quizapp.store.turns import Turns

PRAGMAS = {
    "synchronous": "FULL",  # NORMAL loses acknowledged rows when the power fails
    "foreign_keys": "ON",
    "recursive_triggers": "ON",  # so that INSERT OR REPLACE cannot slip past the append-only triggers
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "journal_size_limit": "16777216",
    "temp_store": "MEMORY",
}
BUSY_SECONDS = 10

_WRITES = "quizapp_writes"
_TURNS = "quizapp_turns"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always in `timezone.utc` itself; SQLite keeps it as text that sorts."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: nobody can say which moment it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; give an aware datetime")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — the base class's signature
        """Give back an aware time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def make_bind(url: str) -> Engine:
    """Make the bind for a database address.

    Args:
        url: `sqlite:///path`, `postgresql://…`, or the `postgres://…` that some hosts still hand out.
    """
    address = normalized(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(
            address,
            json_serializer=_strict_json,
            pool_pre_ping=True,
            pool_timeout=2,
            connect_args={"connect_timeout": 2},
        )
    turns = {_TURNS: Turns(BUSY_SECONDS)}
    bind = create_engine(address, json_serializer=_strict_json, execution_options=turns)
    event.listen(bind, "connect", _set_pragmas)
    event.listen(bind, "begin", _begin)
    return bind


def normalized(url: str) -> URL:
    """Name the driver that we use: psycopg 3 for every spelling of PostgreSQL."""
    address = make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def database_file(bind: Engine) -> Path | None:
    """The file behind a SQLite bind; None in memory and for other databases."""
    name = bind.url.database
    if bind.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name)


def for_writing(bind: Engine) -> Engine:
    """The same bind and pool, whose transactions begin IMMEDIATE on SQLite and may write."""
    return bind.execution_options(**{_WRITES: True})


@contextmanager
def reading(bind: Engine) -> Iterator[Session]:
    """A unit of work that sees one moment of the database and cannot change it."""
    one_moment = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}  # as SQLite is by itself
    readonly = bind.execution_options(**one_moment) if bind.dialect.name == "postgresql" else bind
    with naming_faults(bind), Session(readonly, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(bind: Engine) -> Iterator[Session]:
    """A unit of work that is stored entirely when the block ends, or not at all.

    Raises:
        DatabaseBusy: Another writer held the database for ten seconds.
        DiskFull: No room; nothing was stored.
        NotConfirmed: The disk failed; nobody can say whether it was stored.
    """
    turns: Turns | None = bind.get_execution_options().get(_TURNS)  # PostgreSQL's writers do not wait for each other
    with (
        naming_faults(bind),
        turns.one() if turns else nullcontext(),
        Session(for_writing(bind), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def naming_faults(bind: Engine) -> Iterator[None]:
    """Turn the driver's errors into ours where they are faults of the disk or the server."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:  # the driver's own, when a connection is being set up
        fault = fault_of(error)
        if fault is None:
            raise
        if isinstance(fault, NotConfirmed):
            bind.dispose()  # after a failed sync nothing that this connection remembers can be trusted
        raise fault from error


def _strict_json(value: Any) -> str:
    return json.dumps(value, allow_nan=False)  # a bare NaN is no JSON; PostgreSQL and browsers refuse it


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # driver autocommit: only `_begin` begins
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    if _journal_mode(connection) != "wal":
        connection.execute("PRAGMA synchronous=EXTRA")  # a rollback journal needs one more sync to be as safe


def _journal_mode(connection: sqlite3.Connection) -> str:
    """Switch to WAL. SQLite does not wait for its busy timeout here, so a race for a new file is retried."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
