"""`quizapp db …`: upgrade, backup, check."""

import sqlite3
from contextlib import closing
from pathlib import Path

from quizapp.config import Config
from tests.conftest import Terminal


def test_a_new_database_is_made_and_then_left_alone(runner: Terminal, config: Config) -> None:
    done = runner("db", "upgrade")
    assert done.exit_code == 0
    assert done.stdout.startswith("empty → ")
    assert (config.data / "progress.sqlite3").is_file()
    assert runner("db", "upgrade").stdout.startswith("already at ")


def test_a_backup_is_a_whole_database_in_a_folder_of_ones_choice(runner: Terminal, tmp_path: Path) -> None:
    runner("db", "upgrade")
    for arguments in ([], [tmp_path / "elsewhere"]):
        done = runner("db", "backup", *arguments)
        assert done.exit_code == 0
        file = Path(done.stdout.replace("\n", ""))
        with closing(sqlite3.connect(file)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert file.parent == tmp_path / "elsewhere"


def test_a_healthy_database_passes_and_a_damaged_one_is_told(runner: Terminal, config: Config) -> None:
    runner("db", "upgrade")
    done = runner("db", "check")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "0 findings" in done.stderr
    (config.data / "progress.sqlite3").write_bytes(b"this is no database" * 1000)
    for part in config.data.glob("progress.sqlite3-*"):
        part.unlink()
    broken = runner("db", "check")
    assert broken.exit_code == 1
    assert "cannot be read as a database" in broken.output
    assert "Nothing was changed" in broken.output
    assert "Traceback" not in broken.output


def test_a_database_that_is_not_there_is_told(runner: Terminal) -> None:
    done = runner("db", "backup")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert done.stderr.strip()


def test_an_old_database_is_told_to_upgrade(runner: Terminal, config: Config) -> None:
    config.data.mkdir(parents=True)
    sqlite3.connect(config.data / "progress.sqlite3").close()
    done = runner("db", "check")
    assert done.exit_code == 1
    assert "run `quizapp db upgrade`" in done.stdout
