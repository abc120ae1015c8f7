"""Who waits for a worker and who has one: the books of a pool. No clock and no lock; the pool brings both."""

import math
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from engine import Evidence
from quizapp.runs.errors import RunFailed, TooManyRuns


@dataclass(eq=False)
class Run:
    """One run that somebody asked for; `end` is when its waiting, or once it is running, its worker is given up."""

    slug: str
    values: Mapping[str, Any]
    deadline: float
    end: float
    future: Future[Evidence] = field(default_factory=Future)

    def fail(self, failure: RunFailed) -> None:
        """Settle its future, unless whoever asked has cancelled it."""
        if self.future.running() or self.future.set_running_or_notify_cancel():
            self.future.set_exception(failure)

    def refuse(self) -> TooManyRuns:
        """What to tell whoever asked, if nobody gets to it: after one deadline, each of today's workers is free."""
        return TooManyRuns(math.ceil(self.deadline))


class Backlog:
    """Runs in the order in which they came.

    Args:
        workers: How many may run at the same time.
        room: How many may wait.
        grace: Seconds past its deadline after which a running one is given up.
    """

    def __init__(self, *, workers: int, room: int, grace: float) -> None:
        self._workers, self._room, self._grace = workers, room, grace
        self.waiting: deque[Run] = deque()
        self.running: set[Run] = set()

    def add(self, run: Run) -> None:
        """Let it wait.

        Raises:
            TooManyRuns: there is no room.
        """
        if len(self.waiting) >= self._room:
            self.waiting = deque(other for other in self.waiting if not other.future.cancelled())
        if len(self.waiting) >= self._room:
            raise run.refuse()
        self.waiting.append(run)

    def start(self, now: float) -> Run | None:
        """The next to run, now counted as running; None if nobody waits or no worker is free."""
        while self.waiting and len(self.running) < self._workers:
            run = self.waiting.popleft()
            if run.future.set_running_or_notify_cancel():
                run.end = now + run.deadline + self._grace
                self.running.add(run)
                return run
        return None

    def finish(self, run: Run) -> bool:
        """Free its worker; False if it was given up before."""
        known = run in self.running
        self.running.discard(run)
        return known

    def give_up_waiting(self, now: float) -> list[Run]:
        """Take out those that have waited for too long."""
        late = [run for run in self.waiting if now >= run.end]
        self.waiting = deque(run for run in self.waiting if now < run.end)
        return late

    def give_up_running(self) -> list[Run]:
        """Take out those that are running, all of them."""
        lost = list(self.running)
        self.running.clear()
        return lost

    def is_hung(self, now: float) -> bool:
        """Whether one is still running after its grace."""
        return any(now >= run.end for run in self.running)

    def next_end(self) -> float:
        """When the next is to be given up; infinite if nobody waits or runs."""
        return min((run.end for run in (*self.waiting, *self.running)), default=math.inf)
