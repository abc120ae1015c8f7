"""The curvature against finite differences of the gradient, and the data sets against what they promise."""

import numpy as np
import pytest

from engine.numerics import logistic
from engine.numerics.activations import LINEAR
from engine.numerics.losses import cross_entropy
from engine.numerics.training import gradients


def gradient(weights: np.ndarray, inputs: np.ndarray, t: np.ndarray) -> np.ndarray:
    (slope,) = gradients([weights.reshape(1, -1, 1)], inputs, t, hidden=LINEAR)
    return slope[0, :, 0]


@pytest.mark.parametrize("name", ["and", "or", "xor", "one", "overlap", "twin"])
def test_the_hessian_is_the_central_difference_of_the_gradient(name: str) -> None:
    inputs, t = logistic.problem(name)
    weights = np.array([0.7, -1.1, 0.3])
    slopes = [
        (gradient(weights + 1e-6 * axis, inputs, t) - gradient(weights - 1e-6 * axis, inputs, t)) / 2e-6
        for axis in np.eye(3)
    ]
    np.testing.assert_allclose(logistic.hessian(weights, inputs), np.stack(slopes), atol=1e-9)


@pytest.mark.parametrize("name", ["and", "or", "xor", "one", "overlap", "twin"])
def test_the_gradient_of_a_network_without_hidden_layer_is_that_of_the_design_matrix(name: str) -> None:
    inputs, t = logistic.problem(name)
    weights = np.array([0.7, -1.1, 0.3])
    x = logistic.design(inputs)

    def loss(w: np.ndarray) -> float:
        return float(cross_entropy(x @ w, t).mean())

    slopes = [(loss(weights + 1e-6 * axis) - loss(weights - 1e-6 * axis)) / 2e-6 for axis in np.eye(3)]
    np.testing.assert_allclose(gradient(weights, inputs, t), slopes, atol=1e-9)


def test_the_twin_has_the_labels_of_the_overlap_and_one_feature_twice() -> None:
    (inputs, t), (twin, labels) = logistic.problem("overlap"), logistic.problem("twin")
    assert np.array_equal(twin[:, 0], twin[:, 1])
    assert np.array_equal(twin[:, 0], inputs[:, 0])
    assert np.array_equal(t, labels)


def test_no_line_separates_the_overlap() -> None:
    inputs, t = logistic.problem("overlap")
    x, w = logistic.design(inputs), np.zeros(3)
    for _ in range(20):
        w -= np.linalg.solve(logistic.hessian(w, inputs), gradient(w, inputs, t))
    assert np.abs(gradient(w, inputs, t)).max() < 1e-14  # Newton arrives, so the optimum is finite
    assert ((x @ w > 0) != t).any()


def test_the_smallest_eigenvalue_at_zero_is_a_quarter_of_that_of_the_second_moments() -> None:
    inputs, _ = logistic.problem("xor")
    x = logistic.design(inputs)
    at_zero = np.linalg.eigvalsh(logistic.hessian(np.zeros(3), inputs))
    np.testing.assert_allclose(at_zero, np.linalg.eigvalsh(x.T @ x / 4) / 4, atol=1e-15)
