"""What happens inside a worker: one attempt at a time, and only plain bytes and words come back.

Nothing here imports NumPy or the engine, so that the parent may import this module freely and `prepare` still
decides how NumPy starts. An exception is sent as words, because one that cannot be pickled would break the pool.
"""

import contextlib
import importlib
import os
import pickle
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from quizapp.runs import limits

RESULT_LIMIT = 2_000_000  # bytes; a page that draws more than this helps nobody
THREADS_LEFT = 97  # the exit code of a worker whose demonstration left threads behind
_MESSAGE_LIMIT = 500
_PATIENCE = 0.1  # seconds that a thread gets to finish after its demonstration did


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended: with pickled evidence, or with the name of an error and words about it."""

    evidence: bytes | None = None
    error: str = ""
    zh: str = ""
    en: str = ""


def prepare(entry: str) -> None:
    """Make this process a worker; runs once, before its first attempt.

    Args:
        entry: `module:function` of what a run is; loaded now, so that the first run need not.
    """
    importlib.import_module("quizapp.runs.preload")  # already there where a fork server did it
    with contextlib.suppress(Exception):  # each attempt meets it again, and reports it
        resolve(entry)
    limits.confine()


def attempt(entry: str, slug: str, values: Mapping[str, Any], seconds: float, memory: int) -> Outcome:
    """Run once within the limits.

    Args:
        entry: `module:function`, called with slug and values.
        slug: The demonstration.
        values: Its parsed parameters.
        seconds: After so long the kernel ends this process: the last resort, when the pool did not.
        memory: Bytes that the run may take on top of what the worker holds.
    """
    pid = os.getpid()
    try:
        with limits.alarm(seconds), limits.memory(memory):
            outcome = _measured(pickle.dumps(resolve(entry)(slug, values), pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        outcome = Outcome(error=MemoryError.__name__)
    except BaseException as error:  # noqa: BLE001 - a demonstration may raise anything, SystemExit included
        outcome = _raised(error)
    if os.getpid() != pid:  # the demonstration forked, and this is the copy: it must not answer as well
        os._exit(0)
    if _has_threads_left():
        os._exit(THREADS_LEFT)
    return outcome


def greet() -> None:
    """Answer, so that the pool knows that its workers do."""


@cache
def resolve(entry: str) -> Callable[[str, Mapping[str, Any]], Any]:
    """The function that `module:function` names."""
    module, _, name = entry.partition(":")
    function: Callable[[str, Mapping[str, Any]], Any] = getattr(importlib.import_module(module), name)
    return function


def _measured(data: bytes) -> Outcome:
    if len(data) <= RESULT_LIMIT:
        return Outcome(data)
    size, limit = f"{len(data) / 1e6:.1f} MB", f"{RESULT_LIMIT / 1e6:g} MB"
    return Outcome(
        error="ResultTooLarge",
        zh=f"结果有 {size}，上限是 {limit}；请让它返回更少的点",
        en=f"the result has {size}, and {limit} is the limit; let it return fewer points",
    )


def _raised(error: BaseException) -> Outcome:
    try:
        words = str(error)[:_MESSAGE_LIMIT]
    except Exception:  # noqa: BLE001 - its own __str__ is as untried as the rest of a failing demonstration
        words = ""
    return Outcome(error=type(error).__name__, zh=words, en=words)


def _has_threads_left() -> bool:
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    for thread in others:
        thread.join(_PATIENCE)
    return any(thread.is_alive() for thread in others)
