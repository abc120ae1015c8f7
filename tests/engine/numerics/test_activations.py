"""Activations against forty digits, and their slopes against differences."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numerics.activations import ACTIVATIONS, LINEAR, RELU, SIGMOID, TANH, Activation

POINTS = [0.0, 1e-300, 1e-8, 0.3, -0.3, 1.0, -1.0, 5.0, -5.0, 20.0, -20.0, 36.0, -36.0, 700.0, -700.0, 1e6, -1e6]
EVERY = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
FINITE = st.floats(-1e3, 1e3)


def _sigmoid(z: float) -> float:
    with localcontext(prec=40):
        return float(1 / (1 + (-Decimal(z)).exp()))


@pytest.mark.parametrize("z", POINTS)
def test_the_sigmoid_is_right_to_the_last_digits_of_one(z: float) -> None:
    assert float(SIGMOID(np.array([z]))[0]) == pytest.approx(_sigmoid(z), rel=0, abs=2.3e-16)


@given(FINITE)
def test_the_sigmoid_of_minus_z_is_what_is_left_of_one(z: float) -> None:
    above, below = SIGMOID(np.array([z, -z]))
    assert above + below == pytest.approx(1.0, rel=0, abs=2.3e-16)
    assert 0.0 <= below <= 1.0


def test_the_sigmoid_is_exactly_one_half_at_zero_and_never_overflows() -> None:
    with np.errstate(all="raise"):
        found = SIGMOID(np.array([0.0, -0.0, math.inf, -math.inf, 1e308, -1e308]))
    assert found.tolist() == [0.5, 0.5, 1.0, 0.0, 1.0, 0.0]
    assert math.isnan(SIGMOID(np.array([math.nan]))[0])


@pytest.mark.parametrize("z", POINTS)
def test_tanh_relu_and_linear_are_their_definitions(z: float) -> None:
    at = np.array([z])
    assert TANH(at)[0] == pytest.approx(math.tanh(z), rel=4e-16)
    assert RELU(at)[0] == max(z, 0.0)
    assert LINEAR(at)[0] == z


@EVERY
@pytest.mark.parametrize("z", [0.2, -0.2, 1.0, -1.0, 3.0, -3.0])
def test_a_slope_is_the_slope(activation: Activation, z: float) -> None:
    h = 1e-6
    below, above = activation(np.array([z - h, z + h]))
    assert activation.slope(activation(np.array([z])))[0] == pytest.approx((above - below) / (2 * h), abs=1e-9)


def test_slopes_at_zero_are_those_that_the_lessons_quote() -> None:
    slopes = {name: float(one.slope(one(np.zeros(1)))[0]) for name, one in ACTIVATIONS.items()}
    assert slopes == {"sigmoid": 0.25, "tanh": 1.0, "relu": 0.0, "linear": 1.0}


@EVERY
def test_an_activation_makes_a_new_array_and_may_write_into_its_own(activation: Activation) -> None:
    z = np.linspace(-2.0, 2.0, 6).reshape(2, 3)
    kept = z.copy()
    found = activation(z)
    np.testing.assert_array_equal(z, kept)
    assert found.shape == z.shape
    activation.into(z, z)
    np.testing.assert_array_equal(z, found)


@EVERY
def test_an_activation_writes_into_part_of_a_buffer(activation: Activation) -> None:
    z, buffer = np.linspace(-2.0, 2.0, 6).reshape(2, 3), np.ones((2, 4))
    activation.into(z, buffer[:, :-1])
    np.testing.assert_array_equal(buffer[:, :-1], activation(z))
    assert (buffer[:, -1] == 1.0).all(), "the column of ones for the bias is not touched"
