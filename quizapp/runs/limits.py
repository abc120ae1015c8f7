"""What a worker may take from the machine; it sets these limits on itself.

Linux has all of them. macOS accepts a cap on memory and does not keep it, Windows has neither that nor the
alarm: there a run is capped by the machine's own memory, and only the pool keeps its deadline.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "linux":
    import resource


def confine() -> None:
    """Once a worker: die at once when told to, leave no core file, be the first to go, and print nowhere."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a Python handler waits for the end of the NumPy call
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(OSError):  # a hardened system may refuse; the cap on memory still holds
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


@contextlib.contextmanager
def memory(size: int) -> Iterator[None]:
    """Let the process grow by `size` bytes of address space from here, then lift the cap again.

    Counted from what the worker holds at this moment, so that a run is neither charged for NumPy itself nor
    for what an earlier run left behind; lifted before anything is reported, because reporting needs memory too.
    """
    if sys.platform != "linux":
        yield
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = _address_space() + size
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Let the kernel end this process after `seconds`, whatever it computes, even if the server is long gone."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _address_space() -> int:
    """Bytes of address space in use, the first number of /proc/self/statm (in pages)."""
    fields = Path("/proc/self/statm").read_bytes().split()
    return int(fields[0]) * resource.getpagesize()
