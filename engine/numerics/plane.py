r"""Logistic regression with two weights and no bias, whose loss is a surface over the plane of the weights."""

import numpy as np

from engine import Array
from engine.numerics.activations import SIGMOID
from engine.numerics.losses import cross_entropy


def loss(w: Array, X: Array, t: Array) -> Array:
    """The mean loss on X [n, 2], t [n] at many weights [k, 2], [k]."""
    height: Array = cross_entropy(w @ X.T, t).mean(axis=1)
    return height


def gradient(w: Array, X: Array, t: Array) -> Array:
    """The gradient of the mean loss at one w [2]: mean of (σ(w·x) - t) x, [2]."""
    slope: Array = (SIGMOID(X @ w) - t) @ X / len(t)
    return slope


def minimum(X: Array, t: Array) -> Array:
    """The lowest point [2], by Newton's method from zero: w ← w - H⁻¹ ∇L.

    Points that a line through the origin separates have none: the loss falls for ever.
    """
    w = np.zeros(2)
    for _ in range(20):
        a = SIGMOID(X @ w)  # [n]
        H = (X.T * (a * (1.0 - a))) @ X / len(t)  # [2, 2]
        w = w - np.linalg.solve(H, gradient(w, X, t))
    return w
