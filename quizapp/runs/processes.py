"""The worker processes: a pebble pool that is born warm and can always be thrown away.

Forked from a fork server where that is safe (Linux), else spawned: never forked from the server itself, whose
other threads may hold any lock at that moment.
"""

import contextlib
import importlib.machinery
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

import pebble

from quizapp.runs import worker

if sys.platform == "linux":
    from multiprocessing.context import ForkServerContext as _Context
    from multiprocessing.context import ForkServerProcess as _Process
else:
    from multiprocessing.context import SpawnContext as _Context
    from multiprocessing.context import SpawnProcess as _Process

_PRELOAD = ["quizapp.runs.preload"]
_DISCARD_LIMIT = 5.0  # seconds; pebble needs a fifth of one, unless it hangs
_main = threading.Lock()
P = ParamSpec("P")
T = TypeVar("T")


class Processes:
    """Some workers; blocks until they are started.

    Args:
        count: How many.
        entry: `module:function` of what a run is.
        recycle: Runs after which a worker makes room for a fresh one, in case demonstrations leak; 0 is never.

    Raises:
        OSError: the system does not give us processes; or it is a RuntimeError.
    """

    def __init__(self, count: int, *, entry: str, recycle: int) -> None:
        self._context = _WorkerContext()
        if sys.platform == "linux":
            self._context.set_forkserver_preload(_PRELOAD)
        self._pool = pebble.ProcessPool(count, recycle, worker.prepare, (entry,), self._context)
        try:
            self.greeting: Future[None] = self.schedule(None, worker.greet)
        except BaseException:
            self.discard()
            raise

    @property
    def are_ready(self) -> bool:
        """Whether they take runs and one of them has answered, which it does when it is warm."""
        return self.are_alive and self.greeting.done() and self.greeting.exception() is None

    @property
    def are_alive(self) -> bool:
        """Whether they take runs; not whether they will ever finish one."""
        return bool(self._pool.active)

    def schedule(self, seconds: float | None, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call an importable function in one of them; one that computes longer than `seconds` is killed.

        Raises:
            RuntimeError: they are no longer alive.
        """
        return self._pool.submit(function, seconds, *args, **kwargs)

    def discard(self) -> None:
        """Kill them all, whatever they do."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates most of its functions, not this one
        self._context.kill()  # pebble asks politely first, and waits three seconds for each
        ending = threading.Thread(target=self._pool.join, name="runs-discard", daemon=True)
        ending.start()
        ending.join(_DISCARD_LIMIT)
        self._context.release()


class _WorkerProcess(_Process):
    """A process that does not import the script that the server was started with."""

    def start(self) -> None:
        with _main, _nameless_main():
            super().start()


class _WorkerContext(_Context):
    """Starts our kind of process, and remembers those that are alive."""

    def __init__(self) -> None:
        super().__init__()
        self._started: list[_WorkerProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> _WorkerProcess:  # type: ignore[override]  # noqa: N802 - a class there
        process = _WorkerProcess(*args, **kwargs)
        self._started = [*(other for other in self._started if other.is_alive()), process]
        return process

    def kill(self) -> None:
        """End them, now."""
        for process in self._started:
            if process.is_alive():
                process.kill()

    def release(self) -> None:
        """Close their file descriptors, which otherwise wait for the garbage collector."""
        for process in self._started:
            with contextlib.suppress(ValueError):  # not dead after all: the collector's, then
                process.close()


@contextlib.contextmanager
def _nameless_main() -> Iterator[None]:
    """Keep multiprocessing from importing our `__main__` (and with it Flask, SQLAlchemy, …) in every worker.

    It leaves alone a main module that is a package's `__main__`, and offers no other way to say so.
    """
    main = sys.modules["__main__"]
    before = main.__spec__
    main.__spec__ = importlib.machinery.ModuleSpec("quizapp.__main__", None)
    try:
        yield
    finally:
        main.__spec__ = before
