"""Each naughty demonstration gets its own error, and leaves the server as it was."""

import re
import threading
import time
from concurrent.futures import CancelledError, wait
from pathlib import Path
from typing import Any

import pytest

from engine import Evidence, catalogue
from quizapp.runs.errors import (
    RunCrashed,
    RunFailed,
    RunnerClosed,
    RunOutOfMemory,
    RunRaised,
    RunTimedOut,
    TooManyRuns,
)
from quizapp.runs.pool import PoolRunner
from quizapp.runs.runner import run

NAUGHTY = [
    ("exit-hard", RunCrashed, "exit code 3"),
    ("be-killed", RunCrashed, "SIGKILL"),
    ("read-null", RunCrashed, "SIGSEGV"),
    ("allocate-at-once", RunOutOfMemory, "1024 MiB"),
    ("allocate-in-pieces", RunOutOfMemory, "1024 MiB"),
    ("raise-value-error", RunRaised, "ValueError: hidden is 4"),
    ("raise-unspeakable", RunRaised, "Unspeakable"),
    ("exit-softly", RunRaised, "SystemExit"),
    ("break-finding", RunRaised, "BrokenFinding: "),
    ("return-number", RunRaised, "it returned float, not Evidence"),
    ("return-function", RunRaised, "pickle"),
    ("return-too-much", RunRaised, "the result has 3.6 MB, and 2 MB is the limit"),
    ("leave-thread", RunRaised, "it left threads running"),
    ("no-such-act", RunRaised, "KeyError"),
]


@pytest.mark.parametrize(("slug", "failure", "words"), NAUGHTY, ids=[slug for slug, *_ in NAUGHTY])
def test_a_naughty_run_fails_in_its_own_words_and_the_next_one_works(
    pool: PoolRunner, slug: str, failure: type[RunFailed], words: str
) -> None:
    # On a busy machine a dying worker can take the pool with it before it has said how; the pool is then replaced.
    unsaid = "|nothing says why" if failure is RunCrashed else ""
    with pytest.raises(failure, match=re.escape(words) + unsaid) as caught:
        run(pool, slug, {"hidden": 4}, 5.0)
    assert caught.value.text.zh != caught.value.text.en
    assert run(pool, "behave", {"hidden": 8}, 5.0).parameters == {"hidden": 8}


@pytest.mark.parametrize("slug", ["loop-in-python", "loop-in-numpy"])
def test_an_endless_run_is_stopped_at_its_deadline_and_its_worker_is_free_again(pool: PoolRunner, slug: str) -> None:
    rebuilt = pool.load().rebuilt
    began = time.monotonic()
    endless = [pool.submit(slug, {}, deadline=0.5) for _ in range(2)]  # on both workers
    after = pool.submit("behave", {}, deadline=5.0)
    for future in endless:
        with pytest.raises(RunTimedOut, match=r"after 0\.5 s") as caught:
            future.result(10)
        assert caught.value.seconds == 0.5
    stopped = time.monotonic() - began
    assert after.result(10).demonstration == "naughty"
    assert 0.5 <= stopped < 2.0
    assert pool.load().rebuilt == rebuilt


def test_nan_and_infinity_are_evidence_not_an_error(pool: PoolRunner) -> None:
    found = run(pool, "find-nan", {}, 5.0)
    assert found.to_dict()["findings"] == {"gap": "NaN", "top": "Infinity"}


def test_a_run_may_take_what_is_below_the_cap_again_and_again(pool: PoolRunner) -> None:
    size = 800_000_000
    for _ in range(8):
        assert run(pool, "allocate-allowed", {"bytes": size}, 5.0).findings["taken"] == size


