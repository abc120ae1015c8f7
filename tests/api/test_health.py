"""Whether the server lives, and whether it can do its work."""

import json
from pathlib import Path

import pytest
from flask import Flask

from quizapp import parts
from quizapp.app import create_app
from quizapp.bank import folder
from quizapp.config import Config
from tests.conftest import Clock
from tests.pages import Browser


def test_the_server_lives(visitor: Browser) -> None:
    page = visitor.get("/healthz")
    assert (page.status, json.loads(page.html)) == (200, {"status": "alive"})


def test_it_is_ready_with_a_database_a_bank_and_runs(visitor: Browser) -> None:
    page = visitor.get("/readyz")
    assert page.status == 200
    assert json.loads(page.html) == {
        "status": "ready",
        "database": True,
        "questions": 3,
        "broken_files": 0,
        "runs": True,
    }


def test_a_broken_file_is_counted_and_no_reason_to_stop(
    browser: Browser, bank_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "FRESH", -1.0)
    (bank_folder / "initialization" / "broken.md").write_text("x", encoding="utf-8")
    told = json.loads(browser.get("/readyz").html)
    assert (told["status"], told["broken_files"]) == ("ready", 1)
    for file in (bank_folder / "initialization").iterdir():
        file.unlink()
    page = browser.get("/readyz")
    assert (page.status, json.loads(page.html)["status"]) == (503, "not ready")


def test_a_database_that_cannot_be_read_is_told_and_the_server_lives(config: Config, clock: Clock) -> None:
    app: Flask = create_app(config, now=clock)
    here = parts.of(app)
    here.bind.dispose()
    (config.data / "progress.sqlite3").unlink()
    for part in config.data.glob("progress.sqlite3-*"):
        part.unlink()
    (config.data / "progress.sqlite3").write_bytes(b"this is no database" * 100)
    page = Browser(app).get("/readyz")
    assert page.status == 503
    assert json.loads(page.html)["database"] is False
    assert Browser(app).get("/healthz").status == 200
    assert Browser(app).get("/").status == 500
    here.bind.dispose()
