"""The books of a pool, without a pool."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.runs.backlog import Backlog, Run
from quizapp.runs.errors import RunnerClosed, TooManyRuns


def asked(now: float = 0.0, deadline: float = 3.0) -> Run:
    return Run("zero-init-symmetry", {}, deadline, now + deadline)


def test_runs_start_in_the_order_in_which_they_came_and_no_more_than_there_are_workers() -> None:
    backlog = Backlog(workers=2, room=8, grace=1.0)
    first, second, third = asked(), asked(), asked()
    for run in (first, second, third):
        backlog.add(run)
    assert [backlog.start(0.0), backlog.start(0.0), backlog.start(0.0)] == [first, second, None]
    assert backlog.finish(first)
    assert backlog.start(0.0) is third


def test_a_run_beyond_the_room_is_refused_unless_one_that_waits_was_cancelled() -> None:
    backlog = Backlog(workers=1, room=1, grace=1.0)
    backlog.add(waits := asked())
    with pytest.raises(TooManyRuns, match="4 s"):
        backlog.add(asked(deadline=3.2))
    waits.future.cancel()
    backlog.add(asked())
    assert len(backlog.waiting) == 1


def test_waiting_ends_at_the_deadline_and_running_a_grace_after_it() -> None:
    backlog = Backlog(workers=1, room=8, grace=1.0)
    for run in (runs := [asked(now=0.0), asked(now=0.0)]):
        backlog.add(run)
    assert backlog.start(2.0) is runs[0]
    assert backlog.next_end() == 3.0
    assert backlog.give_up_waiting(2.9) == []
    assert backlog.give_up_waiting(3.0) == [runs[1]]
    assert backlog.next_end() == 2.0 + 3.0 + 1.0
    assert not backlog.is_hung(5.9)
    assert backlog.is_hung(6.0)
    assert backlog.give_up_running() == [runs[0]]
    assert not backlog.finish(runs[0])
    assert backlog.next_end() == math.inf


def test_a_failure_reaches_a_run_that_waits_and_one_that_runs_but_not_one_that_was_cancelled() -> None:
    waits, runs, cancelled = asked(), asked(), asked()
    runs.future.set_running_or_notify_cancel()
    cancelled.future.cancel()
    for run in (waits, runs, cancelled):
        run.fail(RunnerClosed())
    assert isinstance(waits.future.exception(0), RunnerClosed)
    assert isinstance(runs.future.exception(0), RunnerClosed)
    assert cancelled.future.cancelled()


@given(st.lists(st.sampled_from(["add", "start", "finish", "cancel", "late", "lost"]), max_size=60), st.integers(1, 3))
def test_no_run_is_lost_or_seen_twice(steps: list[str], workers: int) -> None:
    backlog = Backlog(workers=workers, room=3, grace=0.5)
    accepted: list[Run] = []
    left: list[Run] = []
    for now, step in enumerate(steps):
        if step == "add" and len(backlog.waiting) < 3:
            accepted.append(asked(now=now))
            backlog.add(accepted[-1])
        elif step == "start":
            backlog.start(now)
        elif step == "finish" and backlog.running:
            run = next(iter(backlog.running))
            assert backlog.finish(run)
            left.append(run)
        elif step == "cancel" and backlog.waiting:
            backlog.waiting[-1].future.cancel()
        elif step == "late":
            left += backlog.give_up_waiting(now)
        elif step == "lost":
            left += backlog.give_up_running()
        assert len(backlog.running) <= workers
        assert len(backlog.waiting) <= 3
    seen = [*left, *backlog.waiting, *backlog.running]
    assert len(seen) == len(set(seen))
    assert {run for run in accepted if not run.future.cancelled()} <= set(seen)
