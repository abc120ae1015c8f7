"""What most tests stand on: a small bank, settings in a folder of their own, a clock that is set, an application."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from quizapp import parts
from quizapp.app import assemble, create_app
from quizapp.cli import quizapp
from quizapp.config import Config
from quizapp.parts import Parts
from quizapp.runs.inline import InlineRunner
from tests.pages import Browser
from tests.runners import ScriptedRunner
from tests.samples import write_bank


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)


class Terminal:
    """Somebody who types commands; the exit code is the command's own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def __call__(self, *words: object, **environment: str) -> Result:
        runner = CliRunner(env={**self.environment, **environment})
        done = runner.invoke(quizapp, [str(word) for word in words], standalone_mode=False, catch_exceptions=False)
        done.exit_code = done.return_value
        return done


def make_config(folder: Path, questions: Path, **changes: Any) -> Config:
    return Config(data=folder / "var", questions=questions, secret_key="k" * 40, workers=0, **changes)


@pytest.fixture(scope="session", autouse=True)
def _greenwich() -> Iterator[None]:
    """Pages say times as the machine's zone has them; here every machine is in one."""
    if not hasattr(time, "tzset"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def _written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank") / "questions")


@pytest.fixture
def bank_folder(tmp_path: Path, _written: Path) -> Path:
    """Three sound questions (choice, number, spoken), a document and a contradiction."""
    return Path(shutil.copytree(_written, tmp_path / "questions"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def config(tmp_path: Path, bank_folder: Path) -> Config:
    return make_config(tmp_path, bank_folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, _written: Path) -> Iterator[Flask]:
    """An application for tests that only look."""
    made = create_app(make_config(tmp_path_factory.mktemp("site"), _written), runner=InlineRunner(), now=Clock())
    yield made
    parts.of(made).bind.dispose()


@pytest.fixture(scope="session")
def _doors(tmp_path_factory: pytest.TempPathFactory, _written: Path) -> Flask:
    """An application whose parts each test replaces, so that routes and templates are read once."""
    made = create_app(make_config(tmp_path_factory.mktemp("doors"), _written))
    parts.of(made).bind.dispose()
    return made


@pytest.fixture
def runs() -> ScriptedRunner:
    """Where the demonstrations of `here` and `app` run."""
    return ScriptedRunner()


@pytest.fixture
def here(config: Config, runs: ScriptedRunner, clock: Clock, _doors: Flask) -> Iterator[Parts]:
    """The parts of an application at a database without a learner's history."""
    config.data.mkdir()
    shutil.copy(parts.of(_doors).config.data / "progress.sqlite3", config.data)
    made = assemble(config, runs, clock)
    yield made
    made.bind.dispose()


@pytest.fixture
def app(here: Parts, _doors: Flask) -> Iterator[Flask]:
    """The application with these parts; CSRF protection is on, as for everybody."""
    own = parts.of(_doors)
    _doors.extensions[parts.KEY] = here
    yield _doors
    _doors.extensions[parts.KEY] = own


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A visitor who reads English."""
    return _english(Browser(app))


@pytest.fixture
def visitor(site: Flask) -> Browser:
    """Somebody who only looks, in English."""
    return _english(Browser(site))


def _english(made: Browser) -> Browser:
    made.http.set_cookie("lang", "en")
    return made


@pytest.fixture
def runner(config: Config) -> Terminal:
    """A terminal at the small bank."""
    folders = {"QUIZAPP_DATA": str(config.data), "QUIZAPP_QUESTIONS": str(config.questions)}
    return Terminal({**folders, "QUIZAPP_WORKERS": "0", "LANG": "en_US.UTF-8", "COLUMNS": "200"})
