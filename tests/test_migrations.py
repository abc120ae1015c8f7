"""Upgrading: what is promised about the one thing that a learner cannot get back."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from quizapp.errors import BackupFailed, DatabaseDamaged, DatabaseTooNew, MigrationFailed
from quizapp.store.bind import for_writing, make_bind, reading
from quizapp.store.models import Base
from quizapp.store.revision import current_revision
from quizapp.store.schema import schema_differences
from quizapp.store.upgrade import config, head_revision, migrating, upgrade

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[1]
MIGRATIONS = ROOT / "migrations"

COPY_EVERY_TABLE = """
    for table in ("learners", "attempts", "ratings", "undos", "cards"):
        with op.batch_alter_table(table, recreate="always"):
            pass
    for table in ("attempts", "ratings", "undos"):
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "quizapp.sqlite3"


@pytest.fixture
def bind(file: Path) -> Iterator[Engine]:
    file.parent.mkdir()
    bind = make_bind(f"sqlite:///{file}")
    yield bind
    bind.dispose()


@pytest.fixture
def lived_in(bind: Engine) -> Engine:
    """A database of the first revision with a learner, an answer, a rating and its undo."""
    upgrade(bind, migrations=MIGRATIONS, data_dir=_data(bind), now=NOW)
    with for_writing(bind).begin() as connection:
        for row in (
            "learners VALUES (1, 'me', 'zh', '2026-11-22 08:00:00.000000')",
            "attempts VALUES (1, 1, 'a', 1, 'q', 'name', 'hash', 'demo', '{}', '', '{}', 3, '{}', '', '2026-11-22')",
            "cards VALUES (1, 'q', 3, 1, 0, NULL, NULL, '2026-11-22', NULL, 0, 0, 1)",
            "ratings VALUES (1, 1, 'r', 2, 'q', 1, 3, '{}', '2026-11-22', '2026-11-22', 0.9, 'fsrs', '{}', '{}')",
            "undos VALUES (1, 1, 'u', 3, 1, '2026-11-22')",
        ):
            connection.exec_driver_sql(f"INSERT INTO {row}")
    bind.dispose()
    return bind


def test_an_upgrade_from_nothing_gives_what_the_models_describe(bind: Engine) -> None:
    done = upgrade(bind, migrations=MIGRATIONS, data_dir=_data(bind), now=NOW)
    assert done.is_change
    assert (done.before, done.after, done.backup) == (None, head_revision(MIGRATIONS), None)
    with bind.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert schema_differences(connection) == []


def test_an_upgraded_database_is_left_alone(lived_in: Engine, file: Path) -> None:
    before = _hash(file)
    done = upgrade(lived_in, migrations=MIGRATIONS, data_dir=_data(lived_in), now=NOW)
    assert not done.is_change
    assert _hash(file) == before
    assert not (file.parent / "backups").exists()


def test_a_downgrade_leaves_nothing_behind_and_can_be_upgraded_again(bind: Engine) -> None:
    upgrade(bind, migrations=MIGRATIONS, data_dir=_data(bind), now=NOW)
    with migrating(bind) as connection:
        command.downgrade(config(MIGRATIONS, connection), "base")
    with bind.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    assert upgrade(bind, migrations=MIGRATIONS, data_dir=_data(bind), now=NOW).is_change


def test_an_upgrade_that_copies_every_table_keeps_every_row(lived_in: Engine, file: Path, tmp_path: Path) -> None:
    """With foreign keys on, copying a table would empty or refuse the tables that refer to it."""
    before = _rows(file)
    done = upgrade(lived_in, migrations=_next(tmp_path, COPY_EVERY_TABLE), data_dir=file.parent, now=NOW)
    assert (done.before, done.after) == ("0001", "0002")
    lived_in.dispose()
    assert _rows(file) == before
    assert all(len(rows) == 1 for rows in before.values())
    assert done.backup is not None
    assert _rows(done.backup) == before
    assert current_revision(make_bind(f"sqlite:///{done.backup}")) == "0001"


def test_foreign_keys_are_enforced_again_after_an_upgrade(lived_in: Engine, file: Path, tmp_path: Path) -> None:
    upgrade(lived_in, migrations=_next(tmp_path, COPY_EVERY_TABLE), data_dir=file.parent, now=NOW)
    with reading(lived_in) as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


@pytest.mark.parametrize(
    ("step", "complaint"),
    [
        ("    op.execute('CREATE TABLE half (id INTEGER)')\n    raise OSError('the power went')\n", "the power went"),
        ("    op.execute('DROP TRIGGER attempts_refuse_update')\n", "missing: attempts_refuse_update"),
        ("    op.drop_index('ix_cards_learner_id_due')\n", "ix_cards_learner_id_due"),
        (
            "    op.execute('DROP TRIGGER undos_refuse_delete; ')\n    op.execute('DELETE FROM undos')\n",
            "undos: 1 rows",
        ),
        ("    op.execute('DELETE FROM learners')\n", "refers to a missing row of learners"),
        (
            "    with op.batch_alter_table('cards') as cards:\n        cards.drop_constraint(op.f('ck_cards_state'))\n",
            "missing: ck_cards_state",
        ),
    ],
    ids=["it raises", "a lost trigger", "a lost index", "lost rows", "orphans", "a lost check"],
)
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    lived_in: Engine, file: Path, tmp_path: Path, step: str, complaint: str
) -> None:
    before = _hash(file)
    with pytest.raises(MigrationFailed, match=complaint) as failure:
        upgrade(lived_in, migrations=_next(tmp_path, step), data_dir=file.parent, now=NOW)
    lived_in.dispose()
    assert _hash(file) == before
    assert str(next((file.parent / "backups").iterdir())) in str(failure.value)
    assert upgrade(lived_in, migrations=MIGRATIONS, data_dir=file.parent, now=NOW).after == "0001"


