r"""The small data sets of the documents and of the checks made of them.

Every data set is a pair (X, t): X [n, d] the inputs, t [n] the targets in {0, 1}.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine import Array

Data = tuple[Array, Array]

_SQUARE = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)


def gate(name: str) -> Data:
    """A truth table over the four corners of the unit square: and, or, xor."""
    targets = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0)}
    return _SQUARE.copy(), np.array(targets[name], dtype=float)


def four_points() -> Data:
    """Four points whose two inputs cannot be exchanged, three of them positive (D4 of the checks)."""
    return np.array([[1, 2], [2, -1], [-1, 1.5], [0.5, -2]], dtype=float), np.array([1, 0, 1, 1], dtype=float)


def cloud(seed: int, n: int, label: Callable[[Array], npt.NDArray[np.bool_]]) -> Data:
    """N standard normal points in the plane, labelled by a predicate on X [n, 2]."""
    X = np.random.default_rng(seed).standard_normal((n, 2))
    return X, label(X).astype(float)


def half_plane(seed: int, n: int) -> Data:
    """A cloud cut by a line into two halves of equal size (n even): x1 + x2 above its median."""
    return cloud(seed, n, lambda X: X.sum(axis=1) > np.median(X.sum(axis=1)))


def quadrants(seed: int, n: int) -> Data:
    """A cloud labelled like XOR: positive where x1 x2 > 0."""
    return cloud(seed, n, lambda X: X[:, 0] * X[:, 1] > 0)
