"""Gaussian averages against closed forms."""

import math

import numpy as np
import pytest

from engine import Array
from engine.numerics.activations import RELU, SIGMOID, TANH, Activation
from engine.numerics.expectations import gaussian_mean


@pytest.mark.parametrize("std", [0.01, 1.0, 30.0])
def test_the_second_and_fourth_moments_of_a_gaussian_are_the_textbook_ones(std: float) -> None:
    assert gaussian_mean(lambda z: z**2, std) == pytest.approx(std**2, rel=1e-13)
    assert gaussian_mean(lambda z: z**4, std) == pytest.approx(3 * std**4, rel=1e-12)


@pytest.mark.parametrize("std", [0.1, 1.0, 10.0, 300.0])
def test_the_mean_of_a_gaussian_bump_is_one_over_the_root_of_one_plus_the_variance(std: float) -> None:
    assert gaussian_mean(lambda z: np.exp(-0.5 * z * z), std) == pytest.approx(1 / math.sqrt(1 + std**2), rel=1e-12)


def test_a_kink_and_a_jump_at_zero_are_cut_exactly_in_half() -> None:
    assert gaussian_mean(lambda z: RELU(z) ** 2, 1.7) == pytest.approx(1.7**2 / 2, rel=1e-13)
    assert gaussian_mean(lambda z: RELU.slope(RELU(z)), 1.7) == pytest.approx(0.5, rel=1e-13)


@pytest.mark.parametrize("g", [SIGMOID, TANH], ids=lambda g: g.name)
@pytest.mark.parametrize("std", [0.5, 3.0, 100.0])
def test_integration_by_parts_relates_slope_and_value(g: Activation, std: float) -> None:
    # Stein: E ξ g(τξ) = τ E g'(τξ)
    slope = gaussian_mean(lambda z: g.slope(g(z)), std)
    value = gaussian_mean(lambda z: z / std * g(z), std)
    assert value == pytest.approx(std * slope, rel=1e-9)


@pytest.mark.parametrize("std", [1e-3, 1.0, 316.0, 1e4])
def test_a_bump_of_known_support_is_integrated_to_rounding_however_wide_the_gaussian(std: float) -> None:
    z: Array = (np.arange(800_000.0) + 0.5) * 1e-4 - 40.0  # an oracle on its own grid, for deviations that it resolves
    density = np.exp(-0.5 * (z / std) ** 2) / (std * math.sqrt(2 * math.pi))
    exact = float((TANH.slope(TANH(z)) * density).sum() * 1e-4)
    assert gaussian_mean(lambda z: TANH.slope(TANH(z)), std, support=40.0) == pytest.approx(exact, rel=1e-12)


def test_many_deviations_at_once_are_the_same_as_one_by_one() -> None:
    stds = np.array([[0.1, 1.0], [2.0, 5.0]])
    together = gaussian_mean(lambda z: TANH(z) ** 2, stds)
    assert together.shape == stds.shape
    assert together[1, 0] == pytest.approx(float(gaussian_mean(lambda z: TANH(z) ** 2, 2.0)), rel=1e-13)
