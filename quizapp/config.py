"""Every setting, once: its type, its default and what it is for.

The environment, `quizapp run --help` and the README's table are made from these fields. Nothing else
reads the environment.
"""

import contextlib
import dataclasses
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.errors import QuizError

CHECKOUT = Path(__file__).resolve().parent.parent
DATABASES = ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")
PACKAGED = Path(__file__).resolve().parent / "_data"


class BadSettings(QuizError):
    """One or more settings cannot be used; the message lists them all."""


def _setting(variable: str, default: Any, purpose: str) -> Any:
    """A field that knows the environment variable that sets it and what it is for."""
    made = {"default_factory": default} if callable(default) else {"default": default}
    return dataclasses.field(metadata={"variable": variable, "purpose": purpose}, **made)


def _is_checkout() -> bool:
    return (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "questions").is_dir()


def _data() -> Path:
    """Progress lives outside the package and the virtual environment, so that rebuilding them loses nothing."""
    if _is_checkout():
        return CHECKOUT / "var"
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "quizapp"


def _shipped(name: str) -> Path:
    """A folder of data: at the top of a checkout, inside the package where it is installed."""
    return (CHECKOUT if _is_checkout() else PACKAGED) / name


@dataclass(frozen=True)
class Config:
    """The settings of one quizapp."""

    data: Path = _setting("QUIZAPP_DATA", _data, "folder of the database, its backups and the secret key")
    questions: Path = _setting("QUIZAPP_QUESTIONS", lambda: _shipped("questions"), "folder of the question bank")
    migrations: Path = _setting("QUIZAPP_MIGRATIONS", lambda: _shipped("migrations"), "folder of the migrations")
    database: str = _setting("DATABASE_URL", "", "database address; empty is SQLite in the data folder")
    secret_key: str = _setting("QUIZAPP_SECRET_KEY", "", "key that signs cookies; empty makes one and keeps it")
    host: str = _setting("QUIZAPP_HOST", "127.0.0.1", "address to listen on")
    port: int = _setting("QUIZAPP_PORT", 8000, "port to listen on")
    threads: int = _setting("QUIZAPP_THREADS", 16, "requests served at once; more than workers and queue together")
    workers: int = _setting("QUIZAPP_WORKERS", 2, "processes that run demonstrations; 0 runs them in the server")
    queue: int = _setting("QUIZAPP_QUEUE", 8, "runs that may wait for a worker before a request is refused")
    deadline: float = _setting("QUIZAPP_DEADLINE", 3.0, "seconds after which a run is stopped")
    memory: int = _setting("QUIZAPP_MEMORY", 1024, "MiB that a run may allocate")
    cache: int = _setting("QUIZAPP_CACHE", 512, "runs whose evidence is kept in memory")
    body: int = _setting("QUIZAPP_BODY", 256 * 1024, "bytes that a request may carry")

    @property
    def database_url(self) -> str:
        """The database, always named."""
        return self.database or f"sqlite:///{self.data / 'progress.sqlite3'}"

    @property
    def is_packaged(self) -> bool:
        """Whether the bank is the one inside an installed package, which an upgrade replaces."""
        return self.questions.is_relative_to(PACKAGED)

    @property
    def is_local(self) -> bool:
        """Whether only this machine can connect."""
        return self.host in ("127.0.0.1", "localhost", "::1")

    def secret(self) -> str:
        """The key that signs cookies: the one that was set, or one made on first use, kept for its owner's eyes."""
        if self.secret_key:
            return self.secret_key
        self.data.mkdir(parents=True, exist_ok=True)
        file = self.data / "secret.key"
        if not file.exists():
            with tempfile.NamedTemporaryFile("w", dir=self.data, prefix=".secret", delete=False) as made:  # mode 600
                made.write(secrets.token_urlsafe(48))
            with contextlib.suppress(FileExistsError):  # another process was faster; both read what it wrote
                os.link(made.name, file)
            Path(made.name).unlink()
        return file.read_text().strip()


def from_environment(environment: Mapping[str, str], **overrides: Any) -> Config:
    """Read the settings; `overrides` (from a command's options) win over the environment.

    Raises:
        BadSettings: with every setting that cannot be read or used.
    """
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for field in dataclasses.fields(Config):
        raw = environment.get(field.metadata["variable"], "")
        try:
            values |= {field.name: _convert(field.type, raw)} if raw else {}
        except (ValueError, RuntimeError):  # the latter is pathlib's about ~nobody
            mistakes.append(f"{field.metadata['variable']} = {raw!r}: must be a {_name(field.type)}")
    values |= {name: value for name, value in overrides.items() if value is not None}
    if not mistakes:
        mistakes = _faults(Config(**values))
    if mistakes:
        raise BadSettings("; ".join(mistakes))
    return Config(**values)


def _convert(kind: Any, raw: str) -> Any:
    return Path(raw).expanduser().resolve() if kind is Path else kind(raw)


def _name(kind: Any) -> str:
    return {int: "whole number", float: "number"}.get(kind, "path")


def _faults(config: Config) -> list[str]:
    limits = {
        "port": (0, 65535),
        "threads": (1, 256),
        "workers": (0, 64),
        "queue": (1, 10_000),
        "deadline": (0.05, 60),
        "memory": (256, 1 << 20),
        "cache": (0, 1_000_000),
        "body": (1024, 1 << 28),
    }
    found = [
        f"{name} = {getattr(config, name)}: must be from {low} to {high}"
        for name, (low, high) in limits.items()
        if not low <= getattr(config, name) <= high
    ]
    if not os.path.isdir(config.questions):  # noqa: PTH112 - pathlib's raises where a name is too long
        found.append(f"QUIZAPP_QUESTIONS = {config.questions}: no such folder")
    if config.database and not config.database.startswith(DATABASES):
        found.append(f"DATABASE_URL begins with none of {', '.join(DATABASES)}")  # its value may hold a password
    if config.secret_key and len(config.secret_key) < 32:
        how = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        found.append(f"QUIZAPP_SECRET_KEY is shorter than 32 characters; make one with {how}")
    if not config.is_local:
        found.append(
            f"host = {config.host}: other machines could read and change this learner's progress, because this release "
            "has no accounts; listen on 127.0.0.1 and let a proxy with a password in front reach it"
        )
    return found
