"""What comes from outside: workers killed, stopped or orphaned."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, wait
from pathlib import Path

import pytest

from engine import Evidence
from quizapp.runs.errors import RunCrashed, RunTimedOut, TooManyRuns
from quizapp.runs.pool import PoolRunner
from quizapp.runs.runner import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


def workers() -> list[int]:
    """The process ids of the workers of this process."""
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def is_running(pid: int) -> bool:
    """Whether there is such a process; one that has ended and waits to be reaped does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def open_files() -> int:
    """How many file descriptors this process holds (Linux; elsewhere always none)."""
    return len(list(Path("/proc/self/fd").glob("*")))


def is_gone_within(seconds: float, pid: int) -> bool:
    end = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_running(pid)


def test_an_idle_worker_killed_from_outside_is_replaced_before_it_is_missed(naughty: str) -> None:
    with PoolRunner(entry=naughty) as runner:
        assert runner.wait_until_ready(20)
        files = open_files()
        os.kill(workers()[0], signal.SIGKILL)
        end = time.monotonic() + 5
        while not (runner.load().rebuilt and runner.load().is_ready) and time.monotonic() < end:
            time.sleep(0.02)
        assert isinstance(run(runner, "behave", {}, 5.0), Evidence)
        assert runner.load().rebuilt == 1
        assert open_files() == files


def test_a_pool_that_hangs_is_noticed_and_replaced(naughty: str) -> None:
    with PoolRunner(workers=1, entry=naughty, grace=0.3) as runner:
        assert runner.wait_until_ready(20)
        (pid,) = workers()
        os.kill(pid, signal.SIGSTOP)  # it takes no run, so pebble starts no clock
        future = runner.submit("behave", {}, deadline=0.3)
        with pytest.raises(RunTimedOut):
            future.result(5)
        assert isinstance(run(runner, "behave", {}, 20.0), Evidence)
        assert runner.load().rebuilt == 1
        assert not is_running(pid)


def test_no_process_is_left_after_closing(naughty: str) -> None:
    before = set(workers())
    runner = PoolRunner(entry=naughty)
    assert runner.wait_until_ready(20)
    ours = set(workers()) - before
    runner.close()
    assert len(ours) == 2
    assert not any(is_running(pid) for pid in ours)
    assert not ours & set(workers())


SERVER = """
import sys
from pathlib import Path
with Path(sys.argv[1]).open("a") as file:
    file.write("imported\\n")
from quizapp.runs.pool import PoolRunner
if __name__ == "__main__":
    runner = PoolRunner(entry="naughty:act")
    slug, values = ("loop-after-telling", {"file": sys.argv[2]}) if sys.argv[2:] else ("behave", {})
    runner.submit(slug, values, deadline=1.0).result()
"""


@pytest.fixture
def server(tmp_path: Path) -> list[str]:
    """The command of a small server; with one more argument it loops, and writes the worker's id to that file."""
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    return [sys.executable, str(script), str(tmp_path / "imports")]


@pytest.fixture
def environment() -> dict[str, str]:
    here = Path(__file__).parent
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(here.parent.parent), str(here)])}


def test_a_server_that_forgets_to_close_exits_and_its_script_runs_once(
    server: list[str], environment: dict[str, str]
) -> None:
    done = subprocess.run(server, env=environment, timeout=20, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(server[-1]).read_text() == "imported\n"


@pytest.mark.slow
def test_a_run_does_not_outlive_a_server_that_was_killed(
    server: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    told = tmp_path / "pid"
    with subprocess.Popen([*server, str(told)], env=environment, stderr=subprocess.DEVNULL) as process:
        while not (told.exists() and told.read_text()):
            time.sleep(0.01)
            assert process.poll() is None
        process.kill()
    assert is_gone_within(5.0, int(told.read_text()))


def kill_now_and_then(stop: threading.Event, dice: random.Random) -> int:
    """Kill a random worker every few milliseconds until told to stop; return how many were killed."""
    killed = 0
    while not stop.wait(dice.uniform(0.02, 0.2)):
        pids = workers()
        if pids:
            os.kill(dice.choice(pids), signal.SIGKILL)
            killed += 1
    return killed


def submit_patiently(runner: PoolRunner, number: int) -> Future[Evidence]:
    while True:
        try:
            return runner.submit("sleep", {"seconds": 0.01, "number": number}, deadline=1.0)
        except TooManyRuns:
            time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_run_is_settled_while_workers_are_killed_and_the_pool_works_afterwards(naughty: str, seed: int) -> None:
    stop, killed, dice = threading.Event(), [], random.Random(seed)  # noqa: S311 - chaos, not secrets
    with PoolRunner(entry=naughty, grace=1.0) as runner:
        assert runner.wait_until_ready(20)
        killer = threading.Thread(target=lambda: killed.append(kill_now_and_then(stop, dice)))
        killer.start()
        futures = [submit_patiently(runner, number) for number in range(200)]
        unsettled = wait(futures, 60).not_done
        stop.set()
        killer.join()
        assert killed[0] > 5
        assert not unsettled
        failures = [future.exception() for future in futures]
        assert {type(failure) for failure in failures} <= {type(None), RunCrashed, RunTimedOut, TooManyRuns}
        assert sum(failure is None for failure in failures) > 50
        assert runner.wait_until_ready(20)
        assert [run(runner, "behave", {"n": n}, 20.0).parameters["n"] for n in range(10)] == list(range(10))
    assert not workers()
