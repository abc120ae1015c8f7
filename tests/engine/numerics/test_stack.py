"""Signals through a deep stack against a slow loop, finite differences and the training code."""

import numpy as np
import pytest

from engine.numerics.activations import ACTIVATIONS
from engine.numerics.stack import backward, forward, rms
from engine.numerics.training import activations, layer

RNG = np.random.default_rng(7)
DRAWS = RNG.standard_normal((3, 2, 4, 4))  # three layers, two networks, four units
X = RNG.standard_normal((2, 5, 4))
ERROR = RNG.standard_normal((2, 5, 4))
SCALE = 0.7


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_forward_pass_is_that_of_the_training_code_without_biases(name: str) -> None:
    hidden = ACTIVATIONS[name]
    weights = [layer(SCALE * W, np.zeros((2, 4))) for W in DRAWS]
    same = activations([*weights, np.zeros((2, 5, 1))], X[0], hidden=hidden)
    mine = forward(DRAWS, SCALE, np.stack([X[0], X[0]]), hidden)
    np.testing.assert_allclose(mine, np.stack(same), rtol=0, atol=1e-13)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_backward_pass_is_the_finite_difference_of_the_loss(name: str) -> None:
    hidden, step = ACTIVATIONS[name], 1e-6

    def loss(draws: np.ndarray) -> float:
        return float((ERROR * forward(draws, SCALE, X, hidden)[-1]).sum())

    layers = forward(DRAWS, SCALE, X, hidden)
    deltas = backward(DRAWS, SCALE, layers, ERROR, hidden)
    for number in range(3):
        moved = [DRAWS.copy(), DRAWS.copy()]
        moved[0][number, 1, 2, 3] += step
        moved[1][number, 1, 2, 3] -= step
        inputs = X if number == 0 else layers[number - 1]
        exact = SCALE * float(inputs[1, :, 2] @ deltas[number, 1, :, 3])  # ∂L/∂W = (∂z/∂W) ∂L/∂z
        assert exact == pytest.approx((loss(moved[0]) - loss(moved[1])) / (2 * step), abs=1e-7)


def test_rms_is_the_root_of_the_mean_square_over_samples_and_units() -> None:
    assert rms(np.array([[[[3.0, 4.0]]]]))[0, 0] == pytest.approx(np.sqrt(12.5))
