"""Real worker processes for these tests, and naughty demonstrations for them to run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.runs.pool import PoolRunner

ENTRY = "naughty:act"


@pytest.fixture(scope="session")
def naughty() -> Iterator[str]:
    """The entry that workers run; `naughty.py` is importable for them as long as somebody holds this fixture."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent))
        yield ENTRY


@pytest.fixture(scope="module")
def pool(naughty: str) -> Iterator[PoolRunner]:
    """Two workers, ready; shared by the tests of a module, as by the visitors of a server."""
    with PoolRunner(entry=naughty) as runner:
        assert runner.wait_until_ready(20)
        yield runner
