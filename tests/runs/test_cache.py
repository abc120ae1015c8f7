"""The same run is computed once."""

import random
import threading
from collections.abc import Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor, wait
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Evidence, catalogue
from engine.errors import UnknownDemonstration
from quizapp.runs.cache import CachedRunner, canonical
from quizapp.runs.errors import RunRaised, RunTimedOut, TooManyRuns
from quizapp.runs.inline import InlineRunner
from quizapp.runs.pool import PoolRunner
from quizapp.runs.runner import run


def version_one(slug: str) -> str:
    return "1"


class Laboratory:
    """An entry that counts its runs, waits when it is told to, and fails when it is told to."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, Mapping[str, Any]]] = []
        self.may_finish = threading.Event()
        self.may_finish.set()
        self.has_started = threading.Semaphore(0)
        self.is_broken = False

    def __call__(self, slug: str, values: Mapping[str, Any]) -> Evidence:
        self.runs.append((slug, dict(values)))
        self.has_started.release()
        assert self.may_finish.wait(10)
        if self.is_broken:
            raise ValueError("broken")
        return Evidence(slug, dict(values), {"loss": [0.5] * values.get("points", 1)}, {}, {}, 0.0)


@pytest.fixture
def laboratory() -> Laboratory:
    return Laboratory()


@pytest.fixture
def cached(laboratory: Laboratory) -> CachedRunner:
    return CachedRunner(InlineRunner(laboratory), version=version_one)


def test_the_same_question_is_computed_once(cached: CachedRunner, laboratory: Laboratory) -> None:
    first = run(cached, "a", {"hidden": 4, "seed": 0}, 3.0)
    again = run(cached, "a", {"seed": 0, "hidden": 4}, 3.0)
    assert again is first
    assert len(laboratory.runs) == 1
    assert (cached.stats().hits, cached.stats().misses, cached.stats().entries) == (1, 1, 1)


@pytest.mark.parametrize(
    "other", [("b", {"seed": 0}), ("a", {"seed": 1}), ("a", {"seed": 0.0}), ("a", {"seed": False})]
)
def test_another_demonstration_seed_or_type_is_another_question(
    cached: CachedRunner, other: tuple[str, dict[str, Any]]
) -> None:
    first = run(cached, "a", {"seed": 0}, 3.0)
    assert run(cached, *other, 3.0) is not first


def test_changed_code_is_another_question(laboratory: Laboratory) -> None:
    versions = iter(["1", "2", "2"])
    cached = CachedRunner(InlineRunner(laboratory), version=lambda _: next(versions))
    found = [run(cached, "a", {}, 3.0) for _ in range(3)]
    assert found[0] is not found[1]
    assert found[1] is found[2]


def test_an_unknown_demonstration_is_refused_before_anything_runs() -> None:
    with pytest.raises(UnknownDemonstration):
        CachedRunner(InlineRunner()).submit("no-such-demonstration", {}, deadline=3.0)


def test_a_failure_is_told_and_forgotten(cached: CachedRunner, laboratory: Laboratory) -> None:
    laboratory.is_broken = True
    with pytest.raises(RunRaised, match="broken"):
        run(cached, "a", {}, 3.0)
    laboratory.is_broken = False
    assert run(cached, "a", {}, 3.0).demonstration == "a"
    assert cached.stats().in_flight == 0


@pytest.mark.parametrize("is_broken", [False, True])
def test_callers_at_the_same_time_share_one_run_and_its_end(
    cached: CachedRunner, laboratory: Laboratory, is_broken: bool
) -> None:
    laboratory.is_broken = is_broken
    laboratory.may_finish.clear()
    with ThreadPoolExecutor(1) as first_caller:
        first = first_caller.submit(cached.submit, "a", {}, deadline=3.0)
        assert laboratory.has_started.acquire(timeout=10)
        joined = [cached.submit("a", {}, deadline=3.0) for _ in range(5)]
        assert (cached.stats().joined, cached.stats().in_flight) == (5, 1)
        laboratory.may_finish.set()
        ends = [future.exception(10) or id(future.result()) for future in (first.result(10), *joined)]
    assert len(laboratory.runs) == 1
    assert len(set(ends)) == 1
    assert isinstance(ends[0], RunRaised) is is_broken


def test_one_caller_who_cancels_leaves_the_others_theirs(cached: CachedRunner, laboratory: Laboratory) -> None:
    laboratory.may_finish.clear()
    with ThreadPoolExecutor(1) as first_caller:
        first = first_caller.submit(cached.submit, "a", {}, deadline=3.0)
        assert laboratory.has_started.acquire(timeout=10)
        leaves, stays = (cached.submit("a", {}, deadline=3.0) for _ in range(2))
        assert leaves.cancel()
        laboratory.may_finish.set()
        assert stays.result(10) is first.result(10).result(10)
    with pytest.raises(CancelledError):
        leaves.result(0)
    assert run(cached, "a", {}, 3.0) is stays.result()


def test_the_least_recently_used_goes_first(laboratory: Laboratory) -> None:
    cached = CachedRunner(InlineRunner(laboratory), entries=2, version=version_one)
    for seed in (0, 1, 0, 2, 0, 1):
        run(cached, "a", {"seed": seed}, 3.0)
    assert [values["seed"] for _, values in laboratory.runs] == [0, 1, 2, 1]


def test_its_bytes_are_bounded_and_what_is_too_large_is_not_kept(laboratory: Laboratory) -> None:
    cached = CachedRunner(InlineRunner(laboratory), size=100_000, version=version_one)
    run(cached, "a", {"points": 10_000}, 3.0)
    assert (cached.stats().entries, cached.stats().size) == (0, 0)
    for seed in range(20):
        run(cached, "a", {"seed": seed, "points": 1000}, 3.0)
        assert 0 < cached.stats().size <= 100_000
    assert 0 < cached.stats().entries < 20


def test_a_timeout_does_not_poison_the_next_and_a_refusal_is_told_to_all(naughty: str) -> None:
    with PoolRunner(workers=1, queue=1, entry=naughty) as pool:
        assert pool.wait_until_ready(20)
        cached = CachedRunner(pool, version=version_one)
        with pytest.raises(RunTimedOut):
            run(cached, "sleep", {"seconds": 0.5}, 0.2)
        assert run(cached, "sleep", {"seconds": 0.5}, 5.0).demonstration == "naughty"
        busy = [cached.submit("sleep", {"seconds": 0.2, "n": n}, deadline=5.0) for n in range(2)]
        with pytest.raises(TooManyRuns):
            cached.submit("behave", {}, deadline=5.0)
        assert not wait(busy, 10).not_done
        assert run(cached, "behave", {}, 5.0).demonstration == "naughty"


def test_many_threads_see_each_question_computed_once(naughty: str) -> None:
    with PoolRunner(queue=64, entry=naughty) as pool, ThreadPoolExecutor(8) as callers:
        cached = CachedRunner(pool, version=version_one)
        seeds = [seed for seed in range(25) for _ in range(8)]
        random.Random(0).shuffle(seeds)  # noqa: S311 - an order, not a secret
        found = list(callers.map(lambda seed: run(cached, "behave", {"seed": seed}, 20.0), seeds))
    assert [evidence.parameters["seed"] for evidence in found] == seeds
    assert len({id(evidence) for evidence in found}) == 25
    stats = cached.stats()
    assert (stats.misses, stats.hits + stats.joined, stats.in_flight) == (25, 175, 0)


def test_closing_the_cache_closes_the_runner_behind_it(naughty: str) -> None:
    pool = PoolRunner(workers=1, entry=naughty)
    CachedRunner(pool, version=version_one).close()
    assert not pool.load().is_ready


def test_the_catalogue_gives_the_version_of_a_demonstrations_code() -> None:
    cached = CachedRunner(InlineRunner())
    values = catalogue.get("zero-init-symmetry").parse({"steps": 5})
    assert run(cached, "zero-init-symmetry", values, 3.0) is run(cached, "zero-init-symmetry", values, 3.0)


scalars = st.one_of(st.integers(-3, 3), st.floats(allow_nan=False), st.booleans(), st.text(max_size=3))
settings_of_a_run = st.dictionaries(st.sampled_from(["hidden", "rate", "seed"]), scalars)


def told_apart(values: Mapping[str, Any]) -> dict[str, tuple[type, str]]:
    return {name: (type(value), str(value)) for name, value in values.items()}


@given(settings_of_a_run, settings_of_a_run)
def test_two_settings_have_one_text_exactly_when_they_are_the_same(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert canonical(dict(reversed(one.items()))) == canonical(one)
    assert (canonical(one) == canonical(two)) == (told_apart(one) == told_apart(two))
