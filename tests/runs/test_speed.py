"""What running elsewhere, and asking again, cost. Differences and ratios measured in one go."""

import time
from collections.abc import Callable
from statistics import median

import pytest

from engine import catalogue
from quizapp.runs.cache import CachedRunner
from quizapp.runs.inline import InlineRunner
from quizapp.runs.pool import PoolRunner
from quizapp.runs.runner import Runner, run

pytestmark = pytest.mark.benchmark
SLUG = "zero-init-symmetry"


def seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def test_a_pooled_run_costs_at_most_a_millisecond_more_than_an_inline_one_and_a_hit_next_to_nothing() -> None:
    values = catalogue.get(SLUG).parse({"steps": 1})
    with PoolRunner() as pool:
        assert pool.wait_until_ready(20)
        runners: dict[str, Runner] = {"inline": InlineRunner(), "pool": pool, "cache": CachedRunner(pool)}
        first = {name: seconds(lambda r=runner: run(r, SLUG, values, 3.0)) for name, runner in runners.items()}
        rounds = [
            {name: seconds(lambda r=runner: run(r, SLUG, values, 3.0)) for name, runner in runners.items()}
            for _ in range(500)
        ]
    typical = {name: median(took[name] for took in rounds) for name in runners}
    assert typical["pool"] - typical["inline"] <= 1e-3, typical
    assert typical["cache"] <= typical["inline"] / 5, typical
    assert first["pool"] <= 10e-3, first


def test_a_pool_is_ready_soon_and_costs_its_creator_nothing() -> None:
    began = time.perf_counter()
    with PoolRunner() as pool:
        created = time.perf_counter() - began
        assert pool.wait_until_ready(20)
        ready = time.perf_counter() - began
    assert created <= 20e-3
    assert ready <= 1.0  # with the fork server still to start; a third of it when that is running
