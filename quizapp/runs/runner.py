"""The port: whoever wants evidence asks a runner, and does not know where it is computed."""

from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from typing import Any, Protocol

from engine import Evidence
from quizapp.runs.errors import RunnerClosed, RunTimedOut

SLACK = 5.0  # a runner settles its futures itself; only one that broke its promise is waited for this much longer


class Runner(Protocol):
    """Something that turns a demonstration's slug and parsed values into evidence."""

    def submit(self, slug: str, values: Mapping[str, Any], *, deadline: float) -> Future[Evidence]:
        """Ask for one run; the future gives the evidence or raises a `RunFailed`.

        Args:
            slug: A demonstration of the catalogue.
            values: Its parameters, parsed (`Demonstration.parse`).
            deadline: Seconds that the run may take once it has started, and that it may wait before.

        Raises:
            TooManyRuns: at once, when there is no room to wait.
            RunnerClosed: after `close`.
        """
        ...

    def close(self) -> None:
        """Stop everything; what has not finished raises `RunnerClosed`. Closing twice is harmless."""
        ...


def run(runner: Runner, slug: str, values: Mapping[str, Any], deadline: float) -> Evidence:
    """Submit, wait, and return the evidence.

    Raises:
        RunFailed: whatever went wrong; nothing else is raised for a slug of the catalogue and parsed values.
    """
    future = runner.submit(slug, values, deadline=deadline)
    try:
        return future.result(2 * deadline + SLACK)
    except CancelledError:
        raise RunnerClosed from None
    except TimeoutError:
        future.cancel()
        raise RunTimedOut(deadline) from None
