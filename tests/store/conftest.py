"""A migrated SQLite file for each test, and one PostgreSQL server for the slow ones."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from quizapp.store.bind import make_bind
from quizapp.store.upgrade import upgrade

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MIGRATIONS = Path(__file__).parents[2] / "migrations"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS


@pytest.fixture
def bind(tmp_path: Path) -> Iterator[Engine]:
    bind = make_bind(f"sqlite:///{tmp_path / 'quizapp.sqlite3'}")
    upgrade(bind, migrations=MIGRATIONS, data_dir=tmp_path, now=NOW)
    yield bind
    bind.dispose()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a new PostgreSQL server, stopped at the end; skipped where PostgreSQL is not installed."""
    if shutil.which("initdb") is None or shutil.which("postgres") is None:
        pytest.skip("PostgreSQL is not installed")
    with TemporaryDirectory(prefix="quizapp-postgresql-") as name:  # pytest's own folders are closed to other users
        folder, port = Path(name), _free_port()
        data, user = folder / "data", _server_user(folder)
        as_user = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["initdb", "-D", data, "-A", "trust", "-U", "quiz", "-N"], check=True, **as_user)
        server = ["postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, "-F"]
        with subprocess.Popen(server, **as_user) as process:
            url = f"postgres://quiz@127.0.0.1:{port}/postgres"
            try:
                _wait_for(url)
                yield url
            finally:
                process.send_signal(signal.SIGQUIT)  # PostgreSQL's immediate shutdown


def _wait_for(url: str) -> None:
    bind, deadline = make_bind(url), time.monotonic() + 30
    while True:
        try:
            with bind.connect():
                break
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    bind.dispose()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _server_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root, so root lends the folder to the server's own user."""
    if os.geteuid() != 0:
        return None
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("root has no user to run PostgreSQL as")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return "postgres"
