r"""Logistic regression: its data sets, its design matrix and the curvature of its loss.

The bias is the weight of a constant feature: the last column of the design matrix is one.
"""

import numpy as np

from engine import Array
from engine.numerics import datasets
from engine.numerics.activations import SIGMOID
from engine.numerics.datasets import Data


def problem(name: str) -> Data:
    """The data of that name: a truth table (and, or, xor), one, overlap or twin.

    `one` is the single sample (1, 2) with label 1. `overlap` is a cloud of 40 points whose labels are
    drawn, so that no line separates them and the optimum is finite. `twin` is the same cloud with its
    second feature replaced by a copy of the first.
    """
    if name == "one":
        return np.array([[1.0, 2.0]]), np.array([1.0])
    if name in ("overlap", "twin"):
        X, t = _overlap(40)
        return (X[:, [0, 0]] if name == "twin" else X), t
    return datasets.gate(name)


def design(X: Array) -> Array:
    """X [n, d] with a last column of ones for the bias, [n, d + 1]."""
    return np.column_stack([X, np.ones(len(X))])


def hessian(weights: Array, X: Array) -> Array:
    """The second derivative of the mean cross-entropy at weights [d + 1]: mean of h (1 - h) x̃ x̃ᵀ."""
    x = design(X)  # [n, d + 1]
    h = SIGMOID(x @ weights)  # [n]
    curvature: Array = (x * (h * (1 - h))[:, None]).T @ x / len(X)
    return curvature


def _overlap(n: int) -> Data:
    """Standard normal points, positive with probability σ(1.5 x1 - 2 x2 + 0.5) each."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((n, 2))
    return X, (rng.random(n) < SIGMOID(X @ np.array([1.5, -2.0]) + 0.5)).astype(float)
