"""Servers and a browser to measure, and one line of print for every figure beside its goal."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chrome import launched
from tests.browser.serving import serving

BANK = Path(__file__).resolve().parents[2] / "questions"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all measurements."""
    with launched() as browser:
        yield browser


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Start a server with the bank that we ship; it is stopped after the measurement."""
    with ExitStack() as running:
        yield lambda **settings: running.enter_context(serving(tmp_path / "var", BANK, **settings))


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str, str, str], None]:
    """Print what was measured beside its goal, and how busy the machine is."""

    def line(what: str, measured: str, goal: str) -> None:
        with capsys.disabled():
            print(f"\n{what}: {measured} (goal: {goal}; load {os.getloadavg()[0]:.1f})", end="")  # noqa: T201 - that is what a benchmark is for

    return line
