"""What every command is handed: the settings, the language, and where to print."""

from dataclasses import dataclass

from rich.console import Console

from engine import Lang
from quizapp.bank.bank import Bank, load
from quizapp.config import Config


@dataclass(frozen=True)
class Settings:
    """The object of click's context."""

    config: Config
    lang: Lang
    out: Console
    note: Console

    def bank(self) -> Bank:
        """The bank as its folder is now."""
        return load(self.config.questions)
