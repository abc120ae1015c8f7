# ruff: noqa: N803, N806 - X, W and S are the names of the field
"""The one training loop against finite differences, a loop over single samples, and longer arithmetic."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from engine import Array
from engine.numerics.activations import ACTIVATIONS, LINEAR, RELU, SIGMOID, TANH, Activation
from engine.numerics.datasets import four_points, gate
from engine.numerics.training import Weights, activations, checkpoints, gradients, layer, logits, train

Long = npt.NDArray[np.longdouble]
EVERY = pytest.mark.parametrize("hidden", ACTIVATIONS.values(), ids=ACTIVATIONS)
DEPTHS = pytest.mark.parametrize("widths", [(), (3,), (4, 2), (2, 3, 2)], ids=["no-hidden", "3", "4-2", "2-3-2"])

_LONG: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0),
    "linear": lambda z: z,
}


def _case(widths: Sequence[int], *, d: int = 2, n: int = 5, S: int = 3) -> tuple[Weights, Array, Array]:
    """Random weights of S networks, inputs [n, d] and targets [n]."""
    rng = np.random.default_rng([d, n, *widths])
    sizes = [d, *widths, 1]
    weights = [rng.uniform(-1.5, 1.5, (S, n_in + 1, n_out)) for n_in, n_out in pairwise(sizes)]
    return weights, rng.standard_normal((n, d)), (rng.random(n) < 0.5).astype(float)


def _long_logits(weights: Sequence[npt.NDArray[np.floating]], X: Array, hidden: Activation) -> tuple[Long, float]:
    """The logits [n] of one network in long doubles, and the distance of the nearest hidden z from the kink at 0."""
    a, nearest = X.astype(np.longdouble), math.inf
    for number, matrix in enumerate(weights, start=1):
        z = a @ matrix[:-1].astype(np.longdouble) + matrix[-1]
        if number < len(weights):
            nearest = min(nearest, float(np.abs(z).min()))
            z = _LONG[hidden.name](z)
        a = z
    return a[:, 0], nearest


def _long_loss(weights: Sequence[npt.NDArray[np.floating]], X: Array, t: Array, hidden: Activation) -> np.longdouble:
    """The mean cross-entropy of one network, written out as -log of the probability of what happened."""
    s, _ = _long_logits(weights, X, hidden)
    signed = np.where(t == 1, s, -s)
    return np.longdouble(np.mean(np.log1p(np.exp(-signed))))


# Gradients


@EVERY
@DEPTHS
def test_gradients_are_central_differences(widths: tuple[int, ...], hidden: Activation) -> None:
    weights, X, t = _case(widths)
    found = gradients(weights, X, t, hidden=hidden)
    step = np.longdouble(1e-5)
    for s in range(len(weights[0])):
        network = [matrix[s].astype(np.longdouble) for matrix in weights]
        assert _long_logits(network, X, hidden)[1] > 1e-4, "away from the kink of relu"
        for number, matrix in enumerate(network):
            for place in np.ndindex(*matrix.shape):
                kept = matrix[place]
                matrix[place] = kept + step
                above = _long_loss(network, X, t, hidden)
                matrix[place] = kept - step
                slope = (above - _long_loss(network, X, t, hidden)) / (2 * step)
                matrix[place] = kept
                assert found[number][s][place] == pytest.approx(float(slope), rel=1e-7, abs=1e-9)


def test_the_gradient_of_logistic_regression_is_its_formula() -> None:
    weights, X, t = _case((), S=1)
    (found,) = gradients(weights, X, t, hidden=LINEAR)
    ones = np.column_stack([X, np.ones(len(X))])
    probability = 1 / (1 + np.exp(-ones @ weights[0][0, :, 0]))
    np.testing.assert_allclose(found[0, :, 0], ones.T @ (probability - t) / len(t), rtol=1e-13)


def test_gradients_leave_the_weights_and_the_data_alone() -> None:
    weights, X, t = _case((3,))
    kept = [matrix.copy() for matrix in (*weights, X, t)]
    gradients(weights, X, t, hidden=RELU)
    train(weights, X, t, hidden=RELU, rate=0.5, steps=3)
    for matrix, before in zip((*weights, X, t), kept, strict=True):
        np.testing.assert_array_equal(matrix, before)


# Training


def _slow_step(W: list[list[list[float]]], X: Array, t: Array, hidden: Activation, rates: Sequence[float]) -> None:
    """One step of gradient descent for one network: lists, one sample, one unit, one weight at a time."""
    sums = [[[0.0] * len(row) for row in matrix] for matrix in W]
    for x, target in zip(X.tolist(), t.tolist(), strict=True):
        inputs, slopes = [[*x, 1.0]], []
        for number, matrix in enumerate(W):
            z = [sum(a * row[j] for a, row in zip(inputs[-1], matrix, strict=True)) for j in range(len(matrix[0]))]
            is_last = number == len(W) - 1
            out = [1 / (1 + math.exp(-value)) if is_last else _slow(hidden, value)[0] for value in z]
            slopes.append([_slow(hidden, value)[1] for value in z])
            inputs.append([*out, 1.0])
        delta = [inputs[-1][0] - target]
        for number in reversed(range(len(W))):
            for i, a in enumerate(inputs[number]):
                for j, error in enumerate(delta):
                    sums[number][i][j] += a * error
            passed = [sum(w * error for w, error in zip(row, delta, strict=True)) for row in W[number][:-1]]
            delta = [error * slope for error, slope in zip(passed, slopes[number - 1], strict=True)] if number else []
    for matrix, gradient, rate in zip(W, sums, rates, strict=True):
        for i, row in enumerate(gradient):
            for j, value in enumerate(row):
                matrix[i][j] -= rate * value / len(t)


def _slow(hidden: Activation, z: float) -> tuple[float, float]:
    """An activation and its slope, from their definitions."""
    if hidden is SIGMOID:
        return 1 / (1 + math.exp(-z)), math.exp(-z) / (1 + math.exp(-z)) ** 2
    if hidden is TANH:
        return math.tanh(z), 1 / math.cosh(z) ** 2
    return (max(z, 0.0), float(z > 0)) if hidden is RELU else (z, 1.0)


@EVERY
@DEPTHS
def test_training_is_a_slow_loop_over_samples_and_weights(widths: tuple[int, ...], hidden: Activation) -> None:
    weights, X, t = _case(widths, S=2)
    run = train(weights, X, t, hidden=hidden, rate=0.3, steps=12)
    for s in range(2):
        slow = [matrix[s].tolist() for matrix in weights]
        for _ in range(12):
            _slow_step(slow, X, t, hidden, [0.3] * len(slow))
        for found, wanted in zip(run.weights, slow, strict=True):
            np.testing.assert_allclose(found[s], wanted, rtol=1e-11, atol=1e-12)


def test_each_layer_may_learn_at_its_own_rate() -> None:
    weights, X, t = _case((3,), S=1)
    run = train(weights, X, t, hidden=TANH, rate=99.0, rates=[0.0, 0.4], steps=5)
    slow = [matrix[0].tolist() for matrix in weights]
    for _ in range(5):
        _slow_step(slow, X, t, TANH, [0.0, 0.4])
    np.testing.assert_array_equal(run.weights[0], weights[0])
    np.testing.assert_allclose(run.weights[1][0], slow[1], rtol=1e-12)


def test_each_weight_may_learn_at_its_own_rate() -> None:
    weights, X, t = _case((3,), S=1)
    rng = np.random.default_rng(1)
    rates = [rng.random((3, 3)), rng.random((4, 1))]
    run = train(weights, X, t, hidden=TANH, rate=99.0, rates=rates, steps=1)
    for found, start, gradient, rate in zip(
        run.weights, weights, gradients(weights, X, t, hidden=TANH), rates, strict=True
    ):
        np.testing.assert_allclose(found, start - rate * gradient, rtol=1e-14)


def test_as_many_rates_as_layers_are_wanted() -> None:
    weights, X, t = _case((3,))
    with pytest.raises(ValueError, match="argument"):
        train(weights, X, t, hidden=TANH, rate=1.0, rates=[0.1], steps=1)


@EVERY
@DEPTHS
def test_a_batch_of_networks_is_those_networks_one_by_one(widths: tuple[int, ...], hidden: Activation) -> None:
    weights, X, t = _case(widths, S=5)
    together = train(weights, X, t, hidden=hidden, rate=0.5, steps=30, checkpoints=[7])
    for s in range(5):
        alone = train(
            [matrix[s : s + 1] for matrix in weights], X, t, hidden=hidden, rate=0.5, steps=30, checkpoints=[7]
        )
        np.testing.assert_allclose(together.losses[:, s], alone.losses[:, 0], rtol=1e-12)
        for one, other in zip(together.weights, alone.weights, strict=True):
            np.testing.assert_allclose(one[s], other[0], rtol=1e-11, atol=1e-13)


def test_networks_may_each_have_data_of_their_own() -> None:
    weights, X, t = _case((3,), S=2)
    points, labels = np.stack([X, 2.0 * X + 1.0]), np.stack([t, 1.0 - t])  # [2, n, d], [2, n]
    together = train(weights, points, labels, hidden=TANH, rate=0.5, steps=30)
    first = gradients(weights, points, labels, hidden=TANH)
    for s in range(2):
        own = [matrix[s : s + 1] for matrix in weights]
        alone = train(own, points[s], labels[s], hidden=TANH, rate=0.5, steps=30)
        np.testing.assert_allclose(together.losses[:, s], alone.losses[:, 0], rtol=1e-12)
        for one, other in zip(first, gradients(own, points[s], labels[s], hidden=TANH), strict=True):
            np.testing.assert_allclose(one[s], other[0], rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("hidden", [SIGMOID, TANH, RELU], ids=lambda one: one.name)
@pytest.mark.parametrize("width", [2, 4, 8])
def test_balanced_labels_leave_a_zero_network_at_exactly_zero(width: int, hidden: Activation) -> None:
    X, t = gate("xor")
    zeros = [np.zeros((1, 3, width)), np.zeros((1, width + 1, 1))]
    run = train(zeros, X, t, hidden=hidden, rate=1.0, steps=500)
    assert all(np.all(matrix == 0.0) for matrix in run.weights)
    assert run.loss[0] == math.log(2)


@pytest.mark.parametrize("width", [2, 4, 8])
def test_equal_units_stay_equal_to_the_last_digit(width: int) -> None:
    X, t = four_points()
    same = [np.full((1, 3, width), 0.3), np.full((1, width + 1, 1), 0.3)]
    W1, W2 = train(same, X, t, hidden=SIGMOID, rate=1.0, steps=500).weights
    assert np.ptp(W1, axis=2).max() == 0.0
    assert np.ptp(W2[:, :-1], axis=1).max() == 0.0
    assert W1[0, 0, 0] != W1[0, 1, 0], "equal units, not equal weights: the two inputs differ"


# Checkpoints


def test_checkpoints_are_kept_in_order_with_the_first_and_the_last() -> None:
    weights, X, t = _case((3,))
    run = train(weights, X, t, hidden=SIGMOID, rate=1.0, steps=10, checkpoints=[7, 3, 3, 11, -1])
    assert run.steps.tolist() == [0.0, 3.0, 7.0, 10.0]
    assert run.losses.shape == (4, 3)
    assert len(run.snapshots) == 4
    for matrix, start in zip(run.snapshots[0], weights, strict=True):
        np.testing.assert_array_equal(matrix, start)


def test_a_checkpoint_is_a_shorter_run() -> None:
    weights, X, t = _case((3,))
    long = train(weights, X, t, hidden=SIGMOID, rate=1.0, steps=9, checkpoints=[4])
    short = train(weights, X, t, hidden=SIGMOID, rate=1.0, steps=4)
    np.testing.assert_array_equal(long.losses[1], short.loss)
    for one, other in zip(long.snapshots[1], short.weights, strict=True):
        np.testing.assert_array_equal(one, other)


def test_checkpoints_between_whole_steps_lose_nothing() -> None:
    weights, X, t = _case((3,))
    spaced = np.geomspace(1, 10, 4)  # 1, 2.15, 4.64, 10
    run = train(weights, X, t, hidden=SIGMOID, rate=1.0, steps=10, checkpoints=list(spaced))
    assert run.steps.tolist() == [0.0, 1.0, 2.0, 4.0, 10.0]
    np.testing.assert_array_equal(run.loss, train(weights, X, t, hidden=SIGMOID, rate=1.0, steps=10).loss)


def test_no_steps_are_the_start() -> None:
    weights, X, t = _case((3,))
    run = train(weights, X, t, hidden=SIGMOID, rate=1.0, steps=0)
    assert run.steps.tolist() == [0.0]
    np.testing.assert_array_equal(run.weights[0], weights[0])


@EVERY
def test_losses_are_those_of_the_snapshots_in_longer_arithmetic(hidden: Activation) -> None:
    weights, X, t = _case((4, 2))
    run = train(weights, X, t, hidden=hidden, rate=0.2, steps=40, checkpoints=range(0, 40, 8))
    for losses, snapshot in zip(run.losses, run.snapshots, strict=True):
        wanted = [float(_long_loss([matrix[s] for matrix in snapshot], X, t, hidden)) for s in range(len(losses))]
        np.testing.assert_allclose(losses, wanted, rtol=1e-13)


# The parts


def test_a_layer_is_its_weights_above_its_biases() -> None:
    W, b = np.arange(12.0).reshape(2, 2, 3), np.full((2, 3), 9.0)
    joined = layer(W, b)
    assert joined.shape == (2, 3, 3)
    np.testing.assert_array_equal(joined[:, :-1], W)
    np.testing.assert_array_equal(joined[:, -1], b)


@EVERY
def test_logits_and_activations_are_those_of_the_definition(hidden: Activation) -> None:
    weights, X, _ = _case((4, 2))
    first, second = activations(weights, X, hidden=hidden)
    assert (first.shape, second.shape) == ((3, 5, 4), (3, 5, 2))
    for s in range(3):
        network = [matrix[s] for matrix in weights]
        np.testing.assert_allclose(
            logits(weights, X, hidden=hidden)[s], _long_logits(network, X, hidden)[0].astype(float)
        )
        inner = _LONG[hidden.name](X @ network[0][:-1] + network[0][-1])
        np.testing.assert_allclose(first[s], inner, rtol=1e-14, atol=1e-15)
        np.testing.assert_allclose(second[s], _LONG[hidden.name](inner @ network[1][:-1] + network[1][-1]), rtol=1e-13)


@pytest.mark.parametrize("steps", [1, 2, 9, 10, 11, 500, 2000])
def test_checkpoints_begin_one_by_one_and_end_with_the_last_step(steps: int) -> None:
    found = checkpoints(steps)
    assert found[: min(steps, 10) + 1] == list(range(min(steps, 10) + 1))
    assert found[-1] == steps
    assert len(found) <= 112
    assert found == sorted(set(found))
