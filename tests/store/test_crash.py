"""What is acknowledged is there, whatever happens to the process or the disk."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from quizapp.store.integrity import check
from quizapp.store.upgrade import head_revision

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from datetime import UTC, datetime
from quizapp.store.bind import make_bind, writing
from quizapp.store.learners import ensure_learner
from quizapp.study.attempts import Answered, record_attempt

{before}
bind, now = make_bind(sys.argv[1]), datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
with writing(bind) as session:
    me = ensure_learner(session, "me", "zh", now)
for number in range(100_000):
    answered = Answered(str(number), "slug", "rev", "demo", {{}}, "spoken", {{"text": "x" * 2000}}, None, {{}}, "")
    with writing(bind) as session:
        record_attempt(
            session, learner_id=me, event_key=str(number), expected_version=0, answered=answered, now=now
        )
    print(number, flush=True)
"""


def _write(bind: Engine, before: str = "") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER.format(before=before), str(bind.url)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _stored(bind: Engine) -> list[int]:
    with closing(sqlite3.connect(str(bind.url.database))) as connection:
        return [int(key) for (key,) in connection.execute("SELECT event_key FROM attempts ORDER BY id")]


@pytest.mark.parametrize("acknowledged", [1, 30, 90])
def test_every_acknowledged_attempt_survives_a_kill(bind: Engine, migrations: Path, acknowledged: int) -> None:
    writer = _write(bind)
    assert writer.stdout is not None
    seen = [int(writer.stdout.readline()) for _ in range(acknowledged)]
    writer.send_signal(signal.SIGKILL)
    seen += [int(line) for line in writer.communicate()[0].split()]
    stored = _stored(bind)
    assert stored == list(range(len(stored)))
    assert len(stored) - len(seen) in {0, 1}, "at most one was stored and not yet acknowledged"
    assert check(bind, head=head_revision(migrations)) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs setrlimit")
def test_a_disk_that_runs_full_loses_nothing_that_was_acknowledged(bind: Engine, migrations: Path) -> None:
    """A limit on the size of files looks to SQLite like a quota: an error while writing, not 'disk full'."""
    writer = _write(bind, "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))")
    output, errors = writer.communicate()
    seen = [int(line) for line in output.split()]
    assert "DiskFull: Not stored" in errors
    assert seen
    assert _stored(bind) == seen
    assert check(bind, head=head_revision(migrations)) == []
