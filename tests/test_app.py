"""The composition root: what a fresh folder becomes, and that nothing is shared between two applications."""

from datetime import UTC
from pathlib import Path

import pytest
from flask import Flask

from quizapp import parts
from quizapp.app import create_app, runner_of, utc_now
from quizapp.config import Config
from quizapp.runs.inline import InlineRunner
from quizapp.store.integrity import check
from quizapp.store.revision import current_revision
from quizapp.store.upgrade import head_revision
from tests.conftest import make_config
from tests.pages import Browser


def test_an_empty_folder_becomes_a_database_at_the_newest_revision(config: Config) -> None:
    assert not config.data.exists()
    here = parts.of(create_app(config))
    head = head_revision(config.migrations)
    assert current_revision(here.bind) == head
    assert check(here.bind, head=head) == []
    assert sorted(file.name for file in config.data.iterdir() if "-" not in file.name) == ["progress.sqlite3"]
    here.bind.dispose()


def test_the_same_folder_opens_again_with_the_same_learner(app: Flask, config: Config) -> None:
    Browser(app).answer("why-not-zero", text="kept")
    again = create_app(config)
    assert parts.of(again).learner_id == parts.of(app).learner_id
    assert "kept" in Browser(again).get("/questions/why-not-zero/answer").words
    parts.of(again).bind.dispose()


def test_two_applications_live_side_by_side(app: Flask, tmp_path: Path, bank_folder: Path) -> None:
    other = create_app(make_config(tmp_path / "other", bank_folder))
    Browser(app).answer("why-not-zero", text="mine")
    page = Browser(other).get("/questions/why-not-zero/answer")
    assert page.status == 303
    assert Browser(other).get("/api/v1/questions/nope").headers["Content-Type"] == "application/problem+json"
    parts.of(other).bind.dispose()


def test_without_workers_runs_happen_in_the_server(config: Config) -> None:
    assert isinstance(runner_of(config), InlineRunner)
    here = parts.of(create_app(config))
    assert here.executor.is_ready()
    here.bind.dispose()


def test_the_clock_is_utc_itself() -> None:
    assert utc_now().tzinfo is UTC


def test_a_request_carries_no_more_than_the_settings_say(config: Config, app: Flask) -> None:
    assert app.config["MAX_CONTENT_LENGTH"] == config.body
    assert app.config["SECRET_KEY"] == config.secret_key
    assert app.testing is False


@pytest.mark.parametrize("path", ["quizapp/templates", "quizapp/static"])
def test_templates_and_static_files_are_found(app: Flask, path: str) -> None:
    folder = Path(app.root_path) / path.split("/")[1]
    assert folder.is_dir()