def test_what_a_run_prints_goes_nowhere(pool: PoolRunner, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(run(pool, "print-much", {}, 5.0), Evidence)
    assert capfd.readouterr() == ("", "")


def test_threads_that_end_are_allowed(pool: PoolRunner) -> None:
    assert isinstance(run(pool, "start-threads", {}, 5.0), Evidence)


def test_a_run_that_forks_answers_once_and_its_copy_is_gone(pool: PoolRunner) -> None:
    rebuilt = pool.load().rebuilt
    forked = run(pool, "fork", {}, 5.0)
    assert forked.findings["pid"] in {run(pool, "behave", {}, 5.0).findings["pid"] for _ in range(20)}
    assert pool.load().rebuilt == rebuilt


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads as Linux does")
def test_a_worker_has_one_thread_and_does_not_import_the_servers_script(pool: PoolRunner) -> None:
    assert run(pool, "tell", {}, 5.0).findings == {"main": None, "blas": "1", "tasks": 1}


def test_the_catalogues_demonstrations_give_the_same_evidence_in_a_worker() -> None:
    demonstration = catalogue.get("zero-init-symmetry")
    values = demonstration.parse({"steps": "20"})
    with PoolRunner(workers=1) as runner:  # nobody waits for it to be ready: the run does
        found = run(runner, demonstration.slug, values, 20.0)
    assert found == demonstration.run(values)
    assert found.digest == demonstration.run(values).digest


def test_a_full_queue_refuses_at_once_and_says_when_to_come_back(naughty: str) -> None:
    with PoolRunner(workers=1, queue=2, entry=naughty) as runner:
        assert runner.wait_until_ready(20)
        taken = [runner.submit("sleep", {"seconds": 0.3}, deadline=2.5) for _ in range(3)]
        began = time.monotonic()
        with pytest.raises(TooManyRuns) as caught:
            runner.submit("behave", {}, deadline=2.5)
        assert time.monotonic() - began < 0.1
        assert caught.value.retry_after == 3
        assert (runner.load().running, runner.load().waiting) == (1, 2)
        assert not wait(taken, 10).not_done
        assert isinstance(run(runner, "behave", {}, 5.0), Evidence)


def test_a_run_waits_no_longer_than_its_deadline(naughty: str) -> None:
    with PoolRunner(workers=1, entry=naughty) as runner:
        assert runner.wait_until_ready(20)
        busy = runner.submit("sleep", {"seconds": 1.0}, deadline=5.0)
        began = time.monotonic()
        with pytest.raises(TooManyRuns):
            run(runner, "behave", {}, 0.3)
        assert 0.3 <= time.monotonic() - began < 0.8
        assert isinstance(busy.result(5), Evidence)


def test_a_waiting_run_can_be_cancelled_and_costs_nothing(naughty: str) -> None:
    with PoolRunner(workers=1, queue=1, entry=naughty) as runner:
        busy = runner.submit("sleep", {"seconds": 0.2}, deadline=5.0)
        assert runner.wait_until_ready(20)
        waiting = runner.submit("exit-hard", {}, deadline=5.0)
        assert waiting.cancel()
        after = runner.submit("behave", {}, deadline=5.0)
        assert not busy.cancel()
        assert after.result(5).findings["pid"] == busy.result(5).findings["pid"]
        with pytest.raises(CancelledError):
            waiting.result(0)


def test_workers_are_recycled(naughty: str) -> None:
    with PoolRunner(workers=1, recycle=3, entry=naughty) as runner:
        pids = [run(runner, "behave", {}, 20.0).findings["pid"] for _ in range(8)]
    assert len(set(pids)) >= 3


def test_many_threads_may_ask_at_once(pool: PoolRunner) -> None:
    found: list[Any] = []

    def ask(number: int) -> None:
        found.extend(run(pool, "behave", {"number": number + i}, 20.0).parameters["number"] for i in range(20))

    threads = [threading.Thread(target=ask, args=(100 * i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == sorted(100 * i + k for i in range(8) for k in range(20))


def test_closing_is_quick_and_settles_every_run(naughty: str) -> None:
    runner = PoolRunner(workers=1, entry=naughty)
    assert runner.wait_until_ready(20)
    left = [runner.submit(slug, {}, deadline=60.0) for slug in ("loop-in-python", "behave")]
    began = time.monotonic()
    runner.close()
    runner.close()
    assert time.monotonic() - began < 1.5
    for future in left:
        with pytest.raises(RunnerClosed):
            future.result(0)
    with pytest.raises(RunnerClosed):
        runner.submit("behave", {}, deadline=1.0)


def test_a_runner_closed_before_it_was_ready_settles_its_runs(naughty: str) -> None:
    runner = PoolRunner(entry=naughty)
    future = runner.submit("behave", {}, deadline=60.0)
    runner.close()
    assert isinstance(future.exception(0), RunnerClosed) or isinstance(future.result(0), Evidence)


def test_an_entry_that_cannot_be_imported_fails_the_run_and_not_the_pool() -> None:
    with PoolRunner(workers=1, entry="no_such_module:act") as runner, pytest.raises(RunRaised, match="no_such_module"):
        run(runner, "behave", {}, 20.0)
