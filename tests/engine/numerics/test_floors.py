# ruff: noqa: N806  # X, P and W are the names of the field
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numerics import datasets, floors
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.losses import base_rate_entropy
from engine.numerics.training import train


def entropy(p: float) -> float:
    return base_rate_entropy(np.array([p]))


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=7))
def test_the_isotonic_fit_is_the_best_of_all_fits_in_blocks(labels: list[float]) -> None:
    t = np.array(labels)
    fit = floors.isotonic(t)
    assert np.all(np.diff(fit) >= -1e-12)
    best = np.inf
    for cuts in itertools.product([False, True], repeat=len(t) - 1):
        blocks = np.split(np.arange(len(t)), np.flatnonzero(cuts) + 1)
        means = [float(t[block].mean()) for block in blocks]
        if means == sorted(means):
            best = min(best, sum(len(block) * entropy(mean) for block, mean in zip(blocks, means, strict=True)))
    assert sum(entropy(float(p)) for p in fit) == pytest.approx(best, abs=1e-12)


def test_one_unit_isolates_one_corner_of_xor_and_separates_and_and_or() -> None:
    assert floors.one_unit(*datasets.gate("xor")) == pytest.approx(0.75 * entropy(1 / 3), abs=1e-15)
    assert floors.one_unit(*datasets.gate("and")) == 0.0
    assert floors.one_unit(*datasets.gate("or")) == 0.0


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_no_one_unit_network_trains_below_the_floor_and_some_come_near(activation: str) -> None:
    X, t = datasets.gate("xor")
    rng = np.random.default_rng(0)
    start = [2.0 * rng.standard_normal((64, 3, 1)), 2.0 * rng.standard_normal((64, 2, 1))]
    run = train(start, X, t, hidden=ACTIVATIONS[activation], rate=0.5, steps=3000, checkpoints=range(0, 3000, 50))
    floor = floors.one_unit(X, t)
    assert run.losses.min() > floor
    assert run.losses.min() < floor + 0.01
