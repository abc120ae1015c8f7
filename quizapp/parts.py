"""The parts that the doors share, put together once in `app.py`; no Flask, so that every door can name them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from quizapp.bank.bank import Bank
from quizapp.bank.folder import Folder
from quizapp.config import Config
from quizapp.study.running import Executor

KEY = "quizapp"  # where the application keeps its parts


@dataclass(frozen=True)
class Parts:
    """What a request needs: where progress is kept, the bank, where runs execute, who learns, what time it is."""

    config: Config
    bind: Engine
    folder: Folder
    executor: Executor
    learner_id: int
    now: Callable[[], datetime]

    @property
    def bank(self) -> Bank:
        """The bank as its folder is now."""
        return self.folder.bank()


def of(app: Any) -> Parts:
    """The parts of a Flask application."""
    parts: Parts = app.extensions[KEY]
    return parts
