"""Demonstrations as they should not be: what a worker is made to run in these tests.

Not a test module: workers import it by name, from the folder that `conftest.py` puts on their path.
"""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from engine import Evidence, Value
from engine.findings import Finding

Values = Mapping[str, Any]


def act(slug: str, values: Values) -> Any:
    """Do what the slug names; what comes back is meant to be evidence, and sometimes is not."""
    return ACTS[slug](values)


def evidence(values: Values, **findings: object) -> Evidence:
    return Evidence("naughty", dict(values), findings, {}, {}, 0.0)


def behave(values: Values) -> Evidence:
    return evidence(values, pid=os.getpid())


def sleep(values: Values) -> Evidence:
    time.sleep(values["seconds"])
    return evidence(values, pid=os.getpid())


def tell(values: Values) -> Evidence:
    """What kind of process this is."""
    main = getattr(sys.modules["__main__"], "__file__", None)
    threads = os.environ.get("OPENBLAS_NUM_THREADS")
    return evidence(values, main=main, blas=threads, tasks=len(os.listdir("/proc/self/task")))  # noqa: PTH208 - names


def loop_in_python(_: Values) -> NoReturn:
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(0.001)


def loop_in_numpy(_: Values) -> Any:
    matrix = np.random.default_rng(0).standard_normal((4000, 4000))
    return np.linalg.eigvals(matrix)  # one LAPACK call of a minute


def loop_after_telling(values: Values) -> NoReturn:
    Path(values["file"]).write_text(str(os.getpid()))
    loop_in_python(values)


def exit_hard(_: Values) -> NoReturn:
    os._exit(3)


def exit_softly(_: Values) -> NoReturn:
    sys.exit(0)


def read_null(_: Values) -> Any:
    return ctypes.string_at(0)


def be_killed(_: Values) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def allocate_at_once(_: Values) -> Any:
    return np.ones(10_000_000_000 // 8).sum()


def allocate_in_pieces(_: Values) -> NoReturn:
    pieces = []
    while True:
        pieces.append(np.empty(2_000_000))


def allocate_allowed(values: Values) -> Evidence:
    return evidence(values, taken=np.empty(values["bytes"], dtype=np.uint8).size)


def find_nan(values: Values) -> Evidence:
    return evidence(values, gap=float("nan"), top=float("inf"))


def raise_value_error(values: Values) -> NoReturn:
    raise ValueError(f"hidden is {values['hidden']}")


class Unspeakable(Exception):
    """It can be neither pickled nor printed."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__()
        self.hook = lambda: one + two

    def __str__(self) -> str:
        raise RuntimeError


def raise_unspeakable(_: Values) -> NoReturn:
    raise Unspeakable(1, 2)


def break_finding(_: Values) -> Any:
    finding: Finding = Value(zh="数", en="number")
    return finding.collect(object())


def return_number(_: Values) -> float:
    return 4.0


def return_function(_: Values) -> Any:
    return lambda: None


def return_too_much(values: Values) -> Evidence:
    return evidence(values, loss=np.arange(400_000.0).tolist())


def print_much(values: Values) -> Evidence:
    for stream in (sys.stdout, sys.stderr):
        for _ in range(20_000):
            print("x" * 100, file=stream)
    os.write(1, b"y" * 1_000_000)
    return evidence(values)


def start_threads(values: Values) -> Evidence:
    threads = [threading.Thread(target=time.sleep, args=(0.01,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    return evidence(values)


def leave_thread(values: Values) -> Evidence:
    threading.Thread(target=loop_in_python, args=(values,), daemon=True).start()
    return evidence(values)


def fork(values: Values) -> Evidence:
    os.fork()
    return evidence(values, pid=os.getpid())


ACTS: dict[str, Callable[[Values], Any]] = {
    name.replace("_", "-"): value for name, value in vars().copy().items() if callable(value) and name.islower()
}
