"""Bring a database to this version's schema: guarded, in one transaction, with a backup.

The write transaction itself is the lock. Whoever gets it looks again at the revision, copies the database as it is
at that moment (a backup only reads, so it may run while we hold the lock), migrates, checks, commits. So no write
can slip between backup and migration, several processes may start at once, and nothing is left behind by a process
that is killed: the database is then as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select, table, text

from quizapp.errors import DatabaseTooNew, MigrationFailed
from quizapp.store.backup import backup
from quizapp.store.bind import database_file, for_writing, naming_faults
from quizapp.store.integrity import orphans
from quizapp.store.revision import current_revision
from quizapp.store.schema import schema_differences

LOCK_SECONDS = 120  # others wait for a backup and a migration, not for one short write
_POSTGRESQL_LOCK = 5_140_921  # any number, the same for all


@dataclass(frozen=True)
class Upgrade:
    """What was done: from which revision (None: an empty database) to which, and where the backup is."""

    before: str | None
    after: str
    backup: Path | None = None

    @property
    def is_change(self) -> bool:
        """Whether anything was done at all."""
        return self.before != self.after


def head_revision(migrations: Path) -> str:
    """The newest revision in a folder of migrations."""
    return _head(ScriptDirectory(str(migrations)))


def upgrade(bind: Engine, *, migrations: Path, data_dir: Path, now: datetime) -> Upgrade:
    """Bring the database to the newest revision; a few milliseconds when it is there already.

    Args:
        bind: The database.
        migrations: The folder with `env.py` and `versions/`.
        data_dir: Backups go to its folder `backups`.
        now: The time that the backup is named after.

    Raises:
        DatabaseTooNew: A later release wrote it; refused before any write.
        DatabaseDamaged: The file is not readable as a database.
        BackupFailed: No backup could be made, so nothing was migrated.
        MigrationFailed: A check failed and everything was rolled back.
    """
    script = ScriptDirectory(str(migrations))
    head = _head(script)
    before = current_revision(bind)
    _refuse_unknown(before, script)
    if before == head:
        return Upgrade(before, head)
    with migrating(bind) as connection:
        before = MigrationContext.configure(connection).get_current_revision()
        _refuse_unknown(before, script)
        if before == head:  # another process was faster
            return Upgrade(before, head)
        has_data = any(_row_counts(connection).values())
        copy = backup(bind, data_dir / "backups", now) if has_data and database_file(bind) else None
        _migrate(connection, migrations, copy)
    return Upgrade(before, head, copy)


@contextmanager
def migrating(bind: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock, on a connection of its own, foreign keys off.

    With foreign keys on, SQLite's way to alter a table (copy, drop, rename) would empty the tables that refer to
    it; and they can only be switched off before a transaction begins.
    """
    with naming_faults(bind), for_writing(bind).connect() as connection:
        connection.detach()  # never back to the pool with these settings
        if bind.dialect.name == "sqlite":
            driver = connection.connection.cursor()  # the driver's own, which begins no transaction
            driver.execute("PRAGMA foreign_keys=OFF")
            driver.execute(f"PRAGMA busy_timeout={LOCK_SECONDS * 1000}")
            driver.close()
        with connection.begin():
            if bind.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_LOCK})
            yield connection


def config(migrations: Path, connection: Connection) -> Config:
    """Alembic's configuration for one folder and one open connection."""
    made = Config()
    made.set_main_option("script_location", str(migrations).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _head(script: ScriptDirectory) -> str:
    head = script.get_current_head()
    if head is None:
        raise MigrationFailed(f"There are no migrations in {script.dir}: the installation is incomplete.")
    return head


def _refuse_unknown(revision: str | None, script: ScriptDirectory) -> None:
    known = {each.revision for each in script.walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseTooNew(found=revision, newest_known=_head(script))


def _migrate(connection: Connection, migrations: Path, copy: Path | None) -> None:
    """Run the migrations and look at what they left; the caller's transaction is rolled back on any error."""
    before = _row_counts(connection)
    try:
        command.upgrade(config(migrations, connection), "head")
        findings = _lost_rows(before, _row_counts(connection)) + orphans(connection) + schema_differences(connection)
    except Exception as error:
        findings = [f"{type(error).__name__}: {error}"]
        raise MigrationFailed(_failure(findings, copy)) from error
    if findings:
        raise MigrationFailed(_failure(findings, copy))


def _failure(findings: list[str], copy: Path | None) -> str:
    kept = f" A backup from just before is {copy}." if copy else ""
    return "The upgrade was rolled back and the database is as it was.{} What was found:\n  {}".format(
        kept, "\n  ".join(findings)
    )


def _row_counts(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def _lost_rows(before: dict[str, int], after: dict[str, int]) -> list[str]:
    return [
        f"{name}: {count} rows before, {after.get(name, 0)} after"
        for name, count in before.items()
        if after.get(name, 0) < count
    ]
