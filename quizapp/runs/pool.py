"""The runner of the server: warm worker processes, a deadline, a cap on memory, a short queue, a watchdog.

pebble keeps the deadline of a run that is running. What it does not do is done here: waiting runs have a deadline
too, the queue is short, and a pool that broke or hangs (it can, when a worker is killed from outside) is replaced.
"""

import atexit
import contextlib
import functools
import logging
import math
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Self

from engine import Evidence
from quizapp.runs import outcome, worker
from quizapp.runs.backlog import Backlog, Run
from quizapp.runs.errors import RunCrashed, RunFailed, RunnerClosed, RunTimedOut
from quizapp.runs.processes import Processes
from quizapp.runs.worker import Outcome

_LOG = logging.getLogger(__name__)
_PULSE = 1.0  # seconds between two looks at a pool that has nothing to do
_CLOSING = 10.0  # seconds; it takes a tenth of one, unless a demonstration's file hangs when it is imported
_ALARM = 1.0  # seconds after its deadline at which a worker kills itself, should nobody else have done it


@dataclass(frozen=True)
class Load:
    """How busy a pool is: its workers, the runs on them, those waiting, and how often it had to be rebuilt."""

    is_ready: bool
    workers: int
    running: int
    waiting: int
    rebuilt: int


class PoolRunner:
    """Runs in worker processes; safe to use from many threads. Returns at once and starts its workers meanwhile.

    A run fails alone: with `RunTimedOut` at its deadline, `RunOutOfMemory` at its cap, `RunCrashed` when its process
    dies, `RunRaised` when it raises or returns more than 2 MB. What it prints goes nowhere. Only when workers are
    killed from outside may the runs beside it crash too. While the workers start, runs wait, if need be past their
    deadline. Create it after a server has forked, not before.

    Args:
        workers: Runs at the same time.
        queue: Runs that may wait, each no longer than its deadline; beyond that `TooManyRuns`.
        memory: Bytes that one run may take (Linux only: see `limits`).
        entry: `module:function`, called with slug and values, that returns Evidence.
        recycle: Runs after which a worker is replaced; 0 is never.
        grace: Seconds past its deadline after which a run proves that the pool hangs.
    """

    def __init__(  # noqa: PLR0913 - six settings, each by name and with its default
        self,
        *,
        workers: int = 2,
        queue: int = 8,
        memory: int = 1 << 30,
        entry: str = "quizapp.runs.execute:execute",
        recycle: int = 5000,
        grace: float = 3.0,
    ) -> None:
        self._workers, self._memory, self._entry, self._recycle = workers, memory, entry, recycle
        self._changed = threading.Condition()  # guards everything below
        self._backlog = Backlog(workers=workers, room=queue, grace=grace)
        self._processes: Processes | None = None
        self._is_closed = False
        self._built = 0
        self._watchdog = threading.Thread(target=self._watch, name="runs-watchdog", daemon=True)
        self._watchdog.start()
        atexit.register(self.close)  # before pebble's own hook, which would look to the watchdog like a broken pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, slug: str, values: Mapping[str, Any], *, deadline: float) -> Future[Evidence]:
        """Ask for one run; see the port. A waiting run may be cancelled, a running one may not."""
        run = Run(slug, dict(values), deadline, time.monotonic() + deadline)
        with self._changed:
            if self._is_closed:
                raise RunnerClosed
            self._backlog.add(run)
            self._dispatch()
        return run.future

    def load(self) -> Load:
        """How busy it is now; ready when its workers have answered."""
        with self._changed:
            running, waiting = len(self._backlog.running), len(self._backlog.waiting)
            return Load(self._is_ready(), self._workers, running, waiting, max(0, self._built - 1))

    def wait_until_ready(self, timeout: float) -> bool:
        """Block until the workers have answered, or `timeout` seconds have passed; tell which."""
        with self._changed:
            return self._changed.wait_for(self._is_ready, timeout)

    def close(self) -> None:
        """Kill the workers; every run that has not finished raises `RunnerClosed`."""
        with self._changed:
            self._is_closed = True
            left = [*self._backlog.give_up_running(), *self._backlog.give_up_waiting(math.inf)]
            self._changed.notify_all()
        atexit.unregister(self.close)
        self._watchdog.join(_CLOSING)
        for run in left:
            run.fail(RunnerClosed())

    def _dispatch(self) -> None:
        """Start waiting runs while workers are free; the caller holds the lock."""
        processes = self._processes
        while processes and processes.are_alive and (run := self._backlog.start(time.monotonic())):
            task = (self._entry, run.slug, run.values, run.deadline + _ALARM, self._memory)
            with contextlib.suppress(RuntimeError):  # it broke just now: the watchdog finds the run among the lost
                done = processes.schedule(run.deadline, worker.attempt, *task)
                done.add_done_callback(functools.partial(self._finish, run))
        if self._backlog.waiting:
            self._changed.notify_all()  # the watchdog must know whose patience ends next, or that nobody serves them

    def _finish(self, run: Run, done: Future[Outcome]) -> None:
        with self._changed:
            if not self._backlog.finish(run):
                return
            self._dispatch()
        try:
            run.future.set_result(outcome.read(done, run.deadline, self._memory))
        except RunFailed as failure:
            run.future.set_exception(failure)

    def _watch(self) -> None:
        """The watchdog's life: build the processes, tend them, and discard them when the runner is closed."""
        while not self._is_closed:
            if self._processes is None:
                self._build()
            self._tend()
        with self._changed:
            last = self._take_processes()
        if last is not None:
            last.discard()

    def _build(self) -> None:
        try:
            processes = Processes(self._workers, entry=self._entry, recycle=self._recycle)
        except (OSError, RuntimeError, EOFError):
            _LOG.exception("worker processes could not be started; trying again")
            return
        with self._changed:
            self._processes = processes
            self._built += 1
            self._dispatch()
        processes.greeting.add_done_callback(self._notify)

    def _tend(self) -> None:
        """Sleep until something is due, then give up what is late and drop processes that broke or hang."""
        with self._changed:
            self._changed.wait(self._pause())
            now = time.monotonic()
            late = self._backlog.give_up_waiting(now)
            is_unfit = self._is_broken() or self._backlog.is_hung(now)
            # Both under one lock, or somebody starts another run on the processes that are about to go.
            lost = self._backlog.give_up_running() if is_unfit else []
            unfit = self._take_processes() if is_unfit else None
        for run in late:
            run.fail(run.refuse())
        for run in lost:
            run.fail(RunTimedOut(run.deadline) if now >= run.end else RunCrashed())
        if unfit is not None:
            _LOG.warning("the worker processes broke or hang and are replaced; %d runs were lost", len(lost))
            unfit.discard()

    def _pause(self) -> float:
        """Seconds until the watchdog must look again; the caller holds the lock."""
        if self._is_closed or self._is_broken():
            return 0.0
        return max(0.0, min(_PULSE, self._backlog.next_end() - time.monotonic()))

    def _take_processes(self) -> Processes | None:
        taken, self._processes = self._processes, None
        return taken

    def _is_ready(self) -> bool:
        return self._processes is not None and self._processes.are_ready

    def _is_broken(self) -> bool:
        return self._processes is not None and not self._processes.are_alive

    def _notify(self, _: object) -> None:
        with self._changed:
            self._changed.notify_all()
