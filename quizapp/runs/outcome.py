"""What came back from a worker, read as evidence or as the failure that it is."""

import pickle
import signal
from concurrent.futures import CancelledError, Future

from pebble import ProcessExpired

from engine import Evidence, Text
from quizapp.runs import worker
from quizapp.runs.errors import RunCrashed, RunnerClosed, RunOutOfMemory, RunRaised, RunTimedOut
from quizapp.runs.worker import Outcome


def read(future: Future[Outcome], deadline: float, memory: int) -> Evidence:
    """The evidence in a pool's finished future.

    Raises:
        RunFailed: the run gave none; `deadline` and `memory` are what it was allowed, for the message.
    """
    try:
        outcome = future.result(0)
    except TimeoutError:
        raise RunTimedOut(deadline) from None
    except CancelledError:
        raise RunnerClosed from None
    except ProcessExpired as death:
        raise _death(death.exitcode, deadline) from None
    except Exception as error:  # the pool broke, and with it every run in it
        raise RunCrashed from error
    if outcome.evidence is not None:
        return _evidence(outcome.evidence)
    if outcome.error == MemoryError.__name__:
        raise RunOutOfMemory(memory)
    raise RunRaised(outcome.error, Text(outcome.zh, outcome.en))


def _evidence(data: bytes) -> Evidence:
    try:
        value = pickle.loads(data)  # noqa: S301 - written by our own worker, from a demonstration that we trust
    except Exception as error:
        raise RunRaised(type(error).__name__, str(error)) from error
    if not isinstance(value, Evidence):
        kind = type(value).__name__
        raise RunRaised("TypeError", Text(f"返回了 {kind}，应为 Evidence", f"it returned {kind}, not Evidence"))
    return value


def _death(code: int, deadline: float) -> RunTimedOut | RunRaised | RunCrashed:
    if hasattr(signal, "SIGALRM") and code == -signal.SIGALRM:
        return RunTimedOut(deadline)  # the worker's own alarm, set in case the pool's clock fails
    if code == worker.THREADS_LEFT:
        return RunRaised(
            "ThreadsLeft", Text("结束后仍有线程在运行；请先等待它们结束", "it left threads running; join them first")
        )
    return RunCrashed(code)
