"""Which revision of the schema a database is at, without writing to it or loading Alembic."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from quizapp.errors import DatabaseDamaged
from quizapp.store.bind import database_file


def current_revision(bind: Engine) -> str | None:
    """Look which revision the database is at; None where there is nothing yet.

    A SQLite file is opened read-only: opening it to write could already turn a database that is not ours to touch
    into another journal mode.

    Raises:
        DatabaseDamaged: The file is not a database, or not readable as one.
    """
    file = database_file(bind)
    if file is not None:
        return _of_file(file) if file.exists() else None
    with bind.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _of_file(file: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(
            f"{file} cannot be read as a database ({error}). Nothing was changed: keep the file, and put the "
            "newest backup in its place."
        ) from error
    return str(row[0]) if row else None
