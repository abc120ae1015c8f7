"""create_app: the composition root. It wires the parts and the doors together and decides nothing."""

import os
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from quizapp import parts
from quizapp.api import door as api
from quizapp.bank.folder import Folder
from quizapp.config import Config, from_environment
from quizapp.parts import Parts
from quizapp.runs.cache import CachedRunner
from quizapp.runs.making import make_runner
from quizapp.runs.pool import PoolRunner
from quizapp.runs.runner import Runner
from quizapp.store.bind import make_bind, writing
from quizapp.store.learners import ensure_learner
from quizapp.store.upgrade import upgrade
from quizapp.study.running import Executor
from quizapp.web import door as web

LEARNER = "local"  # who learns where there are no accounts


def utc_now() -> datetime:
    """The clock of a real server; tests bring their own."""
    return datetime.now(UTC)


def create_app(
    config: Config | None = None, *, runner: Runner | None = None, now: Callable[[], datetime] = utc_now
) -> Flask:
    """Build the application: bring the database up to date, wire the parts, open the doors.

    `runner` and `now` are for tests; a real server runs demonstrations in worker processes.
    """
    config = config or from_environment(os.environ)
    app = Flask("quizapp")
    app.config.update(SECRET_KEY=config.secret(), MAX_CONTENT_LENGTH=config.body, MAX_FORM_MEMORY_SIZE=config.body)
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_NAME="quizapp")
    app.config.update(WTF_CSRF_TIME_LIMIT=None)  # a form may wait overnight; its token lives as long as its cookie
    if config.is_local:  # a foreign name that resolves to this machine must not speak for its pages
        app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost", "[::1]"]
    app.extensions[parts.KEY] = assemble(config, runner or runner_of(config), now)
    web.install(app)
    api.install(app)
    return app


def assemble(config: Config, runner: Runner, now: Callable[[], datetime]) -> Parts:
    """Put the parts together: the database at the newest revision, the bank's folder, the cached runner."""
    config.data.mkdir(parents=True, exist_ok=True)
    bind = make_bind(config.database_url)
    upgrade(bind, migrations=config.migrations, data_dir=config.data, now=now())
    with writing(bind) as session:
        learner_id = ensure_learner(session, LEARNER, "zh", now())
    is_ready = (lambda: runner.load().is_ready) if isinstance(runner, PoolRunner) else (lambda: True)
    executor = Executor(CachedRunner(runner, entries=config.cache), config.deadline, is_ready)
    return Parts(config, bind, Folder(config.questions), executor, learner_id, now)


def runner_of(config: Config) -> Runner:
    """Where runs execute by these settings."""
    return make_runner(workers=config.workers, queue=config.queue, memory=config.memory)
