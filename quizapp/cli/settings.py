"""What every command is handed: the settings, the language, and where to print."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console

from engine import Lang
from quizapp.bank.bank import Bank, load
from quizapp.config import Config
from quizapp.runs.cache import CachedRunner
from quizapp.runs.making import make_runner
from quizapp.study.running import Executor


@dataclass(frozen=True)
class Settings:
    """The object of click's context."""

    config: Config
    lang: Lang
    out: Console
    note: Console

    @contextmanager
    def executor(self) -> Iterator[Executor]:
        """Worker processes with a deadline and a cap, as the server has them; each setting runs once."""
        config = self.config
        runner = CachedRunner(
            make_runner(workers=config.workers, queue=config.queue, memory=config.memory), entries=4096
        )
        try:
            yield Executor(runner, self.config.deadline)
        finally:
            runner.close()

    def bank(self) -> Bank:
        """The bank as its folder is now."""
        return load(self.config.questions)
