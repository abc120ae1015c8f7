"""Making the runner that the settings ask for."""

import atexit

from quizapp.runs.inline import InlineRunner
from quizapp.runs.pool import PoolRunner
from quizapp.runs.runner import Runner


def make_runner(*, workers: int, queue: int, memory: int) -> Runner:
    """Worker processes, closed at the latest when this process ends; this process itself where there are to be none.

    Args:
        workers: Processes; 0 runs here, without deadline and cap.
        queue: Runs that may wait.
        memory: MiB that a run may take.
    """
    if workers == 0:
        return InlineRunner()
    pool = PoolRunner(workers=workers, queue=queue, memory=memory << 20)
    atexit.register(pool.close)
    return pool
