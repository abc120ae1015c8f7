"""The loss surface over two weights: oracles are the one training loop's loss, differences, and a scan of the plane."""

import numpy as np
import pytest

from engine import Array
from engine.numerics import datasets, plane
from engine.numerics.activations import LINEAR
from engine.numerics.training import train

SAMPLES = datasets.four_points()
PLACES = np.random.default_rng(0).uniform(-3.0, 3.0, (20, 2))


def test_the_loss_is_that_of_the_one_training_loop_at_a_bias_of_zero() -> None:
    network = np.concatenate([PLACES, np.zeros((20, 1))], axis=1)[..., None]  # [20, 3, 1]
    expected = train([network], *SAMPLES, hidden=LINEAR, rate=1.0, steps=0).loss
    assert plane.loss(PLACES, *SAMPLES) == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize("w", PLACES, ids=str)
def test_the_gradient_is_the_central_difference_of_the_loss(w: Array) -> None:
    shifts = 1e-5 * np.eye(2)
    difference = (plane.loss(w + shifts, *SAMPLES) - plane.loss(w - shifts, *SAMPLES)) / 2e-5
    assert plane.gradient(w, *SAMPLES) == pytest.approx(difference, abs=1e-9)


def test_no_point_of_a_grid_is_lower_than_the_minimum() -> None:
    lowest = plane.minimum(*SAMPLES)
    grid = np.stack(np.meshgrid(np.linspace(-3, 3, 121), np.linspace(-3, 3, 121)), axis=-1).reshape(-1, 2)
    losses = plane.loss(grid, *SAMPLES)
    assert plane.loss(lowest[None], *SAMPLES)[0] <= losses.min()
    assert np.abs(grid[losses.argmin()] - lowest).max() <= 0.05
    assert np.abs(plane.gradient(lowest, *SAMPLES)).max() < 1e-12
