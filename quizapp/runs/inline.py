"""The runner of tests and the command line: in this process, now."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from engine import Evidence
from quizapp.runs.errors import RunOutOfMemory, RunRaised
from quizapp.runs.execute import execute


class InlineRunner:
    """Runs before `submit` returns.

    No deadline is kept and no memory capped: nothing inside a process can stop a NumPy call. A run that loops
    for ever is stopped by Ctrl-C, and one that crashes takes the process with it; the original exception, with
    its traceback, is the cause of the `RunRaised`.

    Args:
        entry: What a run is; the catalogue's by default.
    """

    def __init__(self, entry: Callable[[str, Mapping[str, Any]], Evidence] = execute) -> None:
        self._entry = entry

    def submit(self, slug: str, values: Mapping[str, Any], *, deadline: float) -> Future[Evidence]:  # noqa: ARG002 - the port's; see the class
        """Run, and return a future that is done."""
        future: Future[Evidence] = Future()
        try:
            future.set_result(self._entry(slug, values))
        except MemoryError as error:
            future.set_exception(_because(RunOutOfMemory(), error))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a demonstration may raise anything
            future.set_exception(_because(RunRaised(type(error).__name__, str(error)), error))
        return future

    def close(self) -> None:
        """Nothing to stop."""


def _because(failure: Exception, error: BaseException) -> Exception:
    failure.__cause__ = error
    return failure
