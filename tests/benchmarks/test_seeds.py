"""Many seeds at once: one stacked run against as many single runs of the same training loop."""

import statistics
import time
from collections.abc import Callable

import numpy as np
import pytest

from engine.numerics.activations import SIGMOID
from engine.numerics.datasets import gate
from engine.numerics.draws import generators, normal
from engine.numerics.training import Training, Weights, train

SEEDS, WIDTH, STEPS, REPETITIONS = 64, 4, 300, 7


def _weights(seed: int, seeds: int) -> Weights:
    rngs = generators(seed, seeds)
    return [normal(rngs, 3, WIDTH), normal(rngs, WIDTH + 1, 1)]


def _train(seed: int, seeds: int) -> Training:
    inputs, targets = gate("xor")
    return train(_weights(seed, seeds), inputs, targets, hidden=SIGMOID, rate=1.0, steps=STEPS)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.mark.benchmark
def test_sixty_four_seeds_at_once_cost_at_most_a_twelfth_of_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    together, apart = [], []
    for _ in range(REPETITIONS):  # interleaved, so that other work on the machine slows both alike
        together.append(_seconds(lambda: _train(0, SEEDS)))
        apart.append(_seconds(lambda: [_train(seed, 1) for seed in range(SEEDS)]))
    ratio = statistics.median(apart) / statistics.median(together)
    with capsys.disabled():
        print(  # noqa: T201 - the figure is what the benchmark is for
            f"\n{SEEDS} seeds, {STEPS} steps: {1e3 * statistics.median(together):.1f} ms at once, "
            f"{1e3 * statistics.median(apart):.1f} ms one by one, 1/{ratio:.1f} (goal 1/12)"
        )
    assert ratio >= 12


def test_seeds_at_once_are_the_seeds_one_by_one() -> None:
    together = _train(0, 8)
    for seed in range(8):
        np.testing.assert_allclose(together.loss[seed], _train(seed, 1).loss[0], rtol=1e-10)
