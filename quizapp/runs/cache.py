"""The same run is computed once: kept when it is done, shared while it is under way.

Evidence depends on the demonstration, its code, its parameters (the seed is one of them) and nothing else. What is
handed out is shared: it is evidence, and nobody edits it.
"""

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from engine import Evidence
from engine.catalogue import code_version
from quizapp.runs.errors import RunnerClosed
from quizapp.runs.runner import Runner

_OBJECTS = 4  # Python's lists of floats take about so many times the bytes of their pickle
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Stats:
    """What a cache did: answers it had, answers it had to ask for, callers who joined a run that was under way."""

    hits: int
    misses: int
    joined: int
    in_flight: int
    entries: int
    size: int


class CachedRunner:
    """A runner in front of another; safe to use from many threads.

    Failures are not kept: those who wait for a run that fails learn it together, and the next request runs anew.
    Every caller has a future of their own, so one who cancels leaves the others theirs.

    Args:
        runner: Who computes.
        entries: Evidence kept, the least recently used going first.
        size: Bytes they may take together, roughly; one larger than that is not kept.
        version: The fingerprint of a demonstration's code.
    """

    def __init__(
        self,
        runner: Runner,
        *,
        entries: int = 4096,
        size: int = 128_000_000,
        version: Callable[[str], str] = code_version,
    ) -> None:
        self._runner, self._entries, self._size, self._version = runner, entries, size, version
        self._lock = threading.Lock()  # guards everything below
        self._kept: OrderedDict[Key, tuple[Evidence, int]] = OrderedDict()
        self._flights: dict[Key, list[Future[Evidence]]] = {}
        self._kept_size = self._hits = self._misses = self._joined = 0

    def submit(self, slug: str, values: Mapping[str, Any], *, deadline: float) -> Future[Evidence]:
        """Ask for one run; see the port. A caller who joins a run under way shares its deadline.

        Raises:
            UnknownDemonstration: the catalogue has no such slug.
        """
        key = (slug, self._version(slug), canonical(values))
        mine: Future[Evidence] = Future()
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                self._hits += 1
                mine.set_result(kept[0])
                return mine
            if key in self._flights:
                self._joined += 1
                self._flights[key].append(mine)
                return mine
            self._misses += 1
            self._flights[key] = [mine]
        self._take_off(key, slug, values, deadline)
        return mine

    def stats(self) -> Stats:
        """What it did so far, and what it holds now."""
        with self._lock:
            counts = (self._hits, self._misses, self._joined)
            return Stats(*counts, len(self._flights), len(self._kept), self._kept_size)

    def close(self) -> None:
        """Close the runner behind it."""
        self._runner.close()

    def _take_off(self, key: Key, slug: str, values: Mapping[str, Any], deadline: float) -> None:
        """Ask the runner, outside the lock: an inline one returns when it has computed."""
        try:
            inner = self._runner.submit(slug, values, deadline=deadline)
        except BaseException as error:
            self._land(key, error)
            raise
        inner.add_done_callback(lambda done: self._land(key, _result(done)))

    def _land(self, key: Key, result: Evidence | BaseException) -> None:
        size = _OBJECTS * len(pickle.dumps(result)) if isinstance(result, Evidence) else 0
        with self._lock:
            waiting = self._flights.pop(key)
            if isinstance(result, Evidence):
                self._keep(key, result, size)
        for future in waiting:
            if not future.set_running_or_notify_cancel():
                continue
            if isinstance(result, Evidence):
                future.set_result(result)
            else:
                future.set_exception(result)

    def _keep(self, key: Key, evidence: Evidence, size: int) -> None:
        if size > self._size:
            return
        self._kept[key] = (evidence, size)
        self._kept_size += size
        while len(self._kept) > self._entries or self._kept_size > self._size:
            self._kept_size -= self._kept.popitem(last=False)[1][1]


def canonical(values: Mapping[str, Any]) -> str:
    """One text for one setting, in whatever order it is given; 1, 1.0 and True differ, and so do 0.0 and -0.0."""
    return repr(sorted(values.items()))


def _result(done: Future[Evidence]) -> Evidence | BaseException:
    if done.cancelled():
        return RunnerClosed()
    return done.exception() or done.result()