def test_an_upgrade_that_is_killed_leaves_every_row_and_can_be_repeated(
    lived_in: Engine, file: Path, tmp_path: Path
) -> None:
    before = _rows(file)
    folder = _next(
        tmp_path, "    op.execute('DROP TABLE cards')\n    __import__('os').kill(__import__('os').getpid(), 9)\n"
    )
    code = (
        "from datetime import datetime, UTC; from pathlib import Path\n"
        "from quizapp.store.bind import make_bind; from quizapp.store.upgrade import upgrade\n"
        f"upgrade(make_bind('{lived_in.url}'), migrations=Path('{folder}'), data_dir=Path('.'), now=datetime.now(UTC))"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=False, capture_output=True
    )
    assert killed.returncode == -9
    assert _rows(file) == before
    assert current_revision(lived_in) == "0001"
    repeated = tmp_path / "repeated"
    repeated.mkdir()
    assert upgrade(lived_in, migrations=_next(repeated, COPY_EVERY_TABLE), data_dir=tmp_path, now=NOW).after == "0002"


def test_no_upgrade_without_a_backup(lived_in: Engine, file: Path, tmp_path: Path) -> None:
    before = _hash(file)
    (file.parent / "backups").write_text("a file where the folder should be")
    with pytest.raises(BackupFailed, match="Earlier backups are untouched"):
        upgrade(lived_in, migrations=_next(tmp_path, COPY_EVERY_TABLE), data_dir=file.parent, now=NOW)
    lived_in.dispose()
    assert _hash(file) == before


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_newer_database_is_refused_before_any_write(lived_in: Engine, file: Path, journal: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
    before = _hash(file)
    with pytest.raises(DatabaseTooNew, match="has revision 0099"):
        upgrade(lived_in, migrations=MIGRATIONS, data_dir=file.parent, now=NOW)
    lived_in.dispose()
    assert _hash(file) == before


def test_a_damaged_file_is_never_replaced_by_an_empty_database(bind: Engine, file: Path) -> None:
    file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8176)
    before = _hash(file)
    with pytest.raises(DatabaseDamaged, match="put the newest backup in its place"):
        upgrade(bind, migrations=MIGRATIONS, data_dir=file.parent, now=NOW)
    assert _hash(file) == before


RACE = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from quizapp.store.bind import make_bind
from quizapp.store.upgrade import upgrade

file, migrations, (gate, start) = Path(sys.argv[1]), Path(sys.argv[2]), os.pipe()

def race():
    os.close(start)
    os.read(gate, 1)  # until the parent closes the other end
    bind = make_bind(f"sqlite:///{file}")
    return upgrade(bind, migrations=migrations, data_dir=file.parent, now=datetime.now(UTC))

for _ in range(8):
    if os.fork() == 0:
        try:
            os._exit(10 if race().is_change else 0)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
os.close(start)
print(sorted(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(8)))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_processes_racing_for_an_empty_file_all_succeed_and_one_migrates(file: Path) -> None:
    file.parent.mkdir()
    _race(file, MIGRATIONS)
    assert current_revision(make_bind(f"sqlite:///{file}")) == head_revision(MIGRATIONS)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_processes_racing_to_upgrade_all_succeed_and_one_makes_the_backup(
    lived_in: Engine, file: Path, tmp_path: Path
) -> None:
    before = _rows(file)
    _race(file, _next(tmp_path, COPY_EVERY_TABLE))
    assert current_revision(lived_in) == "0002"
    assert _rows(file) == before
    assert len(list((file.parent / "backups").iterdir())) == 1


def _race(file: Path, migrations: Path) -> None:
    """Eight processes upgrade at once: none may fail, one may migrate."""
    race = [sys.executable, "-W", "error", "-c", RACE, str(file), str(migrations)]
    done = subprocess.run(race, cwd=ROOT, text=True, capture_output=True, check=True)
    assert done.stderr == ""
    assert done.stdout.strip() == str([0] * 7 + [10])


def test_alembic_by_hand_takes_the_same_guarded_transaction(file: Path) -> None:
    file.parent.mkdir()
    code = "from alembic.config import main; main(['-q', 'upgrade', 'head'])"
    (file.parent / "alembic.ini").write_text(f"[alembic]\nscript_location = {MIGRATIONS}\n")
    environment = {"DATABASE_URL": f"sqlite:///{file}", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], cwd=file.parent, env=environment, check=True)
    assert current_revision(make_bind(f"sqlite:///{file}")) == head_revision(MIGRATIONS)


def _next(tmp_path: Path, step: str) -> Path:
    """The real migrations and, after them, one of the test's own."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "revision, down_revision, branch_labels, depends_on = '0002', '0001', None, None\n"
        f"def upgrade():\n{step}\n"
    )
    return folder


def _data(bind: Engine) -> Path:
    return Path(str(bind.url.database)).parent


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in Base.metadata.tables}  # noqa: S608 — our own names
